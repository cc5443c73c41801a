//! Events of the Markdown parser in, outline and body out.

mod ahead;
mod blocks;
mod headings;
mod html;
mod links;
mod lists;
mod notes;
mod parsed;
mod placing;
mod sentences;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::{Body, Fragment, Piece, Read, attributes, limits, sentence};
use crate::diag::{Code, Fault};
use crate::text::{Span, Spanned, escape, escape_into};

pub(super) use parsed::{CITATION, OPTIONS, citations_only};
use parsed::{Source, parsed};
use placing::Placing;

/// Reads a body: `text[from..]` of a file, with places in the whole file.
pub fn body(text: &str, from: usize) -> Read {
    let markdown = text.get(from..).unwrap_or("");
    if let Some(fault) = limits::too_deep(markdown, from) {
        return (Fragment::default(), vec![fault]);
    }
    let placing = Placing::From(from);
    let parsed = parsed(markdown, placing);
    let mut reader = Reader::new(markdown, placing, &parsed);
    // Markup takes about as much room as the marks that it comes from.
    reader.fragment.body.html.reserve(markdown.len() + markdown.len() / 8);
    reader.read();
    reader.finish()
}

/// Reads the inline Markdown of a value. `lines` are the places of its lines, by offset in the value and in the file;
/// without any, every place is that of the whole value.
pub fn inline(value: &str, lines: &[(u32, u32)], whole: Span) -> Read {
    if let Some(fault) = limits::too_deep(value, 0) {
        return (Fragment::default(), vec![Fault { span: whole, ..fault }]);
    }
    if sentence::is_bare(value) {
        return (bare(value), Vec::new());
    }
    // A mark in front and no line ends: nothing in a value can open a heading, a list or a quote.
    let markdown = format!(".{}", value.replace('\n', " "));
    let placing = if lines.is_empty() { Placing::Whole(whole) } else { Placing::Lines(lines) };
    let parsed = parsed(&markdown, placing);
    let mut reader = Reader::new(&markdown, placing, &parsed);
    reader.inline_lead = true;
    reader.read();
    reader.finish()
}

/// A value that is all words: what the reader would make of it, made at once.
fn bare(value: &str) -> Fragment {
    let html = escape(value);
    let pieces = vec![Piece::Html(Span::new(0, html.len()))];
    Fragment { body: Body { html, pieces }, ..Fragment::default() }
}

struct Reader<'e, 'a> {
    text: &'a str,
    placing: Placing<'a>,
    fragment: Fragment,
    faults: Vec<Fault>,
    events: &'e [(Event<'a>, Range<usize>)],
    /// Where the current run of ready HTML starts in `Body::html`.
    run: usize,
    /// Pieces of the body, and of the note that is being read on top of it.
    pieces: Vec<Vec<Piece>>,
    /// The block that inline events belong to.
    block: Range<usize>,
    /// Bytes from here on are braces, no text of the block.
    cut: Option<usize>,
    /// Event indexes at which an item's own text is over, with the item.
    item_texts: Vec<(usize, u32)>,
    /// Open lists: true where it is numbered; and open items: the item of an outermost list.
    lists: Vec<bool>,
    items: Vec<Option<u32>>,
    /// Quotes and notes that are open: a list in them is no outermost list.
    enclosed: usize,
    alignments: &'e [Alignment],
    in_table_head: bool,
    column: usize,
    cell_end: &'static str,
    /// Inline elements that are open, in which an embed cannot stand.
    open_inline: usize,
    in_paragraph: bool,
    /// True while the paragraph has an element of its own: embeds stand between paragraphs.
    paragraph_open: bool,
    notes: BTreeMap<String, u32>,
    /// The note that is being read; none where it is a second one of its label.
    open_note: Option<u32>,
    note_numbers: u32,
    /// The last heading of level 2.
    action: Option<u32>,
    /// Links that are open, the innermost last.
    open_links: Vec<u32>,
    definitions: &'e BTreeMap<String, Range<usize>>,
    open_html: Vec<String>,
    inline_lead: bool,
    /// Sentences of links, and the one that is not told yet.
    teller: sentence::Teller,
    heard: Option<sentences::Heard>,
}

