//! Ready HTML of our own making in, its words out. Never meets the markup of others.

use crate::text::first_of;

/// Elements that hold blocks, as the reader of Markdown writes them.
const HOLDERS: [(&str, &str); 4] =
    [("<blockquote>", "</blockquote>"), ("<ul>", "</ul>"), ("<ol", "</ol>"), ("<li>", "</li>")];

/// How many more elements that hold blocks are open behind some HTML than before it.
pub(super) fn depth(html: &str) -> i64 {
    let count = |tag: &str| html.matches(tag).count() as i64;
    HOLDERS.iter().map(|(open, close)| count(open) - count(close)).sum()
}

/// The words alone, one space between them; without the numbers of citations and notes.
pub(super) fn text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = first_of(rest, |byte| byte == b'<' || byte == b'&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let skipped = ["<span class=\"cite\">", "<sup><a class=\"note-ref\""].into_iter().zip(["]</span>", "</sup>"]);
        let mut skipped = skipped.filter(|(open, _)| rest.starts_with(open));
        let end = match (skipped.next(), rest.starts_with('&')) {
            (Some((_, close)), _) => rest.find(close).map(|end| end + close.len()),
            (None, true) => rest.find(';').map(|end| end + 1),
            (None, false) => rest.find('>').map(|end| end + 1),
        };
        let end = end.unwrap_or(rest.len());
        out.push_str(meaning(&rest[..end]));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a tag or an entity is in plain text.
fn meaning(markup: &str) -> &'static str {
    match markup {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&#39;" => "'",
        "</p>" | "</li>" | "<br>" | "</h3>" | "</td>" | "</th>" | "</blockquote>" => " ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_they_are_read() {
        let html = "A <em>b</em> &amp; c<span class=\"cite\">[<a href=\"#r\">1</a>]</span>?<sup><a class=\"note-ref\" \
                    href=\"#n\">1</a></sup></p>\n<p>&lt;x&gt; it&#39;s</p>";
        assert_eq!(text(html), "A b & c? <x> it's");
    }

    #[test]
    fn what_holds_blocks_is_counted() {
        assert_eq!(depth("<blockquote>\n<ul>\n<li><p>x</p></li>\n"), 2);
        assert_eq!(depth("</ol>\n</blockquote>\n<ol start=\"3\">\n"), -1);
    }
}
