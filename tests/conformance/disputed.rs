//! The cases that we hold to be wrong, each with the place in Kubernetes that says so.

use std::collections::BTreeMap;

/// What we hold, by case id.
pub(crate) type Disputed = BTreeMap<String, String>;

/// Reads the rows of DISPUTED.md: id, what we hold, Kubernetes file and function.
pub(crate) fn read(text: &str) -> Result<Disputed, String> {
    let mut disputed = Disputed::new();
    let rows = text.lines().filter(|line| line.starts_with('|')).skip(2);
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [id, held, source] = cells[..] else {
            return Err(format!("DISPUTED.md: not three cells: {row}"));
        };
        let id = id.trim_matches('`');
        if held.is_empty() || !source.contains(".go") {
            return Err(format!("DISPUTED.md: {id}: what do we hold, and which file says so?"));
        }
        disputed.insert(id.to_owned(), format!("{held} ({source})"));
    }
    Ok(disputed)
}
