//! What the page's workbench asks the language worker: functions that JavaScript calls, each pure.
//!
//! A second WebAssembly module, loaded after the first paint and run beside the page: the whole of
//! validation, the rules beyond it, fixes, repair, completion and hover have no room in the first load
//! (docs/decisions/0008). Turns byte offsets into UTF-16 units, and values into plain objects that
//! `src/workbench/contract.ts` describes; names here are names there.

mod plain;
mod utf16;

use crate::diagnostics::{self, About, Diagnostic, Severity};
use crate::markup;
use crate::version::Version;
use js_sys::Array;
use plain::Plain;
use utf16::Utf16;
use wasm_bindgen::prelude::*;

/// Begins: there is nothing to set up, the functions below are called.
pub fn start() {}

/// Everything that is told about `text`, as `Review` in contract.ts.
#[wasm_bindgen]
pub fn review(text: &str, minor: u8) -> JsValue {
    let version = Version::new(minor).unwrap_or(Version::NEWEST);
    let (_, diagnostics) = diagnostics::diagnose(text, version);
    let offsets = Utf16::of(text);
    let errors = diagnostics.iter().filter(|it| it.severity == Severity::Error).count();
    Plain::new()
        .text("list", &markup::diagnostic_list(&diagnostics))
        .text("count", &markup::diagnostic_count(&diagnostics))
        .text("order", &diagnostics::order(&diagnostics).unwrap_or_default())
        .number("errors", errors)
        .with("items", diagnostics.iter().map(|it| item(it, &offsets)).collect::<Array>())
        .into()
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
        .text("note", &markup::diagnostic_note(diagnostic))
        .into()
}
