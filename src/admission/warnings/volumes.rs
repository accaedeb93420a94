//! Kinds of volumes that Kubernetes gives up.

use super::Template;
use super::resources::fractional;
use crate::manifest::Report;

/// A source, the first minor that warns of it, and the warning.
const DEPRECATED: [(&str, u8, &str); 9] = [
    ("photonPersistentDisk", 0, "deprecated in v1.11, non-functional in v1.16+"),
    ("gitRepo", 0, "deprecated in v1.11"),
    ("scaleIO", 0, "deprecated in v1.16, non-functional in v1.22+"),
    ("flocker", 0, "deprecated in v1.22, non-functional in v1.25+"),
    ("storageos", 0, "deprecated in v1.22, non-functional in v1.25+"),
    ("quobyte", 0, "deprecated in v1.22, non-functional in v1.25+"),
    ("glusterfs", 0, "deprecated in v1.25, non-functional in v1.26+"),
    ("cephfs", 28, "deprecated in v1.28, non-functional in v1.31+"),
    ("rbd", 28, "deprecated in v1.28, non-functional in v1.31+"),
];

/// The first minor in which gitRepo is off.
const WITHOUT_GIT_REPO: u8 = 33;

pub(super) fn warn(template: &Template<'_>, report: &mut Report<'_>) {
    for (at, volume) in template.spec()["volumes"].items().iter().enumerate() {
        let path = template.spec_path().child("volumes").index(at);
        for (source, since, message) in DEPRECATED {
            if volume[source].fields(|_| ()).is_none() || !report.version.at_least(since) {
                continue;
            }
            let (message, help) = match source {
                "gitRepo" if report.version.at_least(WITHOUT_GIT_REPO) => (
                    "deprecated in v1.11, and disabled by default in v1.33+",
                    "Clone into an emptyDir in an init container.",
                ),
                "gitRepo" => (message, "Clone into an emptyDir in an init container."),
                _ => (message, "Use a CSI driver, by a persistentVolumeClaim."),
            };
            report.warn(&path.child(source), message, help);
        }
        let claim = &volume["ephemeral"]["volumeClaimTemplate"]["spec"]["resources"];
        let path = path.child("ephemeral").child("volumeClaimTemplate").child("spec");
        for list in ["requests", "limits"] {
            let path = path.child("resources").child(list).key("storage");
            fractional(&claim[list]["storage"], &path, report);
        }
    }
}
