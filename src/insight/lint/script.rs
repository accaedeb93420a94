//! What the words of a command tell: which files it writes, which programs it names.

use crate::model::{Container, Hook};

/// Command and arguments as one text.
pub(super) fn text(container: &Container) -> String {
    let words: Vec<&str> =
        container.command.iter().chain(&container.args).map(String::as_str).collect();
    words.join(" ")
}

/// The same, with the commands of its hooks.
pub(super) fn text_with_hooks(container: &Container) -> String {
    let mut text = text(container);
    for hook in [&container.post_start, &container.pre_stop].into_iter().flatten() {
        if let Hook::Exec { command } = hook {
            text = format!("{text} {}", command.join(" "));
        }
    }
    text
}

/// The words of a text, without what a shell makes of its other characters.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| c.is_whitespace() || "|&;()<>`\"'$".contains(c);
    text.split(ends).filter(|word| !word.is_empty())
}

/// Files that are no files of the container's own.
const SPECIAL: [&str; 3] = ["/dev/", "/proc/", "/sys/"];

/// The files that a script writes, as far as redirections and `tee` tell, by absolute path.
pub(super) fn written(container: &Container) -> Vec<String> {
    let text = text(container);
    let redirected = text.split('>').skip(1).map(|rest| rest.trim_start_matches([' ', '|']));
    let teed = text.split("tee ").skip(1).map(|rest| rest.strip_prefix("-a ").unwrap_or(rest));
    let mut files = Vec::new();
    for rest in redirected.chain(teed) {
        let Some(path) = words(rest).next() else { continue };
        let is_there = rest.starts_with(path) && path.starts_with('/');
        if is_there && !SPECIAL.iter().any(|special| path.starts_with(special)) {
            files.push(path.to_owned());
        }
    }
    files
}

/// The last part of an image's name, whoever made it.
pub(super) fn image_name(image: &str) -> &str {
    let reference = image.split('@').next().unwrap_or(image);
    let last = reference.rsplit('/').next().unwrap_or(reference);
    last.split(':').next().unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ContainerRole;

    #[test]
    fn files_that_a_script_writes() {
        for (script, expected) in [
            ("date >> /log/today; echo x>/a/b", &["/log/today", "/a/b"][..]),
            ("date 2>&1 >/dev/null", &[]),
            ("date | tee -a /log/x >/dev/null", &["/log/x"]),
            ("date > \"$FILE\"; date > out", &[]),
        ] {
            let mut container = Container::new("app", ContainerRole::App, "busybox");
            container.args = vec![script.to_owned()];
            assert_eq!(written(&container), expected, "{script}");
        }
    }
}
