//! A page of this site as a work that others cite: its entry for reading in APA, and the same facts in all formats.
//! Says what the entry and the settings say, and leaves out what they do not.

use super::{Day, Exported, Form, Person, Work, line};
use crate::graph::{EntryId, PageId, SecondaryId};
use crate::model::{Date, Details, Entry, PlaceId};
use crate::render::dates;
use crate::render::frame::{Page, canonical};
use crate::render::views::{Citable, CiteView};
use crate::text::{escape, escape_into};

/// Authors that APA names one by one.
const MOST_AUTHORS: usize = 20;

impl Page<'_> {
    /// How to cite an entry's page, and apart from it the work that it is adapted from.
    pub fn cite(&self, id: EntryId) -> CiteView {
        let entry: &Entry = self.site.entry(id);
        let original: &Entry = self.site.entry(self.site.original(id));
        let (authors, form) = match &original.details {
            Details::Brief(brief) => {
                (brief.authors.iter().map(|author| Person::written(&author.value)).collect(), Form::Report)
            }
            Details::Framework(_) | Details::Driver(_) | Details::Example(_) | Details::Guide(_) => {
                (Vec::new(), Form::WebPage)
            }
            Details::Collaborative(_) | Details::Term(_) | Details::Page => (Vec::new(), Form::WebPage),
        };
        let suffix = entry.language.as_ref().map_or(String::new(), |language| format!("-{language}"));
        let key = format!("{}-{}{suffix}", entry.kind.word(), entry.id);
        self.cited((PageId::Entry(id), &key), (authors, form), published(entry, original), Some(id))
    }

    /// How to cite the page of a secondary driver. What its driver is adapted from, so is it.
    pub fn cite_secondary(&self, id: SecondaryId) -> CiteView {
        let driver = self.site.secondary(id).driver;
        let entry: &Entry = self.site.entry(self.translated(driver));
        let key = format!("secondary-{}", self.site.secondary_name(id));
        let date = published(entry, self.site.entry(driver));
        self.cited((PageId::Secondary(id), &key), (Vec::new(), Form::WebPage), date, Some(driver))
    }

    /// How to cite the page of a place: what the site's examples say of it, by whoever publishes the site.
    pub fn cite_place(&self, place: PlaceId) -> CiteView {
        let key = format!("place-{}", place.code().to_lowercase());
        self.cited((PageId::Place(place), &key), (Vec::new(), Form::WebPage), None, None)
    }

    /// A page with its name within the site, who wrote it, when, and the entry that says what it is adapted from.
    fn cited(
        &self,
        (page, key): (PageId, &str),
        (authors, form): (Vec<Person>, Form),
        date: Option<Date>,
        adapted: Option<EntryId>,
    ) -> CiteView {
        let site = self.site;
        let publisher = site.settings.publisher.name.clone().unwrap_or_default();
        let site_title = site.settings.title.plain.clone();
        let named = if authors.is_empty() { Some(publisher.clone()).filter(|name| !name.is_empty()) } else { None };
        let work = Work {
            authors: authors.into_iter().chain(named.map(Person::Whole)).collect(),
            date: date.map(|date| Day { year: i32::from(date.year), month: date.month, day: date.day }),
            // A report names its publisher, a page its site.
            container: if form == Form::WebPage { site_title.clone() } else { String::new() },
            publisher: if publisher.is_empty() && form == Form::Report { site_title.clone() } else { publisher },
            url: canonical(site, site.address(page)).unwrap_or_default(),
            language: self.language.to_owned(),
            ..Work::new(format!("{}-{key}", site.settings.id), form, self.title_plain(page))
        };
        CiteView {
            own: citable(self.apa(&work, &self.title_html(page), date, &site_title), work.exported()),
            original: adapted.and_then(|id| site.relations(id).adapted_from).map(|reference| {
                let formatted = crate::render::formatted(site.reference(reference));
                citable(formatted.html.clone(), formatted.exported.clone())
            }),
        }
    }

    /// "Doe, J. (2025, April 21). *Title*. Site. https://…", in the language of the page.
    fn apa(&self, work: &Work, title_html: &str, date: Option<Date>, site_title: &str) -> String {
        let mut out = String::new();
        let authors = self.authors(&work.authors);
        let title = if title_html.ends_with(['.', '?', '!']) { "" } else { "." };
        let date = date.map_or_else(|| self.word("cite_no_date").to_owned(), |date| dates::cited(date, self.language));
        if authors.is_empty() {
            out.push_str(&format!("<em>{title_html}</em>{title} ({}).", escape(&date)));
        } else {
            let end = if authors.ends_with('.') { "" } else { "." };
            out.push_str(&format!("{}{end} ({}). <em>{title_html}</em>{title}", escape(&authors), escape(&date)));
        }
        // Who wrote it need not be named again as who published it.
        let source = if work.form == Form::WebPage || work.publisher == authors { site_title } else { &work.publisher };
        if source != authors {
            out.push(' ');
            escape_into(&mut out, &line(source));
            out.push_str(if source.ends_with(['.', '?', '!']) { "" } else { "." });
        }
        if !work.url.is_empty() {
            // No link: whoever reads it is there.
            out.push(' ');
            escape_into(&mut out, &work.url);
        }
        out
    }

    /// Names as APA lists them: "Doe, J., & Roe, R.", of very many the first and the last.
    fn authors(&self, people: &[Person]) -> String {
        let names: Vec<String> = people.iter().map(Person::inverted).collect();
        let inverted = people.iter().any(|person| matches!(person, Person::Named { .. }));
        match names.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] if names.len() > MOST_AUTHORS => format!("{}, … {last}", first[..19].join(", ")),
            [first @ .., last] => {
                let comma = if inverted || first.len() > 1 { "," } else { "" };
                format!("{}{comma} {} {last}", first.join(", "), self.word("cite_and"))
            }
        }
    }
}

fn citable(html: String, Exported { bibtex, ris, csl }: Exported) -> Citable {
    // Line ends of the format belong to its files; on a page they would be shown twice.
    Citable { html, bibtex, ris: ris.trim_end().replace('\r', ""), csl }
}

/// When the page became what it is, as far as it says. The date of an example is when it happened.
fn published(entry: &Entry, original: &Entry) -> Option<Date> {
    let updated = entry.updated.as_ref().or(original.updated.as_ref()).map(|date| date.value);
    updated.or_else(|| match &original.details {
        Details::Brief(brief) => brief.date.as_ref().map(|date| date.value),
        Details::Framework(_) | Details::Driver(_) | Details::Example(_) | Details::Guide(_) => None,
        Details::Collaborative(_) | Details::Term(_) | Details::Page => None,
    })
}
