//! Markdown events in, HTML out. Written here so that the floor asks of pulldown-cmark only what Framewright does.

use std::fmt::Write;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// A text of so many bytes as HTML.
pub fn html(events: Parser<'_>, bytes: usize) -> String {
    let mut out = String::with_capacity(bytes * 5 / 4);
    for event in events {
        match event {
            Event::Start(tag) => start(&mut out, tag),
            Event::End(tag) => end(&mut out, tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => escape(&mut out, &text),
            Event::InlineMath(text) | Event::DisplayMath(text) => escape(&mut out, &text),
            Event::Code(text) => {
                out.push_str("<code>");
                escape(&mut out, &text);
                out.push_str("</code>");
            }
            Event::FootnoteReference(label) => linked(&mut out, "<sup><a href=\"#note-", &label, "\">*</a></sup>"),
            Event::SoftBreak => out.push('\n'),
            Event::HardBreak => out.push_str("<br>\n"),
            Event::Rule => out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => out.push_str(if done { "☑ " } else { "☐ " }),
        }
    }
    out
}

fn start(out: &mut String, tag: Tag<'_>) {
    match tag {
        Tag::Paragraph => out.push_str("<p>"),
        // Writing into memory does not fail.
        Tag::Heading { level, .. } => drop(write!(out, "<{level}>")),
        Tag::BlockQuote(_) => out.push_str("<blockquote>\n"),
        Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
            linked(out, "<pre><code class=\"language-", &language, "\">");
        }
        Tag::CodeBlock(CodeBlockKind::Indented) => out.push_str("<pre><code>"),
        Tag::List(Some(_)) => out.push_str("<ol>\n"),
        Tag::List(None) => out.push_str("<ul>\n"),
        Tag::Item => out.push_str("<li>"),
        Tag::FootnoteDefinition(label) => linked(out, "<div id=\"note-", &label, "\">"),
        Tag::Table(_) => out.push_str("<table>\n"),
        Tag::TableHead => out.push_str("<thead><tr>"),
        Tag::TableRow => out.push_str("<tr>"),
        Tag::TableCell => out.push_str("<td>"),
        Tag::Emphasis => out.push_str("<em>"),
        Tag::Strong => out.push_str("<strong>"),
        Tag::Link { dest_url, .. } => linked(out, "<a href=\"", &dest_url, "\">"),
        Tag::Image { dest_url, .. } => linked(out, "<img src=\"", &dest_url, "\" alt=\"\">"),
        Tag::HtmlBlock
        | Tag::Strikethrough
        | Tag::Superscript
        | Tag::Subscript
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::MetadataBlock(_) => {}
    }
}

fn end(out: &mut String, tag: TagEnd) {
    match tag {
        TagEnd::Paragraph => out.push_str("</p>\n"),
        // Writing into memory does not fail.
        TagEnd::Heading(level) => drop(writeln!(out, "</{level}>")),
        TagEnd::BlockQuote(_) => out.push_str("</blockquote>\n"),
        TagEnd::CodeBlock => out.push_str("</code></pre>\n"),
        TagEnd::List(true) => out.push_str("</ol>\n"),
        TagEnd::List(false) => out.push_str("</ul>\n"),
        TagEnd::Item => out.push_str("</li>\n"),
        TagEnd::FootnoteDefinition => out.push_str("</div>\n"),
        TagEnd::Table => out.push_str("</table>\n"),
        TagEnd::TableHead => out.push_str("</tr></thead>\n"),
        TagEnd::TableRow => out.push_str("</tr>\n"),
        TagEnd::TableCell => out.push_str("</td>"),
        TagEnd::Emphasis => out.push_str("</em>"),
        TagEnd::Strong => out.push_str("</strong>"),
        TagEnd::Link => out.push_str("</a>"),
        TagEnd::Image
        | TagEnd::HtmlBlock
        | TagEnd::Strikethrough
        | TagEnd::Superscript
        | TagEnd::Subscript
        | TagEnd::DefinitionList
        | TagEnd::DefinitionListTitle
        | TagEnd::DefinitionListDefinition
        | TagEnd::MetadataBlock(_) => {}
    }
}

/// An attribute's value between two fixed parts.
fn linked(out: &mut String, before: &str, value: &str, after: &str) {
    out.push_str(before);
    escape(out, value);
    out.push_str(after);
}

fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
