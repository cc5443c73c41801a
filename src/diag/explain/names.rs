//! Explanations of codes about names that lead nowhere, or to more than one place. Never lists what there is.

use super::Explanation;

pub const UNKNOWN_NAME: Explanation = Explanation::new(
    "A link names something that is not there.",
    "
Double square brackets link to an entry by its id, which is its file's name
without `.md`, or to a secondary driver by its `id`. Nothing on this site has
the name written here, so the link would lead nowhere.

Wrong:

    See [[chnage-team]] for who takes part.

Right:

    See [[change-team]] for who takes part.

Take the name that is suggested, or look up the file's name. To show other words
than the title, add them after a bar: `[[change-team|the team]]`.
",
);

pub const AMBIGUOUS_NAME: Explanation = Explanation::new(
    "A link's name fits more than one entry.",
    "
A driver, a brief and a guide may have the same id, because ids differ only
within a kind. Which one you mean cannot be told from the id alone, and a guess
could lead readers to the wrong page.

Wrong:

    [[multi-sector-collaboration]]

Right:

    [[brief/multi-sector-collaboration]]

Put the kind and a slash before the id. The finding lists the candidates.
",
);

pub const UNKNOWN_FRAMEWORK: Explanation = Explanation::new(
    "A framework is named that is not there.",
    "
The name is not that of a file in `content/frameworks/`. A driver without its
framework has no place in the diagram.

Wrong:

    framework: ECE Workforce Systems Change Framework

Right:

    framework: ece-workforce-systems-change

Use the file's name without `.md`, not the title.
",
);

pub const UNKNOWN_GROUP: Explanation = Explanation::new(
    "A driver names a group that its framework does not have.",
    "
The groups into which drivers fall are listed under `groups` in the framework.
This name is not the `id` of one of them, so the driver would stand in none.

Wrong:

    framework: ece-workforce-systems-change
    group: Infrastructure drivers

Right:

    framework: ece-workforce-systems-change
    group: infrastructure

Use the group's `id`, or add the group to the framework first.
",
);

pub const UNKNOWN_DRIVER: Explanation = Explanation::new(
    "A driver is named that is not there.",
    "
The name is neither that of a file in `content/drivers/` nor, where a secondary
driver may stand, the `id` of one. Drivers are what ties briefs, examples and
guides together, so readers would lose the way from one to the next.

Wrong:

    driver: colaboration
    ## Meet on purpose {#meet driver=shared-vison}

Right:

    driver: collaboration
    ## Meet on purpose {#meet driver=shared-vision}

A brief's `driver` is a primary driver: a file's name without `.md`. `driver=`
in the text takes the `id` of a secondary driver, `demonstrates` takes either.
",
);

pub const UNKNOWN_BRIEF: Explanation = Explanation::new(
    "A brief is named that is not there.",
    "
The name is not that of a file in `content/briefs/`. Teams go from a guide's
question to the brief's paragraph, and that way would end here.

Wrong:

    brief: Pay and Benefits

Right:

    brief: pay-and-benefits

Use the file's name without `.md`, not the title.
",
);

pub const UNKNOWN_EXAMPLE: Explanation = Explanation::new(
    "An example is named that is not there.",
    "
The name is not that of a file in `content/examples/`, so there is nothing to
link to or to show.

Wrong:

    ![[example/new-mexico-wage-scales]]

Right:

    ![[example/new-mexico-wage-scale]]

Use the file's name without `.md`. With the `!` the example is shown in place;
without it, it is linked.
",
);

pub const UNKNOWN_GUIDE: Explanation = Explanation::new(
    "A guide is named that is not there.",
    "
The name is not that of a file in `content/guides/`, so a team that follows the
link would find no checklist.

Wrong:

    Start with the [[guide/bsc-readyness]].

Right:

    Start with the [[guide/bsc-readiness]].

Use the file's name without `.md`.
",
);

pub const UNKNOWN_COLLABORATIVE: Explanation = Explanation::new(
    "A collaborative is named that is not there.",
    "
The name is not that of a file in `content/collaboratives/`. A guide that
belongs to a collaborative could not be found from it.

Wrong:

    collaborative: Cultivating a Sustainable Workforce

Right:

    collaborative: cultivating-a-sustainable-workforce

Use the file's name without `.md`, not the title.
",
);

pub const UNKNOWN_TRACK: Explanation = Explanation::new(
    "A track is named that the collaborative does not have.",
    "
A collaborative lists its tracks under `tracks`. This name is not the `id` of
one of them, so sites would be counted under no track.

Wrong:

    tracks:
      - id: public
        title: Public child welfare programs
    planned_sites:
      state: 6

Right:

    tracks:
      - id: public
        title: Public child welfare programs
    planned_sites:
      public: 6

Use the track's `id`, or add the track to the list.
",
);

