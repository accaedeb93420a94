//! `ValidatePodSpec` beyond containers and volumes, and `ValidatePodCreate`.

use crate::{errors, refuses, specs_are, takes, with_spec};
use podline::content::examples;

#[test]
fn the_examples_are_taken() {
    for example in examples() {
        for minor in [33, 37] {
            let errors = errors(example.text, minor);
            assert_eq!(errors, [], "{} in 1.{minor}", example.id);
        }
    }
}

#[test]
fn network() {
    specs_are(&[
        ("dnsPolicy: Default", &[]),
        ("dnsPolicy: default", &["dnsPolicy: NotSupported"]),
        ("dnsPolicy: None", &["dnsConfig: Required"]),
        ("dnsPolicy: None, dnsConfig: {searches: [a.b]}", &["dnsConfig.nameservers: Required"]),
        ("dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.1, '::1']}", &[]),
        ("dnsConfig: {nameservers: [example.com]}", &["dnsConfig.nameservers[0]: Invalid"]),
        (
            "dnsConfig: {nameservers: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4]}",
            &["dnsConfig.nameservers: Invalid"],
        ),
        ("dnsConfig: {searches: [a..b]}", &["dnsConfig.searches[0]: Invalid"]),
        ("dnsConfig: {searches: [., _x.example.com.]}", &[]),
        ("dnsConfig: {options: [{value: x}]}", &["dnsConfig.options[0]: Required"]),
        ("hostAliases: [{ip: 127.0.0.1, hostnames: [a.b]}]", &[]),
        (
            "hostAliases: [{ip: 127.0.0, hostnames: [A]}]",
            &["hostAliases[0].ip: Invalid", "hostAliases[0].hostnames[0]: Invalid"],
        ),
        ("hostname: a.b", &["hostname: Invalid"]),
        ("subdomain: A", &["subdomain: Invalid"]),
        ("hostname: a, subdomain: b", &[]),
        ("hostnameOverride: a, setHostnameAsFQDN: true", &["hostnameOverride: Forbidden"]),
        ("shareProcessNamespace: true, hostPID: true", &["shareProcessNamespace: Invalid"]),
        ("shareProcessNamespace: false, hostPID: true", &[]),
        (
            "hostUsers: false, hostNetwork: true, hostPID: true",
            &["hostNetwork: Forbidden", "HostPID: Forbidden"],
        ),
        ("hostUsers: false", &[]),
    ]);
    takes(32, &with_spec("hostUsers: false, hostPID: true"));
}

#[test]
fn names_of_other_objects() {
    specs_are(&[
        ("serviceAccountName: A", &["serviceAccountName: Invalid"]),
        ("nodeName: a_b", &["nodeName: Invalid"]),
        ("priorityClassName: A", &["priorityClassName: Invalid"]),
        ("runtimeClassName: ''", &["runtimeClassName: Invalid"]),
        ("preemptionPolicy: Sometimes", &["preemptionPolicy: NotSupported"]),
        (
            "serviceAccountName: a.b, nodeName: node, priorityClassName: p, runtimeClassName: r, preemptionPolicy: Never",
            &[],
        ),
        ("imagePullSecrets: [{}]", &[]),
    ]);
}

#[test]
fn scheduling() {
    specs_are(&[
        ("nodeSelector: {kubernetes.io/os: linux}", &[]),
        ("nodeSelector: {'a b': x}", &["nodeSelector: Invalid"]),
        ("nodeSelector: {a: 'x y'}", &["nodeSelector: Invalid"]),
        (
            "tolerations: [{operator: Exists}, {key: a, value: b, effect: NoExecute, tolerationSeconds: 1}]",
            &[],
        ),
        ("tolerations: [{value: b}]", &["tolerations[0].operator: Invalid"]),
        (
            "tolerations: [{key: a, operator: Exists, value: b}]",
            &["tolerations[0].operator: Invalid"],
        ),
        ("tolerations: [{key: a, operator: Like}]", &["tolerations[0].operator: NotSupported"]),
        ("tolerations: [{key: a, effect: Never}]", &["tolerations[0].effect: NotSupported"]),
        (
            "tolerations: [{key: a, effect: NoSchedule, tolerationSeconds: 1}]",
            &["tolerations[0].effect: Invalid"],
        ),
        ("readinessGates: [{conditionType: example.com/a}]", &[]),
        ("readinessGates: [{}]", &["readinessGates[0].conditionType: Invalid"]),
        ("schedulingGates: [{name: example.com/a}]", &[]),
        ("schedulingGates: [{name: a}, {name: a}]", &["schedulingGates[1]: Duplicate"]),
        ("schedulingGates: [{name: a}], nodeName: node", &["nodeName: Forbidden"]),
    ]);
}

