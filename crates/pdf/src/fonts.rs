//! Fonts: embedded ones for most scripts, and those of the operator's folders.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontFlags, FontInfo};
use typst::utils::LazyHash;

/// Fonts looked at in the operator's folders at most.
const FILES_MAX: usize = 4_000;
/// A file of them at most.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Folders in folders in folders.
const DEPTH_MAX: usize = 8;

/// Has a box for every character, so that no text makes a document impossible.
const BOX: &str = "Hostler Box";

macro_rules! embedded {
    ($($file:literal)*) => { &[$(include_bytes!(concat!("../fonts/", $file))),*] };
}

/// The first is the house's own; see `fonts/README.md` for the others.
const EMBEDDED: &[&[u8]] = embedded! {
    "Inter-Regular.otf" "Inter-SemiBold.otf"
    "NotoSansArabic-Regular.ttf" "NotoSansArabic-Bold.ttf"
    "NotoSansArmenian-Regular.ttf" "NotoSansArmenian-Bold.ttf"
    "NotoSansBengali-Regular.ttf" "NotoSansBengali-Bold.ttf"
    "NotoSansDevanagari-Regular.ttf" "NotoSansDevanagari-Bold.ttf"
    "NotoSansGeorgian-Regular.ttf" "NotoSansGeorgian-Bold.ttf"
    "NotoSansGujarati-Regular.ttf" "NotoSansGujarati-Bold.ttf"
    "NotoSansGurmukhi-Regular.ttf" "NotoSansGurmukhi-Bold.ttf"
    "NotoSansHebrew-Regular.ttf" "NotoSansHebrew-Bold.ttf"
    "NotoSansKannada-Regular.ttf" "NotoSansKannada-Bold.ttf"
    "NotoSansKhmer-Regular.ttf" "NotoSansKhmer-Bold.ttf"
    "NotoSansLao-Regular.ttf" "NotoSansLao-Bold.ttf"
    "NotoSansMalayalam-Regular.ttf" "NotoSansMalayalam-Bold.ttf"
    "NotoSansSinhala-Regular.ttf" "NotoSansSinhala-Bold.ttf"
    "NotoSansTamil-Regular.ttf" "NotoSansTamil-Bold.ttf"
    "NotoSansTelugu-Regular.ttf" "NotoSansTelugu-Bold.ttf"
    "NotoSansThai-Regular.ttf" "NotoSansThai-Bold.ttf"
    "HostlerBox-Regular.ttf"
};

/// Every font there is.
pub(crate) struct Fonts {
    book: LazyHash<FontBook>,
    slots: Vec<Slot>,
    /// The embedded families but the box, in order.
    families: Vec<String>,
}

/// A font that is read when it is first used.
struct Slot {
    place: Place,
    index: u32,
    font: OnceLock<Option<Font>>,
}

#[derive(Clone)]
enum Place {
    Embedded(&'static [u8]),
    File(PathBuf),
}

impl Fonts {
    /// Looks at the embedded fonts and those of files and folders.
    pub(crate) fn new(places: &[PathBuf]) -> Self {
        let mut found =
            Self { book: LazyHash::new(FontBook::new()), slots: Vec::new(), families: Vec::new() };
        let mut book = FontBook::new();
        for data in EMBEDDED {
            found.add(&mut book, data, &Place::Embedded(data));
        }
        for index in 0..found.slots.len() {
            let Some(info) = book.info(index) else { continue };
            if info.family != BOX && !found.families.contains(&info.family) {
                found.families.push(info.family.clone());
            }
        }
        for path in places.iter().flat_map(|place| files(place)).take(FILES_MAX) {
            if let Ok(data) = std::fs::read(&path) {
                found.add(&mut book, &data, &Place::File(path));
            }
        }
        found.book = LazyHash::new(book);
        found
    }

    fn add(&mut self, book: &mut FontBook, data: &[u8], place: &Place) {
        for (index, info) in (0..).zip(FontInfo::iter(data)) {
            book.push(info);
            self.slots.push(Slot { place: place.clone(), index, font: OnceLock::new() });
        }
    }

    /// What is known about them.
    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    /// A font, read if need be.
    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        let slot = self.slots.get(index)?;
        let read = || {
            let data = match &slot.place {
                Place::Embedded(data) => Bytes::new(*data),
                Place::File(path) => Bytes::new(std::fs::read(path).ok()?),
            };
            Font::new(data, slot.index)
        };
        slot.font.get_or_init(read).clone()
    }

    /// The families for a text, to be tried in order: the embedded ones, those of the operator
    /// that it needs, the box.
    pub(crate) fn families(&self, text: &str) -> Vec<String> {
        let mut families = self.families.clone();
        let mut missing: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
        missing.sort_unstable();
        missing.dedup();
        missing.retain(|c| !self.is_covered(*c, &families));
        while let Some(c) = missing.first().copied() {
            if let Some(family) = self.best(c) {
                families.push(family);
            }
            missing.retain(|other| *other != c && !self.is_covered(*other, &families));
        }
        families.push(BOX.to_owned());
        families
    }

    fn infos(&self) -> impl Iterator<Item = &FontInfo> {
        (0..self.slots.len()).filter_map(|index| self.book.info(index))
    }

    fn is_covered(&self, c: char, families: &[String]) -> bool {
        let covers = |info: &FontInfo| info.coverage.contains(u32::from(c));
        self.infos().any(|info| covers(info) && families.contains(&info.family))
    }

    /// The family that goes best with the others, of those that have a character.
    fn best(&self, c: char) -> Option<String> {
        let odd = |info: &FontInfo| {
            let flags = info.flags;
            flags.contains(FontFlags::MONOSPACE) || flags.contains(FontFlags::SERIF)
        };
        self.infos()
            .filter(|info| info.coverage.contains(u32::from(c)) && info.family != BOX)
            .min_by_key(|&info| (odd(info), !info.family.starts_with("Noto Sans"), &info.family))
            .map(|info| info.family.clone())
    }
}

/// The font files at a place.
fn files(place: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(place, 0, &mut found);
    found.sort_unstable();
    found
}

fn walk(place: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(about) = std::fs::metadata(place) else { return };
    if about.is_file() {
        let ending = place.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let is_font = ["ttf", "otf", "ttc", "otc"].contains(&ending.to_ascii_lowercase().as_str());
        if is_font && about.len() <= FILE_BYTES_MAX {
            found.push(place.to_owned());
        }
    } else if depth < DEPTH_MAX
        && let Ok(entries) = std::fs::read_dir(place)
    {
        for entry in entries.flatten() {
            if found.len() < FILES_MAX {
                walk(&entry.path(), depth + 1, found);
            }
        }
    }
}
