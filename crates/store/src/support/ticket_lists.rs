//! Lists of tickets, and tickets with the names of those who wrote them.

use model::ids::{ClientId, DepartmentId, StaffId, TicketId};
use model::people::email::fold;
use model::support::ticket::TicketPriority;

use crate::filter::Filter;
use crate::order::{Order, Sorted, Way};
use crate::system::kept_counts::{Kept, List, TICKET_SECONDS, near};
use crate::{Conn, Result, Row, args};

/// A ticket as lists show it. Instants are Unix seconds; numbers of people are 0 for nobody.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ListedRow {
    /// Its number inside.
    pub id: TicketId,
    /// What people quote.
    pub mask: String,
    /// Secret part of the address under which a guest reads it.
    pub access_key: String,
    /// Who answers.
    pub department_id: DepartmentId,
    /// Name of the department.
    pub department_name: String,
    /// Whose it is.
    pub client_id: ClientId,
    /// Which contact of the client wrote it.
    pub contact_id: i64,
    /// Which user of the client wrote it.
    pub user_id: i64,
    /// A guest's name; empty for a client.
    pub name: String,
    /// A guest's address; empty for a client.
    pub email: String,
    /// CSV of addresses that get copies.
    pub cc: String,
    /// One line.
    pub subject: String,
    /// A title of the statuses.
    pub status: String,
    /// How urgent it is.
    pub priority: TicketPriority,
    /// `S` or `D` and the number of the service or domain it is about; empty for none.
    pub service: String,
    /// Who of the staff looks after it.
    pub flag_staff_id: StaffId,
    /// Who of the staff opened it, or empty.
    pub staff_name: String,
    /// When it was opened.
    pub opened_at: i64,
    /// When somebody last answered.
    pub last_reply_at: i64,
    /// Given name of the client.
    pub client_first_name: String,
    /// Family name of the client.
    pub client_last_name: String,
    /// Address of the client.
    pub client_email: String,
    /// The user who owns the client.
    pub owner_user_id: i64,
    /// Given name of the contact or user who wrote it, else of the client.
    pub by_first_name: String,
    /// Family name of the same.
    pub by_last_name: String,
    /// Address of the same.
    pub by_email: String,
}

/// What a list of tickets is limited to.
#[derive(Debug, Clone, Default)]
pub struct Listed<'a> {
    /// A department.
    pub department: Option<DepartmentId>,
    /// Departments of a member of staff; empty for all.
    pub of_staff: Option<StaffId>,
    /// Whose.
    pub client: Option<ClientId>,
    /// The writer's address in any case: a guest's, or a client's.
    pub email: Option<&'a str>,
    /// In which status.
    pub status: Option<Status<'a>>,
    /// Part of the subject, in any case.
    pub subject: Option<&'a str>,
    /// Marked with exactly this word.
    pub tag: Option<&'a str>,
    /// How urgent it is.
    pub priority: Option<&'a str>,
    /// Who of the staff looks after it; 0 for nobody.
    pub flagged: Option<StaffId>,
    /// Opened at this instant (Unix seconds) or later.
    pub from: Option<i64>,
    /// Opened before this instant (Unix seconds).
    pub before: Option<i64>,
    /// In which order; by default the last answer first.
    pub order: Option<Order<TicketsBy>>,
}

/// What tickets can be sorted by; equal ones by their last answer, then by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketsBy {
    /// When somebody last answered.
    LastReply,
    /// When it was opened.
    Opened,
    /// Subject, in any case.
    Subject,
    /// Urgency: low, medium, high.
    Priority,
    /// Status.
    Status,
}

impl Sorted for TicketsBy {
    fn sql(self) -> [&'static str; 2] {
        match self {
            Self::LastReply => ["t.last_reply_at, t.id", "t.last_reply_at desc, t.id desc"],
            Self::Opened => ["t.opened_at, t.id", "t.opened_at desc, t.id desc"],
            Self::Subject => ["t.subject_folded, t.id", "t.subject_folded desc, t.id desc"],
            Self::Priority => [
                "(case t.priority when 'High' then 2 when 'Medium' then 1 else 0 end),
                    t.last_reply_at, t.id",
                "(case t.priority when 'High' then 2 when 'Medium' then 1 else 0 end) desc,
                    t.last_reply_at desc, t.id desc",
            ],
            Self::Status => [
                "t.status, t.last_reply_at, t.id",
                "t.status desc, t.last_reply_at desc, t.id desc",
            ],
        }
    }
}

/// One status, or several under one name.
#[derive(Debug, Clone, Copy)]
pub enum Status<'a> {
    /// A title.
    Title(&'a str),
    /// Those that wait for the staff.
    Awaiting,
    /// Those that are not closed.
    Active,
    /// Those that are not closed and that a member of staff looks after.
    FlaggedFor(StaffId),
}

/// Without what follows the tables of [`SELECT`].
const COUNT: &str = "select count(*) from tickets t";

const SELECT: &str = "select t.id, t.mask, t.access_key, t.department_id,
        d.name as department_name, t.client_id, t.contact_id, t.user_id, t.name, t.email, t.cc,
        t.subject, t.status, t.priority, t.service, t.flag_staff_id, t.staff_name, t.opened_at,
        t.last_reply_at,
        coalesce(c.first_name, '') as client_first_name,
        coalesce(c.last_name, '') as client_last_name,
        coalesce(c.email, '') as client_email,
        coalesce(c.owner_user_id, 0) as owner_user_id,
        coalesce(k.first_name, u.first_name, c.first_name, '') as by_first_name,
        coalesce(k.last_name, u.last_name, c.last_name, '') as by_last_name,
        coalesce(k.email, u.email, c.email, '') as by_email
    from tickets t
    join departments d on d.id = t.department_id
    left join clients c on c.id = t.client_id
    left join contacts k on k.id = t.contact_id and k.client_id = t.client_id
    left join users u on u.id = t.user_id";

