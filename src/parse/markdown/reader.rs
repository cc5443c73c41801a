//! Events of the Markdown parser in, outline and body out.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{
    Alignment, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use super::{
    Citation, CitedWork, Fragment, Heading, Item, Link, LinkForm, Note, Piece, Read, attributes, limits, sentence,
};
use crate::diag::{Code, Fault};
use crate::text::{Span, Spanned, escape_into, slug};

/// What the contract calls CommonMark, tables, footnotes and task lists. Heading attributes are read by
/// `attributes`, for headings and items alike and with the places of their parts.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_WIKILINKS);

/// Where the parser is told that a `[@key]` leads; no author can write it, since a space ends an address.
pub(super) const CITATION: &str = "a citation";

type Events<'a> = Vec<(Event<'a>, Range<usize>)>;

/// Reads a body: `text[from..]` of a file, with places in the whole file.
pub fn body(text: &str, from: usize) -> Read {
    let markdown = text.get(from..).unwrap_or("");
    if let Some(fault) = limits::too_deep(markdown, from) {
        return (Fragment::default(), vec![fault]);
    }
    let mut reader = Reader::new(markdown, Placing::From(from));
    reader.read();
    reader.finish()
}

/// Reads the inline Markdown of a value. `verbatim` is where the file's bytes are exactly these; without it
/// every place is that of the whole value.
pub fn inline(value: &str, verbatim: Option<Span>, whole: Span) -> Read {
    if let Some(fault) = limits::too_deep(value, 0) {
        return (Fragment::default(), vec![Fault { span: whole, ..fault }]);
    }
    // A mark in front and no line ends: nothing in a value can open a heading, a list or a quote.
    let markdown = format!(".{}", value.replace('\n', " "));
    let placing = verbatim.map_or(Placing::Whole(whole), |span| Placing::After { base: span.start as usize, lead: 1 });
    let mut reader = Reader::new(&markdown, placing);
    reader.inline_lead = true;
    reader.read();
    reader.finish()
}

/// How offsets of the text at hand become places in the file.
#[derive(Clone, Copy)]
enum Placing {
    From(usize),
    After { base: usize, lead: usize },
    Whole(Span),
}

impl Placing {
    fn span(self, range: &Range<usize>) -> Span {
        match self {
            Placing::From(base) => Span::new(base + range.start, base + range.end),
            Placing::After { base, lead } => {
                Span::new((base + range.start).saturating_sub(lead), (base + range.end).saturating_sub(lead))
            }
            Placing::Whole(span) => span,
        }
    }
}

/// Answers for link labels without a definition: those that cite. Used where faults do not matter.
pub(super) fn citations_only<'a>(link: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    link.reference.starts_with('@').then_some((CowStr::Borrowed(CITATION), CowStr::Borrowed("")))
}

