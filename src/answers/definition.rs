//! What a team's file and a guide's island hold, said once: reading, merging and both schemas follow it.

use super::shape::{Field, Need, Record, Shape};

/// A member that must be there.
const fn must(name: &'static str, shape: Shape, about: &'static str) -> Field {
    Field { name, shape, need: Need::Must, about }
}

/// A member that may be left out.
const fn may(name: &'static str, shape: Shape, about: &'static str) -> Field {
    Field { name, shape, need: Need::May, about }
}

/// Registers of the values that are used often.
const TEXT: Shape = Shape::Register(&Shape::Text);
const DAY: Shape = Shape::Register(&Shape::Day);
const FLAG: Shape = Shape::Register(&Shape::Flag);
const NUMBER: Shape = Shape::Register(&Shape::Number);

/// The version of all that is defined here. A file of a higher one is left alone.
pub const VERSION: u32 = 1;

/// What a file says that it is.
pub const ANSWERS: &str = "framewright-answers";
pub const ARCHIVE: &str = "framewright-archive";
/// The file of a round that has no answers yet.
pub const INVITATION: &str = "framewright-round";

/// What an answer was given to: 16 hexadecimal digits that change when the words do.
pub fn wording(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    blake3::hash(folded.as_bytes()).to_hex()[..16].to_owned()
}

/// A team's file: one sitting of a team on one guide.
pub static FILE: Record = Record {
    name: "answers",
    about: "One round of a team on one guide.",
    fields: &[
        must("format", Shape::OneOf(&[ANSWERS]), "What this file is."),
        must("version", Shape::Version(VERSION), "The version of its form."),
        must("site", Shape::Id(""), "The id of the site that published the guide."),
        must("guide", Shape::Id(""), "The id of the guide."),
        must("round", Shape::Record(&ROUND), "The sitting."),
        may("members", Shape::ById("m-", &Shape::Record(&MEMBER)), "Who takes part."),
        may(
            "sheets",
            Shape::ById("m-", &Shape::ById("", &Shape::Record(&SHEET))),
            "By member, by item or action: what was answered.",
        ),
        may("agreed", Shape::ById("", &Shape::Record(&AGREED)), "By item or action: what the team agreed on."),
        may("priorities", Shape::ById("", &Shape::Register(&PRIORITY)), "By item or action: how much it matters now."),
        may("next_steps", Shape::ById("s-", &Shape::Record(&STEP)), "What will be done."),
        may("tests", Shape::ById("t-", &Shape::Record(&TEST)), "Small tests of change."),
        may("measures", Shape::ById("", &Shape::Record(&MEASURE)), "What is counted over time."),
        may("consent", FLAG, "Whether a coordinator may count this file with others."),
    ],
};

/// Several rounds in one file.
pub static ROUNDS: Record = Record {
    name: "archive",
    about: "Several rounds of a site, by guide and round.",
    fields: &[
        must("format", Shape::OneOf(&[ARCHIVE]), "What this file is."),
        must("version", Shape::Version(VERSION), "The version of its form."),
        must("site", Shape::Id(""), "The id of the site."),
        must("rounds", Shape::List(&Shape::Record(&FILE)), "A team's file each."),
    ],
};

static ROUND: Record = Record {
    name: "round",
    about: "One sitting of a team on one guide.",
    fields: &[
        must("id", Shape::Id("r-"), "The same for all who take part."),
        may("title", TEXT, "What the team calls it; one that answers before a round is started has no name yet."),
        may("date", DAY, "When it takes place."),
        may("aim", TEXT, "What it serves."),
        may("previous", Shape::Id("r-"), "The round before it."),
        may("closed", FLAG, "Whether the team is done with it."),
    ],
};

static MEMBER: Record = Record {
    name: "member",
    about: "Someone who takes part.",
    fields: &[
        may("name", TEXT, "A name or an alias."),
        may("role", TEXT, "What they do."),
        may("sector", TEXT, "Where they do it."),
    ],
};

const LEVEL: Shape = TEXT;
const STATE: Shape = Shape::Register(&Shape::OneOf(&["answered", "not-discussed", "not-applicable"]));
const LINKS: Shape = Shape::Register(&Shape::List(&Shape::Text));

