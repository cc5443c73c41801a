//! Explanations of codes about what stands below the keys: links, pictures, headings, items, notes.
//! Never says what a key may hold.

use super::Explanation;

pub const MISSING_FILE: Explanation = Explanation::new(
    "A link leads to a file that is not there.",
    "
The link gives the path of a file, counted from the folder of the text it stands
in, and there is no such file. Readers would see \"page not found\".

Wrong:

    [The agreement](Agreement-2024.pdf)

Right:

    [The agreement](agreement-2024.pdf)

Put the file beside the text, and write its name exactly as it is: capital
letters count. A link to another entry is best written by name,
`[[change-team]]`. What sites reported of a measure is not published as a file:
link to the page of the measure, which shows what may be shown.
",
);

pub const MISSING_IMAGE: Explanation = Explanation::new(
    "A picture's file is not there.",
    "
The path is counted from the folder of the text that shows the picture, and no
file is there. Readers would see an empty frame.

Wrong:

    ![Map of pilot counties](Desktop/map.png)

Right:

    ![Map of pilot counties](map.png)

Copy the picture into the folder of the text, and write its name exactly as it
is: capital letters count.
",
);

pub const MISSING_ALT: Explanation = Explanation::new(
    "A picture has no description.",
    "
The words in the square brackets are read aloud to people who cannot see the
picture, and shown while it loads. Without them, a part of your readers misses
what the picture says.

Wrong:

    ![](map.png)

Right:

    ![Map: pilot counties lie along the northern border](map.png)

Say in one sentence what the picture shows or proves, not that it is a picture.
",
);