#[test]
fn affinity() {
    let required = "requiredDuringSchedulingIgnoredDuringExecution";
    let preferred = "preferredDuringSchedulingIgnoredDuringExecution";
    let node = |terms: &str| {
        format!("affinity: {{nodeAffinity: {{{required}: {{nodeSelectorTerms: [{terms}]}}}}}}")
    };
    let at = format!("affinity.nodeAffinity.{required}.nodeSelectorTerms");
    let rule = |rule: &str| node(&format!("{{matchExpressions: [{rule}]}}"));
    let rule_at = format!("{at}[0].matchExpressions[0]");
    for (fields, expected) in [
        (rule("{key: a, operator: In, values: [b]}"), String::new()),
        (node(""), format!("{at}: Required")),
        (rule("{key: a, operator: In}"), format!("{rule_at}.values: Required")),
        (rule("{key: a, operator: Exists, values: [b]}"), format!("{rule_at}.values: Forbidden")),
        (rule("{key: a, operator: Gt, values: ['1', '2']}"), format!("{rule_at}.values: Required")),
        (rule("{key: a}"), format!("{rule_at}.operator: Invalid")),
        (rule("{operator: Exists}"), format!("{rule_at}.key: Invalid")),
        (rule("{key: a, operator: In, values: ['b c']}"), format!("{rule_at}.values[0]: Invalid")),
        (
            format!(
                "affinity: {{nodeAffinity: {{{preferred}: [{{weight: 101, preference: {{}}}}]}}}}"
            ),
            format!("affinity.nodeAffinity.{preferred}[0].weight: Invalid"),
        ),
        (
            format!(
                "affinity: {{podAntiAffinity: {{{required}: [{{topologyKey: kubernetes.io/hostname, labelSelector: {{matchLabels: {{a: b}}}}}}]}}}}"
            ),
            String::new(),
        ),
        (
            format!("affinity: {{podAffinity: {{{required}: [{{labelSelector: {{}}}}]}}}}"),
            format!("affinity.podAffinity.{required}[0].topologyKey: Required"),
        ),
        (
            format!(
                "affinity: {{podAffinity: {{{preferred}: [{{weight: 1, podAffinityTerm: {{topologyKey: a, labelSelector: {{matchExpressions: [{{key: a, operator: Gt}}]}}}}}}]}}}}"
            ),
            format!(
                "affinity.podAffinity.{preferred}[0].podAffinityTerm.labelSelector.matchExpressions[0].operator: Invalid"
            ),
        ),
        (
            format!(
                "affinity: {{podAffinity: {{{required}: [{{topologyKey: a, matchLabelKeys: [b]}}]}}}}"
            ),
            format!("affinity.podAffinity.{required}[0].matchLabelKeys: Forbidden"),
        ),
    ] {
        let expected = if expected.is_empty() { vec![] } else { vec![expected.as_str()] };
        refuses(37, &with_spec(&fields), &expected);
    }
}

#[test]
fn spread() {
    let one = "{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {a: b}}}";
    let with =
        |from: &str, to: &str| format!("topologySpreadConstraints: [{}]", one.replace(from, to));
    for (fields, expected) in [
        (with("", ""), ""),
        (with("maxSkew: 1", "maxSkew: 0"), "maxSkew: Invalid"),
        (with("topologyKey: zone, ", ""), "topologyKey: Required"),
        (with("DoNotSchedule", "Never"), "whenUnsatisfiable: NotSupported"),
        (with("maxSkew: 1", "maxSkew: 1, minDomains: 0"), "minDomains: Invalid"),
        (with("maxSkew: 1", "maxSkew: 1, nodeTaintsPolicy: No"), "nodeTaintsPolicy: NotSupported"),
        (with("maxSkew: 1", "maxSkew: 1, matchLabelKeys: [a]"), "matchLabelKeys[0]: Invalid"),
        (
            with("", "").replace(']', &format!(", {one}]")),
            "{topologyKey, whenUnsatisfiable}: Duplicate",
        ),
    ] {
        let fields = fields.replace(": No,", ": 'No',");
        let path = format!("topologySpreadConstraints[0].{expected}");
        let expected = if expected.is_empty() { vec![] } else { vec![path.as_str()] };
        refuses(37, &with_spec(&fields), &expected);
    }
}

