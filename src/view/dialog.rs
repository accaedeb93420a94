//! The frame of every dialog: the browser's own modal `<dialog>`, which keeps the focus inside,
//! closes on Escape and gives the focus back.

use super::icon::{Glyph, Icon};
use super::session::use_session;
use leptos::prelude::*;

/// The dialogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialog {
    /// The examples.
    Examples,
    /// The keys.
    Help,
}

/// A dialog that is open while the session says so. Its content is made when it opens.
#[component]
pub(super) fn DialogFrame(
    /// Which one.
    dialog: Dialog,
    /// The heading.
    title: &'static str,
    /// What stands between heading and foot.
    children: ChildrenFn,
    /// The foot.
    #[prop(into)]
    foot: ViewFn,
) -> impl IntoView {
    let session = use_session();
    let node = NodeRef::<leptos::html::Dialog>::new();
    let open = Memo::new(move |_| session.dialog.get() == Some(dialog));
    let close = move || session.dialog.set(None);
    Effect::new(move || {
        let Some(element) = node.get() else { return };
        match (open.get(), element.open()) {
            (true, false) => {
                let _ = element.show_modal();
            }
            (false, true) => element.close(),
            _ => {}
        }
    });
    let closed = move |_| {
        if open.get_untracked() {
            close();
        }
    };
    // A press on the dialog element itself is one on the scrim: its content covers all the rest.
    let pressed = move |event: web_sys::MouseEvent| {
        if event.target() == event.current_target() {
            close();
        }
    };
    let heading = StoredValue::new(format!("{}-title", title.to_lowercase()));
    view! {
        <dialog class="dialog" node_ref=node aria-labelledby=heading.get_value() on:close=closed on:mousedown=pressed>
            <Show when=move || open.get()>
                <div class="dialog-in">
                    <header>
                        <h2 id=heading.get_value()>{title}</h2>
                        <button class="btn icon" aria-label="Close" on:click=move |_| close()>
                            <Icon glyph=Glyph::Cross />
                        </button>
                    </header>
                    <div class="dbody">{children()}</div>
                    <footer>{foot.run()}</footer>
                </div>
            </Show>
        </dialog>
    }
}
