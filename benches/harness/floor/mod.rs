//! A site's folder in, as many files of about the same size out, by the least work that can make them: read, split,
//! Markdown to HTML, one fixed template, write, on all cores. No YAML, no names, no lists, no checks. What a compiler
//! takes beyond this is the price of what it does.

mod html;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;
use walkdir::WalkDir;

/// The same extensions as `src/parse` reads.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_WIKILINKS);

/// What stands around every page, as much as in Framewright's own.
const HEAD: &str = include_str!("head.html");
const FOOT: &str = include_str!("foot.html");
/// One line of the lists that follow a page's text: its references, the pages that lead to it.
const ITEM: &str = include_str!("item.html");
/// How many such lines make a page as long as Framewright's are on average.
const ITEMS: usize = 65;

/// Pages and files that every site has, besides those of its content.
const FIXED: [&str; 15] = [
    "index.html",
    "404.html",
    "robots.txt",
    "references/index.html",
    "search/index.html",
    "drivers/index.html",
    "briefs/index.html",
    "examples/index.html",
    "places/index.html",
    "guides/index.html",
    "terms/index.html",
    "atom.xml",
    "sitemap.xml",
    "site.json",
    "assets/style.css",
];

/// Writes the pages of a site into a folder that is not there yet.
pub fn floor(site: &Path, out: &Path) -> io::Result<()> {
    let content = site.join("content");
    let listed = WalkDir::new(&content).into_iter();
    let files = listed.filter(|entry| entry.as_ref().is_ok_and(|entry| entry.file_type().is_file()));
    let files: Vec<PathBuf> = files.map(|entry| Ok(entry?.into_path())).collect::<io::Result<_>>()?;
    let more: Vec<Vec<String>> = files.par_iter().map(|file| page(&content, file, out)).collect::<io::Result<_>>()?;
    // A place has many examples and one page.
    let more: BTreeSet<String> = more.into_iter().flatten().collect();
    let fixed = FIXED.into_iter().map(str::to_owned);
    let more: Vec<String> = more.into_iter().chain(fixed).collect();
    more.par_iter().try_for_each(|path| write(&out.join(path), &framed(path, "")))
}

/// Writes what one file becomes. Returns the paths of further pages that it asks for.
fn page(content: &Path, file: &Path, out: &Path) -> io::Result<Vec<String>> {
    let path = file.strip_prefix(content).unwrap_or(file);
    let folder = path.iter().next().unwrap_or_default().to_string_lossy();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("md") => {}
        Some("svg") => {
            let to = out.join("assets").join(path.file_name().unwrap_or_default());
            fs::create_dir_all(out.join("assets"))?;
            return fs::write(to, fs::read(file)?).map(|()| Vec::new());
        }
        // The bibliography.
        _ => return fs::read(file).map(|_| Vec::new()),
    }
    let text = fs::read_to_string(file)?;
    let (front, body) = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n")).unwrap_or(("", &text));
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let address = if folder == "pages" { format!("{stem}/index.html") } else { format!("{folder}/{stem}/index.html") };
    let made = html::html(Parser::new_ext(body, OPTIONS), body.len());
    write(&out.join(address), &framed(&stem, &made))?;
    Ok(more(front, &folder, &stem))
}

/// Pages that belong to an entry: its secondary drivers, its place, its old address.
fn more(front: &str, folder: &str, stem: &str) -> Vec<String> {
    let lines = front.lines().filter_map(|line| match folder {
        "drivers" => {
            let part = line.strip_prefix("  - {id: ")?.split(',').next()?;
            Some(format!("drivers/{stem}/{part}/index.html"))
        }
        "examples" => line.strip_prefix("place: ").map(|place| format!("places/{place}/index.html")),
        _ => line.strip_prefix("aliases: [/").map(|alias| format!("{}index.html", alias.trim_end_matches(']'))),
    });
    lines.collect()
}

fn framed(title: &str, body: &str) -> String {
    let more = ITEM.len() * ITEMS;
    let mut page = String::with_capacity(HEAD.len() + title.len() + body.len() + more + FOOT.len() + 64);
    for part in [HEAD, "<h1>", title, "</h1>\n", body, "<ol>\n"] {
        page.push_str(part);
    }
    for _ in 0..ITEMS {
        page.push_str(ITEM);
    }
    page.push_str("</ol>\n");
    page.push_str(FOOT);
    page
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
