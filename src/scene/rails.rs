//! The objects of a text as they are looked at: which one, and where in the text its containers stand.

use crate::manifest::{Manifest, Object};
use crate::model::{ContainerIndex, Pod};

/// The lines of one container in the text, from 1, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rail {
    /// Whose lines.
    pub container: ContainerIndex,
    /// The first.
    pub first: usize,
    /// The last.
    pub last: usize,
}

impl Rail {
    /// Whether `line` is one of its lines.
    pub fn holds(&self, line: usize) -> bool {
        (self.first..=self.last).contains(&line)
    }
}

/// The object to look at: the wished one, or else the first with a Pod in it.
pub fn chosen(manifest: &Manifest, wished: usize) -> Option<usize> {
    let simulated = |object: &Object| object.workload.is_some();
    match manifest.objects.get(wished) {
        Some(object) if simulated(object) => Some(wished),
        _ => manifest.objects.iter().position(simulated),
    }
}

/// Where the containers of `pod` stand in the text of `object`. A container that comes from elsewhere (an
/// alias) has no lines of its own.
pub fn rails(manifest: &Manifest, object: &Object, pod: &Pod) -> Vec<Rail> {
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
            Some(Rail { container, first: first.line, last })
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
    fn what_has_no_pod_is_not_chosen() {
        let manifest = manifest::parse(TEXT);
        assert_eq!(chosen(&manifest, 0), Some(1));
        assert_eq!(chosen(&manifest, 7), Some(1));
    }

    #[test]
    fn a_container_has_the_lines_of_its_list_item() {
        let manifest = manifest::parse(TEXT);
        let object = &manifest.objects[1];
        let pod = model::lower(object, model::Version::NEWEST).pod.expect("a Pod");
        assert_eq!(
            rails(&manifest, object, &pod),
            [(0, 14, 15), (1, 17, 18), (2, 20, 20)].map(|(index, first, last)| Rail {
                container: ContainerIndex(index),
                first,
                last
            })
        );
    }
}
