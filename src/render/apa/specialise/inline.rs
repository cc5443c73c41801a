//! Which elements may stand in a list without the group, choice or macro around them. Hayagriva looks at each element
//! once for every element around it, so the fewer there are the better. Never where that would show.

use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, Group, LayoutRenderingElement as Element, TextTarget,
};

use super::known::Known;

/// What a list of elements is the inside of.
#[derive(Clone, Copy)]
pub enum Around<'s> {
    /// A group with its delimiter.
    Group(Option<&'s str>),
    /// A branch, which takes the delimiter of whatever it is in.
    Choose,
    /// A macro or the layout, which have none.
    Macro,
    /// What stands in where nobody is named.
    Substitute,
}

/// The elements that may stand in a list without the element around them.
pub fn spliced(element: &Element, its: Known, around: Around) -> Option<Vec<Element>> {
    if its.touches || dated(element) {
        return None;
    }
    match element {
        Element::Choose(choose) if is_always(choose) => {
            let children = &choose.if_.children;
            let groups = children.iter().any(|child| matches!(child, Element::Group(_)));
            let alike = match around {
                Around::Group(_) | Around::Choose => !groups || its.filled == Some(true),
                Around::Macro => children.len() == 1 && its.prints == Some(true),
                Around::Substitute => false,
            };
            alike.then(|| children.clone())
        }
        Element::Group(group) if its.filled == Some(true) && is_plain(group) => match around {
            Around::Group(delimiter) if delimiter == group.delimiter.as_deref() => Some(group.children.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// True for a group that does no more than set its children apart.
pub fn is_plain(group: &Group) -> bool {
    let Group {
        children: _,
        delimiter: _,
        font_style,
        font_variant,
        font_weight,
        text_decoration,
        vertical_align,
        prefix,
        suffix,
        display,
    } = group;
    let upright = font_style.is_none() && font_variant.is_none() && font_weight.is_none();
    let bare = text_decoration.is_none() && vertical_align.is_none() && display.is_none();
    upright && bare && prefix.is_none() && suffix.is_none()
}

/// The choice that always takes its one branch: without a test all of them hold.
pub fn always(children: Vec<Element>) -> Choose {
    Choose { if_: branch(children), else_if: Vec::new(), otherwise: None }
}

/// A branch without a test.
pub fn branch(children: Vec<Element>) -> ChooseBranch {
    ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: None,
        match_: ChooseMatch::All,
        children,
    }
}

fn is_always(choose: &Choose) -> bool {
    let ChooseBranch {
        disambiguate,
        is_numeric,
        is_uncertain_date,
        locator,
        position,
        type_,
        variable,
        match_,
        children: _,
    } = &choose.if_;
    let values = is_numeric.is_none() && is_uncertain_date.is_none() && variable.is_none();
    let places = disambiguate.is_none() && locator.is_none() && position.is_none() && type_.is_none();
    values && places && *match_ == ChooseMatch::All
}

/// True for an element that may take the place of a call to the macro it is all of. Names take their case and their
/// use of periods from the calls around them: they stay where some call sets either.
pub fn settled(element: &Element, odd: bool) -> bool {
    let taken = odd && may_name(element);
    !taken && !dated(element) && !matches!(element, Element::Choose(_))
}

/// True where an element may hold names.
fn may_name(element: &Element) -> bool {
    match element {
        Element::Names(_) => true,
        Element::Text(text) => matches!(text.target, TextTarget::Macro { .. }),
        Element::Group(group) => group.children.iter().any(may_name),
        Element::Choose(choose) => lists(choose).any(|children| children.iter().any(may_name)),
        Element::Date(_) | Element::Number(_) | Element::Label(_) => false,
    }
}

/// True where an element may hold a date, which may print nothing though it is there; hayagriva then sets the
/// punctuation by what is around it.
pub fn dated(element: &Element) -> bool {
    match element {
        Element::Date(_) => true,
        Element::Text(text) => matches!(text.target, TextTarget::Macro { .. }),
        Element::Group(group) => group.children.iter().any(dated),
        Element::Choose(choose) => lists(choose).any(|children| children.iter().any(dated)),
        Element::Names(_) | Element::Number(_) | Element::Label(_) => false,
    }
}

/// The elements of each branch.
pub fn lists(choose: &Choose) -> impl Iterator<Item = &Vec<Element>> {
    let otherwise = choose.otherwise.iter().map(|otherwise| &otherwise.children);
    choose.branches().map(|branch| &branch.children).chain(otherwise)
}
