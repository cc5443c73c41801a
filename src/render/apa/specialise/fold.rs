//! A style and facts about an entry in, out the style without the branches and elements that come to nothing.

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::citationberg::taxonomy::{Kind, StandardVariable, Variable};
use hayagriva::citationberg::{
    Bibliography, Choose, ChooseBranch, ChooseMatch, CslMacro, ElseBranch, Group, IndependentStyle, Layout,
    LayoutRenderingElement as Element, LongShortForm, Name, Names, NamesChild, Text, TextTarget, ToAffixes,
    ToFormatting,
};

use super::facts::{Fact, Facts};
use super::inline::{self, Around};
use super::known::{self, Known};
use super::substitutes;

/// A variable that hayagriva fills for no entry.
const ABSENT: Variable = Variable::Standard(StandardVariable::Scale);

/// The style where nothing but the kind of the entry is known.
pub fn by_kind(style: &IndependentStyle, facts: &Facts) -> IndependentStyle {
    fold(style, facts, &Vec::new())
}

/// The style where all that it asks is known.
pub fn by_fields(style: &IndependentStyle, facts: &Facts) -> IndependentStyle {
    // At first every variable may be taken away by a substitute; what is left then shows which are.
    let present = |(fact, holds): (&Fact, &bool)| match fact {
        Fact::Present(variable) if *holds => Some(*variable),
        _ => None,
    };
    let mut fleeting: Vec<Variable> = facts.iter().filter_map(present).collect();
    let mut small = fold(style, facts, &fleeting);
    loop {
        substitutes::shorten(&mut small, facts);
        let fewer = substitutes::fleeting(&small, facts);
        if fewer.len() >= fleeting.len() {
            return small;
        }
        fleeting = fewer;
        small = fold(&small, facts, &fleeting);
    }
}

fn fold(style: &IndependentStyle, holds: &Facts, fleeting: &[Variable]) -> IndependentStyle {
    let mut folder =
        Folder { style, holds, fleeting, odd: is_odd(style), macros: BTreeMap::new(), called: BTreeSet::new() };
    let bibliography = style.bibliography.as_ref().map(|whole| {
        let elements = folder.list(&whole.layout.elements, Around::Macro).elements;
        let (formatting, affixes) = (whole.layout.to_formatting(), whole.layout.to_affixes());
        let layout = Layout::new(elements, formatting, Some(affixes), whole.layout.delimiter.clone());
        Bibliography {
            second_field_align: whole.second_field_align,
            name_options: whole.name_options.clone(),
            ..Bibliography::with_layout(layout)
        }
    });
    let macros = folder.macros.into_iter().filter(|(name, _)| folder.called.contains(name));
    IndependentStyle {
        info: style.info.clone(),
        default_locale: style.default_locale.clone(),
        version: style.version.clone(),
        citation: style.citation.clone(),
        bibliography,
        settings: style.settings.clone(),
        macros: macros.map(|(name, (children, _))| CslMacro { name: name.to_owned(), children }).collect(),
        locale: style.locale.clone(),
    }
}

/// What is left of a list of elements.
struct Listed {
    elements: Vec<Element>,
    known: Known,
    /// Whether a group right in the list prints; hayagriva counts those of a group alone.
    groups: Option<bool>,
}
/// The style as it was, what is known, and the macros that were come to.
struct Folder<'s> {
    /// Whether a macro is called with a case or without its periods.
    odd: bool,
    style: &'s IndependentStyle,
    holds: &'s Facts,
    /// Variables that a substitute may take away before they are asked for.
    fleeting: &'s [Variable],
    macros: BTreeMap<&'s str, (Vec<Element>, Known)>,
    /// The macros that are called where no element took the place of the call.
    called: BTreeSet<&'s str>,
}

impl<'s> Folder<'s> {
    /// Elements one after the other, and what they come to together.
    fn list(&mut self, elements: &'s [Element], around: Around<'_>) -> Listed {
        let mut sum = Known::NOTHING;
        let mut small = Vec::new();
        let (mut absent, mut named, mut groups) = (false, false, Some(false));
        for element in elements {
            let (element, its) = self.element(element);
            sum = sum.merge(its);
            if its == Known::ABSENT {
                absent = true;
            } else if let Some(children) = inline::spliced(&element, its, around) {
                named |= its.vars == Some(true);
                small.extend(children);
            } else if its != Known::NOTHING {
                if matches!(element, Element::Group(_)) {
                    groups = known::or(groups, its.prints);
                }
                named |= its.vars == Some(true);
                small.push(element);
            }
        }
        if absent && !named {
            small.push(absent_text());
        }
        Listed { elements: small, known: sum, groups }
    }

