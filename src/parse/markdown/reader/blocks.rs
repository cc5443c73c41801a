//! Paragraphs, table cells and code samples.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event};

use super::super::Piece;
use super::{Placing, Reader};
use crate::text::Span;

impl Reader<'_, '_> {
    pub(super) fn start_paragraph(&mut self, range: &Range<usize>, at: usize) {
        self.block = range.clone();
        self.open_html.clear();
        // The words of a value stand in what the template puts around them.
        self.in_paragraph = matches!(self.placing, Placing::From(_));
        if self.in_paragraph && !self.is_embed(at + 1) {
            self.open_paragraph();
        }
    }

    pub(super) fn open_paragraph(&mut self) {
        self.html("<p>");
        self.paragraph_open = true;
    }

    pub(super) fn end_paragraph(&mut self) {
        if self.in_paragraph {
            self.close_paragraph();
            self.in_paragraph = false;
            self.html("\n");
        }
    }

    /// Ends the open paragraph, or takes back one that holds nothing.
    pub(super) fn close_paragraph(&mut self) {
        if !std::mem::take(&mut self.paragraph_open) {
            return;
        }
        let html = &mut self.fragment.body.html;
        let written = html[self.run..].trim_end();
        if written.ends_with("<p>") {
            html.truncate(self.run + written.len() - "<p>".len());
        } else {
            html.push_str("</p>");
        }
    }

    pub(super) fn start_cell(&mut self, range: &Range<usize>, at: usize) {
        self.block = range.clone();
        self.open_inline += 1;
        let class = match self.alignments.get(self.column).copied().unwrap_or(Alignment::None) {
            Alignment::None => "",
            Alignment::Left => " class=\"left\"",
            Alignment::Center => " class=\"center\"",
            Alignment::Right => " class=\"right\"",
        };
        self.column += 1;
        // A heading cell without words would be a heading of nothing to a screen reader.
        let heading = self.in_table_head && !matches!(self.events.get(at + 1), Some((Event::End(_), _)));
        self.html(if heading { "<th scope=\"col\"" } else { "<td" });
        self.html(class);
        self.html(">");
        self.cell_end = if heading { "</th>" } else { "</td>" };
    }

    // Code.

    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>, at: usize) -> usize {
        self.flush();
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or(""),
            CodeBlockKind::Indented => "",
        };
        let language = self.stored(language);
        let end = self.after(at);
        let start = self.fragment.body.html.len();
        for (event, _) in &self.events[at + 1..end - 1] {
            if let Event::Text(text) = event {
                self.html(text);
            }
        }
        let text = Span::new(start, self.fragment.body.html.len());
        self.run = self.fragment.body.html.len();
        self.push(Piece::Code { language, text });
        end
    }

    /// Keeps text beside the HTML, outside every run.
    pub(super) fn stored(&mut self, text: &str) -> Span {
        let start = self.fragment.body.html.len();
        self.html(text);
        self.run = self.fragment.body.html.len();
        Span::new(start, self.run)
    }
}
