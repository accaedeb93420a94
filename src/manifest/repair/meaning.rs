//! What it means for the Pod that a line stands in one place or in another: a sentence for each
//! answer, and one that says why the default was chosen.
//!
//! In own words only where people really hesitate; everywhere else the path of the field says it.

use super::cost::is_seldom;
use super::level::{LevelId, Shape};
use super::place::{Reading, path, short};

/// `To the container log-agent`.
pub(super) fn label(reading: Reading<'_>, level: LevelId) -> String {
    if level == reading.search.start().top || reading.search.arena.get(level).opener.is_none() {
        return format!("To the top level of the {}", reading.kind());
    }
    format!("To {}", reading.words(level))
}

/// What becomes of the Pod if the statement `at` stands on `level`; `fitting` are all levels that it
/// may stand on.
pub(super) fn meaning(
    reading: Reading<'_>,
    at: usize,
    level: LevelId,
    fitting: &[LevelId],
) -> String {
    let line = &reading.search.statements[at].line;
    let said = match line.key {
        Some(key) if !line.dash => {
            let value = line.value.trim_matches(['"', '\'']);
            of_key(reading, key, value, at, level, fitting)
        }
        _ => of_item(reading, line.value, level),
    };
    said.unwrap_or_else(|| {
        let path = path(reading.search, at, level);
        if line.dash { format!("An item of `{path}`.") } else { format!("`{path}`.") }
    })
}

/// Why the choice `chosen` was taken.
pub(super) fn why(reading: Reading<'_>, at: usize, fitting: &[LevelId], chosen: usize) -> String {
    let line = &reading.search.statements[at].line;
    let seldom = |level: &LevelId| {
        let Shape::Object(type_) = reading.search.arena.get(*level).shape else { return false };
        let outer = reading.search.outer(reading.search.arena.get(*level).parent);
        let key = line.key.unwrap_or_default();
        is_seldom(type_, outer, Some(reading.key(*level)), key, line.value)
    };
    if let Some(other) =
        fitting.iter().enumerate().find(|(at, level)| *at != chosen && seldom(level))
    {
        return format!("It is seldom written in {}.", reading.words(*other.1));
    }
    if chosen == 0 {
        return format!("The lines above belong to {}.", reading.words(fitting[0]));
    }
    "The lines below fit better with it there.".to_owned()
}

/// The meaning of a key.
fn of_key(
    reading: Reading<'_>,
    key: &str,
    value: &str,
    at: usize,
    level: LevelId,
    fitting: &[LevelId],
) -> Option<String> {
    let path = || path(reading.search, at, level);
    let container = reading.around(level, "Container").map(|level| reading.words(level));
    let container = container.unwrap_or_else(|| "the container".to_owned());
    Some(match (reading.type_name(level), key) {
        ("Container", "restartPolicy") => {
            let (apps, _) = reading.apps();
            match (reading.key(level), value) {
                ("initContainers", "Always") => {
                    format!("It is then a native sidecar and runs beside {apps}.")
                }
                _ => format!("It holds for {container} alone, in place of the Pod's."),
            }
        }
        ("PodSpec", "restartPolicy") => pod_restart_policy(reading, value, &path(), fitting),
        ("Container", "securityContext") => {
            format!("It holds for {container} alone, and goes before the Pod's.")
        }
        ("PodSpec", "securityContext") => "It holds for every container of the Pod.".to_owned(),
        ("Probe", "terminationGracePeriodSeconds") => format!(
            "{} gets this long to stop when the probe fails, in place of the Pod's grace period.",
            capital(&container)
        ),
        ("PodSpec", "terminationGracePeriodSeconds") => {
            "The containers get this long to stop when the Pod is deleted.".to_owned()
        }
        ("Container", "resources") => {
            format!("{} alone requests this, and is held to these limits.", capital(&container))
        }
        ("PodSpec", "resources") => "All containers of the Pod share it.".to_owned(),
        ("PodSpec", "activeDeadlineSeconds") => {
            "Each Pod fails this long after its start, whether or not it is done.".to_owned()
        }
        ("JobSpec", "activeDeadlineSeconds") => {
            "The Job fails this long after its start, with all its retries.".to_owned()
        }
        ("JobSpec", "suspend") => "The Job makes no Pods while this is true.".to_owned(),
        ("CronJobSpec", "suspend") => "The CronJob makes no Jobs while this is true.".to_owned(),
        ("Container", "livenessProbe") => {
            format!("{} restarts when this probe fails.", capital(&container))
        }
        ("Container", "readinessProbe") => {
            format!("The Pod gets traffic only while this probe of {container} succeeds.")
        }
        ("Container", "startupProbe") => {
            format!("The other probes of {container} wait for this one.")
        }
        ("Container", "env" | "envFrom") => {
            format!("{} alone has these variables.", capital(&container))
        }
        ("Container", "ports") => format!("These are ports of {container}."),
        ("Container", "volumeMounts") => format!("{} sees these volumes.", capital(&container)),
        ("Container", "command" | "args" | "image" | "lifecycle") => {
            format!("It is the {key} of {container}.")
        }
        ("ObjectMeta", "labels" | "annotations" | "name" | "namespace") => {
            let of = reading.search.arena.get(level).parent.unwrap_or(level);
            match reading.type_name(of) {
                "PodTemplateSpec" if key == "name" => {
                    "Nobody reads it: each Pod gets a name made from its owner's.".to_owned()
                }
                "PodTemplateSpec" => {
                    format!("Every Pod made from the template has it: `{}`.", path())
                }
                _ => format!("{} itself has it: `{}`.", capital(&reading.words(of)), path()),
            }
        }
        ("", _) => match reading.key(level) {
            "labels" => "It is a label, which selectors can ask for.".to_owned(),
            "annotations" => "It is an annotation, which selects nothing.".to_owned(),
            "requests" => "The scheduler sets this much aside.".to_owned(),
            "limits" => "The container gets no more than this.".to_owned(),
            "nodeSelector" => "The Pod runs only on nodes with this label.".to_owned(),
            "matchLabels" => "Only Pods with this label are counted in.".to_owned(),
            _ => return None,
        },
        _ => return None,
    })
}

