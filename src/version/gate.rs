//! The feature gates that change what Podline shows, with their stage in each minor.
//!
//! Source: kubernetes `pkg/features/kube_features.go` and the `kep.yaml` of each KEP.

/// How far a feature is in one minor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The minor does not know it.
    Absent,
    /// Off unless somebody switches it on.
    Alpha,
    /// On unless somebody switches it off. (The gates in this table that were once off by default
    /// in beta are counted as alpha there.)
    Beta,
    /// On, and locked.
    Stable,
}

impl Stage {
    /// Whether the feature is on when nobody sets the gate.
    pub const fn is_on_by_default(self) -> bool {
        matches!(self, Self::Beta | Self::Stable)
    }
}

/// No minor so far.
const NEVER: u8 = u8::MAX;

macro_rules! gates {
    ($($(#[$doc:meta])* $name:ident: $alpha:expr, $beta:expr, $stable:expr;)+) => {
        /// A feature gate, under its name in Kubernetes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Gate { $($(#[$doc])* $name),+ }

        impl Gate {
            /// Every gate that Podline knows.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The gate's name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),+ }
            }

            /// The first minor in which it is alpha, beta and on by default, stable and locked.
            const fn minors(self) -> (u8, u8, u8) {
                match self { $(Self::$name => ($alpha, $beta, $stable)),+ }
            }
        }
    };
}

// name: alpha, beta (on by default), stable (locked).
gates! {
    /// Native sidecars: init containers with `restartPolicy: Always` (KEP-753).
    SidecarContainers: 28, 29, 33;
    /// `restartPolicy` on every container, and `restartPolicyRules` (KEP-5307).
    ContainerRestartRules: 34, 35, NEVER;
    /// The rule action `RestartAllContainers` (KEP-5532).
    RestartAllContainersOnContainerExits: 35, 36, NEVER;
    /// `crashLoopBackOff.maxContainerRestartPeriod` of a node (KEP-5593).
    KubeletCrashLoopBackOffMax: 32, 35, NEVER;
    /// Crash back-off from 1 s to 60 s instead of 10 s to 300 s (KEP-4603).
    ReduceDefaultCrashLoopBackOffDecay: 33, NEVER, NEVER;
    /// The condition `PodReadyToStartContainers` (KEP-3085).
    PodReadyToStartContainersCondition: 28, 29, NEVER;
    /// Pull credentials are checked for images that are present; changes an event's words (KEP-2535).
    KubeletEnsureSecretPulledImages: 33, 35, NEVER;
    /// `sleep` in hooks (KEP-3960).
    PodLifecycleSleepAction: 29, 30, 34;
    /// `sleep` of 0 seconds (KEP-4818).
    PodLifecycleSleepActionAllowZero: 32, 33, 34;
    /// `lifecycle.stopSignal` (KEP-4960).
    ContainerStopSignals: 33, NEVER, NEVER;
    /// `spec.resources` (KEP-2837).
    PodLevelResources: 32, 34, NEVER;
    /// Limits of a Pod follow from those of its containers (KEP-2837); there was no alpha.
    PodLevelResourcesFixUpdateDefaulting: 36, 36, NEVER;
    /// Resizing in place (KEP-1287).
    InPlacePodVerticalScaling: 27, 33, 35;
    /// Resizing `spec.resources` in place (KEP-5419).
    InPlacePodLevelResourcesVerticalScaling: 35, 36, NEVER;
    /// Memory-backed `emptyDir` volumes get a size (KEP-1967).
    SizeMemoryBackedVolumes: 20, 22, 32;
    /// `podFailurePolicy` of a Job (KEP-3329).
    JobPodFailurePolicy: 25, 26, 31;
    /// `podReplacementPolicy` of a Job (KEP-3939).
    JobPodReplacementPolicy: 28, 29, 34;
    /// `backoffLimitPerIndex` of a Job (KEP-3850).
    JobBackoffLimitPerIndex: 28, 29, 33;
    /// `successPolicy` of a Job (KEP-3998).
    JobSuccessPolicy: 30, 31, 33;
    /// `managedBy` of a Job (KEP-4368).
    JobManagedBy: 30, 32, 35;
}

impl Gate {
    /// The gate of this name, if Podline knows it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|gate| gate.as_str() == name)
    }

    /// How far the feature is in `1.minor`.
    pub const fn stage(self, minor: u8) -> Stage {
        let (alpha, beta, stable) = self.minors();
        if minor >= stable {
            Stage::Stable
        } else if minor >= beta {
            Stage::Beta
        } else if minor >= alpha {
            Stage::Alpha
        } else {
            Stage::Absent
        }
    }

    /// The first minor in which it is on by default, if there is one.
    pub fn on_since(self) -> Option<u8> {
        let (_, beta, _) = self.minors();
        (beta != NEVER).then_some(beta)
    }

    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_in_order_and_every_gate_has_its_bit() {
        let mut bits = 0;
        for &gate in Gate::ALL {
            let (alpha, beta, stable) = gate.minors();
            assert!(alpha <= beta && beta <= stable, "{gate:?}");
            assert_eq!(bits & gate.bit(), 0, "{gate:?}");
            bits |= gate.bit();
            assert_eq!(Gate::from_name(gate.as_str()), Some(gate));
            if let Some(minor) = gate.on_since() {
                assert!(gate.stage(minor).is_on_by_default(), "{gate:?}");
                assert!(!gate.stage(minor - 1).is_on_by_default(), "{gate:?}");
            }
        }
        assert_eq!(Gate::from_name("NoSuchGate"), None);
    }
}
