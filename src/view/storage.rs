//! What the browser remembers between visits: the theme and whether single keys act. Never the
//! manifest, which may hold secrets.
//!
//! Storage can be switched off or full; then nothing is remembered and nothing breaks.

/// The keys in use.
#[derive(Clone, Copy)]
pub(super) enum Entry {
    /// The chosen theme; `static/theme.js` reads it before the first paint.
    Theme,
    /// `off` when single-key shortcuts are switched off.
    SingleKeys,
}

impl Entry {
    fn key(self) -> &'static str {
        match self {
            Self::Theme => "podline.theme",
            Self::SingleKeys => "podline.single-keys",
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The remembered value.
pub(super) fn read(entry: Entry) -> Option<String> {
    storage()?.get_item(entry.key()).ok()?
}

/// Remembers `value`.
pub(super) fn write(entry: Entry, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(entry.key(), value);
    }
}
