//! The legend: what each texture and glyph means, drawn by the same parts as the lanes.

use super::glyph;
use crate::markup::Markup;
use crate::scene::Scene;

const BODY: &str = r#"<rect class="body" x="1" y="2" width="24" height="12"/>"#;
const OUTLINE: &str = r#"<rect class="outline" x="1" y="2" width="24" height="12" rx="2"/>"#;

/// The items of the legend. What is rare is explained only where it occurs.
pub fn legend(scene: &Scene) -> String {
    let mut kills = scene.lanes().flat_map(|lane| &lane.signals).map(|mark| mark.kill);
    let mut gaps = scene.lanes().flat_map(|lane| &lane.gaps);
    let mut markup = Markup::new();
    let m = &mut markup;

    open(m).verbatim(r#"<line class="wait" x1="2" x2="25" y1="8" y2="8"/>"#);
    close(m, "waiting");
    open(m).verbatim(
        r#"<rect class="pull" x="1" y="4.5" width="24" height="7" fill="url(#pull-ink)"/>"#,
    );
    close(m, "image pull");
    open(m).verbatim(BODY).verbatim(OUTLINE);
    close(m, "running");
    open(m)
        .verbatim(BODY)
        .verbatim(OUTLINE)
        .verbatim(r#"<rect class="edge" x="1" y="2" width="24" height="4"/>"#);
    close(m, "ready");
    open(m).verbatim(
        r#"<rect class="body" x="1" y="1" width="24" height="14"/><rect class="hook" x="4" y="5" width="18" height="8" rx="2"/>"#,
    );
    close(m, "hook");
    glyph::probe(at(open(m), "translate(8 5)"), false).close();
    glyph::probe(at(m, "translate(18 5)"), true).close();
    close(m, "probe fail, pass");
    glyph::signal(at(open(m), "translate(12 9)"), false, 7.0).close();
    close(m, "SIGTERM");
    if kills.any(|kill| kill) {
        glyph::signal(at(open(m), "translate(12 12)"), true, 4.0).close();
        close(m, "SIGKILL");
    }
    open(m)
        .verbatim(
            r#"<rect class="term" x="1" y="2" width="24" height="12" fill="url(#term-ink)"/>"#,
        )
        .verbatim(OUTLINE);
    close(m, "stopping");
    glyph::cap(at(open(m), "translate(12 8)"), 0).close();
    close(m, "exit 0");
    glyph::cap(at(open(m), "translate(12 8)"), 1).close();
    close(m, "exit ≠ 0");
    if gaps.next().is_some() {
        open(m).verbatim(r#"<line class="gap" x1="2" x2="25" y1="8" y2="8"/>"#);
        close(m, "back-off");
    }
    open(m).verbatim(BODY).verbatim(
        r#"<path class="outline" d="M12 2H1V14H12"/><path class="outline assumed" d="M12 2H25V14H12"/>"#,
    );
    close(m, "time assumed");
    markup.finish()
}

/// Opens an item and its drawing.
fn open(markup: &mut Markup) -> &mut Markup {
    markup
        .open("li")
        .open("svg")
        .attr("width", &26)
        .attr("height", &16)
        .attr("class", &"lg")
        .attr("aria-hidden", &"true")
}

/// Closes both, with what the drawing stands for.
fn close(markup: &mut Markup, meaning: &'static str) {
    markup.close().text(&meaning).close();
}

/// Opens a group for a glyph.
fn at<'m>(markup: &'m mut Markup, transform: &'static str) -> &'m mut Markup {
    markup.open("g").attr("transform", &transform)
}
