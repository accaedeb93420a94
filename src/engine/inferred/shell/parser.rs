//! Tokens → commands. Reads what manifests really hold: lists, pipelines, loops, conditions,
//! groups and functions. Anything else makes the whole script unknown, which is an honest answer.

use super::lexer::{Token, Word, tokens};
use std::rc::Rc;

/// Commands one after another.
pub(super) type List = Vec<Item>;

/// One entry of a list.
#[derive(Debug)]
pub(super) struct Item {
    /// The first pipeline.
    pub(super) first: Pipeline,
    /// The others: `true` after `&&`, `false` after `||`.
    pub(super) rest: Vec<(bool, Pipeline)>,
    /// It ends with `&`.
    pub(super) background: bool,
}

/// Commands joined by `|`.
#[derive(Debug)]
pub(super) struct Pipeline {
    /// It begins with `!`.
    pub(super) negated: bool,
    /// Never empty.
    pub(super) commands: Vec<Command>,
}

/// One command.
#[derive(Debug)]
pub(super) enum Command {
    /// Words, with assignments among the first of them.
    Simple {
        /// The words.
        words: Vec<Word>,
        /// The file that `>` writes, if any.
        output: Option<Word>,
    },
    /// `((…))`.
    Arithmetic(String),
    /// `if … then … elif … else … fi`.
    If {
        /// Tests with what follows them.
        branches: Vec<(List, List)>,
        /// After `else`.
        otherwise: List,
    },
    /// `while` or `until`.
    Loop {
        /// `until`: goes on while the test fails.
        until: bool,
        /// The test.
        test: List,
        /// The body.
        body: List,
    },
    /// `for name in …`.
    For {
        /// The variable.
        name: String,
        /// Its values, before expansion.
        values: Vec<Word>,
        /// The body.
        body: List,
    },
    /// `for ((start; test; step))`.
    Count {
        /// What stands between the brackets.
        head: String,
        /// The body.
        body: List,
    },
    /// `{ …; }`, or `( … )` as a subshell.
    Group {
        /// Round brackets.
        subshell: bool,
        /// The body.
        body: List,
    },
    /// `name() { … }`.
    Function {
        /// The name.
        name: String,
        /// The body.
        body: Rc<List>,
    },
}

/// Longest script that is read, in bytes; deepest nesting.
const LONGEST: usize = 32 * 1024;
const DEEPEST: u8 = 16;

/// The commands of `text`; `None` if it holds something this reader does not know.
pub(super) fn parse(text: &str) -> Option<List> {
    if text.len() > LONGEST {
        return None;
    }
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens: &tokens, depth: 0 };
    let list = parser.list(&[])?;
    parser.tokens.is_empty().then_some(list)
}

struct Parser<'a> {
    tokens: &'a [Token],
    depth: u8,
}

