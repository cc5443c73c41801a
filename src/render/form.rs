//! A guide's body in, its form out: each question with room for words, each statement and each action as a whole
//! with the levels of the scale. Complete without a script; what a script needs to know stands in `island`.

mod controls;
mod plain;

use std::fmt::Write as _;

use super::body::Scope;
use super::frame::Page;
use super::views::LabelView;
use crate::graph::EntryId;
use crate::model::{Details, FragmentId, Guide, ItemForm};
use crate::parse::markdown::{Body, Piece};
use crate::text::escape;

/// A guide's own text, as its page shows it.
#[derive(Default)]
pub(super) struct GuideForm {
    /// What stands before the first action.
    pub intro: String,
    /// The actions with their items; empty where there are none.
    pub actions: String,
    /// The text's notes.
    pub notes: String,
    pub asked: Vec<AskedAction>,
}

impl GuideForm {
    /// True where there is something to fill in.
    pub fn asks(&self) -> bool {
        self.asked.iter().any(|action| action.rated || !action.items.is_empty())
    }
}

/// An action that has a section of the form.
pub(super) struct AskedAction {
    /// Its index among the guide's actions.
    pub action: usize,
    /// True where it takes a level as a whole.
    pub rated: bool,
    pub items: Vec<AskedItem>,
}

/// An item as the form shows it.
pub(super) struct AskedItem {
    /// Its index among the guide's items.
    pub item: usize,
    /// Its words and its help, without markup.
    pub text: String,
    pub help: String,
}

/// What a form is made from.
struct Making<'a> {
    scope: Scope,
    guide: &'a Guide,
    levels: &'a [LabelView],
    body: &'a Body,
}

