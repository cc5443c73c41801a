//! Texts cut, doubled and stirred: whatever comes out is read without a panic, and every place lies in its text.

use framewright::diag::{Format, print};
use framewright::graph::Drafts;
use framewright::source::Memory;

const SEEDS: &[&str] = &[
    include_str!("../../content/briefs/multi-sector-collaboration.md"),
    include_str!("../../content/guides/multi-sector-collaboration.md"),
    include_str!("../../content/collaboratives/cultivating-a-sustainable-workforce.md"),
    include_str!("../../content/pages/authors-guide-writing.md"),
    "---\ntitle: “A” # b\naims: [{id: a, title: *x*}]\n---\n| a | b |\n|--:|:-:|\n| [[x\\|y]] | ![[z]] [@k, p. 4; @l] |\n\n1. > - a {#b driver=c}\n\n[^n]: ![i](j.png)\n",
];

/// A small generator of numbers, the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

const SPLINTERS: [&str; 24] = [
    "[[",
    "]]",
    "![[",
    "{#",
    "}",
    "---\n",
    "\n\n",
    "```",
    "[^a]",
    "[^a]: ",
    "[@",
    "]",
    "|",
    "> ",
    "- ",
    "## ",
    "<!--",
    "-->",
    "&#58;",
    "\\",
    "\t",
    "é\u{301}",
    "{#a driver=b rated}",
    ": ",
];

fn stirred(numbers: &mut Numbers) -> String {
    let mut text: Vec<char> = SEEDS[numbers.below(SEEDS.len())].chars().collect();
    for _ in 0..1 + numbers.below(12) {
        let at = numbers.below(text.len() + 1);
        match numbers.below(4) {
            0 => text.truncate(at.max(20)),
            1 => {
                let end = (at + numbers.below(60)).min(text.len());
                drop(text.drain(at.min(end)..end));
            }
            2 => {
                let splinter: Vec<char> = SPLINTERS[numbers.below(SPLINTERS.len())].chars().collect();
                drop(text.splice(at..at, splinter));
            }
            _ => {
                let end = (at + numbers.below(200)).min(text.len());
                let copy = text[at.min(end)..end].to_vec();
                let to = numbers.below(text.len() + 1);
                drop(text.splice(to..to, copy));
            }
        }
    }
    text.into_iter().collect()
}

#[test]
fn stirred_texts_are_read_without_a_panic() {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for _ in 0..400 {
        let text = stirred(&mut numbers);
        let folder = ["briefs", "guides", "pages", "collaboratives", "terms"][numbers.below(5)];
        let path = format!("content/{folder}/x.md");
        let world = Memory::of([("framewright.yaml", "title: T\nid: t\n"), (path.as_str(), text.as_str())]);
        let mut compiled = framewright::compile(&world, Drafts::Shown);
        compiled.rehearse(&world);
        let mut out = Vec::new();
        print(&mut out, Format::Human, false, &compiled.found, &compiled.site.files).expect("memory");
        print(&mut out, Format::Json, false, &compiled.found, &compiled.site.files).expect("memory");
        let told = String::from_utf8(out).expect("UTF-8");
        assert!(!told.contains("defeats the parser") && !told.contains("cannot be rendered"), "{told}\n\n{text}");
    }
}

#[test]
fn repetition_costs_no_more_than_its_length() {
    for unit in
        ["[[a]] ", "[x][y]", "![[a]] text ", "_a ", "[@k] ", "[^a]", "a\n-\n", "- Text? {#a}\n", "[[a", "(a b.c)]("]
    {
        let text = format!("---\ntitle: T\n---\n{}\n", unit.repeat(300_000 / unit.len()));
        let world = Memory::of([("framewright.yaml", "title: T\nid: t\n"), ("content/pages/x.md", text.as_str())]);
        let start = std::time::Instant::now();
        let compiled = framewright::compile(&world, Drafts::Hidden);
        let mut out = Vec::new();
        print(&mut out, Format::Short, false, &compiled.found, &compiled.site.files).expect("memory");
        // A test build is ten times slower than a release, and what is quadratic takes minutes.
        assert!(start.elapsed().as_secs() < 20, "{unit:?} took {:?}", start.elapsed());
    }
}
