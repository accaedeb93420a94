//! The names that controllers make up, the same ones every time.
//!
//! Source: apiserver `storage/names/generate.go`, apimachinery `util/rand`, and the controllers.

use crate::manifest::WorkloadKind;
use crate::manifest::fields::Metadata;
use crate::model::{Millis, Workload};

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
    let base = base(metadata, workload);
    match workload {
        WorkloadKind::Pod => base,
        WorkloadKind::StatefulSet => format!("{base}0"),
        WorkloadKind::CronJob => generated(&format!("{}-", job_name(&base, 0))),
        _ => generated(&base),
    }
}

/// What the names of its Pods begin with, and for a CronJob those of its Jobs.
pub(super) fn base(metadata: &Metadata, workload: WorkloadKind) -> String {
    let name = object_name(metadata);
    match workload {
        WorkloadKind::Pod => name,
        WorkloadKind::Deployment => {
            let template_hash = suffix(&format!("{name}/template"), 10);
            format!("{name}-{template_hash}-")
        }
        _ => format!("{name}-"),
    }
}

/// The name of the Job that a CronJob makes `minute` minutes after its first.
fn job_name(base: &str, minute: u64) -> String {
    format!("{base}{}", CRON_MINUTE + minute)
}

/// `base` and five characters.
fn generated(base: &str) -> String {
    nth_generated(base, 0)
}

/// The same for the `nth` object of that base, from 0 on.
fn nth_generated(base: &str, nth: usize) -> String {
    let kept: String = base.chars().take(MAX_BASE).collect();
    let end = match nth {
        0 => suffix(base, 5),
        _ => suffix(&format!("{base}{nth}"), 5),
    };
    format!("{kept}{end}")
}

impl Workload {
    /// The name of the `nth` Pod that its controller makes, from 0 on.
    pub fn pod_name(&self, nth: usize) -> String {
        nth_generated(&self.base, nth)
    }

    /// The name of the Pod with this ordinal, for a StatefulSet.
    pub fn ordinal_name(&self, ordinal: u32) -> String {
        format!("{}{ordinal}", self.base)
    }

    /// The name of the Job of a CronJob that runs `after` its first.
    pub fn job_name(&self, after: Millis) -> String {
        job_name(&self.base, after.whole_secs() / 60)
    }

    /// The name of the `nth` Pod of a Job, from 0 on; with the index, if it has one
    /// (`podGenerateNameWithIndex`).
    pub fn job_pod_name(job: &str, index: Option<u32>, nth: usize) -> String {
        match index {
            Some(index) => nth_generated(&format!("{job}-{index}-"), nth),
            None => nth_generated(&format!("{job}-"), nth),
        }
    }
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
