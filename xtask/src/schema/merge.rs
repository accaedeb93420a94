//! Makes one table of those of several Kubernetes minors: what each of them has, and since and
//! until when where that is not always.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;
use std::ops::RangeInclusive;

/// The first and the last minor that has something, as far as it has been read.
type Minors = (u8, u8);

/// The types, by name. Minors are added in order.
#[derive(Debug, Default)]
pub(super) struct Table {
    types: BTreeMap<String, Type>,
}

#[derive(Debug)]
struct Type {
    /// What follows the name: the `apiVersion` of an object on its own.
    api_version: Option<String>,
    minors: Minors,
    fields: BTreeMap<String, Field>,
}

#[derive(Debug)]
struct Field {
    /// As in the newest minor that has the field; with `!` if it is required there.
    kind: String,
    minors: Minors,
}

impl Table {
    /// Adds the table of one minor. Fails where the form of the table has no way to say what
    /// happened between two minors.
    pub(super) fn add(&mut self, minor: u8, dump: &str) -> Result<(), String> {
        let mut of_type: Option<&mut Type> = None;
        for line in dump.lines() {
            if let Some(line) = line.strip_prefix(' ') {
                let (Some(type_), Some((name, kind))) = (&mut of_type, line.split_once(' ')) else {
                    return Err(format!("1.{minor}: this is no field of a type: {line}"));
                };
                add_field(type_, minor, name, kind)?;
            } else {
                of_type = Some(self.add_type(minor, line)?);
            }
        }
        Ok(())
    }

    fn add_type(&mut self, minor: u8, line: &str) -> Result<&mut Type, String> {
        let (name, api_version) = match line.split_once(' ') {
            Some((name, api_version)) => (name, Some(api_version.to_owned())),
            None => (line, None),
        };
        let type_ = self.types.entry(name.to_owned()).or_insert_with(|| Type {
            api_version: api_version.clone(),
            minors: (minor, minor),
            fields: BTreeMap::new(),
        });
        if type_.api_version != api_version {
            return Err(format!("1.{minor} has another apiVersion for {name}"));
        }
        extend(&mut type_.minors, minor, name)?;
        Ok(type_)
    }

    /// The table as it is committed, for the minors it was made of.
    pub(super) fn text(&self, all: &RangeInclusive<u8>) -> String {
        let (oldest, newest) = (*all.start(), *all.end());
        let mut text = format!(
            "# Written by `cargo xtask schema` from the crate k8s-openapi, Kubernetes 1.{oldest} to 1.{newest}.\n\
             # A type: name, apiVersion if it is an object on its own, minors. Its fields: name, kind, minors.\n\
             # []K list of K, {{}}K map of K under any keys, ! required; 34.. since 1.34, ..=36 until 1.36.\n"
        );
        for (name, type_) in &self.types {
            text += name;
            if let Some(api_version) = &type_.api_version {
                // Writing to a String does not fail.
                let _ = write!(text, " {api_version}");
            }
            text += &in_words(type_.minors, (oldest, newest));
            text.push('\n');
            for (name, field) in &type_.fields {
                let minors = if field.minors == type_.minors {
                    String::new()
                } else {
                    in_words(field.minors, (oldest, newest))
                };
                let _ = writeln!(text, " {name} {}{minors}", field.kind);
            }
        }
        text
    }
}

fn add_field(type_: &mut Type, minor: u8, name: &str, kind: &str) -> Result<(), String> {
    match type_.fields.entry(name.to_owned()) {
        Entry::Vacant(entry) => {
            entry.insert(Field { kind: kind.to_owned(), minors: (minor, minor) });
            Ok(())
        }
        Entry::Occupied(entry) => {
            let field = entry.into_mut();
            // Whether a field is required changes now and then; the newest minor is to be believed.
            let before = field.kind.trim_end_matches('!');
            if before != kind.trim_end_matches('!') {
                return Err(format!("{name} is {before} before 1.{minor} and {kind} in it"));
            }
            kind.clone_into(&mut field.kind);
            extend(&mut field.minors, minor, name)
        }
    }
}

/// Notes that `minor`, too, has what `name` is.
fn extend(minors: &mut Minors, minor: u8, name: &str) -> Result<(), String> {
    if minors.1 != minor && minors.1 + 1 != minor {
        return Err(format!("{name} is in 1.{} and 1.{minor}, but not between them", minors.1));
    }
    minors.1 = minor;
    Ok(())
}

/// ` 34..`, ` ..=36`, ` 34..=36`, or nothing if it has always been and still is.
fn in_words((since, until): Minors, (oldest, newest): Minors) -> String {
    match (since == oldest, until == newest) {
        (true, true) => String::new(),
        (false, true) => format!(" {since}.."),
        (true, false) => format!(" ..={until}"),
        (false, false) => format!(" {since}..={until}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of the merged table, without its head.
    fn merged(dumps: &[&str]) -> Result<String, String> {
        let mut table = Table::default();
        for (minor, dump) in (33..).zip(dumps) {
            table.add(minor, dump)?;
        }
        let newest = 32 + u8::try_from(dumps.len()).expect("few dumps");
        let text = table.text(&(33..=newest));
        Ok(text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn fields_carry_the_minors_that_have_them() {
        assert_eq!(
            merged(&[
                "Pod v1\n always string\n gone int32\n",
                "Pod v1\n always string\n gone int32\n new boolean\n passing time\n",
                "Pod v1\n always string\n new boolean\n",
            ]),
            Ok("Pod v1\n always string\n gone int32 ..=34\n new boolean 34..\n passing time 34..=34".into())
        );
    }

    #[test]
    fn a_types_minors_hold_for_its_fields() {
        assert_eq!(
            merged(&[
                "Pod v1\n",
                "Pod v1\nRule\n a string\n",
                "Pod v1\nRule\n a string\n b string\n"
            ]),
            Ok("Pod v1\nRule 34..\n a string\n b string 35..".into())
        );
    }

    #[test]
    fn the_newest_minor_says_what_is_required() {
        assert_eq!(merged(&["A\n b string!\n", "A\n b string\n"]), Ok("A\n b string".into()));
        assert_eq!(merged(&["A\n b string\n", "A\n b string!\n"]), Ok("A\n b string!".into()));
    }

    #[test]
    fn what_the_table_cannot_say_is_an_error() {
        let another_kind = merged(&["A\n b string\n", "A\n b int32\n"]);
        assert_eq!(another_kind, Err("b is string before 1.34 and int32 in it".into()));
        let a_gap = merged(&["A\n b string\n", "A\n", "A\n b string\n"]);
        assert_eq!(a_gap, Err("b is in 1.33 and 1.35, but not between them".into()));
        assert!(merged(&["A v1\n", "A v2\n"]).is_err());
        assert!(merged(&[" b string\n"]).is_err());
    }
}