/// One page of tickets that are not part of another, and their number.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    wanted: &Listed<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<ListedRow>, i64)> {
    let order = wanted.order.unwrap_or(Order { by: TicketsBy::LastReply, descending: true });
    let kept = kept(wanted).map(|counts| Kept {
        counts,
        descending: order.descending,
        range: (order.by == TicketsBy::LastReply).then_some((
            "t.last_reply_at >= ?",
            "t.last_reply_at < ?",
            TICKET_SECONDS,
        )),
    });
    let by_status = filter(wanted, Way::ByStatus);
    let (found, total, offset) = near(c, by_status, COUNT, kept, (offset, limit)).await?;
    let sorted = !matches!(order.by, TicketsBy::LastReply | TicketsBy::Status);
    let filter = match Way::of(total, sorted) {
        Way::ByStatus => found,
        way => filter(wanted, way),
    };
    let order = order.sql();
    // The page is chosen by numbers alone: names are read for its tickets, not for those before.
    let (ids, values) = filter.page("select t.id from tickets t", order, offset, limit);
    let sql = format!("{SELECT} where t.id in ({ids}) order by {order}");
    Ok((c.all(&sql, &values).await?, total))
}

/// One ticket with its names.
///
/// # Errors
/// When the database fails.
pub async fn one(c: &mut Conn, id: TicketId) -> Result<Option<ListedRow>> {
    c.maybe(&format!("{SELECT} where t.id = $1"), args![id]).await
}

/// How many tickets that are not closed a member of staff looks after.
///
/// # Errors
/// When the database fails.
pub async fn flagged_for(c: &mut Conn, staff: StaffId) -> Result<i64> {
    let wanted = Listed { status: Some(Status::FlaggedFor(staff)), ..Listed::default() };
    let filter = filter(&wanted, Way::ByStatus);
    c.scalar(&filter.sql(COUNT), filter.args()).await
}

/// Which of the kept counts add up to a list, where it is limited by what they are kept by.
fn kept<'a>(wanted: &Listed<'a>) -> Option<Filter<'a>> {
    let Listed { department, of_staff, client, email, status, subject, tag, .. } = *wanted;
    let Listed { priority, flagged, from, before, .. } = *wanted;
    let others = priority.is_some() || flagged.is_some() || from.is_some() || before.is_some();
    if others || client.is_some() || email.is_some() || subject.is_some() || tag.is_some() {
        return None;
    }
    let all = List::Tickets.all().and_some("part = ?", department).and_some(
        "part in (select department_id from department_staff where staff_id = ?)",
        of_staff,
    );
    Some(match status {
        None => all,
        Some(Status::Title(title)) => all.and("word = ?", title),
        Some(Status::Awaiting) => {
            all.fixed("word in (select title from ticket_statuses where show_awaiting = 1)")
        }
        Some(Status::Active) => {
            all.fixed("word in (select title from ticket_statuses where show_active = 1)")
        }
        Some(Status::FlaggedFor(_)) => return None,
    })
}

fn filter<'a>(wanted: &Listed<'a>, way: Way) -> Filter<'a> {
    let way = way.within(wanted.client.is_some());
    let mut filter = Filter::new()
        .fixed("t.merged_into is null")
        .and_some(way.says("t.department_id = ?", "+t.department_id = ?"), wanted.department)
        .and_some(
            "t.department_id in (select department_id from department_staff where staff_id = ?)",
            wanted.of_staff,
        )
        .and_some("t.client_id = ?", wanted.client)
        .and_some(
            "(t.email_folded = ? or t.client_id in
                (select id from clients where email_folded = ? and erased_at is null))",
            wanted.email.map(fold),
        )
        .and_some(
            "t.id in (select ticket_id from ticket_tags where tag = ?)",
            wanted.tag.map(str::to_owned),
        )
        .and_some("t.priority = ?", wanted.priority)
        .and_some("t.flag_staff_id = ?", wanted.flagged)
        .and_some("t.opened_at >= ?", wanted.from)
        .and_some("t.opened_at < ?", wanted.before);
    filter =
        match wanted.status {
            None => filter,
            Some(Status::Title(title)) => {
                filter.and(way.says("t.status = ?", "t.status || '' = ?"), title)
            }
            Some(Status::Awaiting) => filter
                .fixed("t.status in (select title from ticket_statuses where show_awaiting = 1)"),
            Some(Status::Active) => filter
                .fixed("t.status in (select title from ticket_statuses where show_active = 1)"),
            Some(Status::FlaggedFor(staff)) => filter
                .fixed("t.status in (select title from ticket_statuses where show_active = 1)")
                .and("t.flag_staff_id = ?", staff),
        };
    match wanted.subject.map(str::to_lowercase).filter(|text| !text.is_empty()) {
        // Said so that both databases find the same: their pattern matches differ.
        Some(text) => filter.and("replace(t.subject_folded, ?, '') <> t.subject_folded", text),
        None => filter,
    }
}
