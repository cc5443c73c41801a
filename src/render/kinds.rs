//! The pages of entries, one function a kind.

use super::contents::{self, PagePart};
use super::figures;
use super::frame::{Heading, Page};
use super::island;
use super::views::{
    AssessmentView, BriefView, DriverView, ExampleView, Frame, FrameworkView, GuideView, LabelView, Part, PlainView,
    ScaleView, SecondaryView, TermView,
};
use super::{Made, collaborative};
use crate::graph::{DriverRef, EntryId, Index, Items, Listing, Own, PageId, RELATED, SecondaryId, Section, Site};
use crate::model::{Brief, Details, Example, Guide, GuideItem, ItemForm, Scale, Term};

/// The page of an entry.
pub(super) fn entry(page: Page<'_>, id: EntryId) -> Made {
    // What a translation does not say anew is its original's.
    match &page.site.entry(page.site.original(id)).details {
        Details::Framework(_) => framework(page, id),
        Details::Driver(_) => driver(page, id),
        Details::Brief(brief) => self::brief(page, id, brief),
        Details::Example(example) => self::example(page, id, example),
        Details::Guide(guide) => self::guide(page, id, guide),
        Details::Collaborative(details) => collaborative::collaborative(page, id, details),
        Details::Term(term) => self::term(page, id, term),
        Details::Page => plain(page, id),
    }
}

fn framework(mut page: Page<'_>, id: EntryId) -> Made {
    let crumbs = page.crumbs([]);
    let mut frame = page.entry_frame(id, crumbs);
    let framework = page.framework(page.site.original(id));
    let body = page.body(id);
    page.finish(&mut frame);
    frame.cite = Some(page.cite(id));
    let figure_html = figures::of_framework(&page, page.site.original(id));
    let aims = contents::those_there(&[(!framework.aims.is_empty(), ("_aims", "aims"))]);
    let drivers = contents::those_there(&[(!framework.groups.is_empty(), ("_drivers", "drivers"))]);
    let contents_html = page.parts_with(Some(id), &frame, [aims, drivers]);
    page.template("framework.html", &FrameworkView { frame, framework, figure_html, contents_html, body })
}

fn driver(mut page: Page<'_>, id: EntryId) -> Made {
    let original = page.site.original(id);
    let crumbs = page.crumbs([PageId::Index(Index::Drivers)]);
    let mut frame = page.entry_frame(id, crumbs);
    let (framework, group) = match page.site.relations(original).own {
        Own::Driver { framework, group } => (framework, group),
        _ => (None, None),
    };
    let group = framework.zip(group).and_then(|(framework, group)| match &page.site.entry(framework).details {
        Details::Framework(details) => details.groups.get(group).map(|group| page.bare(framework, &group.title)),
        _ => None,
    });
    let body = page.body(id);
    page.finish(&mut frame);
    frame.cite = Some(page.cite(id));
    let mut view = DriverView {
        contents_html: String::new(),
        framework: framework.map(|framework| page.link_view(PageId::Entry(framework))),
        group_html: group,
        figure_html: figures::of_driver(&page, original),
        body,
        secondaries: match page.first(&mut frame, Listing::Secondaries(id)) {
            Items::Secondaries(start, end) => page.secondaries_between(start, end),
            _ => Vec::new(),
        },
        briefs: page.first_cards(&mut frame, Listing::Briefs(id)),
        examples: page.first_cards(&mut frame, Listing::Examples(DriverRef::Primary(id))),
        measures: first_measures(&page, &mut frame, DriverRef::Primary(id)),
        frame,
    };
    let secondaries = contents::those_there(&[(!view.secondaries.is_empty(), ("_secondaries", "secondaries"))]);
    let lists = contents::those_there(&[
        (!view.examples.is_empty(), ("_examples", "driver_examples")),
        (!view.briefs.is_empty(), ("_briefs", "driver_briefs")),
        (!view.measures.is_empty(), ("_measures", "driver_measures")),
    ]);
    view.contents_html = page.parts_with(Some(id), &view.frame, [secondaries, lists]);
    page.template("driver.html", &view)
}

