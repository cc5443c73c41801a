//! The words of all documents in, the files of the index out. The same documents give the same bytes, whatever the
//! number of cores.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rust_stemmers::{Algorithm, Stemmer};

use super::table::Table;
use super::{Counted, Plan, Shard, code, stop_words};

/// The files of an index that hold words; the others hold what pages show, and are pages to `render`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Index {
    words: Vec<Vec<u8>>,
    near: Vec<Vec<u8>>,
}

impl Index {
    /// The bytes of a file; none for those that `render` makes.
    pub fn bytes(&self, shard: Shard) -> Option<&[u8]> {
        let (list, number) = match shard {
            Shard::Words(number) => (&self.words, number),
            Shard::Near(number) => (&self.near, number),
            Shard::Text(_) | Shard::Works(_) | Shard::Facets | Shard::Terms => return None,
        };
        list.get(number as usize).map(Vec::as_slice)
    }
}

/// A document and how much a word says about it, from 0 to 15.
type Posting = (u32, u8);

/// A word with its pages, part by part.
type Paged<'a> = (&'a str, &'a [&'a [Posting]]);

/// Words of some documents that follow one another.
struct Part {
    table: Table,
    postings: Vec<Vec<Posting>>,
}

/// Documents of a part: enough that few words are new to it.
const PART: usize = 1024;

/// Makes the index. `load` gives the words of a document by its number.
pub fn index(plan: Plan, language: &str, load: impl Fn(usize) -> Counted + Sync) -> Index {
    let documents: Vec<usize> = (0..plan.documents() as usize).collect();
    let parts: Vec<Part> = documents.par_chunks(PART).map(|part| gather(part, &load)).collect();
    let stop: Vec<&str> = stop_words(language).split(' ').collect();
    // By word, where it stands in each part: the parts follow one another, and so do the documents.
    let mut all: BTreeMap<&str, Vec<&[Posting]>> = BTreeMap::new();
    for part in &parts {
        for (word, postings) in part.table.words().zip(&part.postings) {
            let Ok(word) = std::str::from_utf8(word) else { continue };
            all.entry(word).or_default().push(postings);
        }
    }
    stop.iter().for_each(|word| drop(all.remove(word)));
    let mut words: Vec<Vec<Paged<'_>>> = vec![Vec::new(); plan.words as usize];
    let mut near: Vec<Vec<&str>> = vec![Vec::new(); plan.near as usize];
    for (word, postings) in &all {
        words[plan.of_word(word)].push((word, postings));
        if word.chars().nth(3).is_some() {
            let [start, end] = plan.near_word(word);
            near[start].push(word);
            near[end].push(word);
        }
    }
    let algorithm = algorithm(language);
    let words = words.par_iter().enumerate().map(|(at, words)| with_pages(at, algorithm, words)).collect();
    let near = near.par_iter().enumerate().map(|(at, words)| alone(at, words)).collect();
    Index { words, near }
}

fn gather(documents: &[usize], load: &impl Fn(usize) -> Counted) -> Part {
    let mut part = Part { table: Table::with_room(4096), postings: Vec::new() };
    for &document in documents {
        let counted = load(document);
        let length = counted.length();
        for (word, weight) in counted.words() {
            let number = part.table.number(word);
            if number == part.postings.len() {
                part.postings.push(Vec::new());
            }
            part.postings[number].push((document as u32, level(weight, length)));
        }
    }
    part
}

/// Words of a usual document: longer ones say less by each word (BM25).
const USUAL: u32 = 400;

/// Where one level ends and the next begins: steps of the square root of two, from 16 on. Whole numbers, so that all
/// machines agree.
const LEVELS: [u32; 15] = [20, 27, 39, 54, 77, 108, 153, 216, 305, 431, 609, 862, 1218, 1723, 2436];

/// A word's weight in a document of so many words: `2^(level / 2)` quarters.
fn level(weight: u32, length: u32) -> u8 {
    let share = u64::from(weight) * 64 * 10 * u64::from(USUAL) / (6 * u64::from(USUAL) + 4 * u64::from(length));
    LEVELS.partition_point(|&limit| u64::from(limit) <= share) as u8
}

