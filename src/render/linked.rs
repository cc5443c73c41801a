//! A page in, what search engines read about it out: JSON-LD in the words of schema.org. Says what the content says,
//! and nothing where the site does not know its own address.

use serde_json::{Map, Value, json};

use super::cite;
use super::frame::{Page, canonical};
use crate::graph::{EntryId, Index, PageId, UrlPath};
use crate::model::{Details, Entry};

/// The data block of a page: what it is, and the way to it from the home page. Empty without a `base_url`, and for
/// pages that nobody should find.
pub(super) fn data(page: &Page<'_>) -> String {
    let Some(url) = canonical(page.site, page.address).filter(|_| page.site.is_listed(page.id)) else {
        return String::new();
    };
    let things: Vec<Value> = [thing(page, &url), trail(page)].into_iter().flatten().collect();
    if things.is_empty() {
        return String::new();
    }
    // In a data block a "<" could begin the end of the block.
    json!({ "@context": "https://schema.org", "@graph": things }).to_string().replace('<', "\\u003c")
}

/// What the page is; none for lists and the like.
fn thing(page: &Page<'_>, url: &str) -> Option<Value> {
    let site = page.site;
    match page.id {
        PageId::Home => {
            let mut thing = named("WebSite", &site.settings.title.plain, url);
            thing.insert("inLanguage".into(), json!(page.language));
            thing.extend(publisher(page).map(|publisher| ("publisher".to_owned(), publisher)));
            Some(Value::Object(thing))
        }
        PageId::Entry(id) => entry(page, id, url),
        PageId::Collaborative(..)
        | PageId::Secondary(_)
        | PageId::Place(_)
        | PageId::Index(_)
        | PageId::References
        | PageId::Search(_) => None,
        PageId::NotFound | PageId::Feed | PageId::Sitemap | PageId::SitemapPart(_) | PageId::Robots => None,
        PageId::SiteJson | PageId::File(_) | PageId::Shard(..) | PageId::Kit(_) | PageId::Handout(_) => None,
        PageId::Further(..) | PageId::Stub(..) | PageId::Asset(_) => None,
    }
}

fn entry(page: &Page<'_>, id: EntryId, url: &str) -> Option<Value> {
    let site = page.site;
    let (entry, original): (&Entry, &Entry) = (site.entry(id), site.entry(site.original(id)));
    let title = &entry.title.plain;
    let mut thing = match &original.details {
        Details::Brief(brief) => {
            let mut thing = named("Report", title, url);
            let author = |name: &str| {
                let sort = if cite::is_person(name) { "Person" } else { "Organization" };
                json!({ "@type": sort, "name": name })
            };
            let authors: Vec<Value> = brief.authors.iter().map(|name| author(&name.value)).collect();
            match (authors.is_empty(), publisher(page)) {
                (false, _) => drop(thing.insert("author".into(), Value::Array(authors))),
                (true, Some(publisher)) => drop(thing.insert("author".into(), publisher)),
                (true, None) => {}
            }
            thing.extend(brief.date.as_ref().map(|date| ("datePublished".to_owned(), json!(date.value.to_string()))));
            thing
        }
        Details::Example(example) => {
            let mut thing = named("Article", title, url);
            let place = example.place.map(|place| json!({ "@type": "Place", "name": place.name() }));
            thing.extend(place.map(|place| ("contentLocation".to_owned(), place)));
            thing
        }
        Details::Term(term) => {
            let mut thing = named("DefinedTerm", title, url);
            let also: Vec<&str> = term.also.iter().map(|name| name.value.as_str()).collect();
            if !also.is_empty() {
                thing.insert("alternateName".into(), json!(also));
            }
            let terms = PageId::Index(Index::Terms);
            let set = canonical(site, site.address(terms));
            let set = json!({ "@type": "DefinedTermSet", "name": page.title_plain(terms), "url": set });
            thing.insert("inDefinedTermSet".into(), set);
            return Some(Value::Object(described(thing, entry)));
        }
        Details::Framework(_) | Details::Driver(_) | Details::Guide(_) => return None,
        Details::Collaborative(_) | Details::Page => return None,
    };
    thing.insert("inLanguage".into(), json!(page.language));
    thing.extend(publisher(page).map(|publisher| ("publisher".to_owned(), publisher)));
    let updated = entry.updated.as_ref().or(original.updated.as_ref());
    thing.extend(updated.map(|date| ("dateModified".to_owned(), json!(date.value.to_string()))));
    let adapted = entry.adapted_from.as_ref().or(original.adapted_from.as_ref()).and_then(|from| from.url.as_ref());
    thing.extend(adapted.map(|url| ("isBasedOn".to_owned(), json!(url.value))));
    Some(Value::Object(described(thing, entry)))
}

fn named(sort: &str, name: &str, url: &str) -> Map<String, Value> {
    let pairs = [("@type", sort), ("name", name), ("url", url)];
    pairs.into_iter().map(|(key, value)| (key.to_owned(), json!(value))).collect()
}

fn described(mut thing: Map<String, Value>, entry: &Entry) -> Map<String, Value> {
    let summary = entry.summary.as_ref().map(|summary| ("description".to_owned(), json!(summary.plain)));
    thing.extend(summary);
    thing
}

fn publisher(page: &Page<'_>) -> Option<Value> {
    let publisher = &page.site.settings.publisher;
    let mut thing = Map::new();
    thing.insert("@type".into(), json!("Organization"));
    thing.insert("name".into(), json!(publisher.name.as_ref()?));
    thing.extend(publisher.url.as_ref().map(|url| ("url".to_owned(), json!(url))));
    Some(Value::Object(thing))
}

/// The pages above this one, by its address, and itself; none where it stands alone.
fn trail(page: &Page<'_>) -> Option<Value> {
    let site = page.site;
    let path = page.address.as_str();
    let above = path.match_indices('/').map(|(at, _)| UrlPath::folder(&path[..at].split('/').collect::<Vec<_>>()));
    let steps: Vec<(String, String)> = above
        .filter_map(|address| {
            let id = *site.pages.get(&address).filter(|id| site.is_listed(**id))?;
            let name = if id == PageId::Home { page.word("home").to_owned() } else { page.title_plain(id) };
            Some((name, canonical(site, &address)?))
        })
        .collect();
    let item = |(at, (name, url)): (usize, (String, String))| json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": url });
    let several = steps.len() > 1;
    let items: Vec<Value> = steps.into_iter().enumerate().map(item).collect();
    several.then(|| json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}
