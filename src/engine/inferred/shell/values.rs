//! Variables, arithmetic and tests: what a script knows about its own values.

use super::super::program::Status;
use super::super::variables::Variables;
use super::lexer::{Piece, Word};

/// Stands for a value that only a real run would know. No manifest can hold it.
pub(super) const UNKNOWN: &str = "\0";

/// The most values that `seq` and ranges are expanded to.
const MOST_VALUES: i64 = 500;

/// The longest text that is kept: a script may double its variables as often as it likes.
const LONGEST_TEXT: usize = 4096;

/// The words of a command after expansion.
pub(super) fn expand(words: &[Word], variables: &Variables) -> Vec<String> {
    let mut fields = Vec::with_capacity(words.len());
    for word in words {
        let text = value(word, variables);
        let is_literal = word.pieces.iter().all(|piece| matches!(piece, Piece::Text(_)));
        if !word.quoted && !is_literal {
            fields.extend(text.split_ascii_whitespace().map(str::to_owned));
        } else if let Some(numbers) = braces(word, &text) {
            fields.extend(numbers.split(' ').map(str::to_owned));
        } else {
            fields.push(text);
        }
    }
    fields
}

/// One word as one text.
pub(super) fn value(word: &Word, variables: &Variables) -> String {
    let mut text = String::new();
    for piece in &word.pieces {
        match piece {
            Piece::Text(literal) => text.push_str(literal),
            Piece::Variable { name, fallback } => {
                let known = variables.get(name).filter(|value| !value.is_empty());
                text.push_str(known.or(fallback.as_deref()).unwrap_or(UNKNOWN));
            }
            // An expression changes nothing but through `((…))`.
            Piece::Arithmetic(expression) => match arithmetic(expression, variables) {
                Some((number, _)) => text.push_str(&number.to_string()),
                None => text.push_str(UNKNOWN),
            },
            Piece::Output(command) => text.push_str(&output(command)),
        }
    }
    if text.len() > LONGEST_TEXT { UNKNOWN.to_owned() } else { text }
}

/// What a command substitution prints, for the few that need no run.
fn output(command: &str) -> String {
    let mut words = command.split_ascii_whitespace();
    let numbers: Option<Vec<i64>> = match words.next() {
        Some("seq") => words.map(|word| word.parse().ok()).collect(),
        _ => None,
    };
    match numbers.as_deref() {
        Some(&[last]) => range(1, last),
        Some(&[first, last]) => range(first, last),
        _ => UNKNOWN.to_owned(),
    }
}

fn range(first: i64, last: i64) -> String {
    let last = last.min(first.saturating_add(MOST_VALUES));
    (first..=last).map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
}

/// `{1..5}`, the one brace expansion that counts time.
fn braces(word: &Word, text: &str) -> Option<String> {
    let (first, last) = text.strip_prefix('{')?.strip_suffix('}')?.split_once("..")?;
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (!word.quoted).then(|| range(first, last))
}

/// The value of an arithmetic expression of at most one operator, and the variable that is set to it;
/// `None` if it is anything else.
pub(super) fn arithmetic<'e>(
    expression: &'e str,
    variables: &Variables,
) -> Option<(i64, Option<&'e str>)> {
    let expression = expression.trim();
    if let Some(name) = expression.strip_suffix("++").or_else(|| expression.strip_prefix("++")) {
        return Some((number(name, variables)?.checked_add(1)?, Some(name.trim())));
    }
    for operator in ["+=", "-=", "<=", ">=", "==", "!=", "<", ">", "=", "+", "-", "*"] {
        let Some((left, right)) = expression.split_once(operator) else { continue };
        let name = left.trim();
        if name.is_empty() {
            continue;
        }
        let (right, _) = arithmetic(right, variables)?;
        if operator == "=" {
            return Some((right, Some(name)));
        }
        let left = number(name, variables)?;
        let value = match operator {
            "+" | "+=" => left.checked_add(right)?,
            "-" | "-=" => left.checked_sub(right)?,
            "<=" => i64::from(left <= right),
            ">=" => i64::from(left >= right),
            "==" => i64::from(left == right),
            "!=" => i64::from(left != right),
            "<" => i64::from(left < right),
            ">" => i64::from(left > right),
            _ => left.checked_mul(right)?,
        };
        return Some((value, matches!(operator, "+=" | "-=").then_some(name)));
    }
    number(expression, variables).map(|value| (value, None))
}

