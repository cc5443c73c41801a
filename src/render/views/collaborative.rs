//! What the templates of collaboratives see.

use serde::Serialize;

use super::{Card, DateView, Frame, LinkView};

#[derive(Debug, Serialize)]
pub struct CollaborativeView {
    #[serde(flatten)]
    pub frame: Frame,
    pub summary_html: String,
    pub start: Option<DateView>,
    pub end: Option<DateView>,
    /// Months from the first to the last; none where either is known as a year alone.
    pub months: Option<u32>,
    pub tracks: Vec<TrackSummary>,
    pub team_min: Option<u32>,
    pub team_max: Option<u32>,
    pub timeline: Option<TimelineView>,
    /// Events that recur or have no date, which the line of time does not show.
    pub events: Vec<EventView>,
    /// The page of the calendar.
    pub calendar: Option<String>,
    pub eligibility: Vec<String>,
    pub commitments: Vec<String>,
    pub how_to_join_html: Option<String>,
    pub drivers: Vec<LinkView>,
    pub coaches: Vec<TitledView>,
    pub affinity_groups: Vec<TitledView>,
    pub sites: Vec<ParticipatingSiteView>,
    pub measures: Vec<MeasureLink>,
    /// Who has reported; only in the private edition.
    pub reports: Option<String>,
    /// All teams together; only in the private edition.
    pub roll_up: Option<String>,
    /// The headings, as items; empty where there are few.
    pub contents_html: String,
    pub body: String,
    /// Guides that its teams use.
    pub used_guides: Vec<Card>,
    /// Guides that belong to it.
    pub guides: Vec<Card>,
}

#[derive(Debug, Serialize)]
pub struct TrackSummary {
    pub id: String,
    pub title_html: String,
    pub url: String,
    pub aim_html: Option<String>,
    pub planned_sites: Option<u32>,
}

