//! Who calls whom on localhost.

use super::address::{default_port, is_local, local, port};
use super::flags::{Flag, Meaning, flags, is_client, is_text, meaning};
use crate::insight::command::{Simple, When, commands, is_one_of, variables};
use crate::insight::evidence::{Basis, Evidence, Written};
use crate::model::ContainerIndex;

/// One call to a port of the Pod itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    /// The port.
    pub(super) port: u16,
    /// When it is made.
    pub(super) when: When,
    /// The name it stands under does not tell whether the program calls or listens there.
    pub(super) open: bool,
    /// What says so.
    pub(super) evidence: Evidence,
}

/// The calls that the container at `index` makes.
pub(super) fn calls(written: &Written<'_>, index: ContainerIndex) -> Vec<Call> {
    let mut found = Vec::new();
    in_variables(written, index, &mut found);
    for simple in &commands(written, index) {
        if !is_text(simple) {
            in_command(simple, &mut found);
        }
    }
    found
}

fn in_variables(written: &Written<'_>, index: ContainerIndex, found: &mut Vec<Call>) {
    let variables = variables(written.pod.container(index));
    for (name, value) in &variables {
        let field = || written.variable(index, name);
        let mut call = |port, open, quote: &str| {
            let evidence = Evidence::new(Basis::Variable, field(), quote);
            found.push(Call { port, when: When::Running, open, evidence });
        };
        let meaning = meaning(name);
        if matches!(meaning, Meaning::Listens | Meaning::Foreign) {
            continue;
        }
        for address in local(value) {
            call(address.port, meaning == Meaning::Open, &address.quote);
        }
        if let Some(port) = beside(name, value, &variables) {
            call(port, false, value);
        }
    }
}

/// The port that belongs to `DB_HOST=localhost`: that of `DB_PORT`, else that of the protocol in its
/// name. `HOST` and the like are where a server itself listens.
fn beside(
    name: &str,
    value: &str,
    variables: &std::collections::BTreeMap<String, String>,
) -> Option<u16> {
    let ends = ["HOSTNAME", "HOST", "ADDRESS", "ADDR", "SERVER"];
    let prefix = ends.iter().find_map(|end| name.strip_suffix(end)).filter(|_| is_local(value))?;
    let owner = prefix.trim_end_matches('_').to_ascii_lowercase();
    let last = owner.rsplit('_').next().unwrap_or_default();
    if last.is_empty()
        || is_one_of(last, "listen bind server http https grpc app web node pod service")
    {
        return None;
    }
    match variables.get(&format!("{prefix}PORT")) {
        Some(given) => port(given),
        None => owner.split('_').find_map(default_port),
    }
}

fn in_command(simple: &Simple, found: &mut Vec<Call>) {
    let flags = flags(simple);
    let mut call = |port, open, place, quote: &str| {
        let evidence = simple.evidence(place, quote);
        found.push(Call { port, when: simple.when, open, evidence });
    };
    if let Some((port, place, quote)) = by_host_and_port(simple, &flags) {
        call(port, false, place, &quote);
    }
    for flag in &flags {
        let meaning = if is_client(simple) { Meaning::Calls } else { meaning(flag.name) };
        if matches!(meaning, Meaning::Listens | Meaning::Foreign) || is_server_address(simple, flag)
        {
            continue;
        }
        for address in local(flag.value) {
            call(address.port, meaning == Meaning::Open, flag.place, &address.quote);
        }
    }
    // `grpc_health_probe -addr=:50051` means its own host.
    if simple.program() == "grpc_health_probe" {
        let ports =
            flags.iter().filter_map(|flag| Some((port(flag.value.strip_prefix(':')?)?, flag)));
        for (port, flag) in ports {
            call(port, false, flag.place, flag.value);
        }
    }
}

/// Servers that take their own address as a plain argument: `manage.py runserver 127.0.0.1:8000`.
fn is_server_address(simple: &Simple, flag: &Flag<'_>) -> bool {
    let before = simple.words.get(flag.place.wrapping_sub(1)).map_or("", String::as_str);
    let is_plain = flag.name.is_empty() && is_one_of(before, "runserver serve server");
    let is_short = is_one_of(flag.name, "S b") && is_one_of(simple.program(), "php gunicorn rails");
    is_plain || is_short || flag.value.contains("-LISTEN:")
}

/// Programs that take host and port apart: the port, where it stands, and how.
fn by_host_and_port(simple: &Simple, flags: &[Flag<'_>]) -> Option<(u16, usize, String)> {
    let one_of = |names: &str| flags.iter().find(|flag| is_one_of(flag.name, names));
    let (host, port_flag, usual) = match simple.program() {
        "nc" | "ncat" | "netcat" | "telnet" => {
            let at = simple.words.iter().skip(1).position(|word| is_local(word))? + 1;
            let text = simple.words.get(at + 1)?;
            return Some((port(text)?, at + 1, text.clone()));
        }
        "psql" | "pg_isready" | "pg_dump" | "pg_restore" | "createdb" => {
            (one_of("h host")?, one_of("p port"), 5432)
        }
        // With `localhost` this client takes a socket, not the network.
        "mysql" | "mysqladmin" | "mysqldump" | "mariadb" | "mariadb-admin" => {
            (one_of("h host").filter(|it| it.value == "127.0.0.1")?, one_of("P port"), 3306)
        }
        "redis-cli" | "valkey-cli" => {
            let given = one_of("p");
            let Some(host) = one_of("h") else {
                // It asks its own host.
                let (number, place) =
                    given.map_or((Some(6379), 0), |it| (port(it.value), it.place));
                return Some((number?, place, simple.words.get(place)?.clone()));
            };
            (host, given, 6379)
        }
        _ => {
            let host = one_of("host hostname server db-host")?;
            (host, Some(one_of("port server-port db-port")?), 0)
        }
    };
    let number = port_flag.map_or(Some(usual), |flag| port(flag.value));
    let is_bound = is_one_of(host.name, "host hostname server") && !is_client(simple);
    number
        .filter(|_| is_local(host.value) && !is_bound)
        .map(|it| (it, host.place, host.value.to_owned()))
}
