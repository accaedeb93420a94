//! Names and addresses given twice, selectors that select nothing, a grace period below zero.

use super::Template;
use crate::manifest::{FieldPath, Report, Value, WorkloadKind};
use std::collections::BTreeSet;
use std::net::IpAddr;

/// The first minor that warns of addresses in another than their usual form.
const WARNS_OF_ADDRESSES: u8 = 34;

pub(super) fn warn(template: &Template<'_>, report: &mut Report<'_>) {
    let (spec, path) = (template.spec(), template.spec_path());
    let aliases = spec["hostAliases"].items();
    again(aliases, "ip", &path.child("hostAliases"), report);
    let secrets = spec["imagePullSecrets"].items();
    let at = path.child("imagePullSecrets");
    again(secrets, "name", &at, report);
    for (index, secret) in secrets.iter().enumerate() {
        if secret["name"].as_str().unwrap_or_default().is_empty() {
            let help = "Write the name of a Secret, or remove the item.";
            report.warn(&at.index(index).child("name"), "invalid empty name \"\"", help);
        }
    }
    // That of a Pod has become 1 by then.
    let grace = spec["terminationGracePeriodSeconds"].as_i64();
    if template.kind != WorkloadKind::Pod && grace.is_some_and(|seconds| seconds < 0) {
        let message = "must be >= 0; negative values are invalid and will be treated as 1";
        let help = "Write how many seconds the Pod has to stop, or remove the line for 30.";
        report.warn(&path.child("terminationGracePeriodSeconds"), message, help);
    }
    selectors(spec, &path, report);
    if report.version.at_least(WARNS_OF_ADDRESSES) {
        for (index, server) in spec["dnsConfig"]["nameservers"].items().iter().enumerate() {
            address(server, &path.child("dnsConfig").child("nameservers").index(index), report);
        }
        for (index, alias) in aliases.iter().enumerate() {
            address(&alias["ip"], &path.child("hostAliases").index(index).child("ip"), report);
        }
    }
}

/// Warns of each item whose `field` an earlier item has.
fn again(items: &[Value], field: &str, path: &FieldPath, report: &mut Report<'_>) {
    let mut seen = BTreeSet::new();
    for (at, item) in items.iter().enumerate() {
        let own = item[field].as_str().unwrap_or_default();
        if !seen.insert(own) {
            let message = format!("duplicate {field} \"{own}\"");
            report.warn(
                &path.index(at).child(field),
                &message,
                "Put both into one item, or remove one.",
            );
        }
    }
}

/// Warns of absent selectors where an empty one would select everything.
fn selectors(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let spread = path.child("topologySpreadConstraints");
    for (at, constraint) in spec["topologySpreadConstraints"].items().iter().enumerate() {
        without_selector(constraint, &spread.index(at), report);
    }
    for field in ["podAffinity", "podAntiAffinity"] {
        let affinity = &spec["affinity"][field];
        let path = path.child("affinity").child(field);
        let required = "requiredDuringSchedulingIgnoredDuringExecution";
        for (at, term) in affinity[required].items().iter().enumerate() {
            without_selector(term, &path.child(required).index(at), report);
        }
        let preferred = "preferredDuringSchedulingIgnoredDuringExecution";
        for (at, term) in affinity[preferred].items().iter().enumerate() {
            let path = path.child(preferred).index(at).child("podAffinityTerm");
            without_selector(&term["podAffinityTerm"], &path, report);
        }
    }
}

fn without_selector(of: &Value, path: &FieldPath, report: &mut Report<'_>) {
    if of["labelSelector"] == Value::Absent {
        let message = "a null labelSelector results in matching no pod";
        let help = "Add `labelSelector:` with the labels of the Pods that are meant.";
        report.warn(&path.child("labelSelector"), message, help);
    }
}

/// `GetWarningsForIP`. Text that is no address at all is not this rule's.
fn address(value: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let Some(text) = value.as_str() else { return };
    let old_form = |usual: &str| {
        format!(
            "non-standard IP address \"{text}\" will be considered invalid in a future Kubernetes release: use \"{usual}\""
        )
    };
    let (message, usual) = match text.parse::<IpAddr>() {
        Ok(IpAddr::V4(_)) => return,
        Ok(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(mapped) => (old_form(&mapped.to_string()), mapped.to_string()),
            None if address.to_string() == text => return,
            None => {
                let usual = address.to_string();
                let message = format!(
                    "IPv6 address \"{text}\" should be in RFC 5952 canonical format (\"{usual}\")"
                );
                (message, usual)
            }
        },
        Err(_) => {
            let Some(usual) = without_leading_zeros(text) else { return };
            (old_form(&usual), usual)
        }
    };
    report.warn(path, &message, &format!("Write {usual}."));
}

/// The IPv4 address that `text` is but for zeros before its numbers.
fn without_leading_zeros(text: &str) -> Option<String> {
    let short: Vec<&str> = text
        .split('.')
        .map(|part| match part.trim_start_matches('0') {
            "" if !part.is_empty() => "0",
            short => short,
        })
        .collect();
    let address: IpAddr = short.join(".").parse().ok()?;
    Some(address.to_string()).filter(|_| address.is_ipv4())
}
