//! Links to a page in, "Where this is used" out: who leads here, each with the sentence that does, or with its place
//! where it stands in no sentence.

use super::frame::Page;
use super::views::{BacklinkGroup, BacklinkView, Backlinks, Frame};
use crate::graph::{Backlink, Destination, Items, Listing, PageId, Used};
use crate::model::Kind;
use crate::parse::markdown::LinkForm;
use crate::text::escape;
use crate::theme::fill;

impl Page<'_> {
    /// Who leads to this page; none where nobody does.
    pub fn backlinks(&self, frame: &mut Frame) -> Option<Backlinks> {
        let listing = Listing::Uses(Used::of(self.id)?);
        let Items::Uses(all) = self.site.items(listing) else { return None };
        if all.is_empty() {
            return None;
        }
        // They stand in the order of their entries, and those in the order of their kinds.
        let counted = all.chunk_by(|a, b| self.kind_of(a) == self.kind_of(b));
        let counted = counted.map(|uses| self.count(uses.len(), self.kind_of(&uses[0]).word()));
        let list = counted.collect::<Vec<_>>().join(", ");
        let groups = match self.first(frame, listing) {
            Items::Uses(first) => self.backlink_groups(first),
            _ => Vec::new(),
        };
        Some(Backlinks { summary: self.fill("used_in", &[("list", &list)]), groups })
    }

    fn kind_of(&self, link: &Backlink) -> Kind {
        self.site.entry(link.from).kind
    }

    /// Who leads to a page, by kind.
    pub fn backlink_groups(&self, links: &[Backlink]) -> Vec<BacklinkGroup> {
        let group = |links: &[Backlink]| BacklinkGroup {
            label: self.word(self.kind_of(&links[0]).folder()).to_owned(),
            links: links.iter().map(|link| self.backlink(link)).collect(),
        };
        links.chunk_by(|a, b| self.kind_of(a) == self.kind_of(b)).map(group).collect()
    }

    fn backlink(&self, link: &Backlink) -> BacklinkView {
        let outline = &self.site.entry(link.from).fragment(link.fragment).outline;
        let url = self.link_to(self.site.address(PageId::Entry(link.from)));
        let told_html = match outline.said(link.link) {
            Some(sentence) => escape(&self.sentence(link, sentence)),
            None => self.stands(link, &url),
        };
        BacklinkView { title_html: self.bare(link.from, &self.site.entry(link.from).title), url, told_html }
    }

    /// The sentence of a link, in which named links are told by their titles.
    fn sentence(&self, link: &Backlink, sentence: u32) -> String {
        let outline = &self.site.entry(link.from).fragment(link.fragment).outline;
        let resolved = self.site.resolved(link.from, link.fragment);
        outline.sentences.told(sentence, |named| match &resolved.links[named as usize] {
            Destination::Page { page, .. } => self.title_plain(*page),
            Destination::Draft(id) | Destination::Embedded(id) => self.title_plain(PageId::Entry(*id)),
            _ => outline.links[named as usize].target.value.clone(),
        })
    }

    /// What a link is that has no sentence, and the section that it stands in, as a way there. `url` is its page's.
    fn stands(&self, link: &Backlink, url: &str) -> String {
        let outline = &self.site.entry(link.from).fragment(link.fragment).outline;
        let is_embed = outline.links[link.link as usize].form == LinkForm::Embed;
        let what = match self.site.resolved(link.from, link.fragment).links[link.link as usize] {
            Destination::Embedded(id) if is_embed => shown_as(self.site.entry(id).kind),
            _ => "linked_there",
        };
        let what = escape(self.word(what));
        match outline.section_of(link.link) {
            Some(heading) => {
                let section =
                    format!("<a href=\"{}#{}\">{}</a>", escape(url), escape(&heading.id.value), escape(&heading.text));
                fill(&escape(self.word("stands_in_section")), &[("what", &what), ("section", &section)])
            }
            None => fill(&escape(self.word("stands_at_beginning")), &[("what", &what)]),
        }
    }
}

/// The word for what an entry is inside another.
fn shown_as(kind: Kind) -> &'static str {
    match kind {
        Kind::Example => "shown_as_example",
        Kind::Guide => "shown_as_checklist",
        Kind::Term => "shown_as_definition",
        Kind::Framework | Kind::Driver | Kind::Brief | Kind::Collaborative | Kind::Page => "linked_there",
    }
}