static SHEET: Record = Record {
    name: "sheet",
    about: "One answer.",
    fields: &[
        may("level", LEVEL, "The id of a level of the guide's scale."),
        may("answer", TEXT, "The answer in words."),
        may("note", TEXT, "A note; where it is not applicable, the reason."),
        may("evidence", LINKS, "Where to see it."),
        may("state", STATE, "Answered, or why not."),
        may("wording", TEXT, "Changes when the words of the question do."),
    ],
};

static AGREED: Record = Record {
    name: "agreed",
    about: "One answer that the team agreed on.",
    fields: &[
        may("level", LEVEL, "The id of a level of the guide's scale."),
        may("answer", TEXT, "The answer in words."),
        may("note", TEXT, "A note; where it is not applicable, the reason."),
        may("evidence", LINKS, "Where to see it."),
        may("state", STATE, "Answered, or why not."),
        may("wording", TEXT, "Changes when the words of the question do."),
        may("rationale", TEXT, "Why the team agreed on it."),
    ],
};

static PRIORITY: Shape = Shape::OneOf(&["high", "medium", "low"]);

static STEP: Record = Record {
    name: "next_step",
    about: "Something that will be done.",
    fields: &[
        may("what", TEXT, "What."),
        may("item", TEXT, "The item or action that it is for."),
        may("owner", TEXT, "Who sees to it."),
        may("due", DAY, "By when."),
        may("status", Shape::Register(&Shape::OneOf(&["open", "started", "done", "dropped"])), "How it stands."),
        may("review", DAY, "When it is looked at next."),
        may("test", TEXT, "The test of it."),
    ],
};

static TEST: Record = Record {
    name: "test",
    about: "A small test of change.",
    fields: &[
        may("aim", TEXT, "What it serves."),
        may("driver", TEXT, "The secondary driver's id."),
        may("step", TEXT, "The next step's id."),
        may("measure", TEXT, "The measure's id."),
        may("change", TEXT, "What is changed."),
        may("prediction", TEXT, "What is expected."),
        may("plan", TEXT, "Who does what, where and when."),
        may("happened", TEXT, "What happened."),
        may("learned", TEXT, "What was learned."),
        may("decision", Shape::Register(&Shape::OneOf(&["adopt", "adapt", "abandon"])), "What comes of it."),
        may("started", DAY, "The first day."),
        may("ended", DAY, "The last day."),
        may("next", TEXT, "The test that follows."),
    ],
};

static MEASURE: Record = Record {
    name: "measure",
    about: "Something that is counted over time.",
    fields: &[
        may("title", TEXT, "What is counted."),
        may("unit", TEXT, "In what."),
        may("direction", Shape::Register(&Shape::OneOf(&["up", "down"])), "Which way is better."),
        may("target", NUMBER, "What it should come to."),
        may(
            "baseline",
            DAY,
            "The last day of the numbers that the median is frozen on; where it is empty, all make it.",
        ),
        may("points", Shape::ByDay(&NUMBER), "By day: the value."),
        may("notes", Shape::ByDay(&TEXT), "By day: a note."),
        may("astronomical", Shape::ByDay(&FLAG), "By day: whether a person marked it as obviously different."),
    ],
};

/// What the browser knows of a guide.
pub static ISLAND: Record = Record {
    name: "guide",
    about: "What the self-assessment in the browser knows of a guide.",
    fields: &[
        must("format", Shape::OneOf(&["framewright-guide"]), "What this is."),
        must("version", Shape::Version(VERSION), "The version of its form."),
        must("site", Shape::Record(&NAMED), "The site."),
        must("guide", Shape::Record(&GUIDE), "The guide."),
        must("language", Shape::Text, "The language of all texts."),
        must("offline", Shape::Flag, "True where the web may be far."),
        must("kit", Shape::Flag, "True in a guide's file of its own."),
        must("scale", Shape::Nullable(&Shape::Record(&SCALE)), "The levels; none where nothing is rated."),
        must("actions", Shape::List(&Shape::Record(&ACTION)), "What a team is to do."),
        must("drivers", Shape::ById("", &Shape::Record(&DRIVER)), "By secondary driver: what stands beside a gap."),
        must("words", Shape::ByName(&Shape::Text), "The words of the page; the others come with the scripts."),
        may("scripts", Shape::Record(&SCRIPTS), "Scripts that are loaded when they are needed."),
        must("schemas", Shape::Record(&SCHEMAS), "Where the schemas are."),
        must("roles", Shape::List(&Shape::Text), "Suggestions for roles."),
        must("sectors", Shape::List(&Shape::Text), "Suggestions for sectors."),
    ],
};

