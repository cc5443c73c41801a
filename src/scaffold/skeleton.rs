//! A kind in, the body of its first draft out: remarks that only authors see, and the headings that a reader will expect.
//! Never says anything that would be wrong to publish.

use super::add::Wanted;
use crate::graph::{EntryId, Site};
use crate::model::{Details, Kind};

/// The body of a new entry. It gives no finding.
pub(super) fn body(site: &Site, wanted: &Wanted) -> String {
    match wanted.kind {
        Kind::Framework => {
            "<!-- In a few sentences: what the framework is for, whose it is, and how to read it. -->\n\n\
             ![[figure/driver-diagram]]\n"
                .to_owned()
        }
        Kind::Driver => "<!-- What the driver means, in a few sentences. Its secondary drivers, briefs and examples \
             are listed below by themselves. -->\n"
            .to_owned(),
        Kind::Brief => brief(site, wanted),
        Kind::Example => "<!-- How it began, who took part, what it cost, and what came of it. -->\n".to_owned(),
        Kind::Guide => guide(site, wanted),
        Kind::Collaborative => {
            "<!-- Who takes part, what they test, and how they learn from one another. -->\n".to_owned()
        }
        Kind::Term => "<!-- The meaning, in one to three sentences. -->\n".to_owned(),
        Kind::Page => {
            "<!-- Your text. Headings begin with ##; link to entries by their ids between double brackets. -->\n"
                .to_owned()
        }
    }
}

/// A strategy for each secondary driver.
fn brief(site: &Site, wanted: &Wanted) -> String {
    let mut body = String::from(
        "<!-- What the driver means and why it matters. Cite works of the bibliography by their keys: [@key, p. 4]. -->\n",
    );
    let driver = named(site, wanted, "driver", Kind::Driver);
    for (id, title) in driver.map(|driver| secondaries(site, driver)).unwrap_or_default() {
        body.push_str(&format!("\n## {title} {{#{id} driver={id}}}\n\n"));
        body.push_str(
            "<!-- How to strengthen it. Embed an example by its id: an exclamation mark and double brackets. -->\n",
        );
    }
    body
}

/// An action for each secondary driver of the brief, with one open question.
fn guide(site: &Site, wanted: &Wanted) -> String {
    let mut body = String::from("<!-- For whom this is, and how long it takes. Each heading is an action. -->\n");
    let brief = named(site, wanted, "brief", Kind::Brief);
    let driver = brief.and_then(|brief| match &site.entry(brief).details {
        Details::Brief(brief) => find(site, Kind::Driver, brief.driver.as_ref()?.value.as_str()),
        _ => None,
    });
    let actions = driver.map(|driver| secondaries(site, driver)).unwrap_or_default();
    for (id, title) in &actions {
        body.push_str(&format!("\n## {title} {{#{id} driver={id}}}\n\n- What is in place now? {{#{id}-now}}\n"));
    }
    if actions.is_empty() {
        body.push_str("\n## Take stock {#take-stock}\n\n- What is in place now? {#in-place}\n");
    }
    body.push_str("\n- Whose perspectives are missing? {#missing}\n");
    body
}

fn named(site: &Site, wanted: &Wanted, flag: &str, kind: Kind) -> Option<EntryId> {
    find(site, kind, wanted.values.get(flag)?.last()?.trim())
}

fn find(site: &Site, kind: Kind, name: &str) -> Option<EntryId> {
    let id = name.rsplit('/').next()?;
    site.ids().find(|&entry| {
        let entry = site.entry(entry);
        entry.kind == kind && entry.id == id && entry.language.is_none()
    })
}

/// Ids and titles, the latter without what Markdown would read as markup.
fn secondaries(site: &Site, driver: EntryId) -> Vec<(String, String)> {
    let Details::Driver(driver) = &site.entry(driver).details else { return Vec::new() };
    let plain = |title: &str| title.chars().filter(|c| !"\\`*_[]{}<>#!&@".contains(*c)).collect::<String>();
    let label = |label: &crate::model::Labelled| (label.id.value.clone(), plain(&label.title.plain).trim().to_owned());
    driver.secondary.iter().map(label).filter(|(_, title)| !title.is_empty()).collect()
}
