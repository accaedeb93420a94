//! Addresses in a text: those of the Pod itself, those to listen on, those outside.

/// The port of a protocol by the name that stands in a URL or a variable.
const DEFAULTS: [(&str, u16); 9] = [
    ("http", 80),
    ("https", 443),
    ("postgres postgresql pg", 5432),
    ("mysql mariadb", 3306),
    ("redis", 6379),
    ("mongodb mongo", 27017),
    ("amqp rabbitmq", 5672),
    ("memcached memcache", 11211),
    ("nats", 4222),
];

/// The names of the Pod's own loopback.
const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// An address of the Pod itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Local {
    /// Its port.
    pub(super) port: u16,
    /// As it stands in the text.
    pub(super) quote: String,
}

/// The port that a protocol has unless another is given.
pub(super) fn default_port(name: &str) -> Option<u16> {
    let name = name.to_ascii_lowercase();
    let known = DEFAULTS.iter().find(|(names, _)| names.split(' ').any(|it| it == name));
    known.map(|&(_, port)| port)
}

/// Whether `host` is the Pod's own loopback.
pub(super) fn is_local(host: &str) -> bool {
    LOCAL.contains(&host) || host == "::1"
}

/// `text` without the lines that are comments in it.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with(['#', ';']))
}

/// Every `localhost:PORT` of a text, and `scheme://localhost` of a known scheme.
pub(super) fn local(text: &str) -> Vec<Local> {
    let mut found: Vec<Local> = Vec::new();
    for line in lines(text) {
        for host in LOCAL {
            for (at, _) in line.match_indices(host) {
                let (before, after) = (&line[..at], &line[at + host.len()..]);
                let is_part = |c: char| c.is_alphanumeric() || "._-:".contains(c);
                if before.ends_with(is_part) {
                    continue;
                }
                let port = match after.strip_prefix(':') {
                    Some(rest) => number(rest),
                    None if after.starts_with(is_part) => None,
                    None => scheme(before).and_then(default_port).map(|port| (port, 0)),
                };
                let Some((port, digits)) = port else { continue };
                let end = if digits == 0 { 0 } else { digits + 1 };
                let quote = format!("{host}{}", &after[..end]);
                if !found.iter().any(|it| it.port == port) {
                    found.push(Local { port, quote });
                }
            }
        }
    }
    found
}

/// The number at the start of a text that is a port and nothing else, and its length.
fn number(text: &str) -> Option<(u16, usize)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, after) = text.split_at(end);
    let is_whole = !after.starts_with(|c: char| c.is_alphanumeric() || "_-".contains(c))
        && !after.strip_prefix('.').is_some_and(|it| it.starts_with(|c: char| c.is_alphanumeric()));
    let port = digits.parse().ok().filter(|&port| port > 0 && is_whole)?;
    Some((port, end))
}

/// `text` as a port.
pub(super) fn port(text: &str) -> Option<u16> {
    let (port, length) = number(text)?;
    (length == text.len()).then_some(port)
}

/// The scheme of the URL whose host begins where `before` ends: user and password may stand between.
fn scheme(before: &str) -> Option<&str> {
    let word = before.rsplit(|c: char| c.is_whitespace() || "\"'=,(".contains(c)).next()?;
    let (scheme, between) = word.rsplit_once("://")?;
    let is_direct = between.is_empty() || between.ends_with('@');
    let start = scheme.rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
    is_direct.then_some(&scheme[start..])
}

/// The port of an address to listen on, on every interface: `:8080`, `0.0.0.0:8080`, `http://+:80`.
pub(super) fn any_interface(text: &str) -> Option<u16> {
    let address = text.rsplit_once("://").map_or(text, |(_, address)| address);
    let (host, rest) = address.trim_end_matches('/').rsplit_once(':')?;
    ["", "0.0.0.0", "*", "+", "[::]", "::"].contains(&host).then(|| port(rest)).flatten()
}

/// An address outside the Pod in `text`: host and port.
pub(super) fn outside(text: &str) -> Option<(String, Option<u16>)> {
    let (scheme, address) = match text.split_once("://") {
        Some((before, address)) => {
            (before.rsplit(|c: char| !c.is_ascii_alphanumeric()).next(), address)
        }
        None => (None, text),
    };
    if matches!(scheme, Some("file" | "unix" | "fd" | "")) {
        return None;
    }
    let authority = address.split(['/', '?', '#', ',', ';', ' ', '"', '\'']).next()?;
    let authority = authority.rsplit('@').next()?;
    // An image's tag and a path stand behind something that is no host.
    if scheme.is_none() && authority.len() != address.len() && !address.contains(':') {
        return None;
    }
    let (host, given) = match authority.rsplit_once(':') {
        Some((host, rest)) => (host, Some(port(rest)?)),
        None => (authority, None),
    };
    let is_name = host.bytes().all(|it| it.is_ascii_alphanumeric() || b".-_".contains(&it));
    let is_host = is_name && host.bytes().any(|it| it.is_ascii_alphabetic()) && host.len() < 254;
    let is_sure = scheme.is_some() || (given.is_some() && authority.len() == address.len());
    let port = given.or_else(|| scheme.and_then(default_port));
    (is_host && is_sure && !is_local(host) && !host.starts_with(['.', '-']))
        .then(|| (host.to_owned(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_pod() {
        for (text, expected) in [
            ("http://localhost:8080/x", &[8080][..]),
            ("localhost:80801", &[]),
            ("localhost:8080x", &[]),
            ("localhost: 8080", &[]),
            ("mylocalhost:8080", &[]),
            ("a.localhost:8080", &[]),
            ("localhost.example.org:8080", &[]),
            ("127.0.0.1:9090,[::1]:9091", &[9090, 9091]),
            ("postgres://u:p@localhost/db", &[5432]),
            ("jdbc:mysql://127.0.0.1/db", &[3306]),
            ("http://localhost", &[80]),
            ("https://localhost/", &[443]),
            ("localhost", &[]),
            ("tcp(127.0.0.1:3306)", &[3306]),
            ("# localhost:1\nlocalhost:2", &[2]),
            ("http://api:8080", &[]),
            ("5432:localhost:5432", &[]),
            ("localhost:0", &[]),
        ] {
            let ports: Vec<u16> = local(text).iter().map(|it| it.port).collect();
            assert_eq!(ports, expected, "{text}");
        }
    }

    #[test]
    fn addresses_to_listen_on() {
        for (text, expected) in [
            (":8080", Some(8080)),
            ("0.0.0.0:80", Some(80)),
            ("http://+:8080", Some(8080)),
            ("[::]:9090", Some(9090)),
            ("127.0.0.1:80", None),
            ("db:80", None),
            ("8080", None),
            (":latest", None),
        ] {
            assert_eq!(any_interface(text), expected, "{text}");
        }
    }

    #[test]
    fn addresses_outside_the_pod() {
        for (text, expected) in [
            ("https://api.example.org/v1", Some(("api.example.org", Some(443)))),
            ("db.prod.svc:5432", Some(("db.prod.svc", Some(5432)))),
            ("amqps://mq", Some(("mq", None))),
            ("redis://u:p@cache:6380/0", Some(("cache", Some(6380)))),
            ("http://localhost:80", None),
            ("unix:///run/x.sock", None),
            ("example/app:1.2", None),
            ("12:30", None),
            ("word", None),
            ("/a/b", None),
            ("http://$(HOST):80", None),
        ] {
            let found = outside(text);
            let found = found.as_ref().map(|(host, port)| (host.as_str(), *port));
            assert_eq!(found, expected, "{text}");
        }
    }
}
