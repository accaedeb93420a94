//! The Pods of a workload: a row for each, on the workload's own time axis, in the language of the
//! lanes below them.

use super::pod_lane::phase;
use super::{Percent, bar, line, pin, px, text};
use crate::engine::JobRow;
use crate::markup::Markup;
use crate::markup::icon::{Icon, draw};
use crate::scene::{PodEnd, PodRow, PodStrip, Range};

/// The height of a row's picture; the bar stands in its middle.
const HEIGHT: f64 = 20.0;
/// The upper edge of the bar, and its height.
const BAR: (f64, f64) = (4.0, 12.0);
/// The height of the Ready edge.
const EDGE: f64 = 3.0;
/// How much of the axis, in percent, the words of a back-off need before the Pod.
const WORDS: f64 = 11.0;

/// The options of a list: one for each Pod, `#pod-<place>` with `data-pod`; `picked` is the selected
/// one, and the only one that Tab reaches.
pub fn pod_rows(strip: &PodStrip, picked: usize) -> String {
    let mut markup = Markup::new();
    for (place, row) in strip.rows.iter().enumerate() {
        let selected = place == picked;
        markup.open("div").attr("role", &"option");
        markup.attr("id", &format_args!("pod-{place}")).attr("data-pod", &place);
        markup
            .attr("aria-selected", &selected)
            .attr("tabindex", if selected { &"0" } else { &"-1" });
        markup.attr("title", &row.name).attr("data-end", &row.end.as_str());
        // All that follows is in it.
        markup.leaf("span", "vh", &row.sentence);
        markup.open("span").attr("class", &"pod-end").attr("aria-hidden", &"true");
        markup.leaf("b", "ord", &(place + 1));
        draw(&mut markup, sign(row.end));
        markup.leaf("span", "", &row.end.as_str()).close();
        picture(&mut markup, row, strip.range);
        markup.close();
    }
    markup.finish()
}

/// The axis above the rows.
pub fn pod_axis(strip: &PodStrip) -> String {
    let mut markup = Markup::new();
    for tick in &strip.ticks {
        let left = Percent(strip.range.percent(tick.at));
        markup.open("span").attr("style", &format_args!("left:{left}")).text(&tick.text).close();
    }
    markup.finish()
}

/// What `kubectl get job` prints, as terms and values.
pub fn job_row(row: &JobRow) -> String {
    let mut markup = Markup::new();
    let cells: [(&str, &str); 4] = [
        ("NAME", &row.name),
        // Before 1.30 it is not printed.
        ("STATUS", row.status.unwrap_or_default()),
        ("COMPLETIONS", &row.completions),
        ("DURATION", &row.duration),
    ];
    for (head, value) in cells {
        if !value.is_empty() {
            markup.open("div").leaf("dt", "", &head).leaf("dd", "", &value).close();
        }
    }
    markup.finish()
}

fn sign(end: PodEnd) -> Icon {
    match end {
        PodEnd::Succeeded => Icon::Check,
        PodEnd::Failed => Icon::Cross,
        PodEnd::Deleted => Icon::Minus,
        PodEnd::Running => Icon::Play,
        PodEnd::Pending => Icon::Pause,
    }
}

fn picture(markup: &mut Markup, row: &PodRow, whole: Range) {
    let middle = HEIGHT / 2.0;
    markup.open("svg").attr("class", &"tl").attr("width", &"100%").attr("height", &px(HEIGHT));
    markup.attr("aria-hidden", &"true");
    let created = whole.percent(row.created);
    if let Some((span, words)) = &row.back_off {
        line(markup, "gap", (whole.percent(span.from), middle), (created, middle)).close();
        if created > WORDS {
            text(pin(markup, created), "gaplabel", -8.0, middle + 4.0)
                .attr("text-anchor", &"end")
                .text(words)
                .close()
                .close();
        }
    }
    // From here on in the Pod's own time.
    markup.open("svg").attr("x", &Percent(created)).attr("width", &Percent(100.0 - created));
    markup.attr("overflow", &"visible");
    for bar in &row.lane.phases {
        phase(markup, bar, row.range, BAR);
    }
    for span in &row.lane.ready {
        bar(markup, "pedge", row.range, *span, (BAR.0, EDGE)).close();
    }
    if let Some(at) = row.deleted {
        let x = row.range.percent(at);
        line(markup, "delete", (x, 0.0), (x, HEIGHT)).close();
    }
    if let (Some(at), false) = (row.ended, row.label.is_empty()) {
        text(pin(markup, row.range.percent(at)), "exitcode", 12.0, middle + 4.0)
            .text(&row.label)
            .close()
            .close();
    }
    markup.close().close();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{inferred, simulate_workload};
    use crate::model::{Version, lower, workload};
    use crate::{manifest, scene};

    fn strip(name: &str) -> PodStrip {
        let text = format!(
            "{{apiVersion: batch/v1, kind: Job, metadata: {{name: '{name}'}}, spec: {{backoffLimit: 2, template: {{spec: {{\
             restartPolicy: Never, containers: [{{name: app, image: busybox, command: [sh, -c, 'sleep 4; exit 3']}}]}}}}}}}}"
        );
        let object = &manifest::parse(&text).objects[0];
        let pod = lower(object, Version::NEWEST).pod.expect("a Pod");
        let scenario = inferred::scenario(&pod, Version::NEWEST);
        let job = workload(object, pod, Version::NEWEST).expect("a Job");
        scene::pod_strip(&simulate_workload(&job, &scenario, Version::NEWEST))
    }

    #[test]
    fn every_pod_is_an_option_and_only_the_picked_one_is_reached_by_tab() {
        let rows = pod_rows(&strip("w"), 1);
        let options: Vec<&str> = rows.split("<div role=\"option\"").skip(1).collect();
        assert_eq!(options.len(), 3, "{rows}");
        for (place, option) in options.iter().enumerate() {
            let (selected, tab) = if place == 1 { ("true", "0") } else { ("false", "-1") };
            let head = format!(
                " id=\"pod-{place}\" data-pod=\"{place}\" aria-selected=\"{selected}\" tabindex=\"{tab}\" \
                 title=\"w-"
            );
            assert!(option.starts_with(&head), "{option}");
            let name = format!("><span class=\"vh\">Pod {} of 3, Failed, ", place + 1);
            assert!(option.contains(&name), "{option}");
            assert!(option.contains("<span>Failed</span>"), "{option}");
            assert!(option.contains("cap bad") && option.contains(">exit 3</text>"), "{option}");
        }
        assert!(!options[0].contains("back-off"), "{rows}");
        assert!(
            options[1].contains("class=\"gap\"") && options[1].contains("10 s back-off"),
            "{rows}"
        );
    }

    #[test]
    fn a_name_stays_text() {
        let rows = pod_rows(&strip("<script>"), 0);
        assert!(rows.contains("title=\"&lt;script&gt;-") && !rows.contains("<script"), "{rows}");
    }

    #[test]
    fn a_job_has_no_status_before_1_30() {
        let row = JobRow {
            name: "w".to_owned(),
            status: None,
            completions: "0/1".to_owned(),
            duration: "7s".to_owned(),
            age: "7s".to_owned(),
        };
        assert_eq!(
            job_row(&row),
            "<div><dt>NAME</dt><dd>w</dd></div><div><dt>COMPLETIONS</dt><dd>0/1</dd></div>\
             <div><dt>DURATION</dt><dd>7s</dd></div>"
        );
        let row = JobRow { status: Some("Running"), ..row };
        assert!(job_row(&row).contains("<dt>STATUS</dt><dd>Running</dd>"));
    }
}
