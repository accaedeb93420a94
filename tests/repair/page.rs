//! Whole pages, pasted as they are: what is a manifest is found, whatever stands around it.

use super::{comes_back, flat, repaired};
use podline::manifest::repair::{ChangeKind, repair};

/// A manifest that looks like a page itself: headings, prose, fences, commands, all in its own texts.
const KEEPER: &str = "# Lighthouse, as it stands on the rock.
#
# Note: this comment reads like prose. It goes on for a while, and says kind: Pod.
apiVersion: v1
kind: Pod
metadata:
  name:   keeper   # odd blanks stay
  annotations:
    readme: |
      # Lighthouse

      Note: light it every evening.

      ```yaml
      apiVersion: v1
      kind: Pod
      ```

      1. Climb.
      2. Light.
      $ kubectl get pods
spec:
    # Deeper than need be.
    containers:
      - name: lamp
        image: \"rock/lamp:1\"
        args:
          - >-
            Output:

            NAME   READY

# Between two keys, without indentation.
    restartPolicy: Never
";

const NET: &str = "apiVersion: batch/v1
kind: Job
metadata:
  name: net
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: mend
        image: harbour/mend:1
        command: [\"sh\", \"-c\", \"mend; echo done\"]
";

const CHART: &str = "{
  \"apiVersion\": \"v1\",
  \"kind\": \"ConfigMap\",
  \"metadata\": {\"name\": \"chart\"},
  \"data\": {\"reef\": \"north\"}
}
";

