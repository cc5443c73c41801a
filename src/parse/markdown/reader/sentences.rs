//! The sentences in which links stand, told from the events at hand.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::super::{LinkForm, sentence};
use super::{CITATION, Placing, Reader};

/// A sentence that is told once all its links are known.
pub(super) struct Heard {
    range: Range<usize>,
    /// Its first event.
    from: usize,
    /// Its named links without a text of their own, by where they start.
    named: Vec<(usize, u32)>,
}

impl Reader<'_, '_> {
    /// Gives a link at an event its sentence: the one that was heard last, or a new one.
    pub(super) fn hear(&mut self, index: u32, range: &Range<usize>, at: usize) {
        let link = &self.fragment.outline.links[index as usize];
        let (named, leads_away) = (link.form == LinkForm::Named, leads_away(&link.target.value));
        if let Some(heard) = self.heard.as_mut().filter(|heard| named && range.start < heard.range.end) {
            heard.named.push((range.start, index));
        }
        if link.form == LinkForm::Plain && leads_away {
            return;
        }
        let within = |heard: &Heard| heard.range.start <= range.start && range.end <= heard.range.end;
        if !self.heard.as_ref().is_some_and(within) {
            self.tell();
            let mut sentence = sentence::around(self.text, &self.block, range);
            // The mark in front of a value is no part of it.
            sentence.start = sentence.start.max(usize::from(!matches!(self.placing, Placing::From(_))));
            let behind = |(_, place): &&(Event<'_>, Range<usize>)| place.end > sentence.start;
            let from = at - self.events[..at].iter().rev().take_while(behind).count();
            let named = if named { vec![(range.start, index)] } else { Vec::new() };
            self.heard = Some(Heard { range: sentence, from, named });
        }
        self.fragment.outline.links[index as usize].sentence = Some(self.teller.index());
    }

    /// Tells the sentence that was heard last.
    pub(super) fn tell(&mut self) {
        let Some(Heard { range, from, named }) = self.heard.take() else { return };
        let mut at = from;
        while let Some((event, place)) = self.events.get(at).filter(|(_, place)| place.start < range.end) {
            let inside = place.start >= range.start;
            let mut next = at + 1;
            match event {
                Event::Text(text) => self.teller.say(clipped(text, place, &range)),
                Event::Code(text) if inside => self.teller.say(text),
                Event::SoftBreak | Event::HardBreak => self.teller.pause(),
                Event::Start(Tag::Link { dest_url, .. }) if &**dest_url == CITATION => next = self.after(at),
                Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. }) if inside => {
                    match named.iter().find(|(start, _)| *start == place.start) {
                        Some((_, link)) => self.teller.title(*link),
                        None if *has_pothole => {}
                        None => self.teller.say(dest_url.trim()),
                    }
                    next = if *has_pothole { next } else { self.after(at) };
                }
                _ => {}
            }
            at = next;
        }
        self.teller.end_sentence();
    }
}

/// True for an address that leads to no entry.
fn leads_away(target: &str) -> bool {
    ["https:", "http:", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
}

/// The part of an event's text that stands in a sentence.
fn clipped<'t>(text: &'t str, place: &Range<usize>, sentence: &Range<usize>) -> &'t str {
    // Where the text is not as written, it is one character.
    if text.len() != place.len() {
        return if place.start >= sentence.start { text } else { "" };
    }
    let start = sentence.start.max(place.start) - place.start;
    let end = sentence.end.min(place.end).saturating_sub(place.start);
    text.get(start..end).unwrap_or("")
}
