//! A body in Framewright's syntax in, the same in Markdown that every peer reads out.

use crate::corpus::Kind;

/// Named links become ordinary ones, citations words, embedded entries links, and braces ids.
pub fn plain(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    for (at, part) in body.split("```").enumerate() {
        // Every second part is code.
        if at % 2 == 1 {
            out.push_str(&format!("```{part}```"));
            continue;
        }
        let lines: Vec<String> = part.split('\n').map(without_attributes).collect();
        inline(&mut out, &lines.join("\n"));
    }
    out
}

/// Keeps a heading's id, since links lead there; leaves other braces out.
fn without_attributes(line: &str) -> String {
    let Some((text, braces)) = line.strip_suffix('}').and_then(|line| line.rsplit_once(" {#")) else {
        return line.to_owned();
    };
    let id = braces.split(' ').next().unwrap_or(braces);
    if line.starts_with('#') { format!("{text} {{#{id}}}") } else { text.to_owned() }
}

/// A link may go on in the next line.
fn inline(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['[', ']', '!']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = embed(out, rest)
            .or_else(|| named(out, rest))
            .or_else(|| citation(out, rest))
            .or_else(|| relative(out, rest));
        rest = taken.unwrap_or_else(|| {
            out.push_str(&rest[..1]);
            &rest[1..]
        });
    }
    out.push_str(rest);
}

/// `![[name]]`. Figures are drawn by Framewright alone.
fn embed<'a>(out: &mut String, text: &'a str) -> Option<&'a str> {
    let (name, rest) = text.strip_prefix("![[")?.split_once("]]")?;
    if !name.starts_with("figure/") {
        out.push_str(&format!("[{name}]({})", address(name)));
    }
    Some(rest)
}

/// `[[name|text]]`
fn named<'a>(out: &mut String, text: &'a str) -> Option<&'a str> {
    let (inside, rest) = text.strip_prefix("[[")?.split_once("]]")?;
    let (name, text) = inside.split_once('|').unwrap_or((inside, inside));
    out.push_str(&format!("[{text}]({})", address(name)));
    Some(rest)
}

/// `[@work, p. 4; @other]`
fn citation<'a>(out: &mut String, text: &'a str) -> Option<&'a str> {
    let (works, rest) = text.strip_prefix("[@")?.split_once(']')?;
    out.push_str(&format!("({})", works.replace('@', "")));
    Some(rest)
}

/// `](../briefs/x.md#y)` and `](pictures/x.svg)`
fn relative<'a>(out: &mut String, text: &'a str) -> Option<&'a str> {
    let (target, rest) = text.strip_prefix("](")?.split_once(')')?;
    let target = match target.strip_prefix("../") {
        Some(path) => format!("/{}", path.replace(".md#", "/#").replace(".md", "/")),
        None if target.starts_with("pictures/") => format!("/{target}"),
        None => return None,
    };
    out.push_str(&format!("]({target})"));
    Some(rest)
}

/// Where a peer puts what Framewright knows by this name.
fn address(name: &str) -> String {
    let (name, anchor) = name.split_once('#').map_or((name, String::new()), |(name, id)| (name, format!("#{id}")));
    if let Some(place) = name.strip_prefix("place/") {
        return format!("/places/{}/", place.to_lowercase());
    }
    if let Some(part) = name.strip_prefix("secondary/") {
        return format!("/secondary/{part}/");
    }
    let id = name.rsplit('/').next().unwrap_or(name);
    let folder = Kind::of_id(id).map_or("pages", Kind::folder);
    format!("/{folder}/{id}/{anchor}")
}
