//! How a process ends, as far as the manifest itself tells: for whoever warns of it.
//!
//! The scenario assumes something of every program; nobody should be warned of an assumption. Here
//! a program that only its author knows stays unknown, and a guess from a part of an image's name is
//! none.

use super::image::{names_server, official_image, server};
use super::process::{environment, program_of};
use super::program::{Place, Runs, is_once};
use crate::engine::Basis;
use crate::model::{Container, ContainerIndex, Millis, Pod};

/// How a process ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It does not: `sleep infinity`, an endless loop, a well-known server.
    Never,
    /// With this exit code.
    With {
        /// The code.
        code: i32,
        /// How long it runs, if that is more than a moment.
        after: Millis,
    },
    /// Only its author knows.
    Unknown,
}

/// How the process of the container at `index` ends by itself, if that is sure.
pub fn ending(pod: &Pod, index: ContainerIndex) -> Ending {
    let container = pod.container(index);
    let environment = environment(container);
    let is_own = container.command.is_empty() && container.args.is_empty();
    if is_own && !names_server(&container.image) && official_image(&container.image).is_none() {
        return Ending::Unknown; // `example/node` may hold anything.
    }
    if container.stdin {
        return Ending::Unknown; // It may wait for what somebody types.
    }
    let program = program_of(container, Place { environment: &environment, depth: 0 });
    match program.runs {
        Runs::Forever(Basis::Declared) => Ending::Never,
        Runs::Forever(_) if is_server(container) => Ending::Never,
        Runs::Briefly if program.status.sure => {
            Ending::With { code: program.status.code, after: Millis::ZERO }
        }
        Runs::For(takes) if program.status.sure => {
            Ending::With { code: program.status.code, after: takes.value }
        }
        _ => Ending::Unknown,
    }
}

/// Whether a well-known server is started as one: by its own image, or by its name, with nothing but
/// flags and a file behind it. `vault agent` and `consul connect` are not servers for sure.
fn is_server(container: &Container) -> bool {
    server_arguments(container).is_some_and(|arguments| serves(&arguments))
}

/// Whether a well-known server is started with words that may make it do something else and end:
/// `istio-iptables` in the proxy's image, `vault agent -exit-after-auth`.
pub(super) fn may_end(container: &Container) -> bool {
    server_arguments(container).is_some_and(|arguments| !serves(&arguments))
}

fn serves(arguments: &[&str]) -> bool {
    arguments.first().is_none_or(|first| first.starts_with(['-', '/'])) && !is_once(arguments)
}

/// What a well-known server is started with, by its own image or by its name; `None` for any other
/// program.
fn server_arguments(container: &Container) -> Option<Vec<&str>> {
    let mut words = container.command.iter().chain(&container.args).map(String::as_str);
    if !container.command.is_empty() || !names_server(&container.image) {
        let program = words.next()?;
        server(program.rsplit('/').next().unwrap_or(program))?;
    }
    Some(words.collect())
}

#[cfg(test)]
mod tests {
    use super::super::scenario;
    use super::*;
    use crate::model::{ContainerRole, Version};

    #[test]
    fn only_what_is_sure_is_told() {
        let never = "never";
        for (image, command, expected) in [
            ("busybox:1.37", "sleep infinity", never),
            ("busybox:1.37", "tail -f /dev/null", never),
            ("busybox:1.37", "sleep 5", "0 after 5s"),
            ("busybox:1.37", "false", "1 after 0s"),
            ("busybox:1.37", "", "0 after 0s"),
            ("nginx:1.29", "", never),
            ("nginx:1.29", "nginx -g daemon", never),
            ("nginx:1.29", "nginx -t", "unknown"),
            ("fluent/fluent-bit:3.2", "", never),
            ("example/db:1", "redis-server /etc/redis.conf", never),
            ("hashicorp/vault:1.20", "vault agent -exit-after-auth", "unknown"),
            ("example/api:1", "", "unknown"),
            ("python:3.13", "", "0 after 0s"),
            ("example/python:3.13", "", "unknown"),
            ("example/log-collector:1", "", "unknown"),
            ("example/api:1", "/bin/api --migrate", "unknown"),
            ("curlimages/curl:8.1", "curl http://api", "unknown"),
        ] {
            let mut container = Container::new("app", ContainerRole::App, image);
            container.command = command.split_whitespace().map(str::to_owned).collect();
            let pod = Pod::new("pod", vec![container]).expect("a Pod");
            let ending = match ending(&pod, ContainerIndex(0)) {
                Ending::Never => never.to_owned(),
                Ending::With { code, after } => format!("{code} after {after}"),
                Ending::Unknown => "unknown".to_owned(),
            };
            assert_eq!(ending, expected, "{image} {command}");
        }
    }

