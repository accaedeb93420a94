//! What is wrong with a manifest, in Kubernetes' own words, at its place in the text.

use super::{FieldPath, Source};
use std::fmt;

/// How many problems of one text are told.
pub const MAX_PROBLEMS: usize = 200;

/// A half-open range of bytes in the manifest text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextRange {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A place in the text as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The API server would refuse the object.
    Error,
    /// It would be accepted, with a warning or in silence, and does something else than it says.
    Warning,
    /// Nothing is wrong; Podline says what it leaves out.
    Note,
}

/// The kinds of problem, named as apimachinery `field/errors.go` and its decoders name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// The text is no YAML or JSON.
    Syntax,
    /// Podline's own bound was passed: text size, nesting depth, alias expansion.
    Limit,
    /// A field the schema does not have.
    UnknownField,
    /// A key given twice.
    DuplicateField,
    /// A value of another type than the schema's.
    Type,
    /// "Required value".
    Required,
    /// "Invalid value".
    Invalid,
    /// "Unsupported value".
    NotSupported,
    /// "Duplicate value".
    Duplicate,
    /// "Forbidden".
    Forbidden,
    /// "Not found".
    NotFound,
    /// "Too many".
    TooMany,
    /// "Too long".
    TooLong,
    /// An amount that no quantity is.
    Quantity,
    /// The API server accepts it, with a warning.
    Warning,
    /// A field that the API server drops, because its feature gate is off.
    Dropped,
    /// The kind, or this field of it, is not simulated.
    NotSimulated,
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Syntax => "Syntax error",
            Self::Limit => "Too large",
            Self::UnknownField => "Unknown field",
            Self::DuplicateField => "Duplicate field",
            Self::Type => "Wrong type",
            Self::Required => "Required value",
            Self::Invalid => "Invalid value",
            Self::NotSupported => "Unsupported value",
            Self::Duplicate => "Duplicate value",
            Self::Forbidden => "Forbidden",
            Self::NotFound => "Not found",
            Self::TooMany => "Too many",
            Self::TooLong => "Too long",
            Self::Quantity => "Bad quantity",
            Self::Warning => "Warning",
            Self::Dropped => "Dropped field",
            Self::NotSimulated => "Not simulated",
        })
    }
}

/// One thing that is wrong with (or left out of) a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// What kind of fault it is.
    pub kind: ProblemKind,
    /// The field it is about; empty for syntax errors.
    pub path: FieldPath,
    /// The bytes to mark in the text.
    pub range: TextRange,
    /// Where `range` begins.
    pub position: Position,
    /// What Kubernetes would say, without the path: `unknown field`, `expected integer, found string "x"`.
    pub message: String,
    /// What to write instead: one sentence in the present tense; empty if there is nothing to add.
    pub help: String,
}

/// A problem, its position still to be found.
pub(crate) struct Draft {
    kind: ProblemKind,
    path: FieldPath,
    message: String,
    help: String,
}

impl Problem {
    /// Begins a problem about `path`, saying what Kubernetes would say.
    pub(crate) fn draft(kind: ProblemKind, path: &FieldPath, message: impl Into<String>) -> Draft {
        Draft { kind, path: path.clone(), message: message.into(), help: String::new() }
    }
}

impl Draft {
    /// Adds what to write instead.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// The problem at `range` of `source`.
    pub(crate) fn at(self, severity: Severity, source: &Source, range: TextRange) -> Problem {
        let start = source.boundary(range.start);
        let end = source.boundary(range.end.max(start));
        Problem {
            severity,
            kind: self.kind,
            path: self.path,
            range: TextRange { start, end },
            position: source.position(start),
            message: self.message,
            help: self.help,
        }
    }
}

/// The problems of one text, as far as they are told; the others are only counted.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    told: Vec<Problem>,
    more: usize,
}

impl Problems {
    /// Adds a problem at `range` of `source`; beyond [`MAX_PROBLEMS`] it is not even put into words.
    pub(crate) fn add(
        &mut self,
        severity: Severity,
        source: &Source,
        range: TextRange,
        draft: impl FnOnce() -> Draft,
    ) {
        self.add_with(|| draft().at(severity, source, range));
    }

    /// Adds the problem that `make` makes, if it is still to be told.
    pub(crate) fn add_with(&mut self, make: impl FnOnce() -> Problem) {
        if self.told.len() < MAX_PROBLEMS {
            self.told.push(make());
        } else {
            self.more += 1;
        }
    }

    /// Adds all of `other`, and leaves it empty.
    pub(crate) fn append(&mut self, other: &mut Self) {
        self.more += std::mem::take(&mut other.more);
        other.told.drain(..).for_each(|problem| self.add_with(|| problem));
    }

    /// How many there are so far, those included that are not told.
    pub(crate) fn count(&self) -> usize {
        self.told.len() + self.more
    }

    /// Whether no more will be told: what compares everything with everything may stop then.
    pub(crate) fn is_full(&self) -> bool {
        self.told.len() >= MAX_PROBLEMS
    }

    /// Those told so far.
    pub(crate) fn told(&self) -> &[Problem] {
        &self.told
    }

    /// Lets `revise` change each of them.
    pub(crate) fn revise(&mut self, revise: impl FnMut(&mut Problem)) {
        self.told.iter_mut().for_each(revise);
    }

    /// Forgets all but the first `count`.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.told.truncate(count);
    }

    /// All of them in order of place, and how many more there are.
    pub(crate) fn finish(self) -> Vec<Problem> {
        let mut told: Vec<Problem> = Vec::with_capacity(self.told.len());
        // They are few and nearly in order.
        for problem in self.told {
            let at = told.partition_point(|earlier| earlier.range <= problem.range);
            told.insert(at, problem);
        }
        if let Some(last) = told.last().filter(|_| self.more > 0) {
            let message = format!("{} more problems are not listed", self.more);
            let help = "Mend the ones above first.".to_owned();
            let kind = ProblemKind::Limit;
            told.push(Problem { kind, severity: Severity::Error, message, help, ..last.clone() });
        }
        told
    }
}
