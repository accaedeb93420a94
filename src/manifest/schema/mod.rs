//! The types and fields of the simulated kinds, as Kubernetes' API schema has them:
//! everything a text can be checked against before its meaning is known.
//!
//! The source is `table.txt`, written by `cargo xtask schema` from the crate k8s-openapi, once per
//! Kubernetes minor; its first lines say how to read it. Types are named as in Kubernetes' API
//! reference (`PodSpec`, `Container`), and status types are there too, because people paste what
//! `kubectl get -o yaml` prints. Whether values make sense is for `validate`.

mod nearest;
mod table;

pub(crate) use nearest::nearest as nearest_name;
use table::Table;

/// A type of the table: an object with named fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeId(usize);

/// What one value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Text; a number or a boolean must be quoted.
    String,
    /// A whole number.
    Integer {
        /// Its width, sign included: 32 or 64.
        bits: u8,
    },
    /// A number that may have a fraction.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An amount such as `500m` or `64Mi`: text, or a plain number without a suffix.
    Quantity,
    /// A whole number of 32 bits, or text (a port's name, a percentage).
    IntOrString,
    /// An RFC 3339 time, as text.
    Time,
    /// Bytes, as base64 text.
    Bytes,
    /// Anything: `managedFields[].fieldsV1`, or the items of a `List`.
    Free,
    /// An object with the fields of this type.
    Object(TypeId),
}

/// What a field holds. No field of the table nests lists or maps in one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// One value.
    Value(ValueKind),
    /// A list of such values.
    List(ValueKind),
    /// Such values under keys of the author's choice, as `labels` and `limits` are.
    Map(ValueKind),
}

/// A field of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, as it is written in a manifest.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether the API schema of the newest minor that has the field requires it. The API server
    /// never checks this by itself (a missing name is an empty name until validation), and
    /// `status: {}` is common in generated manifests: do not insist on it below `status`.
    pub required: bool,
    /// The first Kubernetes minor that has the field, or 0 if 1.33 has it: the table does not look
    /// further back.
    pub since: u8,
    /// The last Kubernetes minor that has the field, if the newest one has it no more.
    pub until: Option<u8>,
}

impl Field {
    /// Whether Kubernetes `1.minor` has the field, as far back as the table looks.
    pub fn is_in(&self, minor: u8) -> bool {
        self.since <= minor && self.until.is_none_or(|until| minor <= until)
    }
}

/// The type of an object, from its `apiVersion` and `kind`: `("apps/v1", "Deployment")`.
/// `None` for kinds the table does not have. (It has one more than is simulated: a StatefulSet's
/// volume claim templates are whole `PersistentVolumeClaim`s.)
pub fn root(api_version: &str, kind: &str) -> Option<TypeId> {
    let id = Table::get().find(kind)?;
    (Table::get().types[id.0].api_version == Some(api_version)).then_some(id)
}

/// The `apiVersion` of a kind, to say which one was meant: `apps/v1` for `Deployment`.
pub fn api_version(kind: &str) -> Option<&'static str> {
    Table::get().types[Table::get().find(kind)?.0].api_version
}

/// The name of a type in Kubernetes' API reference.
pub fn type_name(id: TypeId) -> &'static str {
    Table::get().types[id.0].name
}

/// The field of a type. Case matters, as it does for the API server.
pub fn field(id: TypeId, name: &str) -> Option<Field> {
    let fields = fields(id);
    fields.binary_search_by_key(&name, |field| field.name).ok().map(|at| fields[at])
}

/// All fields of a type, sorted by name.
pub fn fields(id: TypeId) -> &'static [Field] {
    let table = Table::get();
    &table.fields[table.types[id.0].fields.clone()]
}

/// The names of the fields of all types, each as often as it is there.
pub(crate) fn field_names() -> impl Iterator<Item = &'static str> {
    Table::get().fields.iter().map(|field| field.name)
}

