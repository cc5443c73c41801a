//! A link as written in, where it leads out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use percent_encoding::percent_decode_str;

use super::names::{Meaning, Names, Trouble};
use super::pages::PageId;
use super::table::Table;
use super::{Destination, Drafts, EntryId, Placed, UrlPath};
use crate::diag::{Code, FileId, nearest, suggestion};
use crate::model::{Details, Entry, Kind, PlaceId};
use crate::parse::markdown::{Link, LinkForm};
use crate::source::{CONTENT, Content, Files, is_table};

/// Schemes that a link may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];
/// What browsers show as a picture.
const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico"];

/// Pages and aliases by address.
pub(super) type ByAddress = BTreeMap<UrlPath, PageId>;

/// Files by path.
pub(super) type Paths<'a> = Table<'a, FileId>;

/// All that a link may lead to.
pub(super) struct Targets<'a> {
    pub names: &'a Names<'a>,
    pub files: &'a Files,
    pub drafts: Drafts,
    /// Entries by the number of the file they are read from.
    pub by_file: Vec<Option<EntryId>>,
    /// Files by path, for links that name one.
    pub paths: LazyLock<Paths<'a>, Box<dyn FnOnce() -> Paths<'a> + Send + 'a>>,
    /// Pages and aliases by address, for links that start with `/`.
    pub addresses: LazyLock<ByAddress, Box<dyn FnOnce() -> ByAddress + Send + 'a>>,
    /// Places that have a page.
    pub places: BTreeSet<PlaceId>,
    pub translations: &'a BTreeMap<EntryId, BTreeMap<String, EntryId>>,
    /// By entry, the ids on its page; found out once, when the first link asks for one.
    pub anchors: Vec<OnceLock<BTreeSet<&'a str>>>,
}

impl<'a> Targets<'a> {
    /// Where a link of an entry leads, or why it leads nowhere.
    pub fn resolve(&self, from: EntryId, link: &Link) -> Result<Destination, Trouble> {
        let target = link.target.value.as_str();
        match link.form {
            LinkForm::Named | LinkForm::NamedWithText => self.named(from, target),
            LinkForm::Embed => self.embed(target),
            LinkForm::Image => self.image(from, target, &link.alt),
            LinkForm::Plain => self.plain(from, target),
        }
    }

