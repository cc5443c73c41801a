//! Parser events in, tree out, with one budget for a whole text and aliases copied within it.
//! Never recurses, and never names a trap: why a parser gave up is `traps`' business.

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StructureStyle};

use super::frame::{Anchors, Content, DEPTH, Done, Frame, Key, Keys, Weight};
use super::recover::FAULTS;
use super::remarks;
use super::tree::{Mapping, Node, Scalar, Value};
use super::write::floor;
use crate::diag::Fault;
use crate::text::{Span, Spanned};

/// Why a part of a text gave no mapping, and the offset in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    Scan(ErrorKind, usize),
    Deep(usize),
    Much(usize),
    /// The root is a text or a list.
    Root(usize),
}

/// Builds the parts of one text; what they share is here.
pub(super) struct Builder<'t> {
    /// The whole text, and its offset in its file.
    text: &'t str,
    base: usize,
    /// What was read so far.
    pub root: Keys,
    pub faults: Vec<Fault>,
    pub anchors: Anchors,
    frames: Vec<Frame>,
    /// True once a document has begun: from then on `---` begins another.
    begun: bool,
}

/// What comes with an event.
struct Seen {
    range: Range<usize>,
    anchor: Option<String>,
    tagged: bool,
}

impl<'t> Builder<'t> {
    pub fn new(text: &'t str, base: usize) -> Self {
        let (root, faults, frames) = (Keys::default(), Vec::new(), Vec::new());
        Builder { text, base, root, faults, anchors: Anchors::default(), frames, begun: false }
    }

    /// The tree of all parts read.
    pub fn finish(self) -> (Mapping, Vec<Fault>) {
        let mapping = self.root.mapping;
        let start = mapping.entries.iter().map(|(key, _)| key.span.start).min();
        let end = mapping.entries.iter().map(|(_, node)| node.span.end).max();
        let span = match (start, end) {
            (Some(start), Some(end)) => Span::new(start as usize, end as usize),
            _ => Span::at(self.base),
        };
        (Mapping { span, ..mapping }, self.faults)
    }

    /// Reads one part of the text into the root. `source` has the text's bytes but for white space.
    pub fn part(&mut self, source: &str, part: Range<usize>) -> Result<(), Stop> {
        self.frames.clear();
        let options = granit_parser::options! {
            disallow_directives: true,
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            emit_comments: false,
            flow_nesting_limit: DEPTH,
            block_nesting_limit: DEPTH,
        };
        let at = |offset: Option<usize>| floor(self.text, part.start + offset.unwrap_or(0));
        let mut events = Parser::new_from_str_with_options(source.get(part.clone()).unwrap_or(""), options).peekable();
        let mut documents = 0;
        while let Some(event) = events.next() {
            let (event, span) = event.map_err(|error| Stop::scan(&error, at(error.marker().byte_offset())))?;
            let start = at(span.start.byte_offset());
            let range = start..at(span.end.byte_offset()).max(start);
            let tag = span.tag_start().map(|mark| at(mark.byte_offset()));
            // The parser names an anchor behind the first event of its value; the name is needed with it.
            let anchor = match events.next_if(|next| matches!(next, Ok((Event::Anchor(..), _)))) {
                Some(Ok((Event::Anchor(_, name), span))) => Some((name.into_owned(), at(span.start.byte_offset()))),
                _ => None,
            };
            if let Event::DocumentStart(explicit, _) = event {
                documents += 1;
                self.document(explicit, documents, range.start);
                continue;
            }
            let seen = Seen { range, tagged: tag.is_some(), anchor: anchor.map(|(name, at)| self.anchor(name, at)) };
            if let Some(tag) = tag {
                self.report(|text, base| remarks::tag(text, base, tag));
            }
            self.event(event, seen)?;
        }
        Ok(())
    }