/// The field that was probably meant by an unknown name: another case (`initcontainers`) or a slip
/// of the pen (`contianers`). Only fields of this very type are considered: a field on the wrong
/// level is no slip.
pub fn nearest(id: TypeId, wrong: &str) -> Option<&'static str> {
    nearest::nearest(wrong, fields(id).iter().map(|field| field.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The type at the end of a path of fields, lists and maps being passed through.
    fn at(api_version: &str, kind: &str, path: &[&str]) -> TypeId {
        path.iter().fold(root(api_version, kind).expect(kind), |id, name| {
            let (FieldKind::Value(value) | FieldKind::List(value) | FieldKind::Map(value)) =
                field(id, name).expect(name).kind;
            let ValueKind::Object(id) = value else { panic!("{name} is {value:?}") };
            id
        })
    }

    fn pod_spec() -> TypeId {
        at("v1", "Pod", &["spec"])
    }

    fn container(name: &str) -> Field {
        field(at("v1", "Pod", &["spec", "containers"]), name).expect(name)
    }

    #[test]
    fn every_simulated_kind_is_there() {
        for (api_version, kind) in [
            ("v1", "Pod"),
            ("v1", "List"),
            ("apps/v1", "Deployment"),
            ("apps/v1", "ReplicaSet"),
            ("apps/v1", "StatefulSet"),
            ("apps/v1", "DaemonSet"),
            ("batch/v1", "Job"),
            ("batch/v1", "CronJob"),
        ] {
            let id = root(api_version, kind).expect(kind);
            assert_eq!(type_name(id), kind);
            for name in ["apiVersion", "kind", "metadata"] {
                assert!(field(id, name).is_some(), "{kind}.{name}");
            }
        }
    }

    #[test]
    fn a_kind_belongs_to_one_api_version() {
        assert_eq!(root("v1", "Deployment"), None);
        assert_eq!(root("v2", "Pod"), None);
        assert_eq!(api_version("Deployment"), Some("apps/v1"));
        assert_eq!(api_version("CronJob"), Some("batch/v1"));
        // A type, but no object on its own.
        assert_eq!(root("v1", "PodSpec"), None);
        assert_eq!(api_version("PodSpec"), None);
        assert_eq!(api_version("Gadget"), None);
    }

    #[test]
    fn pod_templates_stand_where_each_controller_has_them() {
        let of_pod = pod_spec();
        for kind in ["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"] {
            assert_eq!(at("apps/v1", kind, &["spec", "template", "spec"]), of_pod);
        }
        assert_eq!(at("batch/v1", "Job", &["spec", "template", "spec"]), of_pod);
        let cron_job = ["spec", "jobTemplate", "spec", "template", "spec"];
        assert_eq!(at("batch/v1", "CronJob", &cron_job), of_pod);
    }

    #[test]
    fn fields_have_their_kinds() {
        let spec = pod_spec();
        let containers = at("v1", "Pod", &["spec", "containers"]);
        let kind = |id, name| field(id, name).expect(name).kind;

        assert_eq!(kind(spec, "initContainers"), FieldKind::List(ValueKind::Object(containers)));
        assert_eq!(type_name(containers), "Container");
        assert_eq!(container("restartPolicy").kind, FieldKind::Value(ValueKind::String));
        assert_eq!(container("command").kind, FieldKind::List(ValueKind::String));
        assert_eq!(container("tty").kind, FieldKind::Value(ValueKind::Boolean));
        assert_eq!(
            kind(spec, "terminationGracePeriodSeconds"),
            FieldKind::Value(ValueKind::Integer { bits: 64 })
        );
        assert_eq!(kind(spec, "nodeSelector"), FieldKind::Map(ValueKind::String));

        let resources = at("v1", "Pod", &["spec", "containers", "resources"]);
        assert_eq!(kind(resources, "limits"), FieldKind::Map(ValueKind::Quantity));
        let empty_dir = at("v1", "Pod", &["spec", "volumes", "emptyDir"]);
        assert_eq!(kind(empty_dir, "sizeLimit"), FieldKind::Value(ValueKind::Quantity));
        let probe = at("v1", "Pod", &["spec", "containers", "livenessProbe", "httpGet"]);
        assert_eq!(kind(probe, "port"), FieldKind::Value(ValueKind::IntOrString));

        let metadata = at("v1", "Pod", &["metadata"]);
        assert_eq!(kind(metadata, "labels"), FieldKind::Map(ValueKind::String));
        assert_eq!(kind(metadata, "deletionTimestamp"), FieldKind::Value(ValueKind::Time));
        let managed_fields = at("v1", "Pod", &["metadata", "managedFields"]);
        assert_eq!(kind(managed_fields, "fieldsV1"), FieldKind::Value(ValueKind::Free));

        let list = at("v1", "List", &[]);
        assert_eq!(kind(list, "items"), FieldKind::List(ValueKind::Free));
    }

    #[test]
    fn status_is_there_for_what_kubectl_prints() {
        let state = at("v1", "Pod", &["status", "containerStatuses", "state", "terminated"]);
        let exit_code = field(state, "exitCode").expect("exitCode");
        assert_eq!(exit_code.kind, FieldKind::Value(ValueKind::Integer { bits: 32 }));
    }

    #[test]
    fn required_fields_are_marked() {
        let port = at("v1", "Pod", &["spec", "containers", "ports"]);
        let container_port = field(port, "containerPort").expect("containerPort");
        assert!(container_port.required);
        assert_eq!(container_port.kind, FieldKind::Value(ValueKind::Integer { bits: 32 }));
        assert!(!field(port, "name").expect("name").required);

        assert!(container("name").required);
        // Optional in the schema, so that a controller may fill it in; validation asks for it.
        assert!(!container("image").required);
        assert!(field(pod_spec(), "containers").expect("containers").required);
        let deployment = at("apps/v1", "Deployment", &["spec"]);
        assert!(field(deployment, "selector").expect("selector").required);
        let job = at("batch/v1", "Job", &["spec"]);
        assert!(!field(job, "selector").expect("selector").required);
    }

    #[test]
    fn fields_know_their_minors() {
        let rules = container("restartPolicyRules");
        assert_eq!((rules.since, rules.until), (34, None));
        assert!(!rules.is_in(33) && rules.is_in(34) && rules.is_in(37));
        // Restart rules are a type of 1.34; so are all its fields.
        let rule = at("v1", "Pod", &["spec", "containers", "restartPolicyRules"]);
        assert!(fields(rule).iter().all(|field| field.since == 34));

        // 1.35 only: `schedulingGroup` took its place.
        let workload = field(pod_spec(), "workloadRef").expect("workloadRef");
        assert_eq!((workload.since, workload.until), (35, Some(35)));
        assert!(!workload.is_in(34) && workload.is_in(35) && !workload.is_in(36));

        // Older than the table.
        assert_eq!(container("restartPolicy").since, 0);
        assert!(container("restartPolicy").is_in(27));
    }

    #[test]
    fn case_matters() {
        assert!(field(pod_spec(), "initContainers").is_some());
        assert!(field(pod_spec(), "initcontainers").is_none());
    }

    #[test]
    fn slips_find_the_field_that_was_meant() {
        assert_eq!(nearest(pod_spec(), "contianers"), Some("containers"));
        assert_eq!(nearest(pod_spec(), "initcontainers"), Some("initContainers"));
        assert_eq!(nearest(pod_spec(), "terminationGracePeriod"), None);
        // Fields of a container and of a Deployment, one level off.
        assert_eq!(nearest(pod_spec(), "image"), None);
        assert_eq!(nearest(pod_spec(), "replicas"), None);
    }
}