    fn entry(&self, id: EntryId) -> &'a Placed {
        &self.names.entries[id.0 as usize]
    }

    // Names between double brackets.

    fn named(&self, from: EntryId, target: &str) -> Result<Destination, Trouble> {
        let (name, anchor) = split_anchor(target);
        if name.is_empty() {
            return self.anchored(PageId::Entry(from), from, anchor);
        }
        let meaning = self.names.anything(name)?;
        match meaning {
            Meaning::Figure(figure) => {
                let cause = format!("\"{name}\" is a figure, which has no page");
                Err((Code::UnknownName, cause, format!("embed it on a line of its own: ![[figure/{}]]", figure.name())))
            }
            Meaning::Entry(id) => self.anchored(PageId::Entry(id), from, anchor),
            Meaning::Secondary(id) => self.anchored(PageId::Secondary(id), from, anchor),
            Meaning::Place(place) if self.places.contains(&place) => self.anchored(PageId::Place(place), from, anchor),
            Meaning::Place(place) => Ok(Destination::PlaceAlone(place)),
        }
    }

    fn embed(&self, target: &str) -> Result<Destination, Trouble> {
        let (name, anchor) = split_anchor(target);
        if anchor.is_some() {
            let cause = format!("\"{target}\" names a part; only a whole entry can be embedded");
            return Err((Code::NotEmbeddable, cause, format!("write ![[{name}]], or link: [[{target}]]")));
        }
        match self.names.anything(name)? {
            Meaning::Figure(figure) => Ok(Destination::Figure(figure)),
            Meaning::Entry(id) => match self.entry(id).kind {
                Kind::Example | Kind::Guide | Kind::Term => Ok(self.shown(id).unwrap_or(Destination::Embedded(id))),
                kind @ (Kind::Framework | Kind::Driver | Kind::Brief | Kind::Collaborative | Kind::Page) => {
                    Err(not_embeddable(name, kind.word()))
                }
            },
            Meaning::Secondary(_) => Err(not_embeddable(name, "secondary driver")),
            Meaning::Place(_) => Err(not_embeddable(name, "place")),
        }
    }

    /// A draft, where drafts are hidden.
    fn shown(&self, id: EntryId) -> Option<Destination> {
        (self.drafts == Drafts::Hidden && self.entry(id).draft).then_some(Destination::Draft(id))
    }

    /// A page, with an anchor that must be on it.
    fn anchored(&self, page: PageId, from: EntryId, anchor: Option<&str>) -> Result<Destination, Trouble> {
        if let Some(anchor) = anchor {
            self.check_anchor(page, from, anchor)?;
        }
        let draft = match page {
            PageId::Entry(id) | PageId::Handout(id) | PageId::Collaborative(id, _) => self.shown(id),
            PageId::Secondary(id) => self.shown(self.names.driver_of(id)),
            _ => None,
        };
        let anchor = anchor.map(str::to_owned);
        Ok(match (draft, anchor) {
            (Some(draft), _) => draft,
            (None, Some(anchor)) if page == PageId::Entry(from) => Destination::SamePage { anchor },
            (None, anchor) => Destination::Page { page, anchor },
        })
    }

    fn check_anchor(&self, page: PageId, from: EntryId, anchor: &str) -> Result<(), Trouble> {
        let PageId::Entry(id) = page else {
            let cause = format!("no heading \"{anchor}\" on that page");
            return Err((Code::UnknownHeading, cause, "link to the page without #".to_owned()));
        };
        // A page in another language leads to the translation, where there is one.
        let language = self.entry(from).language.as_ref();
        let translation = language.and_then(|language| self.translations.get(&id)?.get(language));
        let id = translation.copied().unwrap_or(id);
        let known = self.anchors[id.0 as usize].get_or_init(|| anchors(self.entry(id)).into_iter().collect());
        if known.contains(anchor) {
            return Ok(());
        }
        let anchors = anchors(self.entry(id));
        let title = &self.entry(id).title.plain;
        let help = suggestion(anchor, anchors, "link to the page without #, or give a heading there that id");
        Err((Code::UnknownHeading, format!("no heading \"{anchor}\" in \"{title}\""), help))
    }

    // Markdown links.

    fn plain(&self, from: EntryId, target: &str) -> Result<Destination, Trouble> {
        if let Some(scheme) = scheme(target) {
            return external(target, &scheme);
        }
        let (path, anchor) = split_anchor(target);
        let anchor = anchor.map(decoded).transpose()?;
        let anchor = anchor.as_deref();
        if path.is_empty() && anchor.is_some() {
            return self.anchored(PageId::Entry(from), from, anchor);
        }
        let path = &*checked_path(path.split('?').next().unwrap_or(path))?;
        if path.starts_with('/') {
            return self.rooted(from, path, anchor);
        }
        let file = self.beside(from, path).ok_or_else(|| self.missing_file(from, path, Code::MissingFile))?;
        match self.by_file.get(file.0 as usize).copied().flatten() {
            // That it cannot be read is a finding of its own.
            None if self.is_unread(file) => Ok(Destination::Unresolved),
            Some(entry) => self.anchored(PageId::Entry(entry), from, anchor),
            None if self.is_asset(file) => Ok(Destination::Asset(file)),
            None => Err(unpublished(path, Code::MissingFile)),
        }
    }

    fn rooted(&self, from: EntryId, path: &str, anchor: Option<&str>) -> Result<Destination, Trouble> {
        let parts: Vec<&str> = path.trim_end_matches("index.html").split('/').collect();
        let folder = UrlPath::folder(&parts);
        let page = self
            .addresses
            .get(&folder)
            .filter(|_| !path.starts_with("//"))
            .or_else(|| self.addresses.get(&UrlPath::file(path)));
        if let Some(&page) = page {
            let page = match page {
                PageId::Stub(id, _) => PageId::Entry(id),
                other => other,
            };
            return self.anchored(page, from, anchor);
        }
        if let Some(file) = self.files.find(&format!("{CONTENT}{}", &path[1..])).filter(|&file| self.is_asset(file)) {
            return Ok(Destination::Asset(file));
        }
        let help = match nearest(path, self.addresses.keys().map(UrlPath::as_str)) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => {
                "link by name, as in [[brief/collaboration]]; a path from / must be an address of the site".to_owned()
            }
        };
        Err((Code::UnknownAddress, format!("no page or file of this site has the address \"{path}\""), help))
    }

    fn image(&self, from: EntryId, target: &str, alt: &str) -> Result<Destination, Trouble> {
        if let Some(scheme) = scheme(target) {
            external(target, &scheme)?;
            return Err(remote_image(target));
        }
        if target.starts_with("//") {
            return Err(remote_image(target));
        }
        let path = &*checked_path(target.split(['#', '?']).next().unwrap_or(""))?;
        let file = match path.strip_prefix('/') {
            Some(rest) => self.files.find(&format!("{CONTENT}{rest}")),
            None => self.beside(from, path),
        };
        let file = file.ok_or_else(|| self.missing_file(from, path, Code::MissingImage))?;
        // That it cannot be read is a finding of its own.
        if self.is_unread(file) {
            return Ok(Destination::Unresolved);
        }
        if !self.is_asset(file) {
            return Err(unpublished(path, Code::MissingImage));
        }
        let extension = path.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_ascii_lowercase());
        if !PICTURES.contains(&extension.as_str()) {
            let help =
                format!("a picture ends in one of: {}; link to other files: [text]({path})", PICTURES.join(", "));
            return Err((Code::MissingImage, format!("\"{path}\" is no picture that browsers show"), help));
        }
        if alt.trim().is_empty() {
            let cause = format!("the image \"{path}\" has no alternative text");
            let help = format!("say between the brackets what it shows: ![What it shows]({target})");
            return Err((Code::MissingAlt, cause, help));
        }
        Ok(Destination::Asset(file))
    }

    fn is_asset(&self, file: FileId) -> bool {
        self.files.get(file).is_some_and(|file| matches!(file.content, Content::Asset { .. }))
    }

    fn is_unread(&self, file: FileId) -> bool {
        self.files.get(file).is_some_and(|file| matches!(file.content, Content::Unread))
    }

    /// The file at a path relative to an entry's own file; never outside the content.
    fn beside(&self, from: EntryId, path: &str) -> Option<FileId> {
        self.paths.get(&self.joined(from, path)?).copied()
    }

    fn joined(&self, from: EntryId, path: &str) -> Option<String> {
        let own = &self.files.get(self.entry(from).file)?.path;
        let mut parts: Vec<&str> = own.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()),
                other => parts.push(other),
            }
        }
        let joined = parts.join("/");
        joined.starts_with(CONTENT).then_some(joined)
    }

    fn missing_file(&self, from: EntryId, path: &str, code: Code) -> Trouble {
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_lowercase();
        let wanted = name(path);
        let all = || self.files.iter().map(|(_, file)| file.path.as_str()).filter(|path| path.starts_with(CONTENT));
        let near = all().find(|path| name(path) == wanted).or_else(|| {
            let names: Vec<(String, &str)> = all().map(|path| (name(path), path)).collect();
            let near = nearest(&wanted, names.iter().map(|(name, _)| name.as_str()))?;
            names.iter().find(|(name, _)| name == near).map(|(_, path)| *path)
        });
        let own = self.files.get(self.entry(from).file).map_or("", |file| file.path.as_str());
        let help = match near {
            Some(near) => format!("did you mean \"{}\"?", relative_file(own, near)),
            None => "put the file beside this one, or mend its path".to_owned(),
        };
        let what = if code == Code::MissingImage { "image" } else { "file" };
        (code, format!("no {what} \"{path}\""), help)
    }
}

