//! Explanations of codes about the bibliography's own entries. Never says how a text cites them.

use super::Explanation;

pub const BAD_REFERENCE: Explanation = Explanation::new(
    "A work in the bibliography cannot be read.",
    "
Each work in `content/references.yaml` or `content/references.bib` has a key, a
kind and its facts, in the notation of that file. This one has a mistake, so its
entry in the list of references would be wrong or missing.

Wrong:

    ruiz-2025:
      type: policy brief
      title: Pay in ten states

Right:

    ruiz-2025:
      type: report
      title: Pay in ten states

Correct the place of the finding. If the file was exported by Zotero or another
program, correct the work there and export it again.
",
);

pub const DUPLICATE_REFERENCE: Explanation = Explanation::new(
    "Two works in the bibliography have the same key.",
    "
`content/references.yaml` and `content/references.bib` are one bibliography, and
a key belongs to one work. With two of the same, a citation could lead readers
to the wrong source.

Wrong:

    ruiz-2025:
      type: report
      title: Pay in ten states
    ruiz-2025:
      type: report
      title: Benefits in ten states

Right:

    ruiz-2025a:
      type: report
      title: Pay in ten states
    ruiz-2025b:
      type: report
      title: Benefits in ten states

Delete one if both are the same work. Otherwise give one of them another key,
and correct the citations that mean it.
",
);
