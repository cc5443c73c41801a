//! Explanations of codes about keys and their values, in entries and in `framewright.yaml`.
//! Never says what a body may hold.

use super::Explanation;

pub const MISSING_FRONT_MATTER: Explanation = Explanation::new(
    "A file does not begin with its front matter.",
    "
The front matter is the block at the very top of a file, between two lines of
three hyphens. It holds the entry's title and other facts as `key: value`, one
on a line. Without it the page would have no title.

Wrong:

    # Change team

    A small group that plans and tests a change.

Right:

    ---
    title: Change team
    ---

    A small group that plans and tests a change.

Put the block at the top; nothing may stand before its first line.
`framewright add` writes it for you when you start an entry.
",
);

pub const UNCLOSED_FRONT_MATTER: Explanation = Explanation::new(
    "The front matter has no closing line.",
    "
The front matter is the block of keys at the top of a file. It begins with a
line of three hyphens and has to end with another one; otherwise the whole text
would be taken for keys.

Wrong:

    ---
    title: Change team

    A small group that plans and tests a change.

Right:

    ---
    title: Change team
    ---

    A small group that plans and tests a change.

Add the second line of three hyphens right after the last key.
",
);

pub const YAML_COLON: Explanation = Explanation::new(
    "A value with a colon in it needs quotation marks.",
    "
In the keys at the top of a file, a colon and a space divide a key from its
value. A second one in the same line makes it unclear where the value begins.

Wrong:

    title: Pay: what works

Right:

    title: \"Pay: what works\"

Put straight quotation marks around the whole value.
",
);

pub const YAML_TAB: Explanation = Explanation::new(
    "A tab stands where spaces are needed.",
    "
Lines under a key are indented to show that they belong to it. Only spaces count
for that, because a tab is as wide as each program likes.

Wrong (→ stands for a tab):

    authors:
    →- Ana Ruiz

Right:

    authors:
      - Ana Ruiz

Replace the tab by two spaces. Most editors can be set to type spaces when you
press the tab key.
",
);

pub const YAML_CURLY_QUOTE: Explanation = Explanation::new(
    "A value stands in curly quotation marks.",
    "
Word processors turn \" into “ and ”. Inside a text those are welcome, but they
do not mark where a value begins and ends; only the straight ones do.

Wrong:

    title: “Pay: what works”

Right:

    title: \"Pay: what works\"

Type straight quotation marks over the curly ones, or leave them out where the
value has no colon.
",
);

pub const YAML_WORD: Explanation = Explanation::new(
    "A bare word such as no, yes, on or null can be misread.",
    "
Some programs read `no`, `yes`, `on`, `off` and `null` as an answer or as
nothing, and others as a word. Norway's language code is the classic victim. So
that your text means one thing everywhere, say which one you mean.

Wrong:

    language: no         # in framewright.yaml
    draft: yes           # in an entry

Right:

    language: \"no\"       # in framewright.yaml
    draft: true          # in an entry

For a text, put straight quotation marks around the word. Where the answer is
yes or no, write `true` or `false`.
",
);

