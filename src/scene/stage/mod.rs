//! Inside the Pod: its containers, volumes and ports as a picture, and what changes in it over time.
//!
//! One [`Stage`] per timeline, in abstract units from its upper left corner. The places never change;
//! what changes is the [`Look`] of an element and its words, each a list of instants, so that any
//! moment is a pure function of the stage ([`Stage::at`]) and a page can step through it without
//! drawing anew ([`Stage::steps`]). Three rows: init containers, the shelf of the volumes, the
//! containers that run; below them the loopback that they share. Every connector is vertical or on the
//! loopback, so no two cross. Knows no DOM and no colours.

mod bus;
mod change;
mod columns;
mod fit;
mod ghosts;
mod life;
mod shelf;
mod source;
mod words;

pub use life::{Element, Life, Look, State};
pub use source::Source;

use crate::engine::{SimTime, Timeline};
use crate::insight::links::{Links, Way};
use crate::insight::sharing::Sharing;
use crate::manifest::Object;
use crate::model::{ContainerIndex, ContainerRole};

/// A rectangle, in units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// Its left edge.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
}

impl Rect {
    /// Its right edge.
    pub fn right(self) -> i32 {
        self.x + self.width
    }

    /// Its lower edge.
    pub fn bottom(self) -> i32 {
        self.y + self.height
    }
}

/// A container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Which.
    pub container: ContainerIndex,
    /// The number of its colour.
    pub hue: usize,
    /// Its place.
    pub rect: Rect,
    /// Its name as far as it fits.
    pub label: String,
    /// Its whole name.
    pub name: String,
    /// `init container`, `native sidecar` or `container`.
    pub kind: &'static str,
    /// Its state.
    pub element: Element,
}

/// A volume on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VolumeBox {
    /// Its place among the volumes of [`Sharing`].
    pub volume: usize,
    /// Its place.
    pub rect: Rect,
    /// Its name as far as it fits.
    pub label: String,
    /// Its whole name.
    pub name: String,
    /// What it is: `emptyDir`, `configMap shop`.
    pub kind: String,
    /// How long it lives, on what, how much it holds; or that nothing mounts it. As far as it fits.
    pub life: String,
    /// All of that, for the pointer and for whoever does not see the picture.
    pub title: String,
    /// The files in it, left to right.
    pub files: Vec<FileMark>,
    /// What is true of the volume as a whole.
    pub source: Source,
    /// Whether it is there.
    pub element: Element,
}

/// A file in a volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileMark {
    /// Its place among the files of its volume.
    pub file: usize,
    /// Where its name begins.
    pub x: i32,
    /// Its name as far as it fits.
    pub label: String,
    /// Who makes it, when, and who reads it.
    pub title: String,
    /// What says so.
    pub source: Source,
    /// Whether it is there.
    pub element: Element,
}

/// Which way data moves at a mount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// From the volume to the container.
    pub reads: bool,
    /// From the container to the volume.
    pub writes: bool,
}

/// A mount: a vertical line between a volume and a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MountLine {
    /// In which container.
    pub container: ContainerIndex,
    /// The number of its colour.
    pub hue: usize,
    /// The volume, as in [`VolumeBox::volume`].
    pub volume: usize,
    /// Its place among the mounts of that volume.
    pub mount: usize,
    /// Where it stands.
    pub x: i32,
    /// Its end at the volume.
    pub at_volume: i32,
    /// Its end at the container.
    pub at_card: i32,
    /// Which way data moves, as far as is known.
    pub flow: Flow,
    /// Nothing can be written through it.
    pub read_only: bool,
    /// The path as far as it fits, with the part of the volume.
    pub path: String,
    /// Everything about it, in words.
    pub title: String,
    /// What says who reads and who writes.
    pub source: Source,
    /// Whether its container runs.
    pub element: Element,
}

/// A port of a container, above the loopback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jack {
    /// Its place among the ports of [`Links`].
    pub open: usize,
    /// Whose.
    pub container: ContainerIndex,
    /// The number of its colour.
    pub hue: usize,
    /// Where it stands.
    pub x: i32,
    /// The port.
    pub port: u16,
    /// What is written beside it: `:8080`.
    pub label: String,
    /// Where its state is told, below the loopback, if others want the same port.
    pub told: Option<(i32, i32)>,
    /// Everything about it, in words.
    pub title: String,
    /// What says so.
    pub source: Source,
    /// Whether it is open.
    pub element: Element,
}

/// A call over the loopback: from a plug below its caller to a jack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wire {
    /// Its place among the calls of [`Links`].
    pub link: usize,
    /// Who calls.
    pub from: ContainerIndex,
    /// The number of the colour of whoever answers.
    pub hue: usize,
    /// Where the plug stands, below its card.
    pub x: i32,
    /// The lower edge of its card.
    pub y: i32,
    /// Where the call comes down to the loopback; an init container's stands above the shelf and hangs
    /// free.
    pub foot: Option<i32>,
    /// Where the jack stands; `None` where there is none.
    pub to: Option<i32>,
    /// What is written beside the plug: `→ :5432`.
    pub label: String,
    /// Where its state is told, below the loopback, if there is room.
    pub told: Option<(i32, i32)>,
    /// Everything about it, in words.
    pub title: String,
    /// What says so.
    pub source: Source,
    /// Whether both ends are up.
    pub element: Element,
}