/// The page of a secondary driver: everything that the site has about it.
pub(super) fn secondary(page: Page<'_>, id: SecondaryId) -> Made {
    let driver = PageId::Entry(page.site.secondary(id).driver);
    let crumbs = page.crumbs([PageId::Index(Index::Drivers), driver]);
    let (description, summary_html) = page.secondary_summary(id);
    let heading = Heading {
        title: page.title_plain(page.id),
        title_html: page.title_html(page.id),
        description,
        kicker: page.word("secondary").to_owned(),
    };
    let mut page = page;
    let mut frame = page.frame("secondary", heading, crumbs);
    frame.draft = page.site.entry(page.site.secondary(id).driver).draft;
    frame.noindex |= frame.draft;
    page.finish(&mut frame);
    frame.cite = Some(page.cite_secondary(id));
    let mut view = SecondaryView {
        contents_html: String::new(),
        summary_html,
        driver: page.link_view(driver),
        figure_html: figures::of_secondary(&page, id),
        strategies: match page.first(&mut frame, Listing::Strategies(id)) {
            Items::Strategies(sections) => strategies(&page, sections),
            _ => Vec::new(),
        },
        examples: page.first_cards(&mut frame, Listing::Examples(DriverRef::Secondary(id))),
        actions: match page.first(&mut frame, Listing::Actions(id)) {
            Items::Actions(all) => actions(&page, all),
            _ => Vec::new(),
        },
        questions: match page.first(&mut frame, Listing::Questions(id)) {
            Items::Questions(all) => questions(&page, all),
            _ => Vec::new(),
        },
        measures: first_measures(&page, &mut frame, DriverRef::Secondary(id)),
        siblings: siblings(page.site, id).map(|other| page.link_view(PageId::Secondary(other))).collect(),
        frame,
    };
    let lists = contents::those_there(&[
        (!view.examples.is_empty(), ("_examples", "driver_examples")),
        (!view.strategies.is_empty(), ("_strategies", "driver_strategies")),
        (!view.actions.is_empty(), ("_actions", "driver_actions")),
        (!view.questions.is_empty(), ("_questions", "driver_questions")),
        (!view.measures.is_empty(), ("_measures", "driver_measures")),
        (!view.siblings.is_empty(), ("_siblings", "other_secondaries")),
    ]);
    view.contents_html = page.parts_with(None, &view.frame, [lists, Vec::new()]);
    page.template("secondary.html", &view)
}

/// The other secondary drivers of the same driver; of very many, those around it.
pub(super) fn siblings(site: &Site, id: SecondaryId) -> impl Iterator<Item = SecondaryId> + use<> {
    const NEAR: u32 = 5;
    let all = site.secondaries_of(site.secondary(id).driver);
    let is_long = site.parts(Listing::Secondaries(site.secondary(id).driver)) > 1;
    all.filter(move |&other| other != id && (!is_long || other.0.abs_diff(id.0) <= NEAR))
}

fn part(page: &Page<'_>, of: EntryId, id: &str, title: &str) -> Part {
    let of_url = page.link(PageId::Entry(of));
    Part { title: title.to_owned(), url: format!("{of_url}#{id}"), of_html: page.title_html(PageId::Entry(of)), of_url }
}

pub(super) fn strategies(page: &Page<'_>, sections: &[(EntryId, u32)]) -> Vec<Part> {
    let view = |&(brief, heading): &(EntryId, u32)| {
        let heading = &page.site.entry(brief).outline().headings[heading as usize];
        part(page, brief, &heading.id.value, &heading.text)
    };
    sections.iter().map(view).collect()
}

pub(super) fn actions(page: &Page<'_>, actions: &[(EntryId, usize)]) -> Vec<Part> {
    let view = |&(guide, action): &(EntryId, usize)| {
        let Details::Guide(details) = &page.site.entry(guide).details else { return None };
        let heading = details.actions.get(action)?.heading;
        let heading = &page.site.entry(guide).outline().headings[heading as usize];
        Some(part(page, guide, &heading.id.value, &heading.text))
    };
    actions.iter().filter_map(view).collect()
}

pub(super) fn questions(page: &Page<'_>, items: &[(EntryId, usize)]) -> Vec<Part> {
    let view = |&(guide, item): &(EntryId, usize)| {
        let Details::Guide(details) = &page.site.entry(guide).details else { return None };
        let item = &page.site.entry(guide).outline().items[details.items.get(item)?.item as usize];
        Some(part(page, guide, item.id.as_ref().map_or("", |id| &id.value), &item.text))
    };
    items.iter().filter_map(view).collect()
}

fn first_measures(page: &Page<'_>, frame: &mut Frame, driver: DriverRef) -> Vec<Part> {
    match page.first(frame, Listing::Measures(driver)) {
        Items::Measures(all) => measures(page, all),
        _ => Vec::new(),
    }
}

