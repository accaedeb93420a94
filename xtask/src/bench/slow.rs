//! Texts that are made to be slow, each read, reviewed, named and repaired once. Twice as many bytes
//! should take little more than twice as long.

#[path = "../../../tests/corpus/adversarial.rs"]
mod adversarial;

use super::{clock, drop_it, print};
use podline::manifest::{self, foreign, repair};
use podline::{admission, model::Version};

pub(super) fn time() {
    for kilobytes in [16, 32, 64] {
        let texts: Vec<String> = adversarial::texts(kilobytes * 1000).collect();
        let all = clock::time(&mut || texts.iter().for_each(|text| read(text)));
        let name = format!("{} texts made to be slow", texts.len());
        print(&name, &format!("{kilobytes} kB each"), all);
    }
}

fn read(text: &str) {
    let manifest = manifest::parse(text);
    for object in &manifest.objects {
        drop_it(admission::review(object, Version::NEWEST));
    }
    drop_it(foreign::recognise(text));
    drop_it(repair::repair(text));
}
