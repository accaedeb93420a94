//! From checked values to the lifecycle's own fields, field by field.
//!
//! By hand: the values have been checked against the schema, so nothing can fail here, and
//! deserialisers with their errors would be a tenth of the page.

use super::Quantity;
use super::fields::{
    Action, Amounts, Container, Entry, ExitCodes, Handler, Lifecycle, Metadata, PodSpec, Port,
    Resources, RestartRule,
};
use super::value::Value;
use std::collections::BTreeMap;

/// `metadata`.
pub(super) fn metadata(value: &Value) -> Metadata {
    Metadata {
        name: value["name"].text(),
        generate_name: value["generateName"].text(),
        namespace: value["namespace"].text(),
    }
}

/// A map of texts, by key, as the API server keeps it.
pub(super) fn texts_by_key(value: &Value) -> Vec<(String, String)> {
    let mut texts = BTreeMap::new();
    for (key, value) in value.entries() {
        texts.insert(key.clone(), value.text());
    }
    texts.into_iter().collect()
}

/// `spec` of a Pod, but for its volumes.
pub(super) fn pod_spec(value: &Value) -> PodSpec {
    PodSpec {
        init_containers: value["initContainers"].each(container),
        containers: value["containers"].each(container),
        volumes: Vec::new(),
        resources: resources(&value["resources"]),
        overhead: amounts(&value["overhead"]),
        priority_class_name: value["priorityClassName"].text(),
        restart_policy: value["restartPolicy"].optional_text(),
        termination_grace_period_seconds: value["terminationGracePeriodSeconds"].as_i64(),
        active_deadline_seconds: value["activeDeadlineSeconds"].as_i64(),
        host_network: value["hostNetwork"].is_true(),
        share_process_namespace: value["shareProcessNamespace"].is_true(),
        scheduling_gates: value["schedulingGates"].each(entry),
        readiness_gates: value["readinessGates"].each(entry),
        ephemeral_containers: value["ephemeralContainers"].each(entry),
    }
}

fn container(value: &Value) -> Container {
    Container {
        name: value["name"].text(),
        image: value["image"].text(),
        image_pull_policy: value["imagePullPolicy"].optional_text(),
        command: value["command"].texts(),
        args: value["args"].texts(),
        env: value["env"].each(entry),
        stdin: value["stdin"].is_true() || value["tty"].is_true(),
        env_from: !value["envFrom"].items().is_empty(),
        ports: value["ports"].each(entry),
        volume_mounts: value["volumeMounts"].each(entry),
        volume_devices: value["volumeDevices"].each(entry),
        resources: resources(&value["resources"]),
        startup_probe: value["startupProbe"].fields(handler),
        liveness_probe: value["livenessProbe"].fields(handler),
        readiness_probe: value["readinessProbe"].fields(handler),
        lifecycle: value["lifecycle"].fields(lifecycle),
        restart_policy: value["restartPolicy"].optional_text(),
        restart_policy_rules: value["restartPolicyRules"].each(restart_rule),
    }
}

fn resources(value: &Value) -> Resources {
    Resources { requests: amounts(&value["requests"]), limits: amounts(&value["limits"]) }
}

/// Amounts by resource; what is no amount is left out.
fn amounts(value: &Value) -> Amounts {
    let amount = |(name, amount): &(String, Value)| Some((name.clone(), quantity(amount)?));
    value.entries().iter().filter_map(amount).collect()
}

/// An amount, if it is one.
pub(super) fn quantity(value: &Value) -> Option<Quantity> {
    Quantity::parse(value.as_str()?).ok()
}

fn restart_rule(value: &Value) -> RestartRule {
    RestartRule {
        action: value["action"].text(),
        exit_codes: value["exitCodes"].fields(|value| ExitCodes {
            operator: value["operator"].text(),
            values: exit_codes(&value["values"]),
        }),
    }
}

/// The exit codes of a list.
pub(super) fn exit_codes(value: &Value) -> Vec<i32> {
    let codes = value.items().iter().filter_map(Value::as_i64);
    codes.filter_map(|code| i32::try_from(code).ok()).collect()
}

fn entry(value: &Value) -> Entry {
    Entry {
        name: value["name"].text(),
        value: value["value"].text(),
        container_port: value["containerPort"].as_i64(),
        protocol: value["protocol"].optional_text(),
        host_port: value["hostPort"].as_i64(),
        host_ip: value["hostIP"].text(),
        mount_path: value["mountPath"].text(),
        sub_path: value["subPath"].text(),
        sub_path_expr: value["subPathExpr"].text(),
        read_only: value["readOnly"].is_true(),
        condition_type: value["conditionType"].text(),
    }
}

fn lifecycle(value: &Value) -> Lifecycle {
    Lifecycle {
        post_start: value["postStart"].fields(handler),
        pre_stop: value["preStop"].fields(handler),
        stop_signal: value["stopSignal"].optional_text(),
    }
}

fn handler(value: &Value) -> Handler {
    let number = |key: &str| value[key].as_i64().unwrap_or_default();
    Handler {
        exec: value["exec"].fields(action),
        http_get: value["httpGet"].fields(action),
        tcp_socket: value["tcpSocket"].fields(action),
        grpc: value["grpc"].fields(action),
        sleep: value["sleep"].fields(action),
        initial_delay_seconds: number("initialDelaySeconds"),
        period_seconds: number("periodSeconds"),
        timeout_seconds: number("timeoutSeconds"),
        success_threshold: number("successThreshold"),
        failure_threshold: number("failureThreshold"),
        termination_grace_period_seconds: value["terminationGracePeriodSeconds"].as_i64(),
    }
}

fn action(value: &Value) -> Action {
    Action {
        command: value["command"].texts(),
        path: value["path"].text(),
        port: match &value["port"] {
            Value::Int(number) => Port::Number(*number),
            Value::Text(name) => Port::Name(name.clone()),
            _ => Port::Absent,
        },
        seconds: value["seconds"].as_i64().unwrap_or_default(),
    }
}
