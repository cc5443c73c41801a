//! One parsed Markdown file in, one typed entry out.

use super::fields::{Checker, Demand, Fields, Value};
use super::guide;
use super::kinds::{Kind, keys_of};
use super::{
    AdaptedFrom, Brief, Details, Driver, Entry, Example, FragmentId, Framework, Hashes, Inline, Labelled, Name, Term,
    collaborative, language,
};
use crate::diag::{Code, Fault};
use crate::parse::{Parsed, markdown::Outline};
use crate::text::{Span, is_id, slug};
use borsh::{BorshDeserialize, BorshSerialize};

/// What a file's name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stem {
    pub id: String,
    pub language: Option<String>,
}

/// Reads a file's name without its folder: `x.md` or `x.es.md`.
pub fn stem(file_name: &str) -> Result<Stem, Fault> {
    let bare = file_name.strip_suffix(".md").unwrap_or(file_name);
    let (id, language) = match bare.split_once('.') {
        Some((id, language)) => (id, Some(language)),
        None => (bare, None),
    };
    if let Some(code) = language.filter(|code| !language::is_language(code)) {
        let cause = format!("no language has the code \"{code}\" in the name {file_name}");
        let help = format!("name a translation after its language, as in {}.es.md", slug(id));
        return Err(Fault::new(Code::UnknownLanguage, Span::file(), cause, help));
    }
    if !is_id(id) {
        let cause = format!("the name {file_name} is not made of lower-case letters, digits and hyphens");
        let id = Some(slug(id)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "short-name".to_owned());
        return Err(Fault::new(Code::BadFileName, Span::file(), cause, format!("rename it to {id}.md")));
    }
    Ok(Stem { id: id.to_owned(), language: language.map(str::to_lowercase) })
}

/// An entry and what is wrong with its file; no entry where the file has no front matter to speak of.
#[derive(BorshSerialize, BorshDeserialize)]
pub struct Lowered {
    pub entry: Option<Entry>,
    pub faults: Vec<Fault>,
}

/// Makes an entry of a parsed file.
pub fn entry(kind: Kind, stem: Stem, parsed: Parsed) -> Lowered {
    let Parsed { front, body, front_hash, mut faults } = parsed;
    // Without front matter it still is what others name; that it is missing stands in a finding.
    let front = front.unwrap_or_default();
    let mut checker = Checker { faults: Vec::new(), fragments: vec![body] };
    let keys: Vec<_> = keys_of(kind).collect();
    let demand = match stem.language {
        // Where nothing could be read, each missing key would say so again.
        _ if front.entries.is_empty() && !faults.is_empty() => Demand::Nothing,
        Some(_) => Demand::TitleAlone,
        None => Demand::All,
    };
    let mut fields = checker.file(&keys, &front, demand, &with_article(kind));
    let title = fields.inline("title").unwrap_or_else(|| untitled(&mut checker, &stem.id));
    let summary = fields.inline("summary");
    let updated = fields.date("updated");
    let aliases = fields.list("aliases", Value::into_text);
    let draft = fields.flag("draft").unwrap_or(false);
    let adapted_from = fields
        .record("adapted_from")
        .map(|mut original| AdaptedFrom { citation: original.text("citation"), url: original.text("url") });
    // Out of the checker's hands while its outline is read.
    let mut body = std::mem::take(&mut checker.fragments[0]);
    let details = details(&mut checker, kind, &mut fields, &body.outline, demand);
    body.outline.drop_attributes();
    checker.fragments[0] = body;
    faults.append(&mut checker.faults);
    let Stem { id, language } = stem;
    let mut fragments = checker.fragments;
    fragments.shrink_to_fit();
    let hashes = Hashes { file: [0; 16], front: front_hash };
    let entry =
        Entry { hashes, kind, id, language, title, summary, updated, aliases, draft, adapted_from, details, fragments };
    Lowered { entry: Some(entry), faults }
}

