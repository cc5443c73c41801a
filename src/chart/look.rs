//! Where a chart is shown in, how its parts look there out: by classes on a page, by colours in a file. Never draws.

/// Where a chart is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A file of its own, with colours, and with the verdict below.
    File,
    /// On a page, beside its verdict and its table; a style shows the arrangement that has room.
    Wide,
    Narrow,
}

/// What is drawn. On a page it is a class, in a file it has its colours.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Paper,
    Grid,
    Words,
    Quiet,
    Heading,
    Line,
    Median,
    Target,
    Point,
    Mark,
    Note,
}

impl Part {
    pub fn attributes(self, look: Look) -> &'static str {
        match (look, self) {
            (Look::File, Part::Paper) => " fill=\"#fff\" stroke=\"none\"",
            (Look::File, Part::Grid) => " stroke=\"#d3dbd6\"",
            (Look::File, Part::Words) => " fill=\"#1b2320\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\"",
            (Look::File, Part::Quiet) => " fill=\"#525f59\" stroke=\"none\"",
            (Look::File, Part::Heading) => " fill=\"#1b2320\" stroke=\"none\" font-weight=\"600\" font-size=\"16\"",
            (Look::File, Part::Line) => " stroke=\"#525f59\" stroke-width=\"1.5\"",
            (Look::File, Part::Median) => " stroke=\"#0f5541\" stroke-width=\"2\"",
            (Look::File, Part::Target) => " stroke=\"#8a4a08\" stroke-width=\"2\" stroke-dasharray=\"8 4\"",
            (Look::File, Part::Point) => " fill=\"#1b2320\" stroke=\"#fff\"",
            (Look::File, Part::Mark) => " stroke=\"#0f5541\" stroke-width=\"2\"",
            (Look::File, Part::Note) => " stroke=\"#75837c\" stroke-dasharray=\"2 3\"",
            (_, Part::Paper) => " class=\"paper\"",
            (_, Part::Grid) => " class=\"wires\"",
            (_, Part::Words) => " class=\"words\"",
            (_, Part::Quiet) => " class=\"quiet\"",
            (_, Part::Heading) => " class=\"heads\"",
            (_, Part::Line) => " class=\"line\"",
            (_, Part::Median) => " class=\"median\"",
            (_, Part::Target) => " class=\"target\"",
            (_, Part::Point) => " class=\"point\"",
            (_, Part::Mark) => " class=\"mark\"",
            (_, Part::Note) => " class=\"note\"",
        }
    }
}
