//! Links, images, embeds and citations.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, TagEnd};

use super::super::{Citation, CitedWork, Link, LinkForm, Piece};
use super::{CITATION, Placing, Reader};
use crate::diag::{Code, Fault};
use crate::text::Spanned;

impl Reader<'_, '_> {
    pub(super) fn start_link(
        &mut self,
        link_type: LinkType,
        (target, label): (&str, &str),
        range: &Range<usize>,
        at: usize,
    ) -> usize {
        if target == CITATION {
            self.citation(range);
            return self.after(at);
        }
        let empty = matches!(self.events.get(at + 1), Some((Event::End(TagEnd::Link), _)));
        let form = match link_type {
            LinkType::WikiLink { has_pothole: true } if !empty => LinkForm::NamedWithText,
            LinkType::WikiLink { .. } => LinkForm::Named,
            _ => LinkForm::Plain,
        };
        let target = match link_type {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_owned(),
        };
        if target.trim().is_empty() && form != LinkForm::Plain {
            self.nameless(range);
            return self.after(at);
        }
        if empty && form == LinkForm::Plain {
            let help = format!("write between the brackets where it leads: [text]({target})");
            self.fault(Code::BadLink, range, "a link without text, which nobody could see or hear", help);
        }
        let written = match link_type {
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                self.definitions.get(&label.to_lowercase()).unwrap_or(range)
            }
            _ => range,
        };
        let index = self.link(form, &target, (range, written), String::new());
        self.hear(index, range, at);
        if form == LinkForm::Named {
            self.hole(Piece::NamedLink(index));
            return self.after(at);
        }
        if !self.open_links.is_empty() {
            self.fault(Code::BadLink, range, "a link inside a link", "end the outer link before the inner one begins");
        }
        self.open_inline += 1;
        self.open_links.push(index);
        self.hole(Piece::LinkStart(index));
        at + 1
    }

    pub(super) fn end_link(&mut self) {
        self.open_inline -= 1;
        if let Some(index) = self.open_links.pop() {
            self.hole(Piece::LinkEnd(index));
        }
    }

    /// Adds a link that stands at one range and whose target is written in another: its own, or its definition's.
    pub(super) fn link(
        &mut self,
        form: LinkForm,
        target: &str,
        (range, written): (&Range<usize>, &Range<usize>),
        alt: String,
    ) -> u32 {
        // In a table cell the bar is escaped, and the backslash is left at the end of the name.
        let name = match form {
            LinkForm::NamedWithText | LinkForm::Embed => target.strip_suffix('\\').unwrap_or(target).trim(),
            LinkForm::Named => target.trim(),
            LinkForm::Plain | LinkForm::Image => target,
        };
        let place = self.place_of(name, written);
        let headings = self.fragment.outline.headings.len();
        let link = Link {
            form,
            target: Spanned::new(name.to_owned(), self.placing.span(&place)),
            span: self.placing.span(range),
            sentence: None,
            alt,
            section: headings.checked_sub(1).map(|index| index as u32),
        };
        self.fragment.outline.links.push(link);
        (self.fragment.outline.links.len() - 1) as u32
    }

    /// Where the target is written inside a link; the link itself where it is defined elsewhere.
    pub(super) fn place_of(&self, name: &str, range: &Range<usize>) -> Range<usize> {
        let written = &self.text[range.clone()];
        let at = if written.starts_with("[[") || written.starts_with("![[") {
            written.find(name)
        } else {
            written.rfind(name)
        };
        match at.filter(|_| !name.is_empty()) {
            Some(at) => range.start + at..range.start + at + name.len(),
            None => range.clone(),
        }
    }

    pub(super) fn image(&mut self, link_type: LinkType, target: &str, range: &Range<usize>, at: usize) {
        let end = self.after(at) - 1;
        if !matches!(link_type, LinkType::WikiLink { .. }) {
            let alt = self.plain(at + 1, end, None);
            let index = self.link(LinkForm::Image, target, (range, range), alt);
            return self.hole(Piece::Image(index));
        }
        let index = self.link(LinkForm::Embed, target, (range, range), String::new());
        let inline_value = !matches!(self.placing, Placing::From(_));
        if self.open_inline > 0 || inline_value {
            let cause = format!(
                "\"{}\" cannot be embedded inside a line of text",
                self.fragment.outline.links[index as usize].target.value
            );
            return self.fault(
                Code::NotEmbeddable,
                range,
                cause,
                "put ![[…]] on a line of its own, with an empty line before and after",
            );
        }
        if self.in_paragraph {
            self.close_paragraph();
        }
        self.hole(Piece::Embed(index));
        if self.in_paragraph && !matches!(self.events.get(end + 1), Some((Event::End(TagEnd::Paragraph), _))) {
            self.open_paragraph();
        }
    }

    pub(super) fn citation(&mut self, range: &Range<usize>) {
        let inside = range.start + 1..range.end - 1;
        let mut works = Vec::new();
        let mut at = inside.start;
        for part in self.text[inside].split(';') {
            let lead = part.len() - part.trim_start().len();
            let place = at + lead..at + lead + part.trim().len();
            at += part.len() + 1;
            match cited_work(part.trim(), place.start, self.placing) {
                Some(work) => {
                    if work.locator.starts_with('@') {
                        let cause = format!("\"{}\" stands where a page would", work.locator);
                        self.fault(Code::BadCitation, &place, cause, "part two works by a semicolon: [@key; @other]");
                    }
                    works.push(work);
                }
                None => {
                    let cause = format!("\"{}\" is not a citation", part.trim());
                    self.fault(Code::BadCitation, &place, cause, "write [@key], [@key, p. 4] or [@key; @other]");
                }
            }
        }
        let index = self.fragment.outline.citations.len() as u32;
        self.fragment.outline.citations.push(Citation { works, span: self.placing.span(range) });
        self.hole(Piece::Citation(index));
    }

    /// `[[ ]]` and `[[|text]]` are text to the parser, and surely meant as links.
    pub(super) fn find_empty_name(&mut self, text: &str, range: &Range<usize>) {
        let Some(rest) = self.text[range.start..].strip_prefix("[[").filter(|_| text.starts_with('[')) else { return };
        let named = rest.trim_start();
        if (named.starts_with("]]") || named.starts_with('|')) && !self.text[..range.start].ends_with(['\\', '[']) {
            let end = rest.find("]]").map_or(range.start + 2, |at| range.start + at + 4);
            self.nameless(&(range.start..end));
        }
    }

    /// `[[name` and `[@key` that are never closed are text to the parser; so is an address with a space.
    pub(super) fn find_broken_link(&mut self, text: &str, range: &Range<usize>) {
        let (before, rest) = self.text.split_at(range.start);
        if !text.starts_with(['[', '(']) {
            return;
        }
        // No link is longer, and a line may be as long as the file.
        let line = rest[..rest.floor_char_boundary(400)].split('\n').next().unwrap_or("");
        if text.starts_with('[') && !before.ends_with(['\\', '[', '!']) {
            let inner = line.strip_prefix("[[").filter(|inner| inner.starts_with(|c: char| c.is_ascii_alphanumeric()));
            let closed = |inner: &str| inner.contains("]]") || inner.contains("](") || inner.contains("][");
            if let Some(name) = inner.filter(|inner| !closed(inner)) {
                let name: String = name.chars().take_while(|c| !c.is_whitespace() && !matches!(c, '|' | ']')).collect();
                let end = range.start + 2 + name.len();
                let help = format!("close it with two brackets: [[{name}]]; in a table, write the bar as \\|");
                self.fault(Code::BadLink, &(range.start..end), format!("the link \"[[{name}\" is never closed"), help);
            }
            let key = line
                .strip_prefix("[@")
                .filter(|rest| !rest.contains(']'))
                .map(|rest| rest.split([' ', ',', ';']).next());
            if let Some(key) = key.flatten().filter(|key| !key.is_empty()) {
                let end = range.start + 2 + key.len();
                let help = format!("close it with a bracket: [@{key}]");
                self.fault(
                    Code::BadCitation,
                    &(range.start..end),
                    format!("the citation \"[@{key}\" is never closed"),
                    help,
                );
            }
        }
        let address = line.strip_prefix('(').filter(|_| before.ends_with(']') && text.starts_with('('));
        let address = address.and_then(|rest| rest.split_once(')')).map(|(address, _)| address);
        let is_path = |address: &&str| {
            let file = address
                .rsplit_once('.')
                .is_some_and(|(_, end)| (2..=4).contains(&end.len()) && end.chars().all(char::is_alphanumeric));
            address.contains(' ') && !address.contains(['"', '\'']) && (file || address.contains('/'))
        };
        if let Some(address) = address.filter(is_path) {
            let place = range.start + 1..range.start + 1 + address.len();
            let help = format!("write the spaces as %20: ({})", address.replace(' ', "%20"));
            self.fault(
                Code::BadLink,
                &place,
                format!("the address \"{address}\" has a space, so this is no link"),
                help,
            );
        }
    }

    pub(super) fn nameless(&mut self, range: &Range<usize>) {
        let help = "write a name between the brackets, as in [[brief/collaboration]]";
        self.fault(Code::BadLink, range, "a link that names nothing", help);
    }
}