    fn element(&mut self, element: &'s Element) -> (Element, Known) {
        match element {
            Element::Text(text) => self.text(text),
            Element::Date(date) => {
                let sum = date.variable.map_or(Known::UNKNOWN, |variable| self.variable(variable.into()));
                (element.clone(), sum)
            }
            Element::Number(number) => (element.clone(), self.variable(number.variable.into())),
            Element::Label(label) => {
                let its = self.variable(label.variable.into());
                let prints = its.prints.filter(|prints| !prints);
                (element.clone(), Known { prints, touches: its.touches, ..Known::NOTHING })
            }
            Element::Names(names) => self.names(names),
            Element::Group(group) => self.group(group),
            Element::Choose(choose) => self.choose(choose),
        }
    }

    /// Whether the entry has a variable when it is asked for.
    fn present(&self, variable: Variable) -> Option<bool> {
        match self.holds.get(&Fact::Present(variable)) {
            _ if variable == ABSENT => Some(false),
            Some(true) if self.fleeting.contains(&variable) => None,
            known => known.copied(),
        }
    }

    fn variable(&self, variable: Variable) -> Known {
        let filled = self.present(variable);
        Known { prints: filled, vars: Some(true), filled, touches: filled.is_none(), ..Known::NOTHING }
    }

    fn text(&mut self, text: &'s Text) -> (Element, Known) {
        let sum = match &text.target {
            TextTarget::Macro { name } => {
                let sum = self.call(name);
                if let Some(inlined) = self.inlined(text, name, sum) {
                    return (inlined, sum);
                }
                if sum != Known::NOTHING && sum != Known::ABSENT {
                    self.called.insert(name);
                }
                sum
            }
            TextTarget::Variable { var: Variable::Standard(StandardVariable::YearSuffix), .. } => Known::NOTHING,
            TextTarget::Variable { var, form } => {
                let mut sum = self.variable(*var);
                if *form == LongShortForm::Short && sum.filled == Some(true) {
                    sum = Known { prints: None, filled: None, ..sum };
                }
                sum
            }
            TextTarget::Term { .. } => Known { prints: None, ..Known::NOTHING },
            TextTarget::Value { val } => Known { prints: Some(!val.is_empty()), ..Known::NOTHING },
        };
        (Element::Text(text.clone()), sum)
    }

    /// What a call of a macro comes to.
    fn call(&mut self, name: &str) -> Known {
        let sum = match self.macros.get(name) {
            Some((_, sum)) => *sum,
            None => {
                let Some(called) = self.style.macros.iter().find(|called| called.name == name) else {
                    return Known::NOTHING;
                };
                let Listed { elements, known: sum, .. } = self.list(&called.children, Around::Macro);
                self.macros.insert(&called.name, (elements, sum));
                sum
            }
        };
        let prints = known::and(sum.prints, sum.rendered());
        Known { prints, macros: prints, ..sum }
    }

    /// All of a macro in the place of its call, where that is one element.
    fn inlined(&self, text: &Text, name: &str, sum: Known) -> Option<Element> {
        let plain = *text == Text::with_target(text.target.clone());
        match self.macros.get(name)?.0.as_slice() {
            [only] if plain && sum.is_there() && inline::settled(only, self.odd) => Some(only.clone()),
            _ => None,
        }
    }

    fn names(&mut self, names: &'s Names) -> (Element, Known) {
        let there: Vec<_> = names.variable.iter().map(|variable| self.present((*variable).into())).collect();
        let shown = |name: &Name| name.options(&names.options()).et_al_use_first != Some(0);
        let named = names.children.is_empty() || names.name().is_some_and(shown);
        let mut small = names.clone();
        if there.contains(&Some(true)) && named {
            small.children.retain(|child| !matches!(child, NamesChild::Substitute(_)));
            let sum = Known { prints: Some(true), vars: Some(true), filled: Some(true), ..Known::NOTHING };
            return (Element::Names(small), sum);
        }
        let absent = !there.is_empty() && there.iter().all(|there| *there == Some(false));
        let Some(substitute) = names.substitute() else {
            let sum = if absent { Known::NOTHING } else { Known::UNKNOWN };
            return (Element::Names(small), sum);
        };
        let children = self.list(&substitute.children, Around::Substitute).elements;
        for child in &mut small.children {
            if let NamesChild::Substitute(substitute) = child {
                substitute.children.clone_from(&children);
            }
        }
        (Element::Names(small), Known::UNKNOWN)
    }

    fn group(&mut self, group: &'s Group) -> (Element, Known) {
        let Listed { elements: children, known: mut sum, groups } =
            self.list(&group.children, Around::Group(group.delimiter.as_deref()));
        sum.groups = known::or(sum.groups, groups);
        sum.prints = known::and(sum.prints, sum.rendered());
        let small = Group {
            children,
            font_style: group.font_style,
            font_variant: group.font_variant,
            font_weight: group.font_weight,
            text_decoration: group.text_decoration,
            vertical_align: group.vertical_align,
            prefix: group.prefix.clone(),
            suffix: group.suffix.clone(),
            delimiter: group.delimiter.clone(),
            display: group.display,
        };
        if sum.is_there()
            && inline::is_plain(group)
            && !small.children.iter().any(inline::dated)
            && let [only] = small.children.as_slice()
            && !matches!(only, Element::Choose(_))
        {
            return (only.clone(), sum);
        }
        (Element::Group(small), sum)
    }

