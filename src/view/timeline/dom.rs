//! A few words for the document: everything is found by a selector, and nothing here can fail loudly.

use std::fmt::Display;
use web_sys::Element;

/// The first element inside `root` that fits `selector`.
pub(super) fn find(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

/// Sets an attribute.
pub(super) fn set(element: &Element, name: &str, value: &dyn Display) {
    // Refused are only names that are none.
    let _ = element.set_attribute(name, &value.to_string());
}

/// Takes an attribute away.
pub(super) fn unset(element: &Element, name: &str) {
    // An attribute that is not there is no error.
    let _ = element.remove_attribute(name);
}

/// Adds or removes a class.
pub(super) fn class(element: &Element, name: &str, on: bool) {
    // Refused are only names that are none.
    let _ = element.class_list().toggle_with_force(name, on);
}

/// The number in `attribute` of `element` or of the nearest element around it that has one.
pub(super) fn number(element: &Element, attribute: &str) -> Option<u32> {
    let owner = element.closest(&format!("[{attribute}]")).ok()??;
    owner.get_attribute(attribute)?.parse().ok()
}
