//! The saved files of the twelve invented teams of the demonstration, made by plain arithmetic: what each member
//! answered in one or two rounds, what the teams tested, what they counted. Nobody said any of it.

use crate::answers::definition::{ANSWERS, ARCHIVE, VERSION, wording};
use crate::answers::json::{Json, Object};

/// A site's team: its file, how many take part, how far it is, and what is particular about it.
struct Team {
    path: &'static str,
    people: usize,
    strength: usize,
    kept: Kept,
}

/// What of a team there is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    TwoRounds,
    OneRound,
    /// It did not agree to be counted.
    WithoutConsent,
}

const fn team(path: &'static str, people: usize, strength: usize, kept: Kept) -> Team {
    Team { path, people, strength, kept }
}

const TEAMS: [Team; 12] = [
    team("responses/alder.framewright.json", 7, 2, Kept::TwoRounds),
    team("responses/birch.framewright.json", 8, 1, Kept::TwoRounds),
    team("responses/cedar.framewright.json", 6, 3, Kept::TwoRounds),
    team("responses/dogwood.framewright.json", 7, 1, Kept::TwoRounds),
    team("responses/elm.framewright.json", 8, 2, Kept::TwoRounds),
    team("responses/fir.framewright.json", 6, 0, Kept::WithoutConsent),
    team("responses/hazel.framewright.json", 7, 3, Kept::TwoRounds),
    team("responses/juniper.framewright.json", 8, 1, Kept::TwoRounds),
    team("responses/larch.framewright.json", 6, 2, Kept::TwoRounds),
    team("responses/maple.framewright.json", 7, 1, Kept::OneRound),
    team("responses/oak.framewright.json", 8, 2, Kept::TwoRounds),
    // So small that nothing of it may be told from what the others said.
    team("responses/pine.framewright.json", 3, 0, Kept::OneRound),
];

/// What takes a level, and how easy it is; the words are the guide's.
const ITEMS: [(&str, &str, usize); 9] = [
    ("leaders", "Leaders", 1),
    ("leader-takes-part", "A senior leader takes part in each learning session.", 2),
    ("fixed-hour", "Every caseworker has a fixed hour with a supervisor each week.", 0),
    ("numbers", "Numbers", 1),
    ("can-count", "We can count who left each month, and when.", 1),
    ("cases-seen", "Everyone can see how many cases each colleague has.", 0),
    ("hiring", "Hiring", 0),
    ("published-soon", "A vacancy is published within a week.", 1),
    ("applicants-hear", "Applicants hear from us every week.", 0),
];

const LEVELS: [&str; 3] = ["not-yet", "begun", "in-place"];

const ROLES: [&str; 4] = ["Caseworker", "Supervisor", "Office manager", "Human resources"];

/// What was tested: driver, change, prediction.
const TESTS: [(&str, &str, &str); 6] = [
    ("regular-supervision", "A fixed hour for supervision on Tuesdays", "Four of five hours are held."),
    ("regular-supervision", "Two supervisors stand in for each other", "No hour is lost to leave."),
    ("fair-workload", "All open cases on one board each Monday", "Nobody has twice the cases of another."),
    ("fair-workload", "On-call duty shared with the next office", "Overtime falls by an hour a week."),
    ("swift-hiring", "Interviews within ten days", "Fewer applicants withdraw."),
    ("swift-hiring", "A short message to each applicant on Fridays", "Nobody asks where things stand."),
];

const DECISIONS: [&str; 4] = ["adopt", "adapt", "adopt", "abandon"];

