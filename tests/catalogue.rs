//! docs/kubelet.md and its tables tell the truth: every rule of the engine has its row, what a row
//! names exists, and every conformance case shows a rule; those of validation need no row.

use podline::content;
use podline::engine::Rule;
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A cell with more cases than this is not read by anybody; the list takes the others.
const MOST_CASES: usize = 8;

/// One row of a table.
struct Row {
    /// The file it stands in, without its end.
    topic: String,
    id: String,
    sentence: String,
    source: String,
    since: String,
    state: String,
    /// `module::function`, below `src/`.
    code: String,
    cases: Vec<String>,
}

impl Row {
    fn read(topic: &str, line: &str) -> Self {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        let [id, sentence, source, since, state, code, cases] = cells[..] else {
            panic!("{topic}: not seven cells: {line}");
        };
        let plain = |cell: &str| cell.replace('`', "");
        let cases = plain(cases);
        Self {
            topic: topic.to_owned(),
            id: plain(id),
            sentence: sentence.to_owned(),
            source: source.to_owned(),
            since: since.to_owned(),
            state: state.to_owned(),
            code: plain(code),
            cases: cases.split(", ").filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        }
    }

    /// Why it is not, or not wholly, simulated.
    fn reason(&self) -> Option<&str> {
        self.state.split_once(": ").map(|(_, reason)| reason)
    }

    fn is_done(&self) -> bool {
        self.state == "simulated" || self.state.starts_with("simplified: ")
    }
}

#[test]
fn every_rule_of_the_engine_stands_in_one_row_as_the_page_tells_it() {
    let rows = rows();
    let by_id: BTreeMap<&str, &Row> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    assert_eq!(by_id.len(), rows.len(), "an id stands twice");
    for rule in Rule::ALL {
        let text = content::rule(*rule);
        let row = by_id.get(rule.id()).unwrap_or_else(|| panic!("{rule} has no row"));
        assert_eq!(row.sentence, text.statement, "{rule}");
        assert_eq!(row.source, text.source, "{rule}");
        let since = text.since.map(|minor| format!("1.{minor}")).unwrap_or_default();
        assert_eq!(row.since, since, "{rule}");
    }
}