impl<'e, 'a> Reader<'e, 'a> {
    fn new(text: &'a str, placing: Placing<'a>, parsed: &'e Source<'a>) -> Self {
        let mut reader = Reader {
            text,
            placing,
            fragment: Fragment::default(),
            faults: Vec::new(),
            events: &parsed.events,
            run: 0,
            pieces: vec![Vec::new()],
            block: 0..text.len(),
            cut: None,
            item_texts: Vec::new(),
            lists: Vec::new(),
            items: Vec::new(),
            enclosed: 0,
            alignments: &[],
            in_table_head: false,
            column: 0,
            cell_end: "</td>",
            open_inline: 0,
            in_paragraph: false,
            paragraph_open: false,
            notes: BTreeMap::new(),
            open_note: None,
            note_numbers: 0,
            action: None,
            open_links: Vec::new(),
            definitions: &parsed.definitions,
            open_html: Vec::new(),
            inline_lead: false,
            teller: sentence::Teller::default(),
            heard: None,
        };
        reader.define_notes();
        reader.faults.extend_from_slice(&parsed.faults);
        reader
    }

    fn fault(&mut self, code: Code, at: &Range<usize>, cause: impl Into<String>, help: impl Into<String>) {
        self.faults.push(Fault::new(code, self.placing.span(at), cause, help));
    }

    fn read(&mut self) {
        let mut at = 0;
        while at < self.events.len() {
            while self.item_texts.last().is_some_and(|(end, _)| *end == at) {
                if let Some((_, item)) = self.item_texts.pop() {
                    self.hole(Piece::ItemText(item));
                    self.cut = None;
                }
            }
            let (event, range) = &self.events[at];
            at = match event {
                Event::Start(tag) => self.start(tag, range, at),
                Event::End(tag) => {
                    self.end(*tag);
                    at + 1
                }
                other => {
                    self.leaf(other, range);
                    at + 1
                }
            };
        }
    }

    fn finish(mut self) -> Read {
        self.flush();
        self.fragment.body.pieces = self.pieces.pop().unwrap_or_default();
        self.tell();
        self.fragment.outline.sentences = std::mem::take(&mut self.teller).finish(&self.fragment.outline.links);
        self.name_headings();
        self.unique_items();
        for note in &self.fragment.outline.notes {
            if note.uses == 0 {
                let cause = format!("footnote \"{}\" is never referred to", note.label.value);
                let help = format!("write [^{}] where it belongs, or delete it", note.label.value);
                self.faults.push(Fault::new(Code::UnusedFootnote, note.label.span, cause, help));
            }
        }
        (self.fragment.settled(), self.faults)
    }

    // Writing.

    fn html(&mut self, html: &str) {
        self.fragment.body.html.push_str(html);
    }

    fn escaped(&mut self, text: &str) {
        escape_into(&mut self.fragment.body.html, text);
    }

    fn flush(&mut self) {
        let end = self.fragment.body.html.len();
        if self.run < end {
            let piece = Piece::Html(Span::new(self.run, end));
            self.push(piece);
        }
        self.run = end;
    }

    fn hole(&mut self, piece: Piece) {
        self.flush();
        self.push(piece);
    }

    fn push(&mut self, piece: Piece) {
        if let Some(pieces) = self.pieces.last_mut() {
            pieces.push(piece);
        }
    }

    // Events without content of their own.

    fn leaf(&mut self, event: &Event<'a>, range: &Range<usize>) {
        match event {
            Event::Text(text) => self.words(text, range),
            Event::Code(code) => {
                self.html("<code>");
                self.escaped(code);
                self.html("</code>");
            }
            Event::SoftBreak => self.html("\n"),
            Event::HardBreak => self.html("<br>\n"),
            Event::Rule => self.html("<hr>\n"),
            Event::TaskListMarker(done) => self.hole(Piece::Task(*done)),
            Event::FootnoteReference(label) => self.note_reference(label, range),
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(html, range),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.escaped(text),
            Event::Start(_) | Event::End(_) => {}
        }
    }

