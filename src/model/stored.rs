//! Entries as bytes, for the cache, and back. Only bytes that this program wrote come back as what they were: who
//! keeps them sees to that.

use borsh::{BorshDeserialize, BorshSerialize};

use super::{Entry, Lowered};
use crate::diag::Fault;
use crate::parse::markdown::Body;

/// A read file as bytes.
pub fn lowered_bytes(entry: Option<&Entry>, faults: &[Fault]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(4096);
    // Writing into memory cannot fail.
    let _ = (entry, faults).serialize(&mut bytes);
    bytes
}

/// The read file that gave these bytes; none where they are others.
pub fn lowered(bytes: &[u8]) -> Option<Lowered> {
    Lowered::try_from_slice(bytes).ok()
}

/// A body as bytes.
pub fn body_bytes(body: &Body) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.html.len() + body.pieces.len() * 12 + 16);
    let _ = body.serialize(&mut bytes);
    bytes
}

/// The body that gave these bytes.
pub fn body(bytes: &[u8]) -> Option<Body> {
    Body::try_from_slice(bytes).ok()
}