impl Page<'_> {
    /// The form of a guide, with these levels from least to most; none where it has no scale.
    pub fn guide_form(&mut self, id: EntryId, levels: &[LabelView]) -> GuideForm {
        let site = self.site;
        let Details::Guide(guide) = &site.entry(id).details else { return GuideForm::default() };
        let Some(body) = self.bodies.body(id) else {
            self.missing.set(Some(id));
            return GuideForm::default();
        };
        let scope = Scope { entry: id, fragment: FragmentId::BODY, prefix: String::new(), shift: 0, explains: true };
        let making = Making { scope, guide, levels, body: &body };
        let starts = sections(guide, &body);
        let mut form = GuideForm::default();
        let first = starts.first().map_or(body.pieces.len(), |(at, _)| *at);
        self.pieces(&mut form.intro, &making.scope, &body.html, &body.pieces[..first]);
        for (number, &(start, action)) in starts.iter().enumerate() {
            let end = starts.get(number + 1).map_or(body.pieces.len(), |(at, _)| *at);
            let asked = self.action(&mut form.actions, &making, action, &body.pieces[start..end]);
            form.asked.push(asked);
        }
        self.notes(&mut form.notes, &making.scope, &body.html);
        form
    }

    /// A section of the form. The pieces begin with the action's heading.
    fn action(&mut self, out: &mut String, making: &Making, action: usize, pieces: &[Piece]) -> AskedAction {
        let heading = making.guide.actions[action].heading;
        let heading = &self.site.entry(making.scope.entry).outline().headings[heading as usize];
        let id = escape(&heading.id.value);
        // Its heading holds a link to itself, which is no part of its name.
        let name = escape(&heading.text);
        let _ =
            writeln!(out, "<section class=\"action\" data-action=\"{id}\" id=\"{id}.action\" aria-label=\"{name}\">");
        let items = self.items(out, making, pieces);
        let rated = !making.levels.is_empty();
        if rated {
            self.action_controls(out, making.levels, &id);
        }
        out.push_str("</section>\n");
        AskedAction { action, rated, items }
    }

    /// The pieces of an action, its items as questions and statements of the form.
    fn items(&mut self, out: &mut String, making: &Making, pieces: &[Piece]) -> Vec<AskedItem> {
        let mut items = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            let length = match pieces[at] {
                Piece::ItemStart(number) => {
                    let end = pieces[at..].iter().position(|piece| *piece == Piece::ItemEnd(number));
                    end.map_or(pieces.len() - at, |end| end + 1)
                }
                _ => 1,
            };
            let own = &pieces[at..at + length];
            let item = match own[0] {
                Piece::ItemStart(number) => making.guide.items.binary_search_by_key(&number, |item| item.item).ok(),
                _ => None,
            };
            match item {
                Some(item) => items.push(self.item(out, making, item, own)),
                None => self.pieces(out, &making.scope, &making.body.html, own),
            }
            at += length;
        }
        items
    }

    /// One item. The pieces begin with its start and end with its end.
    fn item(&mut self, out: &mut String, making: &Making, at: usize, pieces: &[Piece]) -> AskedItem {
        let item = &making.guide.items[at];
        let inner = pieces.get(1..pieces.len() - 1).unwrap_or_default();
        let own = inner.iter().position(|piece| *piece == Piece::ItemText(item.item)).unwrap_or(inner.len());
        let ask = self.made(making, &inner[..own]);
        let ask = ask.trim();
        let ask = ask.strip_prefix("<p>").and_then(|ask| ask.strip_suffix("</p>")).unwrap_or(ask);
        let help = self.made(making, inner.get(own + 1..).unwrap_or_default());
        let help = help.trim();
        let outline = &self.site.entry(making.scope.entry).outline().items[item.item as usize];
        let id = escape(outline.id.as_ref().map_or("", |id| &id.value));
        let class = match item.form {
            ItemForm::Question => "question",
            ItemForm::RatedQuestion => "question rated",
            ItemForm::Statement => "statement",
        };
        open_list(out);
        let _ = writeln!(out, "<li id=\"{id}\" class=\"{class}\" data-item=\"{id}\">");
        let _ = writeln!(out, "<p class=\"ask\" id=\"{id}.ask\">{ask}</p>");
        self.item_text(out, &making.scope, item.item);
        if !help.is_empty() {
            let _ = writeln!(out, "<div class=\"help\" id=\"{id}.help\">{help}</div>");
        }
        let described = if help.is_empty() { String::new() } else { format!(" aria-describedby=\"{id}.help\"") };
        self.item_controls(out, making.levels, item.form, (&id, &described));
        out.push_str("</li>\n");
        AskedItem { item: at, text: plain::text(ask), help: plain::text(help) }
    }

    fn made(&mut self, making: &Making, pieces: &[Piece]) -> String {
        let mut out = String::new();
        self.pieces(&mut out, &making.scope, &making.body.html, pieces);
        out
    }
}

/// Gives the list that has just been opened its class; another item of the same list finds it given.
fn open_list(out: &mut String) {
    for plain in ["<ul>\n", "<ol>\n"] {
        if out.ends_with(plain) {
            out.truncate(out.len() - 2);
            out.push_str(" class=\"items\">\n");
        }
    }
}

/// Where the sections of a form begin, each with its action: at headings that stand in nothing else, since a section
/// that began in a quotation would not end in it.
fn sections(guide: &Guide, body: &Body) -> Vec<(usize, usize)> {
    let mut depth = 0_i64;
    let mut starts = Vec::new();
    for (at, piece) in body.pieces.iter().enumerate() {
        match *piece {
            Piece::Html(range) => depth += plain::depth(&body.html[range.range()]),
            Piece::ItemStart(_) => depth += 1,
            Piece::ItemEnd(_) => depth -= 1,
            Piece::HeadingStart(heading) if depth == 0 => {
                let action = guide.actions.binary_search_by_key(&heading, |action| action.heading);
                starts.extend(action.ok().map(|action| (at, action)));
            }
            Piece::HeadingStart(_) | Piece::HeadingEnd(_) | Piece::LinkStart(_) | Piece::LinkEnd(_) => {}
            Piece::Image(_) | Piece::NamedLink(_) | Piece::Embed(_) | Piece::Citation(_) => {}
            Piece::NoteReference { .. } | Piece::ItemText(_) | Piece::Task(_) | Piece::Code { .. } => {}
        }
    }
    starts
}
