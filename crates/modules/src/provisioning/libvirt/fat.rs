//! A disk of 1.44 MB with a few files on it, in the file system FAT with long names, as in
//! Microsoft's "FAT: General Overview of On-Disk Format" 1.03.

const SECTOR: usize = 512;
const SECTORS: usize = 2_880;
const FAT_SECTORS: usize = 9;
const ROOT_ENTRIES: usize = 224;
const ENTRY: usize = 32;
/// The boot sector, two tables and the folder come before the files.
const DATA: usize = 1 + 2 * FAT_SECTORS + ROOT_ENTRIES * ENTRY / SECTOR;
/// Letters of a name in one entry of the folder.
const LETTERS: usize = 13;
/// Where they stand in it.
const PLACES: [usize; LETTERS] = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30];
const END_OF_FILE: u16 = 0xfff;

/// The disk; `None` if the files do not fit on it. Names and label are ASCII.
pub(super) fn disk(label: &str, files: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let mut disk = vec![0; SECTORS * SECTOR];
    write(&mut disk, 0, &boot_sector(label))?;
    let mut table: Vec<u16> = vec![0xff0, END_OF_FILE];
    let mut folder = vec![entry(&padded(label), 0x08, 0, 0)];
    for (number, (name, content)) in files.iter().enumerate() {
        // A sector is a cluster, and the first of them has the number 2.
        let first = table.len();
        let clusters = content.len().div_ceil(SECTOR);
        write(&mut disk, (DATA + first - 2) * SECTOR, content)?;
        for cluster in 1..=clusters {
            let next = u16::try_from(first + cluster).ok()?;
            table.push(if cluster == clusters { END_OF_FILE } else { next });
        }
        let short = padded(&format!("FILE{number}"));
        folder.extend(long_name(name, &short)?);
        let first = if clusters == 0 { 0 } else { u16::try_from(first).ok()? };
        folder.push(entry(&short, 0x20, first, u32::try_from(content.len()).ok()?));
    }
    if table.len() - 2 > SECTORS - DATA || folder.len() > ROOT_ENTRIES {
        return None;
    }
    let table = packed(&table);
    write(&mut disk, SECTOR, &table)?;
    write(&mut disk, (1 + FAT_SECTORS) * SECTOR, &table)?;
    write(&mut disk, (1 + 2 * FAT_SECTORS) * SECTOR, &folder.concat())?;
    Some(disk)
}

fn write(disk: &mut [u8], at: usize, bytes: &[u8]) -> Option<()> {
    disk.get_mut(at..at.checked_add(bytes.len())?)?.copy_from_slice(bytes);
    Some(())
}

fn boot_sector(label: &str) -> Vec<u8> {
    let mut sector = Vec::with_capacity(SECTOR);
    sector.extend([0xeb, 0x3c, 0x90]);
    sector.extend(b"HOSTLER ");
    for (value, bytes) in [
        (SECTOR, 2),
        (1, 1),
        (1, 2),
        (2, 1),
        (ROOT_ENTRIES, 2),
        (SECTORS, 2),
        (0xf0, 1),
        (FAT_SECTORS, 2),
        // The shape of a disk of 1.44 MB, which nobody asks for any more.
        (18, 2),
        (2, 2),
        (0, 4),
        (0, 4),
        (0, 2),
        (0x29, 1),
        (0x1001_2026, 4),
    ] {
        sector.extend(&value.to_le_bytes()[..bytes]);
    }
    sector.extend(padded(label));
    sector.extend(b"FAT12   ");
    sector.resize(SECTOR - 2, 0);
    sector.extend([0x55, 0xaa]);
    sector
}

/// Eleven letters, filled up with spaces.
fn padded(text: &str) -> [u8; 11] {
    let mut padded = [b' '; 11];
    padded.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
    padded
}

fn entry(short: &[u8; 11], kind: u8, first: u16, bytes: u32) -> [u8; ENTRY] {
    let mut entry = [0; ENTRY];
    entry[..11].copy_from_slice(short);
    entry[11] = kind;
    // 1980-01-01: there is no date before.
    for at in [16, 18, 24] {
        entry[at] = 0x21;
    }
    entry[26..28].copy_from_slice(&first.to_le_bytes());
    entry[28..].copy_from_slice(&bytes.to_le_bytes());
    entry
}

/// The entries that hold the long name of a short one; the last part comes first.
fn long_name(name: &str, short: &[u8; 11]) -> Option<Vec<[u8; ENTRY]>> {
    let sum = short.iter().fold(0_u8, |sum, byte| sum.rotate_right(1).wrapping_add(*byte));
    let letters: Vec<u16> = name.encode_utf16().collect();
    let mut entries = Vec::new();
    for (number, part) in letters.chunks(LETTERS).enumerate() {
        let mut entry = [0; ENTRY];
        entry[0] = u8::try_from(number + 1).ok()?;
        entry[11] = 0x0f;
        entry[13] = sum;
        for (index, place) in PLACES.into_iter().enumerate() {
            // An end that is short of a whole entry is marked, and what follows is filled up.
            let filling = if index == part.len() { 0 } else { 0xffff };
            let letter = part.get(index).copied().unwrap_or(filling);
            entry[place..place + 2].copy_from_slice(&letter.to_le_bytes());
        }
        entries.push(entry);
    }
    entries.last_mut()?[0] |= 0x40;
    entries.reverse();
    Some(entries)
}

/// Entries of twelve bits, two in three bytes.
fn packed(table: &[u16]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for pair in table.chunks(2) {
        let (one, two) = (pair[0], pair.get(1).copied().unwrap_or(0));
        let [low, high] = one.to_le_bytes();
        let [second, third] = (two << 4).to_le_bytes();
        bytes.extend([low, high | second, third]);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_holds_what_fits_on_it() {
        let whole = (SECTORS - DATA) * SECTOR;
        for (bytes, fits) in [(0, true), (1, true), (whole, true), (whole + 1, false)] {
            let found = disk("CIDATA", &[("user-data", &vec![7; bytes])]);
            assert_eq!(found.is_some(), fits, "{bytes}");
        }
    }

    #[test]
    fn tables_are_packed_as_the_overview_says() {
        assert_eq!(packed(&[0xff0, 0xfff, 0x003, 0xfff]), [0xf0, 0xff, 0xff, 0x03, 0xf0, 0xff]);
        assert_eq!(packed(&[0xabc]), [0xbc, 0x0a, 0x00]);
    }
}
