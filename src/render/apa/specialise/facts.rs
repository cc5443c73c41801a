//! The questions that a style asks of an entry, asked once and answered by hayagriva.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use hayagriva::citationberg::taxonomy::{DateVariable, Kind, NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, Citation, ElseBranch, Group, IndependentStyle, Layout, LayoutRenderingElement as Element,
    LongShortForm, Text, TextTarget,
};
use hayagriva::{CitationItem, CitationRequest, ElemChild, ElemChildren, Entry, standalone_citation};

use super::inline;

/// Something that holds for an entry or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// It is of this kind.
    Kind(Kind),
    /// It has this variable.
    Present(Variable),
    /// This variable of it is a number.
    Numeric(Variable),
    /// This date of it is only about right.
    Uncertain(DateVariable),
}

/// What was asked, and whether it holds.
pub type Facts = BTreeMap<Fact, bool>;

impl Fact {
    /// Where it stands in an order of all facts; any order will do.
    fn rank(self) -> (u8, u16) {
        let of = |variable| match variable {
            Variable::Standard(standard) => standard as u16,
            Variable::Number(number) => 0x100 + number as u16,
            Variable::Date(date) => 0x200 + date as u16,
            Variable::Name(name) => 0x300 + name as u16,
            Variable::Page(page) => 0x400 + page as u16,
        };
        match self {
            Fact::Kind(kind) => (0, kind as u16),
            Fact::Present(variable) => (1, of(variable)),
            Fact::Numeric(variable) => (2, of(variable)),
            Fact::Uncertain(date) => (3, date as u16),
        }
    }
}

impl Ord for Fact {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for Fact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A style whose citation holds a mark for each fact that holds.
pub struct Question {
    style: IndependentStyle,
    facts: Vec<Fact>,
}

/// The mark of the first fact, in Unicode's private use; the others follow.
const FIRST: u32 = 0xE100;
/// The mark of a variable that is there and is white space: styles take it for absent and print it.
const BLANK: char = '\u{E0FF}';

impl Question {
    /// Asks for those facts that a bibliography in this style may want to know.
    pub fn new(style: &IndependentStyle, wanted: impl Fn(&Fact) -> bool) -> Self {
        let mut walk = Walk::new(style);
        if let Some(bibliography) = &style.bibliography {
            walk.list(&bibliography.layout.elements);
        }
        let facts: Vec<Fact> = walk.facts.into_iter().filter(wanted).collect();
        let elements = facts.iter().enumerate().map(|(at, fact)| asked(at, *fact)).collect();
        let style = IndependentStyle {
            info: style.info.clone(),
            default_locale: style.default_locale.clone(),
            version: style.version.clone(),
            citation: Citation::with_layout(Layout::with_elements(elements)),
            bibliography: None,
            settings: style.settings.clone(),
            macros: Vec::new(),
            locale: Vec::new(),
        };
        Question { style, facts }
    }

    /// The marks of the facts that hold for an entry; `None` where a variable of white space leaves it open.
    pub fn ask(&self, entry: &Entry) -> Option<String> {
        let item = CitationItem::with_entry(entry);
        let answer = standalone_citation(CitationRequest::from_items(vec![item], &self.style, &[]));
        let mut text = String::new();
        read(&answer, &mut text).then_some(text)
    }

