//! What a registry is told of the keys that sign a name: delegation signer records (RFC 4034
//! section 5), or the keys themselves (section 2), of which it makes such records.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// Records that one name has at most.
pub const RECORDS_MAX: usize = 8;

/// What a registry wants to be told (the two interfaces of RFC 5910 section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyForm {
    /// Digests of keys.
    Ds,
    /// The keys.
    Key,
}

/// What a registry was told of a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyRecord {
    /// Its digest.
    Ds(DsRecord),
    /// The key.
    Key(DnsKey),
}

impl KeyRecord {
    /// Reads a record as zone files have it.
    ///
    /// # Errors
    /// Why it is none of this form.
    pub fn read(form: KeyForm, text: &str) -> Result<KeyRecord, &'static str> {
        match form {
            KeyForm::Ds => text.parse().map(KeyRecord::Ds),
            KeyForm::Key => text.parse().map(KeyRecord::Key),
        }
    }

    /// The digest, where it is one.
    #[must_use]
    pub fn ds(&self) -> Option<&DsRecord> {
        match self {
            KeyRecord::Ds(record) => Some(record),
            KeyRecord::Key(_) => None,
        }
    }

    /// The key, where it is one.
    #[must_use]
    pub fn key(&self) -> Option<&DnsKey> {
        match self {
            KeyRecord::Ds(_) => None,
            KeyRecord::Key(key) => Some(key),
        }
    }
}

impl fmt::Display for KeyRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyRecord::Ds(record) => record.fmt(f),
            KeyRecord::Key(key) => key.fmt(f),
        }
    }
}

/// A delegation signer record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DsRecord {
    /// Tells the key from others.
    pub key_tag: u16,
    /// How the key signs.
    pub algorithm: u8,
    /// How the digest was made.
    pub digest_type: u8,
    /// The digest, in hexadecimal digits and capitals.
    pub digest: String,
}

impl DsRecord {
    /// Bytes of the digest of a type; `None` for a type that nobody has defined (RFC 4034, 4509,
    /// 5933, 6605).
    fn digest_bytes(digest_type: u8) -> Option<usize> {
        match digest_type {
            1 => Some(20),
            2 | 3 => Some(32),
            4 => Some(48),
            _ => None,
        }
    }
}

/// As zone files have it: `12345 13 2 49FD…`; blanks within the digest do not count.
impl FromStr for DsRecord {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut words = text.split_whitespace();
        let mut number = || words.next().and_then(|word| word.parse::<u16>().ok());
        let (Some(key_tag), Some(algorithm), Some(digest_type)) = (number(), number(), number())
        else {
            return Err("It is key tag, algorithm, digest type and digest");
        };
        let algorithm = u8::try_from(algorithm).ok().filter(|algorithm| *algorithm > 0);
        let algorithm = algorithm.ok_or("The algorithm is a number from 1 to 255")?;
        let digest: String = words.collect::<String>().to_ascii_uppercase();
        let digest_type = u8::try_from(digest_type).map_err(|_| "The digest type is not known")?;
        let bytes = DsRecord::digest_bytes(digest_type).ok_or("The digest type is not known")?;
        if !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) || digest.len() != 2 * bytes {
            return Err("The digest does not have the length of its type, in hexadecimal digits");
        }
        Ok(DsRecord { key_tag, algorithm, digest_type, digest })
    }
}

impl fmt::Display for DsRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DsRecord { key_tag, algorithm, digest_type, digest } = self;
        write!(f, "{key_tag} {algorithm} {digest_type} {digest}")
    }
}

/// The protocol of every key (RFC 4034 section 2.1.2).
const PROTOCOL: u8 = 3;
/// The flag of keys that sign zones, and of those whose digest stands above (section 2.1.1).
const SIGNS_ZONES: [u16; 2] = [256, 257];

/// A key that signs a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DnsKey {
    /// 257 for the key that a digest is made of, 256 for another one.
    pub flags: u16,
    /// How it signs.
    pub algorithm: u8,
    /// The public key in base64.
    pub public_key: String,
}

impl DnsKey {
    /// What tells it from others (RFC 4034 appendix B).
    #[must_use]
    pub fn key_tag(&self) -> u16 {
        let [high, low] = self.flags.to_be_bytes();
        let key = BASE64_STANDARD.decode(&self.public_key).unwrap_or_default();
        let all = [high, low, PROTOCOL, self.algorithm].into_iter().chain(key);
        let mut sum: u32 = 0;
        for (place, byte) in all.enumerate() {
            sum = sum.wrapping_add(u32::from(byte) << if place % 2 == 0 { 8 } else { 0 });
        }
        u16::try_from((sum + (sum >> 16)) & 0xFFFF).unwrap_or_default()
    }
}

