//! Headings: their level, their braces, and an id for each.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::HeadingLevel;

use super::super::{Heading, Piece, attributes};
use super::Reader;
use crate::diag::{Code, Fault};
use crate::text::{Spanned, slug};

impl Reader<'_, '_> {
    pub(super) fn start_heading(&mut self, level: HeadingLevel, range: &Range<usize>, at: usize) {
        self.open_html.clear();
        let end = self.after(at) - 1;
        let content = self.inline_range(at + 1, end).unwrap_or(range.start..range.start);
        let braces = attributes::at_end(self.text, content.start, content.end).unwrap_or_default();
        let written = braces.id.is_some();
        let cut = (written || !braces.attributes.is_empty()).then_some(braces.start);
        self.block = content.start..cut.unwrap_or(content.end);
        self.cut = cut;
        let text = self.plain(at + 1, end, cut);
        let trimmed = range.start..range.start + self.text[range.clone()].trim_end().len();
        let level = self.check_level(level as u8, &text, &trimmed);
        let place = self.placing;
        let id = match braces.id {
            Some(id) => Spanned::new(id.value, place.span(&id.span.range())),
            None => Spanned::new(slug(&text), place.span(&trimmed)),
        };
        let attributes = self.placed(braces.attributes);
        let index = self.fragment.outline.headings.len() as u32;
        let span = place.span(&trimmed);
        if level == 2 {
            self.action = Some(index);
        }
        self.fragment.outline.headings.push(Heading { level, id, written, attributes, text, span });
        self.open_inline += 1;
        self.hole(Piece::HeadingStart(index));
    }

    pub(super) fn check_level(&mut self, level: u8, text: &str, range: &Range<usize>) -> u8 {
        if text.is_empty() {
            self.fault(Code::EmptyHeading, range, "a heading without words", "give it words, or delete its marks");
        }
        let last = self.fragment.outline.headings.last().map_or(1, |heading| heading.level);
        if level == 1 {
            let help = "the title in the front matter is the page's one heading of level 1; write ## here";
            let fault = Fault::new(
                Code::TitleInBody,
                self.placing.span(range),
                format!("heading \"{text}\" of level 1 in the body"),
                help,
            );
            let hashes = self.text[range.clone()].starts_with('#');
            let mend = self.placing.span(&(range.start..range.start));
            self.faults.push(if hashes { fault.mended(mend, "#") } else { fault });
            return 2;
        }
        if level > last + 1 {
            let marks = "#".repeat(usize::from(last) + 1);
            let cause = format!("heading \"{text}\" skips from level {last} to level {level}");
            self.fault(Code::SkippedHeading, range, cause, format!("write {marks} {text}"));
        }
        level
    }

    /// Ids as written stand; the others make way for them and for one another.
    pub(super) fn name_headings(&mut self) {
        let mut taken: BTreeMap<String, ()> = BTreeMap::new();
        for heading in self.fragment.outline.headings.iter().filter(|heading| heading.written) {
            if !crate::text::is_id(&heading.id.value) {
                self.faults.push(bad_id(&heading.id));
            }
            if taken.insert(heading.id.value.clone(), ()).is_some() {
                let cause = format!("heading id \"{}\" is written twice in this file", heading.id.value);
                self.faults.push(Fault::new(
                    Code::DuplicateHeading,
                    heading.id.span,
                    cause,
                    "give the later one another id",
                ));
            }
        }
        for item in &self.fragment.outline.items {
            taken.extend(item.id.iter().map(|id| (id.value.clone(), ())));
        }
        // The number that each slug has come to, so that a thousand equal headings need a thousand looks.
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        for heading in self.fragment.outline.headings.iter_mut().filter(|heading| !heading.written) {
            let base = if heading.id.value.is_empty() { "section".to_owned() } else { heading.id.value.clone() };
            let mut name = base.clone();
            let number = numbers.entry(base.clone()).or_insert(1);
            while taken.contains_key(&name) {
                *number += 1;
                name = format!("{base}-{number}");
            }
            taken.insert(name.clone(), ());
            heading.id.value = name;
        }
    }

    /// Written ids of items are unique in the file, those of headings included.
    pub(super) fn unique_items(&mut self) {
        let headings = self.fragment.outline.headings.iter().filter(|heading| heading.written);
        let mut taken: BTreeMap<&str, ()> = headings.map(|heading| (heading.id.value.as_str(), ())).collect();
        for id in self.fragment.outline.items.iter().filter_map(|item| item.id.as_ref()) {
            if !crate::text::is_id(&id.value) {
                self.faults.push(bad_id(id));
            }
            if taken.insert(&id.value, ()).is_some() {
                let cause = format!("id \"{}\" is written twice in this file", id.value);
                self.faults.push(Fault::new(Code::DuplicateItemId, id.span, cause, "give the later one another id"));
            }
        }
    }
}

pub(super) fn bad_id(id: &Spanned<String>) -> Fault {
    let cause = format!("id \"{}\" is not made of lower-case letters, digits and hyphens", id.value);
    Fault::new(Code::BadId, id.span, cause, format!("write {{#{}}}", slug(&id.value)))
}
