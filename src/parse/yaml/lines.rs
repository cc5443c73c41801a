//! A YAML text in, its lines out: which ones carry structure, which ones only continue a longer value.
//! Never fails: it reads what an author meant, also where a parser gives up.

use std::ops::Range;

use super::write::uncommented;

/// What a line is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Blank,
    Comment,
    /// A key, an item, or a value that begins here.
    Structure,
    /// Text of a `|` or `>` block: everything is allowed.
    Block,
    /// The rest of a text between quotes: everything is allowed.
    Quoted,
    /// The rest of a `[…]` or `{…}`.
    Flow,
    /// The rest of a text without quotes.
    Plain,
}

/// One line and, where its value opens a quote or bracket, how that ends.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    pub start: usize,
    pub text: &'t str,
    pub role: Role,
    /// Bytes of white space before the content.
    pub indent: usize,
    pub end: End,
}

/// How the quote or bracket ends that a line's value begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The value begins with neither.
    None,
    /// It is closed; the offset in the text just behind the closing sign.
    At(usize),
    /// Nothing closes it before the next key.
    Open,
}

/// The parts of a structure line, as offsets into the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// The last dash that makes an item.
    pub dash: Option<usize>,
    /// Behind the dashes.
    pub content: usize,
    pub key: Option<Range<usize>>,
    /// Without a comment behind it.
    pub value: Range<usize>,
}

impl Shape {
    /// The column that what belongs to this line's value must exceed.
    fn parent(&self) -> Option<usize> {
        match (&self.key, self.dash) {
            (Some(_), _) => Some(self.content),
            (None, Some(dash)) => Some(dash),
            (None, None) => self.content.checked_sub(1),
        }
    }
}

impl<'t> Line<'t> {
    fn new(start: usize, text: &'t str) -> Self {
        let content = text.trim_start_matches([' ', '\t']);
        let role = match content.as_bytes().first() {
            None => Role::Blank,
            Some(b'#') => Role::Comment,
            Some(_) => Role::Structure,
        };
        Line { start, text, role, indent: text.len() - content.len(), end: End::None }
    }

    /// The line without the white space around it.
    pub fn content(&self) -> &'t str {
        self.text.trim()
    }

    /// The parts of this line, read as structure.
    pub fn shape(&self) -> Shape {
        let mut content = self.indent;
        let mut dash = None;
        while is_item(&self.text[content..]) {
            dash = Some(content);
            let rest = &self.text[content + 1..];
            content += 1 + rest.len() - rest.trim_start_matches([' ', '\t']).len();
        }
        let key = key_of(&self.text[content..]).map(|end| content..content + end);
        let from = key.as_ref().map_or(content, |key| {
            let colon = self.text[key.end..].find(':').map_or(0, |at| at + 1);
            key.end + colon
        });
        let rest = &self.text[from..];
        let value = rest.trim_start_matches([' ', '\t']);
        let from = from + rest.len() - value.len();
        let quoted = value.starts_with(['"', '\'']);
        let length = if quoted { value.trim_end().len() } else { uncommented(value).len() };
        Shape { dash, content, key, value: from..from + length }
    }

    /// True for `---` and `...`, which part one document from the next.
    pub fn is_marker(&self) -> bool {
        let rest = self.text.strip_prefix("---").or_else(|| self.text.strip_prefix("..."));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    }
}

