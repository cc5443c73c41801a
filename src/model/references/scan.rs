//! BibTeX text in, entries with the places of their keys and fields out, and what is wrong with its commas and braces.
//! Goes on after every fault. Never knows what a field means.

mod values;

use std::collections::BTreeMap;

use super::{Faults, quoted};
use crate::text::{Span, Spanned};

/// How deep braces may nest in a value.
const DEEPEST: usize = 40;
/// The longest value, in bytes: three thousand authors fit.
const LONGEST: usize = 100_000;
/// Fields that one entry may have; Zotero writes forty.
const MOST_FIELDS: usize = 300;
/// What all `@string` texts together may grow to, in bytes, once they stand wherever they are named.
const MOST_EXPANDED: usize = 1 << 20;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// One `@kind{key, …}`.
pub(super) struct RawEntry<'t> {
    /// As written.
    pub kind: Spanned<&'t str>,
    pub key: Spanned<&'t str>,
    pub fields: Vec<RawField>,
    /// True where a brace or comma was told of: what is missing may have been swallowed.
    pub damaged: bool,
}

/// One `name = value`.
pub(super) struct RawField {
    /// In lower case.
    pub name: Spanned<String>,
    /// LaTeX with braces in balance, without the outer ones.
    pub value: Spanned<String>,
}

/// Finds the entries of a text.
pub(super) fn scan<'t>(text: &'t str, faults: &mut Faults) -> Vec<RawEntry<'t>> {
    let mut scanner = Scanner {
        text,
        at: 0,
        faults,
        strings: BTreeMap::new(),
        expanded: 0,
        entries: Vec::new(),
        open_comment: false,
    };
    while let Some(found) = text[scanner.at..].find(['@', '%']) {
        scanner.at += found;
        if scanner.faults.full() || scanner.entries.len() > super::MOST_REFERENCES {
            break;
        }
        if scanner.peek() == Some(b'%') {
            scanner.line_end();
        } else {
            scanner.command();
        }
    }
    scanner.entries
}

struct Scanner<'t, 'f> {
    text: &'t str,
    at: usize,
    faults: &'f mut Faults,
    strings: BTreeMap<String, String>,
    expanded: usize,
    entries: Vec<RawEntry<'t>>,
    /// True once a comment had no end.
    open_comment: bool,
}

/// Why a value ended before its end.
enum Stop {
    Unclosed(usize),
    Deep(usize),
    Unopened(usize),
}

