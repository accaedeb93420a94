//! Which keys may stand under which: the schema of the simulated kinds, and a few kinds that stand
//! beside them in a paste.
//!
//! Those few are here and not in the schema's table because nothing else reads them: they are not
//! checked, only put in order.

use super::super::schema::{self, FieldKind, TypeId, ValueKind};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// An object with named fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// Of the schema.
    Known(TypeId),
    /// A row of [`BESIDE`].
    Beside(usize),
}

/// What one value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A single value of a kind.
    Scalar(ValueKind),
    /// An object.
    Object(Type),
    /// Anything.
    Free,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One value.
    One(Value),
    /// A list of such values.
    List(Value),
    /// Such values under free keys.
    Map(Value),
}

/// A field of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Its place among the fields of its type; fewer than 64 everywhere.
    pub(super) index: usize,
    /// What it holds.
    pub(super) kind: Kind,
}

impl Type {
    /// The type of the objects of a `kind`, whatever their `apiVersion`.
    pub(super) fn of_kind(kind: &str) -> Option<Self> {
        let known = schema::api_version(kind).and_then(|version| schema::root(version, kind));
        known.map(Self::Known).or_else(|| beside(kind).map(Self::Beside))
    }

    /// The field of this name.
    pub(super) fn field(self, name: &str) -> Option<Field> {
        match self {
            Self::Known(id) => {
                let fields = schema::fields(id);
                let index = fields.binary_search_by_key(&name, |field| field.name).ok()?;
                Some(Field { index, kind: known_kind(fields[index].kind) })
            }
            Self::Beside(row) => {
                let mut fields = BESIDE[row].1.split(' ').enumerate();
                let (index, kind) = fields.find_map(|(index, field)| {
                    let (key, kind) = field.split_once('=').unwrap_or((field, "string"));
                    (key.trim_end_matches('!') == name).then_some((index, kind))
                })?;
                Some(Field { index, kind: beside_kind(kind) })
            }
        }
    }

    /// The places of the fields that an object of this type must have, as bits.
    pub(super) fn required(self) -> u64 {
        match self {
            Self::Known(id) => bits(schema::fields(id).iter().map(|field| field.required)),
            Self::Beside(row) => bits(BESIDE[row].1.split(' ').map(|field| field.contains('!'))),
        }
    }

    /// Its name in Kubernetes' API reference.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Known(id) => schema::type_name(id),
            Self::Beside(row) => BESIDE[row].0,
        }
    }
}

/// Whether some type has a field of this name.
pub(super) fn is_field_name(name: &str) -> bool {
    static NAMES: OnceLock<BTreeSet<&str>> = OnceLock::new();
    NAMES.get_or_init(field_names).contains(name)
}

/// The names of all fields of all kinds.
fn field_names() -> BTreeSet<&'static str> {
    let row = |row: &(&str, &'static str)| row.1.split(' ');
    let name = |field: &'static str| field.split_once('=').unwrap_or((field, "")).0;
    let beside = BESIDE.iter().flat_map(row).map(|field| name(field).trim_end_matches('!'));
    beside.chain(schema::field_names()).collect()
}

fn bits(flags: impl Iterator<Item = bool>) -> u64 {
    flags.enumerate().fold(0, |bits, (at, flag)| bits | (u64::from(flag) << at.min(63)))
}

fn known_value(kind: ValueKind) -> Value {
    match kind {
        ValueKind::Object(id) => Value::Object(Type::Known(id)),
        ValueKind::Free => Value::Free,
        scalar => Value::Scalar(scalar),
    }
}

fn known_kind(kind: FieldKind) -> Kind {
    match kind {
        FieldKind::Value(value) => Kind::One(known_value(value)),
        FieldKind::List(value) => Kind::List(known_value(value)),
        FieldKind::Map(value) => Kind::Map(known_value(value)),
    }
}

fn beside(name: &str) -> Option<usize> {
    BESIDE.iter().position(|(known, _)| *known == name)
}

fn beside_kind(kind: &str) -> Kind {
    let value = |name: &str| match name {
        "string" => Value::Scalar(ValueKind::String),
        "int" => Value::Scalar(ValueKind::Integer { bits: 64 }),
        "bool" => Value::Scalar(ValueKind::Boolean),
        "port" => Value::Scalar(ValueKind::IntOrString),
        "free" => Value::Free,
        "ObjectMeta" | "LabelSelector" => {
            let (kind, path) =
                if name == "ObjectMeta" { ("Pod", "metadata") } else { ("Job", "spec.selector") };
            Type::of_kind(kind).and_then(|root| inner(root, path)).unwrap_or(Value::Free)
        }
        name => beside(name).map_or(Value::Free, |row| Value::Object(Type::Beside(row))),
    };
    if let Some(item) = kind.strip_prefix("[]") {
        Kind::List(value(item))
    } else if let Some(entry) = kind.strip_prefix("{}") {
        Kind::Map(value(entry))
    } else {
        Kind::One(value(kind))
    }
}

/// What the field at `path` holds.
fn inner(root: Type, path: &str) -> Option<Value> {
    path.split('.').try_fold(Value::Object(root), |value, name| match value {
        Value::Object(type_) => match type_.field(name)?.kind {
            Kind::One(value) | Kind::List(value) | Kind::Map(value) => Some(value),
        },
        _ => None,
    })
}