pub(super) fn measures(page: &Page<'_>, measures: &[(EntryId, u32)]) -> Vec<Part> {
    let view = |&(of, at): &(EntryId, u32)| {
        let title = page.title_plain(PageId::Collaborative(of, Section::Measure(at)));
        let url = page.link(PageId::Collaborative(of, Section::Measure(at)));
        let (of_html, of_url) = (page.title_html(PageId::Entry(of)), page.link(PageId::Entry(of)));
        Part { title, url, of_html, of_url }
    };
    measures.iter().map(view).collect()
}

fn brief(mut page: Page<'_>, id: EntryId, original: &Brief) -> Made {
    let site = page.site;
    let original_id = site.original(id);
    let Details::Brief(own) = &site.entry(id).details else { return plain(page, id) };
    let driver = match site.relations(original_id).own {
        Own::Brief { driver, .. } => driver,
        _ => None,
    };
    let crumbs = page.crumbs([PageId::Index(Index::Briefs)]);
    let mut frame = page.entry_frame(id, crumbs);
    // In the order in which the page shows them, since citations are numbered by first use.
    let summary_html = match &site.entry(id).summary {
        Some(summary) => page.prose(id, summary),
        None => page.summary(id),
    };
    let (from, takeaways) =
        if own.takeaways.is_empty() { (original_id, &original.takeaways) } else { (id, &own.takeaways) };
    let takeaways = takeaways.iter().map(|takeaway| page.prose(from, takeaway)).collect();
    let body = page.body(id);
    let acknowledgements_html = match &own.acknowledgements {
        Some(thanks) => Some(page.prose(id, thanks)),
        None => page.optional(original_id, original.acknowledgements.as_ref()),
    };
    let funding_html = match &own.funding {
        Some(funding) => Some(page.prose(id, funding)),
        None => page.optional(original_id, original.funding.as_ref()),
    };
    page.finish(&mut frame);
    frame.cite = Some(page.cite(id));
    let (series, whole_series) = page.series(original_id);
    let (earlier, later) = page.neighbours(original_id);
    let mut view = BriefView {
        driver: driver.map(|driver| page.link_view(PageId::Entry(driver))),
        date: original.date.as_ref().map(|date| page.date(date.value)),
        series_html: original.series.as_ref().map(|series| page.bare(original_id, series)),
        handout: page.link(PageId::Handout(id)),
        series,
        earlier,
        later,
        whole_series,
        authors: original.authors.iter().map(|author| author.value.clone()).collect(),
        summary_html,
        takeaways,
        contents_html: String::new(),
        body,
        acknowledgements_html,
        funding_html,
        guides: page.first_cards(&mut frame, Listing::Guides(id)),
        frame,
    };
    view.contents_html = page.contents(id, &view.frame, brief_parts(&view));
    page.template("brief.html", &view)
}

/// The parts of its page before its text and behind it.
fn brief_parts(view: &BriefView) -> [Vec<PagePart>; 2] {
    let (acknowledgements, funding) = match view.frame.adapted {
        Some(_) => ("acknowledgements_of_original", "funding_of_original"),
        None => ("acknowledgements", "funding"),
    };
    let after = [
        (!view.guides.is_empty(), ("_guides", "guides_for_brief")),
        (view.acknowledgements_html.is_some(), ("_acknowledgements", acknowledgements)),
        (view.funding_html.is_some(), ("_funding", funding)),
        (!view.series.is_empty(), ("_series", "more_in_series")),
    ];
    [contents::those_there(&[(!view.takeaways.is_empty(), ("_takeaways", "takeaways"))]), contents::those_there(&after)]
}

fn example(mut page: Page<'_>, id: EntryId, example: &Example) -> Made {
    let site = page.site;
    let original = site.original(id);
    let crumbs = page.crumbs([PageId::Index(Index::Examples)]);
    let mut frame = page.entry_frame(id, crumbs);
    let demonstrates: &[DriverRef] = match &site.relations(original).own {
        Own::Example { demonstrates, .. } => demonstrates,
        _ => &[],
    };
    let summary_html = page.summary(id);
    // It stands above the text, so that its citations and terms come first.
    let outcome_html = page.outcome(id).map(|(owner, outcome)| page.prose(owner, outcome));
    let body = page.body(id);
    if let Own::Example { sources, .. } = &site.relations(original).own {
        page.cite_sources(sources);
    }
    page.finish(&mut frame);
    frame.cite = Some(page.cite(id));
    let view = ExampleView {
        place: example.place.map(|place| page.link_view(PageId::Place(place))),
        date: example.date.as_ref().map(|date| page.date(date.value)),
        summary_html,
        outcome_html,
        demonstrates: demonstrates.iter().map(|&driver| page.driver_link(driver)).collect(),
        body,
        related: page.cards(&related(site, original, demonstrates, example)),
        frame,
    };
    page.template("example.html", &view)
}

