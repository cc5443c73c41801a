//! Looking ahead: where an element ends, what it covers, which words it has.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::super::sentence;
use super::{CITATION, Reader};

impl Reader<'_, '_> {
    /// The index just behind the element that opens at `at`.
    pub(super) fn after(&self, at: usize) -> usize {
        let mut depth = 0_usize;
        for (index, (event, _)) in self.events.iter().enumerate().skip(at) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return index + 1;
            }
        }
        self.events.len()
    }

    /// True where an embed stands at an event.
    pub(super) fn is_embed(&self, at: usize) -> bool {
        matches!(self.events.get(at), Some((Event::Start(Tag::Image { link_type: LinkType::WikiLink { .. }, .. }), _)))
    }

    // Looking ahead.

    /// The bytes that inline events cover.
    pub(super) fn inline_range(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let events = self.events.get(from..to)?;
        let mut inline = events.iter().filter(|(event, _)| !is_frame(event)).map(|(_, range)| range);
        let first = inline.next()?;
        let last = inline.next_back().unwrap_or(first);
        Some(first.start..last.end.max(first.end))
    }

    /// The words of inline events, without what stands behind the cut.
    pub(super) fn plain(&self, from: usize, to: usize, cut: Option<usize>) -> String {
        let mut out = String::new();
        let mut at = from;
        while at < to {
            let (event, range) = &self.events[at];
            at += 1;
            match event {
                Event::Text(text) if cut.is_none_or(|cut| range.end <= cut) => out.push_str(text),
                Event::Text(_) => out.push_str(self.text.get(range.start..cut.unwrap_or(range.end)).unwrap_or("")),
                Event::Code(text) => out.push_str(text),
                Event::SoftBreak | Event::HardBreak => out.push(' '),
                Event::Start(Tag::Link { dest_url, .. }) if &**dest_url == CITATION => at = self.after(at - 1),
                _ => {}
            }
        }
        sentence::one_spaced(&out)
    }
}

/// Events that frame a block and cover more than its words.
fn is_frame(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) | Event::TaskListMarker(_))
}
