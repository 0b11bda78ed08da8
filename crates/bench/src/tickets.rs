//! Tickets of the seeded clients: two each, and one in a hundred with a long conversation.

use anyhow::Result;
use store::{Conn, Db, args};

/// Number of the tickets of client 0; those of client `i` are `2 * i` and one more behind it.
const FIRST: i64 = 1_000_000;
/// Every so many clients one has a ticket with many replies.
const LONG_EVERY: u64 = 100;
/// Replies of such a ticket, the opening message included.
const REPLIES: i64 = 101;
/// Seconds between the tickets of one client and the next: 100 000 clients write for two years.
const SPACE: i64 = 600;
/// Clients written per transaction.
const CHUNK_CLIENTS: i64 = 5_000;

/// The ticket with many replies that is nearest to a client, among so many clients.
pub(crate) fn long(client: u64) -> u64 {
    1_000_000 + 2 * (client - client % LONG_EVERY) + 1
}

/// Seeds the tickets of clients up to the wanted number; those that are there already stay.
pub(crate) async fn seed(db: &Db, wanted: i64) -> Result<()> {
    let mut conn = db.read().await?;
    let sql = "select coalesce(max(id), 0) from tickets where id > $1";
    let there: i64 = conn.scalar(sql, args![FIRST]).await?;
    drop(conn);
    let mut next = (there - FIRST).max(0) / 2 + 1;
    while next <= wanted {
        let last = (next + CHUNK_CLIENTS - 1).min(wanted);
        let mut conn = db.write().await?;
        chunk(&mut conn, next, last).await?;
        conn.commit().await?;
        next = last + 1;
    }
    Ok(())
}

async fn chunk(conn: &mut Conn, first: i64, last: i64) -> Result<()> {
    let ours = "id between 1000000 + 2 * cast($1 as bigint)
        and 1000001 + 2 * cast($2 as bigint)";
    let statements = [
        format!(
            "with recursive n(i) as (
            select cast($1 as bigint) union all select i + 1 from n where i < $2),
            t(k) as (values (0), (1))
         insert into tickets (id, mask, access_key, department_id, client_id, name, email,
            email_folded, subject, subject_folded, status, priority, opened_at, last_reply_at)
         select 1000000 + 2 * i + k, 'B-' || (1000000 + 2 * i + k), 'k', d.id, i,
            'Client Number ' || i, 'c' || i || '@bench.test', 'c' || i || '@bench.test',
            'Question ' || k, 'question ' || k, case when k = 0 then 'Closed' else 'Open' end,
            'Medium', 1735000000 + i * {SPACE}, 1735000000 + i * {SPACE}
         from n, t, (select min(id) as id from departments) d"
        ),
        format!(
            "insert into ticket_replies (ticket_id, opening, client_id, name, email, at, message)
             select id, 1, client_id, name, email, opened_at, 'How is this done?'
             from tickets where {ours}"
        ),
        format!(
            "with recursive r(n) as (select 2 union all select n + 1 from r where n < {REPLIES})
             insert into ticket_replies (ticket_id, client_id, name, email, at, message)
             select id, client_id, name, email, opened_at + n,
                'Line ' || n || ': the more is said, the longer is the page that shows it.'
             from tickets, r where {ours} and id % 2 = 1 and client_id % {LONG_EVERY} = 0"
        ),
    ];
    for statement in &statements {
        conn.exec(statement, args![first, last]).await?;
    }
    Ok(())
}