/// Kinds that often stand beside a workload, and their types: fields, `=` and what they hold if not
/// a string, `!` if an object has no sense without. From Kubernetes' API reference.
const BESIDE: &[(&str, &str)] = &[
    ("Service", "apiVersion! kind! metadata!=ObjectMeta spec=ServiceSpec status=free"),
    (
        "ServiceSpec",
        "allocateLoadBalancerNodePorts=bool clusterIP clusterIPs=[]string externalIPs=[]string externalName externalTrafficPolicy healthCheckNodePort=int internalTrafficPolicy ipFamilies=[]string ipFamilyPolicy loadBalancerClass loadBalancerIP loadBalancerSourceRanges=[]string ports=[]ServicePort publishNotReadyAddresses=bool selector={}string sessionAffinity sessionAffinityConfig=free trafficDistribution type",
    ),
    ("ServicePort", "appProtocol name nodePort=int port!=int protocol targetPort=port"),
    (
        "ConfigMap",
        "apiVersion! binaryData={}string data={}string immutable=bool kind! metadata!=ObjectMeta",
    ),
    (
        "Secret",
        "apiVersion! data={}string immutable=bool kind! metadata!=ObjectMeta stringData={}string type",
    ),
    ("Namespace", "apiVersion! kind! metadata!=ObjectMeta spec=free status=free"),
    (
        "ServiceAccount",
        "apiVersion! automountServiceAccountToken=bool imagePullSecrets=[]NameReference kind! metadata!=ObjectMeta secrets=[]NameReference",
    ),
    ("NameReference", "name!"),
    ("Ingress", "apiVersion! kind! metadata!=ObjectMeta spec=IngressSpec status=free"),
    (
        "IngressSpec",
        "defaultBackend=IngressBackend ingressClassName rules=[]IngressRule tls=[]IngressTLS",
    ),
    ("IngressTLS", "hosts=[]string secretName"),
    ("IngressRule", "host http=HTTPIngressRuleValue"),
    ("HTTPIngressRuleValue", "paths!=[]HTTPIngressPath"),
    ("HTTPIngressPath", "backend!=IngressBackend path pathType!"),
    ("IngressBackend", "resource=free service=IngressServiceBackend"),
    ("IngressServiceBackend", "name! port=ServiceBackendPort"),
    ("ServiceBackendPort", "name number=int"),
    ("PodDisruptionBudget", "apiVersion! kind! metadata!=ObjectMeta spec=PodDisruptionBudgetSpec"),
    (
        "PodDisruptionBudgetSpec",
        "maxUnavailable=port minAvailable=port selector=LabelSelector unhealthyPodEvictionPolicy",
    ),
    ("Role", "apiVersion! kind! metadata!=ObjectMeta rules=[]PolicyRule"),
    ("ClusterRole", "apiVersion! kind! metadata!=ObjectMeta rules=[]PolicyRule"),
    (
        "PolicyRule",
        "apiGroups=[]string nonResourceURLs=[]string resourceNames=[]string resources=[]string verbs!=[]string",
    ),
    ("RoleBinding", "apiVersion! kind! metadata!=ObjectMeta roleRef!=RoleRef subjects=[]Subject"),
    (
        "ClusterRoleBinding",
        "apiVersion! kind! metadata!=ObjectMeta roleRef!=RoleRef subjects=[]Subject",
    ),
    ("RoleRef", "apiGroup! kind! name!"),
    ("Subject", "apiGroup kind! name! namespace"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_beside_workloads_have_fields() {
        let service = Type::of_kind("Service").expect("Service");
        let Kind::One(Value::Object(spec)) = service.field("spec").expect("spec").kind else {
            panic!("spec is no object")
        };
        let Kind::List(Value::Object(port)) = spec.field("ports").expect("ports").kind else {
            panic!("ports is no list of objects")
        };
        let number = port.field("port").expect("port");
        assert_eq!(number.kind, Kind::One(Value::Scalar(ValueKind::Integer { bits: 64 })));
        assert_eq!(port.required(), 1 << number.index);
        assert_eq!(port.name(), "ServicePort");
        assert_eq!(Type::of_kind("Gadget"), None);
    }

    #[test]
    fn every_name_in_the_rows_is_a_type() {
        for (name, fields) in BESIDE {
            assert!(fields.split(' ').count() < 64, "{name}");
            for field in fields.split(' ').filter_map(|field| field.split_once('=')) {
                let (Kind::One(value) | Kind::List(value) | Kind::Map(value)) =
                    beside_kind(field.1);
                assert!(value != Value::Free || field.1 == "free", "{name}.{field:?}");
            }
        }
    }

    #[test]
    fn no_type_of_the_schema_has_more_fields_than_bits() {
        let mut seen = Vec::new();
        let mut open: Vec<Type> = ["Pod", "Deployment", "StatefulSet", "CronJob", "List"]
            .iter()
            .filter_map(|kind| Type::of_kind(kind))
            .collect();
        while let Some(type_) = open.pop() {
            if seen.contains(&type_) {
                continue;
            }
            seen.push(type_);
            let Type::Known(id) = type_ else { continue };
            assert!(schema::fields(id).len() < 64, "{}", type_.name());
            for field in schema::fields(id) {
                let (Kind::One(value) | Kind::List(value) | Kind::Map(value)) =
                    known_kind(field.kind);
                open.extend(match value {
                    Value::Object(type_) => Some(type_),
                    _ => None,
                });
            }
        }
        assert!(seen.len() > 100);
    }
}
