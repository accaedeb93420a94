//! The flags and variables of a program, and what their names say about the address in them.

use crate::insight::command::{Simple, is_one_of};

/// What the name of a flag or a variable says of the address or port that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The program listens there.
    Listens,
    /// The program calls it.
    Calls,
    /// Others use it, such as a browser: it says nothing of this Pod.
    Foreign,
    /// The name does not tell.
    Open,
}

/// One flag with its value, or an argument without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flag<'a> {
    /// Its name, without dashes; empty for an argument.
    pub(super) name: &'a str,
    /// Its value.
    pub(super) value: &'a str,
    /// The place of the value among the words of the command.
    pub(super) place: usize,
}

/// The arguments of a command, each with the flag it belongs to.
pub(super) fn flags(simple: &Simple) -> Vec<Flag<'_>> {
    let mut found = Vec::new();
    let mut pending = "";
    for (place, word) in simple.words.iter().enumerate().skip(1) {
        if let Some(flag) = word.strip_prefix('-').filter(|rest| !rest.is_empty()) {
            let flag = flag.trim_start_matches('-');
            let (name, value) = flag.split_once('=').unwrap_or((flag, ""));
            pending = if flag.contains('=') { "" } else { name };
            if !value.is_empty() {
                found.push(Flag { name, value, place });
            }
        } else {
            // `LISTEN=:80` among the arguments is a setting, too.
            match word.split_once('=').filter(|(name, _)| is_setting(name) && pending.is_empty()) {
                Some((name, value)) => found.push(Flag { name, value, place }),
                None => found.push(Flag { name: std::mem::take(&mut pending), value: word, place }),
            }
            pending = "";
        }
    }
    found
}

fn is_setting(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"._-".contains(&it))
}

/// The parts of a name such as `--web.listen-address` or `HTTP_PORT`, in small letters.
pub(super) fn parts(name: &str) -> Vec<String> {
    name.split(['-', '.', '_']).filter(|it| !it.is_empty()).map(str::to_ascii_lowercase).collect()
}

const LISTENS: &str = "listen listener listeners listening bind binds serve";
const FOREIGN: &str = "origin origins cors callback redirect public external advertise advertised \
    allowed issuer canonical hostnames trusted whitelist allowlist noproxy";
/// Whose port it is, when that is the program's own.
const OWN: &str = "http https grpc web server app admin metrics health healthz management \
    prometheus listen listener bind service telemetry debug pprof api container internal status main";
const ADDRESS: &str = "addr address addrs addresses endpoint hostport";

/// What the name of a flag or a variable means for an address that is the Pod's own.
pub(super) fn meaning(name: &str) -> Meaning {
    let parts = parts(name);
    let any = |words: &str| parts.iter().any(|part| is_one_of(part, words));
    let has = |one: &str, next: &str| parts.windows(2).any(|it| it[0] == one && it[1] == next);
    if any(LISTENS) {
        Meaning::Listens
    } else if any(FOREIGN) || has("no", "proxy") || has("root", "url") {
        Meaning::Foreign
    } else if parts.split_last().is_some_and(|(last, before)| {
        is_one_of(last, ADDRESS) && before.iter().all(|part| is_one_of(part, OWN))
    }) {
        Meaning::Open
    } else {
        Meaning::Calls
    }
}

/// Whether a number in a flag or variable of this name is a port that the program itself opens.
pub(super) fn is_own_port(name: &str) -> bool {
    let parts = parts(name);
    parts.split_last().is_some_and(|(last, before)| {
        is_one_of(last, "port ports") && before.iter().all(|part| is_one_of(part, OWN))
    })
}

/// Programs whose words are text: no address in them is called.
pub(super) fn is_text(simple: &Simple) -> bool {
    is_one_of(simple.program(), "echo printf : grep egrep sed awk test [ [[ cat export set tee")
}

/// Programs that call, and never listen.
pub(super) fn is_client(simple: &Simple) -> bool {
    is_one_of(
        simple.program(),
        "curl wget telnet psql pg_isready pg_dump pg_restore redis-cli mysql mysqladmin mysqldump \
         mariadb mongosh mongo grpc_health_probe grpcurl wait-for-it wait-for-it.sh wait-for \
         dockerize nslookup dig ssh git kubectl",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_their_address_is_for() {
        for (name, expected) in [
            ("listen", Meaning::Listens),
            ("web.listen-address", Meaning::Listens),
            ("BIND_ADDR", Meaning::Listens),
            ("addr", Meaning::Open),
            ("http-addr", Meaning::Open),
            ("redis.addr", Meaning::Calls),
            ("upstream", Meaning::Calls),
            ("DATABASE_URL", Meaning::Calls),
            ("ALLOWED_ORIGINS", Meaning::Foreign),
            ("NO_PROXY", Meaning::Foreign),
            ("APP_SERVER_ROOT_URL", Meaning::Foreign),
            ("", Meaning::Calls),
        ] {
            assert_eq!(meaning(name), expected, "{name}");
        }
        for (name, expected) in [
            ("port", true),
            ("PORT", true),
            ("HTTP_PORT", true),
            ("server.port", true),
            ("DB_PORT", false),
            ("upstream-port", false),
            ("report", false),
            ("", false),
        ] {
            assert_eq!(is_own_port(name), expected, "{name}");
        }
    }
}
