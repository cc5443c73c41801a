//! The page that is being made: where it stands, what it says in which language, what every page has.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde::Serialize;

use super::body::Citations;
use super::languages::is_rtl;
use super::views::{Adapted, DateView, Frame, LinkView, PublisherView};
use super::{Bodies, Formatted, Made, Trouble, apa, collaborative, dates, furniture, linked};
use crate::graph::{Audience, EntryId, Listing, Opened, PageId, SecondaryId, Site, SiteFile, UrlPath};
use crate::model::{Date, Details, Kind, Labelled};
use crate::text::escape;
use crate::theme::{Theme, Words, fill};

/// Everything that a page is made from.
pub(super) struct Page<'a> {
    pub site: &'a Site,
    pub theme: &'a Theme,
    pub id: PageId,
    pub address: &'a UrlPath,
    pub language: &'a str,
    words: &'a Words,
    pub bodies: &'a dyn Bodies,
    /// An entry whose text could not be had.
    pub missing: Cell<Option<EntryId>>,
    pub citations: Citations,
    /// Terms of the glossary that the page names; true for those that have a button already.
    pub explained: BTreeMap<EntryId, bool>,
    /// Addresses that the text links to, each with its number, from 1: on paper they stand at the end.
    pub addresses: BTreeMap<String, usize>,
    /// How often each entry and figure is embedded so far, by the prefix of its ids.
    pub embedded: BTreeMap<String, u32>,
    /// Ids that parts of this page once had, each with the id of the part that took its place.
    pub old_places: Vec<(&'a str, Option<&'a str>)>,
}

/// What a page is called.
pub(super) struct Heading {
    pub title: String,
    pub title_html: String,
    pub description: String,
    pub kicker: String,
}

impl<'a> Page<'a> {
    pub fn new(site: &'a Site, theme: &'a Theme, bodies: &'a dyn Bodies, id: PageId) -> Self {
        let of_entry = |entry: EntryId| site.entry(entry).language.as_deref();
        let language = match id {
            PageId::Entry(entry) | PageId::Handout(entry) | PageId::Stub(entry, _) | PageId::Kit(entry) => {
                of_entry(entry)
            }
            PageId::Further(Listing::Letter(language, _), _)
            | PageId::Search(language)
            | PageId::Shard(language, _) => Some(site.searched(language).language.as_str()),
            PageId::Further(listing, _) => listing.entry().and_then(of_entry),
            _ => None,
        };
        let language = language.unwrap_or(&site.settings.language);
        Page {
            site,
            theme,
            id,
            address: site.address(id),
            language,
            words: theme.words(language),
            bodies,
            missing: Cell::new(None),
            citations: Citations::default(),
            explained: BTreeMap::new(),
            addresses: BTreeMap::new(),
            embedded: BTreeMap::new(),
            old_places: match id {
                PageId::Entry(entry) => site.old_places(entry),
                _ => Vec::new(),
            },
        }
    }

    /// Renders a view of this page by a template.
    pub fn template(&self, template: &str, view: &impl Serialize) -> Made {
        match self.missing.get() {
            Some(entry) => Err(Trouble::Text(entry)),
            None => self.theme.render(template, self.language, view).map_err(Trouble::Template),
        }
    }

    /// The same for a page that brings its styles and scripts along.
    pub fn template_alone(&self, template: &str, view: &impl Serialize) -> Made {
        match self.missing.get() {
            Some(entry) => Err(Trouble::Text(entry)),
            None => self.theme.render_alone(template, self.language, view).map_err(Trouble::Template),
        }
    }

    // Words.

