//! Who listens where, and who calls whom: all containers of a Pod share one network.

use super::script::text;
use crate::engine::inferred::official_image;
use crate::model::{Container, Protocol};

/// Images of Docker Hub itself, and the TCP port that they listen on unless told otherwise.
const KNOWN: [(&str, u16); 5] =
    [("caddy", 80), ("httpd", 80), ("memcached", 11211), ("nginx", 80), ("redis", 6379)];

/// The port of a known server that nothing in the manifest tells to take another one.
pub(super) fn known_port(container: &Container) -> Option<u16> {
    let configured = !container.command.is_empty()
        || !container.args.is_empty()
        || !container.env.is_empty()
        || container.env_from
        || container.post_start.is_some()
        || container.mounts.iter().any(|mount| {
            let data = ["/usr/share/nginx/html", "/usr/local/apache2/htdocs", "/data", "/srv"];
            !data.iter().any(|folder| mount.path.starts_with(folder))
                && !["/var/", "/tmp"].iter().any(|folder| mount.path.starts_with(folder))
        });
    if configured {
        return None;
    }
    let name = official_image(&container.image)?;
    KNOWN.iter().find(|(known, _)| *known == name).map(|&(_, port)| port)
}

/// The ports on which a container listens: that of a known server, else those that it declares.
pub(super) fn listens(container: &Container) -> Vec<(u16, Protocol)> {
    match known_port(container) {
        Some(port) => vec![(port, Protocol::Tcp)],
        None => container.ports.iter().map(|port| (port.container_port, port.protocol)).collect(),
    }
}

/// Whether a container's command, arguments or variables name `localhost` with `port`, and the port is
/// not its own.
pub(super) fn calls(container: &Container, port: u16) -> bool {
    let values = container.env.iter().map(|variable| variable.value.as_str());
    let text = text(container);
    !listens(container).iter().any(|&(own, _)| own == port)
        && std::iter::once(text.as_str()).chain(values).any(|text| names_local(text, port))
}

/// Whether `text` has `localhost:PORT`, `127.0.0.1 PORT` or the like.
fn names_local(text: &str, port: u16) -> bool {
    let port = port.to_string();
    ["localhost", "127.0.0.1"].iter().any(|host| {
        text.split(host).skip(1).any(|rest| {
            rest.strip_prefix([':', ' '])
                .and_then(|rest| rest.strip_prefix(port.as_str()))
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::names_local;

    #[test]
    fn local_addresses_in_a_text() {
        for (text, expected) in [
            ("http://localhost:8080/x", true),
            ("nc -z 127.0.0.1 8080", true),
            ("localhost:80801", false),
            ("localhost: 8080", false),
            ("db:8080", false),
        ] {
            assert_eq!(names_local(text, 8080), expected, "{text}");
        }
    }
}
