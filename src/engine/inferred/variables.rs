//! Variables: those of a container, and those of a script.

/// Variables by name, in the order in which they were first set. Absent ones are empty in a shell,
/// and unknown to us: the image may set them.
#[derive(Clone, Debug, Default)]
pub(super) struct Variables {
    /// They are few.
    list: Vec<(String, String)>,
    /// How many times one of them became another.
    pub(super) changes: usize,
}

impl Variables {
    /// The value of `name`, if it is known.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.list.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Sets `name`.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        if self.get(name) == Some(value) {
            return;
        }
        self.changes += 1;
        match self.list.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.list.push((name.to_owned(), value.to_owned())),
        }
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &str)> {
        self.list.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}