/// Examples of the same drivers from other places, at most as many as a reader would look at.
pub(super) fn related(site: &Site, id: EntryId, drivers: &[DriverRef], example: &Example) -> Vec<EntryId> {
    let elsewhere = |other: &EntryId| match &site.entry(*other).details {
        Details::Example(other) => other.place != example.place,
        _ => false,
    };
    let mut seen = std::collections::BTreeSet::from([id]);
    let others = drivers.iter().filter_map(|driver| site.lists.elsewhere.get(driver)).flatten().copied();
    others.filter(elsewhere).filter(|&other| seen.insert(other)).take(RELATED).collect()
}

fn guide(mut page: Page<'_>, id: EntryId, original: &Guide) -> Made {
    let site = page.site;
    let original_id = site.original(id);
    let (brief, collaborative) = match site.relations(original_id).own {
        Own::Guide { brief, collaborative, .. } => (brief, collaborative),
        _ => (None, None),
    };
    let crumbs = page.crumbs([PageId::Index(Index::Guides)]);
    let mut frame = page.entry_frame(id, crumbs);
    let assessment = assessment(&mut page, id, original);
    if !assessment.island.is_empty() {
        frame.scripts = page.scripts(&["guide"]);
    }
    page.finish(&mut frame);
    frame.cite = Some(page.cite(id));
    let own: &[GuideItem] = match &site.entry(id).details {
        Details::Guide(guide) => &guide.items,
        _ => &[],
    };
    let questions = own.iter().filter(|item| item.form != ItemForm::Statement).count();
    let scale = contents::those_there(&[(assessment.scale.is_some(), ("_scale", "scale"))]);
    let view = GuideView {
        brief: brief.map(|brief| page.link_view(PageId::Entry(brief))),
        collaborative: collaborative.map(|id| page.link_view(PageId::Entry(id))),
        summary_html: page.summary(id),
        contents_html: page.contents(id, &frame, [scale, Vec::new()]),
        questions,
        statements: own.len() - questions,
        kit: page.site.has_page(PageId::Kit(id)).then(|| page.link(PageId::Kit(id))),
        assessment,
        frame,
    };
    page.template("guide.html", &view)
}

/// What a guide asks, with the form to answer in.
pub(super) fn assessment(page: &mut Page<'_>, id: EntryId, original: &Guide) -> AssessmentView {
    let scale = original.scale.as_ref().and_then(|name| page.site.settings.scales.get(&name.value));
    let scale = scale.map(|scale| self::scale(page, scale));
    let form = page.guide_form(id, scale.as_ref().map_or(&[], |scale| &scale.levels));
    let island = if form.asks() { island::write(page, id, &form) } else { String::new() };
    AssessmentView { scale, island, intro: form.intro, form: form.actions, notes: form.notes }
}

fn scale(page: &Page<'_>, scale: &Scale) -> ScaleView {
    let text = |inline: &crate::model::Inline| {
        page.bare_fragment(&page.site.settings.fragments[inline.fragment.0 as usize], None)
    };
    let level = |level: &crate::model::Level| LabelView { id: level.id.clone(), title_html: text(&level.label) };
    ScaleView { note_html: scale.note.as_ref().map(text), levels: scale.levels.iter().map(level).collect() }
}

fn term(mut page: Page<'_>, id: EntryId, original: &Term) -> Made {
    let crumbs = page.crumbs([PageId::Index(Index::Terms)]);
    let mut frame = page.entry_frame(id, crumbs);
    let also = match &page.site.entry(id).details {
        Details::Term(own) if !own.also.is_empty() => &own.also,
        _ => &original.also,
    };
    let also = also.iter().map(|name| name.value.clone()).collect();
    let body = page.body(id);
    page.finish(&mut frame);
    frame.cite = Some(page.cite(id));
    page.template("term.html", &TermView { also, body, frame })
}

fn plain(mut page: Page<'_>, id: EntryId) -> Made {
    let crumbs = page.crumbs([]);
    let mut frame = page.entry_frame(id, crumbs);
    let body = page.body(id);
    page.finish(&mut frame);
    frame.cite = Some(page.cite(id));
    let view = PlainView {
        summary_html: page.summary(id),
        contents_html: page.contents(id, &frame, [Vec::new(), Vec::new()]),
        body,
        frame,
    };
    page.template("page.html", &view)
}
