//! Podline: paste a Kubernetes manifest, watch how its containers start, run and stop.
//!
//! The library is pure: text goes in, a [`engine::Timeline`] comes out, and any instant of it is a
//! function of that timeline. The browser lives behind two features: `web`, the page (`view`), and `worker`,
//! the module beside it that answers the editor (`worker`).
//!
//! The modules below are the layers, in order: **a layer may use only the layers above it**
//! (`tests/layers.rs` holds this).
//!
//! ```
//! use podline::{engine, manifest, model};
//!
//! let manifest = manifest::parse("
//! apiVersion: v1
//! kind: Pod
//! metadata: {name: hello}
//! spec:
//!   containers: [{name: app, image: 'nginx:1.27'}]
//! ");
//! let pod = model::lower(&manifest.objects[0], model::Version::NEWEST).pod.expect("one Pod");
//! let version = model::Version::NEWEST;
//! let scenario = engine::inferred::scenario(&pod, version);
//! let timeline = engine::simulate(&pod, &scenario, version);
//! assert_eq!(timeline.row(engine::SimTime::from_secs(10)).status, "Running");
//! ```

pub mod version;
pub mod manifest;
pub mod model;
pub mod admission;
pub mod engine;
pub mod insight;
pub mod fix;
pub mod language;
pub mod diagnostics;
pub mod kubectl;
pub mod content;
pub mod playback;
pub mod scene;
pub mod markup;
#[cfg(feature = "worker")]
pub mod worker;
#[cfg(feature = "web")]
pub mod view;
