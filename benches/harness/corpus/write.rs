//! A plan in, its files on the disk out.

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::entries::{Entry, entry};
use super::library::{asset, bib, settings, yaml};
use super::{Kind, Plan};

/// Writes a site for Framewright into a folder that is new or empty.
pub fn write(plan: &Plan, folder: &Path) -> io::Result<()> {
    let content = folder.join("content");
    fs::create_dir_all(&content)?;
    if fs::read_dir(&content)?.next().is_some() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "the folder for the site is not empty"));
    }
    for kind in Kind::ALL {
        fs::create_dir_all(content.join(kind.folder()))?;
    }
    into_files(plan, |entry| {
        fs::write(content.join(entry.kind.folder()).join(format!("{}.md", entry.id)), entry.framewright())
    })?;
    copy_assets(plan, &content.join("briefs/pictures"))?;
    fs::write(content.join("references.yaml"), yaml(plan))?;
    fs::write(content.join("references.bib"), bib(plan))?;
    fs::write(folder.join("framewright.yaml"), settings())
}

/// Hands every entry over, on all cores, so that even a large site is never in memory as a whole.
pub fn into_files(plan: &Plan, write: impl Fn(Entry) -> io::Result<()> + Sync) -> io::Result<()> {
    plan.all().into_par_iter().try_for_each(|(kind, number)| write(entry(plan, kind, number)))
}

/// Writes the pictures.
pub fn copy_assets(plan: &Plan, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for number in 0..plan.pictures {
        let (name, text) = asset(number);
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// Writes a file, and the folders above it.
pub fn write_file(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