/// A file of the content that is read, and that no reader is given as it is: what sites reported may be private.
fn unpublished(path: &str, code: Code) -> Trouble {
    let help = match is_table(path) {
        true => "link to the page of the measure, which shows what may be shown: /collaboratives/ID/measures/ID/",
        false => "name what it holds, as in [[brief/collaboration]] or [@key], instead of the file",
    };
    (code, format!("\"{path}\" is read for the site's pages, and is not published itself"), help.to_owned())
}

/// Every id that a page of an entry has.
pub(super) fn anchors(entry: &Entry) -> Vec<&str> {
    let outline = &entry.outline();
    let headings = outline.headings.iter().map(|heading| heading.id.value.as_str());
    let items = outline.items.iter().filter_map(|item| item.id.as_ref()).map(|id| id.value.as_str());
    let mut anchors: Vec<&str> = headings.chain(items).collect();
    match &entry.details {
        Details::Framework(framework) => {
            anchors.extend(framework.aims.iter().chain(&framework.groups).map(|label| label.id.value.as_str()));
        }
        Details::Driver(driver) => anchors.extend(driver.secondary.iter().map(|label| label.id.value.as_str())),
        Details::Collaborative(collaborative) => {
            anchors.extend(collaborative.tracks.iter().map(|track| track.id.value.as_str()));
        }
        Details::Brief(_) | Details::Example(_) | Details::Guide(_) | Details::Term(_) | Details::Page => {}
    }
    anchors
}

