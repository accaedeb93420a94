//! Replicas that write to a folder of their node.

use super::case::Case;
use super::volumes::{is_in, mounts_of};
use super::{Found, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "hostpath-in-replicas",
    severity: Severity::Warning,
    title: "Each node has files of its own",
    why: "A hostPath is a folder of the node that the Pod happens to run on. Replicas on other nodes see other files, and so does a Pod that is made anew elsewhere.",
    example: "\
kind: Deployment
spec:
  replicas: 2
  template:
    spec:
      volumes: [{name: data, hostPath: {path: /srv/data}}]
      containers:
      - {name: app, image: \"example/app:1\", volumeMounts: [{name: data, mountPath: /data}]}
",
    instead: "Use a persistentVolumeClaim; in a StatefulSet, `volumeClaimTemplates`.",
    reference: "https://kubernetes.io/docs/concepts/storage/volumes/#hostpath",
    find,
};

/// What every node has, and nobody stores files in.
const OF_THE_NODE: [&str; 8] =
    ["/var/run", "/run", "/dev", "/proc", "/sys", "/etc", "/lib/modules", "/var/log"];

fn find(case: &Case<'_>) -> Vec<Found> {
    let replicas = case.replicas();
    if replicas < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, volume) in case.pod.volumes.iter().enumerate() {
        let Some(folder) = &volume.host_path else { continue };
        let mounts = mounts_of(case, &volume.name);
        let Some((index, ..)) = mounts.iter().find(|(.., mount)| !mount.read_only) else {
            continue;
        };
        let is_of_node = OF_THE_NODE.iter().any(|it| is_in(folder, it)) || folder.contains(".sock");
        if is_of_node {
            continue;
        }
        let message = format!(
            "The {replicas} Pods of {} share {folder} only if they run on one node.",
            case.name()
        );
        let path = case.field("volumes").index(at).child("hostPath");
        found.push(Found::new(*index, path, message));
    }
    found
}