fn kinds(paste: &str) -> Vec<ChangeKind> {
    let mut kinds: Vec<_> = repaired(paste).changes.iter().map(|change| change.kind).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

/// The text with so many blanks before every line.
fn indented(text: &str, width: usize) -> String {
    let line = |line: &str| {
        if line.is_empty() { "\n".to_owned() } else { format!("{:width$}{line}\n", "") }
    };
    text.lines().map(line).collect()
}

/// The manifests of a page come out byte for byte, in order, with `---` between them.
#[track_caller]
fn gives(page: &str, manifests: &[&str]) {
    let repaired = comes_back(page, &manifests.join("---\n"));
    let meant = manifests.join("---\n");
    let spoken = |text| str::lines(text).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    assert_eq!(spoken(&repaired.text), spoken(&meant), "{page}");
    let lines: Vec<&str> = page.lines().collect();
    for (line, origin) in repaired.text.lines().zip(&repaired.origins) {
        match origin {
            Some(origin) => {
                assert!(
                    lines[origin - 1].replace("&quot;", "\"").contains(line.trim()),
                    "{line} is line {origin}"
                );
            }
            None => assert_eq!(line, "---"),
        }
    }
}

#[test]
fn manifests_between_paragraphs() {
    gives(
        &format!(
            "The lighthouse\n\nA keeper lives there. Note: this is important.\n\n{KEEPER}\nTwo things follow:\n\n  • The lamp burns.\n  • The sea is far.\n\nMending nets\n\n{NET}\nThat is all.\n"
        ),
        &[KEEPER, NET],
    );
}

#[test]
fn words_that_look_like_yaml() {
    for words in [
        "Note: this is important",
        "Output:",
        "example:",
        "kubectl: the command line of a cluster",
        "Containers:\n  lamp:\n    Image:  rock/lamp:1\n    State:  Running",
        "apiVersion: the version of the API\nkind: the type of the object\nspec: what it should be",
        "kind: Pod — the smallest unit\napiVersion: v1 — its group",
        "- Pods\n- Jobs, which end",
        "Term\n: what it means",
        "| Field | Meaning |\n|---|---|\n| image | what runs |",
        "NAME     READY   STATUS\nkeeper   1/1     Running",
        "$ kubectl apply -f keeper.yaml\npod/keeper created",
        "---\n\nA rule above.",
        "Setext\n------",
        "1. First\n2. Second\n3. Third",
        "> Quoted words.\n> And more.\n> kind: of",
        "yaml\nCopy",
        "<p>A paragraph</p>",
        "name: the name of the thing",
    ] {
        gives(&format!("{words}\n\n{KEEPER}\n{words}\n\n{NET}\n{words}\n"), &[KEEPER, NET]);
        // Without blank lines.
        let end = "Then nothing follows.";
        gives(&format!("Look here.\n{NET}{words}\n{end}\n{KEEPER}"), &[NET, KEEPER]);
    }
}

#[test]
fn fences_and_lists() {
    let list = format!(
        "1. Write this:\n\n   ```yaml\n{}   ```\n\n2. Then this:\n\n   ~~~\n{}   ~~~\n",
        indented(KEEPER, 3),
        indented(NET, 3)
    );
    gives(&list, &[KEEPER, NET]);
    let code =
        format!("A block of code:\n\n{}\nAnd another:\n\n{}", indented(NET, 4), indented(CHART, 4));
    gives(&code, &[NET, CHART]);
    assert!(kinds(&code).contains(&ChangeKind::Wrapper));
    let open = format!("A fence that is never closed:\n```yaml\n{NET}");
    gives(&open, &[NET]);
}

#[test]
fn shell_sessions() {
    let session = format!(
        "$ cat <<EOF | kubectl apply -f -\n{NET}EOF\njob.batch/net created\n$ kubectl get pods\nNAME  READY\n$ kubectl apply -f - <<'END'\n{KEEPER}END\npod/keeper created\n$ kubectl get cm chart -o json\n{CHART}$ exit\n"
    );
    gives(&session, &[NET, KEEPER, CHART]);
}

#[test]
fn flat_manifests_beside_whole_ones() {
    let page = format!("One:\n{}\nTwo:\n\n{KEEPER}\nThree:\n{}The end.\n", flat(NET), flat(NET));
    let repaired = comes_back(&page, &format!("{NET}---\n{KEEPER}---\n{NET}"));
    assert!(repaired.text.contains(&KEEPER[..KEEPER.len() - 1]), "{}", repaired.text);
}

#[test]
fn fragments_are_left_out_and_named() {
    for fragment in [
        "spec:\n  containers:\n  - name: lamp\n    image: rock/lamp:2\n",
        "- name: gull\n  image: rock/gull:1\n  command:\n  - sh\n  - -c\n  - |\n    sleep 5\n",
        "    env:\n    - name: A\n      value: b\n",
        "volumes:\n- name: oil\nemptyDir: {}\n",
    ] {
        for page in [
            format!("Words.\n\n{NET}\nOnly this changes:\n\n{fragment}\nMore words.\n"),
            format!("Only this changes:\n\n{fragment}\nMore words.\n\n{NET}"),
            format!("```yaml\n{NET}```\n```yaml\n{fragment}```\n"),
        ] {
            gives(&page, &[NET]);
            let changes = repaired(&page).changes;
            let told: Vec<_> =
                changes.iter().filter(|change| change.kind == ChangeKind::Fragment).collect();
            let [told] = told.as_slice() else { panic!("{page}\n{changes:#?}") };
            assert_eq!(&page[told.range.start..told.range.end], fragment.trim_end());
            assert!(told.words.contains("`kind`"));
        }
    }
}

#[test]
fn marks_before_some_lines_of_a_page() {
    let each = |change: &dyn Fn(usize, &str) -> String| {
        let line = |(at, line)| change(at + 1, line);
        NET.lines().enumerate().map(line).collect::<Vec<_>>().join("\n")
    };
    let column = each(&|number, _| number.to_string());
    let page = format!(
        "Numbers:\n\n{}\nA column of them:\n\n{column}\n{NET}\nA diff:\n\n@@ -0,0 +1,12 @@\n{}\nA mail:\n\n{}\nBye.\n",
        each(&|number, line| format!("{number:>3} {line}")),
        each(&|_, line| format!("+{line}")),
        each(&|_, line| format!("> {line}")),
    );
    gives(&page, &[NET, NET, NET, NET]);
    for kind in [ChangeKind::LineNumbers, ChangeKind::Diff, ChangeKind::Prompts] {
        assert!(kinds(&page).contains(&kind), "{kind:?}");
    }
}

#[test]
fn code_in_the_source_of_a_page() {
    let coded = NET.replace('"', "&quot;");
    let html = format!(
        "<h2>Nets</h2>\n<p>Mend them:</p>\n<pre><code class=\"language-yaml\">{coded}</code></pre>\n<p>Then:</p>\n<div><pre>{KEEPER}</pre></div>\n"
    );
    gives(&html, &[NET, KEEPER]);
}

#[test]
fn what_looks_like_a_page_and_is_none_stays_as_it_is() {
    let streams = [
        KEEPER.to_owned(),
        format!("{KEEPER}---\n{NET}---\n{CHART}"),
        format!("# Title\n\n# More: words\n\n{NET}\n# The end.\n"),
        format!("---\n{NET}...\n---\n{KEEPER}"),
        // A fault in one of them is told, and nothing is taken off.
        format!("{KEEPER}---\n{}", NET.replace("restartPolicy", "restartPolicyy")),
        NET.replace("command", "commands"),
        format!("{NET}spec:\n  backoffLimit: 1\n"),
    ];
    for text in streams {
        assert_eq!(repair(&text), None, "{text}");
    }
}

#[test]
fn a_fault_beside_words_stays_where_it_is() {
    for (right, wrong) in
        [("image:", "imagee:"), ("metadata:", "labels: a\nmetadata:"), ("Never", "[Never]")]
    {
        let faulty = NET.replace(right, wrong);
        gives(&format!("Words and more.\n\n{faulty}\nThe end.\n"), &[&faulty]);
    }
}
