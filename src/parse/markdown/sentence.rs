//! A place in a block of Markdown in, the sentence around it out; and Markdown without its markup.

use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::Link;
use crate::text::{first_of, is_any};

/// How far a sentence may reach to either side of a place, in bytes.
const REACH: usize = 600;

/// The sentences in which links stand, as the reader hears them: no markup, no citation, no note.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Sentences {
    /// The words of all sentences, one behind the other.
    words: Box<str>,
    /// Where named links without a text of their own stand: a byte of `words`, and the link.
    titles: Box<[(u32, u32)]>,
    /// Where each sentence ends in `words` and in `titles`.
    ends: Box<[(u32, u32)]>,
    /// Of each sentence all but the titles: its words, and what its named links are written as.
    hashes: Box<[[u8; 16]]>,
}

impl Sentences {
    /// What tells a sentence from others, and the links whose titles stand in it.
    pub fn untitled(&self, sentence: u32) -> ([u8; 16], impl Iterator<Item = u32>) {
        let ((_, first), (_, last)) = self.ends_of(sentence);
        let titles = self.titles.get(first as usize..last as usize).unwrap_or_default();
        (self.hashes.get(sentence as usize).copied().unwrap_or_default(), titles.iter().map(|&(_, link)| link))
    }

    /// True where a sentence has a word or a title in it.
    pub fn is_said(&self, sentence: u32) -> bool {
        let (start, end) = self.ends_of(sentence);
        start != end
    }

    /// Where a sentence begins and ends in `words` and in `titles`.
    fn ends_of(&self, sentence: u32) -> ((u32, u32), (u32, u32)) {
        let end = |index: u32| self.ends.get(index as usize).copied().unwrap_or_default();
        (sentence.checked_sub(1).map_or((0, 0), end), end(sentence))
    }

    fn hash(&self, sentence: u32, links: &[Link]) -> [u8; 16] {
        let ((from, first), (to, last)) = self.ends_of(sentence);
        let words = self.words.get(from as usize..to as usize).unwrap_or("");
        let mut told = Vec::with_capacity(words.len() + 64);
        told.extend((words.len() as u64).to_le_bytes());
        told.extend(words.as_bytes());
        for &(at, link) in self.titles.get(first as usize..last as usize).unwrap_or_default() {
            let written = links.get(link as usize).map_or("", |link| link.target.value.as_str());
            told.extend((at - from).to_le_bytes());
            told.extend((written.len() as u64).to_le_bytes());
            told.extend(written.as_bytes());
        }
        crate::parse::hash(&told)
    }

    /// A sentence with the titles of its named links; `title` has them by link.
    pub fn told(&self, sentence: u32, title: impl Fn(u32) -> String) -> String {
        let ((from, first), (to, last)) = self.ends_of(sentence);
        let mut told = String::with_capacity((to.saturating_sub(from)) as usize);
        let mut said = from as usize;
        for &(at, link) in self.titles.get(first as usize..last as usize).unwrap_or_default() {
            told.push_str(self.words.get(said..at as usize).unwrap_or(""));
            told.push_str(&title(link));
            said = at as usize;
        }
        told.push_str(self.words.get(said..to as usize).unwrap_or(""));
        told
    }
}

/// Writes sentences one behind the other, one space between their words.
#[derive(Default)]
pub(super) struct Teller {
    words: String,
    titles: Vec<(u32, u32)>,
    ends: Vec<(u32, u32)>,
    /// True where the sentence has a word, and where white space follows it.
    begun: bool,
    apart: bool,
}

impl Teller {
    /// The number of the sentence that is being told.
    pub fn index(&self) -> u32 {
        self.ends.len() as u32
    }

    pub fn say(&mut self, text: &str) {
        self.apart |= text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            // Where a citation stood in front of it, there is no gap.
            self.apart &= !closes(word);
            self.space();
            self.words.push_str(word);
            self.apart = true;
        }
        // Words of one text are apart, but not the last one from what follows it.
        if !text.is_empty() {
            self.apart = text.ends_with(char::is_whitespace);
        }
    }

    pub fn pause(&mut self) {
        self.apart = true;
    }

    /// Leaves room for the title of what a link names.
    pub fn title(&mut self, link: u32) {
        self.space();
        self.apart = false;
        self.titles.push((self.words.len() as u32, link));
    }

    fn space(&mut self) {
        if self.apart && self.begun {
            self.words.push(' ');
        }
        self.begun = true;
    }

    pub fn end_sentence(&mut self) {
        self.ends.push((self.words.len() as u32, self.titles.len() as u32));
        (self.begun, self.apart) = (false, false);
    }

    /// All that was told. The links are those of the text.
    pub fn finish(self, links: &[Link]) -> Sentences {
        let (words, titles, ends) = (self.words.into(), self.titles.into(), self.ends.into());
        let told = Sentences { words, titles, ends, hashes: Box::default() };
        let hashes = (0..told.ends.len() as u32).map(|sentence| told.hash(sentence, links)).collect();
        Sentences { hashes, ..told }
    }
}

