/** The editor over the text field of the manifest: its parts put together. Loaded after the first paint. */
import { closeBrackets } from "@codemirror/autocomplete";
import { history, isolateHistory } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { search } from "@codemirror/search";
import { EditorSelection, EditorState, type Extension } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  rectangularSelection,
} from "@codemirror/view";
import { completion } from "./completion";
import type { Edit, Editor, Page } from "./contract";
import { besides } from "./gutter";
import { help } from "./help";
import { yaml } from "./highlight";
import { indenting } from "./indentation";
import { keys } from "./keys";
import { lines } from "./lines";
import { marks, showMarks } from "./marks";
import { fromPage, mirror } from "./mirror";
import { noNote, note, showNote } from "./note";
import { rails, showRails } from "./rails";
import "./styles";
import { setTab, tab } from "./tab";

/** What the host wears while the editor is in it; style/code_mirror.css goes by it. */
const MOUNTED = "cm-mounted";

/** Puts the editor into `host`, in place of `field`, which stays what the page reads. */
export function mount(host: HTMLElement, field: HTMLTextAreaElement, page: Page): Editor {
  const focused = document.activeElement === field;
  const { selectionStart, selectionEnd, scrollTop, scrollLeft } = field;
  const view = new EditorView({
    doc: field.value,
    selection: { anchor: selectionStart, head: selectionEnd },
    extensions: extensions(field, page),
  });
  field.after(view.dom);
  field.hidden = true;
  host.classList.add(MOUNTED);
  // Once it has measured its lines.
  view.requestMeasure({ read: () => {}, write: () => view.scrollDOM.scrollTo(scrollLeft, scrollTop) });
  if (focused) view.focus();

  // Another theme has another size of type, and that changes nothing that the editor watches.
  const themes = new MutationObserver(() => view.requestMeasure());
  themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });

  return {
    load(text) {
      const { doc } = view.state;
      const changes = { from: 0, to: doc.length, insert: text };
      view.dispatch({
        changes: view.state.toText(text).eq(doc) ? [] : changes,
        selection: { anchor: 0 },
        // What was said about the old text.
        effects: [showMarks([]), noNote()],
        annotations: [fromPage.of(true), isolateHistory.of("full")],
        userEvent: "load",
      });
      view.scrollDOM.scrollTo(0, 0);
    },
    apply(edits) {
      if (!fits(edits, view.state.doc.length)) return false;
      view.dispatch({ changes: edits, annotations: isolateHistory.of("full"), userEvent: "fix" });
      return true;
    },
    select(from, to) {
      const end = view.state.doc.length;
      const range = EditorSelection.range(Math.min(from, end), Math.min(to, end));
      view.focus();
      view.dispatch({ selection: range, effects: EditorView.scrollIntoView(range, { y: "nearest", yMargin: 48 }) });
    },
    reveal(first, last) {
      const { doc } = view.state;
      const line = (number: number) => doc.line(Math.min(Math.max(number, 1), doc.lines));
      const range = EditorSelection.range(line(last).to, line(first).from);
      view.dispatch({ effects: EditorView.scrollIntoView(range, { y: "nearest", x: "start", yMargin: 48 }) });
    },
    rails(rails, selected, hovered) {
      view.dispatch({ effects: showRails(view.state, rails, selected, hovered) });
    },
    marks(marks) {
      view.dispatch({ effects: showMarks(marks) });
    },
    note: (line, html, focus = true) => showNote(view, line, html, focus),
    setTabMovesFocus: (on) => setTab(view, on),
    focus: () => view.focus(),
    destroy() {
      const { anchor, head } = view.state.selection.main;
      const { scrollTop, scrollLeft } = view.scrollDOM;
      const focused = view.hasFocus;
      themes.disconnect();
      view.destroy();
      host.classList.remove(MOUNTED);
      field.hidden = false;
      field.setSelectionRange(Math.min(anchor, head), Math.max(anchor, head), head < anchor ? "backward" : "forward");
      field.scrollTo(scrollLeft, scrollTop);
      if (focused) field.focus({ preventScroll: true });
    },
  };
}

function extensions(field: HTMLTextAreaElement, page: Page): Extension {
  // A finger brings its own handles and its own menu; what the editor draws would hide them.
  const finger = matchMedia("(pointer: coarse)").matches;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return [
    EditorState.allowMultipleSelections.of(true),
    EditorState.tabSize.of(2),
    finger ? [] : [drawSelection({ cursorBlinkRate: still ? 0 : 1200 }), rectangularSelection()],
    // What looks like a blank and is none: pastes from web pages are full of them.
    highlightSpecialChars({ addSpecialChars: /\u00a0/g }),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    search({ top: true }),
    bracketMatching(),
    closeBrackets(),
    yaml,
    indenting,
    rails,
    marks(page),
    besides(page),
    note,
    tab,
    help(page),
    completion(page),
    keys(page),
    lines(page),
    mirror(field),
    // A file belongs to the page, which opens it; what is dragged as text is put where it is dropped.
    EditorView.domEventHandlers({ drop: ({ dataTransfer }) => (dataTransfer?.files.length ?? 0) > 0 }),
    EditorView.contentAttributes.of({
      "aria-label": "Manifest, YAML or JSON",
      "aria-describedby": "problem-count",
      // It takes the focus anyway; said, tools know it.
      tabindex: "0",
    }),
  ];
}

/** Whether the edits are in order, apart, and inside a text of `length`. */
function fits(edits: Edit[], length: number): boolean {
  let last = 0;
  return edits.every(({ from, to }) => {
    const good = last <= from && from <= to && to <= length;
    last = to;
    return good;
  });
}
