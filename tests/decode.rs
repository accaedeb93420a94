//! YAML and JSON are read as kubectl and the API server read them: YAML 1.1 by goyaml.v2, turned
//! into JSON by sigs.k8s.io/yaml without a look at the types, then decoded strictly by Go.
//!
//! Sources: kubernetes-sigs/yaml `goyaml.v2/resolve.go`, `goyaml.v2/decode.go`, `yaml.go`;
//! apimachinery `pkg/util/yaml/decoder.go`, `pkg/api/resource/quantity.go`, `pkg/util/intstr`.

use podline::manifest::{Manifest, Severity, parse};
use podline::model::{Pod, Version, lower};
use std::fmt::Write as _;

/// What is wrong with `text`, errors and warnings as messages, and its first Pod.
fn read(text: &str) -> (Vec<String>, Option<Pod>) {
    let manifest = parse(text);
    (told(&manifest), first_pod(&manifest))
}

fn told(manifest: &Manifest) -> Vec<String> {
    let told = manifest.problems.iter().filter(|problem| problem.severity != Severity::Note);
    told.map(|problem| problem.message.clone()).collect()
}

fn first_pod(manifest: &Manifest) -> Option<Pod> {
    manifest.objects.iter().find_map(|object| lower(object, Version::NEWEST).pod)
}

/// A Pod whose container has `fields` in a flow mapping.
fn container(fields: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n  - {{name: a, image: 'a:1', {fields}}}\n"
    )
}

/// A Pod with `lines` below `spec`.
fn spec(lines: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers: [{{name: a, image: 'a:1'}}]\n  {lines}\n"
    )
}

/// A Pod with `entries` below `metadata.labels`.
fn labels(entries: &str) -> String {
    let entries = entries.replace('\n', "\n    ");
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  labels:\n    {entries}\nspec: {{containers: [{{name: a, image: 'a:1'}}]}}\n"
    )
}

const STRING: &str = "into Go struct field EnvVar.spec.containers.env.value of type string";

