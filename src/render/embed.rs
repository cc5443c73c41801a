//! Entries shown inside others.

use std::fmt::Write as _;

use super::body::Scope;
use super::figures;
use super::frame::Page;
use crate::graph::{Destination, EntryId, PageId};
use crate::model::{Details, FragmentId, Kind};
use crate::text::escape;
use crate::theme::fill;

impl Page<'_> {
    pub(super) fn embed(&mut self, out: &mut String, scope: &Scope, at: u32) {
        let site = self.site;
        match &site.resolved(scope.entry, scope.fragment).links[at as usize] {
            Destination::Embedded(inner) => self.embed_entry(out, scope, at, *inner),
            Destination::Figure(figure) => {
                let nth = self.times_embedded(format!("figure-{}", figure.name()));
                out.push_str(&figures::draw(self, *figure, nth));
            }
            Destination::Draft(id) => {
                let _ =
                    writeln!(out, "<p><span class=\"draft-link\">{}</span></p>", self.title_html(PageId::Entry(*id)));
            }
            Destination::Page { .. } | Destination::SamePage { .. } | Destination::External(_) => {}
            Destination::PlaceAlone(_) => {}
            Destination::Asset(_) | Destination::Unresolved => {}
        }
    }

    /// The level of a heading below the one that a link stands under.
    pub(super) fn level_below(&self, scope: &Scope, at: u32) -> u8 {
        let outline = &self.site.entry(scope.entry).fragment(scope.fragment).outline;
        let section = outline.links[at as usize].section;
        let level = section.map_or(1, |heading| outline.headings[heading as usize].level);
        (level + scope.shift + 1).min(6)
    }

    fn embed_entry(&mut self, out: &mut String, scope: &Scope, at: u32, inner: EntryId) {
        let site = self.site;
        let shown = self.translated(inner);
        let entry = site.entry(shown);
        let level = self.level_below(scope, at);
        let prefix = self.embed_prefix(entry.kind, &entry.id);
        let word = entry.kind.word();
        let title = self.bare(shown, &entry.title);
        let (around, inside) = (self.language, self.language_of(shown));
        let (own, foreign) = match around == inside {
            true => (String::new(), String::new()),
            false => (format!(" lang=\"{}\"", escape(around)), format!(" lang=\"{}\"", escape(inside))),
        };
        let kicker = self.embed_kicker(shown);
        let _ = write!(out, "<div class=\"callout {word}\"{foreign}>\n<p class=\"kicker\"{own}>{kicker}</p>\n");
        let url = self.published_link(PageId::Entry(inner)).unwrap_or_default();
        let id = format!("{prefix}title");
        let title = if url.is_empty() { title } else { format!("<a href=\"{}\">{title}</a>", escape(&url)) };
        let _ = writeln!(out, "<h{level} id=\"{id}\">{title}</h{level}>");
        let inner_scope = Scope { entry: shown, fragment: FragmentId::BODY, prefix, shift: level - 1, explains: true };
        self.fragment(out, &inner_scope);
        if let Some((owner, outcome)) = self.outcome(shown) {
            let label = escape(self.word("outcome"));
            let outcome = self.prose(owner, outcome);
            let _ = writeln!(out, "<p class=\"outcome\"><strong{own}>{label}</strong> {outcome}</p>");
        }
        if entry.kind == Kind::Guide && !url.is_empty() {
            let _ = writeln!(
                out,
                "<p class=\"to-form\"{own}><a href=\"{}\">{}</a></p>",
                escape(&url),
                escape(self.word("answer_as_team"))
            );
        }
        out.push_str("</div>\n");
    }

    fn embed_kicker(&self, id: EntryId) -> String {
        let original = self.site.original(id);
        let mut parts = vec![escape(&self.kind_label(self.site.entry(id).kind))];
        if let Details::Example(example) = &self.site.entry(original).details {
            if let Some(place) = example.place {
                let link = match self.published_link(PageId::Place(place)) {
                    Some(url) => format!("<a href=\"{}\">{}</a>", escape(&url), place.name()),
                    None => place.name().to_owned(),
                };
                parts = vec![fill(&escape(self.word("example_from")), &[("place", &link)])];
            }
            parts.push(match &example.date {
                Some(date) => {
                    let date = self.date(date.value);
                    format!("<time datetime=\"{}\">{}</time>", date.iso, escape(&date.words))
                }
                None => escape(self.word("date_open")),
            });
        }
        parts.join(" · ")
    }

    /// Ids of what is embedded start with its kind and id; embedded twice, the second has a number.
    fn embed_prefix(&mut self, kind: Kind, id: &str) -> String {
        let base = format!("{}-{id}", kind.word());
        let times = self.times_embedded(base.clone());
        if times == 1 { format!("{base}.") } else { format!("{base}-{times}.") }
    }

    /// How often the page embeds something by now.
    fn times_embedded(&mut self, what: String) -> u32 {
        let times = self.embedded.entry(what).or_insert(0);
        *times += 1;
        *times
    }
}
