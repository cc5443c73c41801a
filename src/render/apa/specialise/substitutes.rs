//! What stands in where nobody is named, and which variables it takes away from the elements after it.

use hayagriva::citationberg::taxonomy::{NameVariable, Variable};
use hayagriva::citationberg::{IndependentStyle, LayoutRenderingElement as Element, Names, NamesChild, TextTarget};

use super::facts::{Fact, Facts, Walk};
use super::inline;

/// The variables that the entry has and that a substitute may take away from the elements after it.
pub fn fleeting(style: &IndependentStyle, holds: &Facts) -> Vec<Variable> {
    let names = all_names(style);
    let mut gone: Vec<Variable> = Vec::new();
    loop {
        let before = gone.len();
        for names in &names {
            let sure = |v: Variable| has(holds, v) && !gone.contains(&v);
            if let Some(substitute) = names.substitute()
                && !names.variable.iter().any(|v| sure((*v).into()))
            {
                for variable in asked(style, &substitute.children) {
                    if has(holds, variable) && !gone.contains(&variable) {
                        gone.push(variable);
                    }
                }
            }
        }
        if gone.len() == before {
            return gone;
        }
    }
}

/// Takes out what comes after names that are certainly there: hayagriva stops at the first that prints.
pub fn shorten(style: &mut IndependentStyle, holds: &Facts) {
    let cuts = cuts(style, holds);
    if cuts.is_empty() {
        return;
    }
    let mut cut = |element: &mut Element| {
        if let Element::Names(names) = element
            && let Some((_, length)) = cuts.iter().find(|(cut, _)| cut == names)
        {
            for child in &mut names.children {
                if let NamesChild::Substitute(substitute) = child {
                    substitute.children.truncate(*length);
                }
            }
        }
    };
    if let Some(bibliography) = &mut style.bibliography {
        each_mut(&mut bibliography.layout.elements, &mut cut);
    }
    style.macros.iter_mut().for_each(|called| each_mut(&mut called.children, &mut cut));
}

/// Names that are absent and come once, and after how many elements their substitute certainly has printed.
fn cuts(style: &IndependentStyle, holds: &Facts) -> Vec<(Names, usize)> {
    let sites = sites(style);
    let absent = |v: &NameVariable| holds.get(&Fact::Present((*v).into())) == Some(&false);
    let mut cuts = Vec::new();
    for site in sites.iter().filter(|site| site.times == 1 && site.names.variable.iter().all(absent)) {
        let Some(substitute) = site.names.substitute() else { continue };
        // Whatever another asks for may be taken away already.
        let others = || sites.iter().filter(|other| other.names != site.names);
        let fresh = |at: usize, v: Variable| {
            has(holds, v)
                && !others().any(|other| other.asked.contains(&v))
                && !asked(style, &substitute.children[..at]).contains(&v)
        };
        let prints = |(at, child): (usize, &Element)| match child {
            Element::Names(child) => {
                child.variable.iter().any(|v| fresh(at, (*v).into())) && surely_shown(site.names, child)
            }
            _ => false,
        };
        match substitute.children.iter().enumerate().position(prints) {
            Some(at) if at + 1 < substitute.children.len() => cuts.push((site.names.clone(), at + 1)),
            _ => {}
        }
    }
    cuts
}

/// Each names element with a substitute; alike ones are one, since cuts are found by what they are.
fn sites(style: &IndependentStyle) -> Vec<Site<'_>> {
    let mut sites: Vec<Site> = Vec::new();
    for names in all_names(style) {
        match sites.iter_mut().find(|site| site.names == names) {
            Some(site) => site.times += 1,
            None => {
                let children = names.substitute().map_or(&[][..], |substitute| &substitute.children);
                sites.push(Site { names, times: 1, asked: asked(style, children) });
            }
        }
    }
    sites
}

/// Names with a substitute, and what that asks for.
struct Site<'s> {
    names: &'s Names,
    times: usize,
    asked: Vec<Variable>,
}

/// True where hayagriva prints names that are there: it is not told to name none.
fn surely_shown(names: &Names, child: &Names) -> bool {
    let shown = names.from_names_substitute(child);
    shown.name().is_none_or(|name| name.options(&shown.options()).et_al_use_first != Some(0))
}

fn has(holds: &Facts, variable: Variable) -> bool {
    holds.get(&Fact::Present(variable)) == Some(&true)
}

/// All variables that elements ask for.
fn asked(style: &IndependentStyle, elements: &[Element]) -> Vec<Variable> {
    let mut walk = Walk::new(style);
    walk.list(elements);
    let variable = |fact| match fact {
        Fact::Present(variable) => Some(variable),
        _ => None,
    };
    walk.facts().into_iter().filter_map(variable).collect()
}

/// Names with a substitute, each as often as it is come to.
fn all_names(style: &IndependentStyle) -> Vec<&Names> {
    let mut names = Vec::new();
    each(style, &mut |element| {
        if let Element::Names(found) = element
            && found.substitute().is_some()
        {
            names.push(found);
        }
    });
    names
}

/// Calls `see` for each element that the layout comes to, as often as it does.
fn each<'s>(style: &'s IndependentStyle, see: &mut dyn FnMut(&'s Element)) {
    fn list<'s>(style: &'s IndependentStyle, elements: &'s [Element], see: &mut dyn FnMut(&'s Element)) {
        for element in elements {
            see(element);
            match element {
                Element::Text(text) => {
                    if let TextTarget::Macro { name } = &text.target
                        && let Some(called) = style.macros.iter().find(|called| called.name == *name)
                    {
                        list(style, &called.children, see);
                    }
                }
                Element::Names(names) => {
                    names.substitute().iter().for_each(|substitute| list(style, &substitute.children, see));
                }
                Element::Group(group) => list(style, &group.children, see),
                Element::Choose(choose) => {
                    inline::lists(choose).for_each(|children| list(style, children, see));
                }
                Element::Date(_) | Element::Number(_) | Element::Label(_) => {}
            }
        }
    }
    if let Some(bibliography) = &style.bibliography {
        list(style, &bibliography.layout.elements, see);
    }
}

/// Calls `see` for each element in a list and in its elements.
fn each_mut(elements: &mut [Element], see: &mut dyn FnMut(&mut Element)) {
    for element in elements {
        see(element);
        match element {
            Element::Names(names) => {
                for child in &mut names.children {
                    if let NamesChild::Substitute(substitute) = child {
                        each_mut(&mut substitute.children, see);
                    }
                }
            }
            Element::Group(group) => each_mut(&mut group.children, see),
            Element::Choose(choose) => {
                let others = choose.else_if.iter_mut();
                std::iter::once(&mut choose.if_).chain(others).for_each(|branch| each_mut(&mut branch.children, see));
                choose.otherwise.iter_mut().for_each(|otherwise| each_mut(&mut otherwise.children, see));
            }
            Element::Text(_) | Element::Date(_) | Element::Number(_) | Element::Label(_) => {}
        }
    }
}
