//! Which files well-known programs read and write, by their arguments.

use crate::insight::command::{Simple, is_one_of};

/// What a command does to one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Touch {
    /// The path, absolute.
    pub(super) path: String,
    /// It is read.
    pub(super) reads: bool,
    /// It, or something in it, is written.
    pub(super) writes: bool,
    /// The file that comes to be, if it is known.
    pub(super) creates: Option<String>,
    /// The place of the word that says so.
    pub(super) place: usize,
    /// That word.
    pub(super) word: String,
}

/// Programs that only look at the files they are given.
const READERS: &str = "cat head tail less more grep egrep zgrep awk wc sort uniq cut jq yq md5sum sha256sum stat ls \
    find test [ [[ du diff source . zcat xxd od strings inotifywait inotifyd goaccess cmp readlink lnav multitail";
/// Programs that write to the files and folders they are given.
const WRITERS: &str = "chmod chown chgrp rm rmdir truncate unlink shred chattr setfacl fallocate";
/// Programs that make what they are given.
const MAKERS: &str = "touch mkfifo";
/// Programs that take from one place to another.
const MOVERS: &str = "cp mv install ln rsync";
/// Tools of object stores: `aws s3 cp FROM TO`.
const COPIERS: &str = "aws gsutil gcloud rclone mc s3cmd azcopy az kubectl oc s5cmd";

/// What `simple` does to files, its redirections included.
pub(super) fn touches(simple: &Simple) -> Vec<Touch> {
    let mut found = Found { simple, touches: Vec::new() };
    for output in &simple.outputs {
        found.creates(output, 0);
    }
    for input in &simple.inputs {
        found.reads(input, 0);
    }
    let program = simple.program();
    let words: Vec<(usize, &str)> =
        simple.words.iter().enumerate().skip(1).map(|(at, word)| (at, word.as_str())).collect();
    let plain = || words.iter().copied().filter(|(_, word)| !word.starts_with('-'));
    let after = |flags: &str| value_after(&words, flags);
    match program {
        "tee" => plain().for_each(|(at, word)| found.creates(word, at)),
        "sed" if words.iter().any(|(_, word)| word.starts_with("-i") || *word == "--in-place") => {
            plain().skip(1).for_each(|(at, word)| found.writes(word, at));
        }
        "sed" => plain().skip(1).for_each(|(at, word)| found.reads(word, at)),
        "mkdir" => plain().for_each(|(at, word)| found.creates(word, at)),
        "git" => git(&words, &mut found),
        "curl" => {
            if let Some((at, word)) = after("-o --output") {
                found.creates(word, at);
            }
            if let Some((at, word)) = after("-T --upload-file -d --data --data-binary") {
                found.reads(word.trim_start_matches('@'), at);
            }
        }
        "wget" => {
            if let Some((at, word)) = after("-O --output-document").filter(|(_, word)| *word != "-")
            {
                found.creates(word, at);
            } else if let Some((at, word)) = after("-P --directory-prefix") {
                found.writes(word, at);
            }
        }
        "tar" => tar(&words, &mut found),
        "unzip" => {
            if let Some((at, word)) = after("-d") {
                found.writes(word, at);
            }
        }
        "dd" => {
            for (at, word) in &words {
                word.strip_prefix("of=").into_iter().for_each(|it| found.creates(it, *at));
                word.strip_prefix("if=").into_iter().for_each(|it| found.reads(it, *at));
            }
        }
        "gzip" | "gunzip" | "sqlite3" | "vi" | "nano" => {
            plain().for_each(|(at, word)| found.writes(word, at));
        }
        _ if is_one_of(program, MOVERS) => mover(program, &plain().collect::<Vec<_>>(), &mut found),
        _ if is_one_of(program, COPIERS) => {
            let places: Vec<_> = plain().collect();
            if let [.., from, to] = places.as_slice() {
                found.reads(from.1, from.0);
                found.writes(to.1, to.0);
            }
        }
        _ if is_one_of(program, MAKERS) => plain().for_each(|(at, word)| found.creates(word, at)),
        _ if is_one_of(program, WRITERS) => plain().for_each(|(at, word)| found.writes(word, at)),
        _ if is_one_of(program, READERS) => plain().for_each(|(at, word)| found.reads(word, at)),
        _ => {}
    }
    found.touches
}

/// Whether what `program` does to its arguments is known, so that nobody has to guess from names.
pub(super) fn is_known(program: &str) -> bool {
    const OTHERS: &str = "tee sed mkdir git curl wget tar unzip dd gzip gunzip sqlite3 echo printf sleep exit : true false kill wait";
    [OTHERS, READERS, WRITERS, MAKERS, MOVERS, COPIERS].iter().any(|list| is_one_of(program, list))
}

