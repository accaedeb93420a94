//! A bare Pod as the template of a workload that keeps it running, or runs it to its end.

use crate::fix::case::{Case, Draft};
use crate::fix::edit::{Around, New};
use crate::manifest::{FieldPath, WorkloadKind};

/// Labels that are there to select by, the best first.
const SELECTING: [&str; 3] = ["app.kubernetes.io/name", "app", "k8s-app"];

/// A Deployment, or a Job for a Pod that is not always restarted; none for a Pod that always is, and
/// whose work `is_done` at some time.
pub(super) fn draft(case: &Case<'_>, is_done: bool) -> Option<Draft> {
    if case.kind != WorkloadKind::Pod {
        return None;
    }
    let editor = &case.editor;
    let ends = editor.text(&FieldPath::from("spec.restartPolicy")).is_some_and(|it| it != "Always");
    if is_done && !ends {
        return None;
    }
    let (kind, code, title) = if ends {
        (WorkloadKind::Job, "wrap-in-job", "Wrap it in a Job")
    } else {
        (WorkloadKind::Deployment, "wrap-in-deployment", "Wrap it in a Deployment")
    };
    let mut edits = vec![
        editor.replace_text(&FieldPath::from("apiVersion"), kind.api_version())?,
        editor.replace_text(&FieldPath::from("kind"), kind.as_str())?,
    ];
    edits.append(&mut editor.nest(&FieldPath::from("spec"), &around(case, kind))?);
    edits.sort_by_key(|edit| edit.range);
    Some(Draft::new(code, title, edits))
}

/// What stands before the template, and what stands in it before the Pod's `spec`.
fn around(case: &Case<'_>, kind: WorkloadKind) -> Around {
    let of_pod = FieldPath::from("metadata");
    let entries = |field: &str| {
        let map = case.editor.copy(&of_pod.child(field));
        let Some(New::Map(mut entries)) = map else { return Vec::new() };
        // What kubectl keeps for itself belongs to the object that it made.
        entries.retain(|(key, _)| !key.starts_with("kubectl.kubernetes.io/"));
        entries
    };
    let mut labels = entries("labels");
    let mut before = Vec::new();
    if kind == WorkloadKind::Deployment {
        if labels.is_empty() {
            labels.push(("app".to_owned(), New::text(&case.object.name)));
        }
        let of = |name: &&str| labels.iter().find(|(key, _)| key == name);
        let label = SELECTING.iter().find_map(of).unwrap_or(&labels[0]).clone();
        let wanted = New::map([("matchLabels", New::Map(vec![label]))]);
        before.push(("selector".to_owned(), wanted));
    }
    let all = [("labels", labels), ("annotations", entries("annotations"))];
    let filled = all.into_iter().filter(|(_, entries)| !entries.is_empty());
    let fields: Vec<_> =
        filled.map(|(name, entries)| (name.to_owned(), New::Map(entries))).collect();
    let metadata = (!fields.is_empty()).then(|| ("metadata".to_owned(), New::Map(fields)));
    Around { inside: "template", before, first: metadata.into_iter().collect() }
}
