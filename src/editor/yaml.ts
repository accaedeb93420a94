/**
 * What the words of a YAML text are, line by line: a colour for each, and where one may not complete.
 * It colours and never judges: half-written and broken manifests keep their colours, and a plain word
 * has the colour of what Kubernetes reads it as (`on` is no text). JSON is YAML.
 */

export type Kind = "key" | "str" | "num" | "punct" | "comment" | "meta";

export interface Token {
  from: number;
  to: number;
  kind: Kind;
}

/** What a line inherits from those before it. */
export interface State {
  /** A block scalar goes on in lines that are deeper than this column; -1 outside of one. */
  readonly block: number;
  /** The quote that is still open, and the column that its further lines must be deeper than. */
  readonly quote: "" | "'" | '"';
  readonly column: number;
  /** How many brackets are open. */
  readonly depth: number;
}

export const START: State = { block: -1, quote: "", column: 0, depth: 0 };

const DOCUMENT = /^(?:---|\.\.\.)(?=\s|$)|^%.*/;
const HEADER = /^[|>][-+\d]*(?=\s*(?:#.*)?$)/;
const PROPERTY = /^[&*!][^\s,[\]{}]*/;
/** What go-yaml reads as a truth value, null or a number. */
const WORD =
  /^(?:~|null|Null|NULL|y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NUMBER =
  /^[-+]?(?:0[xX][\da-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|(?:\.[\d_]+|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?\d+)?|\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** The first column that is no blank; the length of the line if there is none. */
export function indentation(line: string): number {
  const at = line.search(/[^ \t]/);
  return at < 0 ? line.length : at;
}

/** Reads one line. Its tokens are added to `tokens`, in order; the result is what the next line inherits. */
export function scan(line: string, state: State, tokens: Token[] = []): State {
  let at = indentation(line);
  const blank = at === line.length;
  if (state.block >= 0 && (blank || at > state.block)) {
    if (!blank) tokens.push({ from: at, to: line.length, kind: "str" });
    return state;
  }
  let depth = state.depth;
  // The column that a scalar of several lines stands under: that of its key or of its dash.
  let column = 0;
  // Whether a value may begin here: `|`, `&` and `-` mean something only then.
  let fresh = true;
  const add = (to: number, kind: Kind) => {
    tokens.push({ from: at, to, kind });
    at = to;
  };

  if (state.quote && (blank || at > state.column)) {
    const end = closing(line, 0, state.quote);
    if (end < 0) {
      if (!blank) add(line.length, "str");
      return state;
    }
    add(end, "str");
    fresh = false;
  } else if (at === 0) {
    const marker = DOCUMENT.exec(line)?.[0];
    if (marker) {
      add(marker.length, "meta");
      depth = 0;
    }
  }

  while (at < line.length) {
    const char = line.charAt(at);
    if (char === " " || char === "\t") {
      at++;
    } else if (char === "#" && (at === 0 || /\s/.test(line.charAt(at - 1)))) {
      add(line.length, "comment");
    } else if ("[{".includes(char)) {
      depth++;
      add(at + 1, "punct");
      fresh = true;
    } else if (depth > 0 && "]},".includes(char)) {
      if (char !== ",") depth--;
      add(at + 1, "punct");
      fresh = char === ",";
    } else if (char === ":" && (depth > 0 || ends(line, at + 1))) {
      add(at + 1, "punct");
      fresh = true;
    } else if (fresh && depth === 0 && (char === "-" || char === "?") && ends(line, at + 1)) {
      column = at;
      add(at + 1, "punct");
    } else if (fresh && PROPERTY.test(line.slice(at))) {
      add(at + (PROPERTY.exec(line.slice(at))?.[0].length ?? 1), "meta");
    } else if (fresh && depth === 0 && HEADER.test(line.slice(at))) {
      add(at + (HEADER.exec(line.slice(at))?.[0].length ?? 1), "punct");
      const rest = indentation(line.slice(at)) + at;
      if (rest < line.length) tokens.push({ from: rest, to: line.length, kind: "comment" });
      return { block: column, quote: "", column, depth };
    } else if (fresh && (char === '"' || char === "'")) {
      const end = closing(line, at + 1, char);
      if (end < 0) {
        add(line.length, "str");
        return { block: -1, quote: char, column, depth };
      }
      const key = isKey(line, end, depth);
      if (key) column = at;
      add(end, key ? "key" : "str");
      fresh = false;
    } else {
      const end = plainEnd(line, at, depth);
      const key = isKey(line, end, depth);
      const word = line.slice(at, end);
      if (key) column = at;
      add(end, key ? "key" : fresh && (WORD.test(word) || NUMBER.test(word)) ? "num" : "str");
      fresh = false;
    }
  }
  return depth === 0 ? START : { ...START, depth };
}

/** Whether nothing but a blank follows at `at`. */
function ends(line: string, at: number): boolean {
  return at >= line.length || line.charAt(at) === " " || line.charAt(at) === "\t";
}

/** Whether a colon follows at `at` that makes what stands before it a key. */
function isKey(line: string, at: number, depth: number): boolean {
  const colon = at + indentation(line.slice(at));
  return line.charAt(colon) === ":" && (depth > 0 || ends(line, colon + 1));
}

/** Behind the end of a quoted text that goes on at `at`; -1 if the line does not close it. */
function closing(line: string, at: number, quote: string): number {
  for (let i = at; i < line.length; i++) {
    const char = line.charAt(i);
    if (char === "\\" && quote === '"') i++;
    else if (char === quote && quote === "'" && line.charAt(i + 1) === "'") i++;
    else if (char === quote) return i + 1;
  }
  return -1;
}

/** Behind the end of the plain words at `at`: at least one character. */
function plainEnd(line: string, at: number, depth: number): number {
  let end = at + 1;
  for (let i = at; i < line.length; i++) {
    const char = line.charAt(i);
    if (char === ":" && (ends(line, i + 1) || (depth > 0 && ",[]{}".includes(line.charAt(i + 1))))) break;
    if (char === "#" && i > at && ends(line, i - 1)) break;
    if (depth > 0 && ",[]{}".includes(char)) break;
    if (char !== " " && char !== "\t") end = i + 1;
  }
  return end;
}
