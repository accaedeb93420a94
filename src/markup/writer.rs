//! Writing HTML and SVG: whatever is put in is escaped, whatever is opened is closed.

use std::fmt::{self, Display, Write};

/// HTML or SVG text under construction.
///
/// Values are taken as `&dyn Display`, so that there is one copy of this code in the page, however
/// many kinds of value are written.
#[derive(Debug, Default)]
pub struct Markup {
    text: String,
    open: Vec<&'static str>,
    in_tag: bool,
}

impl Markup {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens an element. Attributes may follow, then content, then [`Markup::close`].
    pub fn open(&mut self, tag: &'static str) -> &mut Self {
        self.end_tag();
        self.text.push('<');
        self.text.push_str(tag);
        self.open.push(tag);
        self.in_tag = true;
        self
    }

    /// Gives the element just opened an attribute.
    pub fn attr(&mut self, name: &'static str, value: &dyn Display) -> &mut Self {
        debug_assert!(self.in_tag, "attributes come before content");
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        self.escaped(value);
        self.text.push('"');
        self
    }

    /// Gives the element just opened an attribute if there is a value.
    pub fn attr_if(&mut self, name: &'static str, value: Option<&dyn Display>) -> &mut Self {
        if let Some(value) = value {
            self.attr(name, value);
        }
        self
    }

    /// Writes text.
    pub fn text(&mut self, text: &dyn Display) -> &mut Self {
        self.end_tag();
        self.escaped(text);
        self
    }

    /// Writes markup of our own as it stands. It must be complete in itself; nothing that comes from
    /// outside is `'static`.
    pub fn verbatim(&mut self, markup: &'static str) -> &mut Self {
        self.end_tag();
        self.text.push_str(markup);
        self
    }

    /// Closes the element opened last.
    pub fn close(&mut self) -> &mut Self {
        self.end_tag();
        debug_assert!(!self.open.is_empty(), "close follows open");
        if let Some(tag) = self.open.pop() {
            self.text.push_str("</");
            self.text.push_str(tag);
            self.text.push('>');
        }
        self
    }

    /// An element with a class and text: `<b class="who">api</b>`.
    pub fn leaf(
        &mut self,
        tag: &'static str,
        class: &'static str,
        text: &dyn Display,
    ) -> &mut Self {
        self.open(tag);
        if !class.is_empty() {
            self.attr("class", &class);
        }
        self.text(text).close()
    }

    /// The finished text. Everything must be closed.
    pub fn finish(self) -> String {
        debug_assert!(self.open.is_empty(), "{:?} is still open", self.open);
        self.text
    }

    fn end_tag(&mut self) {
        if std::mem::take(&mut self.in_tag) {
            self.text.push('>');
        }
    }

    fn escaped(&mut self, value: &dyn Display) {
        // Writing into a string cannot fail.
        let _ = write!(Escape(&mut self.text), "{value}");
    }
}

/// Escapes what HTML and SVG would read as markup, in text and in quoted attributes alike.
struct Escape<'a>(&'a mut String);

impl Write for Escape<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                other => self.0.push(other),
            }
        }
        Ok(())
    }
}

/// A number with at most two decimals, printed without the code that floating-point printing takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hundredths(i64);

impl Hundredths {
    /// `value`, rounded to hundredths; what is not a number becomes 0.
    #[expect(clippy::cast_possible_truncation, reason = "rounding is the purpose; saturates")]
    pub fn of(value: f64) -> Self {
        Self((value * 100.0).round() as i64)
    }
}

impl Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let sign = if self.0 < 0 { "-" } else { "" };
        match (rest, rest % 10) {
            (0, _) => write!(f, "{sign}{whole}"),
            (_, 0) => write!(f, "{sign}{whole}.{}", rest / 10),
            _ => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Hundredths, Markup};

    #[test]
    fn names_with_markup_in_them_stay_text() {
        let mut markup = Markup::new();
        markup
            .open("p")
            .attr("title", &"a \"b\" <i>")
            .text(&"<script>alert(1)</script> & so on")
            .close();
        assert_eq!(
            markup.finish(),
            "<p title=\"a &quot;b&quot; &lt;i&gt;\">&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on</p>"
        );
    }

    #[test]
    fn elements_nest_and_close() {
        let mut markup = Markup::new();
        markup.open("g").attr("class", &"lane").leaf("b", "", &1).leaf("i", "x", &"y").close();
        assert_eq!(markup.finish(), "<g class=\"lane\"><b>1</b><i class=\"x\">y</i></g>");
    }

    #[test]
    fn hundredths_are_printed_as_short_as_they_are() {
        for (value, text) in [
            (0.0, "0"),
            (12.0, "12"),
            (12.5, "12.5"),
            (12.345, "12.35"),
            (0.05, "0.05"),
            (-1.25, "-1.25"),
            (f64::NAN, "0"),
        ] {
            assert_eq!(Hundredths::of(value).to_string(), text);
        }
    }
}
