//! Rows of many ids in one statement, with few different texts for the statement caches.

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
    let Some(last) = ids.last() else { return (format!("{head} (null) {tail}"), Vec::new()) };
    let length = ids.len().next_power_of_two();
    let filler = std::iter::repeat_n(last, length - ids.len());
    let values = ids.iter().chain(filler).map(|id| Val::Int(*id)).collect();
    let numbers: Vec<String> = (1..=length).map(|number| format!("${number}")).collect();
    (format!("{head} ({}) {tail}", numbers.join(", ")), values)
}

#[cfg(test)]
mod tests {
    use super::in_list;
    use crate::Val;

    #[test]
    fn lists_are_filled_up() {
        let (sql, values) = in_list("select 1 from t where id in", &[7, 8, 9], "order by id");
        assert_eq!(sql, "select 1 from t where id in ($1, $2, $3, $4) order by id");
        assert_eq!(values, [Val::Int(7), Val::Int(8), Val::Int(9), Val::Int(9)]);
        assert_eq!(in_list("a in", &[], "").0, "a in (null) ");
    }
}