#[test]
fn security() {
    let app = |context: &str| {
        format!("{{containers: [{{name: a, image: 'a:1', securityContext: {context}}}]}}")
    };
    for (context, expected) in [
        ("{runAsUser: 0, seccompProfile: {type: RuntimeDefault}}", ""),
        ("{runAsUser: -1}", ".runAsUser: Invalid"),
        ("{procMount: Unmasked}", ".procMount: Invalid"),
        ("{procMount: Other}", ".procMount: NotSupported"),
        ("{seccompProfile: {type: Other}}", ".seccompProfile.type: NotSupported"),
        ("{seccompProfile: {type: Localhost}}", ".seccompProfile.localhostProfile: Required"),
        (
            "{seccompProfile: {type: Localhost, localhostProfile: /a}}",
            ".seccompProfile.localhostProfile: Invalid",
        ),
        (
            "{appArmorProfile: {type: Unconfined, localhostProfile: a}}",
            ".appArmorProfile.localhostProfile: Invalid",
        ),
        ("{allowPrivilegeEscalation: false, privileged: true}", ": Invalid"),
        ("{allowPrivilegeEscalation: false, capabilities: {add: [CAP_SYS_ADMIN]}}", ": Invalid"),
        ("{allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}", ""),
    ] {
        let path = format!("containers[0].securityContext{expected}");
        let expected = if expected.is_empty() { vec![] } else { vec![path.as_str()] };
        refuses(37, &app(context), &expected);
    }
    specs_are(&[
        (
            "securityContext: {fsGroup: 1, supplementalGroups: [1, -1]}",
            &["securityContext.supplementalGroups[1]: Invalid"],
        ),
        (
            "securityContext: {fsGroupChangePolicy: Never}",
            &["securityContext.fsGroupChangePolicy: NotSupported"],
        ),
        ("securityContext: {sysctls: [{name: net.core.somaxconn, value: '1'}]}", &[]),
        (
            "securityContext: {sysctls: [{name: a..b, value: '1'}]}",
            &["securityContext.sysctls[0].name: Invalid"],
        ),
        (
            "hostNetwork: true, securityContext: {sysctls: [{name: net.core.somaxconn, value: '1'}]}",
            &["securityContext.sysctls[0].name: Invalid"],
        ),
    ]);
}

#[test]
fn systems() {
    specs_are(&[
        ("os: {name: linux}", &[]),
        ("os: {name: beos}", &["os: NotSupported"]),
        (
            "os: {name: windows}, hostPID: true, securityContext: {runAsUser: 1}",
            &["hostPID: Forbidden", "securityContext.runAsUser: Forbidden"],
        ),
        (
            "os: {name: linux}, securityContext: {windowsOptions: {}}",
            &["securityContext.windowsOptions: Forbidden"],
        ),
        ("securityContext: {windowsOptions: {hostProcess: true}}", &["hostNetwork: Invalid"]),
    ]);
}

#[test]
fn ephemeral_containers() {
    let with = |fields: &str| {
        with_spec(&format!("ephemeralContainers: [{{name: debug, image: 'a:1'{fields}}}]"))
    };
    let create = "ephemeralContainers: Forbidden";
    refuses(37, &with(""), &[create]);
    refuses(37, &with(", ports: []"), &[create]);
    refuses(
        37,
        &with(", ports: [{containerPort: 1}], targetContainerName: x"),
        &[
            create,
            "ephemeralContainers[0].ports: Forbidden",
            "ephemeralContainers[0].targetContainerName: NotFound",
        ],
    );
    let same = with("").replace("debug", "app");
    refuses(37, &same, &[create, "ephemeralContainers[0].name: Duplicate"]);
}

#[test]
fn labels_and_annotations() {
    let pod = |metadata: &str| {
        format!(
            "{{apiVersion: v1, kind: Pod, metadata: {{name: p, {metadata}}}, spec: {{containers: [{{name: a, image: 'a:1'}}]}}}}"
        )
    };
    for (metadata, expected) in [
        ("labels: {a: b, example.com/c: ''}", &[][..]),
        ("labels: {'a b': c}", &["metadata.labels"]),
        ("labels: {a: 'b c'}", &["metadata.labels"]),
        ("annotations: {Example.com/A: 'any text'}", &[]),
        ("annotations: {'a b': c}", &["metadata.annotations"]),
    ] {
        let errors = errors(&pod(metadata), 37);
        let paths: Vec<&str> = errors.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(paths, expected, "{metadata}");
    }
}
