//! A file's name in, whether editors, systems or cloud folders left it out.

/// True for names that never belong to a site.
pub fn is_litter(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.starts_with(['.', '_'])
        || name.starts_with("~$")
        || name.ends_with(['~', '\r'])
        || (name.starts_with('#') && name.ends_with('#'))
        || [".swp", ".swo", ".tmp", ".temp", ".bak", ".orig", ".part", ".crdownload", ".lnk"]
            .iter()
            .any(|end| lower.ends_with(end))
        || ["thumbs.db", "desktop.ini", "ehthumbs.db"].contains(&lower.as_str())
        || lower.contains(".sync-conflict-")
        || ["conflicted copy", "conflict copy"].iter().any(|part| lower.contains(part))
}

#[cfg(test)]
mod tests {
    use super::is_litter;

    #[test]
    fn what_programs_leave_behind_is_no_content() {
        for litter in [
            ".DS_Store",
            "_notes.md",
            "x.md~",
            "~$x.md",
            "#x.md#",
            ".x.md.swp",
            "Thumbs.db",
            "x (Ana's conflicted copy 2026-01-01).md",
        ] {
            assert!(is_litter(litter), "{litter}");
        }
        assert!(!is_litter("x.md") && !is_litter("orig.md"));
    }
}
