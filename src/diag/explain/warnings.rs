//! Explanations of the codes that are warnings. Never of one that keeps the site from being written.

use super::Explanation;

pub const UNUSED_REFERENCE: Explanation = Explanation::new(
    "A work in the bibliography is never cited.",
    "
No text cites this work, so no reader will see it. Perhaps a citation was
forgotten.

Wrong:

    ruiz-2025:           (in content/references.yaml, cited nowhere)

Right:

    Turnover fell by a third [@ruiz-2025].

Cite the work, or delete it from the bibliography.

This is a warning: the site is written all the same, unless you ask for
`--strict`.
",
);

pub const UNREACHED_ENTRY: Explanation = Explanation::new(
    "Nothing leads to an entry.",
    "
No page links to this entry, so readers can find it only by searching.

Wrong:

    content/pages/funding.md          (no page links to it)

Right:

    See [[page/funding]] for what each state pays.

Link to it from where it is useful, or set `draft: true` until it is ready.

This is a warning: the site is written all the same, unless you ask for
`--strict`.
",
);

pub const LINK_TO_DRAFT: Explanation = Explanation::new(
    "A link leads to a draft.",
    "
An entry with `draft: true` is not published, so readers will see the words of
this link without the link.

Wrong:

    See [[pay-and-benefits]].         (its file says draft: true)

Right:

    See [[pay-and-benefits]].         (its file no longer says so)

Publish the draft by removing its `draft` line, or take the link out for now.

This is a warning: the site is written all the same, unless you ask for
`--strict`.
",
);

pub const OLD_TRANSLATION: Explanation = Explanation::new(
    "A translation is older than its original.",
    "
The original was updated after its translation, so readers of the translation
may miss what changed. The dates are those of the key `updated`.

Wrong:

    in content/briefs/pay.md:      updated: 2025-04-21
    in content/briefs/pay.es.md:   updated: 2024-10-01

Right:

    in content/briefs/pay.md:      updated: 2025-04-21
    in content/briefs/pay.es.md:   updated: 2025-05-02

Bring the translation up to date, then change its `updated`.

This is a warning: the site is written all the same, unless you ask for
`--strict`.
",
);

pub const UNUSED_TERM: Explanation = Explanation::new(
    "A term is never used.",
    "
No text links to this term, so readers will come across it only in the glossary.

Wrong:

    A change team meets every week.

Right:

    A [[change-team]] meets every week.

Link to the term where the word first appears, or delete it.

This is a warning: the site is written all the same, unless you ask for
`--strict`.
",
);

pub const UNUSED_FOOTNOTE: Explanation = Explanation::new(
    "A footnote is never referred to.",
    "
The note is written, but no place in the text refers to it, so readers will not
see it.

Wrong:

    Stipends were paid each quarter.

    [^pay]: Through June 2024.

Right:

    Stipends were paid each quarter.[^pay]

    [^pay]: Through June 2024.

Put the reference where it belongs, or delete the note.

This is a warning: the site is written all the same, unless you ask for
`--strict`.
",
);
