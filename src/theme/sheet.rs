//! A style sheet as people write it in, the same without what only they need out. Never changes what it says.

/// Drops comments, line ends, indentation and the spaces beside signs, a quarter of what readers would load. Strings are
/// left as they are; of a comment that is never closed, everything.
pub(super) fn lean(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find(|c: char| matches!(c, '/' | '"' | '\'') || c.is_ascii_whitespace()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = match rest.as_bytes()[0] {
            b'/' if rest.starts_with("/*") => {
                let Some(end) = rest.find("*/") else { return out };
                rest = &rest[end + 2..];
                continue;
            }
            b'/' => 1,
            quote @ (b'"' | b'\'') => string(rest, quote),
            _ => {
                let after = rest.trim_ascii_start();
                space(&mut out, &rest[..rest.len() - after.len()], after);
                rest = after;
                continue;
            }
        };
        out.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// White space between two words is one sign; beside a sign that separates there is none. Before a colon it says
/// something: `a :hover` is not `a:hover`.
fn space(out: &mut String, written: &str, after: &str) {
    if !out.is_empty()
        && !out.ends_with(['{', '}', ';', ':', ',', ' ', '\n'])
        && !after.starts_with(['{', '}', ';', ','])
    {
        out.push(if written.contains('\n') { '\n' } else { ' ' });
    }
}

/// The length of a string with its quotes; a line end closes one that is left open, and is a part of it.
fn string(text: &str, quote: u8) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'\n' => return at + 1,
            _ if byte == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::lean;

    #[test]
    fn comments_and_indentation_go_and_strings_stay() {
        let sheet = "/* Of a page. */\na {\n  color: red; /* warm */\n}\n\n\nb::before { content: \"/* no comment */ \\\" //\"; }\n";
        assert_eq!(lean(sheet), "a{color:red;}b::before{content:\"/* no comment */ \\\" //\";}");
        assert_eq!(lean("a { background: url(a/b.png); }"), "a{background:url(a/b.png);}");
    }

    #[test]
    fn spaces_that_say_something_stay() {
        let sheet = "main :is(a, b) > c + d,\n  e\n  f:not( .g ) {\n  inset: calc(1px - 2px) auto !important;\n}\n@media (min-width: 1px) and (x) { h { --i: 1 2 } }";
        let expected = "main :is(a,b) > c + d,e\nf:not( .g ){inset:calc(1px - 2px) auto !important;}@media (min-width:1px) and (x){h{--i:1 2}}";
        assert_eq!(lean(sheet), expected);
    }

    #[test]
    fn a_sheet_that_is_cut_off_is_no_trouble() {
        assert_eq!(lean("a { color: red; }\n/* never closed"), "a{color:red;}");
        assert_eq!(lean("a::after { content: 'open\n; }\n"), "a::after{content:'open\n;}");
        assert_eq!(lean("a::after { content: '\\"), "a::after{content:'\\");
        assert_eq!(lean(""), "");
    }
}