#[test]
fn a_text_is_what_yaml_1_1_takes_for_one() {
    let mut wrong = Vec::new();
    for (written, expected) in [
        // Booleans, in the cases that are listed and in no other.
        ("y", Err("bool")),
        ("Y", Err("bool")),
        ("n", Err("bool")),
        ("yes", Err("bool")),
        ("Yes", Err("bool")),
        ("YES", Err("bool")),
        ("yEs", Ok("yEs")),
        ("no", Err("bool")),
        ("on", Err("bool")),
        ("OFF", Err("bool")),
        ("oFF", Ok("oFF")),
        ("true", Err("bool")),
        ("TRUE", Err("bool")),
        ("tRUE", Ok("tRUE")),
        ("t", Ok("t")),
        ("'yes'", Ok("yes")),
        ("\"no\"", Ok("no")),
        // A null is as good as nothing.
        ("", Ok("")),
        ("~", Ok("")),
        ("null", Ok("")),
        ("Null", Ok("")),
        ("nULL", Ok("nULL")),
        ("'null'", Ok("null")),
        // Whole numbers.
        ("8080", Err("number")),
        ("-1", Err("number")),
        ("+1", Err("number")),
        ("0644", Err("number")),
        ("0o644", Err("number")),
        ("0O17", Err("number")),
        ("08", Err("number")),
        ("0o8", Ok("0o8")),
        ("0x1F", Err("number")),
        ("+0x1f", Err("number")),
        ("0xg", Ok("0xg")),
        ("0b101", Err("number")),
        ("0b102", Ok("0b102")),
        ("1_000", Err("number")),
        ("1_", Err("number")),
        ("_1", Ok("_1")),
        ("9223372036854775808", Err("number")),
        ("99999999999999999999999", Err("number")),
        ("1,000", Ok("1,000")),
        // Fractions.
        ("1.5", Err("number")),
        ("1.", Err("number")),
        (".5", Err("number")),
        ("1e3", Err("number")),
        ("1E-3", Err("number")),
        // Beyond 64 bits Go reads no number.
        ("1e308", Err("number")),
        ("1e400", Ok("1e400")),
        ("-1e400", Ok("-1e400")),
        ("1e-400", Err("number")),
        ("1e", Ok("1e")),
        (".", Ok(".")),
        ("1.2.3", Ok("1.2.3")),
        // No base 60, no times.
        ("1:30", Ok("1:30")),
        ("22:22", Ok("22:22")),
        ("190:20:30", Ok("190:20:30")),
        ("2026-01-31", Ok("2026-01-31")),
        ("2026-01-31T12:00:00Z", Ok("2026-01-31T12:00:00Z")),
        ("2026-01-31 12:00:00", Ok("2026-01-31 12:00:00")),
        ("12h", Ok("12h")),
        // Tags.
        ("!!str 8080", Ok("8080")),
        ("!!str yes", Ok("yes")),
        ("!!int \"8080\"", Err("number")),
        ("=", Ok("=")),
        ("<<", Ok("<<")),
    ] {
        // `1,000` would be two items of a flow mapping.
        let text = format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n  - name: a\n    image: a:1\n    env:\n    - name: X\n      value: {written}\n"
        );
        let (told, pod) = read(&text);
        let value = pod.map(|pod| pod.containers()[0].env[0].value.clone());
        let as_expected = match expected {
            Ok(text) => told.is_empty() && value.as_deref() == Some(text),
            Err(found) => told == [format!("json: cannot unmarshal {found} {STRING}")],
        };
        if !as_expected {
            wrong.push(format!("{written:?}: {told:?} {value:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_number_is_a_number_of_json() {
    let port =
        "into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32";
    let mut wrong = Vec::new();
    for (written, expected) in [
        ("80", Ok(80)),
        ("80.0", Ok(80)),
        ("8e1", Ok(80)),
        (".8e2", Ok(80)),
        ("0x50", Ok(80)),
        ("0120", Ok(80)),
        ("0o120", Ok(80)),
        ("0b1010000", Ok(80)),
        ("8_0", Ok(80)),
        ("+80", Ok(80)),
        ("080", Ok(80)),
        ("80.5", Err("number 80.5")),
        ("3000000000", Err("number 3000000000")),
        ("0x1FFFFFFFF", Err("number 8589934591")),
        ("'80'", Err("string")),
        ("80s", Err("string")),
        ("22:22", Err("string")),
        ("yes", Err("bool")),
        ("[80]", Err("array")),
        ("{a: 80}", Err("object")),
    ] {
        let (told, pod) = read(&container(&format!("ports: [{{containerPort: {written}}}]")));
        let ports = pod.map(|pod| pod.containers()[0].ports.clone()).unwrap_or_default();
        let value = ports.first().map(|port| port.container_port);
        let as_expected = match expected {
            Ok(number) => told.is_empty() && value == Some(number),
            Err(found) => told == [format!("json: cannot unmarshal {found} {port}")],
        };
        if !as_expected {
            wrong.push(format!("{written}: {told:?} {value:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_number_of_64_bits_may_be_large() {
    let grace = "into Go struct field PodSpec.spec.terminationGracePeriodSeconds of type int64";
    for (written, expected) in [
        ("10000000000", vec![]),
        ("1e10", vec![]),
        ("10000000000.0", vec![]),
        ("~", vec![]),
        ("1.5", vec![format!("json: cannot unmarshal number 1.5 {grace}")]),
        (
            "9223372036854775808",
            vec![format!("json: cannot unmarshal number 9223372036854775808 {grace}")],
        ),
        ("'30'", vec![format!("json: cannot unmarshal string {grace}")]),
        ("30s", vec![format!("json: cannot unmarshal string {grace}")]),
    ] {
        let (told, _) = read(&spec(&format!("terminationGracePeriodSeconds: {written}")));
        assert_eq!(told, expected, "{written}");
    }
}

#[test]
fn a_boolean_has_many_spellings_and_no_quotes() {
    let field = "into Go struct field PodSpec.spec.hostNetwork of type bool";
    for (written, expected) in [
        ("true", Ok(true)),
        ("Yes", Ok(true)),
        ("on", Ok(true)),
        ("y", Ok(true)),
        ("N", Ok(false)),
        ("off", Ok(false)),
        ("", Ok(false)),
        ("!!bool on", Ok(true)),
        ("'true'", Err("string")),
        ("tRue", Err("string")),
        ("1", Err("number")),
        ("0", Err("number")),
        ("[]", Err("array")),
    ] {
        let (told, pod) = read(&spec(&format!("hostNetwork: {written}")));
        match expected {
            Ok(value) => {
                assert!(told.is_empty(), "{written}: {told:?}");
                assert_eq!(pod.map(|pod| pod.host_network), Some(value), "{written}");
            }
            Err(found) => {
                assert_eq!(told, [format!("json: cannot unmarshal {found} {field}")], "{written}");
            }
        }
    }
}

#[test]
fn an_amount_is_a_number_or_a_text() {
    const FORMAT: &str = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    let mut wrong = Vec::new();
    for (written, expected) in [
        ("0.5", Ok("500m")),
        ("1", Ok("1")),
        ("1e3", Ok("1e3")),
        ("1_000", Ok("1000")),
        ("0x10", Ok("16")),
        ("010", Ok("8")),
        ("1Gi", Ok("1Gi")),
        ("'2'", Ok("2")),
        ("' 500m '", Ok("500m")),
        (".5", Ok("500m")),
        ("1.", Ok("1")),
        ("+1", Ok("1")),
        ("true", Err(FORMAT)),
        ("[]", Err(FORMAT)),
        ("{}", Err(FORMAT)),
        ("''", Err(FORMAT)),
        ("1 Gi", Err(FORMAT)),
        ("1GB", Err(FORMAT)),
        ("0.5.1", Err(FORMAT)),
        ("1gi", Err(FORMAT)),
        ("100mi", Err("unable to parse quantity's suffix")),
        ("1K", Err("unable to parse quantity's suffix")),
    ] {
        let (told, pod) =
            read(&container(&format!("resources: {{requests: {{memory: {written}}}}}")));
        let requests = pod.map(|pod| pod.containers()[0].resources.requests.clone());
        let value = requests.and_then(|requests| Some(requests.get("memory")?.to_string()));
        let same = |text: &str| {
            let amount = |text: &str| podline::model::Quantity::parse(text).ok();
            value.as_deref().and_then(amount) == amount(text)
        };
        let as_expected = match expected {
            Ok(text) => told.is_empty() && same(text),
            Err(message) => told == [message],
        };
        if !as_expected {
            wrong.push(format!("{written}: {told:?} {value:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_port_is_a_number_or_a_name() {
    let field = "into Go struct field HTTPGetAction.spec.containers.livenessProbe.httpGet.port of type int32";
    for (written, expected) in [
        ("8080", vec![]),
        ("8080.0", vec![]),
        ("0x1F90", vec![]),
        ("http", vec![]),
        ("'8080'", vec![]),
        ("1:30", vec![]),
        ("80.5", vec![format!("json: cannot unmarshal number 80.5 {field}")]),
        ("80.50", vec![format!("json: cannot unmarshal number 80.5 {field}")]),
        ("3000000000", vec![format!("json: cannot unmarshal number 3000000000 {field}")]),
        ("yes", vec![format!("json: cannot unmarshal bool {field}")]),
        ("[80]", vec![format!("json: cannot unmarshal array {field}")]),
    ] {
        let (told, _) =
            read(&container(&format!("livenessProbe: {{httpGet: {{port: {written}}}}}")));
        assert_eq!(told, expected, "{written}");
    }
}

#[test]
fn infinity_and_no_number_are_no_numbers_of_json() {
    for (written, found) in
        [(".inf", "+Inf"), ("+.Inf", "+Inf"), ("-.INF", "-Inf"), (".nan", "NaN"), (".NaN", "NaN")]
    {
        for text in [
            container(&format!("env: [{{name: X, value: {written}}}]")),
            container(&format!("ports: [{{containerPort: {written}}}]")),
            container(&format!("resources: {{limits: {{cpu: {written}}}}}")),
            spec(&format!("hostNetwork: {written}")),
        ] {
            assert_eq!(read(&text).0, [format!("json: unsupported value: {found}")], "{text}");
        }
    }
}

#[test]
fn what_stands_below_the_end_of_a_document_is_not_read() {
    let pod = spec("restartPolicy: Never");
    let told_of = "kubectl reads nothing below `...`";
    for (rest, expected) in [
        ("", None),
        ("# nothing\n\n...\n", None),
        (pod.as_str(), Some(told_of)),
        ("a: [\n", Some(told_of)),
        ("words\n---\na: [", Some(told_of)),
    ] {
        let manifest = parse(&format!("{pod}... # the end\n{rest}"));
        assert_eq!(manifest.objects.len(), 1, "{rest}");
        let found = told(&manifest);
        assert_eq!(found.first().map(String::as_str), expected, "{rest}");
    }
    let again = parse(&format!("{pod}...\n---\n{pod}"));
    assert_eq!((again.objects.len(), told(&again)), (2, Vec::new()));
}

#[test]
fn a_time_is_text() {
    let meta = |value: &str| {
        spec("restartPolicy: Never")
            .replace("{name: p}", &format!("{{name: p, creationTimestamp: {value}}}"))
    };
    for (value, expected) in [
        ("null", None),
        ("\"2026-01-31T12:00:00Z\"", None),
        ("2026-01-31T12:00:00Z", None),
        ("2026", Some("json: cannot unmarshal number into Go value of type string")),
        ("true", Some("json: cannot unmarshal bool into Go value of type string")),
        ("[]", Some("json: cannot unmarshal array into Go value of type string")),
    ] {
        assert_eq!(read(&meta(value)).0.first().map(String::as_str), expected, "{value}");
    }
}

#[test]
fn keys_become_text() {
    for (entries, expected) in [
        ("1: x", vec![("1", "x")]),
        ("0x10: x", vec![("16", "x")]),
        ("010: x", vec![("8", "x")]),
        ("1_000: x", vec![("1000", "x")]),
        ("1.50: x", vec![("1.5", "x")]),
        ("2.0: x", vec![("2", "x")]),
        ("true: x", vec![("true", "x")]),
        ("yes: x", vec![("true", "x")]),
        ("off: x", vec![("false", "x")]),
        ("'yes': x", vec![("yes", "x")]),
        ("\"1.50\": x", vec![("1.50", "x")]),
        ("2026-01-31: x", vec![("2026-01-31", "x")]),
        ("? long\n: x", vec![("long", "x")]),
        ("a: &k b\n*k : x", vec![("a", "b"), ("b", "x")]),
        ("a: null", vec![("a", "")]),
        ("\"<<\": x", vec![("<<", "x")]),
    ] {
        let (told, pod) = read(&labels(entries));
        assert_eq!(told, [""; 0], "{entries}");
        let pod = pod.unwrap_or_else(|| panic!("no Pod of {entries}"));
        let labels: Vec<_> =
            pod.labels.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(labels, expected, "{entries}");
    }
    for entries in ["~: x", "null: x", "[a]: x", "{a: b}: x", ": x"] {
        assert_eq!(read(&labels(entries)).0, ["invalid map key: a key must be text"], "{entries}");
    }
}

#[test]
fn what_is_merged_is_set_in_the_order_of_the_text() {
    let anchors = "metadata:\n  name: p\n  annotations: &one {a: one, b: one}\n  labels:";
    for (lines, expected, is_told) in [
        ("<<: *one\na: own", "a=own b=one", false),
        // goyaml.v2 sets every key as it comes; only later versions let the own ones win.
        ("a: own\n<<: *one", "a=one b=one", true),
        ("<<: [*one, {b: two, c: two}]", "a=one b=one c=two", false),
        ("<<: [{b: two, c: two}, *one]", "a=one b=two c=two", false),
        ("<<: {a: in, c: in}\nb: own", "a=in b=own c=in", false),
        ("<<: *one\n<<: {b: two}", "a=one b=two", false),
        ("<<: []\na: own", "a=own", false),
    ] {
        let lines = lines.replace('\n', "\n    ");
        let text = format!(
            "apiVersion: v1\nkind: Pod\n{anchors}\n    {lines}\nspec: {{containers: [{{name: a, image: 'a:1'}}]}}\n"
        );
        let (told, pod) = read(&text);
        let labels = pod.map(|pod| pod.labels).unwrap_or_default();
        let labels: Vec<_> = labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
        assert_eq!(labels.join(" "), expected, "{text}");
        let expected: &[&str] =
            if is_told { &["duplicate field \"metadata.labels.a\""] } else { &[] };
        assert_eq!(told, expected, "{text}");
    }
    for value in ["text", "5", "[*one, text]", "~"] {
        let text = format!(
            "apiVersion: v1\nkind: Pod\n{anchors}\n    <<: {value}\nspec: {{containers: [{{name: a, image: 'a:1'}}]}}\n"
        );
        assert_eq!(
            read(&text).0,
            ["map merge requires map or sequence of maps as the value"],
            "{value}"
        );
    }
}

#[test]
fn anchors_that_make_no_document() {
    for (text, expected) in [
        ("a: &a [*a]", "anchor 'a' value contains itself"),
        ("a: &a {b: {c: *a}}", "anchor 'a' value contains itself"),
        ("a: *b", "unknown anchor 'b' referenced"),
        ("a: *b\nb: &b 1", "unknown anchor 'b' referenced"),
    ] {
        let text = format!("apiVersion: v1\nkind: Pod\n{text}\n");
        assert_eq!(read(&text).0, [expected], "{text}");
    }
    let mut bomb = "apiVersion: v1\nkind: Pod\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let items = vec![format!("*a{}", level - 1); 9].join(", ");
        let _ = writeln!(bomb, "a{level}: &a{level} [{items}]");
    }
    assert_eq!(read(&bomb).0, ["document contains excessive aliasing"]);
}

#[test]
fn lines_between_documents() {
    let pod = spec("restartPolicy: Never");
    for (between, documents, expected) in [
        ("---\n", 2, None),
        ("--- # the next one\n", 2, None),
        ("---   \t\n", 2, None),
        ("---\n---\n# nothing\n---\n\n", 2, None),
        ("---\r\n", 2, None),
        ("...\n---\n", 2, None),
        ("# --- \n---\n", 2, None),
        ("---- \n", 2, Some("invalid Yaml document separator: -")),
        ("---#\n", 2, None),
    ] {
        let text = format!("{pod}{between}{pod}");
        let manifest = parse(&text);
        assert_eq!(manifest.objects.len(), documents, "{text}");
        assert_eq!(told(&manifest), expected.into_iter().collect::<Vec<_>>(), "{text}");
    }
    let directive = format!("%YAML 1.1\n---\n{pod}");
    assert_eq!(read(&directive).0, ["did not find expected <document start>"]);
    assert!(read(&directive).1.is_some(), "what was meant is plain");
    let inline = "--- {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: 'a:1'}]}}\n";
    assert!(read(inline).0[0].starts_with("invalid Yaml document separator: {apiVersion"));
}

#[test]
fn characters_that_are_not_allowed() {
    let tab = "found character that cannot start any token: a tab";
    let control = "control characters are not allowed";
    for (text, expected) in [
        ("spec:\n\tcontainers: []", tab),
        ("spec:\n  containers:\n  -\tname: a", tab),
        ("spec:\n  containers:\n  - name: a\n\t image: b", tab),
        ("a: \u{0}", control),
        ("a: \u{7f}", control),
        ("a: \u{1b}[0m", control),
        ("a: 'b\u{8}'", control),
        ("# a comment with \u{1}", control),
        ("a: b\u{feff}c", "a byte order mark must not appear inside a document"),
    ] {
        let text = format!("apiVersion: v1\nkind: Pod\n{text}\n");
        assert_eq!(read(&text).0, [expected], "{text:?}");
    }
    // Behind a value, between tokens and on blank lines a tab is a blank.
    let text = "apiVersion: v1\nkind: Pod\t# tab\nmetadata: {name:\tp}\t\nspec:\n  \t\n  containers:\n  - name:\ta\n    image: a:1\n\t\n";
    assert_eq!(read(text).0, [""; 0]);
    assert!(read(text).1.is_some());
}

#[test]
fn every_line_end_is_one() {
    let text = spec("restartPolicy: Never\n  # done");
    for end in ["\r\n", "\r"] {
        let (told, pod) = read(&text.replace('\n', end));
        assert_eq!(told, [""; 0], "{end:?}");
        assert_eq!(pod, read(&text).1, "{end:?}");
    }
}

#[test]
fn json_is_read_as_json_and_then_as_yaml() {
    let pod = |extra: &str| {
        format!(
            "{{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {{\"name\": \"p\"}}, \"spec\": {{\"containers\": [{{\"name\": \"a\", \"image\": \"a:1\"{extra}}}]}}}}"
        )
    };
    let value = |text: &str| {
        let (told, pod) = read(text);
        (told, pod.and_then(|pod| Some(pod.containers()[0].env.first()?.value.clone())))
    };
    for (written, expected) in [
        ("\"\\u00e9\"", "é"),
        ("\"\\ud83d\\ude00\"", "😀"),
        ("\"a\\/b\"", "a/b"),
        ("\"a\\tb\\n\"", "a\tb\n"),
        ("\"yes\"", "yes"),
    ] {
        let text = pod(&format!(", \"env\": [{{\"name\": \"X\", \"value\": {written}}}]"));
        assert_eq!(value(&text), (vec![], Some(expected.to_owned())), "{text}");
    }
    // No JSON, but YAML all the same.
    for text in [
        pod(",").replace("\"}}", "\"}}, "),
        pod(", # a comment\n"),
        pod("").replace('"', "'"),
        pod("").replace("{\"name\": \"p\"}", "{name: p,}"),
    ] {
        assert_eq!(read(&text).0, [""; 0], "{text}");
    }
    let twice = pod(", \"image\": \"b:2\"");
    let (told, read_pod) = read(&twice);
    assert_eq!(told, ["duplicate field \"spec.containers[0].image\""]);
    assert_eq!(read_pod.map(|pod| pod.containers()[0].image.clone()).as_deref(), Some("b:2"));
    assert_eq!(read(&pod("").replace("\"a\", ", "\"a\" ")).0.len(), 1, "a comma is missing");
}

#[test]
fn what_has_the_wrong_shape_is_told_in_gos_words() {
    let at =
        |type_name: &str, path: &str| format!("into Go struct field {type_name}.{path} of type");
    for (lines, expected) in [
        (
            "metadata: {name: p, labels: [a]}",
            format!("array {} map[string]string", at("ObjectMeta", "metadata.labels")),
        ),
        (
            "metadata: {name: p, labels: {a: 1}}",
            format!("number {} string", at("ObjectMeta", "metadata.labels")),
        ),
        ("metadata: {name: 7}", format!("number {} string", at("ObjectMeta", "metadata.name"))),
        (
            "metadata: {name: p, labels: text}",
            format!("string {} map[string]string", at("ObjectMeta", "metadata.labels")),
        ),
        ("metadata: p", format!("string {} v1.ObjectMeta", at("Pod", "metadata"))),
    ] {
        let text = format!(
            "apiVersion: v1\nkind: Pod\n{lines}\nspec: {{containers: [{{name: a, image: 'a:1'}}]}}\n"
        );
        assert_eq!(read(&text).0, [format!("json: cannot unmarshal {expected}")], "{lines}");
    }
    for (fields, expected) in [
        ("command: sh", format!("string {} []string", at("Container", "spec.containers.command"))),
        (
            "command: {a: b}",
            format!("object {} []string", at("Container", "spec.containers.command")),
        ),
        ("args: [[a]]", format!("array {} string", at("Container", "spec.containers.args"))),
        (
            "ports: 80",
            format!("number {} []v1.ContainerPort", at("Container", "spec.containers.ports")),
        ),
        (
            "ports: [80]",
            format!("number {} v1.ContainerPort", at("Container", "spec.containers.ports")),
        ),
        ("env: {A: b}", format!("object {} []v1.EnvVar", at("Container", "spec.containers.env"))),
        (
            "resources: []",
            format!(
                "array {} v1.ResourceRequirements",
                at("Container", "spec.containers.resources")
            ),
        ),
        (
            "resources: {limits: 5}",
            format!(
                "number {} v1.ResourceList",
                at("ResourceRequirements", "spec.containers.resources.limits")
            ),
        ),
        ("stdin: 'yes'", format!("string {} bool", at("Container", "spec.containers.stdin"))),
    ] {
        let told = read(&container(fields)).0;
        assert_eq!(told, [format!("json: cannot unmarshal {expected}")], "{fields}");
    }
    for (fields, expected) in [
        ("Command: [sh]", "unknown field \"spec.containers[0].Command\""),
        ("imagepullpolicy: Always", "unknown field \"spec.containers[0].imagepullpolicy\""),
        ("env: [{nam: A}]", "unknown field \"spec.containers[0].env[0].nam\""),
    ] {
        assert!(read(&container(fields)).0.contains(&expected.to_owned()), "{fields}");
    }
}
