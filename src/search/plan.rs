//! The number of documents in, the files of the index out: which there are, and what stands in which.

/// A file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shard {
    /// Words with their pages.
    Words(u32),
    /// Words alone.
    Near(u32),
    /// What results show.
    Text(u32),
    Facets,
    Terms,
}

/// How an index is divided into files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub documents: u32,
    pub words: u32,
    pub near: u32,
    /// Documents whose texts share a file.
    pub group: u32,
}

impl Plan {
    /// Files grow with the site until they are worth a request of their own, and then their number does. A file costs
    /// a build as much as half a page, so there are no more of them than a question needs to stay small.
    pub fn of(documents: usize) -> Plan {
        let documents = u32::try_from(documents).unwrap_or(u32::MAX);
        let words = (documents / 16).clamp(4, 1024);
        let words = if words.is_power_of_two() { words } else { words.next_power_of_two() / 2 };
        Plan { documents, words, near: (words / 2).clamp(2, 64), group: if documents <= 2_000 { 4 } else { 8 } }
    }

    /// Every file of the index; none where there is nothing to search.
    pub fn shards(self) -> impl Iterator<Item = Shard> {
        let any = self.documents > 0;
        let numbered = |number: u32| if any { 0..number } else { 0..0 };
        let words = numbered(self.words).map(Shard::Words);
        let near = numbered(self.near).map(Shard::Near);
        let text = numbered(self.documents.div_ceil(self.group.max(1))).map(Shard::Text);
        let others = [Shard::Facets, Shard::Terms].into_iter().filter(move |_| any);
        words.chain(near).chain(text).chain(others)
    }

    /// The documents whose texts stand in a file.
    pub fn texts(self, shard: u32) -> std::ops::Range<usize> {
        let start = shard.saturating_mul(self.group).min(self.documents);
        start as usize..start.saturating_add(self.group).min(self.documents) as usize
    }

    /// The file that holds a word with its pages.
    pub(super) fn of_word(self, word: &str) -> usize {
        place(word.chars().take(3), self.words)
    }

    /// The files in which a word stands that may be meant by one like it: whoever mistypes its beginning finds it by
    /// its end.
    pub(super) fn near_word(self, word: &str) -> [usize; 2] {
        let start = std::iter::once('<').chain(word.chars().take(2));
        let end = std::iter::once('>').chain(word.chars().rev().take(2));
        [place(start, self.near), place(end, self.near)]
    }
}

impl Shard {
    /// The name of its file, without `.js`.
    pub fn name(self) -> String {
        match self {
            Shard::Words(number) => format!("words-{number}"),
            Shard::Near(number) => format!("near-{number}"),
            Shard::Text(number) => format!("text-{number}"),
            Shard::Facets => "facets".to_owned(),
            Shard::Terms => "terms".to_owned(),
        }
    }

    /// The script that brings its data to the browser.
    pub fn script(self, data: &str) -> Vec<u8> {
        format!("framewrightSearch(\"{}\",{data});\n", self.name()).into_bytes()
    }
}

/// FNV-1a over characters, which the browser computes too.
fn place(key: impl Iterator<Item = char>, places: u32) -> usize {
    let hash = key.fold(0x811C_9DC5_u32, |hash, c| (hash ^ u32::from(c)).wrapping_mul(0x0100_0193));
    // The lowest bits depend on the lowest bits of the letters alone.
    ((hash ^ (hash >> 15)) % places.max(1)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_stands_in_one_text() {
        for documents in [0, 1, 4, 5, 999, 12_345] {
            let plan = Plan::of(documents);
            let texts = plan.shards().filter_map(|shard| match shard {
                Shard::Text(number) => Some(plan.texts(number)),
                _ => None,
            });
            assert_eq!(texts.flatten().collect::<Vec<_>>(), (0..documents).collect::<Vec<_>>());
        }
        assert_eq!(Plan::of(0).shards().count(), 0);
    }

    #[test]
    fn words_are_placed_as_the_browser_places_them() {
        let plan = Plan { documents: 1_000, words: 32, near: 16, group: 4 };
        // The same numbers stand in tests/app/search.test.mjs.
        assert_eq!([plan.of_word("collaboration"), plan.of_word("été"), plan.of_word("p")], [10, 7, 23]);
        assert_eq!(plan.near_word("collaboration"), [10, 15]);
    }
}
