//! What is being filled while a tree is built: open lists and mappings, keys that wait for values, the budget.
//! Never sees the parser.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::tree::{Mapping, Node, Value};
use crate::text::Spanned;

/// How deep lists and mappings may nest; the deepest real content has five levels.
pub(super) const DEPTH: usize = 32;
/// How many values a text may have once its aliases are copied.
pub(super) const NODES: usize = 20_000;
/// How many bytes of text aliases may copy: few values can hold long texts.
const COPIED: usize = 1 << 20;

/// A list or mapping that is being filled.
pub(super) struct Frame {
    pub content: Content,
    pub start: usize,
    /// Where the last thing in it ends; block collections end there.
    pub end: usize,
    pub weight: Weight,
    pub anchor: Option<String>,
    pub tagged: bool,
}

pub(super) enum Content {
    List(Vec<Node>),
    Map { keys: Keys, waiting: Key },
}

/// The key that waits for its value.
pub(super) enum Key {
    None,
    Good(Spanned<String>),
    /// Reported already; its value is read and dropped.
    Bad,
}

/// A mapping and every key that was written in it.
#[derive(Default)]
pub(super) struct Keys {
    pub mapping: Mapping,
    seen: BTreeSet<String>,
}

impl Keys {
    /// Notes a key; false where it was written before.
    pub fn note(&mut self, key: &str) -> bool {
        !self.seen.contains(key) && self.seen.insert(key.to_owned())
    }

    /// Adds a value, or the mere name of a key whose value could not be read.
    pub fn add(&mut self, key: Spanned<String>, node: Option<Node>) {
        match node {
            Some(node) => self.mapping.entries.push((key, node)),
            None => self.mapping.broken.push(key.value),
        }
    }

    /// Takes in another mapping of the same text; returns the keys that were here before, and drops their values.
    pub fn absorb(&mut self, other: Mapping) -> Vec<Spanned<String>> {
        let mut again = Vec::new();
        for (key, node) in other.entries {
            if self.note(&key.value) {
                self.mapping.entries.push((key, node));
            } else {
                again.push(key);
            }
        }
        for key in other.broken {
            self.mark_broken(&key);
        }
        again
    }

    /// Records a key whose value could not be read, unless another value was read for it.
    pub fn mark_broken(&mut self, key: &str) {
        // More names than values fit help nobody.
        if self.mapping.broken.len() < NODES && self.note(key) {
            self.mapping.broken.push(key.to_owned());
        }
    }
}

/// A value that is complete, or was one that cannot be used.
pub(super) struct Done {
    pub node: Option<Node>,
    pub weight: Weight,
    pub range: Range<usize>,
}

/// What copying a value costs, known without walking it.
#[derive(Clone, Copy, Default)]
pub(super) struct Weight {
    pub nodes: usize,
    pub bytes: usize,
    pub height: usize,
}

impl Weight {
    /// A single text of so many bytes.
    pub fn leaf(bytes: usize) -> Self {
        Weight { nodes: 1, bytes, height: 0 }
    }

    pub fn add(&mut self, child: Weight) {
        self.nodes += child.nodes;
        self.bytes += child.bytes;
        self.height = self.height.max(child.height + 1);
    }
}

/// Values that aliases may name, and what all values of one text may cost.
#[derive(Default)]
pub(super) struct Anchors {
    kept: BTreeMap<String, (Node, Weight)>,
    /// Anchors in parts that could not be read: an alias to them is no mistake of its own.
    lost: BTreeSet<String>,
    nodes: usize,
    copied: usize,
}

impl Anchors {
    /// True once no further value fits.
    pub fn is_spent(&self) -> bool {
        self.nodes >= NODES || self.copied > COPIED
    }

    /// Pays for values; false where they do not fit.
    pub fn spend(&mut self, weight: Weight) -> bool {
        self.nodes = self.nodes.saturating_add(weight.nodes);
        self.copied = self.copied.saturating_add(weight.bytes);
        self.nodes <= NODES && self.copied <= COPIED
    }

    /// Keeps a value for aliases; the first of a name stands. False where the copy does not fit.
    pub fn keep(&mut self, name: String, node: &Node, weight: Weight) -> bool {
        // The copy that is kept costs as much as one that is used.
        let fits = self.spend(weight);
        if fits {
            self.kept.entry(name).or_insert_with(|| (node.clone(), weight));
        }
        fits
    }

    pub fn weight(&self, name: &str) -> Option<Weight> {
        self.kept.get(name).map(|(_, weight)| *weight)
    }

    /// A copy of a value; pay for it first.
    pub fn copy(&self, name: &str) -> Option<Value> {
        self.kept.get(name).map(|(node, _)| node.value.clone())
    }

    /// Remembers the anchors of a part that could not be read.
    pub fn lose(&mut self, part: &str) {
        let names = part.split([' ', '\t', '\n', '[', '{', ',']).filter_map(|word| word.strip_prefix('&'));
        self.lost.extend(names.map(str::to_owned));
    }

    pub fn is_lost(&self, name: &str) -> bool {
        self.lost.contains(name)
    }
}
