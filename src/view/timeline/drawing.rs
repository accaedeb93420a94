//! Keeps the page up to date with scene, selection and cursor, and touches no more than has changed:
//! everything with another scene or layout, the marks of the selection with the selection, labels and
//! ticks with an event passed, and with every frame a few attributes.

use super::{find, scroll};
use crate::engine::SimTime;
use crate::markup::timeline::{self, Percent};
use crate::model::ContainerIndex;
use crate::scene::{Layout, Scene, Selection};
use crate::view::dom;
use leptos::wasm_bindgen::JsCast;
use std::fmt::Display;
use std::ops::Range;
use std::sync::Arc;
use web_sys::{Element, FocusOptions, SvgElement};

/// The elements that stay. The text is written into them.
struct Places {
    scroller: Element,
    grid: Element,
    gutter: Element,
    track: Element,
    scrubber: Element,
    legend: Element,
}

/// The page and what it shows.
pub(super) struct Drawing {
    places: Places,
    picture: Option<Picture>,
    step: scroll::Step,
}

impl Drawing {
    /// Nothing drawn yet.
    pub(super) fn new() -> Self {
        let places = Places {
            scroller: dom::element("timeline").into(),
            grid: dom::element("lanes").into(),
            gutter: dom::element("names").into(),
            track: dom::element("track").into(),
            scrubber: dom::element("scrubber").into(),
            legend: dom::element("legend").into(),
        };
        Self { places, picture: None, step: scroll::Step::default() }
    }

    /// Shows this.
    pub(super) fn show(&mut self, scene: Arc<Scene>, selection: Selection, cursor: SimTime) {
        let shown = self.picture.as_ref().filter(|shown| Arc::ptr_eq(&shown.scene, &scene));
        if shown.is_none_or(|shown| shown.selection != selection) {
            let layout = Layout::new(&scene, selection.container);
            if shown.is_none_or(|shown| shown.layout != layout) {
                self.picture = Picture::write(&self.places, scene, layout);
            }
            if let Some(picture) = &mut self.picture {
                picture.select(&self.places, selection);
            }
        }
        if let Some(picture) = &mut self.picture {
            let percent = picture.follow(&self.places, cursor);
            self.step.keep_in_view(&self.places.scroller, percent);
        }
    }
}

/// The text on the page, and the elements in it that change without being written anew.
struct Picture {
    scene: Arc<Scene>,
    layout: Layout,
    selection: Selection,
    /// The index of the arrow that explains the selected event.
    arrow: Option<usize>,
    /// The last change that is drawn as past.
    past: Option<SimTime>,
    /// The numbers of the axis that hide behind the badge.
    hidden: Range<usize>,
    /// The moment that is written on the badge, in tenths of a second.
    tenth: Option<u64>,
    /// The countdown that is written.
    grace: String,
    veil: Element,
    playhead: Element,
    badge: Element,
    badge_text: Element,
    countdown: Option<Element>,
    done: Element,
    thumb: Element,
}