impl<'t> Scanner<'t, '_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn eat(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn line_end(&mut self) {
        self.at += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    /// Goes past white space and `%` comments.
    fn blank(&mut self) {
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            if self.peek() != Some(b'%') {
                return;
            }
            self.line_end();
        }
    }

    /// Goes past a name: letters, digits and what BibTeX allows among them.
    fn name(&mut self) -> Spanned<&'t str> {
        let start = self.at;
        let ends = |c: char| c.is_whitespace() || c.is_control() || "@{}\"#'(),=%\\~".contains(c);
        self.at += self.rest().find(ends).unwrap_or(self.rest().len());
        Spanned::new(&self.text[start..self.at], Span::new(start, self.at))
    }

    /// What an `@` begins; in running text, such as an address of mail, nothing.
    fn command(&mut self) {
        let start = self.at;
        self.at += 1;
        let kind = self.name();
        self.blank();
        let close = match self.peek() {
            Some(b'{') => b'}',
            Some(b'(') => b')',
            _ => {
                self.at = kind.span.range().end;
                return self.unopened(start, kind);
            }
        };
        match kind.value.to_ascii_lowercase().as_str() {
            "" => self.at = start + 1,
            "comment" | "preamble" => self.skip(start),
            "string" => self.string(start, close),
            _ => self.entry(start, kind, close),
        }
    }

    /// An `@book` at the start of a line with no brace after it.
    fn unopened(&mut self, start: usize, kind: Spanned<&str>) {
        if at_line_start(self.text, start) && super::bib::is_kind(&kind.value.to_ascii_lowercase()) {
            let cause = format!("the brace after \"@{}\" is missing", kind.value);
            self.faults.bad(
                Span::new(start, self.at),
                cause,
                format!("write @{}{{key, and close it with }}", kind.value),
            );
        }
    }

    /// Goes past a comment, which may hold entries that were taken out.
    fn skip(&mut self, start: usize) {
        if self.open_comment {
            // Looking for the end of each would read the rest of the file again and again.
            return self.line_end();
        }
        match self.balanced(false) {
            Ok(_) => {}
            Err(_) => {
                self.open_comment = true;
                self.faults.bad(
                    Span::new(start, self.at),
                    "a comment is opened here and never closed",
                    "add its closing brace }",
                );
                self.at = start + 1;
            }
        }
    }

    fn string(&mut self, start: usize, close: u8) {
        self.at += 1;
        self.blank();
        let name = self.name();
        self.blank();
        if name.value.is_empty() || !self.eat(b'=') {
            let cause = "an @string needs a name and a text";
            return self.faults.bad(Span::new(start, self.at), cause, "write @string{name = {text}}");
        }
        let value = self.value(name.value);
        self.strings.insert(name.value.to_ascii_lowercase(), value.map(|value| value.value).unwrap_or_default());
        self.blank();
        self.eat(b',');
        self.blank();
        if !self.eat(close) {
            let cause = format!("the @string {} is never closed", quoted(name.value));
            self.faults.bad(name.span, cause, "add its closing brace }");
        }
    }

    fn entry(&mut self, start: usize, kind: Spanned<&'t str>, close: u8) {
        self.at += 1;
        self.blank();
        let key = self.key();
        let mut entry = RawEntry { kind, key, fields: Vec::new(), damaged: false };
        self.after_key(start, close, &mut entry);
        while self.field(start, close, &mut entry) {}
        self.entries.push(entry);
    }

    fn key(&mut self) -> Spanned<&'t str> {
        let start = self.at;
        let ends = |c: char| c.is_whitespace() || c.is_control() || ",{}()\"=".contains(c);
        self.at += self.rest().find(ends).unwrap_or(self.rest().len());
        Spanned::new(&self.text[start..self.at], Span::new(start, self.at))
    }

    /// The comma after the key, or what stands there instead.
    fn after_key(&mut self, start: usize, close: u8, entry: &mut RawEntry<'t>) {
        self.blank();
        let key = entry.key;
        match self.peek() {
            Some(b',') if !key.value.is_empty() => self.at += 1,
            Some(b'=') | Some(b',') => {
                let help = format!("write @{}{{smith-2020, with a key of your own", entry.kind.value);
                let head = Span::new(start, entry.kind.span.range().end);
                self.faults.bad(head, format!("this @{} has no key", entry.kind.value), help);
                self.at = if self.peek() == Some(b',') { self.at + 1 } else { key.span.range().start };
                entry.key = Spanned::new("", head);
            }
            Some(other) if other != close => {
                entry.damaged = true;
                let cause = format!("the comma after the key {} is missing", quoted(key.value));
                let help = format!("write {},", key.value);
                self.faults.add(comma(cause, help, key.span));
            }
            _ => {}
        }
    }

    /// One field; false at the entry's end.
    fn field(&mut self, start: usize, close: u8, entry: &mut RawEntry<'t>) -> bool {
        self.blank();
        while self.eat(b',') {
            self.blank();
        }
        match self.peek() {
            None | Some(b'@') => {
                self.unclosed(start, entry);
                return false;
            }
            Some(found) if found == close => {
                self.at += 1;
                self.early(entry);
                return false;
            }
            Some(_) => {}
        }
        let name = self.name();
        if name.value.is_empty() {
            self.unexpected(entry);
            return true;
        }
        self.blank();
        if !self.eat(b'=') {
            let cause = format!("{} stands where a field should begin", quoted(name.value));
            self.faults.bad(name.span, cause, "write each field as name = {text}, and check the braces before it");
            entry.damaged = true;
            self.resync();
            return true;
        }
        match self.value(name.value) {
            Some(value) => {
                let lower = name.map(str::to_ascii_lowercase);
                self.keep(entry, lower, value);
                self.after_value(close, entry);
            }
            None => entry.damaged = true,
        }
        true
    }

    fn keep(&mut self, entry: &mut RawEntry<'t>, name: Spanned<String>, value: Spanned<String>) {
        if entry.fields.iter().any(|field| field.name.value == name.value) {
            let cause =
                format!("the field {} stands twice in the reference {}", quoted(&name), quoted(entry.key.value));
            return self.faults.bad(name.span, cause, "keep one of them");
        }
        if entry.fields.len() < MOST_FIELDS {
            entry.fields.push(RawField { name, value });
        }
    }

    /// The comma between two fields.
    fn after_value(&mut self, close: u8, entry: &mut RawEntry<'t>) {
        let end = self.at;
        self.blank();
        match self.peek() {
            None | Some(b',') | Some(b'@') => {}
            Some(found) if found == close => {}
            Some(b'}' | b'{' | b'"' | b'(' | b')' | b'=' | b'\\') => {
                entry.damaged = true;
                self.unexpected(entry);
            }
            Some(_) => {
                let name = entry.fields.last().map_or("", |field| field.name.value.as_str());
                let cause = format!("the comma after the field {} is missing", quoted(name));
                self.faults.add(comma(cause, "add a comma at the end of its line".to_owned(), Span::new(end - 1, end)));
            }
        }
    }

    fn unexpected(&mut self, entry: &mut RawEntry<'t>) {
        let found = self.rest().chars().next().unwrap_or(' ');
        let span = Span::new(self.at, self.at + found.len_utf8());
        let cause = format!("\"{found}\" stands where a field of {} should begin", quoted(entry.key.value));
        self.faults.bad(span, cause, "check the braces and quotes of the field before it");
        entry.damaged = true;
        self.at += found.len_utf8();
        self.resync();
    }

    /// Goes to where the next field or the entry's end may be.
    fn resync(&mut self) {
        self.at += self.rest().find(['\n', ',', '}', ')']).unwrap_or(self.rest().len());
    }

    /// An entry that the next one or the end of the file cuts off. Often a value swallowed its closing brace.
    fn unclosed(&mut self, start: usize, entry: &mut RawEntry<'t>) {
        if !entry.damaged {
            match entry
                .fields
                .iter()
                .find(|field| swallows(self.text.get(field.value.span.range()).unwrap_or_default()))
            {
                Some(field) => {
                    let cause = format!("the brace opened for {} is never closed", quoted(&field.name));
                    self.faults.bad(field.name.span, cause, "add } at the end of its text");
                }
                None => {
                    let head = Span::new(start, entry.key.span.range().end.max(start));
                    let cause = format!("the reference {} is never closed", quoted(entry.key.value));
                    self.faults.bad(head, cause, "add } after its last field");
                }
            }
        }
        entry.damaged = true;
    }

    /// Tells of a brace too many, which ends an entry before its last fields.
    fn early(&mut self, entry: &mut RawEntry<'t>) {
        let rest = self.rest().trim_start();
        let cut = rest.starts_with('}') || rest.strip_prefix(',').is_some_and(|rest| starts_field(rest.trim_start()));
        if cut {
            entry.damaged = true;
            let cause = format!("this brace ends the reference {} too early", quoted(entry.key.value));
            self.faults.bad(Span::new(self.at - 1, self.at), cause, "take it out, or open one for it");
        }
    }
}

