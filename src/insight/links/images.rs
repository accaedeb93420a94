//! The ports on which well-known images listen unless they are told otherwise.
//!
//! Source: the documentation of the images; Istio "Ports used by Istio", Linkerd "Proxy configuration".

use crate::insight::command::image_name;
use crate::model::{Container, ContainerRole};

/// Names of images, the ports, and the folder with the configuration that may change them.
const KNOWN: &[(&str, &[u16], &str)] = &[
    ("nginx", &[80], "/etc/nginx"),
    ("nginx-unprivileged", &[8080], "/etc/nginx"),
    ("httpd", &[80], "/usr/local/apache2/conf"),
    ("caddy", &[80], "/etc/caddy"),
    ("postgres postgresql", &[5432], "/etc/postgresql"),
    ("mysql mariadb", &[3306], "/etc/mysql"),
    ("redis valkey", &[6379], "/usr/local/etc/redis"),
    ("memcached", &[11211], ""),
    ("mongo", &[27017], "/etc/mongo"),
    ("rabbitmq", &[5672], "/etc/rabbitmq"),
    ("nats", &[4222], "/etc/nats"),
    ("elasticsearch opensearch", &[9200], "/usr/share/elasticsearch/config"),
    ("etcd", &[2379], ""),
    ("vault", &[8200], "/vault/config"),
    ("consul", &[8500], "/consul/config"),
    ("envoy", &[10000], "/etc/envoy"),
    ("proxyv2", &[15000, 15001, 15006, 15020, 15021], "/etc/istio/custom"),
    ("oauth2-proxy", &[4180], ""),
    ("prometheus", &[9090], ""),
    ("alertmanager", &[9093], ""),
    ("pushgateway", &[9091], ""),
    ("grafana", &[3000], "/etc/grafana"),
    ("loki", &[3100], "/etc/loki"),
    ("node-exporter node_exporter", &[9100], ""),
    ("statsd-exporter statsd_exporter", &[9102, 9125], ""),
    ("memcached-exporter memcached_exporter", &[9150], ""),
    ("redis_exporter redis-exporter", &[9121], ""),
    ("postgres-exporter postgres_exporter", &[9187], ""),
    ("mysqld-exporter mysqld_exporter", &[9104], ""),
    ("nginx-prometheus-exporter", &[9113], ""),
    ("opentelemetry-collector opentelemetry-collector-contrib", &[4317, 4318], "/etc/otel"),
    ("tomcat", &[8080], "/usr/local/tomcat/conf"),
    ("registry", &[5000], "/etc/docker/registry"),
    ("http-echo", &[5678], ""),
    ("whoami", &[80], ""),
];

/// The ports of a well-known image that starts its own program with nothing to configure it.
pub(super) fn ports(container: &Container) -> &'static [u16] {
    let name = image_name(&container.image);
    let Some((names, ports, folder)) =
        KNOWN.iter().find(|(names, ..)| names.split(' ').any(|it| it == name))
    else {
        return &[];
    };
    let program = container.command.first().map_or("", String::as_str);
    let program = program.rsplit('/').next().unwrap_or(program);
    let first = names.split(' ').next().unwrap_or(name);
    let is_own = program.is_empty() || program.starts_with(first);
    // What stands in a file of its own is not read here.
    let is_file = |word: &String| {
        let name = word.rsplit(['/', '=']).next().unwrap_or(word);
        [".conf", ".yaml", ".yml", ".json", ".cfg"].iter().any(|end| name.ends_with(end))
    };
    let is_configured = container.args.iter().chain(&container.command).any(is_file)
        || (!folder.is_empty()
            && container.mounts.iter().any(|mount| mount.path.starts_with(folder)));
    // What is meant to end does something else with a server's image.
    let ends = container.role == ContainerRole::Init && !container.serves;
    if is_own && !is_configured && !ends { ports } else { &[] }
}
