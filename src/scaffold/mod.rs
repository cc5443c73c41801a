//! What a person asks for in, files in the site's folder out, where told: a new site (`new`), a new entry (`add`),
//! mended texts (`check --fix`), the list of what was published (`freeze`). Never overwrites a file that it was not
//! asked to mend, never asks a question, never prints.

mod add;
mod demo;
mod fix;
mod freeze;
mod new;
mod skeleton;
mod yaml;

pub use add::{Flag, Obstacle, Planned, Wanted, flags, missing, names, place, plan, write};
pub use demo::Demo;
pub use fix::{Change, Mended, fix};
pub use freeze::{Frozen, freeze};
pub use new::{NewSite, NotMade};
