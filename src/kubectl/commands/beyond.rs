//! What may happen to a Pod on a cluster and is not simulated: how it shows, and what to type.

use super::moment::{Moment, command};
use super::{Advice, Command, Prints};
use crate::engine::{NODE, SimTime, Timeline};
use crate::kubectl::word;

/// Symptoms that no timeline shows, for the same Pod.
pub fn not_simulated(timeline: &Timeline) -> Vec<Advice> {
    let moment = Moment::new(timeline, SimTime::ZERO);
    let get = |template: &str, why, words: &str| {
        moment.words("get pod", &format!(" -o jsonpath='{template}'"), why, words.to_owned())
    };
    let describe = |why, words: &str| moment.words("describe pod", "", why, words.to_owned());
    let node = |why, words: &str| {
        command(format!("kubectl describe node {NODE}"), why, Prints::Words(words.to_owned()))
    };
    let advice =
        |headline: &str, commands: Vec<Command>| Advice { headline: headline.to_owned(), commands };
    let secrets = format!("kubectl get configmap,secret{}", moment.namespace());
    let force = format!(
        "kubectl delete pod {} --grace-period=0 --force{}",
        word(&timeline.pod.name),
        moment.namespace()
    );
    vec![
        advice(
            "Pending, and no node: FailedScheduling.",
            vec![
                get(
                    "{.status.conditions[?(@.type==\"PodScheduled\")].message}",
                    "The scheduler counts the nodes and says what each lacks.",
                    "A sentence such as “0/3 nodes are available: 3 Insufficient cpu.”",
                ),
                describe("The same as an event.", "A warning FailedScheduling."),
            ],
        ),
        advice(
            "OOMKilled: a container has reached its memory limit.",
            vec![
                describe(
                    "A kill by the kernel leaves no event.",
                    "Last State: Terminated, Reason: OOMKilled, Exit Code: 137.",
                ),
                moment.words(
                    "top pod",
                    " --containers",
                    "What each container uses now.",
                    "CPU and memory of every container, if metrics-server is installed.".to_owned(),
                ),
            ],
        ),
        advice(
            "Evicted: the node ran short of memory or disk, or a volume grew too large.",
            vec![
                get(
                    "{.status.reason}: {.status.message}",
                    "The kubelet says which resource ran short.",
                    "Evicted, and a sentence naming the resource.",
                ),
                node(
                    "The node's pressure conditions.",
                    "MemoryPressure, DiskPressure, PIDPressure.",
                ),
            ],
        ),
        advice(
            "ContainerCreating for long: FailedMount or FailedCreatePodSandBox.",
            vec![describe(
                "Volumes and the network come before any container.",
                "A warning FailedMount, FailedAttachVolume or FailedCreatePodSandBox.",
            )],
        ),
        advice(
            "CreateContainerConfigError: a ConfigMap or Secret is missing, or a key in it.",
            vec![
                describe("The event names what is missing.", "A warning Failed, with the name."),
                command(
                    secrets,
                    "See whether it is there, in the same namespace.",
                    Prints::Words("The names of all of them.".to_owned()),
                ),
            ],
        ),
        advice(
            "Terminating for ever: a finalizer, or a node that no longer answers.",
            vec![
                get(
                    "{.metadata.finalizers} {.spec.nodeName}",
                    "A finalizer has to be taken away by whoever set it.",
                    "The finalizers, if there are any, and the node.",
                ),
                command(
                    format!("kubectl get node {NODE}"),
                    "No kubelet, no end: nobody confirms that the processes are gone.",
                    Prints::Words("STATUS NotReady, if the node does not answer.".to_owned()),
                ),
                command(
                    force,
                    "The last resort: the object goes, the processes may run on.",
                    Prints::Words("A warning that nothing is waited for.".to_owned()),
                ),
            ],
        ),
    ]
}
