//! The commands that stand in a container: its own, those of its hooks and those of its probes.
//!
//! Opens the wrappers (`sh -c`, `exec`, `timeout` …) and puts in what is known of variables, so that
//! whoever asks what a program reads or calls sees plain words. Runs nothing, and knows nothing of
//! what a command means.

mod split;

use super::evidence::{Basis, Evidence, Written};
use crate::manifest::FieldPath;
use crate::model::{Container, ContainerIndex, Hook, ProbeAction, ProbeKind};
use split::{Shell, UNKNOWN, split};
use std::collections::BTreeMap;

/// When a command runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// It is what the container runs.
    #[default]
    Running,
    /// In its `postStart` hook.
    PostStart,
    /// In its `preStop` hook.
    PreStop,
    /// In one of its probes.
    Probe,
}

/// One simple command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Simple {
    /// The program and its arguments. What only a real run would know is a star.
    pub(super) words: Vec<String>,
    /// The files that `>` and `>>` write.
    pub(super) outputs: Vec<String>,
    /// The files that `<` reads.
    pub(super) inputs: Vec<String>,
    /// The working directory, if it is known.
    pub(super) directory: Option<String>,
    /// When it runs.
    pub(super) when: When,
    /// The field of each word, or of the script that holds them all.
    fields: Vec<FieldPath>,
}

impl Simple {
    /// The program, without its folder.
    pub(super) fn program(&self) -> &str {
        let program = self.words.first().map_or("", String::as_str);
        program.rsplit('/').next().unwrap_or(program)
    }

    /// What stands behind the program.
    pub(super) fn arguments(&self) -> &[String] {
        self.words.get(1..).unwrap_or_default()
    }

    /// `quote`, seen in the word at `place`.
    pub(super) fn evidence(&self, place: usize, quote: &str) -> Evidence {
        let field = self.fields.get(place).or(self.fields.last()).cloned().unwrap_or_default();
        let basis = match self.when {
            When::Running => Basis::Command,
            _ => Basis::Probe,
        };
        Evidence::new(basis, field, quote.trim_end_matches('*'))
    }

    /// `word` as an absolute path, if it is one.
    pub(super) fn path(&self, word: &str) -> Option<String> {
        path(word, self.directory.as_deref())
    }
}

/// `word`, seen from `directory`, as an absolute path without `.` and `..`; `None` if that is unknown.
pub(super) fn path(word: &str, directory: Option<&str>) -> Option<String> {
    let whole = if word.starts_with('/') {
        word.to_owned()
    } else if word.is_empty() || word.starts_with(['-', '~', '*', UNKNOWN]) || word.contains("://")
    {
        return None;
    } else {
        format!("{}/{word}", directory?)
    };
    let mut parts = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(format!("/{}", parts.join("/")))
}

/// The commands of the container at `index`, in the order in which they stand: its own, its hooks',
/// its probes'.
pub(super) fn commands(written: &Written<'_>, index: ContainerIndex) -> Vec<Simple> {
    let container = written.pod.container(index);
    let (place, value) = written.container(index);
    let shell =
        Shell { variables: variables(container), directory: value["workingDir"].optional_text() };
    let mut found = Vec::new();
    let (words, fields) = own(container, &place);
    unfold(words, fields, When::Running, &shell, &mut found);
    let hooks = [
        (&container.post_start, "postStart", When::PostStart),
        (&container.pre_stop, "preStop", When::PreStop),
    ];
    for (hook, name, when) in hooks {
        if let Some(Hook::Exec { command }) = hook {
            let list = place.child("lifecycle").child(name).child("exec.command");
            unfold(command.clone(), fields_of(&list, command.len()), when, &shell, &mut found);
        }
    }
    for kind in [ProbeKind::Startup, ProbeKind::Liveness, ProbeKind::Readiness] {
        if let Some(ProbeAction::Exec { command }) = container.probe(kind).map(|it| &it.action) {
            let list = place.child(&format!("{kind}Probe.exec.command"));
            let fields = fields_of(&list, command.len());
            unfold(command.clone(), fields, When::Probe, &shell, &mut found);
        }
    }
    for simple in &mut found {
        let lists = [&mut simple.words, &mut simple.outputs, &mut simple.inputs];
        for word in lists.into_iter().flatten() {
            *word = word.replace(UNKNOWN, "*");
        }
    }
    found
}

