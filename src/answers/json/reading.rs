//! The text of JSON in, its value out, or the first place where it cannot be read on. Never more deeply nested, never
//! longer than anyone's answers are.

use super::{Json, Name, Object};
use crate::text::Span;

/// Levels of nesting that are read.
pub const DEPTH: usize = 32;

/// Characters of one text that are read.
pub const LENGTH: usize = 100_000;

/// Why a text is no JSON that is read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Something else should stand here.
    Syntax(&'static str),
    TooDeep,
    TooLong,
    /// A member's name that the object has already.
    Twice,
}

/// A trouble and its place.
pub type Placed = (Trouble, Span);

/// Reads a text.
///
/// # Errors
/// The first place where it cannot be read on.
pub fn parse(text: &str) -> Result<Json, Placed> {
    let mut reader = Reader { text, at: 0 };
    reader.space();
    let value = reader.value(0)?;
    reader.space();
    if reader.at < text.len() { Err(reader.syntax("nothing more")) } else { Ok(value) }
}

/// Where a member stands, by the names and numbers that lead to it; as near to it as the text goes.
pub fn place(text: &str, path: &[String]) -> Span {
    let mut reader = Reader { text, at: 0 };
    reader.space();
    let mut from = reader.at;
    for step in path {
        match reader.step(step) {
            Some(()) => from = reader.at,
            None => return Span::at(from),
        }
    }
    let mut end = Reader { text, at: from };
    match end.value(0) {
        Ok(Json::List(_) | Json::Object(_)) | Err(_) => Span::new(from, from + 1),
        Ok(_) => Span::new(from, end.at),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.next(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn syntax(&self, wanted: &'static str) -> Placed {
        let end = self.text[self.at..].chars().next().map_or(self.at, |c| self.at + c.len_utf8());
        (Trouble::Syntax(wanted), Span::new(self.at, end))
    }

    fn take(&mut self, byte: u8) -> bool {
        let taken = self.next() == Some(byte);
        self.at += usize::from(taken);
        taken
    }

    fn value(&mut self, depth: usize) -> Result<Json, Placed> {
        if depth > DEPTH {
            return Err((Trouble::TooDeep, Span::at(self.at)));
        }
        match self.next() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Ok(Json::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                let words = [("null", Json::Null), ("true", Json::Flag(true)), ("false", Json::Flag(false))];
                let word = words.into_iter().find(|(word, _)| self.text[self.at..].starts_with(word));
                let (word, value) = word.ok_or_else(|| self.syntax("a value"))?;
                self.at += word.len();
                Ok(value)
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, Placed> {
        self.at += 1;
        let mut members = Object::new();
        self.space();
        if self.take(b'}') {
            return Ok(Json::Object(members));
        }
        loop {
            self.space();
            let from = self.at;
            if self.next() != Some(b'"') {
                return Err(self.syntax("a name in quotes"));
            }
            let name = Name(self.string()?);
            let span = Span::new(from, self.at);
            self.space();
            if !self.take(b':') {
                return Err(self.syntax("a colon"));
            }
            self.space();
            let value = self.value(depth + 1)?;
            if members.insert(name, value).is_some() {
                return Err((Trouble::Twice, span));
            }
            self.space();
            if self.take(b'}') {
                return Ok(Json::Object(members));
            }
            if !self.take(b',') {
                return Err(self.syntax("a comma or a closing brace"));
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Json, Placed> {
        self.at += 1;
        let mut values = Vec::new();
        self.space();
        if self.take(b']') {
            return Ok(Json::List(values));
        }
        loop {
            self.space();
            values.push(self.value(depth + 1)?);
            self.space();
            if self.take(b']') {
                return Ok(Json::List(values));
            }
            if !self.take(b',') {
                return Err(self.syntax("a comma or a closing bracket"));
            }
        }
    }

    fn string(&mut self) -> Result<String, Placed> {
        let from = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain =
                rest.bytes().position(|byte| byte == b'"' || byte == b'\\' || byte < 0x20).unwrap_or(rest.len());
            out.push_str(&rest[..plain]);
            self.at += plain;
            match self.next() {
                Some(b'"') => break,
                Some(b'\\') => out.push(self.escape()?),
                Some(_) => return Err(self.syntax("a control character as \\n, \\t or \\u")),
                None => return Err((Trouble::Syntax("a closing quote"), Span::new(from, from + 1))),
            }
        }
        self.at += 1;
        // Characters are no more than bytes, so most texts need not be counted.
        if out.len() > LENGTH && out.chars().count() > LENGTH {
            return Err((Trouble::TooLong, Span::new(from, from + 1)));
        }
        Ok(out)
    }

    fn escape(&mut self) -> Result<char, Placed> {
        let from = self.at;
        self.at += 1;
        let escaped = self.next();
        self.at += 1;
        Ok(match escaped {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.unit(from)?;
                let half = (0xD800..0xDC00).contains(&first) && self.text[self.at..].starts_with("\\u");
                let mut units = vec![first];
                if half {
                    self.at += 2;
                    units.push(self.unit(from)?);
                }
                let mut decoded = char::decode_utf16(units);
                match (decoded.next(), decoded.next()) {
                    (Some(Ok(character)), None) => character,
                    _ => return Err((Trouble::Syntax("a whole character"), Span::new(from, self.at))),
                }
            }
            _ => {
                self.at = from;
                return Err(self.syntax("an escape such as \\n"));
            }
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self, from: usize) -> Result<u16, Placed> {
        let digits = self.text.get(self.at..self.at + 4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        self.at += 4;
        unit.ok_or((Trouble::Syntax("four hexadecimal digits"), Span::new(from, from + 2)))
    }

    fn number(&mut self) -> Result<Json, Placed> {
        let from = self.at;
        let digits = |reader: &mut Self| {
            let start = reader.at;
            while matches!(reader.next(), Some(b'0'..=b'9')) {
                reader.at += 1;
            }
            reader.at - start
        };
        self.take(b'-');
        let zero = self.next() == Some(b'0');
        let whole = digits(self);
        let mut well = whole > 0 && !(zero && whole > 1);
        if self.take(b'.') {
            well &= digits(self) > 0;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            well &= digits(self) > 0;
        }
        let value = self.text[from..self.at].parse::<f64>().ok().filter(|value| well && value.is_finite());
        value.map(Json::Number).ok_or((Trouble::Syntax("a number"), Span::new(from, self.at)))
    }

    /// Goes to a member of the object or list that begins here.
    fn step(&mut self, name: &str) -> Option<()> {
        let object = self.take(b'{');
        if !object && !self.take(b'[') {
            return None;
        }
        for number in 0.. {
            self.space();
            let here = if object {
                let own = self.string().ok()?;
                self.space();
                self.take(b':').then_some(())?;
                self.space();
                own == name
            } else {
                name == number.to_string()
            };
            if here {
                return Some(());
            }
            self.value(0).ok()?;
            self.space();
            self.take(b',').then_some(())?;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_json_is_told_with_its_place() {
        let at = |text: &str| parse(text).map_err(|(trouble, span)| (trouble, span.start));
        for (text, place) in [
            ("", 0),
            ("{\"a\" 1}", 5),
            ("[1,]", 3),
            ("[01]", 1),
            ("[1e999]", 1),
            ("\"\\ud800\"", 1),
            ("\"\\x\"", 1),
            ("\"a\nb\"", 2),
            ("{} x", 3),
            ("nul", 0),
            ("\"open", 0),
            ("\"\\u00", 1),
            ("{a: 1}", 1),
        ] {
            let (trouble, found) = at(text).unwrap_err();
            assert!(matches!(trouble, Trouble::Syntax(_)) && found == place, "{text}: {trouble:?} at {found}");
        }
        assert_eq!(at("{\"a\":1,\"a\":2}"), Err((Trouble::Twice, 7)));
        assert_eq!(at(&"[".repeat(40)).unwrap_err().0, Trouble::TooDeep);
        assert_eq!(at(&format!("\"{}\"", "é".repeat(LENGTH + 1))).unwrap_err().0, Trouble::TooLong);
        assert!(at(&format!("\"{}\"", "é".repeat(LENGTH))).is_ok());
    }

    #[test]
    fn a_member_is_found_by_its_path() {
        let text = "{ \"a\": [ 1, {\"b\": true} ], \"c\": \"x\" }";
        let shown = |path: &[&str]| {
            let path: Vec<String> = path.iter().map(|step| (*step).to_owned()).collect();
            &text[place(text, &path).range()]
        };
        assert_eq!((shown(&["a", "1", "b"]), shown(&["c"]), shown(&["a"])), ("true", "\"x\"", "["));
        assert_eq!(shown(&["a", "9"]), "");
        assert_eq!(shown(&[]), "{");
    }
}