/// A line a stem: the stem, then each word with its pages.
fn with_pages(at: usize, algorithm: Option<Algorithm>, words: &[Paged<'_>]) -> Vec<u8> {
    let stemmer = algorithm.map(Stemmer::create);
    let mut stems: BTreeMap<String, String> = BTreeMap::new();
    for (word, postings) in words {
        let stem = stemmer.as_ref().map_or_else(|| (*word).to_owned(), |stemmer| stemmer.stem(word).into_owned());
        let line = stems.entry(stem).or_default();
        line.push(' ');
        line.push_str(word);
        line.push(' ');
        let mut next = 0;
        for &(document, level) in postings.iter().copied().flatten() {
            code::number(line, (document + 1 - next) * 16 + u32::from(level));
            next = document + 1;
        }
    }
    let lines: Vec<String> = stems.into_iter().map(|(stem, line)| stem + &line).collect();
    script(Shard::Words(at as u32), &lines.join("\n"))
}

fn alone(at: usize, words: &[&str]) -> Vec<u8> {
    let mut words = words.to_vec();
    // One whose beginning and end lead to the same file stands there twice in a row.
    words.dedup();
    script(Shard::Near(at as u32), &words.join(" "))
}

fn script(shard: Shard, text: &str) -> Vec<u8> {
    shard.script(&serde_json::Value::from(text).to_string())
}

/// How words of a language are brought to their stems; none for one without a stemmer.
fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language.split('-').next()? {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::of_title;
    use super::*;

    fn of(titles: &[&str], language: &str) -> String {
        let plan = Plan { pages: titles.len() as u32, works: 0, words: 1, near: 1, group: 4 };
        let index = index(plan, language, |at| Counted::new(of_title(titles[at], "")));
        let file = |shard| String::from_utf8_lossy(index.bytes(shard).expect("a file")).into_owned();
        file(Shard::Words(0)) + &file(Shard::Near(0))
    }

    #[test]
    fn forms_of_a_word_stand_in_one_line_with_their_pages() {
        let level = level(8, 1);
        let at = |gap: u32| {
            let mut out = String::new();
            code::number(&mut out, gap * 16 + u32::from(level));
            out
        };
        let expected = format!(
            "framewrightSearch(\"words-0\",\"collabor collaborate {} collaboration {}\\ntrust trust {}\");\n\
             framewrightSearch(\"near-0\",\"collaborate collaboration trust\");\n",
            at(1),
            at(2),
            at(3)
        );
        assert_eq!(of(&["Collaborate", "collaboration", "trust", "the"], "en"), expected);
        assert!(of(&["trabajadores", "trabajador"], "es").contains("trabaj trabajador "));
        // Without a stemmer each word is its own.
        assert!(of(&["cat cats"], "ja").contains("cat cat ") && of(&["cats"], "ja").contains("cats cats "));
    }

    #[test]
    fn the_more_and_the_shorter_the_higher() {
        let ordered = [level(1, 4_000), level(1, 400), level(4, 400), level(8, 400), level(8, 40), level(900, 400)];
        assert!(ordered.windows(2).all(|pair| pair[0] < pair[1]), "{ordered:?}");
        assert_eq!((level(0, 0), level(u16::MAX.into(), 1)), (0, 15));
    }

    #[test]
    fn many_documents_give_what_one_part_would() {
        let titles: Vec<String> = (0..PART * 2 + 7).map(|n| format!("common word{} odd{n}", n % 9)).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let all = of(&titles, "en");
        let line = all.split("\\n").find(|line| line.contains("common common ")).expect("the word");
        // The first is one step from the start, and so is each from the one before.
        let pages = line.rsplit(' ').next().expect("its pages");
        assert_eq!((pages.len(), pages.bytes().collect::<std::collections::BTreeSet<_>>().len()), (titles.len(), 1));
    }
}
