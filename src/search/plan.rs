//! The number of documents in, the files of the index out: which there are, and what stands in which.

/// A file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shard {
    /// Words with their pages.
    Words(u32),
    /// Words alone.
    Near(u32),
    /// What results show of pages.
    Text(u32),
    /// What results show of works of the bibliography.
    Works(u32),
    Facets,
    Terms,
}

/// How an index is divided into files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Documents that are pages: their numbers come first.
    pub pages: u32,
    /// Documents that are works of the bibliography.
    pub works: u32,
    /// Files.
    pub words: u32,
    /// Files.
    pub near: u32,
    /// Pages whose texts share a file.
    pub group: u32,
}

/// Works that share a file: of each a result shows a line.
pub const SHELF: u32 = 32;

/// Works that have as many words as a page.
const AS_A_PAGE: usize = 8;

impl Plan {
    /// Files grow with the site until they are worth a request of their own, and then their number does: by powers of
    /// two, so that a further page seldom moves words. A file costs a build as much as half a page, so there are no more
    /// of them than a question in plain prose needs to stay small: of 1,000 pages, three words and a slip load less
    /// than 100 KB.
    pub fn of(pages: usize, works: usize) -> Plan {
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX / 2);
        let words = (number(pages + works / AS_A_PAGE) / 12).clamp(8, 1024).next_power_of_two();
        let group = if pages <= 2_000 { 3 } else { 8 };
        Plan { pages: number(pages), works: number(works), words, near: (words / 2).clamp(8, 128), group }
    }

    /// Pages and works.
    pub fn documents(self) -> u32 {
        self.pages + self.works
    }

    /// Every file of the index; none where there is nothing to search.
    pub fn shards(self) -> impl Iterator<Item = Shard> {
        let any = self.documents() > 0;
        let numbered = |number: u32| if any { 0..number } else { 0..0 };
        let words = numbered(self.words).map(Shard::Words);
        let near = numbered(self.near).map(Shard::Near);
        let text = numbered(self.pages.div_ceil(self.group.max(1))).map(Shard::Text);
        let works = numbered(self.works.div_ceil(SHELF)).map(Shard::Works);
        let others = [Shard::Facets, Shard::Terms].into_iter().filter(move |_| any);
        words.chain(near).chain(text).chain(works).chain(others)
    }

    /// The documents that are the pages whose texts stand in a file.
    pub fn texts(self, shard: u32) -> std::ops::Range<usize> {
        let start = shard.saturating_mul(self.group).min(self.pages);
        start as usize..start.saturating_add(self.group).min(self.pages) as usize
    }

    /// The documents that are the works of a file.
    pub fn works(self, shard: u32) -> std::ops::Range<usize> {
        let start = self.pages + shard.saturating_mul(SHELF).min(self.works);
        start as usize..start.saturating_add(SHELF).min(self.documents()) as usize
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
            Shard::Works(number) => format!("works-{number}"),
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
        for (pages, works) in [(0, 0), (1, 0), (4, 33), (5, 1), (0, 64), (999, 500), (12_345, 6)] {
            let plan = Plan::of(pages, works);
            let texts = plan.shards().filter_map(|shard| match shard {
                Shard::Text(number) => Some(plan.texts(number)),
                Shard::Works(number) => Some(plan.works(number)),
                Shard::Words(_) | Shard::Near(_) | Shard::Facets | Shard::Terms => None,
            });
            assert_eq!(texts.flatten().collect::<Vec<_>>(), (0..pages + works).collect::<Vec<_>>());
        }
        assert_eq!(Plan::of(0, 0).shards().count(), 0);
    }

    #[test]
    fn words_are_placed_as_the_browser_places_them() {
        let plan = Plan { pages: 1_000, works: 0, words: 32, near: 16, group: 4 };
        // The same numbers stand in tests/app/search.test.mjs.
        assert_eq!([plan.of_word("collaboration"), plan.of_word("été"), plan.of_word("p")], [10, 7, 23]);
        assert_eq!(plan.near_word("collaboration"), [10, 15]);
    }
}
