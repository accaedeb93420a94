//! A container as a native sidecar, and back.

use crate::fix::TextEdit;
use crate::fix::case::{Case, Draft};
use crate::fix::edit::{After, New};
use crate::manifest::FieldPath;
use crate::version::Gate;

/// Where `restartPolicy` of a container stands best.
const BEHIND: After = &["image", "name"];

/// An app container, moved to the end of the init list.
pub(in crate::fix) fn native(case: &Case<'_>, container: &FieldPath) -> Option<Draft> {
    if !case.version.has(Gate::SidecarContainers) || !is_in(case, container, "containers") {
        return None;
    }
    // A Pod needs an app container.
    if case.editor.count(&container.parent()?) < 2 {
        return None;
    }
    let inner = always(case, container)?;
    let to = case.spec().child("initContainers");
    let edits = case.editor.move_item(container, &to, &inner)?;
    Some(Draft::new("make-native-sidecar", title(case, container, "native"), edits))
}

/// A native sidecar, moved to the end of the app containers.
pub(in crate::fix) fn classic(case: &Case<'_>, container: &FieldPath) -> Option<Draft> {
    if !is_in(case, container, "initContainers") {
        return None;
    }
    let policy = container.child("restartPolicy");
    let inner: Vec<TextEdit> = case.editor.remove(&policy).into_iter().collect();
    let to = case.spec().child("containers");
    let edits = case.editor.move_item(container, &to, &inner)?;
    Some(Draft::new("make-classic-sidecar", title(case, container, "classic"), edits))
}

/// A plain init container that goes on running: it stays where it is.
pub(in crate::fix) fn beside(case: &Case<'_>, container: &FieldPath) -> Option<Draft> {
    if !case.version.has(Gate::SidecarContainers) || !is_in(case, container, "initContainers") {
        return None;
    }
    let edits = always(case, container)?;
    let title = title(case, container, "native");
    (!edits.is_empty()).then(|| Draft::new("make-native-sidecar", title, edits))
}

fn title(case: &Case<'_>, container: &FieldPath, kind: &str) -> String {
    format!("Make {} a {kind} sidecar", case.name_of(container))
}

/// `restartPolicy: Always`, unless it is there.
fn always(case: &Case<'_>, container: &FieldPath) -> Option<Vec<TextEdit>> {
    let policy = container.child("restartPolicy");
    let edit = match case.editor.text(&policy) {
        Some("Always") => return Some(Vec::new()),
        Some(_) => case.editor.replace_text(&policy, "Always")?,
        None => case.editor.put(&policy, New::text("Always"), BEHIND)?,
    };
    Some(vec![edit])
}

fn is_in(case: &Case<'_>, container: &FieldPath, list: &str) -> bool {
    container.parent().is_some_and(|parent| parent == case.spec().child(list))
}
