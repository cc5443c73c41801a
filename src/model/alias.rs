//! An old address as an entry names it in, its parts out: `/old/`, `/old/#part` or `/old/#part#its-new-id`.

/// An old address, or an old place on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alias<'a> {
    /// The path alone; empty for a place on the entry's own page.
    pub path: &'a str,
    /// The id that a part of the page had.
    pub old: Option<&'a str>,
    /// The id of the part that takes its place; none for the beginning of the page.
    pub now: Option<&'a str>,
}

impl<'a> Alias<'a> {
    /// Takes an alias apart; what is wrong with it was told when the entry was read.
    pub fn of(text: &'a str) -> Alias<'a> {
        let mut parts = text.split('#');
        let path = parts.next().unwrap_or("");
        let mut id = || parts.next().filter(|id| !id.is_empty());
        Alias { path, old: id(), now: id() }
    }

    /// True where what stands behind the path are at most two ids.
    pub fn is_sound(text: &str) -> bool {
        let plain = |id: &str| !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
        let mut ids = text.split('#').skip(1);
        ids.clone().count() <= 2 && ids.all(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_has_a_path_and_ids() {
        let alias = |path, old, now| Alias { path, old, now };
        assert_eq!(Alias::of("/a/b/"), alias("/a/b/", None, None));
        assert_eq!(Alias::of("/a/#x"), alias("/a/", Some("x"), None));
        assert_eq!(Alias::of("#x#y"), alias("", Some("x"), Some("y")));
        for sound in ["/a/", "/a/#x", "#x#y"] {
            assert!(Alias::is_sound(sound), "{sound}");
        }
        for wrong in ["/a/#", "#x y", "#x#y#z", "#\"", "#<"] {
            assert!(!Alias::is_sound(wrong), "{wrong}");
        }
    }
}