/// Somebody outside the Pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ghost {
    /// Its place among those outside in [`Links`].
    pub outside: usize,
    /// Which way traffic goes.
    pub way: Way,
    /// The number of the colour of the container inside, if it is known.
    pub hue: Option<usize>,
    /// Its place.
    pub rect: Rect,
    /// Its name as far as it fits.
    pub label: String,
    /// Its whole name.
    pub name: String,
    /// What it has to do with whom.
    pub role: String,
    /// What says so.
    pub source: Source,
    /// Whether traffic flows.
    pub element: Element,
}

/// The picture of the inside of a Pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The Pod's name as far as it fits.
    pub label: String,
    /// The Pod's whole name.
    pub name: String,
    /// The size of the whole picture.
    pub size: (i32, i32),
    /// The boundary of the Pod.
    pub frame: Rect,
    /// How wide the words on the boundary are.
    pub head: i32,
    /// What the containers share beyond network and volumes, or share with the node.
    pub badges: Vec<&'static str>,
    /// Around the containers that see one another's processes.
    pub processes: Option<Rect>,
    /// The containers: init containers first.
    pub cards: Vec<Card>,
    /// The volumes.
    pub volumes: Vec<VolumeBox>,
    /// The mounts.
    pub mounts: Vec<MountLine>,
    /// The loopback: its height, and its ends.
    pub bus: Rect,
    /// What is written at the loopback.
    pub bus_label: &'static str,
    /// The ports.
    pub jacks: Vec<Jack>,
    /// The calls.
    pub wires: Vec<Wire>,
    /// Who is outside.
    pub ghosts: Vec<Ghost>,
    /// What is not drawn, in words.
    pub left_out: Vec<String>,
    /// The Pod itself: its address.
    pub element: Element,
}

/// One change: from `at` on, the element `id` has this state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// When.
    pub at: SimTime,
    /// What.
    pub id: &'a str,
    /// How it is from then on.
    pub state: &'a State,
}

/// The most that is drawn of containers, volumes, mounts and ports of one container, and of those outside.
const MOST_CARDS: usize = 48;
const MOST_VOLUMES: usize = 24;
const MOST_SLOTS: usize = 6;
const MOST_GHOSTS: usize = 5;

/// The picture of `timeline`, whose Pod was read from `object`.
pub fn build(timeline: &Timeline, links: &Links, sharing: &Sharing, object: &Object) -> Stage {
    let mut stage = columns::place(timeline, links, sharing, object);
    words::titles(&mut stage, timeline, links, sharing);
    change::live(&mut stage, timeline, links, sharing);
    stage
}

impl Stage {
    /// Every element, in order of painting.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        std::iter::once(&self.element)
            .chain(self.volumes.iter().map(|it| &it.element))
            .chain(self.volumes.iter().flat_map(|it| it.files.iter().map(|file| &file.element)))
            .chain(self.mounts.iter().map(|it| &it.element))
            .chain(self.cards.iter().map(|it| &it.element))
            .chain(self.jacks.iter().map(|it| &it.element))
            .chain(self.wires.iter().map(|it| &it.element))
            .chain(self.ghosts.iter().map(|it| &it.element))
    }

    /// The same, to give them their lives.
    fn elements_mut(&mut self) -> Vec<&mut Element> {
        let mut all = vec![&mut self.element];
        let mut files = Vec::new();
        for volume in &mut self.volumes {
            all.push(&mut volume.element);
            files.extend(volume.files.iter_mut().map(|file| &mut file.element));
        }
        all.extend(files);
        all.extend(self.mounts.iter_mut().map(|it| &mut it.element));
        all.extend(self.cards.iter_mut().map(|it| &mut it.element));
        all.extend(self.jacks.iter_mut().map(|it| &mut it.element));
        all.extend(self.wires.iter_mut().map(|it| &mut it.element));
        all.extend(self.ghosts.iter_mut().map(|it| &mut it.element));
        all
    }

    /// Every element with its state at `at`.
    pub fn at(&self, at: SimTime) -> Vec<(&str, &State)> {
        self.elements().map(|it| (it.id.as_str(), it.life.at(at))).collect()
    }

    /// Every change after the beginning, in order of time.
    pub fn steps(&self) -> Vec<Step<'_>> {
        let mut steps: Vec<Step<'_>> = self.elements().flat_map(steps_of).collect();
        steps.sort_by_key(|step| step.at);
        steps
    }

    /// The picture at `at` in sentences: what runs, who reads and writes, who calls whom.
    pub fn sentences(&self, at: SimTime) -> Vec<String> {
        words::sentences(self, at)
    }
}

fn steps_of(element: &Element) -> Vec<Step<'_>> {
    let later = element.life.states.iter().skip(1);
    later.map(|(at, state)| Step { at: *at, id: &element.id, state }).collect()
}

/// What a container is called on its card.
pub(crate) fn kind(role: ContainerRole) -> &'static str {
    match role {
        ContainerRole::Init => "init container",
        ContainerRole::Sidecar => "native sidecar",
        ContainerRole::App => "container",
    }
}

/// The number of a container's colour, 1 to 8, in declared order.
fn hue(container: ContainerIndex) -> usize {
    container.0 % 8 + 1
}