struct Found<'a> {
    simple: &'a Simple,
    touches: Vec<Touch>,
}

impl Found<'_> {
    fn reads(&mut self, word: &str, place: usize) {
        self.push(word, place, true, false, None);
    }

    fn writes(&mut self, word: &str, place: usize) {
        self.push(word, place, false, true, None);
    }

    fn creates(&mut self, word: &str, place: usize) {
        let file = self.simple.path(word);
        self.push(word, place, false, true, file);
    }

    fn push(
        &mut self,
        word: &str,
        place: usize,
        reads: bool,
        writes: bool,
        creates: Option<String>,
    ) {
        if let Some(path) = self.simple.path(word) {
            let word = word.to_owned();
            self.touches.push(Touch { path, reads, writes, creates, place, word });
        }
    }
}

/// The value of the first of some flags, which stand side by side.
fn value_after<'a>(words: &[(usize, &'a str)], flags: &str) -> Option<(usize, &'a str)> {
    for (number, &(at, word)) in words.iter().enumerate() {
        if let Some((name, value)) = word.split_once('=').filter(|(name, _)| name.starts_with("--"))
        {
            if is_one_of(name, flags) {
                return Some((at, value));
            }
        } else if is_one_of(word, flags) || is_bundle(word, flags) {
            return words.get(number + 1).copied();
        }
    }
    None
}

/// `-qO` and `-sSLo` end in a short flag that takes a value.
fn is_bundle(word: &str, flags: &str) -> bool {
    let is_short = word.starts_with('-') && !word.starts_with("--") && word.len() > 2;
    let last = word.chars().next_back().unwrap_or('-');
    is_short && is_one_of(&format!("-{last}"), flags)
}

/// `cp A B DIR`: the last is written, the others are read; what is moved away is written, too.
fn mover(program: &str, places: &[(usize, &str)], found: &mut Found<'_>) {
    let [sources @ .., (at, target)] = places else { return };
    for (at, source) in sources {
        let takes_away = program == "mv";
        found.push(source, *at, true, takes_away, None);
    }
    let name = match sources {
        [(_, only)] => only.trim_end_matches('/').rsplit('/').next(),
        _ => None,
    };
    let is_folder = target.ends_with('/') || *target == "." || sources.len() > 1;
    let file = if is_folder {
        name.map(|name| format!("{target}/{name}"))
    } else {
        Some((*target).to_owned())
    };
    // The content of a folder keeps its names.
    let file = file.filter(|file| !file.contains("/*") && !file.ends_with("/."));
    let file = file.and_then(|file| found.simple.path(&file));
    found.push(target, *at, false, true, file);
}

fn tar(words: &[(usize, &str)], found: &mut Found<'_>) {
    let mode = words.first().map_or("", |(_, word)| *word);
    let is_mode = |c: char| !mode.starts_with("--") && mode.contains(c);
    let folder = value_after(words, "-C --directory");
    let archive =
        value_after(words, "-f --file").or_else(|| words.get(1).copied().filter(|_| is_mode('f')));
    if is_mode('x') || words.iter().any(|(_, word)| *word == "--extract") {
        if let Some((at, folder)) = folder.or(found.simple.directory.as_deref().map(|it| (0, it))) {
            found.writes(folder, at);
        }
        if let Some((at, archive)) = archive {
            found.reads(archive, at);
        }
    } else if is_mode('c') {
        if let Some((at, archive)) = archive {
            found.creates(archive, at);
        }
        if let Some((at, folder)) = folder {
            found.reads(folder, at);
        }
    }
}

fn git(words: &[(usize, &str)], found: &mut Found<'_>) {
    let folder = value_after(words, "-C");
    let mut plain = words
        .iter()
        .filter(|(at, word)| !word.starts_with('-') && Some(*at) != folder.map(|(at, _)| at));
    let verb = plain.next().map_or("", |(_, word)| *word);
    let (at, folder) = folder.unwrap_or((0, "."));
    match verb {
        "clone" => {
            // Values of flags that stand apart are numbers and names of branches.
            let source = plain.by_ref().find(|(_, word)| word.contains([':', '/']));
            let named =
                source.and_then(|(_, word)| word.trim_end_matches(".git").rsplit('/').next());
            match plain.next() {
                Some((at, target)) => found.creates(target, *at),
                None => named.into_iter().for_each(|name| found.creates(name, 0)),
            }
        }
        "pull" | "fetch" | "checkout" | "reset" | "commit" | "init" | "submodule" => {
            found.writes(folder, at);
        }
        "log" | "status" | "diff" | "push" | "rev-parse" => {
            found.reads(folder, at);
        }
        _ => {}
    }
}
