//! The Pod as a whole, and the order of what it lists.

use super::About;
use crate::fix::case::{Draft, unused};
use crate::fix::edit::New;
use crate::manifest::FieldPath;
use crate::model::{ExitCodes, OwnerKind};

/// The sidecar before the init container that needs it.
pub(super) fn sidecar_first(about: About<'_>) -> Option<Draft> {
    let (sidecar, init) = (about.written(about.other()?)?, about.container()?);
    let edits = about.case.editor.move_up(&sidecar, &init)?;
    Some(Draft::new(
        "reorder",
        format!("Put {} before {}", about.case.name_of(&sidecar), about.case.name_of(&init)),
        edits,
    ))
}

/// `restartPolicy: OnFailure`, for a Job or a Pod of its own: no other workload takes it.
pub(super) fn on_failure(about: About<'_>) -> Option<Draft> {
    let owner = about.timeline.pod.owner.as_ref().map(|owner| owner.kind);
    if !matches!(owner, None | Some(OwnerKind::Job | OwnerKind::CronJob)) {
        return None;
    }
    let path = about.case.spec().child("restartPolicy");
    let editor = &about.case.editor;
    let edit = match editor.find(&path) {
        Some(_) => editor.replace_text(&path, "OnFailure"),
        None => editor.put(&path, New::text("OnFailure"), &[]),
    };
    Draft::of("set-restart-policy", "Write restartPolicy: OnFailure", edit)
}

/// The least grace period that is enough.
pub(super) fn enough_grace(about: About<'_>) -> Option<Draft> {
    let seconds = about.enough()?;
    let path = about.case.spec().child("terminationGracePeriodSeconds");
    let editor = &about.case.editor;
    let edit = match editor.find(&path) {
        Some(_) => editor.replace_plain(&path, &seconds.to_string()),
        None => editor.put(&path, New::plain(seconds), &[]),
    };
    Draft::of("raise-grace", format!("Raise the grace period to {seconds}s"), edit)
}

/// One process namespace for all containers.
pub(super) fn share_processes(about: About<'_>) -> Option<Draft> {
    let path = about.case.spec().child("shareProcessNamespace");
    let editor = &about.case.editor;
    let edit = match editor.find(&path) {
        Some(_) => editor.replace_plain(&path, "true"),
        None => editor.put(&path, New::plain(true), &[]),
    };
    Draft::of("share-processes", "Share the process namespace", edit)
}

/// A port name that no other container uses; not where a probe may go by the old one.
pub(super) fn own_port_name(about: About<'_>) -> Option<Draft> {
    let path = about.path()?;
    let name = about.case.editor.text(path)?;
    let all = || about.timeline.pod.containers().iter().flat_map(|it| &it.ports);
    let is_taken = |name: &str| all().any(|port| port.name.as_deref() == Some(name));
    if about.case.editor.mentions(name)
        > all().filter(|it| it.name.as_deref() == Some(name)).count()
    {
        return None;
    }
    let other = unused(name, is_taken, 15);
    let edit = about.case.editor.replace_text(path, &other);
    Draft::of("rename-port", format!("Name the port {other}"), edit)
}

/// The variable that is used, above the one that uses it.
pub(super) fn defined_above(about: About<'_>) -> Option<Draft> {
    let user = about.path()?.parent()?;
    let list = user.parent()?;
    let editor = &about.case.editor;
    let value = editor.text(&user.child("value"))?;
    let at = user.steps().last()?.parse::<usize>().ok()?;
    let later = (at + 1..editor.count(&list)).map(|at| list.index(at)).find(|other| {
        let name = editor.text(&other.child("name"));
        name.is_some_and(|name| value.contains(&format!("$({name})")))
    })?;
    let name = editor.text(&later.child("name"))?;
    let edits = editor.move_up(&later, &user)?;
    Some(Draft::new(
        "reorder",
        format!("Define {name} above {}", editor.text(&user.child("name"))?),
        edits,
    ))
}

/// Without the rule; if all of them change nothing, without any.
pub(super) fn without_rule(about: About<'_>) -> Vec<Draft> {
    let all = about.path().and_then(FieldPath::parent);
    let all = all.and_then(|list| about.case.editor.remove(&list));
    let one = about.remove("Remove the rule");
    one.into_iter().chain(Draft::of("remove-field", "Remove restartPolicyRules", all)).collect()
}

/// A rule that leaves exit code 0 alone.
pub(super) fn without_success(about: About<'_>) -> Vec<Draft> {
    let draft = || {
        let (container, rule) = (about.read()?, about.path()?);
        let values = rule.child("exitCodes").child("values");
        let editor = &about.case.editor;
        let edit = match &container.restart_rule(0)?.exit_codes {
            ExitCodes::In(codes) if codes.len() > 1 => {
                let at = codes.iter().position(|code| *code == 0)?;
                editor.remove(&values.index(at))
            }
            ExitCodes::In(_) => None,
            ExitCodes::NotIn(_) => editor.push(&values, New::plain(0), &[]),
        };
        Draft::of("leave-out-success", "Leave exit code 0 out", edit)
    };
    draft().or_else(|| about.remove("Remove the rule")).into_iter().collect()
}
