//! Texts with the faults they must give, and what is kept of them.

use super::*;
use crate::diag::Code;
use crate::text::{Span, Text};

/// Faults as `line:column code`, in order.
fn faults(text: &str) -> Vec<String> {
    let places = Text::new(text);
    let told = |fault: &crate::diag::Fault| {
        let place = places.place(fault.span.start);
        format!("{}:{} {}", place.line, place.column, fault.code.id())
    };
    parse(text, 0).faults.iter().map(told).collect()
}

/// The text with all mends applied.
fn mended(text: &str) -> String {
    let mut mends: Vec<_> = parse(text, 0).faults.into_iter().filter_map(|fault| fault.mend).collect();
    mends.sort_by_key(|mend| std::cmp::Reverse(mend.span));
    let mut text = text.to_owned();
    for mend in mends {
        text.replace_range(mend.span.range(), &mend.replacement);
    }
    text
}

/// A text, its faults, and what the first one's help must contain.
const TRAPS: &[(&str, &[&str], &str)] = &[
    ("title: A: b\n", &["1:9 yaml-colon"], "write: title: \"A: b\""),
    ("title: A:\n", &["1:9 yaml-colon"], "write: title: \"A:\""),
    ("title: A \"b\": c # why\n", &["1:13 yaml-colon"], "write: title: 'A \"b\": c' # why"),
    ("a:\n  - id: x\n    title: É: b\n    aim: y\n", &["3:13 yaml-colon"], "write: title: \"É: b\""),
    ("title:Hello\ndate: 1\n", &["1:6 yaml-colon"], "write: title: Hello"),
    ("p:\n  start:2023\n  end: 2024\n", &["2:8 yaml-colon"], "write: start: 2023"),
    ("a:\n  - id: x\n    title:y\n    aim: z\n", &["3:10 yaml-colon"], "write: title: y"),
    ("s: some\n  more text here: and on\n", &["2:17 yaml-colon"], "write: s: >-"),
    ("a: [x: y: z]\n", &["1:9 yaml-colon"], "double quotes"),
    ("a:\n\tb: 1\n\tc: 2\n", &["2:1 yaml-tab", "3:1 yaml-tab"], "write:   b: 1"),
    ("a:\n  - b: 1\n\t  c: 2\nd: x: y\n", &["3:1 yaml-tab", "4:5 yaml-colon"], "write:"),
    ("a: x\n\ty\n", &["2:1 yaml-tab"], "write:"),
    ("a: |\n  x\n  \ty\n\nb: \"q\n\tr\"\nc:\tx\n", &[], ""),
    ("title: “A”\n", &["1:8 yaml-curly-quote"], "write: title: \"A\""),
    ("title: “A: b”\n", &["1:8 yaml-curly-quote"], "write: title: \"A: b\""),
    ("title: ‘It’s’\n", &["1:8 yaml-curly-quote"], "write: title: \"It’s\""),
    ("title: “Yes” and “No”\n", &[], ""),
    ("title: The “best” way\n", &[], ""),
    ("title: «A»\n", &["1:8 yaml-curly-quote"], "write: title: \"A\""),
    ("title: \"Hello\ndate: \"x\"\n", &["1:8 yaml-syntax"], "write: title: \"Hello\""),
    ("title: 'Hello\n", &["1:8 yaml-syntax"], "write: title: 'Hello'"),
    ("title: \"A\" and B\n", &["1:12 yaml-syntax"], "write: title: '\"A\" and B'"),
    ("title: 'It's'\n", &["1:11 yaml-syntax"], "write: title: \"It's\""),
    ("title: @x\n", &["1:8 yaml-syntax"], "write: title: \"@x\""),
    ("title: `x`\n", &["1:8 yaml-syntax"], "write: title: \"`x`\""),
    ("title: %x\n", &["1:8 yaml-syntax"], "write: title: \"%x\""),
    ("title: *x\n", &["1:8 yaml-syntax"], "write: title: \"*x\""),
    ("title: **Bold** x\n", &["1:8 yaml-syntax"], "write: title: \"**Bold** x\""),
    ("title: !x y\n", &["1:8 yaml-syntax"], "write: title: \"!x y\""),
    ("title: !!python/object:os.system x\n", &["1:8 yaml-syntax"], "write:"),
    ("title: | x\n", &["1:8 yaml-syntax"], "write: title: \"| x\""),
    ("title: >text\n", &["1:8 yaml-syntax"], "write: title: \">text\""),
    ("title: [Draft] b\n", &["1:16 yaml-syntax"], "write: title: \"[Draft] b\""),
    ("title: [a, b\ndate: 1\n", &["1:8 yaml-syntax"], "write: title: [a, b]"),
    ("title: {a\n", &["1:8 yaml-syntax"], "write: title: {a}"),
    ("title: [a]]\n", &["1:11 yaml-syntax"], "write"),
    ("title: ? x\n", &["1:8 yaml-syntax"], "write: title: \"? x\""),
    ("title: - x\n", &["1:8 yaml-syntax"], "\"- x\""),
    ("a:\n  - x\n  -y\n", &["3:3 yaml-syntax"], "write: - y"),
    ("a:\n  -x\n  -y\n", &["2:3 yaml-syntax"], "write: - x"),
    ("title Hello\ndate: 1\n", &["1:1 yaml-syntax"], "write: title: Hello"),
    ("title = Hello\n", &["1:1 yaml-syntax"], "write: title: Hello"),
    ("p:\n  start: 1\n  end 2\n", &["3:3 yaml-syntax"], "write: end: 2"),
    ("title: x\n  date: y\n", &["2:3 yaml-syntax"], "write: date: y"),
    ("a:\n  - id: a\n   title: b\n", &["3:4 yaml-syntax"], "write:     title: b"),
    ("a:\n  - id: a\n     title: b\n", &["3:6 yaml-syntax"], "write:     title: b"),
    ("a:\n  - x\n - y\n", &["3:2 yaml-syntax"], "write:   - y"),
    ("a: x\n- y\n", &["2:1 yaml-syntax"], ""),
    ("a:\n  - c: 1\n  b: 1\n", &["3:3 yaml-syntax"], "write:     b: 1"),
    ("a: {b: c}}\n", &["1:10 yaml-syntax"], "write: a: {b: c}"),
    ("a: >\ntext here\nc: d\n", &["2:1 yaml-syntax"], "indent it further"),
    ("p: start: 2023\n", &["1:9 yaml-colon"], "a new line before \"start\""),
    ("a:\n  - c\n  b: 1\n", &["3:3 yaml-syntax"], "write: - b: 1"),
    ("  a: 1\nb: 2\n", &["2:1 yaml-syntax"], ""),
    ("a: \"C:\\path\"\n", &["1:7 yaml-syntax"], "write: a: 'C:\\path'"),
    ("a: x # c\n  y\n", &["1:6 yaml-syntax"], "move it above"),
    ("a: \"x\ny\"\n", &["2:1 yaml-syntax"], "indent"),
    ("- a\n- b\n", &["1:1 yaml-syntax"], "a key above the list"),
    ("just a sentence.\n", &["1:1 yaml-syntax"], "write"),
    ("[a, b]\n", &["1:1 yaml-syntax"], "a key above"),
    ("a: 1\n---\nb: 2\n", &["2:1 yaml-syntax"], "remove this line"),
    ("%YAML 1.2\n---\na: 1\n", &["1:1 yaml-syntax"], "remove this line"),
    ("a: 1\nb: 2\na: 3\n", &["3:1 duplicate-key"], "keep one"),
    ("a: {b: 1, b: 2}\n", &["1:11 duplicate-key"], ""),
    ("[a]: b\n", &["1:1 yaml-syntax"], "a word before the colon"),
    (": b\n", &["1:1 yaml-syntax"], "key: value"),
    ("a: &x [*x]\n", &["1:8 yaml-syntax"], ""),
    ("a: &x 1\nb: &x 2\n", &["2:4 yaml-syntax"], ""),
    ("a: &x [1: 2: 3]\nb: *x\n", &["1:12 yaml-colon"], ""),
    ("", &[], ""),
    ("# only this\n", &[], ""),
    ("---\na: 1\n...\n", &[], ""),
    ("a: [\nx,\ny\n]\nb: \"c d\"\n", &[], ""),
];

