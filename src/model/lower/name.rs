//! The names that controllers make up, the same ones every time.
//!
//! Source: apiserver `storage/names/generate.go`, apimachinery `util/rand`, and the controllers.

use crate::manifest::WorkloadKind;
use crate::manifest::fields::Metadata;

/// The characters of generated suffixes: no vowels, and nothing that is taken for another.
const ALPHABET: &[u8; 27] = b"bcdfghjklmnpqrstvwxz2456789";

/// How many characters of a base name a generated name keeps.
const MAX_BASE: usize = 58;

/// The minute of a CronJob's run: 2026-01-01 00:00 UTC, in minutes since 1970.
const CRON_MINUTE: u64 = 29_453_760;

/// The name of the object itself.
pub(super) fn object_name(metadata: &Metadata) -> String {
    match (metadata.name.as_str(), metadata.generate_name.as_str()) {
        ("", "") => "unnamed".to_owned(),
        ("", base) => generated(base),
        (name, _) => name.to_owned(),
    }
}

/// The name of its (first) Pod.
pub(super) fn pod_name(metadata: &Metadata, workload: WorkloadKind) -> String {
    let name = object_name(metadata);
    match workload {
        WorkloadKind::Pod => name,
        WorkloadKind::Deployment => {
            let template_hash = suffix(&format!("{name}/template"), 10);
            generated(&format!("{name}-{template_hash}-"))
        }
        WorkloadKind::ReplicaSet | WorkloadKind::DaemonSet | WorkloadKind::Job => {
            generated(&format!("{name}-"))
        }
        WorkloadKind::StatefulSet => format!("{name}-0"),
        WorkloadKind::CronJob => generated(&format!("{name}-{CRON_MINUTE}-")),
    }
}

/// `base` and five characters.
fn generated(base: &str) -> String {
    let kept: String = base.chars().take(MAX_BASE).collect();
    format!("{kept}{}", suffix(base, 5))
}

/// Characters that look random and follow from `seed` (FNV-1a).
fn suffix(seed: &str, length: usize) -> String {
    let mut hash = seed.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (0..length)
        .map(|_| {
            let (rest, digit) = (hash / 27, hash % 27);
            hash = rest;
            usize::try_from(digit).map_or('x', |digit| char::from(ALPHABET[digit]))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(workload: WorkloadKind, name: &str, generate_name: &str) -> String {
        let metadata = Metadata {
            name: name.to_owned(),
            generate_name: generate_name.to_owned(),
            namespace: String::new(),
        };
        pod_name(&metadata, workload)
    }

    /// The lengths of the generated parts after `web-`; panics on a character outside the alphabet.
    fn generated_parts(name: &str) -> Vec<usize> {
        let rest = name.strip_prefix("web-").expect("keeps the name");
        let known =
            |part: &str| part.bytes().all(|byte| ALPHABET.contains(&byte) || byte.is_ascii_digit());
        rest.split('-').inspect(|part| assert!(known(part), "{part}")).map(str::len).collect()
    }

    #[test]
    fn each_controller_names_its_pods() {
        assert_eq!(name(WorkloadKind::Pod, "web", ""), "web");
        assert_eq!(generated_parts(&name(WorkloadKind::Pod, "", "web-")), [5]);
        assert_eq!(generated_parts(&name(WorkloadKind::Deployment, "web", "")), [10, 5]);
        assert_eq!(generated_parts(&name(WorkloadKind::ReplicaSet, "web", "")), [5]);
        assert_eq!(generated_parts(&name(WorkloadKind::DaemonSet, "web", "")), [5]);
        assert_eq!(generated_parts(&name(WorkloadKind::Job, "web", "")), [5]);
        assert_eq!(generated_parts(&name(WorkloadKind::CronJob, "web", "")), [8, 5]);
        assert_eq!(name(WorkloadKind::StatefulSet, "web", ""), "web-0");
    }

    #[test]
    fn names_are_the_same_every_time_and_differ_between_objects() {
        assert_eq!(name(WorkloadKind::Job, "web", ""), name(WorkloadKind::Job, "web", ""));
        assert_ne!(suffix("web-", 5), suffix("api-", 5));
    }

    #[test]
    fn long_names_are_cut_to_63_characters() {
        assert_eq!(name(WorkloadKind::Job, &"a".repeat(80), "").len(), 63);
    }
}
