//! Texts made to be slow: each is one idea, repeated until it has so many bytes. Reading twice the text
//! should take little more than twice the time; `cargo xtask bench` prints what it takes.

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: a\n    image: a:1\n";
const FLAT: &str =
    "apiVersion: v1\nkind: Pod\nmetadata:\nname: p\nspec:\ncontainers:\n- name: a\nimage: a:1\n";
const LABELS: &str = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  labels:\n";
const MAP: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\nname: a\ndata:\n";
const VOLUMES: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  volumes:\n";
const FILES: &str = "  - name: a\n    configMap:\n      name: b\n      items:\n";
const RULES: &str = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  podFailurePolicy:\n    rules:\n";

/// What stands before, and what is repeated; `#` in it is the number of the repetition.
const IDEAS: &[(&str, &str)] = &[
    ("", "["),
    ("", "{a: "),
    ("x: ", "[a, "),
    (FLAT, "command: [\n"),
    ("x: &a [b]\ny: [", "*a, "),
    ("x: &a {b: c}\ny:\n  <<: [", "*a, "),
    ("", "k#: &a# b\n"),
    ("x: &a [b]\n", "y#: {<<: *a, z: *a}\n"),
    (FLAT, "- name: c#\nimage: d\nenv:\n- name: X\nvalue: y\n"),
    ("", FLAT),
    ("---\n", "---\nkind: Pod\nspec:\ncontainers:\n- name: a\n"),
    ("", "{\"kind\": \"Pod\", \"apiVersion\": \"v1\"}\n"),
    ("x: ", "abc "),
    ("x: \"", "abc\\n"),
    (FLAT, "“a”, "),
    (FLAT, "“a, "),
    (POD, "x: 1\n"),
    (FLAT, "image: 1\n"),
    (POD, "x#: 1\n"),
    (POD, "    x#: 1\n"),
    (LABELS, "    x#: y\n"),
    (POD, "  - name: x#\n    image: y\n"),
    (POD, "  - name: x\n    image: y\n"),
    (VOLUMES, "  - name: x#\n    emptyDir: {}\n"),
    (VOLUMES, "  - name: x#\n    persistentVolumeClaim: {claimName: p-x#}\n"),
    (POD, "    volumeMounts:\n    - {name: x, mountPath: /y#}\n"),
    (POD, "  - {name: x#, image: y, volumeMounts: [{name: z#, mountPath: /z}]}\n"),
    (FLAT, "volumeMounts:\n- name: x#\nmountPath: /y#\n"),
    (POD, "    env: [{name: A}]\n"),
    (
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    image: a\n    env:\n",
        "    - {name: x#, value: $(x)}\n",
    ),
    (
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    image: a\n    ports:\n",
        "    - {containerPort: 80}\n",
    ),
    (
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    image: a\n    ports:\n",
        "    - {containerPort: #, name: p#}\n",
    ),
    (RULES, "    - action: Ignore\n"),
    (POD, "x: \"a\ny: b\n"),
    (FLAT, "value: \"a\n"),
    (POD, "x: 'a\n"),
    (POD, "x: 'a\nb'\n"),
    (POD, "x: [\na]\n"),
    ("x: [", "a,\n"),
    (POD, "x:\ty\n"),
    (POD, "\tx: y\n"),
    ("", "- "),
    ("", "- \n"),
    (FLAT, "\n"),
    (FLAT, "# x\n"),
    ("", "word and word\n"),
    (FLAT, "Note: word and word\n"),
    ("", "```\nkind: Pod\napiVersion: v1\n```\n"),
    ("", "kind: Pod\n"),
    ("kind: List\nitems:\n", "- kind: Pod\n"),
    (
        "kind: List\napiVersion: v1\nitems:\n",
        "- kind: Pod\napiVersion: v1\nspec:\ncontainers:\n- name: a\n",
    ),
    ("apiVersion: v1\nkind: Pod\nspec:\ncontainers:\n- name: a\nargs:\n- |\n", "echo\n"),
    (MAP, "a#: |\nb\nc: d\n"),
    ("", "\r\n"),
    (FLAT, "x: y\r"),
    ("", "{{ a }}\n"),
    (POD, "    x: '{{ .Values.a }}'\n"),
    (POD, "{{ .Values.x "),
    ("", "# kind: Pod\n"),
    ("", "%YAML\n"),
    ("x: ", "!a "),
    ("x: ", "&a "),
    ("", "? "),
    ("", ": "),
    (FLAT, "a:"),
    ("x:", " "),
    (FLAT, "} "),
    (POD, "    args: [\"$(\"]\n"),
    ("Name: x\n", "Foo: a\n"),
    ("Words.\n", "apiVersion: v1\nkind: Pod\nspec:\n  containers: []\nWords and more.\n"),
    ("Words.\n", "  apiVersion: v1\n  kind: Pod\n  spec: {}\n\nWords.\nspec:\n  a: b\n"),
    ("Words.\n", "metadata:\n"),
    ("Words.\n", "apiVersion: v1\n"),
    ("Words.\n", "- a\n# b\n\n"),
    ("Words.\n", "{\n"),
    ("Words.\n", "{\"kind\": \"Pod\"}\nWords.\n"),
    ("<pre>", "<code &lt;"),
    ("<pre>\n", "<code>x</code>\n"),
    ("<pre>apiVersion: v1\n", "&quot;&amp;\n"),
    ("Words.\n", "1 kind: Pod\n2 apiVersion: v1\n3 x\n"),
    ("1\n2\n3\nkind: Pod\n", "1\n2\n3\n"),
    ("Words.\n", "> kind: Pod\n> apiVersion: v1\nWords.\n"),
    ("Words.\n", "+kind: Pod\n+apiVersion: v1\nWords.\n"),
];

/// The texts, each of about that many bytes.
pub(crate) fn texts(size: usize) -> impl Iterator<Item = String> {
    let files = format!("{VOLUMES}{FILES}");
    let own = [
        repeated(&files, "      - {key: k, path: a/b#}\n", size),
        repeated(&files, "      - {key: k, path: a}\n", size),
        deeper(size),
    ];
    IDEAS.iter().map(move |(before, idea)| repeated(before, idea, size)).chain(own)
}

fn repeated(before: &str, idea: &str, size: usize) -> String {
    let mut text = before.to_owned();
    let mut number = 0_usize;
    while text.len() < size {
        number += 1;
        text.push_str(&idea.replace('#', &number.to_string()));
    }
    text
}

/// Keys that stand ever deeper.
fn deeper(size: usize) -> String {
    let mut text = String::new();
    let mut level = 0;
    while text.len() < size {
        text.extend(std::iter::repeat_n(' ', level).chain("a:\n".chars()));
        level += 1;
    }
    text
}
