//! The page: puts the view into the document.

fn main() {
    podline::view::start();
}
