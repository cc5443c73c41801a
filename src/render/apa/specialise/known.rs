//! What is known before formatting of what an element comes to; hayagriva's `UsageInfo`, with "not known yet".

use hayagriva::citationberg::ChooseMatch;

/// Each fact is `None` where only formatting can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Whether it prints anything.
    pub prints: Option<bool>,
    /// Whether it asks for a variable.
    pub vars: Option<bool>,
    /// Whether one that it asks for is there.
    pub filled: Option<bool>,
    /// Whether it calls a macro that prints.
    pub macros: Option<bool>,
    /// Whether a group has a group that prints.
    pub groups: Option<bool>,
    /// Whether looking at it may matter to what comes after it.
    pub touches: bool,
}

impl Known {
    /// Of an element that might as well not be there.
    pub const NOTHING: Known = Known {
        prints: Some(false),
        vars: Some(false),
        filled: Some(false),
        macros: Some(false),
        groups: Some(false),
        touches: false,
    };
    /// Of an element all of whose variables are not there.
    pub const ABSENT: Known = Known { vars: Some(true), ..Known::NOTHING };
    /// Of an element that only formatting tells about.
    pub const UNKNOWN: Known =
        Known { prints: None, vars: None, filled: None, macros: None, groups: None, touches: true };

    /// Of two elements, one after the other.
    pub fn merge(self, other: Known) -> Known {
        Known {
            prints: or(self.prints, other.prints),
            vars: or(self.vars, other.vars),
            filled: or(self.filled, other.filled),
            macros: or(self.macros, other.macros),
            groups: or(self.groups, other.groups),
            touches: self.touches || other.touches,
        }
    }

    /// Of two elements, one or the other.
    pub fn either(self, other: Known) -> Known {
        let same = |one: Option<bool>, other: Option<bool>| one.filter(|_| one == other);
        Known {
            prints: same(self.prints, other.prints),
            vars: same(self.vars, other.vars),
            filled: same(self.filled, other.filled),
            macros: same(self.macros, other.macros),
            groups: same(self.groups, other.groups),
            touches: self.touches || other.touches,
        }
    }

    /// True where something of it is surely there, and looking at it once more or less is all the same.
    pub fn is_there(self) -> bool {
        self.filled == Some(true) && !self.touches
    }

    /// Whether hayagriva shows a group or macro of which this is known.
    pub fn rendered(self) -> Option<bool> {
        or(self.vars.map(|vars| !vars), or(self.filled, or(self.macros, self.groups)))
    }
}

/// True where either is.
pub fn or(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// True where both are.
pub fn and(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    or(one.map(|one| !one), other.map(|other| !other)).map(|both| !both)
}

/// What tests come to, taken together.
pub fn test(kind: ChooseMatch, tests: &[Option<bool>]) -> Option<bool> {
    // One test of this sort decides; else an open one leaves it open.
    let unless = |decisive: bool| match tests {
        tests if tests.contains(&Some(decisive)) => Some(decisive),
        tests if tests.contains(&None) => None,
        _ => Some(!decisive),
    };
    match kind {
        ChooseMatch::All => unless(false),
        ChooseMatch::Any => unless(true),
        ChooseMatch::None => unless(true).map(|any| !any),
    }
}
