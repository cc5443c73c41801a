//! Chance in, sentences out.

use super::chance::Chance;

/// Words of the field, so that lines break and pages weigh as real ones do.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "workforce", "early", "care", "education", "state", "leaders", "partners", "collaborate", "wages", "pathways",
    "conditions", "coalition", "council", "funding", "program", "agency", "educators", "family", "center", "provider",
    "training", "credential", "college", "faculty", "stipend", "meeting", "plan", "decide", "evaluate", "goals",
    "vision", "shared", "data", "trust", "policy", "local", "community", "and", "with", "for", "the", "of", "to",
    "who", "that", "when", "across", "toward", "before", "after", "children", "parents", "teachers", "directors",
    "apprentices", "mentors", "budget", "contract", "benefits", "retention", "turnover", "recruitment", "licensing",
    "standards", "quality", "equity", "rural", "tribal", "urban", "regional", "pilot", "survey", "interviews",
    "evidence", "practice", "improve", "test", "learn", "spread", "sustain", "align", "convene", "invest", "measure",
    "report", "review", "support", "prepare", "advance", "degree", "certificate", "coaching", "scholarship", "hours",
    "schedule", "substitute", "classroom", "home", "visiting", "infants", "toddlers", "preschool", "school",
];

/// So many words, the first with a capital, without a full stop.
pub fn words(chance: &mut Chance, count: usize) -> String {
    let mut text = String::with_capacity(count * 9);
    for at in 0..count {
        let word = chance.one(WORDS);
        match at {
            0 => {
                text.push_str(&word[..1].to_ascii_uppercase());
                text.push_str(&word[1..]);
            }
            _ => {
                text.push(' ');
                text.push_str(word);
            }
        }
    }
    text
}

/// A sentence of 9 to 17 words, now and then with emphasis.
pub fn sentence(chance: &mut Chance) -> String {
    let count = 5 + chance.below(9);
    let start = words(chance, count);
    let (one, two, end) = (chance.one(WORDS), chance.one(WORDS), words(chance, 2).to_lowercase());
    match chance.below(8) {
        0 => format!("{start} *{one}* {two} {end}."),
        1 => format!("{start} **{one} {two}** {end}."),
        2 => format!("{start}, {one} {two} {end}."),
        _ => format!("{start} {one} {two} {end}."),
    }
}

/// A paragraph of so many sentences, wrapped as editors wrap, with `others` strewn in.
pub fn paragraph(chance: &mut Chance, count: usize, others: Vec<String>) -> String {
    let mut sentences: Vec<String> = (0..count).map(|_| sentence(chance)).collect();
    for other in others {
        let at = chance.below(sentences.len() + 1);
        sentences.insert(at, other);
    }
    wrapped(&sentences.join(" "))
}

/// Lines of at most 100 columns. A line that would begin with what Markdown takes for a mark cannot arise: words,
/// brackets and asterisks that touch a word begin none.
fn wrapped(text: &str) -> String {
    let mut lines = String::with_capacity(text.len() + 2);
    let mut column = 0;
    for word in text.split(' ') {
        if column > 0 && column + word.len() > 100 {
            lines.push('\n');
            column = 0;
        } else if column > 0 {
            lines.push(' ');
        }
        lines.push_str(word);
        column += word.len() + 1;
    }
    lines.push('\n');
    lines
}
