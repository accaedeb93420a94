//! The page: where the panes stand.

use super::drawer::Drawer;
use super::editor::EditorPane;
use super::event_list::EventList;
use super::examples_dialog::ExamplesDialog;
use super::help_dialog::HelpDialog;
use super::notices::{Notices, StopsHere};
use super::playback_bar::PlaybackBar;
use super::session::Session;
use super::splitter::Splitter;
use super::status_ribbon::StatusRibbon;
use super::timeline::TimelinePane;
use super::timeline_head::{DeletionNote, TimelineHead};
use super::top_bar::TopBar;
use leptos::prelude::*;

/// The whole page.
#[component]
pub(super) fn App(session: Session) -> impl IntoView {
    provide_context(session);
    let seek = Callback::new(move |at| session.seek(at));
    let move_deletion = Callback::new(move |at| session.delete_pod(at));
    view! {
        <TopBar />
        <main class="explore" id="page">
            <EditorPane />
            <Splitter />
            <div class="stage" id="stage" tabindex="-1">
                <StatusRibbon />
                <Notices />
                <section class="timeline-area" aria-label="Timeline">
                    <TimelineHead />
                    <TimelinePane
                        scene=session.scene
                        cursor=session.cursor
                        selection=session.selection
                        seek
                        move_deletion
                    >
                        <PlaybackBar />
                    </TimelinePane>
                    <div class="footnotes">
                        <DeletionNote />
                        <StopsHere />
                    </div>
                </section>
                <div class="lower">
                    <EventList />
                    <Drawer />
                </div>
            </div>
        </main>
        <ExamplesDialog />
        <HelpDialog />
    }
}
