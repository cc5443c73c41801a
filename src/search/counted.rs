//! An entry in, its words out, each with how much it says about the entry. The result is bytes, since it is kept from
//! one run to the next and thousands of them are read at a time.

use super::spoken;
use super::table::Table;
use super::words;
use crate::model::{Details, Entry, Inline};
use crate::parse::markdown::{Fragment, Outline};

/// How much a word says where it stands, in uses in the text.
const TITLE: u32 = 8;
const SUMMARY: u32 = 4;
const HEADING: u32 = 3;
const TEXT: u32 = 1;

/// Words with their weights, as bytes: the number of words in the text, then of each word its length, itself and its
/// weight.
pub struct Counted(Vec<u8>);

/// The words of an entry whose body is still in it. A named link stands for the words of the name.
pub fn count(entry: &Entry) -> Vec<u8> {
    let mut counter = Counter::new();
    for (at, fragment) in entry.fragments.iter().enumerate().skip(1) {
        counter.say(&inline(fragment), weight(entry, at as u32));
    }
    match &entry.details {
        Details::Term(term) => term.also.iter().for_each(|also| counter.say(also, TITLE)),
        Details::Brief(brief) => brief.authors.iter().for_each(|author| counter.say(author, HEADING)),
        Details::Example(example) => counter.say(example.place.map_or("", |place| place.name()), SUMMARY),
        Details::Framework(_) | Details::Driver(_) | Details::Guide(_) => {}
        Details::Collaborative(_) | Details::Page => {}
    }
    counter.body(&entry.fragments[0]);
    counter.finish()
}

/// The words of a page that has a title and no entry of its own.
pub fn of_title(title: &str, about: &str) -> Vec<u8> {
    let mut counter = Counter::new();
    counter.say(title, TITLE);
    counter.say(about, TEXT);
    counter.finish()
}

/// The words of a work of the bibliography: what citations call it, its title, and all that a list says of it.
pub fn of_work(called: &str, title: &str, whole: &str) -> Vec<u8> {
    let mut counter = Counter::new();
    counter.say(called, TITLE);
    counter.say(title, SUMMARY);
    // Nobody looks for an address by its parts.
    whole.split_whitespace().filter(|word| !word.starts_with("http")).for_each(|word| counter.say(word, TEXT));
    counter.finish()
}

fn inline(fragment: &Fragment) -> String {
    spoken::of_inline(fragment, |link| Some(name(&fragment.outline, link)))
}

fn weight(entry: &Entry, fragment: u32) -> u32 {
    let is = |inline: &Inline| inline.fragment.0 == fragment;
    if is(&entry.title) {
        return TITLE;
    }
    let takeaways = match &entry.details {
        Details::Brief(brief) => brief.takeaways.as_slice(),
        _ => &[],
    };
    if entry.summary.as_ref().is_some_and(is) || takeaways.iter().any(is) { SUMMARY } else { TEXT }
}

/// The words of a link's name: those of `brief/shared-vision` are `shared vision`.
fn name(outline: &Outline, link: u32) -> String {
    let name = outline.links.get(link as usize).map_or("", |link| link.target.value.as_str());
    name.split('#').next().unwrap_or("").rsplit('/').next().unwrap_or("").replace('-', " ")
}

struct Counter {
    table: Table,
    weights: Vec<u32>,
    length: u32,
}

impl Counter {
    fn new() -> Counter {
        Counter { table: Table::with_room(512), weights: Vec::with_capacity(512), length: 0 }
    }

    fn say(&mut self, text: &str, weight: u32) {
        words::each(text, |word| {
            let number = self.table.number(word);
            if number == self.weights.len() {
                self.weights.push(0);
            }
            self.weights[number] += weight;
            self.length += 1;
        });
    }

