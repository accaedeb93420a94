//! Podline's page as a reader meets it: its text field, its buttons, its lanes, its keys.

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use std::time::Duration;

/// The page in one browser.
#[derive(Clone)]
pub(crate) struct Page(pub(crate) Client);

/// One lane as it is drawn.
#[derive(Debug)]
pub(crate) struct Lane {
    /// What a screen reader says of it.
    pub(crate) sentence: String,
    /// Where the first bar begins, in pixels from the left of the track; `None` without a bar.
    pub(crate) starts: Option<f64>,
    /// Where the last bar ends.
    pub(crate) ends: Option<f64>,
}

impl Page {
    /// Runs a script in the page; `return` gives the value back.
    pub(crate) async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.0.execute(script, arguments).await.expect("the script runs")
    }

    /// Waits until `window.podline` is there, and the editor.
    pub(crate) async fn ready(&self) {
        self.wait_for("return window.podline !== undefined").await;
        self.wait_for("return document.querySelector('.cm-content') !== null").await;
    }

    /// Waits until a script returns true.
    pub(crate) async fn wait_for(&self, condition: &str) {
        for _ in 0..200 {
            if self.script(condition, vec![]).await == json!(true) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("never came true within ten seconds: {condition}");
    }

    /// `podline.snapshot()`.
    pub(crate) async fn snapshot(&self) -> Value {
        self.script("return podline.snapshot()", vec![]).await
    }

    /// A function of `window.podline`.
    pub(crate) async fn call(&self, function: &str, argument: Value) {
        self.script(&format!("podline.{function}(arguments[0])"), vec![argument]).await;
    }

    /// Waits for what the last call changed to be on the screen.
    pub(crate) async fn painted(&self) {
        let twice = "const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
        self.0.execute_async(twice, vec![]).await.expect("frames come");
        // A notice takes its room a little later: a click meanwhile would miss.
        self.wait_for("return !document.getAnimations().some((it) => it instanceof CSSTransition)")
            .await;
    }

    /// One element.
    pub(crate) async fn find(&self, css: &str) -> Element {
        let found = self.0.find(Locator::Css(css)).await;
        found.unwrap_or_else(|error| panic!("no {css}: {error}"))
    }

    /// The button with this text or name.
    pub(crate) async fn button(&self, name: &str) -> Element {
        let path = format!(
            "//button[not(ancestor::*[@hidden])][@aria-label='{name}' or normalize-space(.)='{name}']"
        );
        let found = self.0.find(Locator::XPath(&path)).await;
        found.unwrap_or_else(|error| panic!("no button named {name}: {error}"))
    }

    /// Presses the button with this text or name.
    pub(crate) async fn press_button(&self, name: &str) {
        self.button(name).await.click().await.expect("the button can be clicked");
    }

    /// Presses one key, with others held, wherever the focus is.
    pub(crate) async fn keys(&self, held: &[char], key: char) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for &value in held {
            actions = actions.then(KeyAction::Down { value });
        }
        actions = actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        for &value in held {
            actions = actions.then(KeyAction::Up { value });
        }
        self.0.perform_actions(actions).await.expect("the key is pressed");
    }

    /// Presses one key.
    pub(crate) async fn key(&self, key: char) {
        self.keys(&[], key).await;
    }

    /// Where the text is written: the editor, or the plain text field where that was chosen.
    pub(crate) async fn editor(&self) -> Element {
        self.find(".cm-content, textarea:not([hidden])").await
    }

    /// What stands in the text field.
    pub(crate) async fn text(&self) -> String {
        let text = self.script("return document.querySelector('textarea').value", vec![]).await;
        text.as_str().expect("the field has a text").to_owned()
    }

    /// Puts a text in the place of what stands in the editor, as a paste does: everything is selected, and
    /// the editor gets the event that the browser sends; the plain field gets its own editing command.
    pub(crate) async fn paste(&self, text: &str) {
        // What the text before was offered.
        let close = "document.querySelectorAll('dialog[open]').forEach((it) => it.close())";
        self.script(close, vec![]).await;
        self.script(
            "document.querySelector('.cm-content, textarea:not([hidden])').focus()",
            vec![],
        )
        .await;
        self.keys(&[CONTROL], 'a').await;
        let script = "const target = document.activeElement;
            if (target.localName === 'textarea') {
                if (arguments[0] === '') return document.execCommand('delete');
                return document.execCommand('insertText', false, arguments[0]);
            }
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', arguments[0]);
            const event = new Event('paste', { bubbles: true, cancelable: true });
            // Not every engine takes it with the constructor.
            Object.defineProperty(event, 'clipboardData', { value: clipboardData });
            return !target.dispatchEvent(event)";
        if text.is_empty() {
            self.key(DELETE).await;
        } else {
            let done = self.script(script, vec![json!(text)]).await;
            assert_eq!(done, json!(true), "the browser pastes");
        }
        // Single keys act on the page, not in the field.
        self.key(ESCAPE).await;
    }

    /// The lane of one container, measured on the screen.
    pub(crate) async fn lane(&self, container: &str) -> Lane {
        let script = "const name = arguments[0];
            const lane = [...document.querySelectorAll('.lanes .lane')]
                .find((lane) => lane.getAttribute('aria-label').startsWith(name + ','));
            if (!lane) return null;
            const track = lane.ownerSVGElement.getBoundingClientRect();
            const bars = [...lane.querySelectorAll('.body')].map((bar) => bar.getBoundingClientRect());
            return {
                sentence: lane.getAttribute('aria-label'),
                starts: bars.length ? Math.min(...bars.map((bar) => bar.left)) - track.left : null,
                ends: bars.length ? Math.max(...bars.map((bar) => bar.right)) - track.left : null,
            };";
        let lane = self.script(script, vec![json!(container)]).await;
        assert!(lane.is_object(), "there is a lane for {container}");
        Lane {
            sentence: lane["sentence"].as_str().unwrap_or_default().to_owned(),
            starts: lane["starts"].as_f64(),
            ends: lane["ends"].as_f64(),
        }
    }

    /// The instant of the first event of this kind of one subject, in milliseconds.
    pub(crate) fn first(snapshot: &Value, subject: &str, kind: &str) -> Option<u64> {
        snapshot["events"]
            .as_array()?
            .iter()
            .find(|event| event["subject"] == subject && event["kind"] == kind)?["time"]
            .as_u64()
    }
}

pub(crate) const CONTROL: char = '\u{e009}';
pub(crate) const DELETE: char = '\u{e017}';
pub(crate) const BACKSPACE: char = '\u{e003}';
pub(crate) const ENTER: char = '\u{e007}';
pub(crate) const TAB: char = '\u{e004}';
pub(crate) const F8: char = '\u{e038}';
pub(crate) const ESCAPE: char = '\u{e00c}';
pub(crate) const LEFT: char = '\u{e012}';
pub(crate) const UP: char = '\u{e013}';
pub(crate) const RIGHT: char = '\u{e014}';
pub(crate) const DOWN: char = '\u{e015}';
pub(crate) const END: char = '\u{e010}';
pub(crate) const HOME: char = '\u{e011}';
pub(crate) const SHIFT: char = '\u{e008}';
