//! Lists: their items, the braces and the own text of the outermost.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::super::{Item, Piece, attributes};
use super::Reader;
use crate::diag::Code;
use crate::text::Spanned;

impl Reader<'_, '_> {
    pub(super) fn start_list(&mut self, first: Option<u64>) {
        match first {
            Some(1) => self.html("<ol>\n"),
            Some(number) => self.html(&format!("<ol start=\"{number}\">\n")),
            None => self.html("<ul>\n"),
        }
        self.lists.push(first.is_some());
    }

    pub(super) fn start_item(&mut self, range: &Range<usize>, at: usize) {
        self.open_html.clear();
        let own = self.own_text(at);
        let content = self.inline_range(own.start, own.end).unwrap_or(range.start..range.start);
        let braces = attributes::at_end(self.text, content.start, content.end);
        let cut = braces.as_ref().map(|braces| braces.start);
        self.block = content.start..cut.unwrap_or(content.end);
        let outermost = self.lists.len() == 1 && self.enclosed == 0;
        if !outermost {
            if let Some(braces) = &braces {
                let help = "only the items of an outermost list have ids; what is nested under one is its help";
                let end = self.text[..content.end].trim_end().len();
                self.fault(Code::MisplacedAttribute, &(braces.start..end), "braces on a nested item", help);
                self.cut = cut;
            }
            self.items.push(None);
            return self.html("<li>");
        }
        let braces = braces.unwrap_or_default();
        let text = self.plain(own.start, own.end, cut);
        let trimmed = content.start..content.start + self.text[content.clone()].trim_end().len();
        let item = Item {
            id: braces.id.map(|id| Spanned::new(id.value, self.placing.span(&id.span.range()))),
            attributes: self.placed(braces.attributes),
            text,
            span: self.placing.span(&trimmed),
            end: self.placing.span(&(trimmed.end..trimmed.end)).start as usize,
            action: self.action,
        };
        let index = self.fragment.outline.items.len() as u32;
        self.fragment.outline.items.push(item);
        self.items.push(Some(index));
        self.hole(Piece::ItemStart(index));
        self.cut = cut;
        self.item_texts.push((own.end, index));
    }

    /// The events of an item's own text: up to what is nested under it.
    pub(super) fn own_text(&self, at: usize) -> Range<usize> {
        let first = at + 1;
        if let Some((Event::Start(Tag::Paragraph), _)) = self.events.get(first) {
            return first..self.after(first);
        }
        let mut end = first;
        while let Some((event, _)) = self.events.get(end) {
            end = match event {
                Event::Start(tag) if is_inline(tag) => self.after(end),
                Event::Start(_) | Event::End(_) | Event::Rule => break,
                _ => end + 1,
            };
        }
        first..end
    }
}

pub(super) fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