/// Something with a title and a word about it.
#[derive(Debug, Serialize)]
pub struct TitledView {
    pub title_html: String,
    /// What tells it from the others.
    pub of_html: Option<String>,
    pub about_html: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct ParticipatingSiteView {
    pub title_html: String,
    /// Its page, where it has one.
    pub url: Option<String>,
    pub place: Option<String>,
    pub track_html: Option<String>,
    pub joined: Option<DateView>,
    pub left: Option<DateView>,
}

#[derive(Debug, Serialize)]
pub struct EventView {
    pub title_html: String,
    /// What sort of event it is; empty where the title has to say it.
    pub kind: String,
    /// The first date of what recurs.
    pub date: Option<DateView>,
    pub repeats_html: Option<String>,
    pub days: Option<u32>,
    pub in_person: Option<bool>,
    pub participants: Option<String>,
    pub track: Option<LinkView>,
    pub about_html: Option<String>,
}

/// The shape of a collaborative.
#[derive(Debug, Serialize)]
pub struct TimelineView {
    pub svg: String,
    /// The same as a list, in the order of time.
    pub steps: Vec<StepView>,
    /// False where dates are missing, so that places show the order alone.
    pub to_scale: bool,
}

#[derive(Debug, Serialize)]
pub struct StepView {
    /// `phase`, `session`, `action` or `event`: how it is marked.
    pub sort: &'static str,
    /// What stands in its mark, in the drawing as well.
    pub mark: String,
    pub title_html: String,
    pub kind: String,
    pub start: Option<DateView>,
    pub end: Option<DateView>,
    pub days: Option<u32>,
    pub about_html: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct TrackView {
    #[serde(flatten)]
    pub frame: Frame,
    pub collaborative: LinkView,
    pub aim_html: Option<String>,
    pub planned_sites: Option<u32>,
    pub coaches: Vec<TitledView>,
    pub sites: Vec<ParticipatingSiteView>,
    pub events: Vec<EventView>,
    /// The page of the calendar.
    pub calendar: Option<String>,
    /// The track's events for calendar programs.
    pub file: Option<String>,
    pub measures: Vec<MeasureLink>,
}

#[derive(Debug, Serialize)]
pub struct CalendarView {
    #[serde(flatten)]
    pub frame: Frame,
    pub collaborative: LinkView,
    pub events: Vec<EventView>,
    /// Files for calendar programs: all events, then each track's.
    pub files: Vec<LinkView>,
    /// True where an event stands in no file, since its day is not known.
    pub undated: bool,
}

/// A measure in a list.
#[derive(Debug, Serialize)]
pub struct MeasureLink {
    pub title_html: String,
    pub url: String,
    /// Outcome, process or balancing, in words.
    pub sort: Option<String>,
    pub target: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct MeasureView {
    #[serde(flatten)]
    pub frame: Frame,
    pub collaborative: LinkView,
    pub unit: Option<String>,
    /// Which way is better, in words.
    pub direction: Option<String>,
    pub numerator_html: Option<String>,
    pub denominator_html: Option<String>,
    pub target: Option<String>,
    pub baseline: Option<DateView>,
    pub driver: Option<LinkView>,
    /// What happened, where no chart tells it.
    pub notes: Vec<NoteView>,
    /// All sites together.
    pub chart: Option<ChartView>,
    /// Why the line of all sites is what it is.
    pub is_pooled: bool,
    /// Each track and each site, small.
    pub tiles: Vec<SmallView>,
    /// True where everybody may see what sites reported.
    pub public: bool,
    /// What sites reported; none where nothing may be shown, or nothing is there.
    pub grid: Option<GridView>,
    /// Why some values are marked.
    pub small_note: Option<String>,
    /// The table to fill in.
    pub template: String,
    /// Where the filled table is to stand.
    pub file: String,
}

#[derive(Debug, Serialize)]
pub struct NoteView {
    pub date: DateView,
    pub text_html: String,
}

/// A run chart with all that belongs to it.
#[derive(Debug, Serialize)]
pub struct ChartView {
    /// Of its heading.
    pub id: String,
    /// What it is of, without markup.
    pub title: String,
    /// The drawing, for where there is room and for where there is little.
    pub wide: String,
    pub narrow: String,
    /// What the rules say, in words.
    pub verdict: String,
    pub happened: Vec<HappenedView>,
    pub dots: Vec<DotView>,
    /// True where any rule has something to say.
    pub is_marked: bool,
    pub rules: Vec<RuleView>,
    pub median: String,
    pub points: usize,
    /// Points off the median.
    pub useful: usize,
    /// Points that the median is frozen on.
    pub baseline: Option<usize>,
}

/// Something that happened.
#[derive(Debug, Serialize)]
pub struct HappenedView {
    /// Its number in the drawing; none for what lies outside of it.
    pub number: Option<usize>,
    pub date: DateView,
    pub text_html: String,
}

/// A point of a chart.
#[derive(Debug, Serialize)]
pub struct DotView {
    pub date: DateView,
    pub value: String,
    /// The signals that it belongs to.
    pub signals: String,
}

/// A rule, and what it found.
#[derive(Debug, Serialize)]
pub struct RuleView {
    pub name: String,
    pub how: String,
    pub found: String,
    pub is_signal: bool,
}

/// A small chart among others.
#[derive(Debug, Serialize)]
pub struct SmallView {
    pub svg: String,
    pub title_html: String,
    pub url: Option<String>,
    /// The latest value and the median.
    pub numbers: String,
    /// The signals by name.
    pub said: String,
    pub is_signal: bool,
}

/// A table by month.
#[derive(Debug, Serialize)]
pub struct GridView {
    pub caption: String,
    pub months: Vec<DateView>,
    pub rows: Vec<GridRow>,
}

#[derive(Debug, Serialize)]
pub struct GridRow {
    pub title_html: String,
    pub url: Option<String>,
    /// `total`, `track` or `site`.
    pub sort: &'static str,
    pub cells: Vec<GridCell>,
}

#[derive(Debug, Serialize)]
pub struct GridCell {
    /// Empty where there is nothing.
    pub text: String,
    /// `number`, `none`, `small`; of reports `received`, `partly`, `missing`, `away`.
    pub sort: &'static str,
}

#[derive(Debug, Serialize)]
pub struct SiteView {
    #[serde(flatten)]
    pub frame: Frame,
    pub collaborative: LinkView,
    pub place: Option<String>,
    pub track: Option<LinkView>,
    pub joined: Option<DateView>,
    pub left: Option<DateView>,
    /// All its measures, small.
    pub tiles: Vec<SmallView>,
    pub measured: Vec<MeasuredView>,
    pub grid: Option<GridView>,
    pub small_note: Option<String>,
}

/// A measure on the page of a site.
#[derive(Debug, Serialize)]
pub struct MeasuredView {
    pub title_html: String,
    /// The page of the measure.
    pub url: String,
    pub chart: ChartView,
}

#[derive(Debug, Serialize)]
pub struct ReportsView {
    #[serde(flatten)]
    pub frame: Frame,
    pub collaborative: LinkView,
    /// All measures together, then each.
    pub grids: Vec<GridView>,
}

#[derive(Debug, Serialize)]
pub struct RollUpView {
    #[serde(flatten)]
    pub frame: Frame,
    pub collaborative: LinkView,
    /// How many rounds are there and counted, in words; none where there is none.
    pub summary: Option<String>,
    /// What is not shown, and why; none where all is.
    pub hidden: Option<String>,
    pub contents_html: String,
    pub parts: Vec<RollUpPart>,
}

/// A section of the roll-up.
#[derive(Debug, Serialize)]
pub struct RollUpPart {
    pub id: &'static str,
    pub title: String,
    pub about: String,
    /// Empty where there is nothing to show.
    pub tables: Vec<TallyView>,
}

/// Numbers by row and column.
#[derive(Debug, Serialize)]
pub struct TallyView {
    pub caption: String,
    /// What the rows are.
    pub head: String,
    pub columns: Vec<String>,
    pub rows: Vec<TallyRow>,
}

#[derive(Debug, Serialize)]
pub struct TallyRow {
    pub title_html: String,
    pub url: Option<String>,
    /// `one`, `whole`, `total`, `then` or `now`.
    pub sort: &'static str,
    /// Which of two rows of one title this is.
    pub moment: Option<String>,
    pub cells: Vec<TallyCell>,
}

#[derive(Debug, Serialize)]
pub struct TallyCell {
    /// None for what is not shown.
    pub text: Option<String>,
    /// How long its bar is, of 100.
    pub bar: Option<usize>,
}
