//! Lines that fit in several places: what is asked, what each answer means, and what it makes of the
//! text.

use super::{flat, objects, repaired};
use podline::manifest::repair::{Ambiguity, repair_with};

const HEAD: &str = "apiVersion: v1\nkind: Pod\nmetadata:\nname: a\nspec:\n";
const DEPLOYMENT: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\nname: a\nspec:\nselector:\nmatchLabels:\napp: a\ntemplate:\nmetadata:\nlabels:\napp: a\n";
const JOB: &str = "apiVersion: batch/v1\nkind: Job\nmetadata:\nname: a\nspec:\ntemplate:\nspec:\n";

const SHOP: &str = "apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
  - name: lantern
    image: harbour/lantern:3
    volumeMounts:
    - name: oil
      mountPath: /oil
    restartPolicy: Always
  containers:
  - name: boat
    image: harbour/boat:2
  volumes:
  - name: oil
    emptyDir: {}
";

/// The only ambiguity of a text.
#[track_caller]
fn only(text: &str) -> Ambiguity {
    let mut all = repaired(text).ambiguous;
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

#[test]
fn what_fits_twice_is_asked() {
    let asked = only(&flat(SHOP));
    assert_eq!((asked.line, asked.pasted, asked.chosen), (12, 12, 0));
    assert_eq!(
        asked.question,
        "Line 12 fits in two places. Where does `restartPolicy: Always` belong?"
    );
    let choices: Vec<_> =
        asked.choices.iter().map(|each| (each.label.as_str(), each.meaning.as_str())).collect();
    assert_eq!(
        choices,
        [
            ("To the container lantern", "It is then a native sidecar and runs beside boat."),
            (
                "To the Pod",
                "`spec.restartPolicy`, which is Always anyway. lantern is then a plain init container: boat starts only when it has exited."
            ),
        ]
    );
    assert_eq!(asked.why, "The lines above belong to the container lantern.");
}

#[test]
fn answers_say_what_they_mean_for_the_pod() {
    let container = "containers:\n- name: b\nimage: c\n";
    let probe = "livenessProbe:\nexec:\ncommand: [d]\nterminationGracePeriodSeconds: 5\n";
    let init = "initContainers:\n- name: d\nimage: e\nrestartPolicy: Always\n";
    for (text, chosen, meanings) in [
        (
            format!("{HEAD}{container}securityContext:\nrunAsUser: 5\n"),
            0,
            ["for the container b alone", "for every container of the Pod"],
        ),
        (
            format!("{HEAD}{container}{probe}"),
            1,
            ["this long to stop when the probe fails", "this long to stop when the Pod is deleted"],
        ),
        (
            format!("{HEAD}{container}restartPolicy: OnFailure\n"),
            1,
            ["for the container b alone", "`spec.restartPolicy`: it holds for every container"],
        ),
        (
            format!("{JOB}{container}{}", init.replace("Always", "\"Always\"")),
            0,
            ["native sidecar and runs beside b", "where a Job takes only Never and OnFailure"],
        ),
        (
            format!("{DEPLOYMENT}name: b\nspec:\n{container}"),
            0,
            ["It is a label", "Nobody reads it"],
        ),
    ] {
        let asked = only(&text);
        assert_eq!((asked.chosen, asked.choices.len()), (chosen, 2), "{asked:#?}");
        for (choice, part) in asked.choices.iter().zip(meanings) {
            assert!(choice.meaning.contains(part), "{asked:#?}");
            assert!(choice.meaning.ends_with('.') && choice.label.starts_with("To "), "{asked:#?}");
        }
        assert!(asked.why.ends_with('.'), "{asked:#?}");
    }
}

#[test]
fn a_place_that_is_taken_is_no_choice() {
    let twice = "containers:\n- name: b\nimage: c\nenv:\n- name: X\nvalue: y\nname: Z\n";
    assert_eq!(repaired(&format!("{HEAD}{twice}")).ambiguous, []);
}

#[test]
fn an_answer_moves_its_line_and_nothing_else() {
    let paste = flat(SHOP);
    let asked = only(&paste);
    let to_the_pod = asked.answer(1).expect("a second choice");
    let moved = repair_with(&paste, &[to_the_pod]).expect("a repaired text");
    let meant = SHOP.replace("    restartPolicy", "  restartPolicy");
    assert_eq!(moved.text, meant);
    // The question stays as it was, with the answer in place of the reason.
    let [again] = moved.ambiguous.as_slice() else { panic!("{:#?}", moved.ambiguous) };
    assert_eq!((&again.choices, again.chosen, again.why.as_str()), (&asked.choices, 1, ""));
    let back = again.answer(0).expect("a first choice");
    assert_eq!(repair_with(&paste, &[back]).expect("a repaired text").text, SHOP);
}

#[test]
fn several_questions_are_answered_one_by_one() {
    let text = SHOP.replace(
        "    image: harbour/boat:2\n",
        "    image: harbour/boat:2\n    securityContext:\n      runAsUser: 5\n",
    );
    let paste = flat(&text);
    let asked = repaired(&paste).ambiguous;
    assert_eq!(asked.iter().map(|each| each.line).collect::<Vec<_>>(), [12, 16]);
    for (policy, context) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let mut meant = text.clone();
        if policy == 1 {
            meant = meant.replace("    restartPolicy", "  restartPolicy");
        }
        if context == 1 {
            meant = meant.replace("    securityContext:\n  ", "  securityContext:\n");
        }
        let answers = [asked[0].answer(policy), asked[1].answer(context)];
        let answers: Vec<_> = answers.into_iter().flatten().collect();
        let repaired = repair_with(&paste, &answers).expect("a repaired text");
        assert_eq!(objects(&repaired.text), objects(&meant), "{}", repaired.text);
        let chosen: Vec<usize> = repaired.ambiguous.iter().map(|each| each.chosen).collect();
        assert_eq!(chosen, [policy, context]);
    }
}

#[test]
fn an_answer_that_fits_nowhere_is_passed_over() {
    let paste = flat(SHOP);
    let mut answer = only(&paste).answer(1).expect("a second choice");
    for (line, place) in [(12, "spec.nowhere"), (0, "spec"), (99, "spec"), (3, "spec.metadata")] {
        answer.line = line;
        place.clone_into(&mut answer.place);
        let repaired = repair_with(&paste, std::slice::from_ref(&answer)).expect("a repaired text");
        assert_eq!(repaired.text, SHOP);
    }
    assert_eq!(repair_with(SHOP, &[answer]), None);
}

#[test]
fn every_line_knows_where_it_comes_from() {
    let paste = format!("Copy this:\n\n{}\nand this:\n{}", flat(SHOP), flat(SHOP));
    let repaired = repaired(&paste);
    let pasted: Vec<&str> = paste.lines().map(str::trim).collect();
    for (line, origin) in repaired.text.lines().zip(&repaired.origins) {
        match origin {
            Some(origin) => assert_eq!(line.trim(), pasted[origin - 1]),
            None => assert_eq!(line, "---"),
        }
    }
    assert_eq!(repaired.origins.iter().filter(|origin| origin.is_none()).count(), 1);
    assert_eq!(repaired.certain(), repaired.origins.len() - 2);
}
