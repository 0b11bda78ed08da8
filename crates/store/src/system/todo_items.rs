//! The staff's to-do list.

use jiff::civil::Date;
use model::ids::{StaffId, ToDoId};
use model::support::todo::ToDoStatus;

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// An item.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ToDoRow {
    /// Its number on the wire.
    pub id: ToDoId,
    /// The day it was put on the list.
    pub on_date: Date,
    /// What is to be done.
    pub title: String,
    /// More about it.
    pub description: String,
    /// Who is to do it; 0 for anybody.
    pub staff_id: StaffId,
    /// How far it is.
    pub status: ToDoStatus,
    /// By when.
    pub due_on: Option<Date>,
}

/// How many items there are in a status.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct StatusCount {
    /// The status.
    pub status: ToDoStatus,
    /// Items in it.
    pub items: i64,
    /// Of these, due before the day asked about.
    pub overdue: i64,
}

/// Which items to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// All.
    All,
    /// Those that are not completed.
    Incomplete,
    /// Those in one status.
    In(ToDoStatus),
}

impl Wanted {
    fn filter(self) -> Filter<'static> {
        match self {
            Self::All => Filter::new(),
            Self::Incomplete => Filter::new().fixed("status <> 'Completed'"),
            Self::In(status) => Filter::new().and("status = ?", status),
        }
    }
}

/// Adds an item; `row.id` is ignored.
///
/// # Errors
/// When the database fails.
pub async fn insert(c: &mut Conn, row: &ToDoRow) -> Result<ToDoId> {
    let sql = "insert into todo_items (on_date, title, description, staff_id, status, due_on)
        values ($1, $2, $3, $4, $5, $6) returning id";
    let ToDoRow { id: _, on_date, title, description, staff_id, status, due_on } = row;
    c.scalar(sql, args![*on_date, title, description, *staff_id, *status, *due_on]).await
}

/// One item, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: ToDoId) -> Result<Option<ToDoRow>> {
    c.maybe("select * from todo_items where id = $1 for update", args![id]).await
}

/// Writes everything about an item.
///
/// # Errors
/// When there is no such item.
pub async fn save(c: &mut Conn, row: &ToDoRow) -> Result<()> {
    let sql = "update todo_items set on_date = $2, title = $3, description = $4, staff_id = $5,
            status = $6, due_on = $7 where id = $1";
    let ToDoRow { id, on_date, title, description, staff_id, status, due_on } = row;
    c.exactly(1, sql, args![*id, *on_date, title, description, *staff_id, *status, *due_on]).await
}

/// Takes an item away; whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn delete(c: &mut Conn, id: ToDoId) -> Result<bool> {
    Ok(c.exec("delete from todo_items where id = $1", args![id]).await? == 1)
}

/// How many items there are.
///
/// # Errors
/// When the database fails.
pub async fn count(c: &mut Conn, wanted: Wanted) -> Result<i64> {
    let filter = wanted.filter();
    c.scalar(&filter.sql("select count(*) from todo_items"), filter.args()).await
}

/// One page of items, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn page(c: &mut Conn, wanted: Wanted, offset: i64, limit: i64) -> Result<Vec<ToDoRow>> {
    let (sql, values) = wanted.filter().page("select * from todo_items", "id", offset, limit);
    c.all(&sql, &values).await
}

/// The statuses that occur, with their counts; overdue is what was due before `today`.
///
/// # Errors
/// When the database fails.
pub async fn counts(c: &mut Conn, today: Date) -> Result<Vec<StatusCount>> {
    let sql = "select status, count(*) as items,
            cast(sum(case when due_on < $1 then 1 else 0 end) as bigint) as overdue
        from todo_items group by status";
    c.all(sql, args![today]).await
}
