//! The names of demonstrations in, their files out: sites with invented data, made to be tried.

mod teams;

use crate::source::SETTINGS;

/// A site to be tried, all of it invented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demo {
    /// The saved answers of a team that disagrees.
    Team,
    /// A collaborative of twelve sites with eighteen months of data.
    Collaborative,
}

impl Demo {
    pub const ALL: [Demo; 2] = [Demo::Team, Demo::Collaborative];

    /// As one types it.
    pub fn word(self) -> &'static str {
        match self {
            Demo::Team => "team",
            Demo::Collaborative => "collaborative",
        }
    }

    pub fn of_word(word: &str) -> Option<Demo> {
        Demo::ALL.into_iter().find(|demo| demo.word() == word)
    }

    /// Its files by their paths, the settings last. A team's stand beside the samples of a new site, or instead of one.
    pub(super) fn files(self, samples: &[Embedded]) -> Vec<Embedded> {
        match self {
            Demo::Team => {
                let others = samples.iter().filter(|(path, _)| TEAM.iter().all(|(own, _)| own != path));
                TEAM.iter().chain(others).copied().collect()
            }
            Demo::Collaborative => COLLABORATIVE.to_vec(),
        }
    }

    /// Files that are made rather than kept: of a site with such an id, the answers of its teams.
    pub(super) fn made(self, site: &str) -> Vec<(&'static str, String)> {
        match self {
            Demo::Team => Vec::new(),
            Demo::Collaborative => teams::files(site).collect(),
        }
    }
}

/// A file of the program: its path in the site, and its text.
type Embedded = (&'static str, &'static str);

const TEAM: [(&str, &str); 11] = [
    ("README.md", include_str!("demo/team/README.md")),
    ("content/examples/lakeside.md", include_str!("demo/team/lakeside.md")),
    ("content/guides/paid-time.md", include_str!("demo/team/guide.md")),
    ("responses/ana.framewright.json", include_str!("demo/team/responses/ana.framewright.json")),
    ("responses/ben.framewright.json", include_str!("demo/team/responses/ben.framewright.json")),
    ("responses/chi.framewright.json", include_str!("demo/team/responses/chi.framewright.json")),
    ("responses/dee.framewright.json", include_str!("demo/team/responses/dee.framewright.json")),
    ("responses/eli.framewright.json", include_str!("demo/team/responses/eli.framewright.json")),
    ("responses/fay.framewright.json", include_str!("demo/team/responses/fay.framewright.json")),
    ("responses/gus.framewright.json", include_str!("demo/team/responses/gus.framewright.json")),
    ("responses/hal.framewright.json", include_str!("demo/team/responses/hal.framewright.json")),
];

const COLLABORATIVE: [(&str, &str); 12] = [
    (".gitignore", include_str!("site/gitignore")),
    ("README.md", include_str!("demo/collaborative/readme.md")),
    (
        "content/collaboratives/steady-teams.md",
        include_str!("demo/collaborative/content/collaboratives/steady-teams.md"),
    ),
    (
        "content/collaboratives/steady-teams/days-to-hire.csv",
        include_str!("demo/collaborative/content/collaboratives/steady-teams/days-to-hire.csv"),
    ),
    (
        "content/collaboratives/steady-teams/overtime.csv",
        include_str!("demo/collaborative/content/collaboratives/steady-teams/overtime.csv"),
    ),
    (
        "content/collaboratives/steady-teams/staff-who-stayed.csv",
        include_str!("demo/collaborative/content/collaboratives/steady-teams/staff-who-stayed.csv"),
    ),
    (
        "content/collaboratives/steady-teams/supervision-held.csv",
        include_str!("demo/collaborative/content/collaboratives/steady-teams/supervision-held.csv"),
    ),
    ("content/drivers/everyday-support.md", include_str!("demo/collaborative/content/drivers/everyday-support.md")),
    ("content/frameworks/steady-work.md", include_str!("demo/collaborative/content/frameworks/steady-work.md")),
    (
        "content/guides/ready-for-steady-teams.md",
        include_str!("demo/collaborative/content/guides/ready-for-steady-teams.md"),
    ),
    ("content/terms/supervision-session.md", include_str!("demo/collaborative/content/terms/supervision-session.md")),
    (SETTINGS, include_str!("demo/collaborative/framewright.yaml")),
];
