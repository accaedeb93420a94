//! What takes the room in the page's WebAssembly: its functions, added up by the crate they come from.
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
const ROWS: usize = 12;

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

/// Who a function belongs to: the first crate its name mentions, and for Podline the layer.
/// So the glue that Leptos makes for a view counts as Leptos', wherever the view is written.
fn owner(name: &str) -> String {
    let path = name.trim_start_matches(|c: char| !is_word(c));
    let path = ["mut ", "const ", "dyn "]
        .iter()
        .fold(path, |path, word| path.strip_prefix(word).unwrap_or(path));
    let (first, rest) = word(path);
    match rest.strip_prefix("::").map(word) {
        Some((layer, _)) if first == "podline" => format!("podline::{layer}"),
        Some(_) => first.to_owned(),
        // `<u64 as core::fmt::Display>::fmt`: only core gives functions to what it has built in.
        None if rest.contains("::") => "core".to_owned(),
        None => "no crate (memory, glue)".to_owned(),
    }
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
    fn a_function_belongs_to_the_first_crate_in_its_name() {
        for (name, expected) in [
            ("podline::engine::queue::Queue::pop::h1a2b", "podline::engine"),
            ("<podline::view::app::App as core::fmt::Debug>::fmt", "podline::view"),
            ("<alloc::vec::Vec<podline::model::Pod> as core::ops::Drop>::drop", "alloc"),
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
