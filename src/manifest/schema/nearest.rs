//! "Did you mean": which of some names a mistyped one stands for.
//!
//! Careful on purpose: a wrong guess sends the reader the wrong way, no guess only costs a look.

/// Field names are shorter; longer keys are no slips, and comparing costs time.
const LONGEST: usize = 64;

/// The name nearest to `wrong`, if one is near enough; of equally near ones the first.
pub(crate) fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if wrong.len() > LONGEST {
        return None;
    }
    let wrong = fold(wrong);
    let allowed = match wrong.len() {
        0..=2 => 0,
        3..=5 => 1,
        6..=10 => 2,
        _ => 3,
    };
    names
        .map(|name| (fold(name), name))
        // Each letter more or less is a fault.
        .filter(|(letters, _)| letters.len().abs_diff(wrong.len()) <= allowed)
        .map(|(letters, name)| (distance(&wrong, &letters), name))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}

/// The letters without their case and without what joins words elsewhere: `init_containers` and
/// `InitContainers` are both `initcontainers`.
fn fold(name: &str) -> Vec<char> {
    name.chars()
        .filter(|letter| !matches!(letter, '-' | '_'))
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// How many letters are wrong, missing, too many or swapped with their neighbour (optimal string
/// alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut two_above: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let differs = usize::from(a[i - 1] != b[j - 1]);
            let mut fewest = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + differs);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                fewest = fewest.min(two_above[j - 2] + 1);
            }
            row.push(fewest);
        }
        two_above = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_in_a_short_name_three_in_a_long_one() {
        let names =
            ["args", "env", "envFrom", "image", "livenessProbe", "name", "ports", "volumeMounts"];
        for (wrong, meant) in [
            ("Args", Some("args")),
            ("arg", Some("args")),
            ("EnvFrom", Some("envFrom")),
            ("env_from", Some("envFrom")),
            ("env-from", Some("envFrom")),
            ("envs", Some("env")),
            ("iamge", Some("image")),
            ("port", Some("ports")),
            ("nmae", Some("name")),
            ("volumesMount", Some("volumeMounts")),
            ("livelynessProbe", Some("livenessProbe")),
            ("mounts", None),
            ("probe", None),
            ("cmd", None),
            ("ar", None),
            ("", None),
        ] {
            assert_eq!(nearest(wrong, names.into_iter()), meant, "{wrong}");
        }
    }

    #[test]
    fn the_nearest_wins() {
        let names = ["hostIPC", "hostPID", "hostPorts", "hostPort"];
        assert_eq!(nearest("hostpot", names.into_iter()), Some("hostPort"));
    }

    #[test]
    fn distance_counts_slips() {
        let count = |a, b| distance(&fold(a), &fold(b));
        assert_eq!(count("containers", "containers"), 0);
        assert_eq!(count("contianers", "containers"), 1);
        assert_eq!(count("container", "containers"), 1);
        assert_eq!(count("", "env"), 3);
        assert_eq!(count("kitten", "sitting"), 3);
    }

    #[test]
    fn keys_longer_than_any_field_are_not_compared() {
        let (longest, longer) = ("a".repeat(LONGEST), "a".repeat(LONGEST + 1));
        assert_eq!(nearest(&longest, [longest.as_str()].into_iter()), Some(longest.as_str()));
        assert_eq!(nearest(&longer, [longer.as_str()].into_iter()), None);
    }
}
