//! Plain JavaScript objects, field by field: no serializer, which would weigh more than all of them.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// An object under construction.
pub(super) struct Plain(Object);

impl Plain {
    pub(super) fn new() -> Self {
        Self(Object::new())
    }

    pub(super) fn with(self, name: &str, value: impl Into<JsValue>) -> Self {
        // Fails only for objects that are frozen.
        let _ = Reflect::set(&self.0, &name.into(), &value.into());
        self
    }

    pub(super) fn text(self, name: &str, value: &str) -> Self {
        self.with(name, value)
    }

    pub(super) fn number(self, name: &str, value: usize) -> Self {
        self.with(name, number(value))
    }
}

impl From<Plain> for JsValue {
    fn from(plain: Plain) -> Self {
        plain.0.into()
    }
}

/// The number, or null.
pub(super) fn or_null(value: Option<usize>) -> JsValue {
    value.map_or(JsValue::NULL, number)
}

/// An offset, a line or a time: far below what JavaScript's numbers hold exactly.
#[expect(clippy::cast_precision_loss, reason = "no text has 2^53 characters")]
fn number(value: usize) -> JsValue {
    (value as f64).into()
}
