//! The objects of a text as the page offers them: which can be looked at, and where in the text
//! their containers stand.

use crate::manifest::{Manifest, Object};
use crate::model::{ContainerIndex, Pod};

/// One object in the switcher.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ObjectTab {
    /// Its place in the text, from 0.
    pub(super) index: usize,
    /// Its kind, as written.
    pub(super) kind: String,
    /// Its name, as written.
    pub(super) name: String,
    /// Whether it has a Pod to look at.
    pub(super) simulated: bool,
}

/// Every object of the text.
pub(super) fn tabs(manifest: &Manifest) -> Vec<ObjectTab> {
    let objects = manifest.objects.iter().enumerate();
    objects
        .map(|(index, object)| ObjectTab {
            index,
            kind: object.kind.clone(),
            name: object.name.clone(),
            simulated: object.workload.is_some(),
        })
        .collect()
}

/// The object to look at: the wished one, or else the first with a Pod in it.
pub(super) fn chosen(manifest: &Manifest, wished: usize) -> Option<usize> {
    let simulated = |object: &Object| object.workload.is_some();
    match manifest.objects.get(wished) {
        Some(object) if simulated(object) => Some(wished),
        _ => manifest.objects.iter().position(simulated),
    }
}

/// Where the containers of `pod` stand in the text of `object`: container, first and last line,
/// from 1. A container that comes from elsewhere (an alias) has no lines of its own.
pub(super) fn rails(
    manifest: &Manifest,
    object: &Object,
    pod: &Pod,
) -> Vec<(ContainerIndex, usize, usize)> {
    let Some(workload) = object.workload else { return Vec::new() };
    let spec = workload.pod_spec_path();
    let inits = spec.child("initContainers");
    let apps = spec.child("containers");
    let init_count = pod.init_count();
    pod.indices()
        .filter_map(|container| {
            let path = match container.0.checked_sub(init_count) {
                None => inits.index(container.0),
                Some(place) => apps.index(place),
            };
            let range = object.range(&path)?;
            let (first, last) = (manifest.position(range.start), manifest.position(range.end));
            // A range that ends with its line break ends in the line before.
            let last =
                if last.column == 1 && last.line > first.line { last.line - 1 } else { last.line };
            Some((container, first.line, last))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{manifest, model};

    const TEXT: &str = "\
kind: Service
apiVersion: v1
metadata: {name: front}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      initContainers:
      - name: migrate
        image: shop/migrate:1
      containers:
      - name: api
        image: shop/api:1

      - {name: proxy, image: 'envoy:1'}
";

    #[test]
    fn what_has_no_pod_is_listed_but_not_chosen() {
        let manifest = manifest::parse(TEXT);
        let listed: Vec<_> =
            tabs(&manifest).into_iter().map(|tab| (tab.kind, tab.name, tab.simulated)).collect();
        assert_eq!(
            listed,
            [
                ("Service".into(), "front".into(), false),
                ("Deployment".to_owned(), "shop".to_owned(), true)
            ]
        );
        assert_eq!(chosen(&manifest, 0), Some(1));
        assert_eq!(chosen(&manifest, 7), Some(1));
    }

    #[test]
    fn a_container_has_the_lines_of_its_list_item() {
        let manifest = manifest::parse(TEXT);
        let object = &manifest.objects[1];
        let pod = model::lower(object).pod.expect("a Pod");
        assert_eq!(
            rails(&manifest, object, &pod),
            [(ContainerIndex(0), 14, 15), (ContainerIndex(1), 17, 18), (ContainerIndex(2), 20, 20)]
        );
    }
}
