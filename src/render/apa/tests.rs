use super::*;
use crate::model::{read_bib, read_yaml};

#[track_caller]
fn yaml(text: &str) -> Vec<Reference> {
    let (references, faults) = read_yaml(text);
    assert_eq!(faults, vec![]);
    references
}

#[track_caller]
fn bib(text: &str) -> Vec<Reference> {
    let (references, faults) = read_bib(text);
    assert_eq!(faults, vec![]);
    references
}

#[track_caller]
fn only(mut references: Vec<Reference>) -> std::sync::Arc<Formatted> {
    assert_eq!(references.len(), 1);
    format(&references.remove(0))
}

/// Key, facts in YAML, and the entry that the brief prints (its slips in "&" and final stops put right).
const BRIEF: [(&str, &str, &str); 10] = [
    (
        "author: [{ name: Center for the Study of Child Care Employment }, { name: National Institute for Early Education Research }, { name: Bellwether Education Partners }], date: 2020, title: \"Early educator preparation and compensation policies: Voices from 10 states\", publisher: Early Educator Investment Collaborative, url: \"https://earlyedcollaborative.org/EEIC_Report.pdf\"",
        "Center for the Study of Child Care Employment et al., 2020",
        "Center for the Study of Child Care Employment, National Institute for Early Education Research, &amp; Bellwether Education Partners. (2020). <em>Early educator preparation and compensation policies: Voices from 10 states</em>. Early Educator Investment Collaborative. <a href=\"https://earlyedcollaborative.org/EEIC_Report.pdf\">https://earlyedcollaborative.org/EEIC_Report.pdf</a>",
    ),
    (
        "author: [\"Checkoway, A.\", \"Bumgarner, E.\", \"Collins, C.\", \"Cocatre-Zilgien, E.\"], date: 2021, title: \"Building a stronger early childhood system: Ongoing state efforts to improve coordination and alignment\", publisher: Abt Associates",
        "Checkoway et al., 2021",
        "Checkoway, A., Bumgarner, E., Collins, C., &amp; Cocatre-Zilgien, E. (2021). <em>Building a stronger early childhood system: Ongoing state efforts to improve coordination and alignment</em>. Abt Associates.",
    ),
    (
        "author: [\"Dreier, L.\", \"Nabarro, D.\", \"Nelson, J.\"], date: 2019, title: \"Systems leadership for sustainable development: Strategies for achieving systemic change\", publisher: Corporate Responsibility Initiative at Harvard Kennedy School, url: \"https://www.hks.harvard.edu/Systems%20Leadership.pdf\"",
        "Dreier et al., 2019",
        "Dreier, L., Nabarro, D., &amp; Nelson, J. (2019). <em>Systems leadership for sustainable development: Strategies for achieving systemic change</em>. Corporate Responsibility Initiative at Harvard Kennedy School. <a href=\"https://www.hks.harvard.edu/Systems%20Leadership.pdf\">https://www.hks.harvard.edu/Systems%20Leadership.pdf</a>",
    ),
    (
        "author: [\"Ponder, K.\", \"Ames, G.\"], date: 2021, title: The nuts and bolts of building early childhood systems through state/local initiatives, publisher: The BUILD Initiative",
        "Ponder & Ames, 2021",
        "Ponder, K., &amp; Ames, G. (2021). <em>The nuts and bolts of building early childhood systems through state/local initiatives</em>. The BUILD Initiative.",
    ),
    (
        "author: \"Cabaj, M.\", date: 2019, title: \"Evaluating systems change results: An inquiry framework\", publisher: Tamarack Institute",
        "Cabaj, 2019",
        "Cabaj, M. (2019). <em>Evaluating systems change results: An inquiry framework</em>. Tamarack Institute.",
    ),
    (
        "author: National ECE Workforce Center, date: 2025, title: \"What is a Change Team?\", url: \"https://www.nationaleceworkforcecenter.org/What-is-a-Change-Team-1.pdf\"",
        "National ECE Workforce Center, 2025",
        "National ECE Workforce Center. (2025). <em>What is a Change Team?</em> <a href=\"https://www.nationaleceworkforcecenter.org/What-is-a-Change-Team-1.pdf\">https://www.nationaleceworkforcecenter.org/What-is-a-Change-Team-1.pdf</a>",
    ),
    (
        "author: [\"Dichter, H.\", \"Briggs, A.\", \"Kimble, S.\", \"Neilson, S.\", \"Nourse, G.\", \"Schilder, D.\", \"Stahl, D.\"], date: 2021, title: \"Philadelphia's early learning community speaks out: An action plan for quality improvement\", publisher: The BUILD Initiative",
        "Dichter et al., 2021",
        "Dichter, H., Briggs, A., Kimble, S., Neilson, S., Nourse, G., Schilder, D., &amp; Stahl, D. (2021). <em>Philadelphia&#39;s early learning community speaks out: An action plan for quality improvement</em>. The BUILD Initiative.",
    ),
    (
        "author: [\"McLean, C.\", \"Austin, L. J. E.\", \"Whitebook, M.\", \"Olson, K. L.\"], date: 2024, title: Early childhood workforce index 2024, publisher: \"Center for the Study of Child Care Employment, University of California, Berkeley\"",
        "McLean et al., 2024",
        "McLean, C., Austin, L. J. E., Whitebook, M., &amp; Olson, K. L. (2024). <em>Early childhood workforce index 2024</em>. Center for the Study of Child Care Employment, University of California, Berkeley.",
    ),
    (
        "author: [\"Austin, L. J. E.\", \"Whitebook, M.\", \"Amanta, F.\"], date: 2015, title: Challenges and opportunities for including coursework on infants and toddlers in higher education degree programs, publisher: \"Center for the Study of Child Care Employment, University of California, Berkeley\"",
        "Austin et al., 2015",
        "Austin, L. J. E., Whitebook, M., &amp; Amanta, F. (2015). <em>Challenges and opportunities for including coursework on infants and toddlers in higher education degree programs</em>. Center for the Study of Child Care Employment, University of California, Berkeley.",
    ),
    (
        "author: [\"Gardner, M.\", \"Melnick, H.\", \"Meloy, B.\", \"Barajas, J.\"], date: 2019, title: \"Promising models for preparing a diverse, high-quality early childhood workforce\", publisher: Learning Policy Institute",
        "Gardner et al., 2019",
        "Gardner, M., Melnick, H., Meloy, B., &amp; Barajas, J. (2019). <em>Promising models for preparing a diverse, high-quality early childhood workforce</em>. Learning Policy Institute.",
    ),
];

