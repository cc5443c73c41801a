//! The paths of a site's files in, what each is to the site out.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::entry::{Stem, stem};
use super::kinds::Kind;
use crate::diag::{Code, Fault, FileId, Findings, suggestion};
use crate::source::{CONTENT, Files, SETTINGS, is_table};
use crate::text::{Span, folded};

/// The files that are read as content.
#[derive(Debug, Default)]
pub struct Catalogue {
    pub settings: Option<FileId>,
    pub entries: Vec<(FileId, Kind, Stem)>,
    /// `content/references.yaml`, then `content/references.bib`.
    pub bibliographies: Vec<FileId>,
    /// What sites of a collaborative reported: the file, the collaborative, the measure.
    pub data: Vec<(FileId, String, String)>,
}

/// Sorts files by what their paths say. Markdown that belongs to no kind is a finding; so are two files whose ids
/// differ in case or normalisation alone.
pub fn catalogue(found: &mut Findings, files: &Files) -> Catalogue {
    let mut catalogue = Catalogue { settings: files.find(SETTINGS), ..Catalogue::default() };
    let mut names: BTreeMap<(Kind, Cow<'_, str>), &str> = BTreeMap::new();
    for (id, file) in files.iter() {
        let Some(path) = file.path.strip_prefix(CONTENT) else { continue };
        match path {
            "references.yaml" | "references.bib" => catalogue.bibliographies.push(id),
            _ if !is_markdown(path) => match data_of(path) {
                Some(Ok((of, measure))) => catalogue.data.push((id, of, measure)),
                Some(Err(fault)) => found.report(id, fault),
                None => {}
            },
            _ => match kind_of(path) {
                Err(fault) => found.report(id, fault),
                Ok(kind) => {
                    let name = path.rsplit('/').next().unwrap_or(path);
                    let first = names.insert((kind, folded(name)), &file.path);
                    // Two good names that fold alike are equal, which `graph` tells.
                    if let Some(first) = first.filter(|first| folded(name) != name || !first.ends_with(name)) {
                        let cause = format!("this name and {first} differ in case or accents alone, or not at all");
                        found.report(id, Fault::new(Code::DuplicateId, Span::file(), cause, "rename one of the two"));
                    }
                    match stem(name) {
                        Ok(stem) => catalogue.entries.push((id, kind, stem)),
                        Err(fault) => found.report(id, fault),
                    }
                }
            },
        }
    }
    catalogue
}

/// The collaborative and the measure of a file of data: `collaboratives/ID/MEASURE.csv`. None for what is no such file.
fn data_of(path: &str) -> Option<Result<(String, String), Fault>> {
    let (stem, _) = path.strip_prefix("collaboratives/").filter(|rest| is_table(rest))?.rsplit_once('.')?;
    let Some((folders, measure)) = stem.rsplit_once('/') else {
        let cause = format!("\"{stem}.csv\" stands in no collaborative's folder, and nobody reads it");
        let help = format!("move it to content/collaboratives/ID/{stem}.csv, with the id of its collaborative");
        return Some(Err(Fault::new(Code::UnknownFolder, Span::file(), cause, help)));
    };
    let of = folders.rsplit('/').next().unwrap_or(folders);
    Some(Ok((of.to_owned(), measure.to_owned())))
}

fn is_markdown(path: &str) -> bool {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    ["md", "markdown", "mdown", "mkd"].iter().any(|known| end.eq_ignore_ascii_case(known))
}

fn kind_of(path: &str) -> Result<Kind, Fault> {
    let folders = Kind::ALL.map(Kind::folder);
    let Some((folder, _)) = path.split_once('/') else {
        let cause = format!("{path} stands in no kind's folder");
        let help = format!("move it into content/pages/, or one of: {}", folders.join(", "));
        return Err(Fault::new(Code::UnknownFolder, Span::file(), cause, help));
    };
    Kind::of_folder(folder).ok_or_else(|| {
        let otherwise = format!("the folders are: {}", folders.join(", "));
        let help = suggestion(folder, folders, &otherwise);
        Fault::new(Code::UnknownFolder, Span::file(), format!("no kind has the folder \"{folder}\""), help)
    })
}
