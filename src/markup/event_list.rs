//! Everything that happens, as rows of a table: the timeline in words.

use super::Markup;
use crate::engine::{Event, EventId, EventKind, Subject, Timeline};
use crate::model::{ContainerIndex, ProbeKind};
use crate::playback;
use crate::scene::words;
use std::collections::BTreeMap;

/// The events that have a row. Probe results that repeat the one before, and what merely follows at
/// the same instant, are left out.
pub fn listed(timeline: &Timeline) -> Vec<EventId> {
    let mut last = BTreeMap::<(ContainerIndex, ProbeKind), bool>::new();
    let told = |event: &&Event| match (event.subject, &event.kind) {
        (Subject::Container(container), EventKind::Probed { probe, success }) => {
            last.insert((container, *probe), *success) != Some(*success)
        }
        (_, EventKind::PhaseChanged(_)) => true,
        _ => playback::is_step(event),
    };
    timeline.events.iter().filter(told).map(|event| event.id).collect()
}

/// The rows of the events `listed`: each is `#event-<id>` and carries `data-event`.
pub fn event_rows(timeline: &Timeline, listed: &[EventId]) -> String {
    let mut markup = Markup::new();
    for &id in listed {
        row(&mut markup, timeline, timeline.event(id));
    }
    markup.finish()
}

fn row(markup: &mut Markup, timeline: &Timeline, event: &Event) {
    let id = event.id.0;
    markup.open("tr").attr("id", &format_args!("event-{id}")).attr("data-event", &id);
    markup.open("td").leaf("button", "link", &event.at).close();
    markup.open("td");
    match event.subject {
        Subject::Pod => markup.leaf("span", "who", &"Pod"),
        Subject::Container(index) => markup.attr("data-lane", &super::hue(index)).leaf(
            "span",
            "who",
            &timeline.pod.container(index).name,
        ),
    };
    markup.close();
    markup.open("td").text(&words::capital(&words::sentence(timeline, event))).text(&" ");
    if event.assumed {
        markup.open("abbr").attr("class", &"assumed");
        markup.attr("title", &"Nobody says how long this takes: Podline assumes it");
        markup.text(&"assumed").close();
    }
    markup.close();
    // The word that heads the column is not said again in each row.
    let because = words::because(timeline, event).unwrap_or_default();
    markup.leaf("td", "because", &because.strip_prefix("because ").unwrap_or(&because));
    markup.close();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::sample;

    #[test]
    fn a_row_says_when_who_what_and_why_and_a_name_stays_text() {
        let timeline = sample::timeline("<script>");
        let listed = listed(&timeline);
        let rows = event_rows(&timeline, &listed);
        let started = timeline.events.iter().find(|event| event.kind == EventKind::Started);
        let id = started.expect("it starts").id.0;
        let from =
            rows.find(&format!("<tr id=\"event-{id}\" data-event=\"{id}\">")).expect("a row");
        let row = &rows[from..from + rows[from..].find("</tr>").expect("its end")];
        assert!(
            row.contains("<td data-lane=\"1\"><span class=\"who\">&lt;script&gt;</span>"),
            "{row}"
        );
        assert!(row.contains("<td>Container &lt;script&gt; starts "), "{row}");
        assert!(row.contains("<td class=\"because\">&lt;script&gt; was created"), "{row}");
        assert!(!rows.contains("<script"), "{rows}");
    }

    #[test]
    fn phases_have_a_row_and_conditions_have_none() {
        let timeline = sample::timeline("app");
        let listed = listed(&timeline);
        let has =
            |of: fn(&EventKind) -> bool| listed.iter().any(|&id| of(&timeline.event(id).kind));
        assert!(has(|kind| matches!(kind, EventKind::PhaseChanged(_))));
        assert!(!has(|kind| matches!(kind, EventKind::ConditionChanged(..))));
    }
}