impl Picture {
    /// Writes everything, as before the first event and with nothing selected.
    fn write(places: &Places, scene: Arc<Scene>, layout: Layout) -> Option<Self> {
        let Places { grid, gutter, track, scrubber, legend, .. } = places;
        let focus = find(track, ".lane:focus");
        let focus = focus.and_then(|lane| lane.get_attribute("data-container"));
        set(grid, "data-density", &layout.density.as_str());
        gutter.set_inner_html(&timeline::gutter(&scene, &layout));
        track.set_inner_html(&timeline::track(&scene, &layout));
        scrubber.set_inner_html(&timeline::scrubber(&scene));
        set(scrubber, "aria-valuemax", &scene.last().0.div_ceil(1000));
        legend.set_inner_html(&timeline::legend(&scene));
        if let Some(lane) = focus.and_then(|index| find_container(track, &index)) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            // Without focus the keys of the page still act.
            let _ = lane.unchecked_ref::<SvgElement>().focus_with_options(&options);
        }
        let picture = Self {
            selection: Selection::default(),
            arrow: None,
            past: None,
            hidden: 0..0,
            tenth: None,
            grace: String::new(),
            veil: find(track, ".veil")?,
            playhead: find(track, ".playhead")?,
            badge: find(track, ".badge")?,
            badge_text: find(track, ".badge text")?,
            countdown: find(track, ".grace"),
            done: find(scrubber, ".done")?,
            thumb: find(scrubber, ".thumb")?,
            scene,
            layout,
        };
        picture.write_causes(places);
        picture.write_past(places);
        picture.write_numbers(places);
        Some(picture)
    }

    fn write_causes(&self, places: &Places) {
        let (scene, layout, arrow) = (&self.scene, &self.layout, self.arrow);
        fill(&places.track, ".quiet-causes", &timeline::quiet_causes(scene, layout, arrow));
        fill(&places.track, ".selected-cause", &timeline::selected_cause(scene, layout, arrow));
        fill(&places.track, ".pills", &timeline::pill(scene, layout, arrow));
    }

    fn write_past(&self, places: &Places) {
        let labels = timeline::labels(&self.scene, &self.layout, self.past);
        fill(&places.track, ".past-labels", &labels);
        fill(&places.scrubber, ".ticks", &timeline::scrubber_ticks(&self.scene, self.past));
    }

    fn write_numbers(&self, places: &Places) {
        fill(&places.track, ".numbers", &timeline::numbers(&self.scene, &self.hidden));
    }

    /// Picks out a lane and an event.
    fn select(&mut self, places: &Places, selection: Selection) {
        self.selection = selection;
        mark(&places.gutter, selection.container);
        mark(&places.track, selection.container);
        let arrow = selection.event.and_then(|event| self.scene.arrow_for(event));
        if arrow != self.arrow {
            self.arrow = arrow;
            self.write_causes(places);
        }
    }

    /// Moves everything to `now`; returns where that is, in percent of the track.
    fn follow(&mut self, places: &Places, now: SimTime) -> f64 {
        let percent = self.scene.range.percent(now.min(self.scene.range.end));
        let x = Percent(percent);
        set(&self.veil, "x", &x);
        set(&self.veil, "width", &Percent(100.0 - percent));
        set(&self.playhead, "x", &x);
        let shift = timeline::badge_shift(percent);
        set(&self.badge, "transform", &format_args!("translate({shift} 0)"));
        set(&self.done, "x2", &x);
        set(&self.thumb, "x", &x);
        let past = self.scene.last_change(now);
        if past != self.past {
            self.past = past;
            self.write_past(places);
        }
        let hidden = timeline::hidden_numbers(&self.scene, percent);
        if hidden != self.hidden {
            self.hidden = hidden;
            self.write_numbers(places);
        }
        // Ten times a second is enough for assistive technology, too.
        let tenth = now.0 / 100;
        if self.tenth.replace(tenth) != Some(tenth) {
            self.badge_text.set_text_content(Some(&now.to_string()));
            let seconds = format!("{}.{}", tenth / 10, tenth % 10);
            set(&places.scrubber, "aria-valuenow", &seconds);
            set(&places.scrubber, "aria-valuetext", &format_args!("{seconds} seconds"));
        }
        let grace = timeline::grace(&self.scene, now);
        if let Some(countdown) = self.countdown.as_ref().filter(|_| grace != self.grace) {
            countdown.set_text_content(Some(&grace));
            self.grace = grace;
        }
        percent
    }
}

fn set(element: &Element, name: &str, value: &dyn Display) {
    dom::set(element, name, &value.to_string());
}

fn fill(root: &Element, selector: &str, text: &str) {
    if let Some(place) = find(root, selector) {
        place.set_inner_html(text);
    }
}

/// Marks the lane of `container` in `root`, and no other.
fn mark(root: &Element, container: Option<ContainerIndex>) {
    if let Some(last) = find(root, ".cur") {
        let _ = last.class_list().remove_1("cur");
        let _ = last.remove_attribute("aria-current");
    }
    if let Some(lane) = container.and_then(|container| find_container(root, &container.0)) {
        let _ = lane.class_list().add_1("cur");
        set(&lane, "aria-current", &"true");
    }
}

fn find_container(root: &Element, index: &dyn Display) -> Option<Element> {
    find(root, &format!("[data-container=\"{index}\"]"))
}
