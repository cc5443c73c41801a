//! Templates, styles, scripts and words in, a theme out: the embedded default, overridden file by file. Never sees
//! `Site`: what it renders is a view.

mod alone;
mod colors;
mod said;
mod scripts;
mod sheet;
mod sheets;
mod templates;
mod words;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rust_embed::Embed;
use serde::Serialize;
use tera::Tera;

use crate::diag::{Code, Fault, FileId, Findings, Texts, nearest};
use crate::graph::UrlPath;
use crate::model::Settings;
use crate::source::{Content, Files, SETTINGS, THEMES};

use words::Language;

pub use said::Said;
pub use sheets::Sheet;
pub use words::{Words, english, fill};

/// The default theme, in the binary.
#[derive(Embed)]
#[folder = "themes/default/"]
struct Embedded;

/// A file of the theme that pages load.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its address holds its content hash, so it can be kept for ever.
    pub address: UrlPath,
    pub bytes: Vec<u8>,
}

/// How pages look and speak.
pub struct Theme {
    tera: Tera,
    languages: BTreeMap<String, Language>,
    /// The style sheet of every page.
    pub style: Asset,
    /// Those that pages of some sorts load as well.
    sheets: BTreeMap<Sheet, Asset>,
    /// The small picture beside the title in a browser's tab.
    pub icon: Asset,
    /// The publisher's colours, where there are any.
    pub colors: Option<Asset>,
    /// By bundle.
    scripts: BTreeMap<&'static str, Asset>,
    /// What a file carries that must work without the others, once one is asked for.
    alone: OnceLock<tera::Value>,
    /// Changes with every byte of the theme: part of every page's key.
    pub key: [u8; 16],
}

/// A template or word list of the theme: its text, and the site's file where the site overrides it.
struct Part {
    text: String,
    file: Option<FileId>,
}

/// Loads the theme that the settings name. Mistakes in its files are findings.
pub fn load(found: &mut Findings, files: &Files, settings: &Settings) -> Theme {
    let parts = parts(found, files, settings);
    let mut hasher = blake3::Hasher::new();
    for (name, part) in &parts {
        hasher.update(name.as_bytes()).update(&[0]).update(part.text.as_bytes()).update(&[0]);
    }
    // Another program may make other pages of the same theme.
    hasher.update(env!("FRAMEWRIGHT_BUILD").as_bytes());
    let (mut of_templates, mut of_words, mut of_scripts) = (Findings::new(), Findings::new(), Findings::new());
    let ((style, tera), (mut languages, scripts)) = rayon::join(
        || (style(&parts, settings), templates::compile(&mut of_templates, &parts)),
        || rayon::join(|| words::read(&mut of_words, &parts), || scripts::join(&mut of_scripts, &parts)),
    );
    [of_templates, of_words, of_scripts].iter().for_each(|faulty| found.extend(faulty.iter().cloned()));
    // The site's own words for its kinds stand wherever the theme would use its own.
    let own = words::near(&languages, &settings.language).cloned();
    let own = own.or_else(|| Some(languages.get("en")?.for_one_without_words()));
    languages.extend(own.map(|own| (settings.language.clone(), own.saying(&settings.labels))));
    for (kind, label) in &settings.labels {
        hasher.update(kind.as_bytes()).update(&[0]).update(label.as_bytes()).update(&[0]);
    }
    let settings_file = files.find(SETTINGS).unwrap_or(FileId(0));
    colors::check(found, settings_file, settings, &style);
    let colors = colors::sheet(settings).map(|sheet| asset("colors", "css", sheet.into_bytes()));
    if let Some(colors) = &colors {
        hasher.update(&colors.bytes);
    }
    let mut key = [0; 16];
    key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    let icon = parts.get("icon.svg").map_or(String::new(), |part| part.text.clone());
    let icon = asset("icon", "svg", icon.into_bytes());
    let style = asset("style", "css", style.into_bytes());
    let sheets = sheets::further(&parts);
    Theme { tera, languages, style, sheets, icon, colors, scripts, alone: OnceLock::new(), key }
}