#[test]
fn each_trap_has_its_name_place_and_corrected_line() {
    let mut wrong = Vec::new();
    for (text, expected, help) in TRAPS {
        let parsed = parse(text, 0);
        let first = parsed.faults.first().map_or("", |fault| fault.help.as_str());
        if faults(text) != *expected || !first.contains(help) {
            wrong.push(format!("{text:?}: {:#?}", parsed.faults));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn mends_give_texts_without_faults() {
    let mends = [
        ("title: A: b\n", "title: \"A: b\"\n"),
        ("title:Hello\n", "title: Hello\n"),
        ("title: “A: b”\n", "title: \"A: b\"\n"),
        ("title: 'It's'\n", "title: \"It's\"\n"),
        ("title: \"Hello\n", "title: \"Hello\"\n"),
        ("title: @x # c\n", "title: \"@x\" # c\n"),
        ("a:\n\t- b: 1\n\t\tc: 2\n", "a:\n  - b: 1\n    c: 2\n"),
        ("a:\n  - x\n  -y\n", "a:\n  - x\n  - y\n"),
    ];
    for (text, expected) in mends {
        assert_eq!(mended(text), expected);
        assert_eq!(parse(expected, 0).faults, []);
    }
    for unsafe_text in ["period: start: 2023\n", "a:\n  - b: 1\n\t  c: 2\n", "title: \"a \"b\" c\"\n"] {
        assert_eq!(mended(unsafe_text), unsafe_text);
    }
}

#[test]
fn one_bad_key_does_not_hide_the_others() {
    let text = "title: \"Open\nsummary: A: b\ndate: 2025\nbad line\naims: [x, y\ntail:\n  - id: 1\n";
    let expected = ["1:8 yaml-syntax", "2:11 yaml-colon", "4:1 yaml-syntax", "5:7 yaml-syntax"];
    assert_eq!(faults(text), expected);
    let root = parse(text, 0).root;
    assert_eq!(root.broken, ["title", "summary", "bad", "aims"]);
    assert_eq!(root.get("date").and_then(Node::scalar).map(|s| s.text.as_str()), Some("2025"));
    assert!(root.get("tail").and_then(Node::list).is_some_and(|items| items.len() == 1));
    assert!(root.mentions("title") && !root.mentions("other"));
}

#[test]
fn places_are_bytes_of_the_file() {
    let text = "título: 'día é'\nleer:\nlista:\n  - \"q\\n\"\n  -\nmore: a\n  b\nblock: |\n  one\n";
    let base = 1000;
    let parsed = parse(text, base);
    assert_eq!(parsed.faults, []);
    let at = |span: Span| &text[span.start as usize - base..span.end as usize - base];
    let (key, title) = parsed.root.find("título").unwrap();
    let title_text = title.scalar().unwrap();
    assert_eq!((at(key.span), at(title.span), title_text.verbatim.map(at)), ("título", "'día é'", Some("día é")));
    assert_eq!(title_text.place(5..7).map(at), Some("é"));
    let absent = parsed.root.get("leer").unwrap();
    assert!(absent.is_absent());
    assert_eq!(absent.span, Span::at(base + text.find("leer:").unwrap() + 5));
    let list = parsed.root.get("lista").unwrap();
    assert_eq!(at(list.span), "- \"q\\n\"\n  -");
    assert_eq!(list.list().unwrap()[0].scalar().unwrap().verbatim, None);
    assert_eq!(parsed.root.get("more").unwrap().scalar().unwrap().text, "a b");
    assert_eq!(parsed.root.get("block").and_then(|n| n.scalar()).unwrap().text, "one\n");
    assert_eq!(at(parsed.root.span).chars().last(), Some('e'));
}

#[test]
fn nothing_is_coerced() {
    let root = parse("a: no\nb: 010\nc: ~\nd: \"yes\"\n", 0).root;
    let texts: Vec<_> = root.entries.iter().map(|(_, node)| node.scalar().unwrap()).collect();
    assert_eq!(texts.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(), ["no", "010", "~", "yes"]);
    assert!(texts[0].plain && !texts[3].plain);
    assert!(is_yaml_word("No") && is_yaml_word("~") && !is_yaml_word("none"));
}

#[test]
fn aliases_are_copies_within_the_budget() {
    let parsed = parse("a: &x [1, 2]\nb: *x\n", 0);
    assert_eq!(parsed.root.get("a").unwrap().value, parsed.root.get("b").unwrap().value);
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..9 {
        let copies = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb += &format!("a{level}: &a{level} [{copies}]\n");
    }
    let codes: Vec<_> = parse(&bomb, 0).faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::TooMuch]);
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), vec!["*a"; 15_000].join(", "));
    assert_eq!(parse(&long, 0).faults[0].code, Code::TooMuch);
}

