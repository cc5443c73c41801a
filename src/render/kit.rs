//! A guide in, one file that holds all of it out: words, form, style and scripts. It works from a stick, in a browser
//! that never saw the site, and under a policy of its own that lets it ask nobody for anything.

use super::Made;
use super::frame::Page;
use super::kinds::assessment;
use super::views::{AssessmentView, KitView};
use crate::graph::{EntryId, PageId};
use crate::model::Details;

/// A guide as a file of its own.
pub(super) fn kit(mut page: Page<'_>, id: EntryId) -> Made {
    let site = page.site;
    let mut frame = page.entry_frame(id, Vec::new());
    frame.noindex = true;
    let assessment: Option<AssessmentView> = match &site.entry(site.original(id)).details {
        Details::Guide(original) => Some(assessment(&mut page, id, original)),
        _ => None,
    };
    frame.references_html = page.references();
    frame.terms = page.term_notes();
    frame.addresses_html = page.addresses();
    let view =
        KitView { summary_html: page.summary(id), page: page.published_link(PageId::Entry(id)), assessment, frame };
    page.template_alone("kit.html", &view)
}