/// As zone files have it: `257 3 13 mdsswUyr3DPW…`; blanks within the key do not count.
impl FromStr for DnsKey {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut words = text.split_whitespace();
        let mut number = || words.next().and_then(|word| word.parse::<u16>().ok());
        let (Some(flags), Some(protocol), Some(algorithm)) = (number(), number(), number()) else {
            return Err("It is flags, protocol, algorithm and public key");
        };
        if !SIGNS_ZONES.contains(&flags) || protocol != u16::from(PROTOCOL) {
            return Err("The flags of a key are 257 or 256, and its protocol is 3");
        }
        let algorithm = u8::try_from(algorithm).ok().filter(|algorithm| *algorithm > 0);
        let algorithm = algorithm.ok_or("The algorithm is a number from 1 to 255")?;
        let public_key: String = words.collect();
        let good = BASE64_STANDARD.decode(&public_key).is_ok_and(|bytes| !bytes.is_empty());
        match good {
            true => Ok(DnsKey { flags, algorithm, public_key }),
            false => Err("The public key is not in base64"),
        }
    }
}

impl fmt::Display for DnsKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DnsKey { flags, algorithm, public_key } = self;
        write!(f, "{flags} {PROTOCOL} {algorithm} {public_key}")
    }
}

#[cfg(test)]
mod tests {
    use super::{DnsKey, DsRecord};

    /// The key of RFC 6605 section 6.1, whose tag stands there, and one of RFC 8080 section 6.1.
    #[test]
    fn keys_are_read_as_zone_files_have_them() {
        let p256 = "GojIhhXUN/u4v54ZQqGSnyhWJwaubCvTmeexv7bR6edbkrSqQpF64cYbcB7wNcP+e+MAnLr+Wi9xMWyQLc8NAA==";
        let ed25519 = "l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=";
        for (text, expected) in [
            (format!("257 3 13 {p256}"), Ok(55_648)),
            (format!(" 257 3  15 {} {} ", &ed25519[..20], &ed25519[20..]), Ok(3_613)),
            (String::new(), Err("It is flags")),
            ("257 3".to_owned(), Err("It is flags")),
            (format!("12345 13 2 {}", "0".repeat(64)), Err("The flags")),
            (format!("257 2 13 {p256}"), Err("The flags")),
            (format!("257 3 0 {p256}"), Err("The algorithm")),
            ("257 3 13".to_owned(), Err("The public key")),
            ("257 3 13 not!base64".to_owned(), Err("The public key")),
        ] {
            let read = text.parse::<DnsKey>();
            match expected {
                Ok(tag) => assert_eq!(read.map(|key| key.key_tag()), Ok(tag), "{text}"),
                Err(why) => assert!(read.unwrap_err().starts_with(why), "{text}"),
            }
        }
        let text = format!("256 3 13 {p256}");
        assert_eq!(text.parse::<DnsKey>().map(|key| key.to_string()), Ok(text));
    }

    #[test]
    fn records_are_read_as_zone_files_have_them() {
        let sha1 = "ab".repeat(20);
        let sha256 = "49fd46e6c4b45c55d4ac69cbd3cd34ac1afe51de".to_owned() + &"0".repeat(24);
        for (text, expected) in [
            (format!("12345 13 2 {sha256}"), Ok(format!("12345 13 2 {}", sha256.to_uppercase()))),
            (
                format!(" 1  8 1 {} {} ", &sha1[..20], &sha1[20..]),
                Ok(format!("1 8 1 {}", sha1.to_uppercase())),
            ),
            (String::new(), Err("It is key tag")),
            (format!("65536 13 2 {sha256}"), Err("It is key tag")),
            (format!("1 0 2 {sha256}"), Err("The algorithm")),
            (format!("1 256 2 {sha256}"), Err("The algorithm")),
            (format!("1 13 9 {sha256}"), Err("The digest type")),
            (format!("1 13 1 {sha256}"), Err("The digest does")),
            (format!("1 13 2 {}z", &sha256[1..]), Err("The digest does")),
        ] {
            let read = text.parse::<DsRecord>().map(|record| record.to_string());
            match expected {
                Ok(expected) => assert_eq!(read, Ok(expected), "{text}"),
                Err(why) => assert!(read.unwrap_err().starts_with(why), "{text}"),
            }
        }
    }
}
