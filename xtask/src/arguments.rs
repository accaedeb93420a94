//! The words after the command's name.

use crate::outcome::{Failure, Outcome};

/// The words that no option has taken yet.
pub(crate) struct Arguments {
    words: Vec<String>,
    /// What follows `--`, for the program that the command starts.
    rest: Vec<String>,
}

impl Arguments {
    pub(crate) fn new(words: impl Iterator<Item = String>) -> Self {
        let mut words: Vec<String> = words.collect();
        let rest = match words.iter().position(|word| word == "--") {
            Some(at) => words.split_off(at).split_off(1),
            None => Vec::new(),
        };
        Self { words, rest }
    }

    /// Whether `name` is there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() < before
    }

    /// The word after `name`, if `name` is there.
    pub(crate) fn option(&mut self, name: &str) -> Outcome<Option<String>> {
        let Some(at) = self.words.iter().position(|word| word == name) else {
            return Ok(None);
        };
        if at + 1 == self.words.len() {
            return Err(Failure::new(format!("`{name}` needs a word after it.")));
        }
        let value = self.words.remove(at + 1);
        self.words.remove(at);
        Ok(Some(value))
    }

    /// What follows `--`, once every option is taken; a word nobody took is an error.
    pub(crate) fn finish(self) -> Outcome<Vec<String>> {
        match self.words.first() {
            None => Ok(self.rest),
            Some(word) => Err(Failure::new(format!(
                "`{word}` means nothing here; `cargo xtask help` lists the commands and their options."
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    fn arguments(line: &str) -> Arguments {
        Arguments::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_are_taken_wherever_they_stand() {
        let mut arguments = arguments("--open --port 9000 -- --port 1");
        assert_eq!(arguments.option("--port").expect("it has a value"), Some("9000".to_owned()));
        assert!(arguments.flag("--open"));
        assert!(!arguments.flag("--open"));
        assert_eq!(arguments.finish().expect("nothing is left"), ["--port", "1"]);
    }

    #[test]
    fn an_option_without_its_word_is_an_error() {
        let failure = arguments("--port").option("--port").expect_err("there is no word");
        assert_eq!(failure.to_string(), "`--port` needs a word after it.");
    }

    #[test]
    fn a_word_nobody_took_is_an_error() {
        let failure = arguments("--prot 1").finish().expect_err("a spelling mistake");
        assert!(failure.to_string().starts_with("`--prot` means nothing here"));
    }
}
