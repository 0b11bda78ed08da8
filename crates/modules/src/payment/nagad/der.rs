//! As much of DER (X.690) as the keys of RSA are written in.

const INTEGER: u8 = 0x02;
const BITS: u8 = 0x03;
const OCTETS: u8 = 0x04;
const SEQUENCE: u8 = 0x30;

/// The parts of something that is written one behind the other.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// What is in the next part, which must be of this kind.
    fn next(&mut self, tag: u8) -> Option<&'a [u8]> {
        let (first, rest) = self.0.split_first()?;
        let (short, rest) = rest.split_first()?;
        if *first != tag {
            return None;
        }
        let (length, rest) = match *short {
            short @ 0..=0x7f => (usize::from(short), rest),
            // Longer ones say first how many bytes say it.
            long @ (0x81 | 0x82) => {
                let (bytes, rest) = rest.split_at_checked(usize::from(long - 0x80))?;
                let length = bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
                (length, rest)
            }
            _ => return None,
        };
        let (inside, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some(inside)
    }

    fn number(&mut self) -> Option<&'a [u8]> {
        self.next(INTEGER)
    }
}

/// Modulus and exponent of `SubjectPublicKeyInfo` (RFC 5280), and the key as RFC 8017 writes it.
pub(super) fn public(der: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let mut all = Reader(Reader(der).next(SEQUENCE)?);
    all.next(SEQUENCE)?;
    let key = all.next(BITS)?.strip_prefix(&[0])?;
    let mut parts = Reader(Reader(key).next(SEQUENCE)?);
    Some((parts.number()?, parts.number()?, key))
}

/// A private key.
#[cfg_attr(test, derive(Debug, PartialEq, Eq))]
pub(super) struct Private<'a> {
    pub(super) modulus: &'a [u8],
    pub(super) public: &'a [u8],
    pub(super) private: &'a [u8],
    /// The key without what may be around it.
    pub(super) der: &'a [u8],
}

/// Reads `RSAPrivateKey` (RFC 8017), alone or in `PrivateKeyInfo` (RFC 5208).
pub(super) fn private(der: &[u8]) -> Option<Private<'_>> {
    let mut all = Reader(Reader(der).next(SEQUENCE)?);
    all.number()?;
    if all.0.first() == Some(&SEQUENCE) {
        all.next(SEQUENCE)?;
        return private(all.next(OCTETS)?);
    }
    let (modulus, public, private) = (all.number()?, all.number()?, all.number()?);
    Some(Private { modulus, public, private, der })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_off_or_something_else_is_no_key() {
        // 6 = modulus, 5 and 3 = exponents.
        let bare = [0x30, 12, 2, 1, 0, 2, 1, 6, 2, 1, 5, 2, 1, 3];
        let found = private(&bare);
        let parts = Private { modulus: &[6], public: &[5], private: &[3], der: &bare };
        assert_eq!(found, Some(parts));
        for end in 0..bare.len() {
            assert_eq!(private(&bare[..end]), None, "{end}");
        }
        let wrapped = [&[0x30, 22, 2, 1, 0, 0x30, 1, 5, 4, 14][..], &bare, &[0]].concat();
        assert_eq!(private(&wrapped), found);
        assert_eq!(public(&bare), None);
        let open = [0x30, 15, 0x30, 2, 5, 0, 3, 9, 0, 0x30, 6, 2, 1, 6, 2, 1, 5];
        assert_eq!(public(&open), Some((&[6][..], &[5][..], &open[9..])));
        assert_eq!(public(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), None);
    }
}
