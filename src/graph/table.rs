//! Names in, what each of them means out: a table that is looked up and never walked, so that no order comes out of it.
//! A sorted tree of ten thousand names is a dozen steps through cold memory; this is one or two.

/// Values by name.
#[derive(Default)]
pub(super) struct Table<'a, V> {
    /// Names and their values in the order in which they came.
    entries: Vec<(&'a str, V)>,
    /// By hash: part of it, and the number of the entry, from 1; 0 where there is none. A power of two, at most half full.
    slots: Vec<(u32, u32)>,
}

impl<'a, V> Table<'a, V> {
    pub fn with_room(names: usize) -> Self {
        Table { entries: Vec::with_capacity(names), slots: vec![(0, 0); (names * 2).next_power_of_two()] }
    }

    /// The value of a name; a new one where it has none yet.
    pub fn value(&mut self, name: &'a str, new: impl FnOnce() -> V) -> &mut V {
        if self.slots.len() < (self.entries.len() + 1) * 2 {
            self.grow();
        }
        let hash = hash(name);
        let slot = self.slot(hash, name);
        if self.slots[slot].1 == 0 {
            self.entries.push((name, new()));
            self.slots[slot] = (tag(hash), self.entries.len() as u32);
        }
        let at = self.slots[slot].1 as usize - 1;
        &mut self.entries[at].1
    }

    pub fn get(&self, name: &str) -> Option<&V> {
        if self.slots.is_empty() {
            return None;
        }
        let (_, entry) = self.slots[self.slot(hash(name), name)];
        self.entries.get((entry as usize).checked_sub(1)?).map(|(_, value)| value)
    }

    /// All names, in the order in which they came.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.entries.iter().map(|(name, _)| *name)
    }

    /// Where a name stands, or would.
    fn slot(&self, hash: u64, name: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while let (tag_there, entry @ 1..) = self.slots[slot] {
            if tag_there == tag(hash) && self.entries[entry as usize - 1].0 == name {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![(0, 0); (self.slots.len() * 2).max(16)];
        let mask = self.slots.len() - 1;
        for (at, (name, _)) in self.entries.iter().enumerate() {
            let hash = hash(name);
            let mut slot = hash as usize & mask;
            while self.slots[slot].1 != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = (tag(hash), at as u32 + 1);
        }
    }
}

fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// The same for equal names in every run. Eight bytes at a time, each step mixed by a multiplication whose upper half
/// is folded back.
fn hash(name: &str) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |hash: u64, word: u64| {
        let product = u128::from(hash ^ word) * u128::from(ODD);
        (product as u64) ^ (product >> 64) as u64
    };
    let (words, rest) = name.as_bytes().as_chunks::<8>();
    let hash = words.iter().fold(name.len() as u64 ^ ODD, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(mix(hash, u64::from_le_bytes(last)), ODD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_its_value_and_no_other_has_one() {
        let names: Vec<String> = (0..5_000).map(|n| format!("name-{n}")).collect();
        for mut table in [Table::default(), Table::with_room(5_000), Table::with_room(0)] {
            assert_eq!(table.get("name-1"), None);
            for (at, name) in names.iter().enumerate() {
                assert_eq!(*table.value(name, || at), at);
                assert_eq!(*table.value(name, || 0), at);
            }
            assert!(names.iter().enumerate().all(|(at, name)| table.get(name) == Some(&at)));
            assert!(table.get("name-5000").is_none() && table.get("").is_none());
            assert!(table.names().eq(names.iter().map(String::as_str)));
        }
    }

    #[test]
    fn names_that_are_alike_are_told_apart() {
        let hashes: std::collections::BTreeSet<u64> = ["", "\0", "a", "a\0", "aaaaaaaa", "aaaaaaaa\0"].map(hash).into();
        assert_eq!(hashes.len(), 6);
    }
}