    /// What an answer says.
    pub fn facts(&self, answer: &str) -> Facts {
        let held: BTreeSet<u32> = answer.chars().map(|c| c as u32 - FIRST).collect();
        self.facts.iter().enumerate().map(|(at, fact)| (*fact, held.contains(&(at as u32)))).collect()
    }
}

/// Reads the marks; false where there is anything else.
fn read(children: &ElemChildren, into: &mut String) -> bool {
    children.0.iter().all(|child| match child {
        ElemChild::Text(text) => {
            into.push_str(&text.text);
            text.text.chars().all(|c| c as u32 >= FIRST)
        }
        ElemChild::Elem(elem) => read(&elem.children, into),
        ElemChild::Markup(_) | ElemChild::Link { .. } | ElemChild::Transparent { .. } => false,
    })
}

/// An element that prints the mark of a fact where it holds.
fn asked(at: usize, fact: Fact) -> Element {
    let mark = char::from_u32(FIRST + at as u32).unwrap_or_default();
    let value = TextTarget::Value { val: mark.to_string() };
    let mut if_ = inline::branch(vec![Element::Text(Text::with_target(value))]);
    let mut otherwise = None;
    match fact {
        Fact::Kind(kind) => if_.type_ = Some(vec![kind]),
        Fact::Present(variable) => {
            if_.variable = Some(vec![variable]);
            if let Variable::Standard(_) = variable {
                let form = |form| blank(TextTarget::Variable { var: variable, form });
                otherwise = Some(ElseBranch { children: vec![form(LongShortForm::Long), form(LongShortForm::Short)] });
            }
        }
        Fact::Numeric(variable) => if_.is_numeric = Some(vec![variable]),
        Fact::Uncertain(variable) => if_.is_uncertain_date = Some(vec![variable]),
    }
    Element::Choose(Choose { if_, else_if: Vec::new(), otherwise })
}

/// A mark where a variable that counts as absent is there all the same: it is white space.
fn blank(variable: TextTarget) -> Element {
    let mark = TextTarget::Value { val: BLANK.to_string() };
    Element::Group(Group {
        children: vec![Element::Text(Text::with_target(mark)), Element::Text(Text::with_target(variable))],
        font_style: None,
        font_variant: None,
        font_weight: None,
        text_decoration: None,
        vertical_align: None,
        prefix: None,
        suffix: None,
        delimiter: None,
        display: None,
    })
}

/// A walk through all that a style may come to, macros included.
pub struct Walk<'s> {
    style: &'s IndependentStyle,
    seen: BTreeSet<Fact>,
    called: BTreeSet<&'s str>,
    facts: Vec<Fact>,
}

impl<'s> Walk<'s> {
    pub fn new(style: &'s IndependentStyle) -> Self {
        Walk { style, seen: BTreeSet::new(), called: BTreeSet::new(), facts: Vec::new() }
    }

    /// The facts in the order found.
    pub fn facts(self) -> Vec<Fact> {
        self.facts
    }

    /// Notes what elements ask.
    pub fn list(&mut self, elements: &'s [Element]) {
        for element in elements {
            match element {
                Element::Text(text) => match &text.target {
                    TextTarget::Variable { var, .. } => self.add(Fact::Present(*var)),
                    TextTarget::Macro { name } => {
                        if self.called.insert(name)
                            && let Some(called) = self.style.macros.iter().find(|called| called.name == *name)
                        {
                            self.list(&called.children);
                        }
                    }
                    TextTarget::Term { .. } | TextTarget::Value { .. } => {}
                },
                Element::Date(date) => {
                    if let Some(variable) = date.variable {
                        self.add(Fact::Present(variable.into()));
                    }
                }
                Element::Number(number) => self.add(Fact::Present(number.variable.into())),
                Element::Label(label) => self.add(Fact::Present(label.variable.into())),
                Element::Names(names) => {
                    names.variable.iter().for_each(|variable| self.add(Fact::Present((*variable).into())));
                    if let Some(substitute) = names.substitute() {
                        self.list(&substitute.children);
                    }
                }
                Element::Group(group) => self.list(&group.children),
                Element::Choose(choose) => {
                    choose.branches().for_each(|branch| self.tests(branch));
                    inline::lists(choose).for_each(|children| self.list(children));
                }
            }
        }
    }

    fn tests(&mut self, branch: &ChooseBranch) {
        for variable in branch.is_numeric.iter().flatten() {
            self.add(Fact::Present(*variable));
            self.add(Fact::Numeric(*variable));
        }
        for variable in branch.is_uncertain_date.iter().flatten() {
            self.add(Fact::Present((*variable).into()));
            self.add(Fact::Uncertain(*variable));
        }
        branch.type_.iter().flatten().for_each(|kind| self.add(Fact::Kind(*kind)));
        branch.variable.iter().flatten().for_each(|variable| self.add(Fact::Present(*variable)));
    }

    fn add(&mut self, fact: Fact) {
        // What these are depends on the place in the list, or on how a work is cited.
        let placed = [
            Variable::Number(NumberVariable::CitationNumber),
            Variable::Standard(StandardVariable::CitationLabel),
            Variable::Standard(StandardVariable::YearSuffix),
        ];
        let open = match fact {
            Fact::Present(variable) | Fact::Numeric(variable) => placed.contains(&variable),
            _ => false,
        };
        if !open && self.seen.insert(fact) {
            self.facts.push(fact);
        }
    }
}
