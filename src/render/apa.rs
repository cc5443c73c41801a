//! One reference in, its APA entry out, as HTML and as text; labels such as "Austin et al., 2015".
//! Never looks at other references, never lets markup or an address of the bibliography through unescaped.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use borsh::{BorshDeserialize, BorshSerialize};
use hayagriva::archive::{ArchivedStyle, LOCALES, locales};
use hayagriva::citationberg::{FontStyle, IndependentStyle, Locale, Style};
use hayagriva::types::{EntryType, Person};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, Entry,
};

use self::specialise::Specialist;
use super::cite::{self, Exported};
use crate::model::Reference;
use crate::text::{escape, escape_into};

mod specialise;

/// The style and the words it needs, read once.
struct Apa {
    style: Specialist,
    locales: Vec<Locale>,
}

/// A reference as the list at a page's foot shows it.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Formatted {
    /// Escaped text with `<em>` and `<a href>`, nothing else.
    pub html: String,
    /// The same words without markup.
    pub text: String,
    /// Author and year for labels: "Austin et al., 2015", "Ponder & Ames, 2021", or the title where nobody is named.
    pub short: String,
    /// The same facts for reference managers.
    pub exported: Exported,
    /// The title without markup; empty where there is none.
    pub title: String,
}

static APA: LazyLock<Apa> = LazyLock::new(Apa::load);

/// Entries by what they were made of.
type Made = RwLock<BTreeMap<[u8; 16], Arc<Formatted>>>;

/// Entries that were made before: they are cited on many pages. In parts, so that threads seldom meet at one lock.
static MADE: [Made; 64] = [const { RwLock::new(BTreeMap::new()) }; 64];

/// The APA entry of one reference, as if it stood alone: no "2015a". Made once, however many pages cite it.
pub fn format(reference: &Reference) -> Arc<Formatted> {
    let part = part(&reference.hash);
    // A thread that failed while it held the lock left whole entries behind.
    let made = part.read().unwrap_or_else(PoisonError::into_inner).get(&reference.hash).cloned();
    made.unwrap_or_else(|| {
        let formatted = Arc::new(APA.format(&reference.entry));
        part.write().unwrap_or_else(PoisonError::into_inner).insert(reference.hash, Arc::clone(&formatted));
        formatted
    })
}

/// Takes in what an earlier run formatted.
pub fn remember(hash: [u8; 16], formatted: Formatted) {
    part(&hash).write().unwrap_or_else(PoisonError::into_inner).insert(hash, Arc::new(formatted));
}

fn part(hash: &[u8; 16]) -> &'static Made {
    &MADE[usize::from(hash[0]) % MADE.len()]
}

fn short(entry: &Entry) -> String {
    let names: Vec<String> = creators(entry).iter().map(family).collect();
    let who = match names.as_slice() {
        [] => self::title(entry).unwrap_or_else(|| entry.key().to_owned()),
        [one] => one.clone(),
        [one, other] if is_others(other) => format!("{one} et al."),
        [one, other] => format!("{one} & {other}"),
        [one, ..] => format!("{one} et al."),
    };
    format!("{who}, {}", year(entry).unwrap_or_else(|| "n.d.".to_owned()))
}

/// The title without markup.
fn title(entry: &Entry) -> Option<String> {
    entry.map(|entry| entry.title()).map(|title| title.value.to_string()).filter(|title| !title.is_empty())
}

/// The year of publication, "44 BCE" included.
fn year(entry: &Entry) -> Option<String> {
    entry.date_any().map(|date| date.display_year())
}

impl Apa {
    fn load() -> Self {
        let style = match ArchivedStyle::AmericanPsychologicalAssociation.get() {
            Style::Independent(style) => style,
            Style::Dependent(_) => unreachable!("APA is a style of its own in hayagriva's archive"),
        };
        // All 63 languages of the archive take seventy times as long to read as the one that is needed.
        let english = LOCALES.iter().find(|bytes| bytes.starts_with(b"\xa5i@xml:langeen-US"));
        let locale = english.and_then(|bytes| ciborium::from_reader::<Locale, _>(*bytes).ok());
        Apa { style: Specialist::new(alone(style)), locales: locale.map_or_else(locales, |locale| vec![locale]) }
    }

    fn format(&self, whole: &Entry) -> Formatted {
        let entry = prepared(whole);
        let runs = catch_unwind(AssertUnwindSafe(|| self.runs(&entry))).ok().flatten();
        // Whatever hayagriva cannot format has at least a title.
        let fallback = || vec![Run::upright(entry.title().map_or(String::new(), |title| title.value.to_string()))];
        let runs = mended(runs.unwrap_or_else(fallback), &entry);
        let text = runs.iter().map(|run| run.text.as_str()).collect();
        let title = self::title(whole).unwrap_or_default();
        Formatted { html: html(&runs), text, short: short(whole), title, exported: cite::exported(whole) }
    }

    fn runs(&self, entry: &Entry) -> Option<Vec<Run>> {
        let small = self.style.style(entry);
        self.runs_in(small.as_deref().unwrap_or(self.style.whole()), entry)
    }

    fn runs_in(&self, style: &IndependentStyle, entry: &Entry) -> Option<Vec<Run>> {
        let mut driver = BibliographyDriver::new();
        let item = CitationItem::with_entry(entry);
        driver.citation(CitationRequest::from_items(vec![item], style, &self.locales));
        let request = BibliographyRequest { style, locale: None, locale_files: &self.locales };
        let item = driver.finish(request).bibliography?.items.into_iter().next()?;
        let mut runs = Vec::new();
        if let Some(ElemChild::Elem(first)) = item.first_field {
            collect(&first.children, &mut runs);
        }
        collect(&item.content, &mut runs);
        Some(runs)
    }
}

