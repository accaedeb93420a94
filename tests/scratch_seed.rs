//! scratch
use podline::{admission, engine::{inferred, simulate}, insight::lint, manifest, model::{self, Version}};
#[test]
fn scratch() {
    let Ok(files) = std::env::var("FILES") else { return };
    for file in files.split_whitespace() {
        let text = std::fs::read_to_string(file).expect("x");
        let m = manifest::parse(&text);
        println!("=== {file}: {} objects", m.objects.len());
        for p in &m.problems { println!("  M {:?} {}:{} {}: {} | {}", p.severity, p.position.line, p.position.column, p.path, p.message, p.help); }
        for o in &m.objects {
            println!("  -- {} {} {}", o.api_version, o.kind, o.name);
            for p in admission::review(o, Version::NEWEST) { if p.severity != manifest::Severity::Note { println!("  R {:?} {}:{} {}: {} | {}", p.severity, p.position.line, p.position.column, p.path, p.message, p.help); } }
            let Some(pod) = model::lower(o, Version::NEWEST).pod else { continue };
            let w = model::workload(o, pod.clone(), Version::NEWEST);
            let t = simulate(&pod, &inferred::scenario(&pod, Version::NEWEST), Version::NEWEST);
            let q = simulate(&pod, &inferred::scenario(&pod, Version::NEWEST).without_deletion(), Version::NEWEST);
            println!("  STATUS {}", q.row(q.until).status);
            for f in lint::lint(&t, w.as_ref()) { println!("  L {} {:?}: {} @ {:?}", f.code, f.severity, f.message, f.paths.iter().map(|p| p.as_str().to_owned()).collect::<Vec<_>>()); }
        }
    }
}
