//! How the cases went: a line for each that failed, totals for each area and for all.

use crate::Faults;
use crate::suite::Entry;
use std::collections::BTreeMap;

/// How the cases of one area went.
#[derive(Clone, Copy, Default)]
struct Total {
    passed: usize,
    failed: usize,
    disputed: usize,
}

/// How all of them went.
#[derive(Default)]
pub(crate) struct Report {
    /// By area.
    totals: BTreeMap<String, Total>,
    /// Whether anything is wrong with the suite itself.
    is_wrong: bool,
}

impl Report {
    /// Counts one case and prints its line if it failed.
    pub(crate) fn add(&mut self, entry: &Entry, faults: &Faults, dispute: Option<&str>) {
        let total = self.totals.entry(entry.area.clone()).or_default();
        match (faults.is_empty(), dispute) {
            (true, None) => total.passed += 1,
            (true, Some(held)) => {
                total.failed += 1;
                println!("{}: it passes, but DISPUTED.md holds: {held}", entry.id);
            }
            (false, Some(held)) => {
                total.disputed += 1;
                println!("{}: disputed: {held}", entry.id);
            }
            (false, None) => {
                total.failed += 1;
                println!("{}: {}", entry.id, faults.join("; "));
            }
        }
    }

    /// Prints what is wrong with the suite rather than with a case.
    pub(crate) fn wrong(&mut self, fault: &str) {
        self.is_wrong = true;
        println!("{fault}");
    }

    /// Prints the totals; whether all is well.
    pub(crate) fn close(&self) -> bool {
        let mut all = Total::default();
        for (area, total) in &self.totals {
            println!("{area}: {total}");
            all.passed += total.passed;
            all.failed += total.failed;
            all.disputed += total.disputed;
        }
        println!("all: {all}");
        all.failed == 0 && !self.is_wrong
    }
}

impl std::fmt::Display for Total {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.disputed > 0 { write!(f, ", {} disputed", self.disputed) } else { Ok(()) }
    }
}
