//! Zola, of version 0.19 or newer: the site as it reads it.

use std::io;
use std::path::Path;

use super::convert::plain;
use crate::corpus::{Entry, Kind, Plan, copy_assets, into_files, write_file};

const SETTINGS: &str = include_str!("zola/zola.toml");
const TEMPLATES: [(&str, &str); 6] = [
    ("base.html", include_str!("zola/base.html")),
    ("index.html", include_str!("zola/index.html")),
    ("page.html", include_str!("zola/page.html")),
    ("section.html", include_str!("zola/section.html")),
    ("taxonomy_list.html", include_str!("zola/taxonomy_list.html")),
    ("taxonomy_single.html", include_str!("zola/taxonomy_single.html")),
];

/// Writes the site.
pub fn write(plan: &Plan, site: &Path) -> io::Result<()> {
    write_file(&site.join("config.toml"), SETTINGS)?;
    for (name, text) in TEMPLATES {
        write_file(&site.join("templates").join(name), text)?;
    }
    let content = site.join("content");
    write_file(&content.join("_index.md"), "+++\ntitle = \"Workforce briefs\"\n+++\n")?;
    for kind in Kind::ALL {
        let index = format!("+++\ntitle = \"{}\"\nsort_by = \"title\"\n+++\n", kind.folder());
        write_file(&content.join(folder(kind)).join("_index.md"), &index)?;
    }
    into_files(plan, |entry| {
        write_file(&content.join(folder(entry.kind)).join(format!("{}.md", entry.id)), &file(&entry))
    })?;
    copy_assets(plan, &site.join("static/pictures"))
}

/// The folder of a kind. That of the drivers is the taxonomy's, which holds no text of its own.
fn folder(kind: Kind) -> &'static str {
    match kind {
        Kind::Driver => "driver-texts",
        _ => kind.folder(),
    }
}

fn file(entry: &Entry) -> String {
    let mut front = format!("title = \"{}\"\n", entry.title);
    if let Some(date) = &entry.date {
        front += &format!("date = {date}\n");
    }
    if let Some(summary) = &entry.summary {
        front += &format!("description = \"{summary}\"\n");
    }
    if let Some(alias) = &entry.alias {
        front += &format!("aliases = [\"{}\"]\n", alias.trim_matches('/'));
    }
    let place: Vec<String> = entry.place.iter().cloned().collect();
    let lists = [("drivers", &entry.drivers), ("secondary", &entry.parts), ("places", &place)];
    front += "[taxonomies]\n";
    for (key, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
        front += &format!("{key} = [\"{}\"]\n", list.join("\", \""));
    }
    format!("+++\n{front}+++\n\n{}", plain(&entry.body))
}