    fn body(&mut self, fragment: &Fragment) {
        let Fragment { outline, body } = fragment;
        self.say(&spoken::whole(outline, body, |link| Some(name(outline, link))), TEXT);
        outline.headings.iter().for_each(|heading| self.say(&heading.text, HEADING));
    }

    fn finish(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(4 + self.weights.len() * 10);
        bytes.extend(self.length.to_le_bytes());
        for (word, weight) in self.table.words().zip(self.weights) {
            bytes.push(word.len() as u8);
            bytes.extend(word);
            bytes.extend(u16::try_from(weight).unwrap_or(u16::MAX).to_le_bytes());
        }
        bytes
    }
}

impl Counted {
    /// Takes bytes that [`count`] gave.
    pub fn new(bytes: Vec<u8>) -> Counted {
        Counted(bytes)
    }

    /// Number of words of the text, repeated ones too.
    pub(super) fn length(&self) -> u32 {
        self.0.get(..4).and_then(|length| length.try_into().ok()).map_or(0, u32::from_le_bytes)
    }

    /// Every word with its weight, as the bytes of its letters; what is not whole is left out.
    pub(super) fn words(&self) -> impl Iterator<Item = (&[u8], u32)> {
        let mut rest = self.0.get(4..).unwrap_or_default();
        std::iter::from_fn(move || {
            let (&length, after) = rest.split_first()?;
            let (word, after) = after.split_at_checked(usize::from(length))?;
            let (weight, after) = after.split_first_chunk::<2>()?;
            rest = after;
            Some((word, u32::from(u16::from_le_bytes(*weight))))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{self, Kind, Stem};

    fn counted(kind: Kind, text: &str) -> Counted {
        let stem = Stem { id: "x".to_owned(), language: None };
        let read = model::entry(kind, stem, crate::parse::document(&crate::text::Text::new(text)));
        Counted::new(count(&read.entry.expect("an entry")))
    }

    #[test]
    fn a_word_counts_by_where_it_stands() {
        let counted = counted(
            Kind::Example,
            "---\ntitle: Wage *scale*\nplace: US-NM\nsummary: Fair wage.\n---\n## Plan\n\nWage plan, see [[shared-vision]].\n",
        );
        let weight =
            |wanted: &str| counted.words().find(|(word, _)| *word == wanted.as_bytes()).map(|(_, weight)| weight);
        assert_eq!(weight("wage"), Some(TITLE + SUMMARY + TEXT));
        assert_eq!(weight("plan"), Some(HEADING + TEXT));
        assert_eq!([weight("mexico"), weight("vision"), weight("scale")], [Some(SUMMARY), Some(TEXT), Some(TITLE)]);
        assert_eq!(weight("other"), None);
        assert_eq!(counted.length(), 12);
    }

    #[test]
    fn a_term_is_found_by_its_other_spellings() {
        let counted = counted(Kind::Term, "---\ntitle: Child care resource and referral\nalso: [CCR&R]\n---\nIt is.\n");
        assert!(counted.words().any(|word| word == (b"ccrr".as_slice(), TITLE)));
    }

    #[test]
    fn a_work_is_found_by_who_wrote_it_and_not_by_its_address() {
        let counted =
            Counted::new(of_work("Austin et al., 2015", "Child care", "Austin, A. Child care. https://x.org"));
        let weight =
            |wanted: &str| counted.words().find(|(word, _)| *word == wanted.as_bytes()).map(|(_, weight)| weight);
        assert_eq!([weight("austin"), weight("2015")], [Some(TITLE + TEXT), Some(TITLE)]);
        assert_eq!([weight("care"), weight("org"), weight("https")], [Some(SUMMARY + TEXT), None, None]);
    }

    #[test]
    fn damaged_bytes_give_no_words() {
        for bytes in [vec![], vec![1, 0, 0, 0, 9, b'a'], vec![1, 0, 0, 0, 1, b'a', 1]] {
            assert_eq!(Counted::new(bytes).words().count(), 0);
        }
    }
}