#[test]
fn the_references_of_the_brief() {
    for (facts, label, entry) in BRIEF {
        let references = yaml(&format!("x: {{ type: report, {facts} }}\n"));
        assert_eq!((format(&references[0]).html.as_str(), format(&references[0]).short.as_str()), (entry, label));
    }
}

#[test]
fn nothing_gets_through_unescaped() {
    let text = "x:\n  type: web\n  title: \"<script>alert('x')</script> & \\\"q\\\"\"\n  author: \"<b>, J\"\n  url: \"https://x.org/?a=1&b='\\\"<i>\"\n";
    let html = only(yaml(text)).html.clone();
    assert!(html.contains("<em>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot;</em>"), "{html}");
    let bare = html
        .replace("<em>", "")
        .replace("</em>", "")
        .replace("<a href=\"https://x.org/?a=1&amp;b=", "")
        .replace("</a>", "");
    assert_eq!(bare.matches('<').count(), 0, "{html}");
    let (references, faults) = read_bib("@online{x, title = {X}, url = {javascript:alert(1)}}");
    assert_eq!((faults.len(), format(&references[0]).html.contains("script")), (1, false));
}

#[test]
fn slips_of_hayagriva_are_mended() {
    let page = "@online{x, title={A page}, author={Doe, Jane}, year={2023}, url={https://x.org/p}}";
    assert_eq!(only(bib(page)).text, "Doe, J. (2023). A page. https://x.org/p");
    let undated = "@online{x, title={A page}, author={{Big Corp}}, url={https://x.org/p}}";
    assert_eq!(only(bib(undated)).text, "Big Corp. (n.d.). A page. https://x.org/p");
    let report = "x: { type: report, title: T, author: Corp, date: 2018, serial-number: OPRE Report 2018-28 }\n";
    assert_eq!(only(yaml(report)).text, "Corp. (2018). T (OPRE Report 2018-28).");
    let report = "@techreport{x, title={T}, author={{Corp}}, year=2018, number={2018-28}, institution={A and B}}";
    assert_eq!(only(bib(report)).text, "Corp. (2018). T (No. 2018-28). A and B.");
    let chapter = "@incollection{x, title={C}, author={Doe, Jane}, booktitle={The Book}, editor={Roe, R.}, year=2010, publisher={Sage}, pages={1--20}}";
    assert_eq!(only(bib(chapter)).html, "Doe, J. (2010). C. In R. Roe (Ed.), <em>The Book</em> (pp. 1–20). Sage.");
    let others = "@book{x, title={T}, author={Doe, Jane and Roe, R. and others}, year=2010}";
    assert_eq!(only(bib(others)).text, "Doe, J., Roe, R., et al. (2010). T.");
    let doi = "@article{x, title={T}, author={Doe, Jane}, journal={J}, year=2010, doi={https://doi.org/10.1/a\\_b}}";
    assert_eq!(only(bib(doi)).text, "Doe, J. (2010). T. J. https://doi.org/10.1/a_b");
}

