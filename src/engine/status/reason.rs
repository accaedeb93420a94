//! The reasons that the kubelet itself gives (`pkg/kubelet/images/types.go`,
//! `pkg/kubelet/container/sync_result.go`, `kubelet_pods.go`).

/// Nothing happened to the container yet, and the Pod has no init containers.
pub const CONTAINER_CREATING: &str = "ContainerCreating";
/// Nothing happened to the container yet, and the Pod has init containers.
pub const POD_INITIALIZING: &str = "PodInitializing";
/// A pull just failed.
pub const ERR_IMAGE_PULL: &str = "ErrImagePull";
/// The kubelet waits before the next pull.
pub const IMAGE_PULL_BACK_OFF: &str = "ImagePullBackOff";
/// Policy `Never` and no image.
pub const ERR_IMAGE_NEVER_PULL: &str = "ErrImageNeverPull";
/// `postStart` failed; the container was killed.
pub const POST_START_HOOK_ERROR: &str = "PostStartHookError";
/// The kubelet waits before the next start.
pub const CRASH_LOOP_BACK_OFF: &str = "CrashLoopBackOff";
/// Removed by a restart rule that starts the whole Pod over.
pub const RESTARTING_ALL_CONTAINERS: &str = "RestartingAllContainers";
/// Nobody saw how the run ended.
pub const CONTAINER_STATUS_UNKNOWN: &str = "ContainerStatusUnknown";
/// A run that exited 0.
pub const COMPLETED: &str = "Completed";
/// A run that exited otherwise.
pub const ERROR: &str = "Error";
/// What the registry says to a pull that fails in the simulation.
pub const PULL_ERROR: &str = "not found";
/// Exit code of a run whose end nobody saw, and of one that got SIGKILL.
pub const KILLED: i32 = 137;
