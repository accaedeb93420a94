//! Which container a command means.
//!
//! Source: kubectl `pkg/polymorphichelpers/logsforobject.go`, `pkg/cmd/util/podcmd/podcmd.go`,
//! `pkg/cmd/exec/exec.go`, `pkg/cmd/attach/attach.go`. One namespace holds app containers, init
//! containers, sidecars and ephemeral containers alike.

use crate::engine::Phase;
use crate::model::{ContainerRole, Pod};
use std::fmt::Write as _;

/// The annotation by which a Pod names the container that commands mean without `-c`.
const DEFAULT_CONTAINER: &str = "kubectl.kubernetes.io/default-container";

/// The container that a command means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<'a> {
    /// Its name.
    pub container: &'a str,
    /// What kubectl says about the choice on stderr, without the newline; empty if nothing.
    pub stderr: String,
}

/// `kubectl logs POD [-c NAME]`.
///
/// # Errors
/// What kubectl says if there is no such container.
pub fn logs<'a>(pod: &'a Pod, wanted: Option<&'a str>) -> Result<Choice<'a>, String> {
    let (mut stderr, mut chosen) = (String::new(), wanted);
    if let Some(name) = annotated(pod).filter(|_| wanted.is_none()) {
        if exists(pod, name) {
            chosen = Some(name);
        } else {
            stderr = format!("Default container name \"{name}\" not found in pod {}", pod.name);
        }
    }
    let container = match chosen {
        Some(name) => known(pod, name)?,
        None => first(pod, &mut stderr),
    };
    Ok(Choice { container, stderr })
}

/// How many logs `--follow` follows at once, unless `--max-log-requests` says otherwise.
pub const MAX_STREAMS: usize = 5;

/// `kubectl logs POD --all-containers [-f] [-c NAME]`: every container, one after the other. kubectl
/// goes through a map, so the order means nothing. `most` is how many may be followed; `None` where
/// nothing is.
///
/// # Errors
/// What kubectl says if one container is named besides, or there are too many to follow.
pub fn all_logs<'a>(
    pod: &'a Pod,
    wanted: Option<&str>,
    most: Option<usize>,
) -> Result<Vec<&'a str>, String> {
    if let Some(name) = wanted {
        return Err(format!(
            "--all-containers=true should not be specified with container name {name}"
        ));
    }
    let declared = pod.containers().iter().map(|container| container.name.as_str());
    let all: Vec<_> = declared.chain(pod.ephemeral.iter().map(String::as_str)).collect();
    if let Some(most) = most.filter(|&most| all.len() > most) {
        return Err(format!(
            "you are attempting to follow {} log streams, but maximum allowed concurrency is \
             {most}, use --max-log-requests to increase the limit",
            all.len()
        ));
    }
    Ok(all)
}

/// `kubectl exec POD [-c NAME] -- COMMAND`. Unlike for logs, an annotation that names nothing is an
/// error.
///
/// # Errors
/// What kubectl says if the Pod has ended, or there is no such container.
pub fn exec<'a>(pod: &'a Pod, phase: Phase, wanted: Option<&'a str>) -> Result<Choice<'a>, String> {
    if phase.is_terminal() {
        return Err(format!(
            "cannot exec into a container in a completed pod; current phase is {phase}"
        ));
    }
    let mut stderr = String::new();
    let container = match wanted.or_else(|| annotated(pod)) {
        Some(name) => known(pod, name)?,
        None => first(pod, &mut stderr),
    };
    Ok(Choice { container, stderr })
}

/// `kubectl attach POD [-c NAME]`: as exec, and kubectl warns that the session is recorded.
///
/// # Errors
/// What kubectl says if the Pod has ended, or there is no such container.
pub fn attach<'a>(
    pod: &'a Pod,
    phase: Phase,
    wanted: Option<&'a str>,
) -> Result<Choice<'a>, String> {
    if phase.is_terminal() {
        return Err(format!(
            "cannot attach a container in a completed pod; current phase is {phase}"
        ));
    }
    let Choice { container, mut stderr } = exec(pod, phase, wanted)?;
    if !stderr.is_empty() {
        stderr += "\n";
    }
    stderr += "All commands and output from this session will be recorded in container logs, \
               including credentials and sensitive information passed through the command prompt.";
    Ok(Choice { container, stderr })
}