/// The teams' files: path and text.
pub(super) fn files(site: &str) -> impl Iterator<Item = (&'static str, String)> {
    TEAMS.iter().enumerate().map(move |(at, team)| (team.path, team.file(site, at).pretty()))
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

fn by_id(members: impl IntoIterator<Item = (String, Json)>) -> Json {
    Json::Object(members.into_iter().map(|(id, value)| (id.as_str().into(), value)).collect::<Object>())
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

/// A field that one device wrote once.
fn register(device: &str, value: Json) -> Json {
    let value = object([("device", text(device)), ("value", value)]);
    object([("counter", Json::Number(1.0)), ("values", Json::List(vec![value]))])
}

impl Team {
    fn name(&self) -> &'static str {
        self.path.trim_start_matches("responses/").trim_end_matches(".framewright.json")
    }

    fn file(&self, site: &str, at: usize) -> Json {
        let first = self.round(site, at, Moment { id: "1", title: "Start", date: "2024-02-20", previous: None });
        if self.kept != Kept::TwoRounds {
            return first;
        }
        let then = format!("r-{}-1", self.name());
        let second = Moment { id: "2", title: "A year on", date: "2025-02-18", previous: Some(then) };
        let rounds = Json::List(vec![first, self.round(site, at, second)]);
        let version = Json::Number(f64::from(VERSION));
        object([("format", text(ARCHIVE)), ("version", version), ("site", text(site)), ("rounds", rounds)])
    }

    fn round(&self, site: &str, at: usize, moment: Moment) -> Json {
        let device = format!("d-{}", self.name());
        let own = |value: &str| register(&device, text(value));
        let later = moment.previous.is_some();
        let mut about = vec![
            ("id".to_owned(), text(&format!("r-{}-{}", self.name(), moment.id))),
            ("title".to_owned(), own(&format!("{} (invented)", moment.title))),
            ("date".to_owned(), own(moment.date)),
            ("aim".to_owned(), own("Staff who stay")),
        ];
        about.extend(moment.previous.map(|id| ("previous".to_owned(), Json::Text(id))));
        let members = (0..self.people).map(|one| (format!("m-{}-{one}", self.name()), self.member(one)));
        let sheets = (0..self.people).map(|one| (format!("m-{}-{one}", self.name()), self.sheet(at, one, later)));
        let consent = Json::Flag(self.kept != Kept::WithoutConsent);
        object([
            ("format", text(ANSWERS)),
            ("version", Json::Number(f64::from(VERSION))),
            ("site", text(site)),
            ("guide", text("ready-for-steady-teams")),
            ("round", by_id(about)),
            ("members", by_id(members)),
            ("sheets", by_id(sheets)),
            (
                "tests",
                by_id((0..tests(at)).map(|number| (format!("t-{}-{number}", self.name()), self.test(at, number)))),
            ),
            ("measures", by_id([("supervision-held".to_owned(), self.measure(later))])),
            ("consent", register(&device, consent)),
        ])
    }

    fn member(&self, one: usize) -> Json {
        let device = self.device(one);
        let name = format!("Person {} of {} (invented)", one + 1, self.name());
        let role = ROLES[one % ROLES.len()];
        object([
            ("name", register(&device, Json::Text(name))),
            ("role", register(&device, text(role))),
            ("sector", register(&device, text("Public agency"))),
        ])
    }

    fn device(&self, one: usize) -> String {
        format!("d-{}{one}", self.name())
    }

    /// What one member answered. Easy things stand better, so does everything a year on, and people differ.
    fn sheet(&self, at: usize, one: usize, later: bool) -> Json {
        let device = self.device(one);
        by_id(ITEMS.iter().enumerate().map(|(item, (id, words, ease))| {
            let differs = (one * 7 + item * 5 + at * 3) % 6;
            let level = (self.strength + ease + differs + usize::from(later)).saturating_sub(1) / 3;
            let answer = object([
                ("level", register(&device, text(LEVELS[level.min(2)]))),
                ("state", register(&device, text("answered"))),
                ("wording", register(&device, Json::Text(wording(words)))),
            ]);
            ((*id).to_owned(), answer)
        }))
    }

    /// One of its tests; the last of each team is under way.
    fn test(&self, at: usize, number: usize) -> Json {
        let device = format!("d-{}", self.name());
        let own = |value: &str| register(&device, text(value));
        let (driver, change, prediction) = TESTS[(at + number) % TESTS.len()];
        let over = number + 1 < tests(at);
        let decision = if over { text(DECISIONS[(at * 5 + number * 3) % DECISIONS.len()]) } else { Json::Null };
        object([
            ("aim", own("Staff who stay")),
            ("driver", own(driver)),
            ("measure", own("supervision-held")),
            ("change", own(&format!("{change} (invented)"))),
            ("prediction", own(prediction)),
            ("plan", own("One unit, four weeks.")),
            ("happened", own(if over { "It was tried for four weeks." } else { "" })),
            ("learned", own(if over { "Mondays are too busy for it." } else { "" })),
            ("decision", register(&device, decision)),
            ("started", own(&format!("2024-{:02}-03", 3 + number))),
        ])
    }

    /// Half a year of supervision, by month.
    fn measure(&self, later: bool) -> Json {
        let device = format!("d-{}", self.name());
        let own = |value: Json| register(&device, value);
        let year = if later { 2025 } else { 2024 };
        let value = |month: usize| 64 + 7 * self.strength + 2 * month + 5 * usize::from(later);
        let points = (1..=6).map(|month| (format!("{year}-{month:02}-28"), own(Json::Number(value(month) as f64))));
        object([
            ("title", own(text("Supervision held as planned"))),
            ("unit", own(text("percent"))),
            ("direction", own(text("up"))),
            ("target", own(Json::Number(90.0))),
            ("points", by_id(points)),
        ])
    }
}

/// How many tests a team made.
fn tests(at: usize) -> usize {
    6 + at % 4
}

/// Which round it is.
struct Moment {
    id: &'static str,
    title: &'static str,
    date: &'static str,
    previous: Option<String>,
}
