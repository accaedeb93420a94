//! What containers ask for and may use at most.

use crate::manifest::Quantity;

/// The resource `cpu`, in cores.
pub const CPU: &str = "cpu";
/// The resource `memory`, in bytes.
pub const MEMORY: &str = "memory";

/// The two lists of `core/v1.ResourceRequirements`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `requests`: what the scheduler sets aside.
    Requests,
    /// `limits`: what may be used at most.
    Limits,
}

/// Amounts by resource, in order of names (`core/v1.ResourceList`). A resource that is not named is
/// absent, which is not the same as zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourceList(Vec<(String, Quantity)>);

impl ResourceList {
    /// The amount of a resource, if it is named.
    pub fn get(&self, resource: &str) -> Option<Quantity> {
        self.0.iter().find(|(name, _)| name == resource).map(|&(_, amount)| amount)
    }

    /// Gives a resource an amount, whether it had one or not.
    pub fn set(&mut self, resource: &str, amount: Quantity) {
        let at = self.0.partition_point(|(name, _)| name.as_str() < resource);
        match self.0.get_mut(at) {
            Some((name, old)) if name == resource => *old = amount,
            _ => self.0.insert(at, (resource.to_owned(), amount)),
        }
    }

    /// Gives a resource an amount unless it has one.
    pub fn set_missing(&mut self, resource: &str, amount: Quantity) {
        if self.get(resource).is_none() {
            self.set(resource, amount);
        }
    }

    /// The resources and their amounts, in order of names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Quantity)> {
        self.0.iter().map(|(name, amount)| (name.as_str(), *amount))
    }

    /// Keeps only the resources that pass.
    pub fn retain(&mut self, passes: impl Fn(&str) -> bool) {
        self.0.retain(|(name, _)| passes(name));
    }

    /// Whether no resource is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// `core/v1.ResourceRequirements`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resources {
    /// `requests`.
    pub requests: ResourceList,
    /// `limits`.
    pub limits: ResourceList,
}

impl Resources {
    /// One of the two lists.
    pub fn list(&self, bound: Bound) -> &ResourceList {
        match bound {
            Bound::Requests => &self.requests,
            Bound::Limits => &self.limits,
        }
    }
}

/// Whether a resource is huge pages, which nobody can overcommit (`IsHugePageResourceName`).
pub fn is_huge_pages(resource: &str) -> bool {
    resource.starts_with("hugepages-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_its_names_in_order_and_one_amount_for_each() {
        let mut list = ResourceList::default();
        for (name, amount) in [("memory", 1), ("cpu", 2), ("hugepages-2Mi", 3), ("cpu", 4)] {
            list.set(name, Quantity::from_units(amount));
        }
        list.set_missing("memory", Quantity::from_units(5));
        list.set_missing("example.com/gpu", Quantity::ZERO);
        let names: Vec<&str> = list.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["cpu", "example.com/gpu", "hugepages-2Mi", "memory"]);
        assert_eq!(list.get("cpu"), Some(Quantity::from_units(4)));
        assert_eq!(list.get("memory"), Some(Quantity::from_units(1)));
        assert_eq!(list.get("example.com/gpu"), Some(Quantity::ZERO));
        assert_eq!(list.get("ephemeral-storage"), None);
    }
}
