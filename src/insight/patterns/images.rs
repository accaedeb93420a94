//! What well-known images are for. A name tells what its image usually does, nothing more.

/// Send log files somewhere.
const SHIPPERS: &str =
    "alloy cloudwatch-agent filebeat fluent-bit fluentd logstash promtail td-agent vector";
/// Speak to the outside for what stands beside them.
const PROXIES: &str = "alloydb-auth-proxy cloud-sql-proxy cloudsql-proxy consul-dataplane daprd envoy gce-proxy \
    kuma-dp mcrouter odyssey pgbouncer pgcat proxysql proxyv2 stunnel twemproxy";
/// Receive for what stands beside them.
const GATES: &str = "kube-rbac-proxy oauth2-proxy";
/// Keep files or configuration up to date.
const SYNCERS: &str =
    "config-reloader configmap-reload git-sync k8s-sidecar prometheus-config-reloader reloader";
/// Stand beside a storage driver.
const STORAGE: &str = "csi-attacher csi-node-driver-registrar csi-provisioner csi-resizer csi-snapshotter livenessprobe \
    node-driver-registrar";
/// Parts of a container's name by which people call a helper.
const HELPERS: &str = "adapter agent ambassador collector exporter forwarder helper proxy reloader shipper \
    sidecar sync syncer";

/// What an image is known for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// Ships logs.
    Shipper,
    /// An outbound proxy.
    Proxy,
    /// An inbound proxy.
    Gate,
    /// Keeps files up to date.
    Syncer,
    /// Helps a storage driver.
    Storage,
    /// Shows the metrics of the product of this name.
    Exporter,
}

/// What the image is known for.
pub(super) fn known(image: &str) -> Option<Known> {
    let name = base_name(image);
    let tables = [
        (Known::Shipper, SHIPPERS),
        (Known::Proxy, PROXIES),
        (Known::Gate, GATES),
        (Known::Syncer, SYNCERS),
        (Known::Storage, STORAGE),
    ];
    let found = tables.into_iter().find(|(_, names)| is_one_of(name, names));
    // `ghcr.io/linkerd/proxy`: the name alone says too little.
    let linkerd = name == "proxy" && image.contains("linkerd/");
    match found {
        Some((known, _)) => Some(known),
        None if linkerd => Some(Known::Proxy),
        None => product(image).map(|_| Known::Exporter),
    }
}

/// The product whose metrics an exporter shows: `redis` of `oliver006/redis_exporter`.
pub(super) fn product(image: &str) -> Option<&str> {
    let name = base_name(image);
    let product = name.strip_suffix("exporter")?.trim_end_matches(['-', '_']);
    Some(product.trim_start_matches("prometheus-").trim_end_matches("-prometheus"))
}

/// The port of a well-known server that is told nothing else.
pub(super) fn port(image: &str) -> Option<u16> {
    Some(match base_name(image) {
        "caddy" | "httpd" | "nginx" => 80,
        "memcached" => 11211,
        "mongo" => 27017,
        "mysql" | "mariadb" => 3306,
        "postgres" => 5432,
        "redis" | "valkey" => 6379,
        _ => return None,
    })
}

/// The part of a container's name by which it is a helper.
pub(super) fn helper_word(name: &str) -> Option<&str> {
    name.split('-').find(|part| is_one_of(part, HELPERS))
}

/// `registry.example:5000/team/name:tag@sha256:…` → `name`.
pub(super) fn base_name(image: &str) -> &str {
    let image = image.split('@').next().unwrap_or(image);
    let name = image.rsplit('/').next().unwrap_or(image);
    name.split(':').next().unwrap_or(name)
}

fn is_one_of(word: &str, words: &str) -> bool {
    words.split_ascii_whitespace().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_by_name() {
        for (image, expected) in [
            ("fluent/fluent-bit:3.2", Some(Known::Shipper)),
            ("envoyproxy/envoy:v1.34", Some(Known::Proxy)),
            ("cr.l5d.io/linkerd/proxy:stable", Some(Known::Proxy)),
            ("example/proxy:1", None),
            ("oliver006/redis_exporter:v1", Some(Known::Exporter)),
            ("registry.example:5000/git-sync/git-sync@sha256:00", Some(Known::Syncer)),
            ("nginx:1.29", None),
            ("", None),
        ] {
            assert_eq!(known(image), expected, "{image}");
        }
        assert_eq!(product("prom/memcached-exporter:v0.15"), Some("memcached"));
        assert_eq!(product("memcached:1.6"), None);
    }
}
