//! The fields of a guide's form: where words go, where a level is chosen, where a reason is given.
//!
//! Their ids are those of their item or action, a dot and a word: no id in a text has a dot.

use std::fmt::Write as _;

use crate::model::{APART, ItemForm};
use crate::render::frame::Page;
use crate::render::views::LabelView;
use crate::text::escape;

/// How the reasons for no level are told.
const REASONS: [(&str, &str); 2] = [(APART[0], "not_discussed"), (APART[1], "not_applicable")];

impl Page<'_> {
    /// The fields of an item; `described` is the attribute that names its help.
    pub(super) fn item_controls(
        &self,
        out: &mut String,
        levels: &[LabelView],
        form: ItemForm,
        (id, described): (&str, &str),
    ) {
        if form != ItemForm::Statement {
            let _ = writeln!(
                out,
                "<textarea name=\"{id}.answer\" id=\"{id}.answer\" rows=\"3\" aria-labelledby=\"{id}.ask\"{described}></textarea>"
            );
        }
        match form {
            ItemForm::Question => self.note(out, "note", (id, &format!("{id}.ask"))),
            ItemForm::RatedQuestion | ItemForm::Statement => {
                let labelled = format!("aria-labelledby=\"{id}.legend {id}.ask\"{described}");
                self.levels(out, levels, ("level_of_item", "levels", id), &labelled);
                self.note(out, "note_or_reason", (id, &format!("{id}.ask")));
            }
        }
        let _ = writeln!(out, "<div class=\"more\" data-more=\"{id}\"></div>");
    }

    /// The fields of an action as a whole.
    pub(super) fn action_controls(&self, out: &mut String, levels: &[LabelView], id: &str) {
        out.push_str("<div class=\"whole\">\n");
        let labelled = format!("aria-labelledby=\"{id}.legend {id}.action\" data-item=\"{id}\"");
        self.levels(out, levels, ("level_of_action", "levels whole", id), &labelled);
        self.note(out, "note_or_reason", (id, id));
        let _ = writeln!(out, "<div class=\"more\" data-more=\"{id}\"></div>\n</div>");
    }

    /// The levels from least to most, and apart from them the two reasons for none.
    fn levels(
        &self,
        out: &mut String,
        levels: &[LabelView],
        (legend, class, id): (&'static str, &str, &str),
        attributes: &str,
    ) {
        let _ = writeln!(out, "<fieldset class=\"{class}\" {attributes}>");
        let _ = writeln!(out, "<legend id=\"{id}.legend\">{}</legend>", escape(self.word(legend)));
        let radio = |out: &mut String, value: &str, label: &str| {
            let value = escape(value);
            let _ = writeln!(
                out,
                "<label><input type=\"radio\" name=\"{id}.level\" value=\"{value}\"> <span>{label}</span></label>"
            );
        };
        out.push_str("<div class=\"scale-levels\">\n");
        levels.iter().for_each(|level| radio(out, &level.id, &level.title_html));
        out.push_str("</div>\n<div class=\"apart\">\n");
        REASONS.iter().for_each(|(value, word)| radio(out, value, &escape(self.word(word))));
        out.push_str("</div>\n</fieldset>\n");
    }

    /// Room for a note on what stands at `about`.
    fn note(&self, out: &mut String, word: &'static str, (id, about): (&str, &str)) {
        let label = escape(self.word(word));
        let _ = writeln!(out, "<label class=\"note\" for=\"{id}.note\">{label}</label>");
        let _ = writeln!(
            out,
            "<textarea name=\"{id}.note\" id=\"{id}.note\" rows=\"2\" aria-describedby=\"{about}\"></textarea>"
        );
    }
}
