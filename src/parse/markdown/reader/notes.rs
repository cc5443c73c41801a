//! Footnotes: numbered by first use, each kept apart from the body.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::super::{Note, Piece};
use super::Reader;
use crate::diag::Code;
use crate::text::Spanned;

impl Reader<'_, '_> {
    /// Notes are numbered by first use, so all must be known before the first is met.
    pub(super) fn define_notes(&mut self) {
        for (event, range) in self.events {
            let Event::Start(Tag::FootnoteDefinition(label)) = event else { continue };
            let place = range.start + 2..range.start + 2 + label.len();
            if self.notes.contains_key(label.as_ref()) {
                let cause = format!("footnote \"{label}\" is written twice");
                self.fault(Code::DuplicateFootnote, &place, cause, "give the later one another label");
            } else {
                let number = self.fragment.outline.notes.len() as u32;
                self.notes.insert(label.to_string(), number);
                let label = Spanned::new(label.to_string(), self.placing.span(&place));
                self.fragment.outline.notes.push(Note { label, uses: 0, number: 0, pieces: Vec::new() });
            }
        }
    }

    pub(super) fn note_reference(&mut self, label: &str, range: &Range<usize>) {
        let Some(&index) = self.notes.get(label) else {
            let cause = format!("no footnote \"{label}\"");
            return self.fault(Code::UnknownFootnote, range, cause, format!("define it: [^{label}]: The note."));
        };
        let note = &mut self.fragment.outline.notes[index as usize];
        note.uses += 1;
        if note.number == 0 {
            self.note_numbers += 1;
            note.number = self.note_numbers;
        }
        let nth = note.uses;
        self.hole(Piece::NoteReference { note: index, nth });
    }

    pub(super) fn start_note(&mut self, label: &str, range: &Range<usize>) {
        self.enclosed += 1;
        self.flush();
        self.pieces.push(Vec::new());
        let first = |note: &&u32| {
            let known = self.fragment.outline.notes[**note as usize].label.span;
            known.start == self.placing.span(&(range.start + 2..range.end)).start
        };
        self.open_note = self.notes.get(label).filter(first).copied();
    }

    pub(super) fn end_note(&mut self) {
        self.enclosed -= 1;
        self.flush();
        let pieces = self.pieces.pop().unwrap_or_default();
        if let Some(note) = self.open_note.take() {
            self.fragment.outline.notes[note as usize].pieces = pieces;
        }
    }

    /// A `[^label]` that is text has no definition.
    pub(super) fn find_unknown_note(&mut self, text: &str, range: &Range<usize>) {
        let before = &self.text[..range.start];
        let opens = before.ends_with('[') && !before.ends_with("\\[");
        let Some(rest) = self.text[range.start..].strip_prefix('^').filter(|_| opens && text.starts_with('^')) else {
            return;
        };
        let Some(label) = rest[..rest.floor_char_boundary(200)].split_once(']').map(|(label, _)| label) else { return };
        if label.is_empty() || label.contains(char::is_whitespace) || label.contains('[') {
            return;
        }
        // Nobody mends more in one sitting, and each costs a search for what was meant.
        let known: Vec<&str> = self.notes.keys().map(String::as_str).filter(|_| self.faults.len() < 200).collect();
        let help = crate::diag::suggestion(label, known, &format!("define it: [^{label}]: The note."));
        let cause = format!("no footnote \"{label}\"");
        self.fault(Code::UnknownFootnote, &(range.start - 1..range.start + label.len() + 2), cause, help);
    }
}
