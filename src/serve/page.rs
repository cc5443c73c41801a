//! A page in, the page with the live script out; findings in, a page that lists them out. Never looks at the site.

use serde::Deserialize;

use super::shown::Mark;
use crate::text::escape;

/// Where the server's own files stand; no id of a site begins with `_`.
pub(super) const SCRIPT: &str = "/_framewright/live.js";
pub(super) const STYLE: &str = "/_framewright/live.css";
pub(super) const EVENTS: &str = "/_framewright/events";

/// Findings that a page lists; the terminal has them all.
const LISTED: usize = 100;

/// A finding as the JSON format tells it.
#[derive(Deserialize)]
struct Told {
    code: String,
    level: String,
    file: String,
    line: usize,
    column: usize,
    message: String,
    help: String,
}

/// The page with the live script and its style sheet at the end of its head.
pub(super) fn enlivened(mut page: Vec<u8>, mark: Mark) -> Vec<u8> {
    let end = b"</head>";
    let at = page.windows(end.len()).position(|window| window.eq_ignore_ascii_case(end)).unwrap_or(page.len());
    page.splice(at..at, tags(mark).into_bytes());
    page
}

fn tags(mark: Mark) -> String {
    let mark = mark.word();
    format!("<link rel=\"stylesheet\" href=\"{STYLE}\"><script src=\"{SCRIPT}\" data-shown=\"{mark}\" defer></script>")
}

/// A page in place of one that cannot be shown. Reloads by itself when that is mended.
pub(super) fn trouble(findings: &str, mark: Mark) -> Vec<u8> {
    let told: Vec<Told> = serde_json::from_str(findings).unwrap_or_default();
    let items: String = told.iter().take(LISTED).map(item).collect();
    let more = match told.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!("<p>And {more} more: the terminal lists them all.</p>"),
    };
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
        <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\">\
        <title>Not to be shown yet – Framewright</title></head>\n<body class=\"framewright-trouble\">\n\
        <main data-framewright-trouble><h1>This page cannot be shown yet</h1>\n\
        <p>Mend what is listed here and save; the page then appears by itself.</p>\n\
        <ol class=\"framewright-list\">\n{items}</ol>\n{more}</main>\n</body>\n</html>\n"
    );
    enlivened(page.into_bytes(), mark)
}

fn item(told: &Told) -> String {
    let Told { code, level, file, line, column, message, help } = told;
    let help = if help.is_empty() { String::new() } else { format!("<p>Next step: {}</p>", escape(help)) };
    format!(
        "<li class=\"framewright-{level}\"><p><strong>{level}</strong> <code>{}:{line}:{column}</code> <span>{code}</span></p>\
        <p>{}</p>{help}</li>\n",
        escape(file),
        escape(message)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_head() {
        let page = enlivened(b"<HEAD><title>x</title></HEAD><body></head>".to_vec(), Mark::Edition(1));
        let page = String::from_utf8(page).unwrap();
        assert!(page.starts_with("<HEAD><title>x</title><link rel"), "{page}");
        assert!(page.ends_with("defer></script></HEAD><body></head>"), "{page}");
        assert!(enlivened(b"no head".to_vec(), Mark::Edition(1)).ends_with(b"</script>"));
    }

    #[test]
    fn what_stands_in_a_file_is_no_markup_on_the_page() {
        let findings = r#"[{"code":"c","level":"error","file":"<b>.md","line":1,"column":2,"message":"\"<script>\"","help":"<i>"}]"#;
        let page = String::from_utf8(trouble(findings, Mark::Revision(1))).unwrap();
        assert!(
            page.contains("&lt;b&gt;.md:1:2") && page.contains("&lt;script&gt;") && page.contains("&lt;i&gt;"),
            "{page}"
        );
        assert!(!page.contains("<i>") && page.matches("<script").count() == 1);
    }
}
