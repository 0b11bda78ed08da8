//! Departments that take tickets, and who of the staff sees them.

use model::ids::{DepartmentId, StaffId};

use crate::{Conn, Result, Row, args};

/// One department.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DepartmentRow {
    /// Its number on the wire.
    pub id: DepartmentId,
    /// What people see.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its mail address, or empty.
    pub email: String,
    /// Not offered on pages.
    pub hidden: bool,
    /// Not for guests.
    pub clients_only: bool,
    /// Clients may not close its tickets.
    pub prevent_client_closure: bool,
    /// Answers are taken by mail, new tickets are not.
    pub replies_only: bool,
    /// Place in lists.
    pub position: i64,
}

/// A department and how many of its tickets are active or wait for the staff.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CountedRow {
    /// Its number on the wire.
    pub id: DepartmentId,
    /// What people see.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Not offered on pages.
    pub hidden: bool,
    /// Not for guests.
    pub clients_only: bool,
    /// Tickets that wait for the staff.
    pub awaiting: i64,
    /// Tickets that are not closed.
    pub open: i64,
}

/// The mailbox of a department.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct MailboxRow {
    /// The department.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
    /// `imap`, `pop3`, or empty for no mailbox.
    pub mailbox_protocol: String,
    /// The server's name.
    pub mailbox_host: String,
    /// Its port; 0 for the usual one.
    pub mailbox_port: i64,
    /// `tls`, `starttls` or `none`.
    pub mailbox_security: String,
    /// Who signs in.
    pub mailbox_user: String,
    /// Sealed.
    pub mailbox_password: String,
}

/// The mailbox of a department, set up or not.
///
/// # Errors
/// When the database fails.
pub async fn mailbox(c: &mut Conn, id: DepartmentId) -> Result<Option<MailboxRow>> {
    c.maybe("select * from departments where id = $1", args![id]).await
}

/// Every mailbox that is set up, by department.
///
/// # Errors
/// When the database fails.
pub async fn with_mailbox(c: &mut Conn) -> Result<Vec<MailboxRow>> {
    c.all("select * from departments where mailbox_protocol <> '' order by id", args![]).await
}

/// Keeps the sealed password of a mailbox.
///
/// # Errors
/// When there is no such department.
pub async fn set_mailbox_password(c: &mut Conn, id: DepartmentId, sealed: &str) -> Result<()> {
    let sql = "update departments set mailbox_password = $2 where id = $1";
    c.exactly(1, sql, args![id, sealed]).await
}

/// Notes when a mailbox was emptied, and why that failed; nothing when the department is gone.
///
/// # Errors
/// When the database fails.
pub async fn note_fetch(c: &mut Conn, id: DepartmentId, at: i64, failure: &str) -> Result<()> {
    let sql = "update departments set mailbox_fetched_at = $2, mailbox_error = $3 where id = $1";
    c.exec(sql, args![id, at, failure]).await.map(drop)
}

/// One department.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: DepartmentId) -> Result<Option<DepartmentRow>> {
    c.maybe("select * from departments where id = $1", args![id]).await
}

/// Every department, in the order of lists.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<DepartmentRow>> {
    c.all("select * from departments order by position, id", args![]).await
}

/// Every department with the counts of its tickets, in the order of lists.
///
/// # Errors
/// When the database fails.
pub async fn counted(c: &mut Conn) -> Result<Vec<CountedRow>> {
    let sql = "select d.id, d.name, d.description, d.hidden, d.clients_only,
            cast(coalesce(sum(n.tickets * s.show_awaiting), 0) as bigint) as awaiting,
            cast(coalesce(sum(n.tickets * s.show_active), 0) as bigint) as open
        from departments d
        left join (select part as department_id, word as status, sum(items) as tickets
            from kept_counts where list = 'tickets' group by part, word) n
            on n.department_id = d.id
        left join ticket_statuses s on s.title = n.status
        group by d.id, d.name, d.description, d.hidden, d.clients_only, d.position
        order by d.position, d.id";
    c.all(sql, args![]).await
}

/// Adds a department; `row.id` is ignored.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, row: &DepartmentRow) -> Result<DepartmentId> {
    let sql = "insert into departments (name, description, email, hidden, clients_only,
            prevent_client_closure, replies_only, position)
        values ($1, $2, $3, $4, $5, $6, $7, $8) returning id";
    let values = args![
        &row.name,
        &row.description,
        &row.email,
        row.hidden,
        row.clients_only,
        row.prevent_client_closure,
        row.replies_only,
        row.position,
    ];
    c.scalar(sql, values).await
}

/// Lets a member of staff see a department; from the first one on it sees no others.
///
/// # Errors
/// A constraint when one of them does not exist.
pub async fn assign(c: &mut Conn, department: DepartmentId, staff: StaffId) -> Result<()> {
    let sql = "insert into department_staff (staff_id, department_id) values ($1, $2)
        on conflict do nothing";
    c.exec(sql, args![staff, department]).await.map(drop)
}

/// The departments a member of staff is assigned to.
///
/// # Errors
/// When the database fails.
pub async fn of_staff(c: &mut Conn, staff: StaffId) -> Result<Vec<DepartmentId>> {
    let sql = "select department_id from department_staff where staff_id = $1
        order by department_id";
    c.column(sql, args![staff]).await
}
