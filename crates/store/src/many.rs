//! Rows of many ids in one statement, with few different texts for the statement caches.

use std::fmt::Write as _;

use crate::Val;

/// The statement `head (…) tail` for the ids of a column, and its parameters.
///
/// The list is filled up with its last id to a power of two, so that lists of all lengths need
/// only a dozen different statements. Without an id nothing is found.
pub(crate) fn in_list(
    head: &'static str,
    ids: &[i64],
    tail: &'static str,
) -> (String, Vec<Val<'static>>) {
    among(head, ids.iter().map(|id| Val::Int(*id)), tail, Vec::new())
}

/// [`in_list`] of any values, for a `head` that has parameters of its own: `$1` and so on.
pub(crate) fn among<'a>(
    head: &str,
    wanted: impl IntoIterator<Item = Val<'a>>,
    tail: &str,
    own: Vec<Val<'a>>,
) -> (String, Vec<Val<'a>>) {
    let before = own.len();
    let mut values = own;
    values.extend(wanted);
    let Some(last) = values.get(before..).and_then(<[_]>::last).cloned() else {
        return (format!("{head} (null) {tail}"), values);
    };
    let end = before + (values.len() - before).next_power_of_two();
    values.resize(end, last);
    // Hundreds of them in one text: none is made a text of its own first.
    let mut sql = String::with_capacity(head.len() + tail.len() + 6 * (end - before) + 4);
    sql.push_str(head);
    for number in before + 1..=end {
        let between = if number == before + 1 { " (" } else { ", " };
        let _ = write!(sql, "{between}${number}");
    }
    sql.push_str(") ");
    sql.push_str(tail);
    (sql, values)
}

#[cfg(test)]
mod tests {
    use super::{among, in_list};
    use crate::Val;

    #[test]
    fn lists_are_filled_up() {
        let (sql, values) = in_list("select 1 from t where id in", &[7, 8, 9], "order by id");
        assert_eq!(sql, "select 1 from t where id in ($1, $2, $3, $4) order by id");
        assert_eq!(values, [Val::Int(7), Val::Int(8), Val::Int(9), Val::Int(9)]);
        assert_eq!(in_list("a in", &[], "").0, "a in (null) ");
        let own = vec![Val::Int(1)];
        let (sql, values) = among("a = $1 and b in", [Val::from("x")], "", own);
        assert_eq!((sql.as_str(), values.len()), ("a = $1 and b in ($2) ", 2));
    }
}