/// A comma that is missing behind `span`.
fn comma(cause: String, help: String, span: Span) -> crate::diag::Fault {
    let end = Span::at(span.range().end);
    crate::diag::Fault::new(crate::diag::Code::BadReference, span, cause, help).mended(end, ",")
}

fn at_line_start(text: &str, at: usize) -> bool {
    text[..at].trim_end_matches([' ', '\t']).ends_with('\n') || text[..at].trim().is_empty() && at < 80
}

/// True for an `@book{key,` at the start of a line.
fn begins_entry(text: &str, at: usize) -> bool {
    let rest = text[at + 1..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let named = rest.len() < text.len() - at - 1;
    named && rest.trim_start_matches([' ', '\t']).starts_with(['{', '(']) && at_line_start(text, at)
}

/// True where a value holds what looks like the fields after it, or ends in the entry's own brace on its own line.
fn swallows(value: &str) -> bool {
    let took_end = value.trim_end_matches([' ', '\t']).ends_with('\n') && !value.starts_with(['\n', ' ']);
    took_end || value.split('\n').skip(1).any(|line| starts_field(line.trim_start()))
}

/// True for `name = {` or `name = "`.
fn starts_field(line: &str) -> bool {
    let name = line.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '-');
    let value = name.trim_start_matches([' ', '\t']).strip_prefix('=');
    name.len() < line.len() && value.is_some_and(|value| value.trim_start().starts_with(['{', '"']))
}
