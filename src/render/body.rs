//! Bodies with holes in, ready HTML out: links, citations, notes and embeds as they stand on one page.

use std::fmt::Write as _;

use super::frame::Page;
use super::{apa, highlight};
use crate::graph::{Destination, EntryId, Own, PageId, ReferenceId, SecondaryId};
use crate::model::{Details, FragmentId, Inline, ItemForm, Kind};
use crate::parse::markdown::{Fragment, Piece};
use crate::text::{escape, escape_into};

/// Works that a page cites, numbered by first use.
#[derive(Default)]
pub(super) struct Citations {
    /// Works in the order of their numbers, with the number of places that cite each.
    pub works: Vec<(ReferenceId, u32)>,
}

impl Citations {
    /// Counts one more use: the work's number and the use's, both from 1.
    fn cite(&mut self, work: ReferenceId) -> (usize, u32) {
        let at = self.works.iter().position(|(known, _)| *known == work).unwrap_or_else(|| {
            self.works.push((work, 0));
            self.works.len() - 1
        });
        self.works[at].1 += 1;
        (at + 1, self.works[at].1)
    }
}

/// How a fragment stands on the page.
#[derive(Clone)]
pub(super) struct Scope {
    pub entry: EntryId,
    pub fragment: FragmentId,
    /// In front of every id, so that what is embedded keeps its own.
    pub prefix: String,
    /// Levels by which headings sink.
    pub shift: u8,
    /// True where a term that is named for the first time has room for a button.
    pub explains: bool,
}

impl<'a> Page<'a> {
    /// An entry's body as this page's own text, with its notes.
    pub fn body(&mut self, entry: EntryId) -> String {
        let scope = Scope { entry, fragment: FragmentId::BODY, prefix: String::new(), shift: 0, explains: true };
        let mut out = String::new();
        self.fragment(&mut out, &scope);
        out
    }

    /// A value of an entry's front matter, with its links and citations.
    pub fn inline(&mut self, entry: EntryId, inline: &Inline) -> String {
        self.value(entry, inline, false)
    }

    /// The same of a value that is read as text: its terms are explained.
    pub fn prose(&mut self, entry: EntryId, inline: &Inline) -> String {
        self.value(entry, inline, true)
    }

    fn value(&mut self, entry: EntryId, inline: &Inline, explains: bool) -> String {
        let scope = Scope { entry, fragment: inline.fragment, prefix: String::new(), shift: 0, explains };
        let mut out = String::new();
        self.fragment(&mut out, &scope);
        self.spoken(self.language_of(entry), out)
    }

    /// A value of an entry's front matter as it stands in a link or a list: emphasis alone.
    pub fn bare(&self, entry: EntryId, inline: &Inline) -> String {
        let bare = self.bare_fragment(self.site.entry(entry).fragment(inline.fragment), Some((entry, inline.fragment)));
        self.spoken(self.language_of(entry), bare)
    }

    /// The same of a fragment that belongs to no entry, such as the site's title.
    pub fn bare_fragment(&self, fragment: &Fragment, owner: Option<(EntryId, FragmentId)>) -> String {
        let mut out = String::new();
        for piece in &fragment.body.pieces {
            match *piece {
                Piece::Html(range) => out.push_str(&fragment.body.html[range.range()]),
                Piece::NamedLink(link) => {
                    let name = &fragment.outline.links[link as usize].target.value;
                    let title = owner.and_then(|(entry, id)| {
                        self.destination_title(&self.site.resolved(entry, id).links[link as usize])
                    });
                    escape_into(&mut out, title.as_ref().unwrap_or(name));
                }
                Piece::Task(_) | Piece::Code { .. } | Piece::Image(_) | Piece::Embed(_) | Piece::Citation(_) => {}
                Piece::HeadingStart(_) | Piece::HeadingEnd(_) | Piece::LinkStart(_) | Piece::LinkEnd(_) => {}
                Piece::NoteReference { .. } | Piece::ItemStart(_) | Piece::ItemText(_) | Piece::ItemEnd(_) => {}
            }
        }
        out
    }

