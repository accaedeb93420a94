//! The examples: one YAML file each, which opens with a comment of its own. The comment's first
//! line is the title, the rest says what to look for.

use std::sync::OnceLock;

/// What an example is there to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// A way to put containers together.
    Pattern,
    /// Something that goes wrong, to be recognised.
    Symptom,
    /// How Pods stop.
    Shutdown,
}

impl Group {
    /// Every group, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Pattern, Self::Symptom, Self::Shutdown];

    /// The heading in the menu.
    pub fn title(self) -> &'static str {
        match self {
            Self::Pattern => "Patterns",
            Self::Symptom => "Symptoms",
            Self::Shutdown => "Shutdown",
        }
    }
}

/// One example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Its file's name without the ending; stands in links and never changes.
    pub id: &'static str,
    /// The first line of its comment.
    pub title: &'static str,
    /// What it shows.
    pub group: Group,
    /// The rest of its comment: what to look for.
    pub summary: String,
    /// The whole file.
    pub text: &'static str,
}

macro_rules! table {
    ($($group:ident $id:literal),+ $(,)?) => {
        &[$((Group::$group, $id, include_str!(concat!("examples/", $id, ".yaml")))),+]
    };
}

/// One line per example; the page opens on the first.
const TABLE: &[(Group, &str, &str)] = table![
    Pattern "sidecar-and-ambassador",
    Pattern "init-container",
    Pattern "init-handover",
    Pattern "log-sidecar-classic",
    Pattern "log-sidecar-native",
    Pattern "sidecar-startup-probe",
    Pattern "ambassador-database",
    Pattern "adapter-metrics",
    Pattern "clone-serve-pull",
    Pattern "job-native-sidecar",
    Pattern "deployment-and-service",
    Symptom "job-classic-sidecar",
    Symptom "job-retries",
    Symptom "init-fails",
    Symptom "init-sleeps",
    Symptom "init-waits",
    Symptom "crash-loop",
    Symptom "liveness-kills",
    Shutdown "sidecars-in-reverse",
    Shutdown "ignores-term",
    Shutdown "shell-as-pid-1",
    Shutdown "grace-runs-out",
];

/// Every example, the default one first.
pub fn examples() -> &'static [Example] {
    static EXAMPLES: OnceLock<Vec<Example>> = OnceLock::new();
    EXAMPLES.get_or_init(|| TABLE.iter().map(|&(group, id, text)| read(group, id, text)).collect())
}

/// The example with this id.
pub fn example(id: &str) -> Option<&'static Example> {
    examples().iter().find(|example| example.id == id)
}

fn read(group: Group, id: &'static str, text: &'static str) -> Example {
    let mut comment = text.lines().map_while(|line| line.strip_prefix("# "));
    let title =
        comment.next().expect("invariant: an example opens with its title (tests/content.rs)");
    let summary = comment.collect::<Vec<_>>().join(" ");
    Example { id, title, group, summary, text }
}
