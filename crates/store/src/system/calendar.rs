//! The staff's calendar: its own events, and what is due on which day.

use jiff::civil::Date;
use model::ids::StaffId;
use model::system::calendar::{Days, Repeats};

use crate::{Conn, Result, Row, args};

/// Rows of a kind in one look, at most.
const ROWS_MAX: i64 = 1_000;

/// Something that the staff wrote into the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct EventRow {
    /// Its number on the wire.
    pub id: i64,
    /// What it is.
    pub title: String,
    /// More about it.
    pub description: String,
    /// First day of the first time.
    pub starts_on: Date,
    /// Last day of the first time.
    pub ends_on: Date,
    /// `HH:MM` of the company's clock; empty when it takes the whole day.
    pub starts_at: String,
    /// The same, or empty.
    pub ends_at: String,
    /// How often it takes place.
    pub repeats: Repeats,
    /// The last day on which it may begin again.
    pub repeats_until: Option<Date>,
    /// Whose; 0 for everybody's.
    pub staff_id: StaffId,
    /// Who wrote it.
    pub author: String,
    /// Unix seconds.
    pub created_at: i64,
}

/// How many are due on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct DueRow {
    /// The day.
    pub due_on: Date,
    /// So many.
    pub due: i64,
}

/// One thing with a day, such as a project.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DatedRow {
    /// Its number on the wire, or that of what it belongs to.
    pub id: i64,
    /// What it is.
    pub title: String,
    /// Whose; 0 for anybody's.
    pub staff_id: StaffId,
    /// The day.
    pub due_on: Date,
}

/// What is counted by the day on which it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Services that go on.
    Services,
    /// Addons that go on.
    Addons,
    /// Names that go on.
    Domains,
    /// Invoices that are not paid.
    Invoices,
}

/// What has a day of its own and is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// To-dos.
    ToDos,
    /// Projects.
    Projects,
    /// Tasks of projects, with the project's number.
    Tasks,
}

/// One event.
///
/// # Errors
/// When the database fails.
pub async fn event(c: &mut Conn, id: i64) -> Result<Option<EventRow>> {
    c.maybe("select * from calendar_events where id = $1", args![id]).await
}

/// The same, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: i64) -> Result<Option<EventRow>> {
    c.maybe("select * from calendar_events where id = $1 for update", args![id]).await
}

/// Events that may take place on some days: everybody's and, if asked for, one person's.
///
/// # Errors
/// When the database fails.
pub async fn events(c: &mut Conn, days: Days, staff: Option<StaffId>) -> Result<Vec<EventRow>> {
    let sql = "select * from calendar_events
        where starts_on <= $2 and (repeats <> 'Never' or ends_on >= $1)
            and (staff_id in (0, $3) or $3 = 0)
        order by starts_on, starts_at, id limit $4";
    let staff = staff.unwrap_or(StaffId(0));
    c.all(sql, args![days.from, days.to, staff, ROWS_MAX]).await
}

/// How many of a kind are due on each of some days.
///
/// # Errors
/// When the database fails.
pub async fn counted(c: &mut Conn, what: Counted, days: Days) -> Result<Vec<DueRow>> {
    let sql = match what {
        Counted::Services => {
            "select next_due_on as due_on, count(*) as due from services
            where status in ('Active', 'Suspended') and next_due_on >= $1 and next_due_on <= $2
            group by next_due_on order by next_due_on"
        }
        Counted::Addons => {
            "select next_due_on as due_on, count(*) as due from service_addons
            where status in ('Active', 'Suspended') and next_due_on >= $1 and next_due_on <= $2
            group by next_due_on order by next_due_on"
        }
        Counted::Domains => {
            "select next_due_on as due_on, count(*) as due from domains
            where status in ('Active', 'Grace', 'Redemption')
                and next_due_on >= $1 and next_due_on <= $2
            group by next_due_on order by next_due_on"
        }
        Counted::Invoices => {
            "select due_on, count(*) as due from invoices
            where status = 'Unpaid' and due_on >= $1 and due_on <= $2
            group by due_on order by due_on"
        }
    };
    c.all(sql, args![days.from, days.to]).await
}

/// What is to be done on some days: anybody's and, if asked for, only one person's.
///
/// # Errors
/// When the database fails.
pub async fn dated(
    c: &mut Conn,
    what: Dated,
    days: Days,
    staff: Option<StaffId>,
) -> Result<Vec<DatedRow>> {
    let sql = match what {
        Dated::ToDos => {
            "select id, title, staff_id, due_on from todo_items
            where status <> 'Completed' and due_on >= $1 and due_on <= $2
                and (staff_id in (0, $3) or $3 = 0)
            order by due_on, id limit $4"
        }
        Dated::Projects => {
            "select id, title, staff_id, due_on from projects
            where completed = 0 and due_on >= $1 and due_on <= $2
                and (staff_id in (0, $3) or $3 = 0)
            order by due_on, id limit $4"
        }
        Dated::Tasks => {
            "select project_id as id, task as title, staff_id, due_on from project_tasks
            where completed = 0 and due_on >= $1 and due_on <= $2
                and (staff_id in (0, $3) or $3 = 0)
            order by due_on, project_id, project_tasks.id limit $4"
        }
    };
    c.all(sql, args![days.from, days.to, staff.unwrap_or(StaffId(0)), ROWS_MAX]).await
}