pub const YAML_SYNTAX: Explanation = Explanation::new(
    "The keys cannot be read.",
    "
Something in the keys breaks the rules of their notation (it is called YAML):
often a bracket or quotation mark that is not closed, a list item that is
indented differently from its neighbors, or a line without a colon. What comes
after it cannot be understood.

Wrong:

    title: \"Pay and benefits
    authors: [Ana Ruiz, Ben Cole

Right:

    title: \"Pay and benefits\"
    authors: [Ana Ruiz, Ben Cole]

Look at the line of the finding and at the one above it, and close what is open.
",
);

pub const UNKNOWN_KEY: Explanation = Explanation::new(
    "A key is not one that this kind of entry has.",
    "
Each kind of entry has its own keys. A key that is misspelled or made up would
be passed over, and what you wrote there would never be seen.

Wrong:

    ---
    title: Change team
    sumary: The people who test a change.
    ---

Right:

    ---
    title: Change team
    summary: The people who test a change.
    ---

Take the key that is suggested, or remove the line. Every kind takes `title`,
`summary`, `updated`, `aliases`, `draft` and `adapted_from`.
",
);

pub const MISSING_KEY: Explanation = Explanation::new(
    "A key that is required is missing.",
    "
Some facts are needed to make the page or to give it its place: for example, a
brief that named no driver could not be found from the framework.

Wrong:

    ---
    title: Pay and benefits
    date: 2025-04
    ---

Right:

    ---
    title: Pay and benefits
    driver: compensation
    date: 2025-04
    summary: What states have done about pay, and what came of it.
    ---

Add the key. Everything needs a `title`; beyond that, a driver needs
`framework`, a brief `driver`, `date` and `summary`, an example `place` and
`demonstrates`, a guide `brief` or `collaborative`, a collaborative `period`,
and `framewright.yaml` an `id`.
",
);

pub const DUPLICATE_KEY: Explanation = Explanation::new(
    "A key is written twice.",
    "
A key can have one value. With two of them, one would be dropped without a word.

Wrong:

    title: Pay and benefits
    date: 2024
    date: 2025

Right:

    title: Pay and benefits
    date: 2025

Remove the one that is out of date. If both values are right, the key probably
takes a list.
",
);

pub const WRONG_TYPE: Explanation = Explanation::new(
    "A value is not of the kind that its key takes.",
    "
Some keys take a text, some a number, some a list or a group of further keys.
Something else stands here, so its meaning would have to be guessed.

Wrong:

    authors: Ana Ruiz
    drivers_total: nine

Right:

    authors:
      - Ana Ruiz
    drivers_total: 9

For a list, put each item on a line of its own, after a hyphen.
",
);

pub const BAD_ID: Explanation = Explanation::new(
    "An id has characters that an id cannot have.",
    "
An id is the short name by which other places mean this one. It becomes part of
an address, so it takes lower-case letters a to z, digits and hyphens.

Wrong:

    secondary:
      - id: Shared Vision
        title: Work from a shared vision

Right:

    secondary:
      - id: shared-vision
        title: Work from a shared vision

Use hyphens for spaces, and leave accents out. The `title` beside it is what
readers see, and may hold any character.
",
);

pub const BAD_DATE: Explanation = Explanation::new(
    "A date cannot be read, or is not in the calendar.",
    "
A date is a year, a year and a month, or a full day, largest part first. It is
shown as exactly as you know it, and 04/05 would mean April to some readers and
May to others.

Wrong:

    date: 4/21/2025

Right:

    date: 2025-04-21

`2025` and `2025-04` are just as good where no more is known.
",
);

pub const BAD_PERIOD: Explanation = Explanation::new(
    "A period or a range runs backwards.",
    "
The end comes before the start, or the smallest number is above the largest.
Time lines and counts that build on it would be wrong.

Wrong:

    period:
      start: 2024-06
      end: 2023-01
    team_size:
      min: 8
      max: 6

Right:

    period:
      start: 2023-01
      end: 2024-06
    team_size:
      min: 6
      max: 8

Swap the two, or correct the one that is mistyped.
",
);

pub const BAD_RULE: Explanation = Explanation::new(
    "No calendar understands how often an event recurs.",
    "
`rule` says how often, in the way that calendar programs share (RFC 5545). It is
made of parts with a semicolon between them, and must fall on the event's first
`date`. Events last whole days here, so that no part speaks of hours.

Wrong:

    rule: monthly
    rule: FREQ=BIMONTHLY

Right:

    rule: FREQ=MONTHLY
    rule: FREQ=MONTHLY;INTERVAL=2
    rule: FREQ=MONTHLY;BYDAY=2TU
    rule: FREQ=WEEKLY;BYDAY=TH;UNTIL=20240630

Every other month is `INTERVAL=2`, the second Tuesday is `BYDAY=2TU`, the last
Friday `BYDAY=-1FR`. A rule without an end ends with the collaborative's period.
The first `date` has to be a day of the rule, since programs differ in whether
they show one that is not. Rules that they read differently are told, too.
To say it in words instead, or as well, use `repeats: monthly`.
",
);

pub const BAD_ADDRESS: Explanation = Explanation::new(
    "A key holds something that is not a web address.",
    "
A `url` has to be a whole web address that begins with `https://` or `http://`.
An address under `aliases` is an old address on this site and begins with `/`.
It may end in the id of a place, and in the one that the place has now:
`/a/#old#new`. Anything else would send readers nowhere.

Wrong:

    adapted_from:
      url: www.example.org/brief
    aliases:
      - Old pay brief

Right:

    adapted_from:
      url: https://www.example.org/brief
    aliases:
      - /old-pay-brief/

Copy the address from your browser's address bar.
",
);

pub const BAD_COLOR: Explanation = Explanation::new(
    "A color cannot be read.",
    "
A color in `framewright.yaml` is written as color pickers show it: a `#` and
three or six digits or letters from a to f. Anything else would leave the theme
without its color.

Wrong:

    colors:
      accent: bluish

Right:

    colors:
      accent: \"#1d4f91\"

The quotation marks are needed: without them, everything after the `#` counts as
a remark.
",
);

pub const UNKNOWN_LANGUAGE: Explanation = Explanation::new(
    "A language code is not one.",
    "
Languages are written as their short codes: `en` for English, `es` for Spanish,
`zh` for Chinese. Screen readers choose their voice by it, so it has to be one
that exists. It stands in `framewright.yaml` and in the names of translations.

Wrong:

    in framewright.yaml:   language: english
    as a file's name:      content/briefs/pay.zz.md

Right:

    in framewright.yaml:   language: en
    as a file's name:      content/briefs/pay.es.md

If the part between the dots was not meant as a language, use a hyphen instead:
`pay-v2.md`, not `pay.v2.md`.
",
);

pub const UNKNOWN_THEME: Explanation = Explanation::new(
    "There is no theme of this name.",
    "
The theme decides how the site looks. The one named in `framewright.yaml` is
neither the built-in `default` nor a folder in `themes/`.

Wrong:

    theme: defualt

Right:

    theme: default

Correct the name, or remove the line to use the built-in theme.
",
);
