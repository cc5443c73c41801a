//! A site into a folder that is new: all of it beside, then one rename. Never touches a folder that holds a site.

use super::claim::Sibling;
use super::disk::{Disk, DiskError};
use super::layout::Layout;
use super::manifest::{Entry, encode_files, encode_manifest};
use super::sealed::{Hash, hash};
use super::stamps::Stamp;
use super::work::{self, Trip};
use super::{Failure, Page, Summary};

/// A new site on the disk.
pub(super) struct Built {
    pub(super) summary: Summary,
    /// The manifest's seal.
    pub(super) seal: Hash,
    pub(super) stamps: Vec<Stamp>,
}

/// Writes the site beside its place and brings it there. None where the last step cannot be taken: the folder is
/// one that nothing can be moved onto.
pub(super) fn build<'p, T: Sync, B: AsRef<[u8]>, E: Send>(
    disk: &Disk,
    sibling: Sibling,
    pages: &'p [Page<T>],
    make: &(impl Fn(&'p Page<T>) -> Result<B, E> + Sync),
) -> Result<Option<Built>, Failure<E>> {
    let layout = &sibling.layout;
    let written = work::for_each(pages, |course, _, page| {
        let bytes = make(page).map_err(Trip::Page)?;
        if !course.may_write() {
            return Err(Trip::Skipped);
        }
        Ok(write(disk, layout, page, bytes.as_ref())?)
    })?;
    let (entries, stamps): (Vec<Entry>, Vec<Stamp>) = written.into_iter().unzip();
    let files = encode_files(entries.iter().map(|entry| entry.path));
    let manifest = encode_manifest(&files.seal, &entries);
    disk.replace(&layout.files(), files.text.as_bytes())?;
    disk.replace(&layout.manifest(), manifest.text.as_bytes())?;
    let folder_was_there = sibling.replaces_folder();
    match sibling.appear() {
        Err(_) if folder_was_there => Ok(None),
        Err(error) => Err(error.into()),
        Ok(()) => {
            let summary = Summary { made: pages.len(), written: pages.len(), ..Summary::default() };
            Ok(Some(Built { summary, seal: manifest.seal, stamps }))
        }
    }
}

fn write<'p, T>(
    disk: &Disk,
    layout: &Layout,
    page: &'p Page<T>,
    bytes: &[u8],
) -> Result<(Entry<'p>, Stamp), DiskError> {
    let path = layout.page(&page.path);
    if page.path.contains('/')
        && let Some(folder) = path.parent()
    {
        disk.make_folders(folder)?;
    }
    let found = disk.write_new(&path, bytes)?;
    let entry = Entry { path: &page.path, key: page.key, hash: hash(bytes), size: bytes.len() as u64 };
    Ok((entry, Stamp::of(&found)))
}
