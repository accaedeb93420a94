//! What well-known servers and agents do in the folders that are theirs by custom.

use crate::insight::command::{image_name, is_one_of};
use crate::model::Container;

/// What a program does in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Custom {
    /// It reads there.
    pub(super) reads: bool,
    /// It writes there.
    pub(super) writes: bool,
    /// The files that it makes there, side by side.
    pub(super) creates: &'static str,
}

const READS: Custom = Custom { reads: true, writes: false, creates: "" };
const WRITES: Custom = Custom { reads: false, writes: true, creates: "" };
const BOTH: Custom = Custom { reads: true, writes: true, creates: "" };

/// Programs, a folder of theirs, and what they do there.
const FOLDERS: &[(&str, &str, Custom)] = &[
    ("nginx nginx-unprivileged", "/usr/share/nginx/html", READS),
    ("nginx nginx-unprivileged", "/etc/nginx", READS),
    (
        "nginx nginx-unprivileged",
        "/var/log/nginx",
        Custom { creates: "access.log error.log", ..WRITES },
    ),
    ("nginx nginx-unprivileged", "/var/cache/nginx", WRITES),
    ("httpd", "/usr/local/apache2/htdocs", READS),
    ("httpd", "/usr/local/apache2/conf", READS),
    ("httpd", "/usr/local/apache2/logs", WRITES),
    ("caddy", "/usr/share/caddy", READS),
    ("caddy", "/srv", READS),
    ("caddy", "/etc/caddy", READS),
    ("caddy", "/data", BOTH),
    ("envoy", "/etc/envoy", READS),
    ("haproxy", "/usr/local/etc/haproxy", READS),
    ("postgres postgresql", "/var/lib/postgresql", BOTH),
    ("postgres mysql mariadb mongo", "/docker-entrypoint-initdb.d", READS),
    ("mysql mariadb", "/var/lib/mysql", BOTH),
    ("mysql mariadb", "/etc/mysql", READS),
    ("mongo", "/data/db", BOTH),
    ("redis valkey", "/data", BOTH),
    ("rabbitmq", "/var/lib/rabbitmq", BOTH),
    ("elasticsearch opensearch", "/usr/share/elasticsearch/data", BOTH),
    ("prometheus", "/prometheus", BOTH),
    ("prometheus", "/etc/prometheus", READS),
    ("grafana", "/var/lib/grafana", BOTH),
    ("grafana", "/etc/grafana", READS),
    ("fluent-bit", "/fluent-bit/etc", READS),
    ("fluentd", "/fluentd/etc", READS),
    ("filebeat", "/usr/share/filebeat/data", BOTH),
    ("logstash", "/usr/share/logstash/pipeline", READS),
    ("tomcat", "/usr/local/tomcat/webapps", READS),
    ("tomcat", "/usr/local/tomcat/logs", WRITES),
    ("git-sync k8s-sidecar", "/", WRITES),
];

/// Agents that read whatever is mounted for them and send it away.
const SHIPPERS: &str = "fluent-bit fluentd filebeat promtail vector logstash alloy agent grafana-agent \
    datadog-agent otel-collector opentelemetry-collector opentelemetry-collector-contrib rsyslog telegraf";

/// Parts of a path where such an agent keeps its own notes.
const STATE: &str =
    "buffer buffers state positions position data storage db tmp cache run spool checkpoint";

/// What the program of `container` does at `path`, a folder that is mounted there; `None` if nothing is
/// known. `fixed` tells a ConfigMap and the like.
pub(super) fn custom(container: &Container, path: &str, fixed: bool) -> Option<Custom> {
    let image = image_name(&container.image);
    let program = container.command.first().map_or("", String::as_str);
    let program = program.rsplit('/').next().unwrap_or(program);
    // A shell in the image of a server may start anything.
    let is_own =
        |names: &str| is_one_of(image, names) && (program.is_empty() || is_one_of(program, names));
    let is_there = |folder: &str| {
        let (path, folder) = (path.trim_end_matches('/'), folder);
        is_in(path, folder) || is_in(folder, path)
    };
    let known = FOLDERS.iter().find(|(names, folder, _)| is_own(names) && is_there(folder));
    if let Some((.., custom)) = known {
        return Some(if fixed { READS } else { *custom });
    }
    if !is_own(SHIPPERS) {
        return None;
    }
    let is_own = path.split('/').any(|part| is_one_of(part, STATE) || part == image);
    let keeps_state = is_own && !["log", "etc"].iter().any(|it| path.contains(it));
    Some(if keeps_state && !fixed { BOTH } else { READS })
}

/// Whether `path` is `folder` or lies in it.
pub(super) fn is_in(path: &str, folder: &str) -> bool {
    let folder = folder.trim_end_matches('/');
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
