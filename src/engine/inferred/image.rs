//! What an image does when the manifest gives no command: by its name, which is all there is.

/// What starts in an image without a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Default {
    /// A server that runs until it is stopped.
    Server {
        /// Within how many milliseconds it stops.
        stops_within: u64,
    },
    /// A shell or an interpreter: with standard input closed it ends at once. The well-known
    /// surprise of `image: busybox` without a command.
    Interpreter,
    /// A tool that takes the `args` as its own.
    Tool(&'static str),
    /// Only its author knows.
    Unknown,
}

/// Servers by program or image name, with the milliseconds they are assumed to take to stop. All
/// of them handle their stop signal and exit 0.
const SERVERS: [(u64, &str); 3] = [
    (
        500,
        "alertmanager alloy apache2 caddy coredns envoy etcd grafana haproxy httpd linkerd \
        memcached minio nats nginx oauth2 pause pgbouncer promtail proxyv2 redis statsd traefik \
        valkey vault",
    ),
    (
        1000,
        "consul filebeat fluent fluentd gunicorn influxdb mongo mongod mongodb otelcol postgres \
        postgresql prometheus uvicorn vector",
    ),
    (2000, "elasticsearch kafka logstash mariadb mariadbd mysql mysqld rabbitmq tomcat"),
];

/// Parts of image names that promise something that keeps running beside an app.
const HELPERS: &str =
    "adapter agent collector daemon exporter forwarder proxy server shipper sidecar";

/// Parts of image names that take such a promise back: `postgres-backup` is no server.
const TOOLS: &str = "backup bootstrap cli client clone dump fetch fetcher init job load loader migrate migration \
    migrations restore seed setup test tools";

/// Images that hold a shell or an interpreter and nothing that starts.
const INTERPRETERS: &str = "almalinux alpine amazonlinux bash busybox centos debian fedora golang jshell node perl php \
    pypy python rockylinux ruby rust ubuntu";

/// Whether `word` is one of `words`, which stand side by side: a text takes less room than a list.
pub(super) fn is_one_of(word: &str, words: &str) -> bool {
    words.split(' ').any(|known| known == word)
}

fn stops_within(server: &str) -> Option<u64> {
    SERVERS.iter().find(|(_, names)| is_one_of(server, names)).map(|(millis, _)| *millis)
}

/// The milliseconds that the server program `name` takes to stop; `None` if it is no known server.
pub(super) fn server(name: &str) -> Option<u64> {
    let base = name.split('-').next().unwrap_or(name);
    let is_variant =
        matches!(name.strip_prefix(base), Some("" | "-server" | "-bit" | "-foreground" | "-proxy"));
    if is_variant { stops_within(base) } else { None }
}

/// Whether `image` is that of a server that everybody knows; a part of a name that merely sounds like
/// one is not enough.
pub(super) fn names_server(image: &str) -> bool {
    server(base_name(image)).is_some()
}

/// The name of an image that is Docker Hub's own: `nginx` of `nginx:1.29`, nothing of `example/nginx`.
pub fn official_image(image: &str) -> Option<&str> {
    let reference = image.split('@').next().unwrap_or(image);
    let reference = reference.strip_prefix("docker.io/").unwrap_or(reference);
    let reference = reference.strip_prefix("library/").unwrap_or(reference);
    let name = reference.split(':').next().unwrap_or(reference);
    (!reference.contains('/')).then_some(name)
}

/// What starts in `image` when the manifest gives no command.
pub(super) fn default_of(image: &str) -> Default {
    let name = base_name(image);
    match name {
        "curl" => return Default::Tool("curl"),
        "git" => return Default::Tool("git"),
        "kubectl" => return Default::Tool("kubectl"),
        "flyway" => return Default::Tool("flyway"),
        "liquibase" => return Default::Tool("liquibase"),
        "alembic" => return Default::Tool("alembic"),
        // `php:8.3-fpm` serves.
        "php" if image.contains("fpm") || image.contains("apache") => {
            return Default::Server { stops_within: 500 };
        }
        // Calico's, and many another.
        "node" if official_image(image).is_none() => return Default::Unknown,
        _ if is_one_of(name, INTERPRETERS) => return Default::Interpreter,
        _ => {}
    }
    if name.contains("migrat") {
        return Default::Tool("migrate");
    }
    let parts: Vec<&str> = name.split(['-', '_', '.']).collect();
    if parts.iter().any(|part| is_one_of(part, TOOLS)) {
        return Default::Unknown;
    }
    if let Some(stops_within) = parts.iter().find_map(|part| stops_within(part)) {
        Default::Server { stops_within }
    } else if parts.iter().any(|part| is_one_of(part, HELPERS)) {
        Default::Server { stops_within: 500 }
    } else {
        Default::Unknown
    }
}

/// Whether the image starts nothing of its own, so that `args` are the whole command line.
pub(super) fn runs_its_args(image: &str, first: &str) -> bool {
    let name = first.rsplit('/').next().unwrap_or(first);
    let starts_a_program = is_one_of(name, "sh bash ash dash sleep tail echo true false");
    starts_a_program || (default_of(image) == Default::Interpreter && !first.starts_with('-'))
}

/// Whether `program`, with nothing behind it, does what it reads.
pub(super) fn reads_input(program: &str) -> bool {
    let name = program.rsplit('/').next().unwrap_or(program);
    is_one_of(name, "sh bash ash dash zsh cat")
}

/// `registry.example:5000/team/name:tag@sha256:…` → `name`.
fn base_name(image: &str) -> &str {
    let image = image.split('@').next().unwrap_or(image);
    let name = image.rsplit('/').next().unwrap_or(image);
    name.split(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{Default, default_of, official_image, server};

    #[test]
    fn images_by_name() {
        let table = [
            ("nginx:1.27", "server"),
            ("nginxinc/nginx-unprivileged", "server"),
            ("registry.example:5000/team/redis@sha256:abc", "server"),
            ("fluent/fluent-bit:3.2", "server"),
            ("envoyproxy/envoy:v1.34", "server"),
            ("example/metrics-exporter:2", "server"),
            ("example/postgres-backup:2", "unknown"),
            ("example/redis-client", "unknown"),
            ("example/serverless", "unknown"),
            ("busybox:1.36", "interpreter"),
            ("python:3.13-slim", "interpreter"),
            ("php:8.3-cli", "interpreter"),
            ("php:8.3-fpm-alpine", "server"),
            ("node:22", "interpreter"),
            ("docker.io/calico/node:v3.29", "unknown"),
            ("alpine/git", "tool"),
            ("shop/db-migrate:1.0", "tool"),
            ("shop/api:7.2", "unknown"),
            ("", "unknown"),
        ];
        for (image, expected) in table {
            let found = match default_of(image) {
                Default::Server { .. } => "server",
                Default::Interpreter => "interpreter",
                Default::Tool(_) => "tool",
                Default::Unknown => "unknown",
            };
            assert_eq!(found, expected, "{image}");
        }
    }

    #[test]
    fn programs_by_name() {
        for (name, known) in [
            ("nginx", true),
            ("redis-server", true),
            ("fluent-bit", true),
            ("redis-cli", false),
            ("nginxx", false),
        ] {
            assert_eq!(server(name).is_some(), known, "{name}");
        }
    }

    #[test]
    fn images_of_docker_hub_itself() {
        for (image, expected) in [
            ("nginx:1.29", Some("nginx")),
            ("docker.io/library/nginx@sha256:00", Some("nginx")),
            ("example/nginx:1", None),
            ("registry.example:5000/nginx", None),
        ] {
            assert_eq!(official_image(image), expected, "{image}");
        }
    }
}