    #[test]
    fn arguments_of_a_server_image_may_be_another_program() {
        for (image, args, expected) in [
            ("istio/proxyv2:1.27", "istio-iptables -p 15001", Ending::Unknown),
            ("envoyproxy/envoy:v1.34", "-c /etc/envoy.yaml", Ending::Never),
            ("envoyproxy/envoy:v1.34", "--mode validate", Ending::Unknown),
        ] {
            let mut container = Container::new("app", ContainerRole::App, image);
            container.args = args.split_whitespace().map(str::to_owned).collect();
            let pod = Pod::new("pod", vec![container]).expect("a Pod");
            assert_eq!(ending(&pod, ContainerIndex(0)), expected, "{image} {args}");
        }
    }

    #[test]
    fn a_shell_with_open_input_waits() {
        let mut container = Container::new("app", ContainerRole::App, "busybox:1.37");
        container.stdin = true;
        let pod = Pod::new("pod", vec![container.clone()]).expect("a Pod");
        assert_eq!(ending(&pod, ContainerIndex(0)), Ending::Unknown);
        let runs = |pod: &Pod| scenario(pod, Version::NEWEST).processes[0].attempts[0].runs.value;
        assert_eq!(runs(&pod), None);
        container.command = vec!["cat".to_owned()];
        let pod = Pod::new("pod", vec![container.clone()]).expect("a Pod");
        assert_eq!(runs(&pod), None);
        container.command.push("/etc/hosts".to_owned());
        let pod = Pod::new("pod", vec![container]).expect("a Pod");
        assert!(runs(&pod).is_some());
    }

    #[test]
    fn what_a_script_starts_may_end_too() {
        let mut init = Container::new("c", ContainerRole::Init, "hashicorp/vault:1.20");
        let script = "echo $CONFIG > /c.json && vault agent -config=/c.json -exit-after-auth";
        init.command = ["sh", "-ec", script].map(str::to_owned).to_vec();
        let app = Container::new("app", ContainerRole::App, "nginx:1.29");
        let pod = Pod::new("pod", vec![init, app]).expect("a Pod");
        assert!(scenario(&pod, Version::NEWEST).processes[0].attempts[0].runs.value.is_some());
    }

    #[test]
    fn an_init_container_ends_unless_it_surely_serves() {
        let runs = |role, image: &str, command: &str, args: &str| {
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
            let mut container = Container::new("c", role, image);
            (container.command, container.args) = (words(command), words(args));
            let app = Container::new("app", ContainerRole::App, "nginx:1.29");
            let pod = Pod::new("pod", vec![container, app]).expect("a Pod");
            scenario(&pod, Version::NEWEST).processes[0].attempts[0].runs.value
        };
        let (init, sidecar) = (ContainerRole::Init, ContainerRole::Sidecar);
        assert!(runs(init, "istio/proxyv2:1.27", "", "istio-iptables -p 15001").is_some());
        assert!(runs(init, "hashicorp/vault:1.20", "vault agent -exit-after-auth", "").is_some());
        assert!(runs(init, "example/db:1", "mysqld --validate-config", "").is_some());
        assert_eq!(runs(init, "nginx:1.29", "", ""), None);
        assert_eq!(runs(init, "example/db:1", "redis-server /etc/redis.conf", ""), None);
        assert_eq!(runs(sidecar, "istio/proxyv2:1.27", "", "proxy sidecar"), None);
    }
}
