//! Addresses of the site: made from ids, told relative to one another.

use std::fmt;

/// An address within the site: starts with `/`, and ends with `/` where it is a page's folder.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(String);

impl UrlPath {
    /// `/` and the parts, each followed by `/`.
    pub fn folder(parts: &[&str]) -> UrlPath {
        let mut path = String::from("/");
        for part in parts.iter().filter(|part| !part.is_empty()) {
            path.push_str(part);
            path.push('/');
        }
        UrlPath(path)
    }

    /// A file that is no page: `/atom.xml`.
    pub fn file(path: &str) -> UrlPath {
        UrlPath(format!("/{}", path.trim_start_matches('/')))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where the page stands in the output folder: `briefs/x/index.html`.
    pub fn output(&self) -> String {
        let path = self.0.trim_start_matches('/');
        if self.0.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
    }

    /// The same address in another language: `/es/briefs/x/`.
    pub fn translated(&self, language: &str) -> UrlPath {
        UrlPath(format!("/{language}{}", self.0))
    }

    /// A page below this one: `/briefs/` and `page/2` are `/briefs/page/2/`.
    pub fn below(&self, parts: &str) -> UrlPath {
        UrlPath(format!("{}{parts}/", self.0))
    }

    /// The same as a link for who opens the page from a folder, where no server finds the `index.html` of a folder.
    pub fn explicit_from(&self, from: &UrlPath) -> String {
        let relative = self.relative_to(from);
        match relative.strip_suffix("./") {
            // "./" alone, not the end of "../".
            Some("") => "index.html".to_owned(),
            _ if relative.ends_with('/') => format!("{relative}index.html"),
            _ => relative,
        }
    }

    /// This address as a page at `from` links to it; works under any path of any host.
    pub fn relative_to(&self, from: &UrlPath) -> String {
        let (to, from) = (self.0.as_bytes(), &from.0.as_bytes()[..from.0.rfind('/').map_or(0, |at| at + 1)]);
        let same = to.iter().zip(from).take_while(|(a, b)| a == b).count();
        // Whole folders alone: `/briefs/` is no part of `/briefs-old/`.
        let common = to[..same].iter().rposition(|&byte| byte == b'/').map_or(0, |at| at + 1);
        let up = from[common..].iter().filter(|&&byte| byte == b'/').count();
        if up == 0 && common == to.len() {
            return "./".to_owned();
        }
        let mut relative = String::with_capacity(3 * up + to.len() - common);
        (0..up).for_each(|_| relative.push_str("../"));
        relative.push_str(&self.0[common..]);
        relative
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_to_the_page_they_stand_on() {
        let brief = UrlPath::folder(&["briefs", "x"]);
        let relative = |to: &UrlPath| to.relative_to(&brief);
        assert_eq!(relative(&brief), "./");
        assert_eq!(relative(&UrlPath::folder(&["briefs", "xy"])), "../xy/");
        assert_eq!(relative(&UrlPath::folder(&["drivers", "d", "s"])), "../../drivers/d/s/");
        assert_eq!(relative(&UrlPath::folder(&[])), "../../");
        assert_eq!(relative(&UrlPath::file("atom.xml")), "../../atom.xml");
        assert_eq!(brief.relative_to(&UrlPath::folder(&[])), "briefs/x/");
        assert_eq!(brief.translated("es").as_str(), "/es/briefs/x/");
        assert_eq!(brief.output(), "briefs/x/index.html");
    }

    #[test]
    fn links_in_a_folder_name_the_file() {
        let brief = UrlPath::folder(&["briefs", "x"]);
        assert_eq!(brief.explicit_from(&brief), "index.html");
        assert_eq!(UrlPath::folder(&[]).explicit_from(&brief), "../../index.html");
        assert_eq!(UrlPath::folder(&["terms", "t"]).explicit_from(&brief), "../../terms/t/index.html");
        assert_eq!(UrlPath::file("site.json").explicit_from(&brief), "../../site.json");
        assert_eq!(brief.explicit_from(&UrlPath::folder(&[])), "briefs/x/index.html");
    }
}