fn annotated(pod: &Pod) -> Option<&str> {
    let mut annotations = pod.annotations.iter();
    let (_, name) = annotations.find(|(key, _)| key == DEFAULT_CONTAINER)?;
    Some(name).filter(|name| !name.is_empty()).map(String::as_str)
}

fn exists(pod: &Pod, name: &str) -> bool {
    pod.index_of(name).is_some() || pod.ephemeral.iter().any(|other| other == name)
}

fn known<'a>(pod: &Pod, name: &'a str) -> Result<&'a str, String> {
    if exists(pod, name) {
        return Ok(name);
    }
    Err(format!("container {name} is not valid for pod {} out of: {}", pod.name, names(pod)))
}

/// The first app container, with a word about the others if there are any.
fn first<'a>(pod: &'a Pod, stderr: &mut String) -> &'a str {
    let name = pod.app_indices().next().map_or("", |index| pod.container(index).name.as_str());
    if pod.containers().len() + pod.ephemeral.len() > 1 {
        let newline = if stderr.is_empty() { "" } else { "\n" };
        let _ = write!(stderr, "{newline}Defaulted container \"{name}\" out of: {}", names(pod));
    }
    name
}

/// All names as kubectl lists them: app containers, ephemeral ones, then the init list.
fn names(pod: &Pod) -> String {
    let of =
        |app: bool| pod.containers().iter().filter(move |c| (c.role == ContainerRole::App) == app);
    let apps = of(true).map(|container| container.name.clone());
    let ephemeral = pod.ephemeral.iter().map(|name| format!("{name} (ephem)"));
    let inits = of(false).map(|container| format!("{} (init)", container.name));
    apps.chain(ephemeral).chain(inits).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Container;

    fn pod(default_container: &str) -> Pod {
        let container = |name, role| Container::new(name, role, "i:1");
        let mut pod = Pod::new(
            "p",
            vec![container("init-1", ContainerRole::Init), container("web", ContainerRole::App)],
        )
        .expect("a Pod");
        pod.annotations = vec![(DEFAULT_CONTAINER.to_owned(), default_container.to_owned())];
        pod
    }

    #[test]
    fn logs_tells_of_a_default_container_that_does_not_exist_and_goes_on() {
        let pod = pod("nope");
        let choice = logs(&pod, None).expect("a container");
        assert_eq!(choice.container, "web");
        assert_eq!(
            choice.stderr,
            "Default container name \"nope\" not found in pod p\n\
             Defaulted container \"web\" out of: web, init-1 (init)"
        );
        assert!(exec(&pod, Phase::Running, None).is_err(), "exec takes that for an error");
    }

    #[test]
    fn all_containers_are_followed_only_up_to_five() {
        let pod = pod("web");
        assert_eq!(all_logs(&pod, None, Some(MAX_STREAMS)), Ok(vec!["init-1", "web"]));
        assert_eq!(
            all_logs(&pod, Some("web"), None).expect_err("one is named"),
            "--all-containers=true should not be specified with container name web"
        );
        let names = ["a", "b", "c", "d", "e", "f"];
        let containers = names.map(|name| Container::new(name, ContainerRole::App, "i:1"));
        let many = Pod::new("p", containers.to_vec()).expect("a Pod");
        assert_eq!(all_logs(&many, None, None).map(|all| all.len()), Ok(6));
        assert_eq!(
            all_logs(&many, None, Some(MAX_STREAMS)).expect_err("six are too many"),
            "you are attempting to follow 6 log streams, but maximum allowed concurrency is 5, use \
             --max-log-requests to increase the limit"
        );
    }

    #[test]
    fn the_only_container_is_chosen_without_a_word() {
        let pod = Pod::new("p", vec![Container::new("web", ContainerRole::App, "i:1")]);
        let pod = pod.expect("a Pod");
        assert_eq!(logs(&pod, None).expect("a container").stderr, "");
    }

    #[test]
    fn attach_warns_and_refuses_as_exec_does() {
        let pod = pod("init-1");
        let choice = attach(&pod, Phase::Pending, None).expect("a container");
        assert_eq!(choice.container, "init-1");
        assert!(choice.stderr.starts_with("All commands and output from this session"));
        assert_eq!(
            attach(&pod, Phase::Failed, None).expect_err("it has ended"),
            "cannot attach a container in a completed pod; current phase is Failed"
        );
    }
}