    /// Notes a fault; one more than is shown tells that there are more, and the rest costs nothing.
    fn report(&mut self, fault: impl FnOnce(&'t str, usize) -> Fault) {
        if self.faults.len() <= FAULTS {
            self.faults.push(fault(self.text, self.base));
        }
    }

    fn document(&mut self, explicit: bool, count: usize, at: usize) {
        if count > 1 || (explicit && self.begun) {
            self.report(|text, base| remarks::document(text, base, at));
        }
        self.begun = true;
    }

    fn anchor(&mut self, name: String, at: usize) -> String {
        if self.anchors.weight(&name).is_some() {
            self.report(|_, base| remarks::anchor_again(base, at, &name));
        }
        name
    }

    fn event(&mut self, event: Event<'_>, seen: Seen) -> Result<(), Stop> {
        match event {
            Event::Scalar(text, style, ..) => self.scalar(&text, style, seen),
            Event::SequenceStart(style, ..) => self.open(Content::List(Vec::new()), style, seen),
            Event::MappingStart(style, ..) => {
                self.open(Content::Map { keys: Keys::default(), waiting: Key::None }, style, seen)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(&seen.range),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(seen),
            // The rest tells where documents and comments are, or comes from a later parser.
            _ => Ok(()),
        }
    }

    fn open(&mut self, content: Content, style: StructureStyle, seen: Seen) -> Result<(), Stop> {
        let Range { start, end } = seen.range;
        let weight = Weight::leaf(0);
        if !self.anchors.spend(weight) {
            return Err(Stop::Much(start));
        }
        if self.frames.len() >= DEPTH {
            return Err(Stop::Deep(start));
        }
        // A block collection begins at its first key or dash; the parser gives it no length.
        let end = if style == StructureStyle::Flow { end } else { start };
        self.frames.push(Frame { content, start, end, weight, anchor: seen.anchor, tagged: seen.tagged });
        Ok(())
    }

    fn close(&mut self, range: &Range<usize>) -> Result<(), Stop> {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        let end = if range.is_empty() { frame.end } else { frame.end.max(range.end) };
        let span = self.span(frame.start..end);
        let value = match frame.content {
            Content::List(items) => Value::List(items),
            Content::Map { keys, .. } => Value::Map(Mapping { span, ..keys.mapping }),
        };
        let seen = Seen { range: frame.start..end, anchor: frame.anchor, tagged: frame.tagged };
        self.complete(Node { span, value }, frame.weight, seen)
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, seen: Seen) -> Result<(), Stop> {
        let is_key = matches!(self.frames.last(), Some(Frame { content: Content::Map { waiting: Key::None, .. }, .. }));
        // A key costs nothing: its value pays.
        if !is_key && !self.anchors.spend(Weight::leaf(0)) {
            return Err(Stop::Much(seen.range.start));
        }
        let absent = style == ScalarStyle::Plain && seen.range.is_empty();
        let range = if absent { self.absent(seen.range) } else { seen.range };
        let (range, scalar) = self.read(if absent { "" } else { text }, style, range);
        let weight = Weight::leaf(scalar.text.len());
        let node = Node { span: self.span(range.clone()), value: Value::Scalar(scalar) };
        self.complete(node, weight, Seen { range, ..seen })
    }

    /// Where an absent value would stand: on its key's or dash's line, never on the next.
    fn absent(&self, range: Range<usize>) -> Range<usize> {
        let at = match self.frames.last() {
            Some(Frame { content: Content::Map { waiting: Key::Good(key), .. }, .. }) => {
                let end = (key.span.end as usize).saturating_sub(self.base);
                let rest = self.text[end..].trim_start_matches(' ');
                if rest.starts_with(':') { self.text.len() - rest.len() + 1 } else { end }
            }
            _ => self.text[..range.start].trim_end().len(),
        };
        at..at
    }

    /// The scalar as written, and the place of what was written.
    fn read(&mut self, text: &str, style: ScalarStyle, range: Range<usize>) -> (Range<usize>, Scalar) {
        match style {
            ScalarStyle::Plain => {
                let (meant, fault) = remarks::plain(self.text, self.base, &range);
                let swallowed = || remarks::swallowed(self.text, self.base, &range);
                if let Some(fault) = fault.or_else(swallowed) {
                    self.report(|_, _| fault);
                }
                let text = meant.clone().map_or(text, |meant| &self.text[meant]);
                let scalar = self.as_written(text, meant.is_none(), meant.unwrap_or(range.clone()), range.clone());
                (range, scalar)
            }
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let inside = range.start + 1..range.end.max(range.start + 2) - 1;
                (range.clone(), self.as_written(text, false, inside, range))
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let written = &self.text[range.clone()];
                let inside = range.start..range.start + text.len();
                (range.start..range.start + written.trim_end().len(), self.as_written(text, false, inside, range))
            }
        }
    }

    fn as_written(&self, text: &str, plain: bool, inside: Range<usize>, whole: Range<usize>) -> Scalar {
        let as_is = self.text.get(inside.clone()) == Some(text);
        let lines = if as_is { vec![(0, self.span(inside.clone()).start)] } else { self.lines_of(text, whole) };
        Scalar { text: text.to_owned(), plain, verbatim: as_is.then(|| self.span(inside)), lines }
    }

    /// Finds each line as written in the text that YAML made of them. A line with an escape is not found, and what
    /// stands in it is told of the line above.
    fn lines_of(&self, text: &str, whole: Range<usize>) -> Vec<(u32, u32)> {
        let written = self.text.get(whole.clone()).unwrap_or("");
        let (mut lines, mut from) = (Vec::new(), 0);
        for line in written.split('\n') {
            let words = line.trim().trim_matches(['"', '\'']);
            let at = text.get(from..).and_then(|rest| rest.find(words)).filter(|_| !words.is_empty());
            if let Some(at) = at {
                let offset = whole.start + (words.as_ptr() as usize - written.as_ptr() as usize);
                lines.push(((from + at) as u32, self.span(offset..offset).start));
                from += at + words.len();
            }
        }
        lines
    }

    fn alias(&mut self, seen: Seen) -> Result<(), Stop> {
        let range = seen.range.clone();
        let name = self.text[range.clone()].trim_start_matches('*');
        let inside = self.frames.iter().any(|frame| frame.anchor.as_deref() == Some(name));
        let weight = self.anchors.weight(name).filter(|_| !inside);
        if inside {
            self.report(|_, base| remarks::inside_itself(base, &range, name));
        } else if weight.is_none() && !self.anchors.is_lost(name) {
            self.report(|text, base| remarks::alias(text, base, &range, name));
        }
        let weight = weight.unwrap_or(Weight::leaf(0));
        if self.frames.len() + weight.height > DEPTH {
            return Err(Stop::Deep(range.start));
        }
        if !self.anchors.spend(weight) {
            return Err(Stop::Much(range.start));
        }
        let value = if inside { None } else { self.anchors.copy(name) };
        let node = value.map(|value| Node { span: self.span(range.clone()), value });
        self.place(Done { node, weight, range })
    }

    /// A value is whole: keeps it for aliases and puts it where it belongs.
    fn complete(&mut self, node: Node, weight: Weight, seen: Seen) -> Result<(), Stop> {
        if let Some(name) = seen.anchor
            && !self.anchors.keep(name, &node, weight)
        {
            return Err(Stop::Much(seen.range.start));
        }
        // What a tag makes of a value is not known here, so the value is not used.
        let node = (!seen.tagged).then_some(node);
        self.place(Done { node, weight, range: seen.range })
    }

    /// A value is a key, a key's value, an item, or the root.
    fn place(&mut self, done: Done) -> Result<(), Stop> {
        let Some(frame) = self.frames.last_mut() else { return self.place_root(done) };
        frame.end = frame.end.max(done.range.end);
        frame.weight.add(done.weight);
        match &mut frame.content {
            Content::List(items) => items.extend(done.node),
            Content::Map { keys, waiting } => match std::mem::replace(waiting, Key::None) {
                Key::Good(key) => keys.add(key, done.node),
                Key::Bad => {}
                Key::None => {
                    let span = Span::from(done.range.clone()).shifted(self.base);
                    match take_key(keys, span, done.node.map(|node| node.value)) {
                        Ok(key) => *waiting = Key::Good(key),
                        Err(refused) => {
                            *waiting = Key::Bad;
                            if let Some(value) = refused {
                                self.report(|text, base| remarks::bad_key(text, base, &done.range, &value));
                            }
                        }
                    }
                }
            },
        }
        Ok(())
    }

    fn place_root(&mut self, done: Done) -> Result<(), Stop> {
        match done.node.map(|node| node.value) {
            Some(Value::Map(mapping)) => {
                let again = self.root.absorb(mapping);
                for key in again {
                    self.report(|_, _| remarks::key_again(key.span, &key.value));
                }
                Ok(())
            }
            Some(Value::Scalar(scalar)) if !scalar.is_absent() => Err(Stop::Root(done.range.start)),
            Some(Value::List(_)) => Err(Stop::Root(done.range.start)),
            // Nothing at all, or something that was reported already.
            Some(Value::Scalar(_)) | None => Ok(()),
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::from(range).shifted(self.base)
    }
}

impl Stop {
    fn scan(error: &granit_parser::ScanError, at: usize) -> Self {
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => Stop::Deep(at),
            kind => Stop::Scan(kind.clone(), at),
        }
    }

    /// Where reading stopped.
    pub fn at(&self) -> usize {
        match self {
            Stop::Scan(_, at) | Stop::Deep(at) | Stop::Much(at) | Stop::Root(at) => *at,
        }
    }
}

/// A key, or the value that cannot be one here; nothing where that was reported already.
fn take_key(keys: &mut Keys, span: Span, value: Option<Value>) -> Result<Spanned<String>, Option<Value>> {
    match value {
        Some(Value::Scalar(scalar)) if !scalar.is_absent() && keys.note(&scalar.text) => {
            Ok(Spanned::new(scalar.text, span))
        }
        refused => Err(refused),
    }
}
