//! Text files that know whether they are whole: a first line with kind and version, a last one with the hash of
//! all before it. Never touches the disk.

/// The first half of a BLAKE3 hash.
pub(super) type Hash = [u8; 16];

pub(super) fn hash(bytes: &[u8]) -> Hash {
    let mut half = [0; 16];
    half.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
    half
}

/// A text with its seal, and the hash in that seal.
pub(super) struct Sealed {
    pub(super) text: String,
    pub(super) seal: Hash,
}

/// Seals a body of whole lines.
pub(super) fn seal(kind: &str, body: &str) -> Sealed {
    let mut text = String::with_capacity(body.len() + 80);
    text.push_str("framewright ");
    text.push_str(kind);
    text.push_str(" 1\n");
    text.push_str(body);
    let seal = hash(text.as_bytes());
    text.push_str("end ");
    push_hex(&mut text, &seal);
    text.push('\n');
    Sealed { text, seal }
}

/// The body and seal of a text that is whole, of this kind and of the version this program writes.
pub(super) fn unseal<'a>(kind: &str, text: &'a str) -> Option<(&'a str, Hash)> {
    let (rest, end) = text.strip_suffix('\n')?.rsplit_once("end ")?;
    let seal = from_hex(end)?;
    let body = rest.strip_prefix("framewright ")?.strip_prefix(kind)?.strip_prefix(" 1\n")?;
    (hash(rest.as_bytes()) == seal).then_some((body, seal))
}

pub(super) fn push_hex(out: &mut String, bytes: &Hash) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

pub(super) fn from_hex(text: &str) -> Option<Hash> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let bytes = text.as_bytes();
    let mut hash = [0; 16];
    if bytes.len() != 32 {
        return None;
    }
    for (at, pair) in bytes.chunks_exact(2).enumerate() {
        hash[at] = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_text_of_the_right_kind_opens() {
        let sealed = seal("list", "a\nb\n");
        assert_eq!(unseal("list", &sealed.text), Some(("a\nb\n", sealed.seal)));
        assert_eq!(unseal("other", &sealed.text), None);
        assert_eq!(unseal("list", &sealed.text.replace('b', "c")), None);
        assert_eq!(unseal("list", &sealed.text.replace(" 1\n", " 2\n")), None);
        for cut in 0..sealed.text.len() {
            assert_eq!(unseal("list", &sealed.text[..cut]), None, "cut at {cut}");
        }
    }
}