    /// A word of the theme in the page's language; its key where the theme lacks it.
    pub fn word(&self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    /// Words whose keys begin so, by what follows.
    pub fn words_of(&self, prefix: &str) -> BTreeMap<&'a str, &'a str> {
        let of = self.words.iter().filter_map(|(key, word)| Some((key.strip_prefix(prefix)?, word.as_str())));
        of.collect()
    }

    pub fn fill(&self, key: &str, blanks: &[(&str, &str)]) -> String {
        fill(self.words.get(key).map_or(key, String::as_str), blanks)
    }

    /// "1 example", "2 examples": a number of what a word stands for, in the site's own words where it has any.
    pub fn count(&self, number: usize, word: &str) -> String {
        let (form, own) = if number == 1 { ("one", word.to_owned()) } else { ("many", plural(word)) };
        if let Some(label) = self.site.settings.labels.get(&own) {
            return format!("{number} {}", label.to_lowercase());
        }
        let phrase = self.words.get(&format!("{word}_{form}")).map_or("{n}", String::as_str);
        fill(phrase, &[("n", &number.to_string())])
    }

    pub fn kind_label(&self, kind: Kind) -> String {
        self.word(kind.word()).to_owned()
    }

    pub fn date(&self, date: Date) -> DateView {
        dates::view(date, self.language)
    }

    // Links and titles.

    /// The entry in this page's language, where there is such a translation.
    pub fn translated(&self, id: EntryId) -> EntryId {
        let translation = self.site.translations.get(&id).and_then(|all| all.get(self.language)).copied();
        translation.filter(|&id| self.site.is_published(id)).unwrap_or(id)
    }

    /// The address of a page as this page links to it.
    pub fn link(&self, page: PageId) -> String {
        let page = match page {
            PageId::Entry(id) => PageId::Entry(self.translated(id)),
            other => other,
        };
        self.link_to(self.site.address(page))
    }

    pub fn link_to(&self, address: &UrlPath) -> String {
        // A kit is anywhere: from there, other pages are on the web.
        if matches!(self.id, PageId::Kit(_))
            && let Some(there) = canonical(self.site, address)
        {
            return there;
        }
        if self.id != PageId::NotFound {
            return match self.site.opened {
                Opened::OnHost => address.relative_to(self.address),
                Opened::FromFolder => address.explicit_from(self.address),
            };
        }
        // Shown at any address, this page alone cannot know where it stands.
        format!("{}{}", base_path(self.site), address.as_str().trim_start_matches('/'))
    }

    /// The same, where the page is published.
    pub fn published_link(&self, page: PageId) -> Option<String> {
        (self.reaches_others() && self.is_published(page)).then(|| self.link(page))
    }

    /// False for a kit whose site does not know its own address: no link leads from there to another page.
    pub fn reaches_others(&self) -> bool {
        !matches!(self.id, PageId::Kit(_)) || self.site.settings.base_url.is_some()
    }

    pub fn is_published(&self, page: PageId) -> bool {
        match page {
            PageId::Entry(id) | PageId::Handout(id) | PageId::Collaborative(id, _) => self.site.is_published(id),
            PageId::Secondary(id) => self.site.is_published(self.site.secondary(id).driver),
            _ => true,
        }
    }

    pub fn link_view(&self, page: PageId) -> LinkView {
        LinkView { title_html: self.title_html(page), url: self.published_link(page) }
    }

    /// A page's title as HTML for lists and links.
    pub fn title_html(&self, page: PageId) -> String {
        match page {
            PageId::Entry(id) => {
                let id = self.translated(id);
                self.bare(id, &self.site.entry(id).title)
            }
            PageId::Secondary(id) => {
                let (driver, label) = self.secondary_label(id);
                label.map(|label| self.bare(driver, &label.title)).unwrap_or_default()
            }
            PageId::Home => {
                let title = &self.site.settings.title;
                let title = self.bare_fragment(&self.site.settings.fragments[title.fragment.0 as usize], None);
                self.spoken(&self.site.settings.language, title)
            }
            PageId::Further(listing, part) => self.list_title((listing, part), |page| self.title_html(page), escape),
            PageId::Collaborative(id, section) => collaborative::title_html(self, id, section),
            other => escape(&self.title_plain(other)),
        }
    }

    /// What its driver says of a secondary driver, in the page's language where there is such a translation.
    fn secondary_label(&self, id: SecondaryId) -> (EntryId, Option<&'a Labelled>) {
        let secondary = self.site.secondary(id);
        let name = self.site.secondary_name(id);
        let labels = |driver: EntryId| match &self.site.entry(driver).details {
            Details::Driver(driver) => driver.secondary.as_slice(),
            _ => &[],
        };
        let translated = self.translated(secondary.driver);
        // By its id: a translation may list fewer, or in another order.
        let own = if translated == secondary.driver { &[] } else { labels(translated) };
        match own.iter().find(|label| label.id.value == name) {
            Some(label) => (translated, Some(label)),
            None => (secondary.driver, labels(secondary.driver).get(secondary.index)),
        }
    }

    /// What a secondary driver means, without markup and as HTML; empty where its driver does not say.
    pub fn secondary_summary(&self, id: SecondaryId) -> (String, String) {
        let (driver, label) = self.secondary_label(id);
        let summary = label.and_then(|label| label.summary.as_ref());
        summary.map(|summary| (summary.plain.clone(), self.bare(driver, summary))).unwrap_or_default()
    }

    /// A page's title without markup.
    pub fn title_plain(&self, page: PageId) -> String {
        match page {
            PageId::Home => self.site.settings.title.plain.clone(),
            PageId::Entry(id) => self.site.entry(self.translated(id)).title.plain.clone(),
            PageId::Secondary(id) => {
                self.secondary_label(id).1.map_or(String::new(), |label| label.title.plain.clone())
            }
            PageId::Place(place) => place.name().to_owned(),
            PageId::Index(index) => self.word(index.folder()).to_owned(),
            PageId::References => self.word("references").to_owned(),
            PageId::Search(_) => self.word("search").to_owned(),
            PageId::NotFound => self.word("not_found").to_owned(),
            PageId::Handout(id) => self.fill("handout_of", &[("title", &self.title_plain(PageId::Entry(id)))]),
            PageId::Stub(id, _) | PageId::Kit(id) => self.site.entry(id).title.plain.clone(),
            PageId::Collaborative(id, section) => collaborative::title(self, id, section),
            PageId::Further(listing, part) => {
                self.list_title((listing, part), |page| self.title_plain(page), str::to_owned)
            }
            PageId::Feed | PageId::Sitemap | PageId::SitemapPart(_) | PageId::Robots => String::new(),
            PageId::SiteJson | PageId::File(_) | PageId::Shard(..) | PageId::Asset(_) => String::new(),
        }
    }

    // What every page has.

    /// The frame of a page without an entry of its own.
    pub fn frame(&self, sort: &'static str, heading: Heading, crumbs: Vec<LinkView>) -> Frame {
        let site = self.site;
        let publisher = &site.settings.publisher;
        let named = publisher.name.is_some() || publisher.logo.is_some();
        Frame {
            lang: self.language.to_owned(),
            rtl: is_rtl(self.language),
            title: heading.title,
            title_html: heading.title_html,
            description: heading.description,
            sort,
            kicker: heading.kicker,
            site_title: site.settings.title.plain.clone(),
            site_title_html: self.title_html(PageId::Home),
            home: self.link(PageId::Home),
            nav_html: self.nav(),
            crumbs_html: furniture::crumbs(&crumbs),
            canonical: canonical(site, self.address),
            picture: site
                .settings
                .base_url
                .as_ref()
                .and_then(|_| canonical(site, site.address(PageId::File(SiteFile::Picture)))),
            linked_data: linked::data(self),
            style: self.link_to(&self.theme.style.address),
            sheet: self.sheet().map_or(String::new(), |sheet| self.link_to(&sheet.address)),
            icon: self.link_to(&self.theme.icon.address),
            feed: if self.site.is_of_use(PageId::Feed) { self.link(PageId::Feed) } else { String::new() },
            offline: self.site.opened == Opened::FromFolder,
            publisher: named.then(|| PublisherView {
                name: publisher.name.clone(),
                url: publisher.url.clone(),
                logo: site.logo.map(|file| self.link(PageId::Asset(file))),
            }),
            colors: self.theme.colors.as_ref().map(|colors| self.link_to(&colors.address)),
            private: site.audience == Audience::Private,
            noindex: site.audience == Audience::Private,
            search: self.link(PageId::Search(site.language(self.language))),
            references_page: self.link(PageId::References),
            ..Frame::default()
        }
    }

    /// The frame of an entry's page. Citations and backlinks come last: see [`Page::finish`].
    pub fn entry_frame(&self, id: EntryId, crumbs: Vec<LinkView>) -> Frame {
        let site = self.site;
        let entry = site.entry(id);
        let heading = Heading {
            title: entry.title.plain.clone(),
            title_html: self.bare(id, &entry.title),
            description: entry.summary.as_ref().map_or_else(|| self.meaning(id), |summary| summary.plain.clone()),
            kicker: if entry.kind == Kind::Page { String::new() } else { self.kind_label(entry.kind) },
        };
        let mut frame = self.frame(entry.kind.word(), heading, crumbs);
        frame.draft = entry.draft;
        frame.noindex |= entry.draft;
        frame.languages = self.languages(id);
        frame.alternates = self.alternates(id);
        frame.older = self.older(id);
        let lost = self.old_places.iter().filter(|(_, now)| now.is_none());
        frame.old_places = lost.map(|(old, _)| (*old).to_owned()).collect();
        frame.updated = entry.updated.as_ref().map(|date| self.date(date.value));
        let original = self.site.entry(self.site.original(id));
        let url = entry.adapted_from.as_ref().or(original.adapted_from.as_ref()).and_then(|from| from.url.as_ref());
        let citation = self.site.relations(id).adapted_from;
        if url.is_some() || citation.is_some() {
            let work = citation.map(|reference| apa::format(site.reference(reference)));
            let said =
                |part: fn(&Formatted) -> &String| work.as_deref().map(part).cloned().filter(|part| !part.is_empty());
            frame.adapted = Some(Adapted {
                title: said(|work| &work.title),
                short: said(|work| &work.short),
                url: url.map(|url| url.value.clone()),
            });
        }
        frame
    }

    /// The addresses of the theme's scripts, by bundle; a bundle that the theme lacks is left out.
    pub fn scripts(&self, bundles: &[&str]) -> Vec<String> {
        bundles.iter().filter_map(|name| Some(self.link_to(&self.theme.script(name)?.address))).collect()
    }

    /// Adds what only the finished text knows: the works it cites, and who leads here.
    pub fn finish(&mut self, frame: &mut Frame) {
        frame.references_html = self.references();
        frame.terms = self.term_notes();
        frame.addresses_html = self.addresses();
        frame.backlinks = self.backlinks(frame);
    }

    /// A work in APA.
    pub fn formatted(&self, id: crate::graph::ReferenceId) -> String {
        apa::format(self.site.reference(id)).html.clone()
    }

    // Places above a page.

    pub fn crumb_home(&self) -> LinkView {
        LinkView { title_html: escape(self.word("home")), url: Some(self.link(PageId::Home)) }
    }

    pub fn crumbs(&self, parents: impl IntoIterator<Item = PageId>) -> Vec<LinkView> {
        std::iter::once(self.crumb_home()).chain(parents.into_iter().map(|page| self.link_view(page))).collect()
    }
}

/// The page's own address on the web.
pub(super) fn canonical(site: &Site, address: &UrlPath) -> Option<String> {
    let base = site.settings.base_url.as_ref()?;
    Some(format!("{base}{}", address.as_str().trim_start_matches('/')))
}

/// The word under which `labels` has a kind in the plural: its folder.
fn plural(word: &str) -> String {
    Kind::of_word(word).map_or_else(|| format!("{word}s"), |kind| kind.folder().to_owned())
}

/// The path of `base_url` on its host, `/` without one.
pub(super) fn base_path(site: &Site) -> &str {
    let base = site.settings.base_url.as_deref().unwrap_or("/");
    let after_host = base.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    after_host.unwrap_or("/")
}