/// The variables of a container by name, `$(NAME)` in them replaced as Kubernetes does.
pub(super) fn variables(container: &Container) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    for variable in &container.env {
        // Empty is what comes from elsewhere, too.
        if !variable.value.is_empty() {
            let value = substituted(&variable.value, &known);
            known.insert(variable.name.clone(), value);
        }
    }
    known
}

/// A text doubles with every reference; a longer one is left as it is.
const LONGEST: usize = 4096;

/// `text` with the values of `$(NAME)`; `$$(NAME)` and unknown names stay
/// (`third_party/forked/golang/expansion/expand.go` Expand).
fn substituted(text: &str, known: &BTreeMap<String, String>) -> String {
    let mut done = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("$(") {
        let (before, reference) = rest.split_at(at);
        done.push_str(before);
        let closed = reference[2..].split_once(')').filter(|_| !before.ends_with('$'));
        let value = closed.and_then(|(name, after)| Some((known.get(name)?, after)));
        if let Some((value, after)) = value.filter(|_| done.len() < LONGEST) {
            done.push_str(value);
            rest = after;
        } else {
            done.push_str("$(");
            rest = &reference[2..];
        }
    }
    done.push_str(rest);
    done
}

/// The command line of a container with the field of each word; the image's own program stands first
/// where the manifest gives only its arguments.
fn own(container: &Container, place: &FieldPath) -> (Vec<String>, Vec<FieldPath>) {
    let known = variables(container);
    let mut words: Vec<String> = Vec::new();
    let mut fields = Vec::new();
    let takes_words = container.args.first().is_some_and(|first| is_shell(first))
        || is_one_of(
            image_name(&container.image),
            "alpine bash busybox centos debian fedora ubuntu",
        );
    if container.command.is_empty() && !takes_words {
        words.push(image_name(&container.image).to_owned());
        fields.push(place.child("image"));
    }
    for (list, name) in [(&container.command, "command"), (&container.args, "args")] {
        words.extend(list.iter().map(|word| substituted(word, &known)));
        fields.extend(fields_of(&place.child(name), list.len()));
    }
    (words, fields)
}

fn fields_of(list: &FieldPath, count: usize) -> Vec<FieldPath> {
    (0..count).map(|at| list.index(at)).collect()
}

fn is_shell(word: &str) -> bool {
    is_one_of(word.rsplit('/').next().unwrap_or(word), "sh bash ash dash zsh")
}

/// Whether `word` is one of `words`, which stand side by side.
pub(super) fn is_one_of(word: &str, words: &str) -> bool {
    words.split(' ').any(|known| known == word)
}

/// The last part of an image's name, whoever made it: `fluent-bit` of `fluent/fluent-bit:3.2`.
pub(super) fn image_name(image: &str) -> &str {
    let reference = image.split('@').next().unwrap_or(image);
    let last = reference.rsplit('/').next().unwrap_or(reference);
    last.split(':').next().unwrap_or(last)
}

/// Adds the commands of a command line: of a script those in it, else itself without its wrappers.
fn unfold(
    mut words: Vec<String>,
    mut fields: Vec<FieldPath>,
    when: When,
    shell: &Shell,
    found: &mut Vec<Simple>,
) {
    let skip = wrapped(&words);
    words.drain(..skip);
    fields.drain(..skip.min(fields.len()));
    if words.first().is_some_and(|first| is_shell(first)) {
        let script = words.iter().position(|word| {
            word.starts_with('-') && !word.starts_with("--") && word.ends_with('c')
        });
        let Some(place) = script.map(|flag| flag + 1).filter(|&at| at < words.len()) else {
            return;
        };
        let field = fields.get(place).or(fields.last()).cloned().unwrap_or_default();
        let commands = split(&words[place], &mut shell.clone(), 0);
        for simple in commands {
            let skip = wrapped(&simple.words);
            if simple.words.get(skip).is_some_and(|word| is_shell(word)) {
                let fields = vec![field.clone()];
                let shell = Shell { directory: simple.directory, ..shell.clone() };
                // One shell in another; a script cannot hold itself, so this ends.
                unfold(simple.words[skip..].to_vec(), fields, when, &shell, found);
            } else {
                let words = simple.words[skip..].to_vec();
                found.push(Simple { words, when, fields: vec![field.clone()], ..simple });
            }
        }
    } else if !words.is_empty() {
        let directory = shell.directory.clone();
        found.push(Simple { words, directory, when, fields, ..Simple::default() });
    }
}

