//! Where a value begins in, its text out: braces, quotes, numbers, names of `@string`s.

use super::{DEEPEST, LONGEST, MONTHS, MOST_EXPANDED, Scanner, Stop, begins_entry};
use crate::diag::nearest;
use crate::model::references::{is_name, quoted};
use crate::text::{Span, Spanned};

impl<'t> Scanner<'t, '_> {
    /// A field's value: texts in braces or quotes, numbers and names of `@string`s, joined by `#`.
    pub(super) fn value(&mut self, name: &str) -> Option<Spanned<String>> {
        let mut text = String::new();
        let mut span: Option<Span> = None;
        loop {
            self.blank();
            let piece = self.piece(name)?;
            text.push_str(&piece.value);
            let start = span.map_or(piece.span.start, |span| span.start);
            span = Some(Span { start, end: piece.span.end });
            self.blank_before(b'#');
            if !self.eat(b'#') {
                break;
            }
        }
        let span = span.unwrap_or_default();
        if text.len() > LONGEST {
            let cause = format!("the text of {} is longer than {LONGEST} bytes", quoted(name));
            self.faults.bad(span, cause, "shorten it");
            text.clear();
        }
        Some(Spanned::new(text, span))
    }

    /// Goes past white space where `wanted` follows it, so that a value ends where it ends.
    fn blank_before(&mut self, wanted: u8) {
        let here = self.at;
        self.blank();
        if self.peek() != Some(wanted) {
            self.at = here;
        }
    }

    fn piece(&mut self, name: &str) -> Option<Spanned<String>> {
        let open = self.at;
        let read = match self.peek() {
            Some(b'{') => self.balanced(true),
            Some(b'"') => self.quoted(),
            _ => return self.bare(name),
        };
        match read {
            Ok(inner) => Some(Spanned::new(self.text[inner.range()].to_owned(), inner)),
            Err(stop) => {
                self.stopped(name, open, stop);
                None
            }
        }
    }

    fn stopped(&mut self, name: &str, open: usize, stop: Stop) {
        let opener = if self.text[open..].starts_with('"') { "quote" } else { "brace" };
        let (at, cause, help) = match stop {
            Stop::Unclosed(_) => (
                open,
                format!("the {opener} opened for {} is never closed", quoted(name)),
                format!("add the closing {opener}"),
            ),
            Stop::Deep(at) => {
                (at, format!("the braces of {} nest too deep", quoted(name)), "use fewer braces".to_owned())
            }
            Stop::Unopened(at) => (
                at,
                format!("a closing brace in {} has no opening one", quoted(name)),
                "take it out, or open one for it".to_owned(),
            ),
        };
        self.faults.bad(Span::new(at, at + 1), cause, help);
        match stop {
            Stop::Unclosed(end) => self.at = end,
            Stop::Deep(at) | Stop::Unopened(at) => {
                self.at = at;
                self.line_end();
            }
        }
    }

    /// The inside of braces. A line that begins an entry ends a value that was never closed, where `fields` are read.
    pub(super) fn balanced(&mut self, fields: bool) -> Result<Span, Stop> {
        let bytes = self.text.as_bytes();
        let (open, close) = if self.peek() == Some(b'(') { (b'(', b')') } else { (b'{', b'}') };
        let start = self.at + 1;
        let (mut at, mut depth) = (start, 1);
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'\\' => at += 1,
                b'@' if fields && begins_entry(self.text, at) => return Err(Stop::Unclosed(at)),
                _ if byte == open => depth += 1,
                _ if byte == close => depth -= 1,
                _ => {}
            }
            at += 1;
            if depth == 0 {
                self.at = at;
                return Ok(Span::new(start, at - 1));
            }
            if fields && depth > DEEPEST {
                return Err(Stop::Deep(at - 1));
            }
        }
        Err(Stop::Unclosed(self.text.len()))
    }

    /// The inside of quotes, in which braces hide quotes.
    fn quoted(&mut self) -> Result<Span, Stop> {
        let start = self.at + 1;
        let (mut at, mut depth) = (start, 0usize);
        while let Some(&byte) = self.text.as_bytes().get(at) {
            match byte {
                b'\\' => at += 1,
                b'@' if begins_entry(self.text, at) => return Err(Stop::Unclosed(at)),
                b'{' if depth >= DEEPEST => return Err(Stop::Deep(at)),
                b'{' => depth += 1,
                b'}' if depth == 0 => return Err(Stop::Unopened(at)),
                b'}' => depth -= 1,
                b'"' if depth == 0 => {
                    self.at = at + 1;
                    return Ok(Span::new(start, at));
                }
                _ => {}
            }
            at += 1;
        }
        Err(Stop::Unclosed(self.text.len()))
    }

    /// A number, a month, the name of an `@string`, or words that should stand in braces.
    fn bare(&mut self, name: &str) -> Option<Spanned<String>> {
        let word = self.key();
        let next = self.rest().trim_start().chars().next();
        let alone = matches!(next, None | Some(',' | '#' | '}' | ')' | '@' | '%'))
            || self.rest().trim_start_matches([' ', '\t']).starts_with('\n');
        let lower = word.value.to_ascii_lowercase();
        if alone && !lower.is_empty() && lower.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(word.map(str::to_owned));
        }
        if alone && let Some(text) = self.strings.get(&lower).cloned() {
            return self.expanded(word.span, text);
        }
        if alone && let Some(month) = MONTHS.iter().position(|month| *month == lower) {
            return Some(Spanned::new((month + 1).to_string(), word.span));
        }
        Some(self.unbraced(name, word, alone))
    }

    /// An `@string`'s text, as long as all of them together keep in bounds.
    fn expanded(&mut self, span: Span, text: String) -> Option<Spanned<String>> {
        self.expanded += text.len();
        if self.expanded > MOST_EXPANDED {
            let cause = "the @strings of this file make too much text";
            self.faults.bad(span, cause, "write the text itself");
            return Some(Spanned::new(String::new(), span));
        }
        Some(Spanned::new(text, span))
    }

    fn unbraced(&mut self, name: &str, word: Spanned<&'t str>, alone: bool) -> Spanned<String> {
        let start = word.span.range().start;
        if !alone {
            self.at += self.rest().find([',', '\n', '}', '{', '"']).unwrap_or(self.rest().len());
        }
        let written = self.text[start..self.at].trim_end();
        let span = Span::new(start, start + written.len());
        if written.is_empty() {
            let cause = format!("the field {} has no value", quoted(name));
            self.faults.bad(span, cause, "write its text in braces, or take the field out");
            return Spanned::new(String::new(), span);
        }
        // Dates are checked as dates, whoever forgot their braces.
        if ["year", "month", "day", "date", "urldate"].contains(&name.to_ascii_lowercase().as_str()) {
            return Spanned::new(written.replace(['{', '}', '\\'], ""), span);
        }
        let near = if alone && is_name(written) {
            nearest(written, self.strings.keys().map(String::as_str)).map(str::to_owned)
        } else {
            None
        };
        let help = match near {
            Some(near) => format!("did you mean the @string \"{near}\"?"),
            None => format!("write {name} = {{{written}}}"),
        };
        let cause = match alone && !written.starts_with(|c: char| c.is_ascii_digit()) {
            true => format!("there is no @string {}", quoted(written)),
            false => format!("the text of {} needs braces: {}", quoted(name), quoted(written)),
        };
        self.faults.bad(span, cause, help);
        Spanned::new(written.replace(['{', '}', '\\'], ""), span)
    }
}
