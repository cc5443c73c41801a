//! `new`: a folder in, a small site in it out.

use framewright::scaffold::{Demo, NewSite, NotMade};

use super::args::New;
use super::{Failure, Status, site, streams};

/// Makes a site, and says what to do next.
pub fn new(settings: &New) -> Result<Status, Failure> {
    let new = NewSite { demo: settings.demo, ..NewSite::new(&settings.folder, settings.title.as_deref()) };
    let around = site::above(&settings.folder);
    new.write().map_err(failure)?;
    if let Some(around) = around {
        let around = around.display();
        streams::note(&format!("Mind that this folder lies inside another site, {around}."));
    }
    streams::say(&welcome(&new)).map(|()| Status::Fine)
}

fn failure(not_made: NotMade) -> Failure {
    let text = not_made.to_string();
    match not_made {
        NotMade::NotEmpty { .. } | NotMade::Site(_) | NotMade::NotFolder(_) => Failure::Usage(text),
        NotMade::Disk { .. } => Failure::Machine(text),
    }
}

fn welcome(new: &NewSite) -> String {
    let go = if site::is_here(&new.folder) {
        String::new()
    } else {
        format!("  cd {}\n", site::quoted(&site::shown(&new.folder)))
    };
    let demo = match new.demo {
        None => None,
        Some(Demo::Team) => Some(
            "  framewright serve --open    open the guide, and put the files of the folder responses on its page\n",
        ),
        Some(Demo::Collaborative) => Some(
            "  framewright serve --open       see it in your browser\n  \
             framewright build --private    write the coordinator's copy, with all data, to the folder private\n",
        ),
    };
    if let Some(next) = demo {
        return format!(
            "\"{}\" is ready: a demonstration, in which everything is made up. Next:\n\n{go}{next}\n\
             README.md in the folder tells what to look at.",
            new.title
        );
    }
    format!(
        "\"{}\" is ready, with a sample of each kind of entry. Next:\n\n{go}\
         \x20 framewright serve --open    see it in your browser while you write\n\
         \x20 framewright add brief       begin a text of your own\n\
         \x20 framewright build           write the finished site to the folder public\n\n\
         Samples are drafts: you see them, the finished site leaves them out. Delete them once you have texts of your own.",
        new.title
    )
}
