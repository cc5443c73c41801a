//! Words in, a number for each out: the same word, the same number. A table of its own, since that of the standard
//! library is in no order and this one is: that of first use.

/// Words by number, found by their hashes.
pub(super) struct Table {
    /// Numbers of words plus one, at the place that their hash tells or behind it; 0 where there is none.
    slots: Vec<u32>,
    hashes: Vec<u32>,
    letters: Vec<u8>,
    /// Where each word ends in `letters`.
    ends: Vec<u32>,
}

impl Table {
    /// A table with room for so many words; it grows where there are more.
    pub fn with_room(words: usize) -> Table {
        let slots = (words.max(8) * 2).next_power_of_two();
        Table { slots: vec![0; slots], hashes: Vec::new(), letters: Vec::new(), ends: Vec::new() }
    }

    /// The number of a word: a new one where it was never seen.
    pub fn number(&mut self, word: &[u8]) -> usize {
        let hash = hash(word);
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while let Some(found) = (self.slots[slot] as usize).checked_sub(1) {
            if self.hashes[found] == hash && self.word(found) == word {
                return found;
            }
            slot = (slot + 1) & mask;
        }
        let number = self.ends.len();
        self.slots[slot] = number as u32 + 1;
        self.hashes.push(hash);
        self.letters.extend_from_slice(word);
        self.ends.push(self.letters.len() as u32);
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let mut slots = vec![0; self.slots.len() * 2];
        for (number, &hash) in self.hashes.iter().enumerate() {
            let mut slot = hash as usize & mask;
            while slots[slot] > 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number as u32 + 1;
        }
        self.slots = slots;
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn word(&self, number: usize) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.letters[start..self.ends[number] as usize]
    }

    /// Every word by its number.
    pub fn words(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).map(|number| self.word(number))
    }
}

/// Eight bytes at a time, each mixed by a multiplication.
fn hash(word: &[u8]) -> u32 {
    let mix = |hash: u64, eight: u64| (hash.rotate_left(5) ^ eight).wrapping_mul(0x517C_C1B7_2722_0A95);
    let (eights, rest) = word.as_chunks::<8>();
    let hash = eights.iter().fold(word.len() as u64, |hash, eight| mix(hash, u64::from_le_bytes(*eight)));
    let rest = rest.iter().fold(0, |rest, &byte| (rest << 8) | u64::from(byte));
    (mix(hash, rest) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_words_have_one_number() {
        let mut table = Table::with_room(1);
        let numbers: Vec<usize> = (0..500).map(|n| table.number(format!("word{}", n % 250).as_bytes())).collect();
        assert_eq!(numbers[..250], numbers[250..]);
        assert_eq!((table.len(), table.word(3), table.words().count()), (250, b"word3".as_slice(), 250));
    }
}
