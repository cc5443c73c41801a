//! The published site as data: entries, what they belong to, where they link.

use serde::Serialize;

use super::frame::{Page, canonical};
use crate::graph::{Destination, DriverRef, EntryId, Own, PageId};
use crate::model::Kind;

/// The shape of the file, as a JSON Schema: change both together.
pub(super) const SCHEMA: &str = include_str!("site.schema.json");

#[derive(Serialize)]
struct SiteData<'a> {
    /// Where the schema stands, beside this file.
    #[serde(rename = "$schema")]
    schema: &'static str,
    /// Changes when a field changes its meaning or goes.
    version: u32,
    id: &'a str,
    title: &'a str,
    language: &'a str,
    base_url: Option<&'a str>,
    entries: Vec<EntryData<'a>>,
    secondary_drivers: Vec<SecondaryData<'a>>,
    references: Vec<&'a str>,
}

#[derive(Serialize)]
struct EntryData<'a> {
    kind: &'static str,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    /// Relative to the home page.
    address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    canonical: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'static str>,
    /// What it belongs to or shows, as `kind/id`.
    belongs_to: Vec<String>,
    /// What its text leads to, as `kind/id`.
    links: Vec<String>,
}

#[derive(Serialize)]
struct SecondaryData<'a> {
    id: &'a str,
    driver: &'a str,
    title: String,
    address: String,
}

/// The published site; drafts only where they are shown.
pub(super) fn write(page: &Page<'_>) -> String {
    let site = page.site;
    let data = SiteData {
        schema: crate::graph::SiteFile::Schema.name(),
        version: 1,
        id: &site.settings.id,
        title: &site.settings.title.plain,
        language: &site.settings.language,
        base_url: site.settings.base_url.as_deref(),
        entries: site.ids().filter(|&id| site.is_published(id)).map(|id| entry(page, id)).collect(),
        secondary_drivers: secondaries(page),
        references: site.references.iter().map(|reference| reference.key.value.as_str()).collect(),
    };
    let mut text = serde_json::to_string_pretty(&data).unwrap_or_default();
    text.push('\n');
    text
}

fn entry<'a>(page: &Page<'a>, id: EntryId) -> EntryData<'a> {
    let site = page.site;
    let entry = site.entry(id);
    let address = site.address(PageId::Entry(id));
    let place = match &entry.details {
        crate::model::Details::Example(example) => example.place.map(|place| place.code()),
        _ => None,
    };
    EntryData {
        kind: entry.kind.word(),
        id: &entry.id,
        language: entry.language.as_deref(),
        title: &entry.title.plain,
        summary: entry.summary.as_ref().map(|summary| summary.plain.as_str()),
        address: address.as_str().trim_start_matches('/').to_owned(),
        canonical: canonical(site, address),
        date: site.date_of(id).map(|date| date.to_string()),
        updated: entry.updated.as_ref().map(|date| date.value.to_string()),
        place,
        belongs_to: belongs_to(page, id),
        links: links(page, id),
    }
}

fn name(page: &Page<'_>, id: EntryId) -> String {
    let entry = page.site.entry(id);
    format!("{}/{}", entry.kind.word(), entry.id)
}

fn belongs_to(page: &Page<'_>, id: EntryId) -> Vec<String> {
    let shown = |id: &EntryId| page.site.is_published(*id);
    let names =
        |ids: &[Option<EntryId>]| ids.iter().flatten().copied().filter(shown).map(|id| name(page, id)).collect();
    match &page.site.relations(id).own {
        Own::None => Vec::new(),
        Own::Driver { framework, .. } => names(&[*framework]),
        Own::Brief { driver, .. } => names(&[*driver]),
        Own::Collaborative { drivers, .. } => self::drivers(page, drivers),
        Own::Guide { brief, collaborative, .. } => names(&[*brief, *collaborative]),
        Own::Example { demonstrates, .. } => drivers(page, demonstrates),
    }
}

fn drivers(page: &Page<'_>, drivers: &[DriverRef]) -> Vec<String> {
    let shown = |driver: &&DriverRef| match driver {
        DriverRef::Primary(id) => page.site.is_published(*id),
        DriverRef::Secondary(id) => page.site.is_published(page.site.secondary(*id).driver),
    };
    let name = |driver: &DriverRef| match driver {
        DriverRef::Primary(id) => name(page, *id),
        DriverRef::Secondary(id) => format!("secondary/{}", page.site.secondary_name(*id)),
    };
    drivers.iter().filter(shown).map(name).collect()
}

fn links(page: &Page<'_>, id: EntryId) -> Vec<String> {
    let destinations = page.site.resolved[id.0 as usize].iter().flat_map(|resolved| &resolved.links);
    let target = |destination: &Destination| match destination {
        Destination::Page { page: PageId::Entry(to), .. } | Destination::Embedded(to) => Some(name(page, *to)),
        Destination::Page { page: PageId::Secondary(to), .. } => {
            Some(format!("secondary/{}", page.site.secondary_name(*to)))
        }
        Destination::Page { page: PageId::Place(place), .. } => Some(format!("place/{}", place.code())),
        _ => None,
    };
    let mut links: Vec<String> = destinations.filter_map(target).collect();
    links.sort();
    links.dedup();
    links
}

fn secondaries<'a>(page: &Page<'a>) -> Vec<SecondaryData<'a>> {
    let drivers = page.site.of_kind(Kind::Driver);
    let all = drivers.flat_map(|driver| page.site.secondaries_of(driver).map(move |id| (driver, id)));
    let view = |(driver, id)| SecondaryData {
        id: page.site.secondary_name(id),
        driver: &page.site.entry(driver).id,
        title: page.title_plain(PageId::Secondary(id)),
        address: page.site.address(PageId::Secondary(id)).as_str().trim_start_matches('/').to_owned(),
    };
    all.map(view).collect()
}
