//! Pages of long lists, as their address says.

use serde::{Deserialize, Serialize};

/// Rows on one page.
pub(super) const ROWS: u64 = 25;

/// What the address of a list may say.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    pub(super) status: String,
    #[serde(default)]
    page: String,
}

/// Where in a list a page is.
#[derive(Debug, Serialize)]
pub(super) struct Pages {
    page: u64,
    last: u64,
    total: u64,
    /// The address up to the number of the page.
    before: String,
}

impl Wanted {
    fn page(&self) -> u64 {
        self.page.parse::<u64>().unwrap_or(1).clamp(1, 1_000_000)
    }

    /// Rows before this page.
    pub(super) fn start(&self) -> u64 {
        (self.page() - 1) * ROWS
    }

    /// The page in a list of so many rows at this path.
    pub(super) fn pages(&self, path: &str, total: i64) -> Pages {
        let total = u64::try_from(total).unwrap_or(0);
        let status: String = form_urlencoded::byte_serialize(self.status.as_bytes()).collect();
        let before = if status.is_empty() {
            format!("{path}?page=")
        } else {
            format!("{path}?status={status}&page=")
        };
        Pages { page: self.page(), last: total.div_ceil(ROWS).max(1), total, before }
    }
}

impl Pages {
    /// The page that an address says, in a list of so many rows; `before` is the address up to it.
    pub(super) fn of(page: &str, total: u64, before: String) -> Self {
        let wanted = Wanted { status: String::new(), page: page.to_owned() };
        Self { page: wanted.page(), last: total.div_ceil(ROWS).max(1), total, before }
    }

    /// Rows before this page.
    pub(super) fn start(&self) -> u64 {
        (self.page - 1) * ROWS
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn pages_are_counted_and_kept_in_bounds() {
        for (page, total, start, shown) in [
            ("", 0, 0, (1, 1)),
            ("1", 25, 0, (1, 1)),
            ("2", 26, 25, (2, 2)),
            ("0", 60, 0, (1, 3)),
            ("-4", 60, 0, (1, 3)),
            ("x", 60, 0, (1, 3)),
            ("99999999999999999999", 60, 0, (1, 3)),
        ] {
            let wanted = Wanted { page: page.to_owned(), status: "On Hold".to_owned() };
            let pages = wanted.pages("/tickets", total);
            assert_eq!(wanted.start(), start, "{page}");
            assert_eq!((pages.page, pages.last), shown, "{page}");
            assert_eq!(pages.before, "/tickets?status=On+Hold&page=");
        }
    }
}
