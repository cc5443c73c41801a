//! Numbers in, letters out that need no escape in a script and take little room: five bits a letter, the lowest
//! first; the sixth says that the number goes on.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Writes one number.
pub(super) fn number(out: &mut String, mut number: u32) {
    while number >= 32 {
        out.push(char::from(LETTERS[(number % 32 + 32) as usize]));
        number /= 32;
    }
    out.push(char::from(LETTERS[number as usize]));
}

/// Rising numbers, each as its distance from the one before; the first from -1, so that none is 0.
pub fn numbers(rising: impl IntoIterator<Item = u32>) -> String {
    let mut out = String::new();
    let mut next = 0;
    for at in rising {
        number(&mut out, at + 1 - next);
        next = at + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_take_one_letter() {
        assert_eq!(numbers([0, 1, 5]), "BBE");
        let mut out = String::new();
        number(&mut out, 33);
        assert_eq!(out, "hB");
    }
}
