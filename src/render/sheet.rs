//! A page in, the style sheet out that it needs beside that of every page. Never knows what stands in it.

use super::frame::Page;
use crate::graph::{Index, PageId};
use crate::model::Kind;
use crate::theme::{Asset, Sheet};

impl<'a> Page<'a> {
    /// The sheet for pages of this sort; none for those that are only read.
    pub fn sheet(&self) -> Option<&'a Asset> {
        let sheet = match self.id {
            PageId::Entry(id) => match self.site.entry(id).kind {
                Kind::Guide => Sheet::Guide,
                Kind::Collaborative => Sheet::Collaborative,
                Kind::Framework | Kind::Driver | Kind::Brief | Kind::Example | Kind::Term | Kind::Page => return None,
            },
            PageId::Collaborative(..) => Sheet::Collaborative,
            PageId::Index(Index::Briefs | Index::Examples) | PageId::Search(_) => Sheet::Search,
            PageId::Index(Index::Drivers | Index::Places | Index::Guides | Index::Terms) => return None,
            PageId::Handout(_) => Sheet::Handout,
            PageId::Home | PageId::Secondary(_) | PageId::Place(_) | PageId::References | PageId::NotFound => {
                return None;
            }
            PageId::Feed | PageId::Sitemap | PageId::SitemapPart(_) | PageId::Robots | PageId::SiteJson => return None,
            // A kit brings its styles along.
            PageId::File(_) | PageId::Shard(..) | PageId::Kit(_) => return None,
            PageId::Further(..) | PageId::Stub(..) | PageId::Asset(_) => return None,
        };
        self.theme.sheet(sheet)
    }
}
