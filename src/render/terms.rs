//! Links to terms of the glossary in, what the terms mean out: a button behind the first use of each, and its meaning
//! once at the end of the page, where the button shows it from and paper has it.

use std::fmt::Write as _;

use super::body::Scope;
use super::frame::Page;
use super::search::spaced;
use super::views::TermNote;
use crate::graph::{Destination, EntryId, PageId};
use crate::model::{FragmentId, Kind};
use crate::search;
use crate::text::{Span, escape};

/// Letters of a meaning: the term's page has the rest.
const LONGEST: usize = 360;

impl Page<'_> {
    /// A button that shows what the term means that a link leads to, where the page names it for the first time.
    pub(super) fn explain(&mut self, out: &mut String, scope: &Scope, at: u32) {
        let Destination::Page { page: PageId::Entry(term), .. } =
            self.site.resolved(scope.entry, scope.fragment).links[at as usize]
        else {
            return;
        };
        let own = self.id == PageId::Entry(self.translated(term));
        if own || self.site.entry(term).kind != Kind::Term || !self.site.is_published(term) {
            return;
        }
        let has_room = scope.explains && !self.is_label(scope, at);
        let has_button = self.explained.entry(term).or_default();
        if has_room && !std::mem::replace(has_button, true) {
            let title = self.title_plain(PageId::Entry(term));
            let label = escape(&self.fill("explain_term", &[("term", &title)]));
            let id = &self.site.entry(term).id;
            let _ = write!(
                out,
                "<button type=\"button\" class=\"term-note\" popovertarget=\"_term-{id}\" aria-label=\"{label}\"></button>"
            );
        }
    }

    /// True in a heading and in the wording of a guide's item: they are names of something, and have no room for a
    /// button.
    fn is_label(&self, scope: &Scope, at: u32) -> bool {
        if scope.fragment != FragmentId::BODY {
            return false;
        }
        let entry = self.site.entry(scope.entry);
        let outline = entry.outline();
        let link = outline.links[at as usize].span;
        let holds = |span: Span| span.start <= link.start && link.end <= span.end;
        let items = if entry.kind == Kind::Guide { outline.items.as_slice() } else { &[] };
        outline.headings.iter().any(|heading| holds(heading.span)) || items.iter().any(|item| holds(item.span))
    }

    /// What the terms mean that the page has named so far, by title.
    pub(super) fn term_notes(&self) -> Vec<TermNote> {
        let note = |&term: &EntryId| {
            let page = PageId::Entry(term);
            let id = format!("_term-{}", self.site.entry(term).id);
            TermNote { id, title: self.title_plain(page), meaning: self.meaning(term), url: self.published_link(page) }
        };
        let mut notes: Vec<TermNote> = self.explained.keys().map(note).collect();
        notes.sort_by(|a, b| (a.title.to_lowercase(), &a.id).cmp(&(b.title.to_lowercase(), &b.id)));
        notes
    }

    /// The first sentences of what an entry says, such as the meaning of a term.
    pub(super) fn meaning(&self, id: EntryId) -> String {
        let id = self.translated(id);
        let Some(body) = self.bodies.body(id) else {
            self.missing.set(Some(id));
            return String::new();
        };
        let named = |link| Some(self.link_words(id, FragmentId::BODY, link));
        let sections = search::sections(self.site.entry(id).outline(), &body, named);
        let text = sections.into_iter().map(|section| section.text).find(|text| !text.trim().is_empty());
        let text = text.unwrap_or_default();
        beginning(&spaced(&text))
    }
}

/// Whole sentences, as many as there is room for; of one that is too long, its words.
fn beginning(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let room = &text[..text.floor_char_boundary(LONGEST)];
    match room.rfind(". ") {
        Some(end) => room[..=end].to_owned(),
        None => format!("{} …", room.rfind(' ').map_or(room, |end| &room[..end])),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::graph::{Drafts, Index};
    use crate::parse::markdown::Body;
    use crate::render::{Bodies, Trouble, page};
    use crate::source::Memory;

    /// A site whose texts cannot be had any more.
    struct Gone;

    impl Bodies for Gone {
        fn body(&self, _: EntryId) -> Option<Arc<Body>> {
            None
        }
    }

    #[test]
    fn a_meaning_that_cannot_be_had_is_told_of_and_not_left_out() {
        let term = "---\ntitle: T\n---\nIts meaning.\n";
        let world = Memory::of([("framewright.yaml", "title: A\nid: a\n"), ("content/terms/t.md", term)]);
        let compiled = crate::compile(&world, Drafts::Hidden);
        // The list alone shows no text of an entry, save what its terms mean.
        let list = page(&compiled.site, &compiled.theme, &Gone, PageId::Index(Index::Terms));
        assert!(matches!(list, Err(Trouble::Text(EntryId(0)))));
    }

    #[test]
    fn a_long_meaning_ends_with_a_sentence() {
        let long = format!("One. {} Two. {}", "word ".repeat(20), "more ".repeat(200));
        assert!(beginning(&long).ends_with("word  Two.") && beginning("Short.") == "Short.");
        let endless = beginning(&"é ".repeat(400));
        assert!(endless.ends_with("é …") && endless.len() <= LONGEST + 4);
    }
}