    fn words(&mut self, text: &str, range: &Range<usize>) {
        let mut text = text;
        if self.inline_lead && range.start == 0 {
            text = text.strip_prefix('.').unwrap_or(text);
            self.inline_lead = false;
        }
        if let Some(cut) = self.cut {
            if range.start >= cut {
                return;
            }
            if range.end > cut {
                text = self.text[range.start..cut].trim_end();
            }
        }
        if text.starts_with(['[', '(', '^']) {
            self.find_unknown_note(text, range);
            self.find_empty_name(text, range);
            self.find_broken_link(text, range);
        }
        self.escaped(text);
    }

    // Elements.

    /// Opens an element; the index of the next event to read.
    fn start(&mut self, tag: &'e Tag<'a>, range: &Range<usize>, at: usize) -> usize {
        match tag {
            Tag::Paragraph => self.start_paragraph(range, at),
            Tag::Heading { level, .. } => self.start_heading(*level, range, at),
            Tag::List(first) => self.start_list(*first),
            Tag::Item => self.start_item(range, at),
            Tag::BlockQuote(_) => {
                self.enclosed += 1;
                self.html("<blockquote>\n");
            }
            Tag::CodeBlock(kind) => return self.code_block(kind, at),
            Tag::HtmlBlock => {
                self.html_block(range);
                return self.after(at);
            }
            Tag::FootnoteDefinition(label) => self.start_note(label, range),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.html("<div class=\"scroll\" tabindex=\"0\"><table>\n");
            }
            Tag::TableHead => {
                self.in_table_head = true;
                self.column = 0;
                self.html("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.html("<tr>");
            }
            Tag::TableCell => self.start_cell(range, at),
            Tag::Emphasis => self.start_inline("<em>"),
            Tag::Strong => self.start_inline("<strong>"),
            Tag::Strikethrough => self.start_inline("<del>"),
            Tag::Superscript => self.start_inline("<sup>"),
            Tag::Subscript => self.start_inline("<sub>"),
            Tag::Link { link_type, dest_url, id, .. } => {
                return self.start_link(*link_type, (dest_url, id), range, at);
            }
            Tag::Image { link_type, dest_url, .. } => {
                self.image(*link_type, dest_url, range, at);
                return self.after(at);
            }
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition | Tag::MetadataBlock(_) => {}
        }
        at + 1
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => {
                self.cut = None;
                self.open_inline -= 1;
                let index = self.fragment.outline.headings.len().saturating_sub(1) as u32;
                self.hole(Piece::HeadingEnd(index));
                self.html("\n");
            }
            TagEnd::BlockQuote(_) => {
                self.enclosed -= 1;
                self.html("</blockquote>\n");
            }
            TagEnd::List(_) => match self.lists.pop() {
                Some(true) => self.html("</ol>\n"),
                Some(false) | None => self.html("</ul>\n"),
            },
            TagEnd::Item => match self.items.pop().flatten() {
                Some(item) => self.hole(Piece::ItemEnd(item)),
                None => self.html("</li>\n"),
            },
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::Table => self.html("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.html("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.html("</tr>\n"),
            TagEnd::TableCell => {
                self.open_inline -= 1;
                self.html(self.cell_end);
            }
            TagEnd::Emphasis => self.end_inline("</em>"),
            TagEnd::Strong => self.end_inline("</strong>"),
            TagEnd::Strikethrough => self.end_inline("</del>"),
            TagEnd::Superscript => self.end_inline("</sup>"),
            TagEnd::Subscript => self.end_inline("</sub>"),
            TagEnd::Link => self.end_link(),
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Image => {}
            TagEnd::DefinitionList | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => {}
            TagEnd::MetadataBlock(_) => {}
        }
    }

    fn start_inline(&mut self, html: &str) {
        self.open_inline += 1;
        self.html(html);
    }

    fn end_inline(&mut self, html: &str) {
        self.open_inline -= 1;
        self.html(html);
    }

    fn placed(&self, attributes: Vec<attributes::Attribute>) -> Vec<attributes::Attribute> {
        let place = |name: Spanned<String>| Spanned::new(name.value, self.placing.span(&name.span.range()));
        let placed =
            |one: attributes::Attribute| attributes::Attribute { key: place(one.key), value: one.value.map(place) };
        attributes.into_iter().map(placed).collect()
    }
}
