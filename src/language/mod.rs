//! What an editor asks about a place in the text: what may be written there, and what the field there
//! means.
//!
//! Knows the schema and Kubernetes' own documentation of it; nothing of what happens in time.

mod outline;
