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

pub const LOW_CONTRAST: Explanation = Explanation::new(
    "A color of yours cannot be read where the theme puts it.",
    "
Links and titles take the colors of `framewright.yaml`. Text needs a contrast of
4.5:1 with what it stands on, the frame of a field 3:1; below that, many people
cannot read it, on paper and on a projector nobody can. `accent` stands on the
page and on its panels, `accent-dark` on those of dark screens; `band` is the
ground of each page's head, with white text on it; `edge` and `edge-dark` are
the frames of labels and fields.

Wrong:

    colors:
      accent: \"#7fc8a9\"

Right:

    colors:
      accent: \"#1b6b4d\"

The finding names the ratio and a color near yours that is enough. Your brand's
own light tone can still stand in the logo.
",
);