/// What all pages look like.
fn style(parts: &BTreeMap<String, Part>, settings: &Settings) -> String {
    sheet::lean(&(sheets::common(parts) + &running_title(settings)))
}

/// True where a theme loaded from some files is that of others: the settings and the site's own files of themes.
pub fn same_source(a: &Files, b: &Files) -> bool {
    fn of_theme(files: &Files) -> impl Iterator<Item = (&str, &str)> {
        let part = |file: &crate::source::File| match &file.content {
            Content::Text(_) => file.path == SETTINGS || file.path.starts_with(THEMES),
            Content::Markdown { .. } | Content::Answers { .. } | Content::Asset { .. } | Content::Unread => false,
        };
        let texts = files.iter().filter(move |(_, file)| part(file));
        texts.filter_map(|(id, file)| Some((file.path.as_str(), files.text(id)?.as_str())))
    }
    of_theme(a).eq(of_theme(b))
}

impl Theme {
    /// Renders a view by a template.
    pub fn render(&self, template: &str, language: &str, view: &impl Serialize) -> Result<String, TemplateTrouble> {
        templates::render(&self.tera, template, &[("words", self.words_value(language))], view)
    }

    /// The same for a guide's file that works without any other: its template also gets `alone`, with all its styles and
    /// scripts.
    pub fn render_alone(
        &self,
        template: &str,
        language: &str,
        view: &impl Serialize,
    ) -> Result<String, TemplateTrouble> {
        let styles = [Some(&self.style), self.sheet(Sheet::Guide), self.colors.as_ref()].into_iter().flatten();
        let alone = self.alone.get_or_init(|| alone::value(styles, |name| self.scripts.get(name)));
        let values = [("words", self.words_value(language)), ("alone", alone.clone())];
        templates::render(&self.tera, template, &values, view)
    }

    fn words_value(&self, language: &str) -> tera::Value {
        self.language(language).map_or_else(tera::Value::none, |language| language.value().clone())
    }

    /// The words of a language; English where the theme has none of it.
    pub fn words(&self, language: &str) -> &Words {
        self.language(language).map_or(english(), Language::words)
    }

    fn language(&self, language: &str) -> Option<&Language> {
        words::near(&self.languages, language).or_else(|| self.languages.get("en"))
    }

    /// What the self-assessment says in a language; none where the theme has no words.
    pub fn said(&self, language: &str) -> Option<&Said> {
        let guide = self.scripts.get("guide").map_or(&[][..], |script| &script.bytes);
        self.language(language).map(|language| language.of_app(guide))
    }

    /// What a language calls itself; its code where the theme does not say.
    pub fn language_name(&self, language: &str) -> String {
        let name = words::near(&self.languages, language).and_then(|known| known.words().get(words::LANGUAGE_NAME));
        name.map_or_else(|| language.to_owned(), String::clone)
    }

    /// The script of a bundle, such as `guide`; none where the theme has no such bundle.
    pub fn script(&self, bundle: &str) -> Option<&Asset> {
        self.scripts.get(bundle)
    }

    /// A sheet that pages of some sorts load beside that of every page; none where the theme has no styles for it.
    pub fn sheet(&self, sheet: Sheet) -> Option<&Asset> {
        self.sheets.get(&sheet)
    }

    /// Every file that pages load, save those that bring words: see [`Theme::said`].
    pub fn assets(&self) -> impl Iterator<Item = &Asset> {
        let always = [Some(&self.style), Some(&self.icon), self.colors.as_ref()];
        always.into_iter().flatten().chain(self.sheets.values()).chain(self.scripts.values())
    }
}

/// What a template did wrong while rendering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateTrouble {
    /// The template, as a path below the theme's folder.
    pub template: String,
    pub line: usize,
    pub message: String,
}

