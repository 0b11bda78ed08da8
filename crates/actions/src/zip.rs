//! Several files in one: a ZIP whose members are stored as they are (PKWARE APPNOTE 4.3).

use engine::{Fault, Result};

/// Collects files.
#[derive(Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

/// Names are UTF-8 (general purpose bit 11).
const UTF8_NAMES: u16 = 1 << 11;
/// The first day that the format knows, 1980-01-01: a file looks the same whenever it is made.
const FIRST_DAY: u16 = 0x21;

impl Writer {
    /// Adds a file.
    ///
    /// # Errors
    /// When the archive grows beyond what the format without its extension holds.
    pub(crate) fn add(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let offset = u32::try_from(self.bytes.len()).map_err(Fault::broken)?;
        let size = u32::try_from(content.len()).map_err(Fault::broken)?;
        let length = u16::try_from(name.len()).map_err(Fault::broken)?;
        let mut shared = Vec::new();
        for number in [20, UTF8_NAMES, 0, 0, FIRST_DAY] {
            shared.extend(u16::to_le_bytes(number));
        }
        for number in [crc32(content), size, size] {
            shared.extend(u32::to_le_bytes(number));
        }
        shared.extend(length.to_le_bytes());
        self.bytes.extend(0x0403_4b50_u32.to_le_bytes());
        self.bytes.extend(&shared);
        self.bytes.extend([0; 2]);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(content);
        self.directory.extend(0x0201_4b50_u32.to_le_bytes());
        self.directory.extend(20_u16.to_le_bytes());
        self.directory.extend(&shared);
        // No extra field, comment, disk or attributes.
        self.directory.extend([0; 12]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count = self.count.checked_add(1).ok_or_else(|| Fault::broken("too many files"))?;
        Ok(())
    }

    /// The archive.
    ///
    /// # Errors
    /// See [`Writer::add`].
    pub(crate) fn finish(mut self) -> Result<Vec<u8>> {
        let offset = u32::try_from(self.bytes.len()).map_err(Fault::broken)?;
        let size = u32::try_from(self.directory.len()).map_err(Fault::broken)?;
        self.bytes.extend(&self.directory);
        self.bytes.extend(0x0605_4b50_u32.to_le_bytes());
        self.bytes.extend([0; 4]);
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(size.to_le_bytes());
        self.bytes.extend(offset.to_le_bytes());
        self.bytes.extend([0; 2]);
        Ok(self.bytes)
    }
}

/// The checksum of ISO 3309, bit by bit: the files here are few.
fn crc32(content: &[u8]) -> u32 {
    let mut rest = u32::MAX;
    for byte in content {
        rest ^= u32::from(*byte);
        for _ in 0..8 {
            let carry = rest & 1;
            rest = (rest >> 1) ^ (0xedb8_8320 * carry);
        }
    }
    !rest
}

#[cfg(test)]
mod tests {
    use super::{Writer, crc32};

    #[test]
    fn the_checksum_is_the_usual_one() {
        for (text, expected) in [("", 0), ("123456789", 0xcbf4_3926), ("a", 0xe8b7_be43)] {
            assert_eq!(crc32(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn an_archive_ends_in_its_directory() {
        let mut files = Writer::default();
        files.add("a.txt", b"one").unwrap();
        files.add("b.txt", b"two").unwrap();
        let bytes = files.finish().unwrap();
        let end = &bytes[bytes.len() - 22..];
        assert_eq!((&end[..4], end[8], end[10]), (&b"PK\x05\x06"[..], 2, 2));
        let offset = u32::from_le_bytes(end[16..20].try_into().unwrap()) as usize;
        assert_eq!(&bytes[offset..offset + 4], b"PK\x01\x02");
        let size = u32::from_le_bytes(end[12..16].try_into().unwrap()) as usize;
        assert_eq!(offset + size + 22, bytes.len());
    }
}