/// The style without what only citations in the text and lists of many need.
fn alone(mut style: IndependentStyle) -> IndependentStyle {
    style.citation.layout.elements.clear();
    style.citation.sort = None;
    if let Some(bibliography) = &mut style.bibliography {
        bibliography.sort = None;
    }
    style
}

/// Letters in Unicode's private use that stand for digits where hayagriva must not see a number.
const HIDDEN_DIGITS: u32 = 0xE030;

/// The entry as hayagriva formats it right.
fn prepared(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    if let Some(authors) = entry.authors().filter(|authors| authors.len() > 21) {
        // APA names the first nineteen and the last: formatting the rest is lost work.
        let kept = authors[..20].iter().chain(authors.last()).cloned().collect();
        entry.set_authors(kept);
    }
    if let Some(doi) = entry.doi() {
        let bare = bare_doi(doi);
        entry.set_doi(bare);
    }
    if *entry.entry_type() == EntryType::Report
        && let Some(number) = entry.keyed_serial_number("serial").map(str::to_owned)
        && !number.bytes().all(|byte| byte.is_ascii_digit())
    {
        // "OPRE Report 2018-28" is no range of numbers: without digits to see, hayagriva leaves it as it is.
        let number = number.replace(['–', '\u{2011}'], "-");
        let label = if number.starts_with(|c: char| c.is_ascii_digit()) { "No. " } else { "" };
        let hide = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(HIDDEN_DIGITS + digit)).unwrap_or(c);
        entry.set_keyed_serial_number("serial", format!("{label}{number}").chars().map(hide).collect());
    }
    entry
}

fn shown(text: &str) -> String {
    let digit = |c: char| (c as u32).checked_sub(HIDDEN_DIGITS).and_then(|digit| char::from_digit(digit, 10));
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

pub(super) fn bare_doi(doi: &str) -> String {
    let doi = doi.trim();
    let start = doi.find("10.").filter(|start| doi[..*start].contains(['/', ':'])).unwrap_or(0);
    doi[start..].to_owned()
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// A piece of the entry in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    text: String,
    italic: bool,
    link: Option<String>,
}

impl Run {
    fn upright(text: String) -> Self {
        Run { text, italic: false, link: None }
    }
}

/// The text of hayagriva's tree in order; neighbours of one style become one run.
fn collect(children: &ElemChildren, runs: &mut Vec<Run>) {
    for child in &children.0 {
        match child {
            ElemChild::Text(text) => {
                push(runs, &text.text, text.formatting.font_style == FontStyle::Italic, None);
            }
            ElemChild::Elem(elem) => collect(&elem.children, runs),
            ElemChild::Markup(formula) => push(runs, formula, false, None),
            ElemChild::Link { text, url } => push(runs, &text.text, false, Some(url).filter(|url| is_web(url))),
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn push(runs: &mut Vec<Run>, text: &str, italic: bool, link: Option<&String>) {
    let text = shown(text);
    // "The Book: The Book": hayagriva takes a book for a volume of itself.
    let repeated = match runs.as_slice() {
        [.., last] if italic && last.italic => last.text.strip_suffix(": ").is_some_and(|title| title == text),
        _ => false,
    };
    match runs.last_mut() {
        Some(last) if repeated => last.text.truncate(last.text.len() - 2),
        Some(last) if last.link.is_none() && link.is_none() && last.italic == italic => last.text.push_str(&text),
        _ if text.is_empty() => {}
        _ => runs.push(Run { text, italic, link: link.cloned() }),
    }
}

/// The entry without hayagriva's slips.
fn mended(mut runs: Vec<Run>, entry: &Entry) -> Vec<Run> {
    if creators(entry).last().is_some_and(|last| is_others(&last.name))
        && let Some(first) = runs.first_mut()
    {
        first.text = first.text.replacen("& others", "et al", 1).replacen("… others", "et al", 1);
    }
    for at in 0..runs.len() {
        let ended = at > 0 && runs[at - 1].text.ends_with(['?', '!', '.', '…']);
        let linked = runs.get(at + 1).is_some_and(|next| next.link.is_some());
        let run = &mut runs[at];
        if run.italic || run.link.is_some() {
            continue;
        }
        // "(2023,)" where a web page has a year and no day.
        run.text = run.text.replace(",)", ")").replace("?. ", "? ").replace("!. ", "! ");
        if ended && run.text.starts_with('.') {
            run.text.remove(0);
        }
        // "Retrieved https://…" where no day of retrieval is known.
        if linked && let Some(before) = run.text.strip_suffix("Retrieved ") {
            run.text = before.to_owned();
        }
    }
    runs.retain(|run| !run.text.is_empty());
    runs
}

fn html(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        match (&run.link, run.italic) {
            (Some(url), _) => {
                out.push_str("<a href=\"");
                escape_into(&mut out, url);
                out.push_str("\">");
                escape_into(&mut out, &run.text);
                out.push_str("</a>");
            }
            (None, true) => {
                out.push_str("<em>");
                out.push_str(&escape(&run.text));
                out.push_str("</em>");
            }
            (None, false) => escape_into(&mut out, &run.text),
        }
    }
    out
}

fn creators(entry: &Entry) -> &[Person] {
    entry.authors().filter(|authors| !authors.is_empty()).or_else(|| entry.editors()).unwrap_or_default()
}

/// BibTeX's "and others".
fn is_others(name: &str) -> bool {
    name == "others"
}

fn family(person: &Person) -> String {
    match &person.prefix {
        Some(prefix) => format!("{prefix} {}", person.name),
        None => person.name.clone(),
    }
}

#[cfg(test)]
mod tests;
