//! Raw HTML: comments are dropped, the rest is a fault.

use std::ops::Range;

use super::Reader;
use crate::diag::Code;

impl Reader<'_, '_> {
    pub(super) fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        if html.starts_with("<!--") {
            return;
        }
        let name: String = html.trim_matches(['<', '/', '>']).chars().take_while(char::is_ascii_alphanumeric).collect();
        if html.starts_with("</") && self.open_html.contains(&name) {
            self.open_html.retain(|open| *open != name);
            return;
        }
        self.open_html.push(name);
        self.raw_html(html, range.clone());
    }

    pub(super) fn html_block(&mut self, range: &Range<usize>) {
        let block = &self.text[range.clone()];
        let mut at = 0;
        loop {
            let rest = &block[at..];
            let lead = rest.len() - rest.trim_start().len();
            let Some(comment) = rest.trim_start().strip_prefix("<!--") else { break };
            let Some(end) = comment.find("-->") else {
                let place = range.start + at + lead..range.start + at + lead + 4;
                return self.fault(
                    Code::RawHtml,
                    &place,
                    "a comment that opens with <!-- is never closed",
                    "end it with -->",
                );
            };
            at += lead + 4 + end + 3;
        }
        let rest = &block[at..];
        if !rest.trim().is_empty() {
            let lead = at + rest.len() - rest.trim_start().len();
            let end = lead + rest.trim_start().lines().next().unwrap_or("").len();
            let shown = block[lead..end].to_owned();
            self.raw_html(&shown, range.start + lead..range.start + end);
        }
    }

    pub(super) fn raw_html(&mut self, html: &str, range: Range<usize>) {
        if !html.starts_with('<') {
            let cause = "text on the line of a comment would be lost";
            return self.fault(Code::RawHtml, &range, cause, "put the comment on a line of its own");
        }
        let shown: String = html.chars().take(40).collect();
        let help = if html.to_ascii_lowercase().starts_with("<br") {
            "end the line with a backslash for a line break"
        } else {
            "write it in Markdown; to show it as text, put it between backticks"
        };
        self.fault(Code::RawHtml, &range, format!("raw HTML: {}", shown.trim_end()), help);
    }
}
