/** Facts about YAML text. Run: `esbuild --bundle src/editor/text.test.ts | node -`; throws where one does not hold. */
import { nextIndentation } from "./indentation";
import { START, scan, type State, type Token } from "./yaml";

const failures: string[] = [];

function same(what: string, found: string, expected: string): void {
  if (found !== expected) failures.push(`${JSON.stringify(what)}\n  found    ${found}\n  expected ${expected}`);
}

/** The words of a text with their colours, a line each. */
function colours(text: string): string {
  let state: State = START;
  const lines = text.split("\n").map((line) => {
    const tokens: Token[] = [];
    state = scan(line, state, tokens);
    return tokens.map(({ from, to, kind }) => `${kind}:${line.slice(from, to)}`).join(" ");
  });
  return lines.join(" / ");
}

for (const [text, expected] of [
  ["kind: Pod", "key:kind punct:: str:Pod"],
  ["- name: a # why", "punct:- key:name punct:: str:a comment:# why"],
  ["image: nginx:1.29", "key:image punct:: str:nginx:1.29"],
  ["a: b#c", "key:a punct:: str:b#c"],
  ["a: two words", "key:a punct:: str:two words"],
  ["a: 1 2", "key:a punct:: str:1 2"],
  // As go-yaml reads them: truth values, octal and not; sexagesimal is a text.
  ["a: on", "key:a punct:: num:on"],
  ["a: 0o17", "key:a punct:: num:0o17"],
  ["a: -1.5e3", "key:a punct:: num:-1.5e3"],
  ["a: 1:30", "key:a punct:: str:1:30"],
  ["a: 1.2.3", "key:a punct:: str:1.2.3"],
  ["{a: [1, x], 'b': {}}", "punct:{ key:a punct:: punct:[ num:1 punct:, str:x punct:] punct:, key:'b' punct:: punct:{ punct:} punct:}"],
  ['{"a":"b",\n "c":1}', 'punct:{ key:"a" punct:: str:"b" punct:, / key:"c" punct:: num:1 punct:}'],
  ["a: &x 1\nb: *x\nc: !!str 1", "key:a punct:: meta:&x num:1 / key:b punct:: meta:*x / key:c punct:: meta:!!str num:1"],
  ["---\n# c", "meta:--- / comment:# c"],
  // A block scalar ends with its indentation.
  ["a: |\n  b: 1\n\n  # no\nc: 1", "key:a punct:: punct:| / str:b: 1 /  / str:# no / key:c punct:: num:1"],
  ["- |\n  x\n- y", "punct:- punct:| / str:x / punct:- num:y"],
  ["- a: >-  # c\n    x\n  b: z", "punct:- key:a punct:: punct:>- comment:# c / str:x / key:b punct:: str:z"],
  // A quote that is not closed ends with its indentation, too.
  ['a: "b\n  c" # d', 'key:a punct:: str:"b / str:c" comment:# d'],
  ['a: "b\nc: 1', 'key:a punct:: str:"b / key:c punct:: num:1'],
  ["a: 'it''s' # x", "key:a punct:: str:'it''s' comment:# x"],
  ["a: '\\' # x", "key:a punct:: str:'\\' comment:# x"],
  // Halves.
  ["a:", "key:a punct::"],
  ["- ", "punct:-"],
  ["}", "str:}"],
  ["$ kubectl get pod", "str:$ kubectl get pod"],
  ["a: 😀", "key:a punct:: str:😀"],
] as const)
  same(text, colours(text), expected);

for (const [before, expected] of [
  ["spec:", 2],
  ["  spec:  # c", 4],
  ["- name: a", 2],
  ["  - name: a", 4],
  ["  - - name: a", 6],
  ["  - name:", 6],
  ["  - sh", 2],
  ["  - 'a b'", 2],
  ["  command: [", 4],
  ["{", 2],
  ['  "a": {', 4],
  ['  "a": 1,', 2],
  ["  script: |", 4],
  ["  - |", 6],
  ["  a: 1", 2],
  ["  # spec:", 2],
  ["  image: nginx:1", 2],
  ["  args: &x", 4],
  ["", 0],
  ["    ", 4],
] as const)
  same(before, String(nextIndentation(before)), String(expected));

if (failures.length > 0) throw new Error(failures.join("\n"));
