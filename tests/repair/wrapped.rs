//! What copying puts around manifests and before their lines.

use super::{comes_back, flat, meant, repaired};
use podline::manifest::repair::{ChangeKind, repair};

const POD: &str = "apiVersion: v1
kind: Pod
metadata:
  name: pier
spec:
  containers:
  - name: boat
    image: harbour/boat:2
    command: [\"sail\", \"--far\"]
    volumeMounts:
    - name: nets
      mountPath: /nets
  volumes:
  - name: nets
    emptyDir: {}
";

/// The paste says what [`POD`] says, after changes of these kinds.
#[track_caller]
fn is_pod(paste: &str, kinds: &[ChangeKind]) {
    let repaired = comes_back(paste, POD);
    let mut told: Vec<ChangeKind> = repaired.changes.iter().map(|change| change.kind).collect();
    told.sort();
    told.dedup();
    let mut kinds = kinds.to_vec();
    kinds.sort();
    assert_eq!(told, kinds, "{paste}");
}

/// Every line of [`POD`], changed.
fn lines(change: impl Fn(usize, &str) -> String) -> String {
    POD.lines().enumerate().map(|(at, line)| change(at + 1, line) + "\n").collect()
}

#[test]
fn line_numbers() {
    for paste in [
        lines(|number, line| format!("{number} {line}")),
        lines(|number, line| format!("{number}{line}")),
        lines(|number, line| format!("{number:>3}  {line}")),
        lines(|number, line| format!("{number:<4}{line}")),
        lines(|number, line| format!("{number}. {line}")),
        lines(|number, line| format!("{number}\t{line}")),
        lines(|number, line| format!("{:>4} | {line}", number + 40).replace(" | ", "| ")),
        lines(|number, line| format!("{number}\n{line}")),
        (1..16).map(|number| number.to_string() + "\n").collect::<String>() + POD,
    ] {
        is_pod(&paste, &[ChangeKind::LineNumbers]);
    }
    let flat = lines(|number, line| format!("{number} {}", line.trim_start()));
    is_pod(&flat, &[ChangeKind::Indentation, ChangeKind::LineNumbers]);
}

#[test]
fn prompts_and_commands() {
    use ChangeKind::{Furniture, Indentation, Prompts, Wrapper};
    for open in [
        "cat <<EOF | kubectl apply -f -",
        "$ cat << 'EOF' | kubectl apply -f -",
        "kubectl apply -f - <<\"EOF\"",
        "# kubectl create -f - <<-EOF",
        "cat > pod.yaml <<EOF",
    ] {
        is_pod(&format!("{open}\n{POD}EOF\n"), &[Wrapper]);
        is_pod(&format!("{open}\n{}EOF\n", flat(POD)), &[Indentation, Wrapper]);
    }
    let session = format!("$ cat pod.yaml\n{POD}\n$ kubectl apply -f pod.yaml\npod/pier created\n");
    is_pod(&session, &[Furniture]);
    is_pod(&lines(|_, line| format!("> {line}")), &[Prompts]);
    let prompts = lines(|_, line| format!("> {line}"));
    is_pod(&format!("$ kubectl apply -f - <<EOF\n{prompts}> EOF\n"), &[Prompts, Wrapper]);
}

#[test]
fn pages_around() {
    use ChangeKind::{Furniture, Indentation, Wrapper};
    is_pod(&format!("```yaml\n{POD}```\n"), &[Wrapper]);
    is_pod(&format!("Save this:\n\n```yaml\n{POD}```\nThen apply it.\n"), &[Furniture, Wrapper]);
    is_pod(&format!("pods/pier.yaml Copy\n{POD}"), &[Furniture]);
    is_pod(&format!("yaml\nCopy\n{}Copied!\n", flat(POD)), &[Furniture, Indentation]);
    let page = format!(
        "Boats and nets\nNote: read this first.\n  • Nets are volumes\n{}The boat sails: nobody knows where.\nNext: the crew\n- A crew has a cook.\n",
        flat(POD)
    );
    is_pod(&page, &[Furniture, Indentation]);
    // The page's next heading, glued to the last line.
    let glued = flat(POD).trim_end().to_owned() + "What a net is\nA net is a volume.\n";
    is_pod(&glued, &[Furniture, Indentation]);
    is_pod(&(POD.trim_end().to_owned() + "What a net is"), &[Furniture]);
}

#[test]
fn several_manifests_on_one_page() {
    let two = meant();
    let find = |name: &str| two.iter().find(|each| each.0 == name).expect(name).1.clone();
    let (job, set) = (find("job"), find("stateful-set"));
    let page =
        format!("A Job:\n{}\nand a set of Pods:\n\n{}\nThat is all.\n", flat(&job), flat(&set));
    let repaired = comes_back(&page, &format!("{job}---\n{set}"));
    assert!(repaired.changes.iter().any(|change| change.kind == ChangeKind::Separator));
    let fences = format!("```\n{job}```\n\n```\n{set}```\n");
    comes_back(&fences, &format!("{job}---\n{set}"));
    // Only what is damaged is touched.
    let odd = job.replace("  template:", "  template:   # odd  ");
    let repaired = comes_back(&format!("{odd}---\n{}", flat(&set)), &format!("{job}---\n{set}"));
    assert!(repaired.text.starts_with(&odd), "{}", repaired.text);
}

#[test]
fn characters() {
    use ChangeKind::{Dashes, HardBlanks, Indentation, Invisible, Quotes, Tabs};
    is_pod(&POD.replace(' ', "\u{a0}"), &[HardBlanks]);
    is_pod(&POD.replace("  ", "\u{a0} "), &[HardBlanks]);
    is_pod(&POD.replace("  ", "\t"), &[Tabs]);
    is_pod(
        &POD.replace("    ", "\t").replace("  - ", "\t- ").replace("  ", "\t"),
        &[Indentation, Tabs],
    );
    is_pod(&POD.replace("\"sail\"", "“sail”").replace("\"--far\"", "„--far“"), &[Quotes]);
    is_pod(&POD.replace("- name", "– name"), &[Dashes]);
    is_pod(&flat(POD).replace("- name", "• name"), &[Indentation, Dashes]);
    is_pod(&POD.replace("harbour/", "\u{200b}harbour/\u{200b}"), &[Invisible]);
    is_pod(&POD.replace("spec", "\u{feff}spec"), &[Invisible]);
}

#[test]
fn characters_that_are_meant_stay() {
    for meant in [
        POD.replace("--far", "“far”\u{a0}\u{200b}"),
        POD.replace("kind: Pod", "kind: Pod # “so\u{a0}called”\u{200b}"),
        POD.replace("metadata:", "metadata:\n  annotations:\n    a: say “hi”, it’s late"),
    ] {
        assert_eq!(repair(&meant), None, "{meant}");
    }
}

#[test]
fn diffs() {
    use ChangeKind::{Diff, Indentation};
    let added = lines(|_, line| format!("+{line}"));
    is_pod(&added, &[Diff]);
    let header =
        "diff --git a/pod.yaml b/pod.yaml\n--- a/pod.yaml\n+++ b/pod.yaml\n@@ -1,9 +1,9 @@\n";
    is_pod(&format!("{header}{added}"), &[Diff]);
    let changed = lines(|_, line| {
        if line.contains("image") {
            format!("-    image: old\n+{line}")
        } else {
            format!(" {line}")
        }
    });
    is_pod(&format!("{header}{changed}"), &[Diff]);
    is_pod(&lines(|_, line| format!("+{}", line.trim_start())), &[Indentation, Diff]);
}

#[test]
fn the_first_line_is_often_cut_off_its_indentation() {
    let deeper =
        lines(|number, line| if number == 1 { line.to_owned() } else { format!("    {line}") });
    is_pod(&deeper, &[ChangeKind::Indentation]);
}

#[test]
fn changes_stand_where_they_were_made() {
    let paste = format!("Copy\n{}", flat(POD));
    let repaired = repaired(&paste);
    let told: Vec<_> = repaired
        .changes
        .iter()
        .map(|change| (change.kind, &paste[change.range.start..change.range.end]))
        .collect();
    assert_eq!(told[0], (ChangeKind::Furniture, "Copy"));
    assert_eq!(told[1].0, ChangeKind::Indentation);
    assert!(told[1].1.starts_with("apiVersion") && told[1].1.trim_end().ends_with("emptyDir: {}"));
    assert!(repaired.changes.iter().all(|change| change.words.ends_with('.')));
}