/// The Pod's own restart policy, where a container's is meant perhaps.
fn pod_restart_policy(
    reading: Reading<'_>,
    value: &str,
    path: &str,
    fitting: &[LevelId],
) -> String {
    let is_job = matches!(reading.kind(), "Job" | "CronJob");
    let init = fitting.iter().find(|level| {
        reading.type_name(**level) == "Container" && reading.key(**level) == "initContainers"
    });
    let init =
        init.filter(|_| value == "Always").and_then(|level| reading.name(*level)).map(|name| {
            let (apps, is_one) = reading.apps();
            let start = if is_one { "starts" } else { "start" };
            format!(
                "{} is then a plain init container: {apps} {start} only when it has exited.",
                short(name)
            )
        });
    let policy = match (is_job, value) {
        (true, "Always") => format!("`{path}`, where a Job takes only Never and OnFailure."),
        (false, "Always") => format!("`{path}`, which is Always anyway."),
        _ => format!("`{path}`: it holds for every container of the Pod."),
    };
    init.map_or(policy.clone(), |init| format!("{policy} {init}"))
}

/// The meaning of an item of the list `level`.
fn of_item(reading: Reading<'_>, value: &str, level: LevelId) -> Option<String> {
    let value = short(value.trim_matches(['"', '\'']));
    let value = if value.is_empty() { "it".to_owned() } else { value };
    let container = reading.around(level, "Container").map(|level| capital(&reading.words(level)));
    let container = container.unwrap_or_else(|| "The container".to_owned());
    Some(match reading.key(level) {
        "containers" => "It is then a container of the Pod.".to_owned(),
        "initContainers" => "It is then an init container of the Pod.".to_owned(),
        "volumes" => "It is then a volume of the Pod, for containers to mount.".to_owned(),
        "volumeMounts" => format!("{container} mounts the volume {value}."),
        "env" => format!("{container} has the variable {value}."),
        "ports" => "It is then a port.".to_owned(),
        "command" => format!("It is one more word of the command that {} runs.", lower(&container)),
        "args" => format!("It is one more argument of {}.", lower(&container)),
        "imagePullSecrets" => "The Pod pulls its images with this Secret.".to_owned(),
        _ => return None,
    })
}

fn capital(words: &str) -> String {
    words.strip_prefix("the ").map_or_else(|| words.to_owned(), |rest| format!("The {rest}"))
}

fn lower(words: &str) -> String {
    words.strip_prefix("The ").map_or_else(|| words.to_owned(), |rest| format!("the {rest}"))
}
