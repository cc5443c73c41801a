use super::*;
use crate::model::{Reference, read_bib, read_yaml};

#[track_caller]
fn yaml(text: &str) -> Reference {
    let (mut references, faults) = read_yaml(text);
    assert_eq!(faults, vec![]);
    references.remove(0)
}

const REPORT: &str = "sheffler-2025:
  type: report
  author: [\"Sheffler, K.\", {name: \"Center for Change, Inc.\"}]
  date: 2025-04-21
  title: {value: \"Multi-sector & multi-partner: 100% of {it}\", verbatim: true}
  publisher: National Center
  url: https://example.org/a_b?c=d&e=%20f#g
";

#[test]
fn a_report_in_all_formats() {
    let Exported { bibtex, ris, csl } = exported(&yaml(REPORT).entry);
    assert_eq!(
        bibtex,
        "@techreport{sheffler-2025,
  author = {Sheffler, K. and {Center for Change, Inc.}},
  title = {{Multi-sector \\& multi-partner: 100\\% of \\textbraceleft{}it\\textbraceright{}}},
  institution = {National Center},
  year = {2025},
  month = apr,
  day = {21},
  url = {https://example.org/a_b?c=d&e=%20f#g},
}
"
    );
    assert_eq!(
        ris,
        "TY  - RPRT\r\nID  - sheffler-2025\r\nAU  - Sheffler, K.\r\nAU  - Center for Change – Inc.\r\n\
         TI  - Multi-sector & multi-partner: 100% of {it}\r\nPY  - 2025\r\nDA  - 2025/04/21\r\n\
         PB  - National Center\r\nUR  - https://example.org/a_b?c=d&e=%20f#g\r\nER  - \r\n\r\n"
    );
    let csl: serde_json::Value = serde_json::from_str(&csl).unwrap();
    assert_eq!(csl["type"], "report");
    assert_eq!(csl["author"][0]["family"], "Sheffler");
    assert_eq!(csl["author"][1]["literal"], "Center for Change, Inc.");
    assert_eq!(csl["issued"]["date-parts"][0], serde_json::json!([2025, 4, 21]));
}

/// Works of many kinds, with all that their kinds have.
const MANY: &str = r#"
@article{a, author = {von Doe, Jr., Jane and Roe, Richard and others}, title = {On {DNA}}, journal = {Journal of Things}, volume = 12, number = 3, pages = {100--110}, year = 2020, month = mar, doi = {10.1000/x_y}, issn = {1234-5678}}
@book{b, author = {Doe, Jane}, editor = {Roe, Richard}, title = {Tom \& Jerry's \$5}, publisher = {Press and Sons}, address = {New York}, edition = 2, year = 1999, isbn = {978-0-00-000000-2}}
@incollection{c, author = {Doe, Jane}, title = {A part}, booktitle = {The Whole}, editor = {Roe, Richard}, publisher = {Press}, pages = {1-9}, year = 2001}
@inproceedings{d, author = {Doe, Jane}, title = {A talk}, booktitle = {Proceedings of It}, year = 2002}
@techreport{e, author = {{Center for A, B and C}}, title = {What is a {\textbackslash}?}, institution = {Center for A}, number = {2018-28}, year = 2018}
@phdthesis{f, author = {Doe, Jane}, title = {My thesis}, school = {State University}, year = 2003}
@online{g, author = {Doe, Jane}, title = {A page}, url = {https://example.org/~doe/a_b}, urldate = {2024-05-06}, year = 2024}
@misc{h, title = {Something}, year = 2005, note = {In 50% of cases}}
@unpublished{i, author = {Doe, Jane}, title = {A draft}, year = 2006, note = {Manuscript}}
"#;

#[test]
fn bibtex_read_again_is_the_same_work() {
    let (references, faults) = read_bib(MANY);
    assert_eq!(faults, vec![]);
    assert_eq!(references.len(), 9);
    let works: Vec<Work> = references.iter().map(|reference| Work::of(&reference.entry)).collect();
    let written: String = works.iter().map(|work| work.exported().bibtex).collect();
    let (again, faults) = read_bib(&written);
    assert_eq!(faults, vec![], "{written}");
    for (work, again) in works.iter().zip(&again) {
        let again = Work::of(&again.entry);
        assert!(!work.title.is_empty() && work.date.is_some());
        assert_eq!(*work, again, "{written}");
    }
    assert_eq!(works[0].authors[2], Person::Others);
    assert_eq!(works[1].title, "Tom & Jerry's $5");
    assert_eq!(works[4].title, "What is a \\?");
}

#[test]
fn no_value_breaks_out_of_its_line_or_its_field() {
    let title = "x\nER  - \n} @book{y, title = {z\u{2028}\\";
    let text =
        format!("k:\n  type: book\n  title: {{value: {}, verbatim: true}}\n", serde_json::to_string(title).unwrap());
    let Exported { bibtex, ris, csl } = exported(&yaml(&text).entry);
    assert_eq!(ris.lines().filter(|line| line.starts_with("ER")).count(), 1);
    let (again, faults) = read_bib(&bibtex);
    assert_eq!((again.len(), faults), (1, vec![]));
    assert_eq!(Work::of(&again[0].entry).title, line(title));
    assert!(serde_json::from_str::<serde_json::Value>(&csl).is_ok());
}

#[test]
fn a_library_is_one_list() {
    let items: Vec<String> = ["a", "b"].map(|key| csl::write(&Work::new(key.into(), Form::Book, "T".into()))).into();
    let list: serde_json::Value = serde_json::from_str(&library(items.iter().map(String::as_str))).unwrap();
    assert_eq!(list[1]["id"], "b");
    assert_eq!(library(std::iter::empty()), "[]\n");
}