#[test]
fn more_than_twenty_authors() {
    let names: Vec<String> = (1..=30).map(|n| format!("N{n}, A.")).collect();
    let text =
        only(bib(&format!("@book{{x, title={{T}}, year=2020, author={{{}}}}}", names.join(" and ")))).text.clone();
    assert!(text.contains("N19, A., … N30, A. (2020)") && !text.contains("N20,"), "{text}");
}

/// In the manner of Better BibTeX for Zotero.
#[test]
fn an_export_of_zotero() {
    let text = "
@report{rivera2022,
  type = {Policy {{Brief}}},
  title = {Growing Local Teacher Pipelines: {{Lessons}} from Four Counties},
  shorttitle = {Growing {{Local Teacher Pipelines}}},
  author = {Rivera, Ana and {van der Berg}, Pieter and {{Office of Early Learning}}},
  date = {2022-06},
  number = {14},
  institution = {Harbor \\& Hill Research},
  location = {Springfield},
  url = {https://example.org/pipelines\\_2022.pdf},
  urldate = {2024-02-03},
  abstract = {Costs rose 5\\%; {\\textquoteright} and more.},
  langid = {english},
  keywords = {child care,workforce},
  file = {/home/a/Zotero/storage/X/Rivera - 2022.pdf}
}

@article{okafor2021,
  title = {Coaching as Routine: A Study},
  author = {Okafor, Ifeoma and M{\\\"u}ller, J{\\\"o}rg},
  date = {2021-03-09},
  journaltitle = {Journal of Practice},
  shortjournal = {J. Pract.},
  volume = {12},
  number = {3},
  pages = {101--118},
  publisher = {Wiley},
  issn = {1234-5678},
  doi = {10.1000/jp.2021.03}
}
";
    let references = bib(text);
    assert_eq!(
        format(&references[0]).text,
        "Rivera, A., van der Berg, P., & Office of Early Learning. (2022). Growing Local Teacher Pipelines: Lessons from \
         Four Counties (Policy Brief No. 14). Harbor & Hill Research. https://example.org/pipelines_2022.pdf"
    );
    assert_eq!(
        format(&references[1]).html,
        "Okafor, I., &amp; Müller, J. (2021). Coaching as Routine: A Study. <em>Journal of Practice</em>, <em>12</em>(3), \
         101–118. <a href=\"https://doi.org/10.1000/jp.2021.03\">https://doi.org/10.1000/jp.2021.03</a>"
    );
    assert_eq!(format(&references[1]).short, "Okafor & Müller, 2021");
}

#[test]
fn one_language_is_enough() {
    let apa = Apa::load();
    assert_eq!(apa.locales.len(), 1);
}