/// The sentence of `block` (a byte range of `text`) in which `at` stands.
pub(super) fn around(text: &str, block: &Range<usize>, at: &Range<usize>) -> Range<usize> {
    let block = block.start.max(text.floor_char_boundary(at.start.saturating_sub(REACH)))
        ..block.end.min(text.floor_char_boundary(at.end + REACH));
    let before = text.get(block.start..at.start).unwrap_or("");
    let after = text.get(at.end..block.end).unwrap_or("");
    let last = before.bytes().enumerate().rev().filter(is_mark).find_map(|(mark, _)| end(before, mark));
    let first = after.bytes().enumerate().filter(is_mark).find_map(|(mark, _)| end(after, mark));
    let start = last.map_or(block.start, |end| block.start + end);
    let end = first.map_or(block.end, |end| at.end + end);
    let slice = text.get(start..end).unwrap_or("");
    let lead = slice.len() - slice.trim_start().len();
    start + lead..start + lead + slice.trim().len()
}

/// True for the end of a sentence or of a part of one, and nothing else.
fn closes(word: &str) -> bool {
    word.strip_prefix(['.', ',']).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

fn is_mark(&(_, byte): &(usize, u8)) -> bool {
    matches!(byte, b'.' | b'?' | b'!')
}

/// Just behind the sentence that a mark ends: white space follows, then neither a small letter nor a number (as in
/// "p. 4").
fn end(text: &str, mark: usize) -> Option<usize> {
    let rest = &text[mark + 1..];
    let closed = rest.trim_start_matches(['"', '\'', '”', '’', ')', '*', '_']);
    let next = closed.trim_start();
    let apart = next.len() < closed.len() || closed.is_empty();
    let follows = next.chars().next();
    let goes_on = follows.is_some_and(|c| c.is_lowercase() || c.is_numeric());
    (apart && !goes_on).then_some(mark + 1 + (rest.len() - closed.len()))
}

/// Markdown as the reader hears it: no markup, no citation, no note; a named link without a text of its own by
/// the title of what it names, or by its name where `title` knows none.
pub fn plain(markdown: &str, title: &dyn Fn(&str) -> Option<String>) -> String {
    if !has_marks(markdown) {
        return markdown.to_owned();
    }
    let mut callback = super::reader::citations_only;
    let parser = Parser::new_with_broken_link_callback(markdown, super::reader::OPTIONS, Some(&mut callback));
    let mut out = String::new();
    let mut silent = 0_usize;
    for event in parser {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if &*dest_url == super::reader::CITATION => silent += 1,
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, dest_url, .. })
                if silent == 0 =>
            {
                silent += 1;
                out.push_str(&title(dest_url.trim()).unwrap_or_else(|| dest_url.trim().to_owned()));
            }
            Event::Start(Tag::FootnoteDefinition(_) | Tag::HtmlBlock) => silent += 1,
            Event::Start(_) if silent > 0 => silent += 1,
            Event::End(_) if silent > 0 => silent -= 1,
            Event::Text(text) | Event::Code(text) if silent == 0 => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak if silent == 0 => out.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell) => out.push(' '),
            _ => {}
        }
    }
    one_spaced(&out)
}

/// A value's inline Markdown as the reader hears it; nothing in it opens a list or a heading.
pub fn plain_inline(value: &str) -> String {
    if !has_marks(value) {
        return value.trim().to_owned();
    }
    if is_bare(value) {
        return one_spaced(value);
    }
    let marked = plain(&format!(".{}", value.replace('\n', " ")), &|_| None);
    marked.strip_prefix('.').unwrap_or(&marked).trim().to_owned()
}

/// True where a text may be more than words.
fn has_marks(text: &str) -> bool {
    first_of(text, |byte| is_any(byte, b"*_[`<&\\!#>|-\n")).is_some()
}

/// True for a value that Markdown leaves as it is, since it opens nothing that stands inside a line.
pub(super) fn is_bare(value: &str) -> bool {
    let is_mark = |byte: u8| (byte < b' ') | is_any(byte, b"*_[]`<&\\|~");
    !value.is_empty() && !value.ends_with(char::is_whitespace) && first_of(value, is_mark).is_none()
}

/// Words with one space between them.
pub(super) fn one_spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.shrink_to_fit();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence<'a>(text: &'a str, word: &str) -> &'a str {
        let at = text.find(word).unwrap();
        &text[around(text, &(0..text.len()), &(at..at + word.len()))]
    }

    #[test]
    fn a_sentence_ends_where_a_new_one_begins() {
        let text = "One. See [[x]] e.g. in Ohio? “Yes!” Three.";
        assert_eq!(sentence(text, "[[x]]"), "See [[x]] e.g. in Ohio?");
        assert_eq!(sentence(text, "Yes"), "“Yes!”");
        assert_eq!(sentence("whole [[x]] block", "[[x]]"), "whole [[x]] block");
    }

    #[test]
    fn links_of_one_sentence_share_it() {
        let text = "---\ntitle: T\n---\nNo. See *the [[x]]*,\n[a](b.md) and [[y]][^1] [@k]. [[z]]\n\n[^1]: N.\n";
        let (fragment, _) = super::super::body(text, text.find("No.").unwrap());
        let outline = &fragment.outline;
        let told = |link: usize| {
            let title = |link: u32| outline.links[link as usize].target.value.to_uppercase();
            outline.sentences.told(outline.links[link].sentence.unwrap(), title)
        };
        assert_eq!((told(0).as_str(), told(3).as_str()), ("See the X, a and Y.", "Z"));
        assert_eq!(outline.links[0].sentence, outline.links[2].sentence);
    }

    #[test]
    fn plain_text_has_no_markup() {
        assert_eq!(
            plain("A *b* [[c|the c]] [[g]] `d` [@e, p. 4] [f](g).", &|name| Some(name.to_uppercase())),
            "A b the c G d f."
        );
    }
}