/// "a brief", "an example".
fn with_article(kind: Kind) -> String {
    let article = if kind == Kind::Example { "an" } else { "a" };
    format!("{article} {}", kind.word())
}

/// Stands for a missing title, so that the rest of the file can be checked.
fn untitled(checker: &mut Checker, id: &str) -> Inline {
    checker.fragments.push(crate::parse::markdown::Fragment::default());
    Inline { fragment: super::FragmentId(checker.fragments.len() as u32 - 1), plain: id.to_owned() }
}

fn details(checker: &mut Checker, kind: Kind, fields: &mut Fields, outline: &Outline, demand: Demand) -> Details {
    if !matches!(kind, Kind::Brief | Kind::Guide) {
        no_attributes(&mut checker.faults, kind, outline);
    }
    match kind {
        Kind::Framework => Details::Framework(framework(fields)),
        Kind::Driver => Details::Driver(driver(fields)),
        Kind::Brief => Details::Brief(brief(checker, fields, outline)),
        Kind::Example => Details::Example(example(fields)),
        Kind::Guide => Details::Guide(guide::guide(&mut checker.faults, fields, outline, demand)),
        Kind::Collaborative => Details::Collaborative(collaborative::collaborative(checker, fields)),
        Kind::Term => Details::Term(Term { also: fields.list("also", Value::into_text) }),
        Kind::Page => Details::Page,
    }
}

fn labelled(mut fields: Fields) -> Option<Labelled> {
    let id = fields.text("id")?;
    // Without a title it still is what others name; that the title is missing stands in a finding.
    let title =
        fields.inline("title").unwrap_or_else(|| Inline { fragment: FragmentId::BODY, plain: id.value.clone() });
    Some(Labelled { id, title, summary: None })
}

fn secondary(mut fields: Fields) -> Option<Labelled> {
    let summary = fields.inline("summary");
    Some(Labelled { summary, ..labelled(fields)? })
}

fn framework(fields: &mut Fields) -> Framework {
    Framework {
        aims: fields.records("aims", labelled),
        groups: fields.records("groups", labelled),
        drivers_total: fields.count("drivers_total").map(|total| total.value),
    }
}

fn driver(fields: &mut Fields) -> Driver {
    Driver {
        framework: fields.text("framework"),
        group: fields.text("group"),
        secondary: fields.records("secondary", secondary),
    }
}

fn brief(checker: &mut Checker, fields: &mut Fields, outline: &Outline) -> Brief {
    let strategies = guide::heading_drivers(&mut checker.faults, Kind::Brief, outline);
    guide::no_item_attributes(&mut checker.faults, Kind::Brief, outline);
    Brief {
        driver: fields.text("driver"),
        date: fields.date("date"),
        series: fields.inline("series"),
        authors: fields.list("authors", Value::into_text),
        takeaways: fields.list("takeaways", Value::into_inline),
        acknowledgements: fields.inline("acknowledgements"),
        funding: fields.inline("funding"),
        strategies,
    }
}

fn example(fields: &mut Fields) -> Example {
    Example {
        place: fields.place("place"),
        demonstrates: fields.list("demonstrates", Value::into_text),
        date: fields.date("date"),
        outcome: fields.inline("outcome"),
        sources: fields.list("sources", Value::into_text),
    }
}

/// Attributes mean something in briefs and guides alone.
fn no_attributes(faults: &mut Vec<Fault>, kind: Kind, outline: &Outline) {
    let headings = outline.headings.iter().flat_map(|heading| &heading.attributes);
    for attribute in headings {
        faults.push(guide::misplaced(&attribute.key, kind));
    }
    guide::no_item_attributes(faults, kind, outline);
}

impl Name {
    /// The name without a kind in front, where that is one of `kinds`.
    pub fn without_kind(&self, kinds: &[&str]) -> &str {
        match self.value.split_once('/') {
            Some((kind, rest)) if kinds.contains(&kind) => rest,
            _ => &self.value,
        }
    }
}