fn cited_work(part: &str, at: usize, placing: Placing<'_>) -> Option<CitedWork> {
    let rest = part.strip_prefix('@')?;
    let end = rest.find([',', ' ', '\n', '@']).unwrap_or(rest.len());
    let (key, tail) = rest.split_at(end);
    let locator = tail.trim_start().strip_prefix(',').map(str::trim);
    if key.is_empty() || (locator.is_none() && !tail.trim().is_empty()) {
        return None;
    }
    let key = Spanned::new(key.to_owned(), placing.span(&(at + 1..at + 1 + key.len())));
    let locator = locator.unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    Some(CitedWork { key, locator })
}

/// Answers for a label that has no definition: a citation, a fault, or plain text.
pub(super) fn label_without_definition<'a>(
    text: &'a str,
    placing: Placing<'_>,
    faults: &mut Vec<Fault>,
    link: &BrokenLink<'a>,
) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let label: &str = &link.reference;
    if link.link_type == LinkType::Reference {
        let written = text.get(link.span.clone()).unwrap_or("");
        let cause = format!("no link label \"{label}\" for {written}");
        let help = format!("define it on a line of its own: [{label}]: https://…");
        faults.push(Fault::new(Code::UnknownLinkLabel, placing.span(&link.span), cause, help));
        return None;
    }
    if label.starts_with('@') {
        return Some((CowStr::Borrowed(CITATION), CowStr::Borrowed("")));
    }
    let near = label.starts_with("-@") || label.contains(" @") || label.contains(";@");
    if near && link.link_type == LinkType::Shortcut {
        let cause = format!("[{label}] is not a citation");
        let help = "a citation starts with its key: [@key], [@key, p. 4] or [@key; @other]";
        faults.push(Fault::new(Code::BadCitation, placing.span(&link.span), cause, help));
    }
    None
}
