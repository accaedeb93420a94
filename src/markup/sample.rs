//! A timeline for the tests of this layer.

use crate::engine::{self, Timeline};
use crate::manifest;
use crate::model::{self, Pod};

/// A Pod with one container called `name`, whatever Kubernetes would say to it.
pub(super) fn timeline(name: &str) -> Timeline {
    let text = "
apiVersion: v1
kind: Pod
metadata: {name: hello}
spec:
  containers: [{name: app, image: 'nginx:1.27'}]
";
    let pod =
        model::lower(&manifest::parse(text).objects[0], model::Version::NEWEST).pod.expect("a Pod");
    let mut container = pod.containers()[0].clone();
    name.clone_into(&mut container.name);
    let pod = Pod::new("hello", vec![container]).expect("a Pod");
    let scenario = engine::inferred::scenario(&pod, model::Version::NEWEST);
    engine::simulate(&pod, &scenario, model::Version::NEWEST)
}