fn number(text: &str, variables: &Variables) -> Option<i64> {
    let text = text.trim().trim_start_matches('$');
    text.parse().ok().or_else(|| variables.get(text)?.parse().ok())
}

/// The status of `[ … ]`, `[[ … ]]` or `test`. What cannot be known turns out the way the script
/// hopes for: files exist, values are set, comparisons with what is waited for hold.
pub(super) fn test(arguments: &[String]) -> Status {
    let arguments: Vec<&str> =
        arguments.iter().map(String::as_str).filter(|word| !matches!(*word, "]" | "]]")).collect();
    match arguments.as_slice() {
        ["!", rest @ ..] => condition(rest).negated(),
        all => condition(all),
    }
}

fn condition(arguments: &[&str]) -> Status {
    let known = !arguments.iter().any(|word| word.contains(UNKNOWN));
    match *arguments {
        [] => Status::sure(1),
        [word] | ["-n", word] => Status { code: i32::from(word.is_empty()), sure: known },
        ["-z", word] => Status { code: i32::from(!word.is_empty()), sure: known },
        [left, "=" | "==", right] => {
            Status { code: i32::from(known && left != right), sure: known }
        }
        [left, "!=", right] => Status { code: i32::from(!known || left == right), sure: known },
        [left, operator, right] => compare(left, operator, right),
        _ => Status::unsure(0),
    }
}

fn compare(left: &str, operator: &str, right: &str) -> Status {
    let (Ok(left), Ok(right)) = (left.parse::<i64>(), right.parse::<i64>()) else {
        // `[ "$tries" -lt 5 ]` guards a way out: hope that it is not needed.
        return Status::unsure(i32::from(!matches!(operator, "-eq" | "-ge")));
    };
    Status::sure(i32::from(!match operator {
        "-eq" => left == right,
        "-ne" => left != right,
        "-lt" => left < right,
        "-le" => left <= right,
        "-gt" => left > right,
        "-ge" => left >= right,
        _ => return Status::unsure(0),
    }))
}

#[cfg(test)]
mod tests {
    use super::{Variables, arithmetic, test};

    #[test]
    fn arithmetic_of_loops() {
        let table = [
            ("1+2", Some(3)),
            ("i + 1", Some(5)),
            ("$i-1", Some(3)),
            ("i<5", Some(1)),
            ("i >= 5", Some(0)),
            ("i++", Some(5)),
            ("i+=3", Some(7)),
            ("j=2", Some(2)),
            ("unknown+1", None),
            ("9223372036854775807+1", None),
        ];
        for (expression, expected) in table {
            let mut variables = Variables::default();
            variables.set("i", "4");
            let value = arithmetic(expression, &variables).map(|(value, _)| value);
            assert_eq!(value, expected, "{expression}");
        }
    }

    #[test]
    fn tests_are_known_or_hopeful() {
        let table = [
            ("1 -lt 5", 0, true),
            ("5 -lt 5", 1, true),
            ("a = a", 0, true),
            ("a != a", 1, true),
            ("! a = a", 1, true),
            ("-f /tmp/ready", 0, false),
            ("! -f /tmp/ready", 1, false),
            ("-z \0", 1, false),
            ("\0 != 200", 1, false),
            ("\0 = 200", 0, false),
        ];
        for (words, code, sure) in table {
            let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
            let status = test(&words);
            assert_eq!((status.code, status.sure), (code, sure), "{words:?}");
        }
    }
}