impl TemplateTrouble {
    /// The finding, at the site's own template where it overrides the theme's.
    pub fn finding(&self, files: &Files, settings: &Settings) -> (FileId, Fault) {
        let path = format!("{THEMES}{}/{}", settings.theme.value, self.template);
        let file = files.find(&path);
        let text = file.and_then(|id| files.get(id)).and_then(|file| match &file.content {
            Content::Text(text) => Some(text),
            Content::Markdown { .. } | Content::Answers { .. } | Content::Asset { .. } | Content::Unread => None,
        });
        let span = text.map_or(crate::text::Span::file(), |text| text.line_span(self.line));
        let cause = format!("the template {} cannot be rendered: {}", self.template, self.message);
        let help = "compare it with the default theme's file of that name";
        let settings = files.find(crate::source::SETTINGS).unwrap_or(FileId(0));
        (file.unwrap_or(settings), Fault::new(Code::TemplateError, span, cause, help))
    }
}

/// The default theme, nothing overridden.
fn embedded() -> BTreeMap<String, Part> {
    let part = |name: std::borrow::Cow<'static, str>| {
        let text = String::from_utf8_lossy(&Embedded::get(&name)?.data).into_owned();
        Some((name.into_owned(), Part { text, file: None }))
    };
    Embedded::iter().filter_map(part).collect()
}

fn parts(found: &mut Findings, files: &Files, settings: &Settings) -> BTreeMap<String, Part> {
    let mut parts = embedded();
    let folder = format!("{THEMES}{}/", settings.theme.value);
    let mut any = false;
    for (id, file) in files.iter() {
        let Some(name) = file.path.strip_prefix(&folder) else { continue };
        any = true;
        if let Content::Text(text) = &file.content {
            parts.insert(name.to_owned(), Part { text: text.as_str().to_owned(), file: Some(id) });
        }
    }
    if !any && settings.theme.value != "default" {
        unknown_theme(found, files, settings);
    }
    parts
}

fn unknown_theme(found: &mut Findings, files: &Files, settings: &Settings) {
    let theme = &settings.theme;
    let themes = files.iter().filter_map(|(_, file)| file.path.strip_prefix(THEMES)?.split('/').next());
    let help = match nearest(&theme.value, themes.chain(["default"])) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => format!("put its files into {THEMES}{}/, or delete this key", theme.value),
    };
    let file = files.find(crate::source::SETTINGS).unwrap_or(FileId(0));
    found.add(Code::UnknownTheme, (file, theme.span), format!("no theme \"{}\"", theme.value), help);
}

fn of_folder<'a>(parts: &'a BTreeMap<String, Part>, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Part)> {
    parts.iter().filter_map(move |(name, part)| Some((name.strip_prefix(folder)?, part)))
}

/// Characters of a title that the head of a sheet has room for; `base.html` cuts the page's by the same number.
const RUNNING: usize = 160;

/// What stands at the head of each sheet of paper after the first: the page's title, which `90-print.css` takes from the
/// page, and the site's; on a page that has no other title, the site's alone.
fn running_title(settings: &Settings) -> String {
    let mut title = String::new();
    for c in settings.title.plain.chars().take(RUNNING) {
        match c {
            '"' | '\\' => title.extend(['\\', c]),
            // In a guide's file the style stands in the page, and no title may end it.
            '<' => title.push_str("\\3c "),
            c if c.is_control() => title.push(' '),
            c => title.push(c),
        }
    }
    if settings.title.plain.chars().nth(RUNNING).is_some() {
        title.push('…');
    }
    format!(
        "\nhtml[data-title] {{ --site-title: \"{title}\"; }}\n@page {{ @top-left {{ content: var(--page-title, \"{title}\"); }} }}\n"
    )
}

fn asset(stem: &str, extension: &str, bytes: Vec<u8>) -> Asset {
    let hash = blake3::hash(&bytes).to_hex();
    Asset { address: UrlPath::file(&format!("assets/{stem}-{}.{extension}", &hash[..10])), bytes }
}
