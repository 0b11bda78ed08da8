//! Lists in pages: a limit, and a cursor that only we need to understand.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::problem::Problem;

/// Rows of a page when nothing is said.
const LIMIT_DEFAULT: u64 = 25;
/// Rows of a page at most.
const LIMIT_MAX: u64 = 100;

/// Digits of a cursor at most: all of them fit the numbers of a database.
const CURSOR_DIGITS_MAX: usize = 15;

/// One page of a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Page<T> {
    /// The rows.
    pub(crate) items: Vec<T>,
    /// Send it as `cursor` for the next page; null on the last one.
    pub(crate) next_cursor: Option<String>,
    /// Rows of all pages.
    pub(crate) total: u64,
}

impl<T> Page<T> {
    /// The same page of something else.
    pub(crate) fn map<U>(self, each: impl FnMut(T) -> U) -> Page<U> {
        let items = self.items.into_iter().map(each).collect();
        Page { items, next_cursor: self.next_cursor, total: self.total }
    }
}

/// Which page of a list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paging {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
}

impl Paging {
    /// The rows asked for.
    pub(crate) fn window(&self) -> Result<Window, Problem> {
        Window::of(self.limit, self.cursor.as_deref())
    }
}

/// Which rows are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) start: u64,
    pub(crate) limit: u64,
}

impl Window {
    /// From the parameters `limit` and `cursor`.
    pub(crate) fn of(limit: Option<u64>, cursor: Option<&str>) -> Result<Self, Problem> {
        let limit = limit.unwrap_or(LIMIT_DEFAULT);
        if limit == 0 || limit > LIMIT_MAX {
            return Err(Problem::invalid("?limit", format!("must be from 1 to {LIMIT_MAX}")));
        }
        let start = match cursor {
            None => 0,
            Some(cursor) => read(cursor)
                .ok_or_else(|| Problem::invalid("?cursor", "is not a cursor of this API"))?,
        };
        Ok(Self { start, limit })
    }

    /// First row and number of rows, as calls ask for them.
    pub(crate) fn asked(self) -> (Option<u64>, Option<u64>) {
        (Some(self.start), Some(self.limit))
    }

    /// The page with these rows of a list that has `total`.
    pub(crate) fn page<T>(self, items: Vec<T>, total: i64) -> Page<T> {
        let total = u64::try_from(total).unwrap_or(0);
        let shown = u64::try_from(items.len()).unwrap_or(u64::MAX);
        let end = self.start.saturating_add(shown);
        let next_cursor = (shown > 0 && end < total).then(|| write(end));
        Page { items, next_cursor, total }
    }

    /// The page of a list that could only be had whole.
    pub(crate) fn cut<T>(self, all: Vec<T>) -> Page<T> {
        let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let skip = usize::try_from(self.start).unwrap_or(usize::MAX);
        let take = usize::try_from(self.limit).unwrap_or(usize::MAX);
        self.page(all.into_iter().skip(skip).take(take).collect(), total)
    }
}

fn write(start: u64) -> String {
    format!("{start:x}")
}

/// Every cursor of the described pattern leads somewhere, if only behind the end.
fn read(cursor: &str) -> Option<u64> {
    let plain = !cursor.is_empty() && cursor.len() <= CURSOR_DIGITS_MAX;
    let hex = cursor.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if plain && hex { u64::from_str_radix(cursor, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn cursors_lead_through_all_rows() {
        let rows: Vec<u32> = (0..7).collect();
        let (mut cursor, mut seen) = (None, Vec::new());
        loop {
            let page = Window::of(Some(3), cursor.as_deref()).unwrap().cut(rows.clone());
            assert_eq!(page.total, 7);
            seen.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, rows);
    }

    #[test]
    fn odd_pages_are_refused() {
        for (limit, cursor, good) in [
            (Some(1), None, true),
            (Some(100), None, true),
            (Some(0), None, false),
            (Some(101), None, false),
            (None, Some(""), false),
            (None, Some("x"), false),
            (None, Some("-1"), false),
            (None, Some("+1"), false),
            (None, Some("1f"), true),
            (None, Some("fffffffffffffff"), true),
            (None, Some("1000000000000000"), false),
        ] {
            assert_eq!(Window::of(limit, cursor).is_ok(), good, "{limit:?} {cursor:?}");
        }
    }
}
