//! What a handout says.

use serde::Serialize;

use super::{DateView, Frame, LinkView};

/// A brief on two pages of paper.
#[derive(Debug, Serialize)]
pub struct HandoutView {
    #[serde(flatten)]
    pub frame: Frame,
    pub brief: LinkView,
    pub driver: Option<LinkView>,
    pub date: Option<DateView>,
    pub series_html: Option<String>,
    pub authors: Vec<String>,
    pub summary_html: String,
    pub takeaways: Vec<String>,
    pub examples: Vec<HandoutExample>,
    /// What the brief has beyond this, in a sentence; empty where all of it stands here.
    pub left_out: String,
    /// Where the brief stands on the web; none where the site has no `base_url`.
    pub address: Option<String>,
    /// How to cite the brief, in APA.
    pub citation_html: String,
    /// The same of the work that the brief is adapted from.
    pub original_html: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct HandoutExample {
    pub title_html: String,
    pub url: String,
    pub place: Option<String>,
    pub date: Option<DateView>,
    pub summary_html: String,
    pub outcome_html: Option<String>,
}
