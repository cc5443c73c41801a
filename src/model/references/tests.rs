use super::*;
use crate::text::Text;

/// `line code cause` of each fault.
fn told(text: &str, faults: &[Fault]) -> Vec<String> {
    let text = Text::new(text);
    faults.iter().map(|f| format!("{} {} {}", text.place(f.span.start).line, f.code.id(), f.cause)).collect()
}

fn keys(references: &[Reference]) -> Vec<&str> {
    references.iter().map(|reference| reference.key.as_str()).collect()
}

#[track_caller]
fn yaml_fault(entry: &str, line: usize, words: &str) -> Fault {
    one_fault(
        &format!("before: {{ type: web, title: B }}\n{entry}\nafter: {{ type: web, title: A }}\n"),
        read_yaml,
        line,
        words,
    )
}

#[track_caller]
fn bib_fault(entry: &str, line: usize, words: &str) -> Fault {
    one_fault(
        &format!("@misc{{before, title = {{B}}}}\n{entry}\n@misc{{after, title = {{A}}}}\n"),
        read_bib,
        line,
        words,
    )
}

/// The one fault of a text, whose other references stay.
#[track_caller]
fn one_fault(text: &str, read: fn(&str) -> (Vec<Reference>, Vec<Fault>), line: usize, words: &str) -> Fault {
    let (references, faults) = read(text);
    let told = told(text, &faults);
    assert_eq!(faults.len(), 1, "{told:#?}");
    assert!(told[0].starts_with(&format!("{line} ")) && told[0].contains(words), "{told:#?}");
    assert!(keys(&references).starts_with(&["before"]) && keys(&references).ends_with(&["after"]));
    faults.into_iter().next().unwrap()
}

#[test]
fn yaml_keeps_order_and_places() {
    let text = "b:\n  type: report\n  title: B\n  date: 2025\na:\n  type: web\n  title: A\n";
    let (references, faults) = read_yaml(text);
    assert_eq!((keys(&references), told(text, &faults)), (vec!["b", "a"], vec![]));
    assert_eq!(&text[references[1].key.span.range()], "a");
    assert_eq!(references[0].entry.date().unwrap().year, 2025);
}

#[test]
fn every_yaml_fault_has_its_line() {
    let fault = yaml_fault("x:\n  type: web\n  titel: X", 4, "no field \"titel\"");
    assert_eq!(fault.help, "did you mean \"title\"?");
    assert_eq!(yaml_fault("x:\n  type: reprot\n  title: X", 3, "no type \"reprot\"").help, "did you mean \"report\"?");
    yaml_fault("x:\n  type: web", 2, "\"x\" has no \"title\"");
    yaml_fault("x:\n  title: X", 2, "\"x\" has no \"type\"");
    yaml_fault("x:\n  type: web\n  title:", 4, "\"title\" is empty");
    yaml_fault("x:\n  type: web\n  title: X\n  date: 21 May 2020", 5, "\"21 May 2020\" is no date");
    yaml_fault("x:\n  type: web\n  title: X\n  date: 2023-02-29", 5, "no day 29");
    yaml_fault("x:\n  type: web\n  title: X\n  url: javascript:alert(1)", 5, "does not start with http");
    yaml_fault("x:\n  type: web\n  title: X\n  url:\n    value: ftp://x.org/", 6, "does not start with http");
    yaml_fault("x:\n  type: web\n  title: X\n  language: kling!", 5, "\"language\" can't be read");
    yaml_fault("x:\n  type: web\n  title: X\n  page-total: many", 5, "\"page-total\" can't be read");
    yaml_fault("x:\n  type: web\n  title: X\n  author:\n    - a, b, c, d", 6, "too many commas");
    yaml_fault("x:\n  type: web\n  title: X } y", 4, "closing brace");
    yaml_fault("x:\n  type: article\n  title: X\n  parent:\n    titl: J", 6, "no field \"titl\"");
    yaml_fault("x: just words", 2, "is a text");
    yaml_fault("a b:\n  type: web\n  title: X", 2, "a space in it");
}

