//! Explanations of codes about files and folders. Never says what a key means.

use super::Explanation;

pub const UNREADABLE_FILE: Explanation = Explanation::new(
    "A file or folder cannot be read.",
    "
The computer did not hand over this file. It may lie online only, be locked by
another program, or belong to another user. What cannot be read cannot be
checked, so nothing is published without it.

Wrong:

    content/briefs/pay.md      (online only, not on this computer)

Right:

    content/briefs/pay.md      (on this computer, and yours to read)

Open the file in your editor. If that fails too, let the cloud folder download
it, close the other program, or ask the file's owner for access.
",
);

pub const NOT_UTF8: Explanation = Explanation::new(
    "A file is not saved as UTF-8 text.",
    "
UTF-8 is the usual way to store text so that é, ñ and “ look the same on every
computer. This file is stored in another way, or is no text at all (a Word
document that was renamed, for example), and its letters would come out garbled.

Wrong:

    title: Educaci�n temprana

Right:

    title: Educación temprana

Open the file in your editor, choose \"Save as\" or \"Save with encoding\", and take
UTF-8. Then look at the place of the finding: a letter there may need retyping.
",
);

pub const CONTROL_CHARACTER: Explanation = Explanation::new(
    "An invisible control character stands in the text.",
    "
Copying out of a PDF or another program sometimes brings along a character that
cannot be seen. Browsers and feed readers may refuse the page because of it.

Wrong (␂ stands for the invisible character):

    Stipends helped partners to parti␂cipate.

Right:

    Stipends helped partners to participate.

Put the cursor before the place of the finding, delete until the character is
gone, and type the letters again.
",
);

pub const EMPTY_FILE: Explanation = Explanation::new(
    "A file is empty.",
    "
There is nothing in this file, not even a title. Every entry gets a page and an
address, and an empty page would help no one.

Wrong:

    (nothing at all)

Right:

    ---
    title: Change team
    ---

    A small group that plans and tests a change.

Write the entry, or delete the file. `framewright add` starts a new entry with
the keys it needs.
",
);

pub const FILE_TOO_LARGE: Explanation = Explanation::new(
    "A file is larger than 1 MB.",
    "
A megabyte of text is a long book. A file of that size usually
holds a picture that was pasted in as text, and readers would wait for it.

Wrong:

    ![Map of pilot counties](data:image/png;base64,iVBORw0KGgoAAAANS…)

Right:

    ![Map of pilot counties](pilot-counties.png)

Save pictures and PDFs as files of their own beside the entry, and split a text
that is truly that long.
",
);

pub const TOO_DEEP: Explanation = Explanation::new(
    "Something is nested too deeply.",
    "
Lists inside lists, quotes inside quotes, keys inside keys or embeds inside
embeds go further down than any reader could follow. There is a limit, so that
one slip of the keyboard cannot stall the whole site.

Wrong:

    > > > > > > > > (and many more) > > > > > > > > Partners met monthly.

Right:

    > Partners met monthly.

Take out the levels that came in by accident. If all are meant, make a section
with its own heading out of the inner part.
",
);

pub const TOO_MUCH: Explanation = Explanation::new(
    "A file asks for more than can be worked through.",
    "
A few lines can stand for millions: values that repeat each other (`&` and `*`
in the keys at the top), or links and notes without end. There is a limit, so
that one file cannot use up the computer's memory.

Wrong:

    takeaways:
      - &a [pay, pay, pay, pay, pay, pay, pay, pay]
      - &b [*a, *a, *a, *a, *a, *a, *a, *a]
      - &c [*b, *b, *b, *b, *b, *b, *b, *b]

Right:

    takeaways:
      - Pay comes first.
      - Partners need time to meet.

Write the values out where they are needed, or split the file in two.
",
);

pub const LEAVES_SITE: Explanation = Explanation::new(
    "A link in a folder leads out of the site.",
    "
A file or folder here is only a pointer (a symbolic link) to something outside
the site's folder. A site has to be whole when it is copied to another computer,
and nothing from elsewhere should be published by accident.

Wrong:

    content/examples  ->  /home/ana/shared/examples

Right:

    content/examples/new-mexico-wage-scale.md      (the file itself)

Replace the pointer by a copy of the files. A link from one place in the site to
another place in it is fine.
",
);

pub const UNKNOWN_FOLDER: Explanation = Explanation::new(
    "A file in content/ belongs to no kind of entry.",
    "
The folder says what kind of entry a file is: `frameworks`, `drivers`, `briefs`,
`examples`, `guides`, `collaboratives`, `terms` or `pages`. A file anywhere else
in `content/` would be left out without a word. So would a table of numbers that
stands in no collaborative's own folder.

Wrong:

    content/case-studies/new-mexico.md

Right:

    content/examples/new-mexico.md

Move the file or rename the folder. Inside a kind's folder, sub-folders are
yours to arrange. A file whose name starts with `_` is left alone, so
`content/_notes.md` can hold what is not to be published.
",
);

pub const BAD_FILE_NAME: Explanation = Explanation::new(
    "A file's name cannot serve as an id.",
    "
The name before `.md` is the entry's id: it stands in the page's address and in
links. It takes lower-case letters a to z, digits and hyphens, so that the
address works everywhere and can be read out over the phone.

Wrong:

    content/briefs/Pay & Benefits (final).md

Right:

    content/briefs/pay-and-benefits.md

Rename the file. The title that readers see is the key `title` and may hold any
character. A translation adds its language: `pay-and-benefits.es.md`.
",
);

pub const DUPLICATE_ID: Explanation = Explanation::new(
    "Two entries of one kind have the same id.",
    "
An id belongs to one entry of its kind; sub-folders and capital letters make no
difference. Secondary drivers share one list for the whole site. With two of a
name, no one could tell which one a link means.

Wrong:

    content/briefs/2024/pay.md
    content/briefs/2025/pay.md

Right:

    content/briefs/2024/pay-2024.md
    content/briefs/2025/pay-2025.md

Rename one of them (or one `id`, for secondary drivers), and change the links
that mean it.
",
);

pub const ORPHAN_TRANSLATION: Explanation = Explanation::new(
    "A translation has no original.",
    "
`pay.es.md` is the Spanish version of `pay.md` in the same folder, and that file
is not there. A translation takes its place in the site from its original.

Wrong:

    content/briefs/pay.es.md

Right:

    content/briefs/pay.md
    content/briefs/pay.es.md

Add the original, or rename the translation so that the part before `.es.md` is
the original's name.
",
);
