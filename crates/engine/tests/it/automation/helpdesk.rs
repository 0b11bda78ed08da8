//! Tickets that nobody answers: closed, or passed on by the rules.

use engine::testing::{TestEngine, each};
use store::args;

use super::due::items;
use crate::house::{client, set};
use crate::scenery::number;

const HOUR: i64 = 3_600;

/// A department, and a ticket of a client that was last answered so long ago.
async fn ticket(test: &TestEngine, status: &str, hours: i64) -> i64 {
    let mut act = test.act().await.unwrap();
    let client = client(&mut act.conn).await;
    let sql = "insert into departments (name, email) values ('Support', 's@example.com')";
    act.conn.exec(sql, args![]).await.unwrap();
    let sql = "insert into tickets (mask, access_key, department_id, client_id, subject, status,
            priority, opened_at, last_reply_at)
        select $1, 'k', min(id), $2, 'Help', $3, 'Medium', $4, $4 from departments returning id";
    let at = act.at() - hours * HOUR;
    let mask = format!("AAA-{client}");
    let id = act.conn.scalar(sql, args![mask, client, status, at]).await.unwrap();
    act.commit().await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_without_an_answer_are_closed_where_their_status_says_so() {
    for test in each().await.unwrap() {
        let old = ticket(&test, "Answered", 49).await;
        ticket(&test, "Answered", 47).await;
        ticket(&test, "Open", 500).await;
        let done = items(&test, "CloseInactiveTickets").await;
        let closed: Vec<i64> =
            done.iter().filter(|item| item.what == "close ticket").map(|item| item.id).collect();
        assert_eq!(closed, [old]);
        assert!(items(&test, "CloseInactiveTickets").await.is_empty());
        set(&test, "CloseInactiveTickets", "0").await;
        ticket(&test, "Answered", 490).await;
        assert!(items(&test, "CloseInactiveTickets").await.is_empty(), "0 is never");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_that_nobody_answers_in_time_are_passed_on_once_per_answer() {
    for test in each().await.unwrap() {
        let late = ticket(&test, "Open", 3).await;
        ticket(&test, "Open", 1).await;
        ticket(&test, "Answered", 3).await;
        ticket(&test, "Closed", 300).await;
        let mut act = test.act().await.unwrap();
        let sql = "insert into roles (kind, name, actions) values ('staff', 'Helpers', '[]') returning id";
        let role: i64 = act.conn.scalar(sql, args![]).await.unwrap();
        let sql = "insert into staff (uuid, username, username_folded, email, email_folded,
                first_name, last_name, password_hash, role_id, created_at)
            values ('u', 'ann', 'ann', 'ann@example.com', 'ann@example.com', 'Ann', 'Lee', '', $1,
                0) returning id";
        let ann: i64 = act.conn.scalar(sql, args![role]).await.unwrap();
        let sql = "insert into ticket_escalations (name, statuses, minutes, to_priority,
                flag_staff_id, notify_staff, reply)
            values ('Two hours', 'open, customer-reply', 120, 'High', $1, $2, 'We are on it.')";
        act.conn.exec(sql, args![ann, ann.to_string()]).await.unwrap();
        act.commit().await.unwrap();

        let done = items(&test, "TicketEscalations").await;
        let passed: Vec<i64> =
            done.iter().filter(|item| item.what == "escalate").map(|item| item.id).collect();
        assert_eq!(passed, [late], "{done:?}");
        let mails = done.iter().filter(|item| item.what == "mail").count();
        assert_eq!(mails, 2, "the client and Ann: {done:?}");
        let sql = "select count(*) from tickets where priority = 'High' and flag_staff_id > 0
            and status = 'Open'";
        assert_eq!(number(&test, sql).await, 1);
        let sql = "select count(*) from ticket_replies where message = 'We are on it.'";
        assert_eq!(number(&test, sql).await, 1);
        assert!(items(&test, "TicketEscalations").await.is_empty(), "once");

        // Its own answer counts as one: two hours later it acts again.
        test.clock.set("2026-01-01T11:00:00Z".parse().unwrap());
        let again = items(&test, "TicketEscalations").await;
        assert!(again.iter().any(|item| item.id == late && item.what == "escalate"), "{again:?}");
    }
}
