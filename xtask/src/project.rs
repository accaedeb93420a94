//! Where things are in the project, and which versions it names.

use crate::outcome::{Doing as _, Failure, Outcome};
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The project this workshop belongs to, wherever below it the command was typed.
pub(crate) struct Project {
    root: PathBuf,
    path: OsString,
}

impl Project {
    pub(crate) fn find() -> Outcome<Self> {
        let member = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let root = member.as_deref().and_then(Path::parent).map(Path::to_owned);
        let root = root.ok_or_else(|| Failure::new("start the workshop with `cargo xtask`."))?;
        let before = [root.join(".tools/bin"), root.join("node_modules/.bin")];
        let path = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths(before.into_iter().chain(env::split_paths(&path)))
            .doing(|| format!("put {} on PATH", root.display()))?;
        Ok(Self { root, path })
    }

    /// A file or folder of the project.
    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Where cargo and Trunk put what they build.
    pub(crate) fn target(&self) -> PathBuf {
        self.root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
    }

    /// A program that runs at the project's root and finds the project's own tools before others.
    pub(crate) fn command(&self, program: &str) -> Command {
        // The search for the program itself uses the PATH of this process, so look here.
        let found = self.program(program).unwrap_or_else(|| program.into());
        let mut command = Command::new(found);
        command.current_dir(&self.root).env("PATH", &self.path);
        command
    }

    /// The cargo that runs this workshop.
    pub(crate) fn cargo(&self) -> Command {
        let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        self.command(&cargo)
    }

    /// Where `program` is: among the project's tools, or on PATH.
    pub(crate) fn program(&self, program: &str) -> Option<PathBuf> {
        let name = format!("{program}{}", env::consts::EXE_SUFFIX);
        env::split_paths(&self.path).map(|folder| folder.join(&name)).find(|file| file.is_file())
    }

    /// The text of a file of the project.
    pub(crate) fn read(&self, path: &str) -> Outcome<String> {
        std::fs::read_to_string(self.at(path)).doing(|| format!("read {path}"))
    }

    /// The version of `package` that Cargo.lock names.
    pub(crate) fn locked(&self, package: &str) -> Outcome<String> {
        let lock = self.read("Cargo.lock")?;
        let version = locked_version(&lock, package);
        version
            .map(str::to_owned)
            .ok_or_else(|| Failure::new(format!("Cargo.lock has no package `{package}`.")))
    }
}

fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn the_locked_version_is_that_of_the_package_with_exactly_the_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "bindgen"), None);
    }
}
