//! Conditions of a list that may or may not be asked for, built of fixed pieces of SQL only.

use crate::Val;

/// The `where` of a list. Pieces are texts of the program with one `?` where the value goes; the
/// values themselves are always parameters.
#[derive(Debug, Default)]
pub struct Filter<'a> {
    text: String,
    args: Vec<Val<'a>>,
}

impl<'a> Filter<'a> {
    /// No condition yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A condition without a value.
    #[must_use]
    pub fn fixed(mut self, piece: &'static str) -> Self {
        self.join();
        self.text.push_str(piece);
        self
    }

    /// A condition on a value: `client_id = ?`. Every `?` of the piece is the same parameter.
    #[must_use]
    pub fn and(mut self, piece: &'static str, value: impl Into<Val<'a>>) -> Self {
        self.args.push(value.into());
        self.join();
        self.text.push_str(&piece.replace('?', &format!("${}", self.args.len())));
        self
    }

    /// What follows a condition within a subquery, such as its limit, instead of another one.
    #[must_use]
    pub fn then(mut self, piece: &'static str, value: impl Into<Val<'a>>) -> Self {
        self.args.push(value.into());
        self.text.push_str(&format!(" {}", piece.replace('?', &format!("${}", self.args.len()))));
        self
    }

    /// [`Filter::and`] when the value is given.
    #[must_use]
    pub fn and_some<T: Into<Val<'a>>>(self, piece: &'static str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.and(piece, value),
            None => self,
        }
    }

    /// One more parameter for the tail of a statement, such as the limit; gives its number.
    pub fn parameter(&mut self, value: impl Into<Val<'a>>) -> usize {
        self.args.push(value.into());
        self.args.len()
    }

    /// The head (`select count(*) from t`), followed by the conditions.
    #[must_use]
    pub fn sql(&self, head: &'static str) -> String {
        format!("{head}{}", self.text)
    }

    /// The head, the conditions, an order, and one page of the rows.
    #[must_use]
    pub fn page(
        mut self,
        head: &'static str,
        order: &'static str,
        offset: i64,
        limit: i64,
    ) -> (String, Vec<Val<'a>>) {
        let (limit, offset) = (self.parameter(limit), self.parameter(offset));
        let sql = format!("{head}{} order by {order} limit ${limit} offset ${offset}", self.text);
        (sql, self.args)
    }

    /// The values, in the order of their numbers.
    #[must_use]
    pub fn args(&self) -> &[Val<'a>] {
        &self.args
    }

    fn join(&mut self) {
        self.text.push_str(if self.text.is_empty() { " where " } else { " and " });
    }
}

#[cfg(test)]
mod tests {
    use super::Filter;
    use crate::Val;

    #[test]
    fn pieces_are_joined_and_numbered() {
        assert_eq!(Filter::new().sql("select 1 from t"), "select 1 from t");
        let filter = Filter::new()
            .and("a = ?", 7_i64)
            .and_some("b = ?", None::<i64>)
            .fixed("c is null")
            .and_some("(d = ? or e = ?)", Some("x"));
        let within = Filter::new().and("a in (select b from t where b > ?", 1_i64);
        let within = within.then("limit ?)", 2_i64).sql("select 1 from t");
        assert_eq!(within, "select 1 from t where a in (select b from t where b > $1 limit $2)");
        assert_eq!(
            filter.sql("select count(*) from t"),
            "select count(*) from t where a = $1 and c is null and (d = $2 or e = $2)"
        );
        let (sql, args) = filter.page("select * from t", "id", 20, 10);
        assert!(sql.ends_with("order by id limit $3 offset $4"), "{sql}");
        assert_eq!(args, [Val::Int(7), Val::from("x"), Val::Int(10), Val::Int(20)]);
    }
}