static NAMED: Record = Record {
    name: "named",
    about: "An id and a title.",
    fields: &[must("id", Shape::Id(""), "The id."), must("title", Shape::Text, "The title.")],
};

static GUIDE: Record = Record {
    name: "guide_names",
    about: "The guide and where it is.",
    fields: &[
        must("id", Shape::Id(""), "The id."),
        must("title", Shape::Text, "The title."),
        must("url", Shape::Nullable(&Shape::Text), "Its address on the web, where the site knows it."),
        must("page", Shape::Text, "Its page, from here."),
    ],
};

static SCALE: Record = Record {
    name: "scale",
    about: "Levels from least to most.",
    fields: &[
        must("name", Shape::Text, "Its name in the settings."),
        may("note", Shape::Text, "Whose it is."),
        must("levels", Shape::List(&Shape::Record(&LEVEL_OF_SCALE)), "From least to most."),
    ],
};

static LEVEL_OF_SCALE: Record = Record {
    name: "level",
    about: "A level.",
    fields: &[must("id", Shape::Id(""), "The id."), must("label", Shape::Text, "What it is called.")],
};

static ACTION: Record = Record {
    name: "action",
    about: "A section of the guide.",
    fields: &[
        must("id", Shape::Id(""), "The id."),
        must("title", Shape::Text, "The heading."),
        must("wording", Shape::Text, "Changes when the heading does."),
        may("also", Shape::List(&Shape::Text), "The same of its heading in the guide's other languages."),
        must("rated", Shape::Flag, "True where it takes a level as a whole."),
        may("driver", Shape::Id(""), "Its secondary driver."),
        must("items", Shape::List(&Shape::Record(&ITEM)), "Its questions and statements."),
    ],
};

static ITEM: Record = Record {
    name: "item",
    about: "A question or a statement.",
    fields: &[
        must("id", Shape::Id(""), "The id."),
        must("kind", Shape::OneOf(&["question", "statement"]), "Whether it takes words."),
        must("rated", Shape::Flag, "True where it takes a level."),
        must("text", Shape::Text, "What is asked or stated."),
        may("help", Shape::Text, "What helps to answer."),
        must("wording", Shape::Text, "Changes when the words do."),
        may("also", Shape::List(&Shape::Text), "The same of its words in the guide's other languages."),
        may("driver", Shape::Id(""), "Its secondary driver, or its action's."),
    ],
};

static DRIVER: Record = Record {
    name: "driver",
    about: "A secondary driver with what the site has on it.",
    fields: &[
        must("title", Shape::Text, "The title."),
        must("url", Shape::Nullable(&Shape::Text), "Its page."),
        must("strategies", Shape::List(&Shape::Record(&STRATEGY)), "Sections of briefs."),
        must("examples", Shape::List(&Shape::Record(&EXAMPLE)), "What other places did."),
        may("more", Shape::Text, "Where all examples are, if these are not all."),
    ],
};

static STRATEGY: Record = Record {
    name: "strategy",
    about: "A section of a brief.",
    fields: &[
        must("title", Shape::Text, "Its heading."),
        must("of", Shape::Text, "Its brief."),
        must("url", Shape::Nullable(&Shape::Text), "Where it is."),
    ],
};

static EXAMPLE: Record = Record {
    name: "example",
    about: "What a place did.",
    fields: &[
        must("title", Shape::Text, "The title."),
        must("place", Shape::Text, "The place."),
        may("date", Shape::Text, "When, in words."),
        may("summary", Shape::Text, "What it is."),
        may("outcome", Shape::Text, "What came of it."),
        must("url", Shape::Nullable(&Shape::Text), "Where it is."),
    ],
};

static SCRIPTS: Record = Record {
    name: "scripts",
    about: "Addresses of scripts.",
    fields: &[
        must("words", Shape::Text, "The words of what the others show."),
        must("team", Shape::Text, "The team's views."),
        must("report", Shape::Text, "Plans, reports and comparisons."),
        must("tests", Shape::Text, "Small tests of change."),
        must("chart", Shape::Text, "Measures with their run charts, and the storyboard."),
    ],
};

static SCHEMAS: Record = Record {
    name: "schemas",
    about: "Addresses of schemas.",
    fields: &[must("answers", Shape::Text, "Of a team's file."), must("guide", Shape::Text, "Of this.")],
};