/// True for a dash with a space or nothing behind it.
pub(super) fn is_item(content: &str) -> bool {
    content.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Where a key ends that stands at the start: before a colon with a space or nothing behind it.
fn key_of(content: &str) -> Option<usize> {
    let is_end = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    if let Some(sign @ ('"' | '\'')) = content.chars().next() {
        let end = quote_end(content, 1, sign)?;
        let rest = content[end..].trim_start_matches(' ');
        return rest.strip_prefix(':').filter(|rest| is_end(rest)).map(|_| end);
    }
    let (colon, _) = content.match_indices(':').find(|(at, _)| is_end(&content[at + 1..]))?;
    let key = uncommented(&content[..colon]);
    (key.len() == content[..colon].trim_end().len() && !key.starts_with(['[', '{', '#'])).then_some(key.len())
}

/// Behind the closing quote, from inside the quotes; a doubled `'` and an escaped `"` do not close.
pub(super) fn quote_end(text: &str, from: usize, sign: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if sign == '"' => at += 2,
            b'\'' if sign == '\'' && bytes.get(at + 1) == Some(&b'\'') => at += 2,
            byte if byte == sign as u8 => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// Reads all lines of a text.
pub(super) fn read(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        lines.push(Line::new(start, line));
        start += line.len() + 1;
    }
    let mut at = 0;
    while at < lines.len() {
        at = if lines[at].role == Role::Structure && !lines[at].is_marker() { settle(&mut lines, at) } else { at + 1 };
    }
    lines
}

/// Gives the lines that continue this one's value their roles; returns the next line to look at.
fn settle(lines: &mut [Line<'_>], at: usize) -> usize {
    let shape = lines[at].shape();
    let value = &lines[at].text[shape.value.clone()];
    let parent = shape.parent();
    if is_block_header(value) {
        return mark(lines, at + 1, Role::Block, |line| {
            let spaces = line.text.len() - line.text.trim_start_matches(' ').len();
            line.role == Role::Blank || parent.is_none_or(|parent| spaces > parent)
        });
    }
    let within = |line: &Line<'_>| {
        line.role == Role::Blank || parent.is_none_or(|parent| line.indent > parent) || !starts_sibling(line)
    };
    match value.chars().next() {
        None => at + 1,
        Some(sign @ ('"' | '\'')) => settle_quote(lines, at, shape.value.start + 1, sign, within),
        Some('[' | '{') => settle_flow(lines, at, shape.value.start, within),
        Some(_) => mark(lines, at + 1, Role::Plain, |line| {
            let deeper = parent.is_none_or(|parent| line.indent > parent);
            line.role == Role::Blank || (line.role == Role::Structure && deeper && line.shape().key.is_none())
        }),
    }
}

fn mark(lines: &mut [Line<'_>], from: usize, role: Role, belongs: impl Fn(&Line<'_>) -> bool) -> usize {
    let count = lines[from..].iter().take_while(|line| belongs(line) && !line.is_marker()).count();
    for line in &mut lines[from..from + count] {
        // A blank line says nothing, whatever it stands in.
        if line.role != Role::Blank {
            line.role = role;
        }
    }
    from + count
}

fn starts_sibling(line: &Line<'_>) -> bool {
    line.is_marker() || is_item(&line.text[line.indent..]) || line.shape().key.is_some()
}

fn settle_quote(
    lines: &mut [Line<'_>],
    at: usize,
    inside: usize,
    sign: char,
    within: impl Fn(&Line<'_>) -> bool,
) -> usize {
    let mut from = inside;
    for index in at..lines.len() {
        if index > at && !within(&lines[index]) {
            break;
        }
        if let Some(end) = quote_end(lines[index].text, from, sign) {
            lines[at].end = End::At(lines[index].start + end);
            return mark_as(lines, at + 1..index + 1, Role::Quoted);
        }
        from = 0;
    }
    // What follows is read as if the quote were closed on its own line: later keys must not vanish in it.
    lines[at].end = End::Open;
    at + 1
}

fn settle_flow(lines: &mut [Line<'_>], at: usize, open: usize, within: impl Fn(&Line<'_>) -> bool) -> usize {
    let mut flow = Flow::default();
    let mut from = open;
    let mut index = at;
    while index < lines.len() && (index == at || within(&lines[index])) {
        if let Some(end) = flow.read(lines[index].text, from) {
            lines[at].end = End::At(lines[index].start + end);
            return mark_as(lines, at + 1..index + 1, Role::Flow);
        }
        from = 0;
        index += 1;
    }
    lines[at].end = End::Open;
    mark_as(lines, at + 1..index, Role::Flow)
}

fn mark_as(lines: &mut [Line<'_>], range: Range<usize>, role: Role) -> usize {
    for line in &mut lines[range.clone()] {
        line.role = role;
    }
    range.end
}

/// Brackets and quotes open so far inside a `[…]` or `{…}`.
#[derive(Default)]
struct Flow {
    depth: usize,
    quote: Option<char>,
}

impl Flow {
    /// Reads on to the end of the line, or to behind the bracket that closes the whole.
    fn read(&mut self, line: &str, from: usize) -> Option<usize> {
        let mut at = from;
        let mut before = ' ';
        while at < line.len() {
            if let Some(sign) = self.quote {
                at = quote_end(line, at, sign)?;
                self.quote = None;
                before = sign;
                continue;
            }
            let character = line[at..].chars().next()?;
            match character {
                '[' | '{' => self.depth += 1,
                ']' | '}' => self.depth = self.depth.saturating_sub(1),
                '"' | '\'' if matches!(before, ' ' | '\t' | '[' | '{' | ',' | ':') => self.quote = Some(character),
                '#' if matches!(before, ' ' | '\t') => return None,
                _ => {}
            }
            at += character.len_utf8();
            before = character;
            if self.depth == 0 {
                return Some(at);
            }
        }
        None
    }
}

/// True for `|`, `>-`, `|2` and their like, which open a block of text.
pub(super) fn is_block_header(value: &str) -> bool {
    let last = value.rsplit([' ', '\t']).next().unwrap_or("");
    let marks = last.strip_prefix(['|', '>']);
    let is_property = |word: &str| word.starts_with(['!', '&']);
    marks.is_some_and(|marks| marks.len() <= 2 && marks.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'1'..=b'9')))
        && value[..value.len() - last.len()].split_whitespace().all(is_property)
}
