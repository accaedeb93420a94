//! What the page's workbench asks the language worker: functions that JavaScript calls, each pure.
//!
//! A second WebAssembly module, loaded after the first paint and run beside the page: the whole of
//! validation, the rules beyond it, fixes, repair, completion and hover have no room in the first load
//! (docs/decisions/0008). Turns byte offsets into UTF-16 units, and values into plain objects that
//! `src/workbench/contract.ts` describes; names here are names there.

mod plain;
mod utf16;

use crate::diagnostics::{self, About, Diagnosis, Diagnostic, Severity};
use crate::fix::Fix;
use crate::language::{self, CompletionKind, Documentation};
use crate::manifest::repair::{self, Answer, ChangeKind, Repaired};
use crate::manifest::{self, TextRange};
use crate::markup;
use crate::version::Version;
use js_sys::Array;
use plain::Plain;
use std::cell::RefCell;
use std::rc::Rc;
use utf16::Utf16;
use wasm_bindgen::prelude::*;

/// Begins: there is nothing to set up, the functions below are called.
pub fn start() {}

thread_local! {
    static DOCUMENTATION: RefCell<Documentation> = RefCell::default();

    /// The text that was read last, with the minor that read it: questions come in bunches.
    static LAST: RefCell<Option<(u8, Rc<Diagnosis>)>> = const { RefCell::new(None) };
}

/// What is told about `text`, read at most once.
fn diagnosis(text: &str, minor: u8) -> Rc<Diagnosis> {
    LAST.with_borrow_mut(|last| match last {
        Some((known, diagnosis)) if *known == minor && diagnosis.text() == text => {
            Rc::clone(diagnosis)
        }
        _ => {
            let diagnosis = Rc::new(Diagnosis::of(text, version(minor)));
            *last = Some((minor, Rc::clone(&diagnosis)));
            diagnosis
        }
    })
}

fn version(minor: u8) -> Version {
    Version::new(minor).unwrap_or(Version::NEWEST)
}

/// Everything that is told about `text`, as `Review` in contract.ts.
#[wasm_bindgen]
pub fn review(text: &str, minor: u8) -> JsValue {
    let diagnosis = diagnosis(text, minor);
    let all = diagnosis.diagnostics();
    let offsets = Utf16::of(text);
    let errors = all.iter().filter(|it| it.severity == Severity::Error).count();
    Plain::new()
        .text("list", &markup::diagnostic_list(all))
        .text("count", &markup::diagnostic_count(all))
        .text("order", &diagnostics::order(all).unwrap_or_default())
        .number("errors", errors)
        .with("items", all.iter().map(|it| item(it, &offsets)).collect::<Array>())
        .into()
}

/// The title of the first fix for each of the first `count` items, or null.
#[wasm_bindgen]
pub fn titles(text: &str, minor: u8, count: usize) -> Array {
    let diagnosis = diagnosis(text, minor);
    let places = 0..count.min(diagnosis.diagnostics().len());
    let title = |place| diagnosis.fixes(place).first().map(|fix| JsValue::from(&fix.title));
    places.map(|place| title(place).unwrap_or(JsValue::NULL)).collect()
}

/// The note about one item, as `Note` in contract.ts.
#[wasm_bindgen]
pub fn note(text: &str, minor: u8, place: usize) -> JsValue {
    let diagnosis = diagnosis(text, minor);
    let Some(diagnostic) = diagnosis.diagnostics().get(place) else { return JsValue::UNDEFINED };
    let fixes = diagnosis.fixes(place);
    offer(&markup::diagnostic_note(diagnostic, &fixes, text), &fixes, text)
}

/// What can be changed although nothing is wrong, as `Note` in contract.ts.
#[wasm_bindgen]
pub fn changes(text: &str, minor: u8, object: usize) -> JsValue {
    let changes = diagnosis(text, minor).changes(object);
    let html = markup::changes(&changes, text);
    let fixes: Vec<Fix> = changes.into_iter().map(|change| change.fix).collect();
    offer(&html, &fixes, text)
}

/// A paste as it was meant, as `Repair` in contract.ts; undefined if there is nothing to repair.
/// `answers` alternates lines of the paste and the places picked for them.
#[wasm_bindgen(js_name = repair)]
pub fn repair_paste(text: &str, answers: &Array) -> JsValue {
    let words: Vec<String> = answers.iter().filter_map(|word| word.as_string()).collect();
    let answers = words
        .chunks_exact(2)
        .filter_map(|pair| Some(Answer { line: pair[0].parse().ok()?, place: pair[1].clone() }));
    let answers: Vec<Answer> = answers.collect();
    match repair::repair_with(text, &answers) {
        // Characters that nobody sees and nothing minds are no reason to ask.
        Some(repaired) if is_invisible(&repaired) && manifest::parse(text).problems.is_empty() => {
            JsValue::UNDEFINED
        }
        Some(repaired) => Plain::new()
            .text("html", &markup::repair(text, &repaired))
            .text("text", &repaired.text)
            .into(),
        None => JsValue::UNDEFINED,
    }
}

