//! Explanations of codes about the site as a whole. Never about one entry's text.

use super::Explanation;

pub const ADDRESS_CONFLICT: Explanation = Explanation::new(
    "Two things want the same address.",
    "
Each page, old address and file has an address of its own. Two of them would end
up at the same one, and one would hide the other.

Wrong:

    content/pages/briefs.md         (wants /briefs/, the list of all briefs)

Right:

    content/pages/about-briefs.md   (gets /about-briefs/)

Rename the file, or remove the address from `aliases` if it stands there.
",
);

pub const TEMPLATE_ERROR: Explanation = Explanation::new(
    "A file of your theme has a mistake.",
    "
Files in `themes/` take the place of the built-in ones and say how a page is put
together. This one cannot be used as it is, so its pages cannot be made.

Wrong:

    <h1>{{ title }</h1>

Right:

    <h1>{{ title }}</h1>

Correct the place of the finding. If you do not know what the file is for, move
it out of `themes/`: the built-in one is used again.
",
);