    /// The text of a named link that has none of its own: the title of what it names. A term that is named by
    /// one of its spellings is called by that spelling, so that the sentence reads as written.
    pub(super) fn link_words(&self, entry: EntryId, fragment: FragmentId, at: u32) -> String {
        let name = &self.site.entry(entry).fragment(fragment).outline.links[at as usize].target.value;
        let destination = &self.site.resolved(entry, fragment).links[at as usize];
        if let Destination::Page { page: PageId::Entry(id), .. } | Destination::Draft(id) = destination {
            let entry = self.site.entry(*id);
            let bare = name.split('#').next().unwrap_or(name);
            if entry.kind == Kind::Term && bare != entry.id && !bare.contains('/') {
                return bare.to_owned();
            }
        }
        self.destination_title(destination).unwrap_or_default()
    }

    /// The language of the title that stands for a named link.
    fn link_language(&self, scope: &Scope, at: u32) -> &'a str {
        match self.site.resolved(scope.entry, scope.fragment).links[at as usize] {
            Destination::Page { page: PageId::Entry(id), .. } | Destination::Draft(id) | Destination::Embedded(id) => {
                self.language_of(self.translated(id))
            }
            Destination::Page { page: PageId::Secondary(id), .. } => {
                self.language_of(self.translated(self.site.secondary(id).driver))
            }
            Destination::Page { .. } | Destination::SamePage { .. } | Destination::PlaceAlone(_) => self.language,
            Destination::Figure(_) | Destination::External(_) | Destination::Asset(_) => self.language,
            Destination::Unresolved => self.language,
        }
    }

    /// The title of what a link leads to; none for addresses and files. Without its markup, since a title may
    /// name another entry, whose title may name the first.
    fn destination_title(&self, destination: &Destination) -> Option<String> {
        let title = |page| Some(self.title_plain(page));
        match destination {
            Destination::Page { page, .. } => title(*page),
            Destination::Embedded(id) | Destination::Draft(id) => title(PageId::Entry(*id)),
            Destination::SamePage { .. } => title(self.id),
            Destination::PlaceAlone(place) => Some(place.name().to_owned()),
            Destination::Figure(_) | Destination::External(_) | Destination::Asset(_) | Destination::Unresolved => None,
        }
    }

    pub(super) fn fragment(&mut self, out: &mut String, scope: &Scope) {
        let site = self.site;
        if scope.fragment != FragmentId::BODY {
            let body = &site.entry(scope.entry).fragment(scope.fragment).body;
            self.pieces(out, scope, &body.html, &body.pieces);
            return self.notes(out, scope, &body.html);
        }
        match self.bodies.body(scope.entry) {
            Some(body) => {
                self.pieces(out, scope, &body.html, &body.pieces);
                self.notes(out, scope, &body.html);
            }
            None => self.missing.set(Some(scope.entry)),
        }
    }

    pub(super) fn pieces(&mut self, out: &mut String, scope: &Scope, html: &str, pieces: &[Piece]) {
        for piece in pieces {
            match *piece {
                Piece::Html(range) => out.push_str(&html[range.range()]),
                Piece::Code { language, text } => {
                    let code = highlight::code(&html[language.range()], &html[text.range()]);
                    let _ = writeln!(out, "<pre tabindex=\"0\"><code>{code}</code></pre>");
                }
                Piece::HeadingStart(at) => self.heading_start(out, scope, at),
                Piece::HeadingEnd(at) => self.heading_end(out, scope, at),
                Piece::LinkStart(at) => self.link_start(out, scope, at),
                Piece::LinkEnd(at) => {
                    out.push_str(self.link_end(scope, at));
                    self.explain(out, scope, at);
                }
                Piece::NamedLink(at) => {
                    self.link_start(out, scope, at);
                    let words = escape(&self.link_words(scope.entry, scope.fragment, at));
                    out.push_str(&self.spoken(self.link_language(scope, at), words));
                    out.push_str(self.link_end(scope, at));
                    self.explain(out, scope, at);
                }
                Piece::Image(at) => self.image(out, scope, at),
                Piece::Embed(at) => self.embed(out, scope, at),
                Piece::Citation(at) => self.citation(out, scope, at),
                Piece::NoteReference { note, nth } => self.note_reference(out, scope, note, nth),
                Piece::ItemStart(at) => self.item_start(out, scope, at),
                Piece::ItemText(at) => self.item_text(out, scope, at),
                Piece::ItemEnd(_) => out.push_str("</li>\n"),
                Piece::Task(done) => {
                    let (mark, word) = if done { ("☑", "done") } else { ("☐", "not_done") };
                    let word = escape(self.word(word));
                    let _ = write!(
                        out,
                        "<span class=\"task\" aria-hidden=\"true\">{mark}</span><span class=\"visually-hidden\">{word}</span> "
                    );
                }
            }
        }
    }

    // Headings.

    fn heading_start(&self, out: &mut String, scope: &Scope, at: u32) {
        let heading = &self.site.entry(scope.entry).outline().headings[at as usize];
        let level = (heading.level + scope.shift).min(6);
        let _ = write!(out, "<h{level} id=\"{}{}\">", scope.prefix, escape(&heading.id.value));
        self.old_places_of(out, scope, &heading.id.value);
    }

    fn heading_end(&self, out: &mut String, scope: &Scope, at: u32) {
        let heading = &self.site.entry(scope.entry).outline().headings[at as usize];
        let level = (heading.level + scope.shift).min(6);
        self.anchor(out, scope, &heading.id.value);
        let _ = write!(out, "</h{level}>");
        if let Some(secondary) = self.heading_driver(scope.entry, at) {
            let guide = self.site.entry(scope.entry).kind == Kind::Guide;
            let word = escape(self.word(if guide { "action_for" } else { "strategy_for" }));
            let _ = write!(out, "\n<p class=\"strategy\">{word} {}</p>", self.driver_tag(secondary));
        }
    }

    /// What leads to the ids that a part of this page once had: nothing that is seen.
    fn old_places_of(&self, out: &mut String, scope: &Scope, id: &str) {
        if self.old_places.is_empty() || self.id != PageId::Entry(scope.entry) || !scope.prefix.is_empty() {
            return;
        }
        for (old, _) in self.old_places.iter().filter(|(_, now)| *now == Some(id)) {
            let _ = write!(out, "<span id=\"{}\"></span>", escape(old));
        }
    }

    /// A link to the part of the page that it stands in: what a reader copies to lead others there. Its sign is the
    /// style's, so that it is no word of the heading.
    fn anchor(&self, out: &mut String, scope: &Scope, id: &str) {
        let label = escape(self.word("link_here"));
        let _ = write!(out, "<a class=\"anchor\" href=\"#{}{}\" aria-label=\"{label}\"></a>", scope.prefix, escape(id));
    }

    /// The secondary driver that a section of a brief or an action of a guide names.
    fn heading_driver(&self, entry: EntryId, at: u32) -> Option<SecondaryId> {
        match (&self.site.relations(entry).own, &self.site.entry(entry).details) {
            (Own::Brief { strategies, .. }, _) => {
                strategies.binary_search_by_key(&at, |(heading, _)| *heading).ok().map(|found| strategies[found].1)
            }
            (Own::Guide { actions, .. }, Details::Guide(guide)) => {
                let action = guide.actions.binary_search_by_key(&at, |action| action.heading).ok()?;
                actions.get(action).copied().flatten()
            }
            _ => None,
        }
    }

    fn driver_tag(&self, secondary: SecondaryId) -> String {
        let page = PageId::Secondary(secondary);
        let title = self.title_html(page);
        match self.published_link(page) {
            Some(url) => format!("<a class=\"driver-tag\" href=\"{}\">{title}</a>", escape(&url)),
            None => format!("<span class=\"driver-tag\">{title}</span>"),
        }
    }

    // Items of a guide.

    fn item_start(&self, out: &mut String, scope: &Scope, at: u32) {
        let entry = self.site.entry(scope.entry);
        let item = &entry.outline().items[at as usize];
        out.push_str("<li");
        if let Some(id) = &item.id {
            let _ = write!(out, " id=\"{}{}\"", scope.prefix, escape(&id.value));
        }
        if let Details::Guide(guide) = &entry.details
            && let Ok(item) = guide.items.binary_search_by_key(&at, |item| item.item).map(|item| &guide.items[item])
        {
            let class = match item.form {
                ItemForm::Question => "question",
                ItemForm::RatedQuestion => "question rated",
                ItemForm::Statement => "statement",
            };
            let _ = write!(out, " class=\"{class}\"");
        }
        out.push('>');
        if let Some(id) = &item.id {
            self.old_places_of(out, scope, &id.value);
        }
    }

    pub(super) fn item_text(&self, out: &mut String, scope: &Scope, at: u32) {
        let (Own::Guide { items, actions, .. }, Details::Guide(guide)) =
            (&self.site.relations(scope.entry).own, &self.site.entry(scope.entry).details)
        else {
            return;
        };
        let Ok(item) = guide.items.binary_search_by_key(&at, |item| item.item) else { return };
        if let Some(id) = &self.site.entry(scope.entry).outline().items[at as usize].id {
            self.anchor(out, scope, &id.value);
        }
        // What the action says already need not be said again of each of its items.
        let of_action = actions.get(guide.items[item].action).copied().flatten();
        if let Some(secondary) = items[item].filter(|secondary| Some(*secondary) != of_action) {
            let _ = write!(out, " {}", self.driver_tag(secondary));
        }
    }

    // Citations and notes.

    fn citation(&mut self, out: &mut String, scope: &Scope, at: u32) {
        let site = self.site;
        let citation = &site.entry(scope.entry).fragment(scope.fragment).outline.citations[at as usize];
        let works = &site.resolved(scope.entry, scope.fragment).citations[at as usize];
        out.push_str("<span class=\"cite\">[");
        for (place, (cited, &work)) in citation.works.iter().zip(works).enumerate() {
            let (number, nth) = self.citations.cite(work);
            let label = self.fill("reference_n", &[("n", &number.to_string())]);
            let label = format!("{label}: {}", apa::format(site.reference(work)).short);
            let separator = if place > 0 { "; " } else { "" };
            let _ = write!(
                out,
                "{separator}<a id=\"cite.{number}-{nth}\" href=\"#ref.{number}\" aria-label=\"{}\">{number}</a>",
                escape(&label)
            );
            if !cited.locator.is_empty() {
                let _ = write!(out, ", {}", escape(&cited.locator));
            }
        }
        out.push_str("]</span>");
    }

    fn note_reference(&self, out: &mut String, scope: &Scope, note: u32, nth: u32) {
        let notes = &self.site.entry(scope.entry).fragment(scope.fragment).outline.notes;
        let number = notes[note as usize].number;
        let label = escape(&self.fill("note_n", &[("n", &number.to_string())]));
        let prefix = &scope.prefix;
        let _ = write!(
            out,
            "<sup><a class=\"note-ref\" id=\"{prefix}fnref.{number}-{nth}\" href=\"#{prefix}fn.{number}\" aria-label=\"{label}\">{number}</a></sup>"
        );
    }

    /// The notes of a fragment, in the order of their numbers.
    pub(super) fn notes(&mut self, out: &mut String, scope: &Scope, html: &str) {
        let site = self.site;
        let notes = &site.entry(scope.entry).fragment(scope.fragment).outline.notes;
        let mut used: Vec<_> = notes.iter().filter(|note| note.number > 0).collect();
        if used.is_empty() {
            return;
        }
        used.sort_by_key(|note| note.number);
        let prefix = &scope.prefix;
        let _ = write!(out, "<section class=\"notes\" aria-label=\"{}\">\n<ol>\n", escape(self.word("notes")));
        for note in used {
            let _ = write!(out, "<li id=\"{prefix}fn.{}\">", note.number);
            self.pieces(out, scope, html, &note.pieces);
            out.push_str("<p class=\"back\">");
            for nth in 1..=note.uses {
                let label = escape(self.word("back_to_text"));
                let _ = write!(out, "<a href=\"#{prefix}fnref.{}-{nth}\" aria-label=\"{label}\">↩</a> ", note.number);
            }
            out.push_str("</p></li>\n");
        }
        out.push_str("</ol>\n</section>\n");
    }

    /// Lists works that the page rests on as a whole, without a place that cites them.
    pub fn cite_sources(&mut self, sources: &[ReferenceId]) {
        for &work in sources {
            if self.citations.works.iter().all(|(known, _)| *known != work) {
                self.citations.works.push((work, 0));
            }
        }
    }
}
