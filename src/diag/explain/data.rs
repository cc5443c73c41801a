//! Explanations of what may be wrong with the data of a collaborative.

use super::Explanation;

pub const UNKNOWN_MEASURE: Explanation = Explanation::new(
    "A file of data is named after no measure.",
    "
The data of a measure stand in a file of its name, in a folder with the name of
the collaborative. This file's name is no `id` in the list `measures`.

Wrong:

    content/collaboratives/together/retension.csv

Right:

    content/collaboratives/together/retention.csv

Rename the file, or add the measure to the front matter.
",
);

pub const UNKNOWN_SITE: Explanation = Explanation::new(
    "A site is named that is not in the collaborative's roster.",
    "
The column `site` holds the `id` of a site from the list `sites`. This one is
not there.

Wrong:

    site,date,value
    North County,2023-04,85

Right:

    site,date,value
    north-county,2023-04,85

Correct the name, or add the site to the front matter. The site may be anonymous
there: `{id: site-a, title: Site A}`.
",
);

pub const DUPLICATE_ROW: Explanation = Explanation::new(
    "A site has two rows for the same time.",
    "
Each site reports once for a time. With two rows, nobody knows which one counts.

Wrong:

    site,date,value
    north,2023-04,85
    north,2023-04,58

Right:

    site,date,value
    north,2023-04,85
    north,2023-05,58

Keep one of the two, or mend the date of one. A month and a day of that month
are the same time, too. ",
);

pub const UNLIKELY_DATA: Explanation = Explanation::new(
    "A value or a date is possible, and probably a slip.",
    "
A date lies outside the time in which the site takes part, or an event years
from the period. A percentage is not between 0 and 100, some are written as
parts of 1, a minus stands among numbers that begin at 0, or a value differs
from what its numerator and denominator make. A note may be half a number.

Wrong:

    site,date,value
    north,2032-04,85
    north,2023-05,0.87

Right:

    site,date,value
    north,2023-04,85
    north,2023-05,87

Look at the original once more. If it is as it should be, leave it.

This is a warning: the site is written all the same, unless you ask for
`--strict`.
",
);