struct Reader<'a> {
    text: &'a str,
    placing: Placing,
    fragment: Fragment,
    faults: Vec<Fault>,
    events: Events<'a>,
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
    alignments: Vec<Alignment>,
    in_table_head: bool,
    column: usize,
    cell_end: &'static str,
    /// Inline elements that are open, in which an embed cannot stand.
    open_inline: usize,
    in_paragraph: bool,
    notes: BTreeMap<String, u32>,
    note_numbers: u32,
    open_html: Vec<String>,
    inline_lead: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, placing: Placing) -> Self {
        let mut faults = Vec::new();
        let mut answer = |link: BrokenLink<'a>| label_without_definition(text, placing, &mut faults, &link);
        let parser = Parser::new_with_broken_link_callback(text, OPTIONS, Some(&mut answer));
        let events: Events<'a> = parser.into_offset_iter().collect();
        let mut reader = Reader {
            text,
            placing,
            fragment: Fragment::default(),
            faults: Vec::new(),
            events: Vec::new(),
            run: 0,
            pieces: vec![Vec::new()],
            block: 0..text.len(),
            cut: None,
            item_texts: Vec::new(),
            lists: Vec::new(),
            items: Vec::new(),
            enclosed: 0,
            alignments: Vec::new(),
            in_table_head: false,
            column: 0,
            cell_end: "</td>",
            open_inline: 0,
            in_paragraph: false,
            notes: BTreeMap::new(),
            note_numbers: 0,
            open_html: Vec::new(),
            inline_lead: false,
        };
        reader.define_notes(&events);
        reader.faults.append(&mut faults);
        reader.events = events;
        reader
    }

    fn fault(&mut self, code: Code, at: &Range<usize>, cause: impl Into<String>, help: impl Into<String>) {
        self.faults.push(Fault::new(code, self.placing.span(at), cause, help));
    }

    /// Notes are numbered by first use, so all must be known before the first is met.
    fn define_notes(&mut self, events: &Events<'a>) {
        for (event, range) in events {
            let Event::Start(Tag::FootnoteDefinition(label)) = event else { continue };
            let place = range.start + 2..range.start + 2 + label.len();
            if self.notes.contains_key(label.as_ref()) {
                let cause = format!("footnote \"{label}\" is written twice");
                self.fault(Code::DuplicateFootnote, &place, cause, "give the later one another label");
            } else {
                let number = self.fragment.outline.notes.len() as u32;
                self.notes.insert(label.to_string(), number);
                let label = Spanned::new(label.to_string(), self.placing.span(&place));
                self.fragment.outline.notes.push(Note { label, uses: 0, number: 0, pieces: Vec::new() });
            }
        }
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
            let (event, range) = self.events[at].clone();
            at = match event {
                Event::Start(tag) => self.start(tag, range, at),
                Event::End(tag) => {
                    self.end(tag);
                    at + 1
                }
                other => {
                    self.leaf(other, &range);
                    at + 1
                }
            };
        }
    }

    fn finish(mut self) -> Read {
        self.flush();
        self.fragment.body.pieces = self.pieces.pop().unwrap_or_default();
        self.name_headings();
        self.unique_items();
        for note in &self.fragment.outline.notes {
            if note.uses == 0 {
                let cause = format!("footnote \"{}\" is never referred to", note.label.value);
                let help = format!("write [^{}] where it belongs, or delete it", note.label.value);
                self.faults.push(Fault::new(Code::UnusedFootnote, note.label.span, cause, help));
            }
        }
        (self.fragment, self.faults)
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

    fn leaf(&mut self, event: Event<'a>, range: &Range<usize>) {
        match event {
            Event::Text(text) => self.words(&text, range),
            Event::Code(code) => {
                self.html("<code>");
                self.escaped(&code);
                self.html("</code>");
            }
            Event::SoftBreak => self.html("\n"),
            Event::HardBreak => self.html("<br>\n"),
            Event::Rule => self.html("<hr>\n"),
            Event::TaskListMarker(done) => self.hole(Piece::Task(done)),
            Event::FootnoteReference(label) => self.note_reference(&label, range),
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.escaped(&text),
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
        self.find_unknown_note(text, range);
        self.find_empty_name(text, range);
        self.escaped(text);
    }

    /// A `[^label]` that is text has no definition.
    fn find_unknown_note(&mut self, text: &str, range: &Range<usize>) {
        let before = &self.text[..range.start];
        let opens = before.ends_with('[') && !before.ends_with("\\[");
        let Some(rest) = self.text[range.start..].strip_prefix('^').filter(|_| opens && text.starts_with('^')) else {
            return;
        };
        let Some(label) = rest.split_once(']').map(|(label, _)| label) else { return };
        if label.is_empty() || label.contains(char::is_whitespace) || label.contains('[') {
            return;
        }
        let known: Vec<&str> = self.notes.keys().map(String::as_str).collect();
        let help = crate::diag::suggestion(label, known, &format!("define it: [^{label}]: The note."));
        let cause = format!("no footnote \"{label}\"");
        self.fault(Code::UnknownFootnote, &(range.start - 1..range.start + label.len() + 2), cause, help);
    }

    /// `[[ ]]` and `[[|text]]` are text to the parser, and surely meant as links.
    fn find_empty_name(&mut self, text: &str, range: &Range<usize>) {
        let Some(rest) = self.text[range.start..].strip_prefix("[[").filter(|_| text.starts_with('[')) else { return };
        let named = rest.trim_start();
        if (named.starts_with("]]") || named.starts_with('|')) && !self.text[..range.start].ends_with(['\\', '[']) {
            let end = rest.find("]]").map_or(range.start + 2, |at| range.start + at + 4);
            self.nameless(&(range.start..end));
        }
    }

    fn nameless(&mut self, range: &Range<usize>) {
        let help = "write a name between the brackets, as in [[brief/collaboration]]";
        self.fault(Code::BadLink, range, "a link that names nothing", help);
    }

    fn note_reference(&mut self, label: &str, range: &Range<usize>) {
        let Some(&index) = self.notes.get(label) else {
            let cause = format!("no footnote \"{label}\"");
            return self.fault(Code::UnknownFootnote, range, cause, format!("define it: [^{label}]: The note."));
        };
        let note = &mut self.fragment.outline.notes[index as usize];
        note.uses += 1;
        if note.number == 0 {
            self.note_numbers += 1;
            note.number = self.note_numbers;
        }
        let nth = note.uses;
        self.hole(Piece::NoteReference { note: index, nth });
    }

    // Raw HTML: comments are dropped, the rest is a fault.

    fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        if html.starts_with("<!--") {
            return;
        }
        let name: String = html.trim_matches(['<', '/', '>']).chars().take_while(char::is_ascii_alphanumeric).collect();
        if html.starts_with("</") && self.open_html.contains(&name) {
            self.open_html.retain(|open| *open != name);
            return;
        }
        self.open_html.push(name);
        self.raw_html(html, range.clone());
    }

    fn html_block(&mut self, range: &Range<usize>) {
        let block = &self.text[range.clone()];
        let mut at = 0;
        loop {
            let rest = &block[at..];
            let lead = rest.len() - rest.trim_start().len();
            let Some(comment) = rest.trim_start().strip_prefix("<!--") else { break };
            let Some(end) = comment.find("-->") else {
                let place = range.start + at + lead..range.start + at + lead + 4;
                return self.fault(
                    Code::RawHtml,
                    &place,
                    "a comment that opens with <!-- is never closed",
                    "end it with -->",
                );
            };
            at += lead + 4 + end + 3;
        }
        let rest = &block[at..];
        if !rest.trim().is_empty() {
            let lead = at + rest.len() - rest.trim_start().len();
            let end = lead + rest.trim_start().lines().next().unwrap_or("").len();
            let shown = block[lead..end].to_owned();
            self.raw_html(&shown, range.start + lead..range.start + end);
        }
    }

    fn raw_html(&mut self, html: &str, range: Range<usize>) {
        if !html.starts_with('<') {
            let cause = "text on the line of a comment would be lost";
            return self.fault(Code::RawHtml, &range, cause, "put the comment on a line of its own");
        }
        let shown: String = html.chars().take(40).collect();
        let help = if html.to_ascii_lowercase().starts_with("<br") {
            "end the line with a backslash for a line break"
        } else {
            "write it in Markdown; to show it as text, put it between backticks"
        };
        self.fault(Code::RawHtml, &range, format!("raw HTML: {}", shown.trim_end()), help);
    }

    // Elements.

    /// Opens an element; the index of the next event to read.
    fn start(&mut self, tag: Tag<'a>, range: Range<usize>, at: usize) -> usize {
        match tag {
            Tag::Paragraph => self.start_paragraph(range, at),
            Tag::Heading { level, .. } => self.start_heading(level, range, at),
            Tag::List(first) => self.start_list(first),
            Tag::Item => self.start_item(&range, at),
            Tag::BlockQuote(_) => {
                self.enclosed += 1;
                self.html("<blockquote>\n");
            }
            Tag::CodeBlock(kind) => return self.code_block(kind, at),
            Tag::HtmlBlock => {
                self.html_block(&range);
                return self.after(at);
            }
            Tag::FootnoteDefinition(_) => {
                self.enclosed += 1;
                self.flush();
                self.pieces.push(Vec::new());
            }
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
            Tag::Link { link_type, dest_url, .. } => return self.start_link(link_type, &dest_url, range, at),
            Tag::Image { link_type, dest_url, .. } => {
                self.image(link_type, &dest_url, &range, at);
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

    /// The index just behind the element that opens at `at`.
    fn after(&self, at: usize) -> usize {
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

    fn start_paragraph(&mut self, range: Range<usize>, at: usize) {
        self.block = range;
        self.open_html.clear();
        let end = self.after(at);
        self.in_paragraph = !matches!(self.placing, Placing::After { .. } | Placing::Whole(_));
        if self.in_paragraph && !self.is_embed(at + 1, end) {
            self.html("<p>");
        }
    }

    fn end_paragraph(&mut self) {
        if !self.in_paragraph {
            return;
        }
        self.in_paragraph = false;
        self.close_paragraph();
        self.html("\n");
    }

    /// Ends the open paragraph, or takes back one that holds nothing.
    fn close_paragraph(&mut self) {
        let html = &mut self.fragment.body.html;
        if html.len() >= self.run + 3 && html.ends_with("<p>") {
            html.truncate(html.len() - 3);
        } else if html.len() > self.run || !matches!(self.pieces.last().and_then(|p| p.last()), Some(Piece::Embed(_))) {
            html.push_str("</p>");
        }
    }

    /// True where an embed stands at an event.
    fn is_embed(&self, at: usize, end: usize) -> bool {
        let first = self.events.get(at).filter(|_| at < end);
        matches!(first, Some((Event::Start(Tag::Image { link_type: LinkType::WikiLink { .. }, .. }), _)))
    }

    fn start_cell(&mut self, range: Range<usize>, at: usize) {
        self.block = range;
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
        let open = if heading { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") };
        self.html(&open);
        self.cell_end = if heading { "</th>" } else { "</td>" };
    }

    // Headings.

    fn start_heading(&mut self, level: HeadingLevel, range: Range<usize>, at: usize) {
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
        self.fragment.outline.headings.push(Heading { level, id, written, attributes, text, span });
        self.open_inline += 1;
        self.hole(Piece::HeadingStart(index));
    }

    fn check_level(&mut self, level: u8, text: &str, range: &Range<usize>) -> u8 {
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

    fn placed(&self, attributes: Vec<attributes::Attribute>) -> Vec<attributes::Attribute> {
        let place = |name: Spanned<String>| Spanned::new(name.value, self.placing.span(&name.span.range()));
        let placed =
            |one: attributes::Attribute| attributes::Attribute { key: place(one.key), value: one.value.map(place) };
        attributes.into_iter().map(placed).collect()
    }

    /// Ids as written stand; the others make way for them and for one another.
    fn name_headings(&mut self) {
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
    fn unique_items(&mut self) {
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

    // Lists.

    fn start_list(&mut self, first: Option<u64>) {
        match first {
            Some(1) => self.html("<ol>\n"),
            Some(number) => self.html(&format!("<ol start=\"{number}\">\n")),
            None => self.html("<ul>\n"),
        }
        self.lists.push(first.is_some());
    }

    fn start_item(&mut self, range: &Range<usize>, at: usize) {
        self.open_html.clear();
        let own = self.own_text(at);
        let content = self.inline_range(own.start, own.end).unwrap_or(range.start..range.start);
        self.block = content.clone();
        let braces = attributes::at_end(self.text, content.start, content.end);
        let cut = braces.as_ref().map(|braces| braces.start);
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
        let headings = &self.fragment.outline.headings;
        let action = headings.iter().rposition(|heading| heading.level == 2).map(|index| index as u32);
        let trimmed = content.start..content.start + self.text[content.clone()].trim_end().len();
        let item = Item {
            id: braces.id.map(|id| Spanned::new(id.value, self.placing.span(&id.span.range()))),
            attributes: self.placed(braces.attributes),
            text,
            span: self.placing.span(&trimmed),
            end: self.placing.span(&(trimmed.end..trimmed.end)).start as usize,
            action,
        };
        let index = self.fragment.outline.items.len() as u32;
        self.fragment.outline.items.push(item);
        self.items.push(Some(index));
        self.hole(Piece::ItemStart(index));
        self.cut = cut;
        self.item_texts.push((own.end, index));
    }

    /// The events of an item's own text: up to what is nested under it.
    fn own_text(&self, at: usize) -> Range<usize> {
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

    /// The bytes that inline events cover.
    fn inline_range(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let events = self.events.get(from..to)?;
        let mut inline = events.iter().filter(|(event, _)| !is_frame(event)).map(|(_, range)| range);
        let first = inline.next()?;
        let last = inline.next_back().unwrap_or(first);
        Some(first.start..last.end.max(first.end))
    }

    /// The words of inline events, without what stands behind the cut.
    fn plain(&self, from: usize, to: usize, cut: Option<usize>) -> String {
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
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    // Notes.

    fn end_note(&mut self) {
        self.enclosed -= 1;
        self.flush();
        let pieces = self.pieces.pop().unwrap_or_default();
        // Definitions come in the order they were defined in; a second one of the same label is dropped.
        let next = self.fragment.outline.notes.iter_mut().find(|note| note.pieces.is_empty());
        if let Some(note) = next {
            note.pieces = pieces;
        }
    }

    // Code.

    fn code_block(&mut self, kind: CodeBlockKind<'a>, at: usize) -> usize {
        self.flush();
        let language = match &kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or("").to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        let language = self.stored(&language);
        let end = self.after(at);
        let start = self.fragment.body.html.len();
        for index in at + 1..end - 1 {
            if let (Event::Text(text), _) = self.events[index].clone() {
                self.html(&text);
            }
        }
        let text = Span::new(start, self.fragment.body.html.len());
        self.run = self.fragment.body.html.len();
        self.push(Piece::Code { language, text });
        end
    }

    /// Keeps text beside the HTML, outside every run.
    fn stored(&mut self, text: &str) -> Span {
        let start = self.fragment.body.html.len();
        self.html(text);
        self.run = self.fragment.body.html.len();
        Span::new(start, self.run)
    }

    // Links.

    fn start_link(&mut self, link_type: LinkType, target: &str, range: Range<usize>, at: usize) -> usize {
        if target == CITATION {
            self.citation(&range);
            return self.after(at);
        }
        let form = match link_type {
            LinkType::WikiLink { has_pothole: true } => LinkForm::NamedWithText,
            LinkType::WikiLink { has_pothole: false } => LinkForm::Named,
            _ => LinkForm::Plain,
        };
        let target = match link_type {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_owned(),
        };
        if target.trim().is_empty() && form != LinkForm::Plain {
            self.nameless(&range);
            return self.after(at);
        }
        let index = self.link(form, &target, &range, String::new());
        if form == LinkForm::Named {
            self.hole(Piece::NamedLink(index));
            return self.after(at);
        }
        self.open_inline += 1;
        self.hole(Piece::LinkStart(index));
        at + 1
    }

    fn end_link(&mut self) {
        self.open_inline -= 1;
        let links = &self.fragment.outline.links;
        // Links do not nest, so the one that closes is the last that opened.
        let open = links.iter().rposition(|link| matches!(link.form, LinkForm::Plain | LinkForm::NamedWithText));
        if let Some(index) = open {
            self.hole(Piece::LinkEnd(index as u32));
        }
    }

    fn link(&mut self, form: LinkForm, target: &str, range: &Range<usize>, alt: String) -> u32 {
        // In a table cell the bar is escaped, and the backslash is left at the end of the name.
        let name = match form {
            LinkForm::NamedWithText | LinkForm::Embed => target.strip_suffix('\\').unwrap_or(target).trim(),
            LinkForm::Named => target.trim(),
            LinkForm::Plain | LinkForm::Image => target,
        };
        let place = self.place_of(name, range);
        let headings = self.fragment.outline.headings.len();
        let link = Link {
            form,
            target: Spanned::new(name.to_owned(), self.placing.span(&place)),
            span: self.placing.span(range),
            sentence: self.placing.span(&sentence::around(self.text, &self.block, range).range()),
            alt,
            section: headings.checked_sub(1).map(|index| index as u32),
        };
        self.fragment.outline.links.push(link);
        (self.fragment.outline.links.len() - 1) as u32
    }

    /// Where the target is written inside a link; the link itself where it is defined elsewhere.
    fn place_of(&self, name: &str, range: &Range<usize>) -> Range<usize> {
        let written = &self.text[range.clone()];
        let at = if written.starts_with("[[") || written.starts_with("![[") {
            written.find(name)
        } else {
            written.rfind(name)
        };
        match at.filter(|_| !name.is_empty()) {
            Some(at) => range.start + at..range.start + at + name.len(),
            None => range.clone(),
        }
    }

    fn image(&mut self, link_type: LinkType, target: &str, range: &Range<usize>, at: usize) {
        let end = self.after(at) - 1;
        if !matches!(link_type, LinkType::WikiLink { .. }) {
            let alt = self.plain(at + 1, end, None);
            let index = self.link(LinkForm::Image, target, range, alt);
            return self.hole(Piece::Image(index));
        }
        let index = self.link(LinkForm::Embed, target, range, String::new());
        let inline_value = !matches!(self.placing, Placing::From(_));
        if self.open_inline > 0 || inline_value {
            let cause = format!(
                "\"{}\" cannot be embedded inside a line of text",
                self.fragment.outline.links[index as usize].target.value
            );
            return self.fault(
                Code::NotEmbeddable,
                range,
                cause,
                "put ![[…]] on a line of its own, with an empty line before and after",
            );
        }
        if self.in_paragraph {
            self.close_paragraph();
        }
        self.hole(Piece::Embed(index));
        if self.in_paragraph && !matches!(self.events.get(end + 1), Some((Event::End(TagEnd::Paragraph), _))) {
            self.html("<p>");
        }
    }

    fn citation(&mut self, range: &Range<usize>) {
        let inside = range.start + 1..range.end - 1;
        let mut works = Vec::new();
        let mut at = inside.start;
        for part in self.text[inside].split(';') {
            let lead = part.len() - part.trim_start().len();
            let place = at + lead..at + lead + part.trim().len();
            at += part.len() + 1;
            match cited_work(part.trim(), place.start, self.placing) {
                Some(work) => works.push(work),
                None => {
                    let cause = format!("\"{}\" is not a citation", part.trim());
                    self.fault(Code::BadCitation, &place, cause, "write [@key], [@key, p. 4] or [@key; @other]");
                }
            }
        }
        let index = self.fragment.outline.citations.len() as u32;
        self.fragment.outline.citations.push(Citation { works, span: self.placing.span(range) });
        self.hole(Piece::Citation(index));
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
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

/// Events that frame a block and cover more than its words.
fn is_frame(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) | Event::TaskListMarker(_))
}

fn bad_id(id: &Spanned<String>) -> Fault {
    let cause = format!("id \"{}\" is not made of lower-case letters, digits and hyphens", id.value);
    Fault::new(Code::BadId, id.span, cause, format!("write {{#{}}}", slug(&id.value)))
}

fn cited_work(part: &str, at: usize, placing: Placing) -> Option<CitedWork> {
    let rest = part.strip_prefix('@')?;
    let end = rest.find([',', ' ', '\n', '@']).unwrap_or(rest.len());
    let (key, tail) = rest.split_at(end);
    let locator = tail.trim_start().strip_prefix(',').map(str::trim);
    if key.is_empty() || (locator.is_none() && !tail.trim().is_empty()) {
        return None;
    }
    let key = Spanned::new(key.to_owned(), placing.span(&(at + 1..at + 1 + key.len())));
    let locator = locator.unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    Some(CitedWork { key, locator })
}

/// Answers for a label that has no definition: a citation, a fault, or plain text.
fn label_without_definition<'a>(
    text: &'a str,
    placing: Placing,
    faults: &mut Vec<Fault>,
    link: &BrokenLink<'a>,
) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let label: &str = &link.reference;
    if link.link_type == LinkType::Reference {
        let written = text.get(link.span.clone()).unwrap_or("");
        let cause = format!("no link label \"{label}\" for {written}");
        let help = format!("define it on a line of its own: [{label}]: https://…");
        faults.push(Fault::new(Code::UnknownLinkLabel, placing.span(&link.span), cause, help));
        return None;
    }
    if label.starts_with('@') {
        return Some((CowStr::Borrowed(CITATION), CowStr::Borrowed("")));
    }
    let near = label.starts_with("-@") || label.contains(" @") || label.contains(";@");
    if near && link.link_type == LinkType::Shortcut {
        let cause = format!("[{label}] is not a citation");
        let help = "a citation starts with its key: [@key], [@key, p. 4] or [@key; @other]";
        faults.push(Fault::new(Code::BadCitation, placing.span(&link.span), cause, help));
    }
    None
}