#[test]
fn every_row_is_whole() {
    let mut faults = Vec::new();
    for row in rows() {
        let mut demand = |holds: bool, fault: &str| {
            if !holds {
                faults.push(format!("{}: {}: {fault}", row.topic, row.id));
            }
        };
        demand(is_id(&row.id), "an id has a group and a name");
        let is_sentence = row.sentence.ends_with('.') && !row.sentence.contains(". ");
        demand(is_sentence, "one sentence");
        demand(row.source.split("; ").all(is_source), "file and function, or the proposal");
        demand(is_since(&row.since), "since which minor");
        match row.state.split_once(": ").map_or(row.state.as_str(), |(state, _)| state) {
            "simulated" => demand(row.reason().is_none(), "simulated is simulated"),
            "simplified" => demand(row.reason().is_some(), "simplified how"),
            "not simulated" => demand(row.reason().is_some(), "not simulated why"),
            other => demand(false, other),
        }
        let names_code = !row.code.is_empty();
        let needs_code = row.is_done();
        demand(needs_code || row.cases.is_empty(), "what a case shows is simulated");
        demand(row.cases.len() <= MOST_CASES, "too many cases to read: some are enough");
        demand(names_code || !needs_code, "where in the code");
        demand(!names_code || needs_code, "what is not simulated has no function");
        demand(!names_code || function_exists(&row.code), &format!("no function {}", row.code));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn rows_and_conformance_cases_name_one_another() {
    let cases = case_kinds();
    let rows = rows();
    let listed = listed_cases();
    let named: BTreeSet<&String> =
        rows.iter().flat_map(|row| &row.cases).chain(listed.keys()).collect();
    let unknown: Vec<_> = named.iter().filter(|id| !cases.contains_key(id.as_str())).collect();
    assert!(unknown.is_empty(), "no such case: {unknown:?}");
    let must_be_named =
        |(id, kind): &(&String, &String)| *kind != "validation" && !named.contains(id);
    let unnamed: Vec<_> = cases.iter().filter(must_be_named).map(|(id, _)| id).collect();
    assert!(unnamed.is_empty(), "neither a row nor cases.yaml names {unnamed:?}");
}

#[test]
fn listed_cases_and_rows_agree() {
    let (rows, listed) = (rows(), listed_cases());
    let mut faults = Vec::new();
    for (case, rules) in &listed {
        if rules.is_empty() {
            faults.push(format!("{case} shows no rule"));
        }
        for rule in rules {
            match rows.iter().find(|row| row.id == *rule) {
                None => faults.push(format!("{case}: no rule {rule}")),
                Some(row) if !row.is_done() => {
                    faults.push(format!("{case}: {rule} is {}", row.state));
                }
                Some(_) => {}
            }
        }
    }
    for row in &rows {
        let others =
            |case: &&String| listed.get(*case).is_some_and(|rules| !rules.contains(&row.id));
        faults.extend(
            row.cases.iter().filter(others).map(|case| {
                format!("{}: {}: cases.yaml says otherwise of {case}", row.topic, row.id)
            }),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_index_links_every_topic() {
    let index = fs::read_to_string(at("docs/kubelet.md")).expect("the index can be read");
    for topic in topics() {
        let link = format!("(kubelet/{topic}.md)");
        assert_eq!(index.matches(&link).count(), 1, "docs/kubelet.md links {topic} once");
    }
}

#[test]
fn the_index_names_only_rules_that_exist() {
    let index = fs::read_to_string(at("docs/kubelet.md")).expect("the index can be read");
    let ids: BTreeSet<String> = rows().into_iter().map(|row| row.id).collect();
    let named = index.split('`').skip(1).step_by(2).filter(|word| is_id(word));
    let unknown: Vec<_> = named.filter(|id| !ids.contains(*id)).collect();
    assert!(unknown.is_empty(), "no such rule: {unknown:?}");
}

/// `group.name`, in lower case with hyphens.
fn is_id(id: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    id.split_once('.').is_some_and(|(group, name)| is_word(group) && is_word(name))
}

/// `pkg/kubelet/kubelet.go, SyncPod`, `KEP-753` or `CRI runtime.v1 StopContainer`.
fn is_source(source: &str) -> bool {
    source.starts_with("KEP-")
        || source.starts_with("CRI runtime.v1 ")
        || source.split_once(".go").is_some_and(|(file, function)| {
            file.contains('/') && (function.is_empty() || function.starts_with(", "))
        })
}

/// Empty, `1.29`, `gate, 1.33` or `until 1.31`.
fn is_since(since: &str) -> bool {
    let minor = since.trim_start_matches("gate, ").trim_start_matches("until ");
    minor.is_empty() || minor.strip_prefix("1.").is_some_and(|minor| minor.parse::<u8>().is_ok())
}

/// Whether `engine::plan::frontier` is a function in src/engine/plan.rs or src/engine/plan/mod.rs.
fn function_exists(path: &str) -> bool {
    let Some((module, function)) = path.rsplit_once("::") else { return false };
    let module = format!("src/{}", module.replace("::", "/"));
    [format!("{module}.rs"), format!("{module}/mod.rs")].iter().any(|file| {
        let text = fs::read_to_string(at(file)).unwrap_or_default();
        let is_it = |after: &str| after.starts_with(['(', '<']);
        text.match_indices(&format!("fn {function}"))
            .any(|(place, found)| is_it(&text[place + found.len()..]))
    })
}

fn rows() -> Vec<Row> {
    let topics = topics().into_iter();
    let rows = topics.flat_map(|topic| {
        let file = at("docs/kubelet").join(format!("{topic}.md"));
        let text = fs::read_to_string(file).expect("a topic can be read");
        let lines = text.lines().filter(|line| line.starts_with("| `"));
        lines.map(|line| Row::read(&topic, line)).collect::<Vec<_>>()
    });
    rows.collect()
}

/// The topic files of docs/kubelet, without their ends.
fn topics() -> Vec<String> {
    let names = names(&at("docs/kubelet"));
    names.iter().filter_map(|name| Some(name.strip_suffix(".md")?.to_owned())).collect()
}

/// docs/kubelet/cases.yaml: the rules that a case shows, by its id.
fn listed_cases() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(at("docs/kubelet/cases.yaml")).expect("the list can be read");
    serde_yaml::from_str(&text).expect("rules by case")
}

/// The kind of each conformance case, by its id; empty for a scenario.
fn case_kinds() -> BTreeMap<String, String> {
    let folder = at("tests/conformance");
    let files = names(&folder).into_iter().map(|name| folder.join(name));
    let files = files.filter(|file| file.extension().is_some_and(|end| end == "yaml"));
    let cases = files.flat_map(|file| {
        let text = fs::read_to_string(file).expect("a file of cases can be read");
        serde_yaml::from_str::<Vec<Value>>(&text).expect("a list of cases")
    });
    let text = |case: &Value, key: &str| {
        case.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    cases.map(|case| (text(&case, "id"), text(&case, "kind"))).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder can be read");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
