//! A text in, the events of the Markdown parser out, with the places where link labels are defined.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser};

use super::links;
use super::placing::Placing;
use crate::diag::Fault;

/// What the contract calls CommonMark, tables, footnotes and task lists. Heading attributes are read by
/// `attributes`, for headings and items alike and with the places of their parts.
pub(in crate::parse::markdown) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_WIKILINKS);

/// Where the parser is told that a `[@key]` leads; no author can write it, since control characters are taken out.
pub(in crate::parse::markdown) const CITATION: &str = "\u{1}citation";

/// What the parser makes of a text.
pub(super) struct Source<'a> {
    pub events: Vec<(Event<'a>, Range<usize>)>,
    /// Where link labels are defined, by label in small letters.
    pub definitions: BTreeMap<String, Range<usize>>,
    pub faults: Vec<Fault>,
}

/// Reads a text to its end.
pub(super) fn parsed<'a>(text: &'a str, placing: Placing<'_>) -> Source<'a> {
    let mut faults = Vec::new();
    let mut answer = |link: BrokenLink<'a>| links::label_without_definition(text, placing, &mut faults, &link);
    let parser = Parser::new_with_broken_link_callback(text, OPTIONS, Some(&mut answer));
    let definitions = parser.reference_definitions().iter();
    let definitions = definitions.map(|(label, link)| (label.to_lowercase(), link.span.clone())).collect();
    // Prose has an event every thirty bytes or so.
    let mut events = Vec::with_capacity(text.len() / 32);
    events.extend(parser.into_offset_iter());
    Source { events, definitions, faults }
}

/// Answers for link labels without a definition: those that cite. Used where faults do not matter.
pub(in crate::parse::markdown) fn citations_only<'a>(link: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    link.reference.starts_with('@').then_some((CowStr::Borrowed(CITATION), CowStr::Borrowed("")))
}
