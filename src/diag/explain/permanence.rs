//! Explanations of codes about what was published once and should stay. Never about one site's addresses.

use super::Explanation;

pub const BAD_LOCK: Explanation = Explanation::new(
    "A line of framewright.lock cannot be read.",
    "
`framewright freeze` writes this file, one line for each address and place that
the site has published. Mostly a line like this one is left over from a merge in
Git.

Wrong:

    <<<<<<< mine
    /briefs/paid-time/ page

Right:

    /briefs/paid-time/ page

Delete the marks of the merge and keep the lines of both sides. Then run
`framewright freeze`, which sorts them.
",
);

pub const LOST_ADDRESS: Explanation = Explanation::new(
    "An address that was published leads nowhere.",
    "
People link to pages, cite them and print their addresses. `framewright.lock`
lists those that this site has published; one of them has no page any more.

Wrong:

    content/briefs/paid-time.md     renamed to paid-days.md, and nothing else

Right, in content/briefs/paid-days.md:

    aliases:
      - /briefs/paid-time/
      - /briefs/paid-time/handout/

The old addresses then lead to the new page; that of a brief's handout was
published, too. If the page is gone for good, name its address under the aliases
of the page that comes nearest to it. Only where there is none, delete its lines
from `framewright.lock`.
",
);

pub const LOST_ID: Explanation = Explanation::new(
    "A place on a page that was published is gone.",
    "
A heading, an item or a secondary driver had an id, and links lead to it. Its
page is there, the id is not.

Wrong:

    ## What it costs {#price}           (was {#cost})

Right, with the id that it had:

    ## What it costs {#cost}

Right, with a new id, under the entry's aliases:

    - /briefs/paid-time/#cost#price

This reads: where `#cost` was, `#price` is now. Without the second id, the old
place is the beginning of the page.
",
);

pub const REUSED_ID: Explanation = Explanation::new(
    "An id of a guide belongs to another question.",
    "
Teams save their answers under the ids of a guide's actions and items. If an id
goes to another question, old answers appear under a question that nobody asked.

Wrong:

    - Who pays for substitutes? {#missing}      (was: Whose views are missing?)

Right:

    - Who pays for substitutes? {#substitutes}

A few other words make no other question. Less than half of the same words and
letters do, and so does a level where a written answer was. If the item does
still ask the same, delete its line from `framewright.lock` and run
`framewright freeze`.
",
);