#[test]
fn a_doi_that_stands_alone_is_mended() {
    let text = "x:\n  type: web\n  title: X\n  doi: 10.1/x(y)\n";
    let (_, faults) = read_yaml(text);
    let mend = faults[0].mend.clone().unwrap();
    let mut mended = text.to_owned();
    mended.replace_range(mend.span.range(), &mend.replacement);
    let (references, faults) = read_yaml(&mended);
    assert_eq!((references[0].entry.doi(), told(&mended, &faults)), (Some("10.1/x(y)"), vec![]));
}

#[test]
fn what_yaml_breaks_can_still_be_cited() {
    let text = "x:\n  type: web\n  title: a: b\ny:\n  type: web\n  title: Y\n";
    let (references, faults) = read_yaml(text);
    assert_eq!(keys(&references), ["x", "y"]);
    assert_eq!((faults.len(), faults[0].code), (1, Code::YamlColon));
}

#[test]
fn keys_that_stand_twice() {
    let text = "x:\n  type: web\n  title: X\nx:\n  type: web\n  title: Y\n";
    let (references, faults) = read_yaml(text);
    assert_eq!(
        (references.len(), faults[0].code, Text::new(text).place(faults[0].span.start).line),
        (1, Code::DuplicateReference, 4)
    );
    let (_, faults) = read_yaml("x:\n  type: web\n  title: X\n  title: Y\n");
    assert_eq!(faults[0].code, Code::DuplicateKey);
    let (references, faults) = read_bib("@misc{x, title={X}}\n@misc{x, title={Y}}\n");
    assert_eq!((references.len(), faults[0].code), (1, Code::DuplicateReference));
    assert!(faults[0].help.ends_with("line 1"));
}

#[test]
fn every_bib_fault_has_its_line() {
    bib_fault("@book{x,\n  title = {X\n}\n", 3, "the brace opened for \"title\" is never closed");
    bib_fault("@book{x,\n  title = {X,\n  year = {2001}\n}\n", 3, "the brace opened for \"title\" is never closed");
    bib_fault("@book{x,\n  title = {X},\n  year = {2001}\n", 2, "\"x\" is never closed");
    bib_fault("@book{x,\n  title = {X}},\n  year = {2001}\n}", 3, "too early");
    let fault = bib_fault("@book{x,\n  title = {X}\n  year = {2001}\n}", 3, "the comma after the field \"title\"");
    assert_eq!(fault.mend.unwrap().replacement, ",");
    bib_fault("@book{x\n  title = {X}\n}", 2, "the comma after the key \"x\"");
    bib_fault("@book{\n  title = {X}\n}", 2, "no key");
    bib_fault("@book{,\n  title = {X}\n}", 2, "no key");
    assert_eq!(bib_fault("@bok{x,\n  title = {X}\n}", 2, "\"@bok\"").help, "did you mean \"book\"?");
    bib_fault("@book{x,\n  title = {X},\n  year = 2O21\n}", 4, "\"2O21\" is no year");
    bib_fault("@book{x,\n  title = {X},\n  date = {2020-13-01}\n}", 4, "no month 13");
    bib_fault("@book{x,\n  title = {X},\n  year = 2020, month = {foo}\n}", 4, "\"foo\" is no month");
    bib_fault("@book{x,\n  title = {X},\n  url = {javascript:alert(1)}\n}", 4, "does not start with http");
    bib_fault("@book{x,\n  title = Some words,\n}", 3, "needs braces");
    bib_fault("@book{x,\n  title = {X},\n  publisher = acm\n}", 4, "no @string \"acm\"");
    bib_fault("@book{x,\n  titel = {X}\n}", 2, "no \"title\"");
    bib_fault("@book{x,\n  title = {X},\n  title = {Y}\n}", 4, "stands twice");
    bib_fault("@inbook{x,\n  title = {X},\n  crossref = {nobody}\n}", 4, "no reference \"nobody\"");
    bib_fault("@book{x,\n  title = {X},\n  crossref = {x}\n}", 4, "from itself");
    bib_fault("@book{x,\n  title = {X},\n  author = {Doe, Jane, Roe, Richard}\n}", 4, "too many commas");
}

