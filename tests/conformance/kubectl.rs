//! Cases of the kind `kubectl`: which container a command means, and what is served or refused.

use crate::Faults;
use crate::case::Case;
use crate::object::{Ids, Object};
use podline::engine::status::PodStatus;
use podline::kubectl::{self, Choice};
use podline::model::Pod;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    container: Option<String>,
    #[serde(rename = "containerID")]
    container_id: Option<String>,
    stderr: Option<String>,
    error: Option<String>,
}

/// A command line, as far as the cases go.
struct Command<'a> {
    verb: &'a str,
    container: Option<&'a str>,
    previous: bool,
    all: bool,
    follow: bool,
}

impl<'a> Command<'a> {
    fn parse(text: &'a str) -> Self {
        let mut words = text.split_whitespace().take_while(|word| *word != "--");
        assert_eq!(words.next(), Some("kubectl"), "a command of kubectl");
        let verb = words.next().expect("a verb");
        let mut command =
            Self { verb, container: None, previous: false, all: false, follow: false };
        let mut pods = 0;
        while let Some(word) = words.next() {
            match word {
                "-c" | "--container" => command.container = words.next(),
                "-p" | "--previous" => command.previous = true,
                "--all-containers" | "--all-containers=true" => command.all = true,
                "-f" | "--follow" => command.follow = true,
                "-i" | "-t" | "-it" | "-ti" | "--stdin" | "--tty" => {}
                _ => match word.strip_prefix("--container=").or_else(|| word.strip_prefix("-c")) {
                    Some(name) => command.container = Some(name),
                    None if word.starts_with('-') => panic!("nobody understands {word}"),
                    None => pods += 1,
                },
            }
        }
        assert_eq!(pods, 1, "one Pod");
        command
    }

    /// The container it means, and what comes of it: the run whose log is shown, if it is known.
    fn run(
        &self,
        pod: &'a Pod,
        status: &PodStatus,
        ids: &'a Ids,
    ) -> Result<(Choice<'a>, Option<&'a str>), String> {
        if self.verb == "logs" && self.all {
            let all = kubectl::all_logs(pod, self.container, self.follow)?;
            return Ok((Choice { container: all[0], stderr: String::new() }, None));
        }
        let choice = match self.verb {
            "logs" => kubectl::logs(pod, self.container)?,
            "exec" => kubectl::exec(pod, status.phase, self.container)?,
            "attach" => kubectl::attach(pod, status.phase, self.container)?,
            other => panic!("nobody understands {other}"),
        };
        // A case without statuses is about kubectl alone, and nobody tells what ephemeral ones do.
        let index = pod.index_of(choice.container).filter(|_| status.listed);
        let Some(index) = index else { return Ok((choice, None)) };
        let id = match self.verb {
            "logs" => kubectl::log_of(pod, status, index, self.previous)?,
            _ => kubectl::running(pod, status, index).map(|()| None)?,
        };
        Ok((choice, id.map(|id| ids.text(id))))
    }
}

pub(crate) fn run(case: &Case) -> Faults {
    let object: Object = case.get("pod").expect("a Pod");
    let text: String = case.get("command").expect("a command");
    let expect: Expect = case.get("expect").expect("what to expect");
    let pod = object.pod(case.version());
    let mut ids = Ids::default();
    let status = object.status(&pod, &mut ids);
    let outcome = Command::parse(&text).run(&pod, &status, &ids);
    let mut faults = Vec::new();
    let mut check = |what: &str, want: Option<&String>, outcome: Option<&str>| {
        if let Some(want) = want.filter(|want| Some(want.as_str()) != outcome) {
            faults.push(format!("{what}: expected {want:?}, came {outcome:?}"));
        }
    };
    let choice = outcome.as_ref().ok();
    let container = choice.map(|(choice, _)| choice.container);
    check("container", expect.container.as_ref(), container);
    check("containerID", expect.container_id.as_ref(), choice.and_then(|(_, id)| *id));
    let stderr = choice.map(|(choice, _)| choice.stderr.as_str());
    check("stderr", expect.stderr.as_ref(), stderr);
    let error = outcome.as_ref().err().map(String::as_str);
    check("error", expect.error.as_ref(), error);
    if let Some(error) = error.filter(|_| expect.error.is_none()) {
        faults.push(format!("it is refused: {error}"));
    }
    faults
}