pub const REMOTE_IMAGE: Explanation = Explanation::new(
    "A picture would be fetched from another site.",
    "
Pictures have to be part of this site. One that lies elsewhere would tell that
site who reads the page, would be missing without the internet, and may change
or vanish at any time.

Wrong:

    ![Map of pilot counties](https://example.org/map.png)

Right:

    ![Map of pilot counties](map.png)

Download the picture into the folder of the text, if its license lets you, and
say where it is from.
",
);

pub const SCHEME_NOT_ALLOWED: Explanation = Explanation::new(
    "A link is of a kind that is not allowed here.",
    "
A link may begin with `https:`, `http:`, `mailto:` or `tel:`, or lead to a place
on this site. Other kinds, such as `javascript:` or `file:`, do not work for
readers or could harm them.

Wrong:

    [The agreement](file:///C:/Users/ana/agreement.pdf)

Right:

    [The agreement](agreement.pdf)

Put the file beside the text and link to its name, or use its web address.
",
);

pub const RAW_HTML: Explanation = Explanation::new(
    "The text has HTML in it.",
    "
Texts are written in Markdown; a piece of HTML (a word in `<` and `>`) could
break the page's layout, its printing or its safety. A comment is allowed and
will not be published: `<!-- ask Ana -->`.

Wrong:

    Pay the stipend <b>before</b> the meeting.

Right:

    Pay the stipend **before** the meeting.

Use `**bold**`, `*italic*`, lists and tables. If you meant the character itself,
put a backslash before it: `\\<`.
",
);

pub const TITLE_IN_BODY: Explanation = Explanation::new(
    "A heading of the first level stands in the text.",
    "
The page's one main heading is the `title` at the top of the file. A line with a
single `#` would be a second one, and people who move through a page by its
headings would take it for two pages.

Wrong:

    # Pay and benefits

Right:

    ## Pay and benefits

Remove the line if it repeats the title; otherwise write `##`, and one `#` more
for each heading below it.
",
);

pub const SKIPPED_HEADING: Explanation = Explanation::new(
    "A heading skips a level.",
    "
A heading may be one level deeper than the one before it, but not two. Readers
who move through a page by its headings would look for the missing part between.

Wrong:

    ## Outcomes

    #### In the first year

Right:

    ## Outcomes

    ### In the first year

Count the `#` signs: sections have two, what is inside them has three. Choose
the level by what belongs together, not by the size of the letters.
",
);

pub const EMPTY_HEADING: Explanation = Explanation::new(
    "A heading has no words.",
    "
There are `#` signs, but nothing for readers to read, and no name by which to
link to the section.

Wrong:

    ## {#outcomes}

Right:

    ## Outcomes {#outcomes}

Write the heading, or remove the line. To leave space between paragraphs, an
empty line is enough.
",
);

pub const DUPLICATE_HEADING: Explanation = Explanation::new(
    "Two headings of one file have the same id.",
    "
The id in the braces is where links to a heading lead. With two of the same, the
second one could not be reached.

Wrong:

    ## Outcomes in 2024 {#outcomes}

    ## Outcomes in 2025 {#outcomes}

Right:

    ## Outcomes in 2024 {#outcomes-2024}

    ## Outcomes in 2025 {#outcomes-2025}

Change one of them, and the links that mean it.
",
);

pub const UNKNOWN_ATTRIBUTE: Explanation = Explanation::new(
    "Something in braces is not known.",
    "
Braces after a heading or an item may hold an id (`#pay`), a secondary driver
(`driver=shared-vision`) and, for a question, the word `rated`. Anything else
would be passed over, and the tie you meant to make would be missing.

Wrong:

    ## Agree on one vision {#vision drivers=shared-vision}

Right:

    ## Agree on one vision {#vision driver=shared-vision}

Take the word that is suggested, or remove it. The id always begins with `#`,
and there are no commas between the parts.
",
);

pub const MISPLACED_ATTRIBUTE: Explanation = Explanation::new(
    "Something in braces has no meaning at this place.",
    "
`driver=` ties a section of a brief, an action of a guide or an item under it to
a secondary driver. `rated` makes a question of a guide rated as well as
answered. At other places nothing would come of them.

Wrong:

    ## Outcomes {#outcomes rated}

Right:

    ## Outcomes {#outcomes}

Remove it, or move it to the heading or item that you meant.
",
);

pub const MISSING_ITEM_ID: Explanation = Explanation::new(
    "An item of a guide has no id.",
    "
Teams save their answers and come back months later. The id ties an answer to
its item even after the words have changed; without one, answers would be lost.

Wrong:

    - Whose views are not in the room yet?

Right:

    - Whose views are not in the room yet? {#missing-voices}

Add an id in braces at the end of the item's first paragraph, or let
`framewright check --fix` write one for each item. Once teams have answered,
keep it, whatever happens to the words.
",
);

pub const DUPLICATE_ITEM_ID: Explanation = Explanation::new(
    "Two items or actions of a guide have the same id.",
    "
A team's answer is kept under the id of its item. With two of the same, the
answers to one would show up under the other.

Wrong:

    - Who is missing from the room? {#who}
    - Who decides? {#who}

Right:

    - Who is missing from the room? {#who-is-missing}
    - Who decides? {#who-decides}

Change the id of the newer item, because teams may have answered the older one.
",
);

pub const ITEM_OUTSIDE_ACTION: Explanation = Explanation::new(
    "An item stands before the first action of its guide.",
    "
In a guide, each heading with two `#` signs is an action, and the items below it
belong to it. An item above the first of them belongs to none, so it would not
appear in the checklist.

Wrong:

    - Who is missing from the room? {#who-is-missing}

    ## Map what exists {#map}

Right:

    ## Map what exists {#map}

    - Who is missing from the room? {#who-is-missing}

Move the item under an action, or add a heading above it. If it is a plain list
and no item at all, write it as a sentence.
",
);

pub const MISSING_SCALE: Explanation = Explanation::new(
    "A guide has something to rate, but names no scale.",
    "
Statements, and questions with `rated` in their braces, ask for a level. The
guide has to say from which scale, or teams would have nothing to choose from.

Wrong:

    ---
    title: Are we ready?
    collaborative: cultivating-a-sustainable-workforce
    ---

    ## Prepare {#prepare}

    - We have named a senior leader. {#leader}

Right:

    ---
    title: Are we ready?
    collaborative: cultivating-a-sustainable-workforce
    scale: progress
    ---

    ## Prepare {#prepare}

    - We have named a senior leader. {#leader}

Name a scale that `framewright.yaml` lists under `scales`. If the item was meant
as a question, end it with a question mark.
",
);

pub const BAD_CITATION: Explanation = Explanation::new(
    "A citation cannot be read.",
    "
A citation is an `@` and the key of a work, in square brackets. A page follows
after a comma, another work after a semicolon. Written in another way, it would
lead readers to no source.

Wrong:

    [@ruiz-2025; p. 4]

Right:

    [@ruiz-2025, p. 4]

Two works look like this: `[@ruiz-2025, p. 4; @cole-2024]`.
",
);

pub const BAD_LINK: Explanation = Explanation::new(
    "A link cannot be read.",
    "
The address is incomplete or has something in it that no address can have, or a
pair of brackets is empty. Browsers would make of it what they like.

Wrong:

    [The report](https://)
    [[ |the team]]

Right:

    [The report](https://example.org/report)
    [[change-team|the team]]

Open the page in your browser and copy its address from there. A `%` in an
address that is not followed by two digits or letters a to f is written `%25`.
",
);

pub const NOT_EMBEDDABLE: Explanation = Explanation::new(
    "Only examples, guides, terms and figures can be shown in place.",
    "
`![[name]]` puts another entry into this one: an example as a box, a guide as
its checklist, a term as its definition, a figure as a drawing. A whole brief or
page inside another would leave readers unsure which one they are in.

Wrong:

    ![[brief/pay-and-benefits]]

Right:

    [[brief/pay-and-benefits]]

Leave out the `!` to link to it instead.
",
);

pub const EMBED_CYCLE: Explanation = Explanation::new(
    "Entries show one another in a circle.",
    "
An entry shows a second one in place, and that one shows the first again, at
once or by way of others. The page would never end.

Wrong:

    in content/terms/change-team.md:     ![[term/collaborative]]
    in content/terms/collaborative.md:   ![[term/change-team]]

Right:

    in content/terms/change-team.md:     ![[term/collaborative]]
    in content/terms/collaborative.md:   [[term/change-team]]

Turn one of them into a link by leaving out the `!`.
",
);

pub const DUPLICATE_FOOTNOTE: Explanation = Explanation::new(
    "Two footnotes of one file have the same name.",
    "
The name in `[^…]` ties a note to its place in the text. With two notes of one
name, only one of them could be shown.

Wrong:

    [^1]: Through June 2024.
    [^1]: In three counties.

Right:

    [^1]: Through June 2024.
    [^2]: In three counties.

Rename one of the notes, and the place that refers to it. The numbers that
readers see are counted for you.
",
);
