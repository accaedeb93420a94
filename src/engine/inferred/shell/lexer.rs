//! Shell text → tokens: words with their quoting and expansions, operators, redirections.

/// A part of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Literal text.
    Text(String),
    /// `$NAME`, `${NAME}`, `${NAME:-fallback}`.
    Variable {
        /// The name.
        name: String,
        /// What stands after `:-` or `-`.
        fallback: Option<String>,
    },
    /// `$((…))`.
    Arithmetic(String),
    /// `$(…)` or backquotes.
    Output(String),
}

/// A word before expansion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// Its parts, side by side.
    pub(super) pieces: Vec<Piece>,
    /// Whether any of it is quoted: then it is no reserved word and is not split.
    pub(super) quoted: bool,
}

impl Word {
    /// The text of an unquoted, literal word: the only kind that can be a reserved word.
    pub(super) fn bare(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [Piece::Text(text)] if !self.quoted => Some(text),
            _ => None,
        }
    }

    fn push(&mut self, c: char) {
        if let Some(Piece::Text(text)) = self.pieces.last_mut() {
            text.push(c);
        } else {
            self.pieces.push(Piece::Text(c.to_string()));
        }
    }
}

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A word.
    Word(Word),
    /// `;`, `&`, `&&`, `|`, `||`, `(`, `)`, `;;`; a line's end is `;` too.
    Operator(&'static str),
    /// `> target`, `>> target`: the file is written.
    Output(Word),
    /// `((…))` as a command, or the head of a C-style `for`.
    Arithmetic(String),
}

/// The tokens of `text`; `None` if a quote or bracket stays open.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut lexer = Lexer { rest: text, tokens: Vec::new(), here_ends: Vec::new() };
    while lexer.step()? {}
    Some(lexer.tokens)
}

struct Lexer<'a> {
    rest: &'a str,
    tokens: Vec<Token>,
    /// Delimiters of here-documents whose bodies begin at the next line.
    here_ends: Vec<String>,
}

const OPERATORS: [&str; 9] = [";;", "&&", "||", ";", "&", "|", "(", ")", "\n"];

impl Lexer<'_> {
    /// Reads one token; `false` at the end.
    fn step(&mut self) -> Option<bool> {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r']);
        if let Some(after) = self.rest.strip_prefix("\\\n") {
            self.rest = after;
            return Some(true);
        }
        let Some(first) = self.rest.chars().next() else { return Some(false) };
        if first == '#' {
            self.rest = self.rest.find('\n').map_or("", |at| &self.rest[at..]);
            return Some(true);
        }
        if self.redirection()? {
            return Some(true);
        }
        if let Some(after) = self.rest.strip_prefix("((") {
            let end = after.find("))")?;
            self.tokens.push(Token::Arithmetic(after[..end].trim().to_owned()));
            self.rest = &after[end + 2..];
            return Some(true);
        }
        if let Some(operator) = OPERATORS.into_iter().find(|op| self.rest.starts_with(op)) {
            self.rest = &self.rest[operator.len()..];
            self.tokens.push(Token::Operator(if operator == "\n" { ";" } else { operator }));
            if operator == "\n" {
                self.skip_here_documents();
            }
            return Some(true);
        }
        let word = self.word()?;
        self.tokens.push(Token::Word(word));
        Some(true)
    }

    /// Reads a redirection, if one stands here: `2>&1`, `> file`, `<<EOF` …
    fn redirection(&mut self) -> Option<bool> {
        let digits = self.rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits =
            digits.strip_prefix('&').filter(|rest| rest.starts_with('>')).unwrap_or(digits);
        let Some(sign) = ["<<-", "<<<", "<<", ">>", ">|", ">&", "<&", ">", "<"]
            .into_iter()
            .find(|sign| digits.starts_with(sign))
        else {
            return Some(false);
        };
        self.rest = digits[sign.len()..].trim_start_matches([' ', '\t']);
        let target = self.word()?;
        match sign {
            "<<" | "<<-" => {
                let end = target.pieces.iter().filter_map(|piece| match piece {
                    Piece::Text(text) => Some(text.as_str()),
                    _ => None,
                });
                self.here_ends.push(end.collect());
            }
            ">" | ">>" | ">|" => self.tokens.push(Token::Output(target)),
            _ => {}
        }
        Some(true)
    }

    fn skip_here_documents(&mut self) {
        for end in std::mem::take(&mut self.here_ends) {
            while !self.rest.is_empty() {
                let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
                self.rest = rest;
                if line.trim_start_matches('\t') == end {
                    break;
                }
            }
        }
    }

    fn word(&mut self) -> Option<Word> {
        let mut word = Word::default();
        while let Some(c) = self.rest.chars().next() {
            match c {
                ' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' | '(' | ')' | '<' | '>' => break,
                '\'' => {
                    word.quoted = true;
                    let end = self.rest[1..].find('\'')?;
                    self.rest[1..=end].chars().for_each(|c| word.push(c));
                    self.rest = &self.rest[end + 2..];
                }
                '"' => {
                    word.quoted = true;
                    self.rest = &self.rest[1..];
                    self.double_quoted(&mut word)?;
                }
                '\\' => {
                    let escaped = self.rest[1..].chars().next()?;
                    if escaped != '\n' {
                        word.quoted = true;
                        word.push(escaped);
                    }
                    self.rest = &self.rest[1 + escaped.len_utf8()..];
                }
                '$' | '`' => self.expansion(&mut word)?,
                _ => {
                    word.push(c);
                    self.rest = &self.rest[c.len_utf8()..];
                }
            }
        }
        if word.quoted && word.pieces.is_empty() {
            word.pieces.push(Piece::Text(String::new()));
        }
        Some(word)
    }

    fn double_quoted(&mut self, word: &mut Word) -> Option<()> {
        loop {
            let c = self.rest.chars().next()?;
            match c {
                '"' => {
                    self.rest = &self.rest[1..];
                    return Some(());
                }
                '\\' => {
                    let escaped = self.rest[1..].chars().next()?;
                    if !matches!(escaped, '"' | '\\' | '$' | '`' | '\n') {
                        word.push('\\');
                    }
                    if escaped != '\n' {
                        word.push(escaped);
                    }
                    self.rest = &self.rest[1 + escaped.len_utf8()..];
                }
                '$' | '`' => self.expansion(word)?,
                _ => {
                    word.push(c);
                    self.rest = &self.rest[c.len_utf8()..];
                }
            }
        }
    }

    /// Reads what begins with `$` or a backquote.
    fn expansion(&mut self, word: &mut Word) -> Option<()> {
        if let Some(after) = self.rest.strip_prefix('`') {
            let end = after.find('`')?;
            word.pieces.push(Piece::Output(after[..end].to_owned()));
            self.rest = &after[end + 1..];
        } else if let Some(after) = self.rest.strip_prefix("$((") {
            let end = after.find("))")?;
            word.pieces.push(Piece::Arithmetic(after[..end].to_owned()));
            self.rest = &after[end + 2..];
        } else if let Some(after) = self.rest.strip_prefix("$(") {
            let end = closing(after, '(', ')')?;
            word.pieces.push(Piece::Output(after[..end].to_owned()));
            self.rest = &after[end + 1..];
        } else if let Some(after) = self.rest.strip_prefix("${") {
            let end = closing(after, '{', '}')?;
            let inside = &after[..end];
            let (name, fallback) = match inside.split_once('-') {
                Some((name, fallback)) => (name.trim_end_matches(':'), Some(fallback.to_owned())),
                None => (inside, None),
            };
            word.pieces.push(Piece::Variable { name: name.to_owned(), fallback });
            self.rest = &after[end + 1..];
        } else {
            let after = &self.rest[1..];
            let end =
                after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
            // `$!`, `$?`, `$@`: one sign, its value unknown here.
            let end = if end == 0 { after.chars().next().map_or(0, char::len_utf8) } else { end };
            let is_parameter =
                end > 0 && !after.starts_with([' ', '\t', '\n', '"', '\'', '/', '.']);
            if is_parameter {
                word.pieces.push(Piece::Variable { name: after[..end].to_owned(), fallback: None });
                self.rest = &after[end..];
            } else {
                word.push('$');
                self.rest = after;
            }
        }
        Some(())
    }
}