impl Parser<'_> {
    fn operator(&self) -> Option<&'static str> {
        match self.tokens.first() {
            Some(Token::Operator(operator)) => Some(operator),
            _ => None,
        }
    }

    fn reserved(&self) -> Option<&str> {
        match self.tokens.first() {
            Some(Token::Word(word)) => word.bare(),
            _ => None,
        }
    }

    fn advance(&mut self) {
        self.tokens = &self.tokens[1..];
    }

    fn take_operator(&mut self, operator: &str) -> bool {
        let found = self.operator() == Some(operator);
        if found {
            self.advance();
        }
        found
    }

    fn expect(&mut self, word: &str) -> Option<()> {
        (self.reserved() == Some(word)).then(|| self.advance())
    }

    /// Skips empty lines.
    fn separators(&mut self) {
        while self.take_operator(";") {}
    }

    /// A list up to (not including) one of the reserved words in `ends`, `)` or the end.
    fn list(&mut self, ends: &[&str]) -> Option<List> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let mut list = List::new();
        loop {
            self.separators();
            let ended = self.tokens.is_empty()
                || self.operator() == Some(")")
                || self.reserved().is_some_and(|word| ends.contains(&word));
            if ended {
                break;
            }
            list.push(self.item()?);
            let separated =
                matches!(self.operator(), None | Some(";" | ")")) || list.last()?.background;
            if !separated {
                return None;
            }
        }
        self.depth -= 1;
        Some(list)
    }

    fn item(&mut self) -> Option<Item> {
        let first = self.pipeline()?;
        let mut rest = Vec::new();
        loop {
            let and = match self.operator() {
                Some("&&") => true,
                Some("||") => false,
                _ => break,
            };
            self.advance();
            self.separators();
            rest.push((and, self.pipeline()?));
        }
        let background = self.take_operator("&");
        Some(Item { first, rest, background })
    }

    fn pipeline(&mut self) -> Option<Pipeline> {
        let negated = self.expect("!").is_some();
        let mut commands = vec![self.command()?];
        while self.take_operator("|") {
            self.separators();
            commands.push(self.command()?);
        }
        Some(Pipeline { negated, commands })
    }

    fn command(&mut self) -> Option<Command> {
        let command = self.unredirected()?;
        if matches!(command, Command::Simple { .. }) {
            return Some(command);
        }
        while matches!(self.tokens.first(), Some(Token::Output(_))) {
            self.advance();
        }
        Some(command)
    }

    fn unredirected(&mut self) -> Option<Command> {
        if let Some(Token::Arithmetic(text)) = self.tokens.first() {
            let command = Command::Arithmetic(text.clone());
            self.advance();
            return Some(command);
        }
        if self.take_operator("(") {
            let body = self.list(&[])?;
            return self.take_operator(")").then_some(Command::Group { subshell: true, body });
        }
        match self.reserved() {
            Some("{") => Some(Command::Group { subshell: false, body: self.braces()? }),
            Some("if") => self.condition(),
            Some(word @ ("while" | "until")) => {
                let until = word == "until";
                self.advance();
                let test = self.list(&["do"])?;
                Some(Command::Loop { until, test, body: self.loop_body()? })
            }
            Some("for") => self.for_loop(),
            Some("function") => {
                self.advance();
                let name = self.reserved()?.to_owned();
                self.advance();
                if self.take_operator("(") && !self.take_operator(")") {
                    return None;
                }
                self.separators();
                Some(Command::Function { name, body: Rc::new(self.braces()?) })
            }
            // Not read: the script stays unknown rather than half understood.
            Some("case" | "select" | "coproc" | "then" | "do" | "done" | "fi" | "}") => None,
            _ => self.simple(),
        }
    }

    fn braces(&mut self) -> Option<List> {
        self.expect("{")?;
        let body = self.list(&["}"])?;
        self.expect("}")?;
        Some(body)
    }

    fn loop_body(&mut self) -> Option<List> {
        self.separators();
        self.expect("do")?;
        let body = self.list(&["done"])?;
        self.expect("done")?;
        Some(body)
    }

    fn condition(&mut self) -> Option<Command> {
        let mut branches = Vec::new();
        while matches!(self.reserved(), Some("if" | "elif")) {
            self.advance();
            let test = self.list(&["then"])?;
            self.expect("then")?;
            branches.push((test, self.list(&["elif", "else", "fi"])?));
        }
        let otherwise = match self.expect("else") {
            Some(()) => self.list(&["fi"])?,
            None => List::new(),
        };
        self.expect("fi")?;
        Some(Command::If { branches, otherwise })
    }

    fn for_loop(&mut self) -> Option<Command> {
        self.advance();
        if let Some(Token::Arithmetic(head)) = self.tokens.first() {
            let head = head.clone();
            self.advance();
            return Some(Command::Count { head, body: self.loop_body()? });
        }
        let name = self.reserved()?.to_owned();
        self.advance();
        let mut values = Vec::new();
        if self.expect("in").is_some() {
            while let Some(Token::Word(word)) = self.tokens.first() {
                values.push(word.clone());
                self.advance();
            }
        }
        Some(Command::For { name, values, body: self.loop_body()? })
    }

    fn simple(&mut self) -> Option<Command> {
        let mut words = Vec::new();
        let mut output = None;
        let in_brackets = self.reserved() == Some("[[");
        loop {
            match self.tokens.first() {
                Some(Token::Word(word)) => words.push(word.clone()),
                Some(Token::Output(target)) => output = Some(target.clone()),
                // `[[ a && b ]]`: the operators belong to the test.
                Some(Token::Operator("&&" | "||" | "(" | ")"))
                    if in_brackets && !words.iter().any(|word| word.bare() == Some("]]")) => {}
                Some(Token::Operator("(")) if words.len() == 1 => {
                    self.advance();
                    let name = words[0].bare()?.to_owned();
                    if !self.take_operator(")") {
                        return None;
                    }
                    self.separators();
                    return Some(Command::Function { name, body: Rc::new(self.braces()?) });
                }
                _ => break,
            }
            self.advance();
        }
        (!words.is_empty() || output.is_some()).then_some(Command::Simple { words, output })
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn scripts_of_manifests_are_read() {
        let table = [
            ("echo hi && sleep 5; exit 1", true),
            ("until nc -z db 5432; do sleep 2; done", true),
            ("while ! nc -z db 5432\ndo\n  echo .\n  sleep 2\ndone\n", true),
            ("for ((;;)); do date; done", true),
            ("if [ -f a ]; then exit 0; elif true; then :; else exit 1; fi", true),
            ("stop() { sleep 5; exit 0; }\ntrap stop TERM\nwait", true),
            ("function stop { exit 0; }", true),
            ("(cd /tmp && ls) | wc -l > /n", true),
            ("[[ -f a && -f b ]] && echo yes", true),
            ("sleep 5 & wait", true),
            ("while true; do date; done > /log", true),
            ("case $1 in a) echo;; esac", false),
            ("if true; then", false),
            ("done", false),
            (") (", false),
        ];
        for (text, readable) in table {
            assert_eq!(parse(text).is_some(), readable, "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_not_followed() {
        assert!(parse(&"{ ".repeat(5000)).is_none());
        assert!(parse(&"( ".repeat(5000)).is_none());
    }
}
