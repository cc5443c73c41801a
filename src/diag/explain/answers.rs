//! Explanations of codes about teams' saved answers. Never about a site's own content.

use super::Explanation;

pub const BAD_JSON: Explanation = Explanation::new(
    "A saved file is damaged.",
    "
Saved answers are kept as JSON. This file cannot be read to its end: it was cut
off, say, when it was copied or sent, or it was changed by hand.

Wrong:

    {\"format\": \"framewright-answers\", \"version\": 1, \"site\": \"sta

Right:

    a file as the guide's page saves it, unchanged

Save the file again from the guide's page, or take an older one. Merging changes
no file but the one that it is told to write, so nothing is lost by trying.
",
);

pub const BAD_ANSWERS: Explanation = Explanation::new(
    "A saved file holds something that answers do not have.",
    "
The file is JSON, but it is not a team's file, or a part of it has another form
than the guide's page gives it. The finding names the part and what it needs.

Wrong:

    \"counter\": \"one\"

Right:

    \"counter\": 1

The form is described by `schemas/answers-v1.json` of every published site.
Parts that Framewright does not know are no mistake: they are kept.
",
);

pub const CUT_ANSWERS: Explanation = Explanation::new(
    "Pasted answers are not whole.",
    "
A member may send answers as lines of text instead of a file. They begin with
`framewright:` and end with `:end`, and all between is needed. Marks of mail
programs before the lines, and words around them, do no harm.

Wrong:

    framewright:
    eyJmb3JtYXQiOiJmcmFtZXdyaWdodC1hbnN3ZXJzIiwidmVyc2lvbiI6MSwic2l0ZSI6InN0YXJ0

Right:

    framewright:
    eyJmb3JtYXQiOiJmcmFtZXdyaWdodC1hbnN3ZXJzIiwidmVyc2lvbiI6MSwic2l0ZSI6InN0YXJ0
    …
    :end

Copy the whole text again from the message, or ask for the saved file.
",
);

pub const NEWER_ANSWERS: Explanation = Explanation::new(
    "A saved file was made by a newer Framewright.",
    "
A later version may keep in a file what this one does not understand. To be
sure that nothing is lost, the file is left as it is.

Wrong:

    \"version\": 2

Right:

    \"version\": 1

Install the newest Framewright, and run the command again.
",
);

pub const FOREIGN_ANSWERS: Explanation = Explanation::new(
    "A saved file belongs to another site, guide or round.",
    "
Files are merged where they are of one team's one round. A report counts files
on guides of the site that it is run for.

Wrong:

    framewright responses merge spring.framewright.json autumn.framewright.json

Right:

    framewright responses merge ana.framewright.json ben.framewright.json

Take the file out of the list, or name the site that it belongs to by `--site`.
The same holds for files in the folder `responses` of a site, which its private
edition reads.
To keep several rounds in one file, save them all from the guide's page.
",
);

pub const REWORDED_ITEM: Explanation = Explanation::new(
    "Saved answers were given to other words.",
    "
Each saved answer knows the words that it was given to. The guide now asks the
same item in other words, so the answer may no longer be one to what stands
there. Nothing is changed: the guide's page shows the answer, and says so.

Wrong:

    - Staff are paid for planning. {#paid}       (when it was answered)
    - Staff are paid for two hours. {#paid}      (now)

Right:

    - Staff are paid for two hours. {#two-hours} (another item, with its own id)

Read the answers beside the new words before you compare rounds. Where the words
now ask something else, give the item another id.

This is a warning: the file is sound, and the command ends well unless you ask
for `--strict`.
",
);

pub const DROPPED_ITEM: Explanation = Explanation::new(
    "Saved answers are to an item that is no longer asked.",
    "
The guide has no item or action with this id. The answers stay in the file; the
guide's page and its report show them as no longer asked.

Wrong:

    - Staff are paid for planning. {#planning}   (its id was `paid`)

Right:

    - Staff are paid for planning. {#paid}

If only the id was changed, give the old one back. If the item was taken out on
purpose, there is nothing to do.

This is a warning: the file is sound, and the command ends well unless you ask
for `--strict`.
",
);