/// Where the bracket that was opened before `text` closes, quotes aside.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), _) if c == q => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, _) if c == open => depth += 1,
            (None, _) if c == close && depth == 0 => return Some(at),
            (None, _) if c == close => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Piece, Token, tokens};

    fn shown(text: &str) -> String {
        let Some(tokens) = tokens(text) else { return "open".to_owned() };
        let shown: Vec<String> = tokens
            .into_iter()
            .map(|token| match token {
                Token::Operator(operator) => operator.to_owned(),
                Token::Output(_) => ">".to_owned(),
                Token::Arithmetic(text) => format!("(({text}))"),
                Token::Word(word) => word
                    .pieces
                    .iter()
                    .map(|piece| match piece {
                        Piece::Text(text) => format!("[{text}]"),
                        Piece::Variable { name, fallback: None } => format!("${name}"),
                        Piece::Variable { name, fallback: Some(text) } => format!("${name}={text}"),
                        Piece::Arithmetic(text) => format!("$(({text}))"),
                        Piece::Output(text) => format!("$({text})"),
                    })
                    .collect(),
            })
            .collect();
        shown.join(" ")
    }

    #[test]
    fn text_becomes_tokens() {
        let table = [
            ("echo hi; sleep 5", "[echo] [hi] ; [sleep] [5]"),
            ("echo 'a; b' \"c && d\"", "[echo] [a; b] [c && d]"),
            ("a # sleep 9\nb", "[a] ; [b]"),
            ("echo a#b", "[echo] [a#b]"),
            ("a >/dev/null 2>&1 && b", "[a] > && [b]"),
            ("cat <<EOF > f\nsleep 9\nEOF\nb", "[cat] > ; [b]"),
            ("sleep $N", "[sleep] $N"),
            ("sleep ${N:-7}", "[sleep] $N=7"),
            ("i=$((i+1))", "[i=]$((i+1))"),
            ("x=\"$(date +%s)\"", "[x=]$(date +%s)"),
            ("for ((;;)); do", "[for] ((;;)) ; [do]"),
            ("a \\\n b", "[a] [b]"),
            ("wait $!", "[wait] $!"),
            ("echo 'open", "open"),
        ];
        for (text, expected) in table {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