/// Whether nothing but invisible characters was taken off.
fn is_invisible(repaired: &Repaired) -> bool {
    repaired.changes.iter().all(|change| change.kind == ChangeKind::Invisible)
}

/// Kubernetes' documentation, as the build has written it; until it is given, answers have no texts.
#[wasm_bindgen]
pub fn document(text: &str) {
    DOCUMENTATION.set(Documentation::read(text));
}

/// What may be written at `offset`, as `Completions` in src/editor/contract.ts; undefined if nothing.
#[wasm_bindgen]
pub fn complete(text: &str, offset: usize, minor: u8) -> JsValue {
    let offsets = Utf16::of(text);
    let at = offsets.to_byte(offset);
    let found = DOCUMENTATION.with_borrow(|it| language::complete(text, at, version(minor), it));
    let Some(found) = found else { return JsValue::UNDEFINED };
    let items = found.items.iter().enumerate().map(|(place, item)| -> JsValue {
        // The editor sorts by its own measure, and then by this: the order is the language's.
        let boost = 99_i32.saturating_sub(i32::try_from(place).unwrap_or(i32::MAX)).max(-99);
        let kind = if item.kind == CompletionKind::Field { "field" } else { "value" };
        Plain::new()
            .text("label", &item.label)
            .text("detail", &item.detail)
            .text("insert", &item.insert)
            .number("caret", Utf16::of(&item.insert).of_byte(item.caret))
            .text("kind", kind)
            .with("boost", boost)
            .text("info", &markup::completion_help(item))
            .into()
    });
    range(&offsets, found.range).with("items", items.collect::<Array>()).into()
}

/// What stands at `offset`, as `Help` in src/editor/contract.ts; undefined if nothing is known.
#[wasm_bindgen]
pub fn hover(text: &str, offset: usize, minor: u8) -> JsValue {
    let offsets = Utf16::of(text);
    let at = offsets.to_byte(offset);
    let found = DOCUMENTATION.with_borrow(|it| language::hover(text, at, version(minor), it));
    match found {
        Some(found) => {
            range(&offsets, found.range).text("html", &markup::hover_help(&found)).into()
        }
        None => JsValue::UNDEFINED,
    }
}

fn range(offsets: &Utf16, range: TextRange) -> Plain {
    let (from, to) = (offsets.of_byte(range.start), offsets.of_byte(range.end));
    Plain::new().number("from", from).number("to", to)
}

fn offer(html: &str, fixes: &[Fix], text: &str) -> JsValue {
    let offsets = Utf16::of(text);
    let edits = |fix: &Fix| {
        let edit = |it: &crate::fix::TextEdit| -> JsValue {
            Plain::new()
                .number("from", offsets.of_byte(it.range.start))
                .number("to", offsets.of_byte(it.range.end))
                .text("insert", &it.text)
                .into()
        };
        fix.edits.iter().map(edit).collect::<Array>()
    };
    let fix = |it: &Fix| -> JsValue {
        Plain::new().text("title", &it.title).with("edits", edits(it)).into()
    };
    Plain::new().text("html", html).with("fixes", fixes.iter().map(fix).collect::<Array>()).into()
}

fn item(diagnostic: &Diagnostic, offsets: &Utf16) -> JsValue {
    let code = match diagnostic.about {
        About::Problem(_) => JsValue::NULL,
        About::Finding(code) => code.into(),
    };
    Plain::new()
        .text("severity", markup::sign(diagnostic.severity).1)
        .text("kind", &diagnostic.title())
        .with("code", code)
        .text("path", &diagnostic.path)
        .number("line", diagnostic.position.line)
        .number("column", diagnostic.position.column)
        .text("message", &diagnostic.message)
        .text("help", &diagnostic.help)
        .number("from", offsets.of_byte(diagnostic.range.start))
        .number("to", offsets.of_byte(diagnostic.range.end))
        .with("object", plain::or_null(diagnostic.object))
        .with("container", plain::or_null(diagnostic.container.map(|it| it.0)))
        .with("time", plain::or_null(diagnostic.moment.and_then(|at| usize::try_from(at.0).ok())))
        .text("hover", &markup::diagnostic_hover(diagnostic))
        .into()
}