pub const UNKNOWN_TERM: Explanation = Explanation::new(
    "A term is named that is not there.",
    "
The name is not that of a file in `content/terms/`. Readers who are new to the
word would look for its meaning in vain.

Wrong:

    [[term/change-teams]]

Right:

    [[term/change-team]]

Use the file's name without `.md`, or add the term. Other spellings, plurals and
abbreviations of a term go under `also` in its file.
",
);

pub const UNKNOWN_PAGE: Explanation = Explanation::new(
    "A page is named that is not there.",
    "
The name is not that of a file in `content/pages/`, so the link would lead
nowhere.

Wrong:

    [[page/authors]]

Right:

    [[page/authors-guide]]

Use the file's name without `.md`.
",
);

pub const UNKNOWN_PLACE: Explanation = Explanation::new(
    "A place is not a place code.",
    "
Places are written as their ISO code: `US-` and the two letters of the state, of
the District of Columbia or of a territory. The map and the list of places are
made from them.

Wrong:

    place: New Mexico

Right:

    place: US-NM

In a link it is `[[place/US-NM]]`. The name is filled in for you.
",
);

pub const UNKNOWN_SCALE: Explanation = Explanation::new(
    "A scale is named that is not there.",
    "
The scales with which teams rate are listed under `scales` in
`framewright.yaml`. This guide names one that is not among them, so there would
be no levels to choose from.

Wrong:

    scale: progess

Right:

    scale: progress

Correct the name, or add the scale, with its levels, to `framewright.yaml`.
",
);

pub const UNKNOWN_FIGURE: Explanation = Explanation::new(
    "There is no drawn figure of this name.",
    "
Three figures are drawn from the content: `figure/driver-diagram`,
`figure/place-map` and `figure/coverage`. Another one cannot be drawn, so the
place would stay empty.

Wrong:

    ![[figure/drivers]]

Right:

    ![[figure/driver-diagram]]

For a picture of your own, put the file beside the entry and write
`![What it shows](picture.png)`.
",
);

pub const UNKNOWN_CITATION: Explanation = Explanation::new(
    "A citation's key is not in the bibliography.",
    "
What stands after the `@` is the key of a work in `content/references.yaml` or
`content/references.bib`. There is no work of this key, and a claim without its
source should not be published.

Wrong:

    Turnover fell by a third [@ruiz-2052].

Right:

    Turnover fell by a third [@ruiz-2025].

Take the key that is suggested, or add the work to the bibliography.
",
);

pub const UNKNOWN_HEADING: Explanation = Explanation::new(
    "A link names a heading that its page does not have.",
    "
What stands after the `#` is the id of a heading on the page that is linked. No
heading there has it, so readers would land at the top and have to search.

Wrong:

    [[brief/pay-and-benefits#outcome]]

Right:

    [[brief/pay-and-benefits#outcomes]]

A heading's id is written in braces, as in `## Outcomes {#outcomes}`. A heading
without one has its words as its id, in lower case, with hyphens. A written id
stays the same when the words change.
",
);

pub const UNKNOWN_ADDRESS: Explanation = Explanation::new(
    "A link to this site has an address that the site does not have.",
    "
A link that starts with `/` is an address on this site. No page, old address or
file has this one, so readers would see \"page not found\".

Wrong:

    See [all briefs](/brief/).

Right:

    See [all briefs](/briefs/).

Correct the address. Where you can, link by name: `[[pay-and-benefits]]` is
checked too, and keeps working when addresses change.
",
);

pub const UNKNOWN_FOOTNOTE: Explanation = Explanation::new(
    "A footnote is referred to but not written.",
    "
`[^pay]` in the text refers to a note of that name, and the note itself is not
in the file. Readers would see the bare brackets.

Wrong:

    Stipends were paid each quarter.[^pay]

Right:

    Stipends were paid each quarter.[^pay]

    [^pay]: Through June 2024.

Write the note on a line of its own, anywhere in the same file, or remove the
reference.
",
);

pub const UNKNOWN_LINK_LABEL: Explanation = Explanation::new(
    "A link's second pair of brackets has no address to go with it.",
    "
In `[the report][eeic]`, the second pair is a label, and a line elsewhere in the
file has to say which address it stands for. That line is missing, so readers
would see the brackets instead of a link.

Wrong:

    Read [the report][eeic].

Right:

    Read [the report][eeic].

    [eeic]: https://earlyedcollaborative.org/

Add the line, or write the address right there:
`[the report](https://earlyedcollaborative.org/)`.
",
);
