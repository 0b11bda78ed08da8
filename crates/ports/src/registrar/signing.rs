//! What a registry publishes of the keys that sign a name: delegation signer records (RFC 4034
//! section 5).

use std::fmt;
use std::str::FromStr;

/// Records that one name has at most.
pub const RECORDS_MAX: usize = 8;

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

#[cfg(test)]
mod tests {
    use super::DsRecord;

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
