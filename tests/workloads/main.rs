//! What controllers do with their Pods, as facts from Kubernetes' own sources and tests: each test
//! names where its fact stands. The Pods run on an ideal kubelet (no latency).

mod cron_jobs;
mod deletion;
mod jobs;
mod laws;
mod limits;
mod story;
mod words;
