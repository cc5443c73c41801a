//! A place in a block of Markdown in, the sentence around it out; and Markdown without its markup.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::text::Span;

/// How far a sentence may reach to either side of a place, in bytes.
const REACH: usize = 600;

/// The sentence of `block` (a byte range of `text`) in which `at` stands.
pub(super) fn around(text: &str, block: &Range<usize>, at: &Range<usize>) -> Span {
    let block = block.start.max(text.floor_char_boundary(at.start.saturating_sub(REACH)))
        ..block.end.min(text.floor_char_boundary(at.end + REACH));
    let before = text.get(block.start..at.start).unwrap_or("");
    let after = text.get(at.end..block.end).unwrap_or("");
    let start = ends(before).last().map_or(block.start, |end| block.start + end);
    let end = ends(after).next().map_or(block.end, |end| at.end + end);
    let slice = text.get(start..end).unwrap_or("");
    let lead = slice.len() - slice.trim_start().len();
    Span::new(start + lead, start + lead + slice.trim().len())
}

/// Offsets just behind each sentence end: a mark, then white space, then neither a small letter nor a number (as
/// in "p. 4").
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(['.', '?', '!']).filter_map(|(at, mark)| {
        let end = at + mark.len();
        let rest = &text[end..];
        let closed = rest.trim_start_matches(['"', '\'', '”', '’', ')', '*', '_']);
        let next = closed.trim_start();
        let apart = next.len() < closed.len() || closed.is_empty();
        let follows = next.chars().next();
        let goes_on = follows.is_some_and(|c| c.is_lowercase() || c.is_numeric());
        (apart && !goes_on).then_some(end + (rest.len() - closed.len()))
    })
}

/// Markdown as the reader hears it: no markup, no citation, no note; a named link without a text of its own by
/// the title of what it names, or by its name where `title` knows none.
pub fn plain(markdown: &str, title: &dyn Fn(&str) -> Option<String>) -> String {
    if !markdown.contains(['*', '_', '[', '`', '<', '&', '\\', '!', '#', '>', '|', '-', '\n']) {
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
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value's inline Markdown as the reader hears it; nothing in it opens a list or a heading.
pub fn plain_inline(value: &str) -> String {
    let marked = plain(&format!(".{}", value.replace('\n', " ")), &|_| None);
    marked.strip_prefix('.').unwrap_or(&marked).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence<'a>(text: &'a str, word: &str) -> &'a str {
        let at = text.find(word).unwrap();
        &text[around(text, &(0..text.len()), &(at..at + word.len())).range()]
    }

    #[test]
    fn a_sentence_ends_where_a_new_one_begins() {
        let text = "One. See [[x]] e.g. in Ohio? “Yes!” Three.";
        assert_eq!(sentence(text, "[[x]]"), "See [[x]] e.g. in Ohio?");
        assert_eq!(sentence(text, "Yes"), "“Yes!”");
        assert_eq!(sentence("whole [[x]] block", "[[x]]"), "whole [[x]] block");
    }

    #[test]
    fn plain_text_has_no_markup() {
        assert_eq!(
            plain("A *b* [[c|the c]] [[g]] `d` [@e, p. 4] [f](g).", &|name| Some(name.to_uppercase())),
            "A b the c G d f."
        );
    }
}
