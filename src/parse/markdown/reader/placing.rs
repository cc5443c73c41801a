//! Offsets of the text at hand in, places in the file out.

use std::ops::Range;

use crate::text::Span;

/// How offsets of the text at hand become places in the file.
#[derive(Clone, Copy)]
pub(super) enum Placing<'a> {
    From(usize),
    /// Lines of a value, behind a mark of one byte.
    Lines(&'a [(u32, u32)]),
    Whole(Span),
}

impl Placing<'_> {
    pub fn span(self, range: &Range<usize>) -> Span {
        match self {
            Placing::From(base) => Span::new(base + range.start, base + range.end),
            Placing::Lines(lines) => {
                let (start, end) = (range.start.saturating_sub(1), range.end.saturating_sub(1));
                let line = lines.partition_point(|(at, _)| *at as usize <= start).saturating_sub(1);
                let (at, offset) = lines[line];
                let place = offset as usize + start.saturating_sub(at as usize);
                // A place that goes on in the next line is told of its first.
                let ends = lines.get(line + 1).map_or(end, |(next, _)| end.min(*next as usize));
                Span::new(place, place + ends.saturating_sub(start))
            }
            Placing::Whole(span) => span,
        }
    }
}
