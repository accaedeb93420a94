//! The lifecycle's own fields as small serde structs, decoded from the checked tree.
