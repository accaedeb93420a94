//! Other programs, one step each: a line that says what happens, and a sentence if it fails.

use crate::outcome::{Failure, Outcome};
use std::io::ErrorKind;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

/// Says what is being done.
pub(crate) fn say(what: &str) {
    eprintln!("→ {what}");
}

/// Runs a program to its end, its output on the terminal; `advice` ends the sentence if it fails.
pub(crate) fn step(what: &str, command: &mut Command, advice: &str) -> Outcome {
    say(what);
    let start = Instant::now();
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    let seconds = start.elapsed().as_secs();
    if !status.success() {
        return Err(Failure::new(format!("{what}: {}. {advice}", ended(command, status))));
    }
    if seconds >= 5 {
        eprintln!("  {}", duration(seconds));
    }
    Ok(())
}

/// What a program prints, its errors on the terminal; `advice` ends the sentence if it fails.
pub(crate) fn output(what: &str, command: &mut Command, advice: &str) -> Outcome<String> {
    let output =
        command.stderr(Stdio::inherit()).output().map_err(|error| cannot_start(command, &error))?;
    if !output.status.success() {
        return Err(Failure::new(format!("{what}: {}. {advice}", ended(command, output.status))));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a program prints; nothing if it cannot be started or fails.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The sentence for a program that does not even start.
pub(crate) fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    let program = command.get_program().display();
    Failure::new(match error.kind() {
        ErrorKind::NotFound => format!("`{program}` is not on PATH; install it and try again."),
        _ => format!("cannot start `{program}`: {error}."),
    })
}

fn ended(command: &Command, status: ExitStatus) -> String {
    let program =
        std::path::Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    match status.code() {
        Some(code) => format!("{} ended with {code}", program.display()),
        None => format!("{} was stopped", program.display()),
    }
}

fn duration(seconds: u64) -> String {
    match seconds {
        ..60 => format!("{seconds} s"),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::{ask, duration, step};
    use std::process::Command;

    #[test]
    fn durations_read_as_one_says_them() {
        assert_eq!(duration(59), "59 s");
        assert_eq!(duration(200), "3 min 20 s");
    }

    #[test]
    fn a_missing_program_is_named() {
        let mut command = Command::new("podline-has-no-such-program");
        assert_eq!(ask(&mut command), None);
        let failure = step("Trying", &mut command, "").expect_err("it does not exist");
        assert_eq!(
            failure.to_string(),
            "`podline-has-no-such-program` is not on PATH; install it and try again."
        );
    }
}