#[test]
fn depth_is_limited() {
    for text in [format!("a: {}", "[".repeat(5000)), format!("a: {}", "{".repeat(5000)), "- ".repeat(5000)] {
        assert_eq!(parse(&text, 0).faults[0].code, Code::TooDeep, "{}", &text[..20]);
    }
    let fits = format!("a: {}{}\n", "[".repeat(31), "]".repeat(31));
    assert_eq!(parse(&fits, 0).faults, []);
}

#[test]
fn many_faults_are_capped_and_it_is_said() {
    let parsed = parse(&"a\n".repeat(5000).replace('a', "a: b: c"), 0);
    assert_eq!(parsed.faults.len(), 101);
    assert_eq!(parsed.faults[100].code, Code::TooMuch);
}

/// A small generator of numbers, the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

#[test]
fn any_text_gives_a_tree_and_places_within_it() {
    let pieces = [
        "\t", " ", "\n", ": ", ":", "- ", "-", "\"", "'", "[", "]", "{", "}", "“", "”", "é", "#", "&a", "*a", "!x",
        "|", ">", "---", "?", "%", "@", "\\", ",", "\n  ", "a: b\n", "\u{1}", "…", "title",
    ];
    let mut random = Random(7);
    for round in 0..5_000 {
        let (sample, ..) = TRAPS[random.below(TRAPS.len())];
        let (other, ..) = TRAPS[random.below(TRAPS.len())];
        let mut text: Vec<char> = sample.chars().chain(other.chars()).collect();
        for _ in 0..1 + random.below(5) {
            let at = random.below(text.len() + 1);
            if random.below(3) == 0 && at < text.len() {
                text.remove(at);
            } else {
                text.splice(at..at, pieces[random.below(pieces.len())].chars());
            }
        }
        let text: String = text.into_iter().collect();
        let parsed = parse(&text, 0);
        let moved: Vec<_> = parsed.faults.iter().map(|fault| fault.clone().shifted(77)).collect();
        assert_eq!(parse(&text, 77).faults, moved, "{text:?}");
        for fault in &parsed.faults {
            assert!(text.get(fault.span.range()).is_some(), "round {round}: {text:?} {fault:?}");
            assert!(fault.mend.as_ref().is_none_or(|mend| text.get(mend.span.range()).is_some()), "{text:?}");
            assert!(!fault.cause.contains('\n') && !fault.help.contains('\n'), "{text:?} {fault:?}");
        }
        assert_places(&text, &parsed.root);
    }
}

fn assert_places(text: &str, mapping: &Mapping) {
    for (key, node) in &mapping.entries {
        assert!(text.get(key.span.range()).is_some(), "{text:?} {key:?}");
        assert_node(text, node);
    }
}

fn assert_node(text: &str, node: &Node) {
    assert!(text.get(node.span.range()).is_some(), "{text:?} {node:?}");
    match &node.value {
        Value::Scalar(scalar) => {
            let verbatim = scalar.verbatim.map(|span| text.get(span.range()));
            assert!(verbatim.is_none_or(|slice| slice == Some(scalar.text.as_str())), "{text:?} {scalar:?}");
        }
        Value::List(items) => items.iter().for_each(|item| assert_node(text, item)),
        Value::Map(mapping) => assert_places(text, mapping),
    }
}
