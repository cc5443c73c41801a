//! The headings of a text and the other parts of its page in, the page's list of contents out, made ready: a list of
//! forty items costs a template more than all else on its page.

use super::frame::Page;
use super::views::Frame;
use crate::graph::EntryId;
use crate::parse::markdown::Heading;
use crate::text::{escape, escape_into};

/// A part of a page that is no heading of its text: its id, and the word that its heading is.
pub(super) type PagePart = (&'static str, &'static str);

impl Page<'_> {
    /// All parts of the page of an entry that is read for its text; empty where a list would be longer than the way.
    pub fn contents(&self, id: EntryId, frame: &Frame, parts: [Vec<PagePart>; 2]) -> String {
        let headings = self.headings(id).count();
        if headings < 3 { String::new() } else { self.parts_with(Some(id), frame, parts) }
    }

    /// All parts of a page in their order: `before` the headings of its text, `after` them, and those that the finished
    /// frame has. Headings of level 3 stand in a list of their own below the one of level 2. Empty of one or two parts.
    pub fn parts_with(&self, text: Option<EntryId>, frame: &Frame, [before, after]: [Vec<PagePart>; 2]) -> String {
        let mut out = String::with_capacity(1024);
        self.parts_of_page(&mut out, &before);
        self.headings_of_text(&mut out, text);
        self.parts_of_page(&mut out, &after);
        self.parts_of_page(&mut out, &framed(frame));
        if out.matches("<li>").count() < 3 { String::new() } else { out }
    }

    fn headings(&self, id: EntryId) -> impl Iterator<Item = &Heading> {
        self.site.entry(id).outline().headings.iter().filter(|heading| heading.level <= 3)
    }

    fn headings_of_text(&self, out: &mut String, text: Option<EntryId>) {
        let mut below = false;
        let mut any = false;
        for (at, heading) in text.into_iter().flat_map(|id| self.headings(id)).enumerate() {
            any = true;
            let lower = heading.level == 3 && at > 0;
            match (lower, below) {
                (true, false) => out.push_str("\n      <ol class=\"bare\">"),
                (false, true) => out.push_str("\n      </ol></li>"),
                (false, false) if at > 0 => out.push_str("</li>"),
                (true, true) | (false, false) => {}
            }
            below = lower;
            out.push_str(if lower { "\n        <li><a href=\"#" } else { "\n    <li><a href=\"#" });
            escape_into(out, &heading.id.value);
            out.push_str("\">");
            escape_into(out, &heading.text);
            out.push_str(if lower { "</a></li>" } else { "</a>" });
        }
        if any {
            out.push_str(if below { "\n      </ol></li>" } else { "</li>" });
        }
    }

    fn parts_of_page(&self, out: &mut String, parts: &[PagePart]) {
        for (id, word) in parts {
            out.extend(["\n    <li><a href=\"#", id, "\">", &escape(self.word(word)), "</a></li>"]);
        }
    }
}

/// What every page may have behind its text.
fn framed(frame: &Frame) -> Vec<PagePart> {
    those_there(&[
        (!frame.references_html.is_empty(), ("_references", "references")),
        (frame.cite.is_some(), ("_cite", "cite")),
        (frame.backlinks.is_some(), ("_backlinks", "where_used")),
    ])
}

/// Of all parts that a page may have those that it has.
pub(super) fn those_there(parts: &[(bool, PagePart)]) -> Vec<PagePart> {
    parts.iter().filter(|(is_there, _)| *is_there).map(|(_, part)| *part).collect()
}
