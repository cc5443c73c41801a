//! A code sample in, HTML with classes out. No inline style: the theme's style sheet colours it.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use crate::text::escape;

/// Grammars are loaded when the first sample needs them.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Longest sample that is highlighted, in bytes; longer ones are shown plain.
const LONGEST: usize = 64 << 10;

/// The inside of a `code` element. Unknown languages and long samples are escaped text.
pub(super) fn code(language: &str, text: &str) -> String {
    let token = match language {
        // These have no grammar of their own and look enough like one that does.
        "console" | "sh-session" | "shell" => "bash",
        other => other,
    };
    let syntax = Some(token).filter(|token| !token.is_empty() && text.len() <= LONGEST);
    let Some(syntax) = syntax.and_then(|token| GRAMMARS.find_syntax_by_token(token)) else { return escape(text) };
    let mut generator =
        ClassedHTMLGenerator::new_with_class_style(syntax, &GRAMMARS, ClassStyle::SpacedPrefixed { prefix: "hl-" });
    for line in LinesWithEndings::from(text) {
        if generator.parse_html_for_line_which_includes_newline(line).is_err() {
            return escape(text);
        }
    }
    generator.finalize()
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn samples_are_escaped_and_have_classes_alone() {
        let html = code("yaml", "title: \"<b>\" # x\n");
        assert!(html.contains("hl-") && html.contains("&lt;b&gt;") && !html.contains("style="));
        assert_eq!(code("no-such", "<b>"), "&lt;b&gt;");
        assert_eq!(code("", "a & b"), "a &amp; b");
    }
}
