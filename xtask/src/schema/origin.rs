//! Where the sources of the crate k8s-openapi are: cargo fetches them and says.

use crate::outcome::{Doing as _, Failure, Outcome};
use crate::project::Project;
use crate::run::output;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

/// A release of the crate, and the newest minor for which it is asked.
pub(super) struct Release {
    pub(super) version: &'static str,
    pub(super) until: u8,
}

/// The releases that have between them every minor from [`super::OLDEST`] to the first of the release
/// that Cargo.lock names, each minor as the last of them has it.
const OLDER: &[Release] = &[
    Release { version: "0.7.1", until: 10 },
    Release { version: "0.12.0", until: 19 },
    Release { version: "0.19.0", until: 27 },
    Release { version: "0.24.0", until: 32 },
];

const ADVICE: &str = "Read the lines above; fetching a crate needs the network.";

/// The release that Cargo.lock names: the newest minors, and their documentation.
pub(crate) fn newest(project: &Project) -> Outcome<PathBuf> {
    let version = project.locked("k8s-openapi")?;
    let mut cargo = project.cargo();
    // Nothing else has the feature on, so without it cargo would not tell of the crate.
    cargo.args(["metadata", "--format-version", "1", "--locked", "--features", "xtask/schema"]);
    folder(&output("the place of k8s-openapi", &mut cargo, ADVICE)?, &version)
}

/// The older releases, with the newest minor for which each is asked. A package that names them, and is
/// never built, makes cargo fetch them.
pub(super) fn older(project: &Project) -> Outcome<Vec<(PathBuf, u8)>> {
    let package = project.target().join("schema/older");
    let mut manifest = "[package]\nname = \"older\"\nedition = \"2024\"\n\n[workspace]\n\n[lib]\npath = \"lib.rs\"\n\n[dependencies]\n".to_owned();
    for Release { version, until } in OLDER {
        // Writing to a String does not fail.
        let _ = writeln!(
            manifest,
            "until-{until} = {{ package = \"k8s-openapi\", version = \"={version}\", default-features = false }}"
        );
    }
    let doing = || format!("write {}", package.display());
    fs::create_dir_all(&package).doing(doing)?;
    fs::write(package.join("lib.rs"), "").doing(doing)?;
    fs::write(package.join("Cargo.toml"), manifest).doing(doing)?;
    let mut cargo = project.cargo();
    cargo.args(["metadata", "--format-version", "1"]).current_dir(&package);
    let metadata = output("older releases of k8s-openapi", &mut cargo, ADVICE)?;
    OLDER.iter().map(|release| Ok((folder(&metadata, release.version)?, release.until))).collect()
}

/// The folder of a release, from what `cargo metadata` prints.
fn folder(metadata: &str, version: &str) -> Outcome<PathBuf> {
    let manifests = metadata.split("\"manifest_path\":\"").skip(1);
    let end = format!("k8s-openapi-{version}");
    manifests
        .filter_map(|rest| Some(PathBuf::from(rest.split('"').next()?.replace("\\\\", "\\"))))
        .filter_map(|manifest| Some(manifest.parent()?.to_owned()))
        .find(|folder| folder.file_name().is_some_and(|name| *name == *end))
        .ok_or_else(|| Failure::new(format!("cargo knows no k8s-openapi {version}.")))
}

#[cfg(test)]
mod tests {
    use super::folder;
    use std::path::Path;

    #[test]
    fn a_release_is_found_by_its_version() {
        let metadata = r#"{"packages":[{"manifest_path":"/r/k8s-openapi-0.7.1/Cargo.toml","x":1},{"manifest_path":"/r/k8s-openapi-0.29.0/Cargo.toml"}]}"#;
        let found = folder(metadata, "0.29.0").expect("it is there");
        assert_eq!(found, Path::new("/r/k8s-openapi-0.29.0"));
        assert!(folder(metadata, "0.2").is_err());
    }
}
