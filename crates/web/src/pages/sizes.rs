//! Amounts of memory, disk and traffic as people read them.

use super::language::{current, tell_with};

/// MiB in a GB, and GB in a TB, as descriptions and panels have them.
pub(crate) const STEP: u64 = 1024;

/// The messages of the units, each [`STEP`] times the one before.
const UNITS: [&str; 3] = ["size-mb", "size-gb", "size-tb"];

/// Hundredths of MiB, in the largest unit that says it exactly.
pub(crate) fn size(hundredths: u64) -> String {
    let mut left = hundredths;
    let mut unit = 0;
    while left >= STEP * 100 && left.is_multiple_of(STEP) && unit + 1 < UNITS.len() {
        left /= STEP;
        unit += 1;
    }
    said(unit, left)
}

/// MiB, in the largest unit of which there is one at least, to a tenth.
pub(crate) fn about(mib: u64) -> String {
    let mut left = mib.saturating_mul(100);
    let mut unit = 0;
    while left >= STEP * 100 && unit + 1 < UNITS.len() {
        left /= STEP;
        unit += 1;
    }
    said(unit, if unit == 0 { left } else { (left + 5) / 10 * 10 })
}

fn said(unit: usize, hundredths: u64) -> String {
    let name = UNITS.get(unit).copied().unwrap_or_default();
    tell_with(name, &[("number", number(hundredths / 100, hundredths % 100).into())])
}

/// A number with its hundredths, in the language of the page.
pub(crate) fn number(whole: u64, hundredths: u64) -> String {
    let part = format!("{hundredths:02}");
    let part = part.trim_end_matches('0');
    let dot = if part.is_empty() { "" } else { "." };
    current().number(&format!("{whole}{dot}{part}"))
}

#[cfg(test)]
mod tests {
    use super::{about, size};
    use crate::pages::language::speaking;

    #[test]
    fn sizes_are_said_in_the_unit_that_fits() {
        for (code, hundredths, expected) in [
            ("en", 51_200, "512 MB"),
            ("en", 102_400, "1 GB"),
            ("en", 153_600, "1.5 GB"),
            ("en", 100_000, "1,000 MB"),
            ("en", 500 * 102_400, "500 GB"),
            ("en", 1_000 * 102_400, "1,000 GB"),
            ("en", 20_480 * 102_400, "20 TB"),
            ("de", 153_600, "1,5 GB"),
            ("fr", 153_600, "1,5 Go"),
        ] {
            let said = speaking(code, || size(hundredths));
            assert_eq!(said, expected, "{code} {hundredths}");
        }
    }

    #[test]
    fn usage_is_said_to_a_tenth() {
        for (mib, expected) in [
            (0, "0 MB"),
            (1_023, "1,023 MB"),
            (1_024, "1 GB"),
            (3_457, "3.4 GB"),
            (1_048_576, "1 TB"),
            (5_000_000_000, "4,768.4 TB"),
        ] {
            assert_eq!(about(mib), expected, "{mib}");
        }
    }
}