    fn choose(&mut self, choose: &'s Choose) -> (Element, Known) {
        let mut open: Vec<ChooseBranch> = Vec::new();
        let mut sum: Option<Known> = None;
        let mut last = choose.otherwise.as_ref().map(|otherwise| otherwise.children.as_slice());
        for branch in choose.branches() {
            match self.test(branch) {
                Some(false) => {}
                Some(true) => {
                    last = Some(&branch.children);
                    break;
                }
                None => {
                    let Listed { elements: children, known: its, .. } = self.list(&branch.children, Around::Choose);
                    sum = Some(sum.map_or(its, |sum| sum.either(its)));
                    open.push(ChooseBranch { children, ..self.open(branch) });
                }
            }
        }
        let Listed { elements: children, known: its, .. } = self.list(last.unwrap_or_default(), Around::Choose);
        let mut sum = sum.map_or(its, |sum| sum.either(its));
        if open.is_empty() {
            return (Element::Choose(inline::always(children)), sum);
        }
        sum.touches = true;
        let mut open = open.into_iter();
        let if_ = open.next().unwrap_or_else(|| inline::always(Vec::new()).if_);
        let small = Choose { if_, else_if: open.collect(), otherwise: Some(ElseBranch { children }) };
        (Element::Choose(small), sum)
    }

    /// The tests of a branch that are open, without its children.
    fn open(&self, branch: &ChooseBranch) -> ChooseBranch {
        // What is known one way here decides nothing: else the whole would be known.
        let known = branch.match_ == ChooseMatch::All;
        let kinds = |kind: &&Kind| self.holds.get(&Fact::Kind(**kind)) != Some(&known);
        let variables = |variable: &&Variable| self.present(**variable) != Some(known);
        ChooseBranch {
            disambiguate: branch.disambiguate,
            is_numeric: branch.is_numeric.clone(),
            is_uncertain_date: branch.is_uncertain_date.clone(),
            locator: branch.locator.clone(),
            position: branch.position.clone(),
            type_: branch.type_.as_ref().map(|all| all.iter().filter(kinds).copied().collect()),
            variable: branch.variable.as_ref().map(|all| all.iter().filter(variables).copied().collect()),
            match_: branch.match_,
            children: Vec::new(),
        }
    }

    /// Whether a branch is taken.
    fn test(&self, branch: &ChooseBranch) -> Option<bool> {
        if branch.disambiguate.is_some() || branch.position.is_some() {
            return None;
        }
        let fact = |fact: Fact| self.holds.get(&fact).copied();
        let mut tests: Vec<Option<bool>> = Vec::new();
        for variable in branch.is_numeric.iter().flatten() {
            tests.push(self.value(*variable, Fact::Numeric(*variable)));
        }
        for variable in branch.is_uncertain_date.iter().flatten() {
            tests.push(self.value((*variable).into(), Fact::Uncertain(*variable)));
        }
        // A list of references points at no place in a work.
        tests.extend(branch.locator.iter().flatten().map(|_| Some(false)));
        tests.extend(branch.type_.iter().flatten().map(|kind| fact(Fact::Kind(*kind))));
        tests.extend(branch.variable.iter().flatten().map(|variable| self.present(*variable)));
        known::test(branch.match_, &tests)
    }

    /// Whether something holds for the value of a variable.
    fn value(&self, variable: Variable, fact: Fact) -> Option<bool> {
        match self.present(variable) {
            Some(true) => self.holds.get(&fact).copied(),
            known => known,
        }
    }
}

/// True where a macro is called with a case, or without its periods.
fn is_odd(style: &IndependentStyle) -> bool {
    fn odd(element: &Element) -> bool {
        match element {
            Element::Text(text) => {
                let called = matches!(text.target, TextTarget::Macro { .. });
                called && (text.strip_periods || text.text_case.is_some())
            }
            Element::Names(names) => names.substitute().is_some_and(|substitute| substitute.children.iter().any(odd)),
            Element::Group(group) => group.children.iter().any(odd),
            Element::Choose(choose) => inline::lists(choose).any(|children| children.iter().any(odd)),
            Element::Date(_) | Element::Number(_) | Element::Label(_) => false,
        }
    }
    let layout = style.bibliography.iter().flat_map(|bibliography| &bibliography.layout.elements);
    layout.chain(style.macros.iter().flat_map(|called| &called.children)).any(odd)
}

/// Stands for all that was asked for and is not there.
fn absent_text() -> Element {
    Element::Text(Text::with_target(ABSENT))
}
