//! What takes the room in the page's WebAssembly: its functions, added up by whom they
//! belong to.
//!
//! Trunk leaves behind the file it gave to wasm-opt, with the functions' names. The same wasm-opt,
//! told to keep them, makes the file of the page with names.

use crate::dist::kilobytes;
use crate::outcome::{Doing as _, Outcome};
use crate::project::Project;
use crate::run::step;
use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// How many rows are worth reading.
const ROWS: usize = 24;

/// The table for the release build that was made last.
pub(crate) fn of_the_page(project: &Project) -> Outcome<String> {
    let named = project.target().join("podline-named.wasm");
    let mut wasm_opt = project.command("wasm-opt");
    wasm_opt
        .args(["-Oz", "--debuginfo"])
        .arg(project.target().join("wasm-bindgen/release/podline_bg.wasm"));
    step(
        "Reading the names of its functions",
        wasm_opt.arg("--output").arg(&named),
        "Run `npm ci` and try again.",
    )?;
    let wasm = fs::read(&named).doing(|| format!("read {}", named.display()))?;
    let sizes = sizes(&wasm).doing(|| format!("understand {}", named.display()))?;
    Ok(table(&sizes))
}

/// The bytes of each owner's functions, and of the data.
fn sizes(wasm: &[u8]) -> Result<BTreeMap<String, u64>, wasmparser::BinaryReaderError> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    let mut data = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(length(&body.range())),
            Payload::DataSection(section) => data = length(&section.range()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(sections) = section.as_known() else {
                    continue;
                };
                for section in sections {
                    let Name::Function(functions) = section? else {
                        continue;
                    };
                    for function in functions {
                        let function = function?;
                        names.insert(function.index, owner(function.name));
                    }
                }
            }
            _ => {}
        }
    }
    let mut sizes = BTreeMap::from([("data (texts and tables)".to_owned(), data)]);
    for (index, size) in (imported..).zip(bodies) {
        let owner = names.get(&index).map_or("without a name", String::as_str);
        *sizes.entry(owner.to_owned()).or_default() += size;
    }
    Ok(sizes)
}

fn length(range: &Range<u64>) -> u64 {
    range.end - range.start
}

/// Who a function belongs to: the crate that wrote it; but what a crate's generic code becomes for a
/// type or closure of Podline belongs to Podline's layer, and in the view to the pane. `main` has
/// most of the first picture in it, because everything called once is inlined there.
fn owner(name: &str) -> String {
    let name = without_hashes(name);
    if let Some(at) = name.find("podline::view::") {
        let pane = word(&name[at + "podline::view::".len()..]).0;
        return format!("podline::view::{pane}");
    }
    if let Some(at) = name.find("podline::") {
        return format!("podline::{}", word(&name[at + "podline::".len()..]).0);
    }
    let path = name.trim_start_matches(|c: char| !is_word(c));
    let path = ["mut ", "const ", "dyn "]
        .iter()
        .fold(path, |path, word| path.strip_prefix(word).unwrap_or(path));
    let (first, rest) = word(path);
    if rest.starts_with("::") {
        first.to_owned()
    } else if rest.contains("::") {
        // `<u64 as core::fmt::Display>::fmt`: only core gives functions to what it has built in.
        "core".to_owned()
    } else {
        "no crate (memory, glue)".to_owned()
    }
}

/// `core[c5930c85a12de822]::fmt` as `core::fmt`: the hash tells apart crates of one name.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if hash.chars().all(|c| c.is_ascii_hexdigit()) => text += rest,
            _ => {
                text.push('[');
                text += part;
            }
        }
    }
    text
}

/// The word that `path` starts with, and what follows it.
fn word(path: &str) -> (&str, &str) {
    path.split_at(path.find(|c: char| !is_word(c)).unwrap_or(path.len()))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn table(sizes: &BTreeMap<String, u64>) -> String {
    let total: u64 = sizes.values().sum();
    let row =
        |size: u64, owner: &str| format!("{size:>10} {:>3} %  {owner}", size * 100 / total.max(1));
    let mut owners: Vec<_> = sizes.iter().collect();
    owners.sort_by_key(|(_, size)| u64::MAX - **size);

    let title = format!(
        "What takes the room in {} kB of WebAssembly, before compression",
        kilobytes(total)
    );
    let mut rows = vec![title];
    rows.extend(owners.iter().take(ROWS).map(|(owner, size)| row(**size, owner)));
    if owners.len() > ROWS {
        let rest = owners.iter().skip(ROWS).map(|(_, size)| **size).sum();
        rows.push(row(rest, &format!("{} others", owners.len() - ROWS)));
    }
    rows.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{owner, sizes, table};
    use std::collections::BTreeMap;

    #[test]
    fn a_function_belongs_to_whoever_its_code_was_made_for() {
        for (name, expected) in [
            ("podline[0a1b]::engine::queue::pop", "podline::engine"),
            ("<podline[0a1b]::model::pod::Pod as core[1f]::fmt::Debug>::fmt", "podline::model"),
            (
                "<tachys[2c]::html::El<podline[0a]::view::editor::f::{closure#0}> as X>::build",
                "podline::view::editor",
            ),
            (
                "<reactive_graph::Memo<podline::model::Pod>>::new::<podline::view::clock::run>",
                "podline::view::clock",
            ),
            ("<alloc::vec::Vec<[u8; 4]> as core::ops::Drop>::drop", "alloc"),
            ("<&mut tachys::html::Element as X>::build", "tachys"),
            ("<dyn leptos::Thing>::go", "leptos"),
            ("<u64 as core::fmt::Display>::fmt", "core"),
            ("memcpy", "no crate (memory, glue)"),
            ("__wbindgen_malloc", "no crate (memory, glue)"),
        ] {
            assert_eq!(owner(name), expected, "{name}");
        }
    }

    #[test]
    fn bodies_are_counted_to_the_names_after_the_imported_functions() {
        let wasm = [
            b"\0asm\x01\0\0\0".as_slice(),
            b"\x01\x04\x01\x60\0\0",                    // one type: () → ()
            b"\x02\x07\x01\x01a\x01b\0\0",              // import a.b, function 0
            b"\x03\x02\x01\0",                          // one function of our own, number 1
            b"\x0a\x05\x01\x03\0\x01\x0b",              // its body: no locals, nop, end
            b"\0\x0f\x04name\x01\x08\x01\x01\x05x::yz", // number 1 is called x::yz
        ]
        .concat();
        let sizes = sizes(&wasm).expect("it is WebAssembly");
        assert_eq!(sizes.get("x"), Some(&3));
    }

    #[test]
    fn the_table_is_in_order_of_size() {
        let sizes = BTreeMap::from([("a".to_owned(), 250), ("b".to_owned(), 750)]);
        let text = table(&sizes);
        assert!(text.ends_with("       750  75 %  b\n       250  25 %  a"), "{text}");
    }
}