/// How many words stand before the program proper: `exec`, `timeout 5`, `env NAME=value` …
fn wrapped(words: &[String]) -> usize {
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let name = word.rsplit('/').next().unwrap_or(word);
        let takes_one = is_one_of(name, "timeout gosu su-exec nice chroot flock");
        if !takes_one
            && !is_one_of(
                name,
                "exec nohup env sudo tini dumb-init setsid command stdbuf xargs busybox",
            )
        {
            break;
        }
        if name == "busybox" && words.len() == at + 1 {
            break;
        }
        at += 1;
        while words.get(at).is_some_and(|word| word.starts_with('-') || word.contains('=')) {
            at += 1;
        }
        at += usize::from(takes_one);
    }
    at.min(words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(script: &str) -> Vec<String> {
        let mut shell = Shell::default();
        shell.variables.insert("OUT".to_owned(), "/data".to_owned());
        let words = ["sh", "-c", script].map(str::to_owned).to_vec();
        let mut found = Vec::new();
        unfold(words, Vec::new(), When::Running, &shell, &mut found);
        found
            .iter()
            .map(|it| {
                let mut text = it.words.join(" ");
                text.extend(it.outputs.iter().map(|path| format!(" >{path}")));
                text.extend(it.inputs.iter().map(|path| format!(" <{path}")));
                text.replace(UNKNOWN, "*")
            })
            .collect()
    }

    #[test]
    fn commands_of_a_script() {
        for (script, expected) in [
            ("date >> /log/a # > /b", &["date >/log/a"][..]),
            ("echo \"a > b\"; echo 'x | y'", &["echo a > b", "echo x | y"]),
            ("cat <<EOF > /x\nnc localhost 1\nEOF\ndate", &["cat >/x", "date"]),
            (
                "while true; do wget -O $OUT/a x; sleep 5; done",
                &["true", "wget -O /data/a x", "sleep 5", "done"],
            ),
            ("until nc -z db 1; do :; done", &["nc -z db 1", ":", "done"]),
            ("x=$(cat /in/a) && echo $x", &["cat /in/a", "echo *"]),
            ("for f in /in/*; do mv $f /out; done", &["mv /in/* /out", "done"]),
            ("exec timeout 5 nginx -g x", &["nginx -g x"]),
            ("sh -c 'date > /a'", &["date >/a"]),
            ("trap 'date >> /a' TERM; wait", &["date >/a", "wait"]),
            ("date 2>&1 >/dev/null", &["date >/dev/null"]),
            ("tail -F < /log/x", &["tail -F </log/x"]),
            ("echo ${FILE:-/a/b} `ls /c`", &["ls /c", "echo /a/b *"]),
            ("echo 'open", &["echo open"]),
            ("", &[]),
        ] {
            assert_eq!(told(script), expected, "{script}");
        }
    }

    #[test]
    fn directories_are_followed_and_left() {
        let mut found = Vec::new();
        let script = "(cd /a && touch x); cd /b/../c; touch y; cd $Z; touch z";
        let words = ["sh", "-c", script].map(str::to_owned).to_vec();
        unfold(words, Vec::new(), When::Running, &Shell::default(), &mut found);
        let touched = found.iter().filter(|it| it.program() == "touch");
        let paths: Vec<_> = touched.map(|it| it.path(&it.words[1])).collect();
        assert_eq!(paths, [Some("/a/x".to_owned()), Some("/c/y".to_owned()), None]);
    }

    #[test]
    fn variables_of_kubernetes() {
        let known = BTreeMap::from([("A".to_owned(), "1".to_owned())]);
        for (text, expected) in
            [("$(A):$(B)", "1:$(B)"), ("$$(A)", "$$(A)"), ("$(A", "$(A"), ("x", "x"), ("$(", "$(")]
        {
            assert_eq!(substituted(text, &known), expected, "{text}");
        }
    }
}