#[test]
fn what_bib_files_hold_besides() {
    let text = "% a comment with @book{no, title={}}\nmail me@example.org\n@comment{@book{out, title={Out}}}\n\
        @preamble{\"\\newcommand{x}\"}\n@string(iw = \"Institute for {W}ork\")\n@xdata{d, publisher={D}}\n\
        @report(r, title=\"A \" # iw # { and B}, % why\n author={Garc{\\'i}a, Jos\\'e and {A and B}},\n\
        institution={Health and Human Services}, month=may, year=2020, url={https://x.org/a\\_b\\%20c})\n\
        @inbook{c, title={Chapter}, crossref={p}, xdata={d}}\n@book{p, title={Whole}, subtitle={A part}, year=1999}\n";
    let (references, faults) = read_bib(text);
    assert_eq!((keys(&references), told(text, &faults)), (vec!["r", "c", "p"], vec![]));
    let report = &references[0].entry;
    assert_eq!(report.title().unwrap().value.to_string(), "A Institute for Work and B");
    assert_eq!(report.publisher().unwrap().name().unwrap().value.to_string(), "Health and Human Services");
    assert_eq!(report.url().unwrap().value.as_str(), "https://x.org/a_b%20c");
    assert_eq!(report.authors().unwrap()[0].name, "García");
    assert_eq!(report.authors().unwrap()[1].name, "A and B");
    assert_eq!(report.date().unwrap().month, Some(4));
    let parent = &references[1].entry.parents()[0];
    assert_eq!(parent.title().unwrap().value.to_string(), "Whole: A part");
    assert_eq!(parent.publisher().unwrap().name().unwrap().value.to_string(), "D");
}

#[test]
fn the_hash_is_of_the_content() {
    let of = |text: &str| read_yaml(text).0[0].hash;
    let plain = of("x: { type: web, title: X }\n");
    assert_eq!(plain, of("# first\nx:\n  title: X\n  type: web\n"));
    assert_ne!(plain, of("x: { type: web, title: Y }\n"));
    assert_ne!(plain, of("x: { type: book, title: X }\n"));
}

#[test]
fn hostile_texts_end_in_findings() {
    let big = 200_000;
    let texts = [
        "{".repeat(big),
        "@".repeat(big),
        "@comment{".repeat(big / 9),
        format!("@book{{a,title={}", "{".repeat(big)),
        format!("@book{{a,{}}}", "f={x},".repeat(big / 6)),
        "@book{p,title={x},crossref={q}}\n@book{q,title={y},crossref={p}}\n".to_owned(),
        "\\".repeat(big),
        format!("@misc{{a,title={{{}}}}}", "\\\"{\\'{\\$".repeat(9)),
        "@misc{é\u{301},title=\"ü{\\ä}\",year=\u{661}\u{662}}".to_owned(),
        (0..20).fold("@string{s={xxxxxxxxxx}}".to_owned(), |text, _| text + "@string{s = s # s # s # s}")
            + "@misc{a,title=s}",
    ];
    for text in texts {
        let (references, faults) = read_bib(&text);
        assert!(references.len() < 3 && faults.len() <= MOST_FAULTS + 1);
        read_yaml(&text);
    }
}

#[test]
fn cuts_of_a_good_file_never_panic() {
    let text = "@string{n = \"Né\"}\n@report{r, title = {A {B} \\'e $x$}, author = \"Doe, J. and \" # n,\n date = {2020-01}, url = {https://x.org}}";
    for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
        read_bib(&text[..at]);
        read_bib(&text[at..]);
        read_bib(&format!("{}}}{}", &text[..at], &text[at..]));
        read_bib(&format!("{}\"{{{}", &text[..at], &text[at..]));
    }
}
