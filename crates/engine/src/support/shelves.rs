//! Categories inside categories, of articles and of downloads.

use std::collections::BTreeSet;

use store::edits::{self, Thing};
use store::support::knowledge::CategoryRow;

use crate::{Act, Result, invalid};

/// Categories inside one another at most.
const DEPTH_MAX: usize = 12;

/// The categories, each behind the one it is in; without hidden ones and what is inside them,
/// unless `hidden` ones are wanted.
#[must_use]
pub fn in_order(rows: Vec<CategoryRow>, hidden: bool) -> Vec<CategoryRow> {
    let mut ordered = Vec::with_capacity(rows.len());
    let known: BTreeSet<i64> = rows.iter().map(|row| row.id).collect();
    // What is in a category that is gone stands at the top, so that nothing is lost.
    let is_top = |row: &CategoryRow| !known.contains(&row.parent_id);
    let mut open: Vec<(usize, &CategoryRow)> =
        rows.iter().rev().filter(|row| is_top(row)).map(|row| (0, row)).collect();
    while let Some((depth, row)) = open.pop() {
        if row.hidden && !hidden {
            continue;
        }
        ordered.push(row.clone());
        if depth < DEPTH_MAX {
            let inside = rows.iter().rev().filter(|each| each.parent_id == row.id);
            open.extend(inside.map(|each| (depth + 1, each)));
        }
    }
    ordered
}

/// Refuses a category that does not exist, is the same, or is inside the one that would be in it.
///
/// # Errors
/// Invalid, naming `parentid`.
pub async fn check_parent(
    act: &mut Act,
    thing: &Thing,
    id: i64,
    parent: Option<u64>,
) -> Result<()> {
    let mut above = parent.map_or(0, |parent| i64::try_from(parent).unwrap_or(i64::MAX));
    for _ in 0..DEPTH_MAX {
        if above == 0 {
            return Ok(());
        }
        if above == id {
            return Err(invalid("parentid", "A category cannot be inside itself"));
        }
        let row = edits::find(&mut act.conn, thing, above, false).await?;
        let row = row.ok_or_else(|| invalid("parentid", "There is no such category"))?;
        above = row.number("parent_id");
    }
    Err(invalid("parentid", "There are too many categories inside one another"))
}

#[cfg(test)]
mod tests {
    use store::support::knowledge::CategoryRow;

    use super::in_order;

    fn row((id, parent_id, hidden): (i64, i64, bool)) -> CategoryRow {
        CategoryRow {
            id,
            parent_id,
            name: String::new(),
            description: String::new(),
            hidden,
            position: 0,
            things: 0,
        }
    }

    #[test]
    fn each_stands_behind_the_one_it_is_in() {
        for (rows, hidden, expected) in [
            (vec![(1, 0, false), (2, 0, false), (3, 1, false), (4, 3, false)], false, "1 3 4 2"),
            (vec![(1, 0, true), (2, 0, false), (3, 1, false)], false, "2"),
            (vec![(1, 0, true), (2, 0, false), (3, 1, false)], true, "1 3 2"),
            (vec![(2, 9, false)], false, "2"),
            // A circle is never reached, and never walked for ever.
            (vec![(1, 2, false), (2, 1, false), (3, 0, false)], true, "3"),
        ] {
            let rows = in_order(rows.into_iter().map(row).collect(), hidden);
            let ids: Vec<_> = rows.iter().map(|row| row.id.to_string()).collect();
            assert_eq!(ids.join(" "), expected);
        }
    }
}
