//! Names and addresses: DNS, host aliases, host names, and the namespaces of the node.

use super::{Pod, formed, is_there, items, one_of, quoted, text, texts};
use crate::manifest::{FieldPath, Report, Value, names};
use std::net::Ipv6Addr;

const DNS_POLICIES: [&str; 4] = ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"];

pub(super) fn validate(pod: Pod<'_>, report: &mut Report<'_>) {
    let (spec, path) = (pod.spec, pod.path);
    one_of(&spec["dnsPolicy"], &DNS_POLICIES, &path.child("dnsPolicy"), report);
    dns_config(spec, &path.child("dnsConfig"), report);
    for (path, alias) in items(&spec["hostAliases"], &path.child("hostAliases")) {
        address(text(&alias["ip"]), &path.child("ip"), report);
        for (path, name) in texts(&alias["hostnames"], &path.child("hostnames")) {
            formed(name, names::subdomain(name), &path, "Write a host's name.", report);
        }
    }
    for field in ["hostname", "subdomain"] {
        let name = text(&spec[field]);
        let fault = names::label(name).filter(|_| !name.is_empty());
        let help = "Use at most 63 lower-case letters, digits and hyphens.";
        formed(name, fault, &path.child(field), help, report);
    }
    hostname_override(spec, &path.child("hostnameOverride"), report);
    share_process_namespace(pod, report);
    host_users(pod, report);
}

/// `validatePodDNSConfig`.
fn dns_config(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let config = &spec["dnsConfig"];
    let servers = path.child("nameservers");
    if text(&spec["dnsPolicy"]) == "None" {
        if !is_there(config) {
            let detail = "must provide `dnsConfig` when `dnsPolicy` is None";
            report.required(path, detail, "Add a name server, or choose another policy.");
            return;
        }
        if config["nameservers"].items().is_empty() {
            let detail = "must provide at least one DNS nameserver when `dnsPolicy` is None";
            report.required(&servers, detail, "Add the address of a name server.");
            return;
        }
    }
    let too_many = |list: &str, most: usize| config[list].items().len() > most;
    if too_many("nameservers", 3) {
        let detail = "must not have more than 3 nameservers";
        report.invalid(&servers, "\"\"", detail, "Keep three of them.");
    }
    for (path, server) in texts(&config["nameservers"], &servers) {
        address(server, &path, report);
    }
    let searches = path.child("searches");
    let length: usize = texts(&config["searches"], path).map(|(_, text)| text.len() + 1).sum();
    if too_many("searches", 32) {
        let detail = "must not have more than 32 search paths";
        report.invalid(&searches, "\"\"", detail, "Keep 32 of them.");
    } else if length > 2049 {
        let detail =
            "must not have more than 2048 characters (including spaces) in the search list";
        report.invalid(&searches, "\"\"", detail, "Shorten the list.");
    }
    for (path, search) in texts(&config["searches"], &searches) {
        // Underscores are allowed here since 1.34, and a dot alone.
        let name = search.strip_suffix('.').unwrap_or(search);
        let name =
            if report.version.at_least(34) { name.replace('_', "a") } else { name.to_owned() };
        let fault = names::subdomain(&name).filter(|_| search != ".");
        formed(search, fault, &path, "Write a domain.", report);
    }
    for (path, option) in items(&config["options"], &path.child("options")) {
        if text(&option["name"]).is_empty() {
            report.required(&path, "must not be empty", "Name the option.");
        }
    }
}

/// An IP address (`IsValidIPForLegacyField`, which takes zeros before a number).
fn address(given: &str, path: &FieldPath, report: &mut Report<'_>) {
    let number = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse::<u32>().is_ok_and(|number| number < 256)
    };
    let is_v4 = given.split('.').count() == 4 && given.split('.').all(number);
    if !is_v4 && given.parse::<Ipv6Addr>().is_err() {
        let detail = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
        report.invalid(path, &quoted(given), detail, "Write an address, no name.");
    }
}

/// `validatePodHostName`; on since 1.35.
fn hostname_override(spec: &Value, path: &FieldPath, report: &mut Report<'_>) {
    let Some(name) = spec["hostnameOverride"].as_str().filter(|_| report.version.at_least(35))
    else {
        return;
    };
    for (field, detail) in [
        ("setHostnameAsFQDN", "may not be specified when setHostnameAsFQDN is true"),
        ("hostNetwork", "may not be specified when hostNetwork is true"),
    ] {
        if spec[field].is_true() {
            report.forbidden(path, detail, "Keep one of the two.");
        }
    }
    if name.len() > 64 {
        report.too_long(path, "may not be more than 64 bytes", "Shorten the name.");
    }
    formed(name, names::subdomain(name), path, "Write a host's name.", report);
}

fn share_process_namespace(pod: Pod<'_>, report: &mut Report<'_>) {
    if pod.spec["shareProcessNamespace"].is_true() && pod.spec["hostPID"].is_true() {
        let detail = "ShareProcessNamespace and HostPID cannot both be enabled";
        let help = "Keep one of the two: the node's namespace is shared anyway.";
        report.invalid(&pod.path.child("shareProcessNamespace"), "true", detail, help);
    }
}

/// `validateHostUsers`; on since 1.33, and dropped in silence before.
fn host_users(pod: Pod<'_>, report: &mut Report<'_>) {
    if pod.spec["hostUsers"] != Value::Bool(false) || !report.version.at_least(33) {
        return;
    }
    let detail = "when `hostUsers` is false";
    let help = "Users of its own cannot be had together with this.";
    // Spelled as the server spells them.
    for (field, path) in
        [("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC")]
    {
        if pod.spec[field].is_true() {
            report.forbidden(&pod.path.child(path), detail, help);
        }
    }
    for list in ["initContainers", "containers", "ephemeralContainers"] {
        for (path, container) in items(&pod.spec[list], &pod.path.child(list)) {
            if !container["volumeDevices"].items().is_empty() && report.version.at_least(35) {
                report.forbidden(&path.child("volumeDevices"), detail, help);
            }
        }
    }
}
