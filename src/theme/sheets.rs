//! The files below `styles/` in, the style sheets that pages load out: one for every page, and one more for those of some
//! sorts, so that nobody who reads waits for the looks of a form. Never knows which page loads which.

use std::collections::BTreeMap;

use super::{Asset, Part, asset, of_folder, sheet};

/// A style sheet that pages of some sorts load beside the common one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheet {
    /// Forms of guides, and what their scripts show.
    Guide,
    /// Collaboratives and all below them.
    Collaborative,
    /// The search, and lists that can be narrowed.
    Search,
    /// Briefs on two pages of paper.
    Handout,
}

impl Sheet {
    const ALL: [Sheet; 4] = [Sheet::Guide, Sheet::Collaborative, Sheet::Search, Sheet::Handout];

    /// What its file is called.
    fn name(self) -> &'static str {
        match self {
            Sheet::Guide => "guide",
            Sheet::Collaborative => "collaborative",
            Sheet::Search => "search",
            Sheet::Handout => "handout",
        }
    }

    /// The folders below `styles/` that it is made of. Charts stand in two sheets, so that each page loads one.
    fn folders(self) -> &'static [&'static str] {
        match self {
            Sheet::Guide => &["chart/", "guide/"],
            Sheet::Collaborative => &["chart/", "collaborative/"],
            Sheet::Search => &["search/"],
            Sheet::Handout => &["handout/"],
        }
    }
}

/// The text of the sheet for every page: all files that stand in none of the folders of others.
pub(super) fn common(parts: &BTreeMap<String, Part>) -> String {
    let others: Vec<&str> = Sheet::ALL.into_iter().flat_map(Sheet::folders).copied().collect();
    let is_common = |name: &str| !others.iter().any(|folder| name.starts_with(folder));
    let files = of_folder(parts, "styles/").filter(|(name, _)| is_common(name));
    files.map(|(_, part)| part.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// The other sheets; without those that have no text.
pub(super) fn further(parts: &BTreeMap<String, Part>) -> BTreeMap<Sheet, Asset> {
    let made = |one: Sheet| {
        let folders: Vec<String> = one.folders().iter().map(|folder| format!("styles/{folder}")).collect();
        let files = folders.iter().flat_map(|folder| of_folder(parts, folder));
        let text = sheet::lean(&files.map(|(_, part)| part.text.as_str()).collect::<Vec<_>>().join("\n"));
        (!text.is_empty()).then(|| (one, asset(one.name(), "css", text.into_bytes())))
    };
    Sheet::ALL.into_iter().filter_map(made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_stands_in_the_sheet_of_its_folder() {
        let part = |name: &str, text: &str| (name.to_owned(), Part { text: text.to_owned(), file: None });
        let parts = BTreeMap::from([
            part("styles/10-a.css", "a {}"),
            part("styles/more/20-b.css", "b {}"),
            part("styles/chart/c.css", "c {}"),
            part("styles/guide/d.css", "d {}"),
        ]);
        assert_eq!(common(&parts), "a {}\nb {}");
        let further = further(&parts);
        let texts: Vec<(Sheet, String)> =
            further.iter().map(|(one, asset)| (*one, String::from_utf8_lossy(&asset.bytes).into_owned())).collect();
        let [(Sheet::Guide, guide), (Sheet::Collaborative, collaborative)] = texts.as_slice() else {
            panic!("{texts:?}")
        };
        assert!(
            guide.contains('c') && guide.contains('d') && collaborative.contains('c') && !collaborative.contains('d')
        );
        assert!(further[&Sheet::Guide].address.as_str().starts_with("/assets/guide-"));
    }
}
