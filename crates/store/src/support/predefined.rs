//! Answers that the staff keeps ready, in categories.

use crate::{Conn, Result, Row, args};

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CategoryRow {
    /// Its number on the wire.
    pub id: i64,
    /// The category it is in; 0 for none.
    pub parent_id: i64,
    /// Its name.
    pub name: String,
    /// How many answers are in it.
    pub replies: i64,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PredefinedRow {
    /// Its name.
    pub name: String,
    /// The text.
    pub reply: String,
}

/// An answer and where it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct KeptRow {
    /// Its number.
    pub id: i64,
    /// Its category.
    pub category_id: i64,
    /// The name of its category.
    pub category: String,
    /// Its name.
    pub name: String,
    /// The text.
    pub reply: String,
}

/// Every category by name, with the number of its answers.
///
/// # Errors
/// When the database fails.
pub async fn categories(c: &mut Conn) -> Result<Vec<CategoryRow>> {
    let sql = "select g.id, g.parent_id, g.name, count(r.id) as replies
        from predefined_categories g left join predefined_replies r on r.category_id = g.id
        group by g.id, g.parent_id, g.name order by g.name, g.id";
    c.all(sql, args![]).await
}

/// The answers by name, of one category or all.
///
/// # Errors
/// When the database fails.
pub async fn replies(c: &mut Conn, category: Option<i64>) -> Result<Vec<PredefinedRow>> {
    match category {
        Some(id) => {
            let sql = "select name, reply from predefined_replies where category_id = $1
                order by name, id";
            c.all(sql, args![id]).await
        }
        None => {
            c.all("select name, reply from predefined_replies order by name, id", args![]).await
        }
    }
}

/// One answer, those of a category, or all, by category and name.
///
/// # Errors
/// When the database fails.
pub async fn kept(c: &mut Conn, id: Option<i64>, category: Option<i64>) -> Result<Vec<KeptRow>> {
    let sql = "select r.id, r.category_id, g.name as category, r.name, r.reply
        from predefined_replies r join predefined_categories g on g.id = r.category_id
        where (cast($1 as bigint) is null or r.id = $1)
            and (cast($2 as bigint) is null or r.category_id = $2)
        order by g.name, r.name, r.id";
    c.all(sql, args![id, category]).await
}

/// Adds a category.
///
/// # Errors
/// When the database fails.
pub async fn add_category(c: &mut Conn, parent: i64, name: &str) -> Result<i64> {
    let sql = "insert into predefined_categories (parent_id, name) values ($1, $2) returning id";
    c.scalar(sql, args![parent, name]).await
}

/// Adds an answer.
///
/// # Errors
/// A constraint when there is no such category.
pub async fn add(c: &mut Conn, category: i64, name: &str, reply: &str) -> Result<i64> {
    let sql = "insert into predefined_replies (category_id, name, reply) values ($1, $2, $3)
        returning id";
    c.scalar(sql, args![category, name, reply]).await
}
