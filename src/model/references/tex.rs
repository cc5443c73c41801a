//! LaTeX of BibTeX fields in, LaTeX that biblatex reads as it was meant out.
//! Never changes what a reader sees.

/// An address without LaTeX's escapes: biblatex takes it as it stands.
pub(super) fn address(value: &str) -> String {
    let inner = value.trim().strip_prefix("\\url").unwrap_or(value).trim();
    let mut out = inner.replace("\\textasciitilde{}", "~").replace("\\textasciitilde", "~").replace("{\\~{}}", "~");
    out = out.replace("\\~{}", "~").replace("\\^{}", "^");
    for escaped in ["\\_", "\\%", "\\&", "\\#", "\\$", "\\~", "\\{", "\\}"] {
        out = out.replace(escaped, &escaped[1..]);
    }
    let bare: String = out.chars().filter(|c| !matches!(c, '{' | '}' | '\n' | '\t')).collect();
    bare.trim().replace('\\', "%5C")
}

/// The address in a `\url{…}`, or the whole where it is one.
pub(super) fn url_in(value: &str) -> Option<String> {
    let at = value.find("\\url");
    let found = match at {
        Some(at) => value[at + 4..].trim_start().strip_prefix('{')?.split('}').next()?,
        None => value.trim(),
    };
    let url = address(found);
    super::url_trouble(&url).is_none().then_some(url)
}

/// The number of a DOI, without the address or the word before it.
pub(super) fn doi(value: &str) -> String {
    let bare = address(value);
    match bare.find("10.") {
        Some(at) => bare[at..].to_owned(),
        None => bare,
    }
}

/// Dollars with their formula's text, without the signs of a formula: `H$_2$O` is H2O on a page. A dollar without a
/// second one is money.
pub(super) fn plain_formulas(value: &str) -> String {
    if !value.contains('$') {
        return value.to_owned();
    }
    let escaped = value.replace("\\$", "\u{E000}");
    let parts: Vec<&str> = escaped.split('$').collect();
    let paired = parts.len() % 2 == 1;
    let mut out = String::with_capacity(value.len());
    for (number, part) in parts.iter().enumerate() {
        if paired && number % 2 == 1 {
            out.extend(part.chars().filter(|c| !matches!(c, '_' | '^')));
        } else {
            out.push_str(part);
        }
        if !paired && number + 1 < parts.len() {
            out.push_str("\\$");
        }
    }
    out.replace('\u{E000}', "\\$")
}

/// A title and its subtitle as one.
pub(super) fn joined(title: &str, subtitle: &str) -> String {
    let last = title.trim_end().trim_end_matches('}').chars().next_back();
    let between = if matches!(last, Some('?' | '!' | '.' | ':')) { " " } else { ": " };
    format!("{}{between}{}", title.trim_end(), subtitle.trim_start())
}

/// The words without LaTeX's braces and escapes: enough to look at a date or a number.
pub(super) fn bare(value: &str) -> String {
    value.chars().filter(|c| !matches!(c, '{' | '}' | '\\')).collect::<String>().trim().to_owned()
}

/// The names of a list, between its "and"s. One in braces is a name of an organisation, whatever stands in it.
pub(super) fn names(value: &str) -> impl Iterator<Item = &str> {
    value.split(" and ").map(str::trim)
}

/// How many commas part a name: those in braces belong to it.
pub(super) fn commas(name: &str) -> usize {
    let mut depth = 0usize;
    let mut count = 0;
    for c in name.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => count += 1,
            _ => {}
        }
    }
    count
}