fn split_anchor(target: &str) -> (&str, Option<&str>) {
    match target.split_once('#') {
        Some((name, anchor)) => (name.trim(), Some(anchor.trim())),
        None => (target, None),
    }
}

fn not_embeddable(name: &str, what: &str) -> Trouble {
    let cause = format!("\"{name}\" is a {what}, which cannot be embedded");
    (Code::NotEmbeddable, cause, format!("embed an example, a guide, a term or a figure; link to others: [[{name}]]"))
}

fn remote_image(target: &str) -> Trouble {
    let cause = format!("the image \"{target}\" is on another host");
    (Code::RemoteImage, cause, "save it beside this file, so that readers ask no one else for it".to_owned())
}

fn external(target: &str, scheme: &str) -> Result<Destination, Trouble> {
    let rest = target.split_once(':').map_or("", |(_, rest)| rest);
    let host = rest.strip_prefix("//").map_or("", |rest| rest.split(['/', '?', '#']).next().unwrap_or(""));
    if scheme.starts_with("http") && host.is_empty() {
        let cause = format!("\"{target}\" is no web address");
        return Err((Code::BadLink, cause, "write https:// and the host's name in front".to_owned()));
    }
    if SCHEMES.contains(&scheme) {
        return Ok(Destination::External(target.to_owned()));
    }
    let cause = format!("\"{target}\" starts with {scheme}:, which no link may");
    Err((Code::SchemeNotAllowed, cause, "use http, https, mailto or tel".to_owned()))
}

/// The scheme that a browser would see: it drops white space and control characters, and so do we; what is
/// hidden behind percent signs is judged too.
fn scheme(target: &str) -> Option<String> {
    // Most targets hide nothing.
    if target.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'%') {
        return plain_scheme(target);
    }
    let decoded = percent_decode_str(target).decode_utf8_lossy();
    [target, &*decoded].into_iter().find_map(|text| {
        let bare: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        plain_scheme(&bare)
    })
}

fn plain_scheme(bare: &str) -> Option<String> {
    let (scheme, _) = bare.split_once(':')?;
    let plain = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && plain).then(|| scheme.to_ascii_lowercase())
}

/// A path of this site, decoded; nothing that a browser would read as another host.
fn checked_path(target: &str) -> Result<String, Trouble> {
    if target.trim().is_empty() {
        return Err((
            Code::BadLink,
            "a link that leads nowhere".to_owned(),
            "write where it leads between the parentheses".to_owned(),
        ));
    }
    if target.contains('\\') {
        let cause = format!("\"{target}\" has a backslash");
        return Err((Code::BadLink, cause, format!("write {}", target.replace('\\', "/"))));
    }
    decoded(target)
}

fn decoded(text: &str) -> Result<String, Trouble> {
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| {
        let cause = format!("\"{text}\" has a percent sign that stands for nothing");
        (Code::BadLink, cause, "write the characters themselves".to_owned())
    })?;
    Ok(decoded.into_owned())
}

/// True for a file that browsers show as a picture.
pub(super) fn is_picture(files: &Files, file: FileId) -> bool {
    files.get(file).is_some_and(|file| {
        let extension = file.path.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_ascii_lowercase());
        matches!(file.content, Content::Asset { .. }) && PICTURES.contains(&extension.as_str())
    })
}

/// `to` as a file at `from` writes it.
fn relative_file(from: &str, to: &str) -> String {
    UrlPath::file(to).relative_to(&UrlPath::file(from))
}
