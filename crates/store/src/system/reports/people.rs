//! New clients, and how much they ask.

use jiff::civil::Date;

use super::{Line, lines};
use crate::{Conn, Result, args};

/// Clients who signed up within days, by month: clients, and those of them who have ordered.
///
/// # Errors
/// When the database fails.
pub async fn new_clients(c: &mut Conn, from: Date, to: Date) -> Result<Vec<Line>> {
    let sql = "select substr(signed_up_on, 1, 7), count(*),
            cast(sum(case when exists (select 1 from orders o where o.client_id = clients.id)
                then 1 else 0 end) as bigint)
        from clients where signed_up_on >= $1 and signed_up_on <= $2
        group by substr(signed_up_on, 1, 7) order by 1";
    lines(c, sql, args![from, to]).await
}

/// Tickets opened between two instants, by department: tickets, replies of clients and of staff,
/// tickets that staff answered, and the mean seconds until then.
///
/// # Errors
/// When the database fails.
pub async fn ticket_figures(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select name, count(*), cast(sum(of_clients) as bigint),
            cast(sum(of_staff) as bigint), count(answered_at),
            cast(coalesce(sum(answered_at - opened_at) / nullif(count(answered_at), 0), 0)
                as bigint)
        from (select d.name, t.opened_at,
                (select count(*) from ticket_replies r where r.ticket_id = t.id
                    and r.staff_id = 0 and r.opening = 0) as of_clients,
                (select count(*) from ticket_replies r where r.ticket_id = t.id
                    and r.staff_id > 0 and r.opening = 0) as of_staff,
                (select min(r.at) from ticket_replies r where r.ticket_id = t.id
                    and r.staff_id > 0 and r.opening = 0) as answered_at
            from tickets t join departments d on d.id = t.department_id
            where t.opened_at >= $1 and t.opened_at < $2 and t.merged_into is null) as each_ticket
        group by name order by name";
    lines(c, sql, args![from, until]).await
}
