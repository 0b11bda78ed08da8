//! What is done with several rows of a list: those that are ticked, or all that match.

use protocol::{AddCancelRequest, GetInvoice};

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::{each_engine, one};

#[tokio::test]
async fn several_orders_are_asked_about_once() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    jane.order(&site).await;
    jane.order(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let (list, to) = ("/admin/orders", "/admin/orders/several");
    let chosen = [("id", "1"), ("id", "2"), ("do", "accept")];
    let answer = ann.submit(list, to, &chosen).await;
    assert!(text(&answer).contains("Accept 2 orders?"), "{}", text(&answer));
    let sure = [("id", "1"), ("id", "2"), ("do", "accept"), ("confirmed", "1")];
    let page = ann.done(list, to, &sure).await;
    assert!(page.contains("2 of 2 orders were accepted"), "{page}");
    let again = [("id", "1"), ("id", "77"), ("do", "accept"), ("confirmed", "1")];
    let page = text(&ann.submit(list, to, &again).await);
    assert!(page.contains("0 of 2 orders were accepted") && page.contains("#77"), "{page}");
}

#[tokio::test]
async fn all_that_match_a_filter_are_changed_at_once() {
    for site in each_engine().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        for _ in 0..30 {
            jane.order(&site).await;
        }
        site.run("update orders set status = 'Active' where id = 7").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let (list, to) = ("/admin/orders?status=Pending", "/admin/orders/several");
        let page = ann.read(list).await;
        assert!(page.contains("Choose all 29 that match"), "{page}");
        assert!(page.contains("name=\"list\" value=\"status=Pending\""), "{page}");
        let few = ann.read("/admin/orders?status=Active").await;
        assert!(!few.contains("name=\"every\""), "{few}");
        let every = [("every", "1"), ("list", "status=Pending"), ("id", "30"), ("do", "cancel")];
        let asked = text(&ann.submit(list, to, &every).await);
        assert!(asked.contains("Cancel 29 orders?"), "{asked}");
        assert!(asked.contains("These are all 29 orders that match."), "{asked}");
        assert!(!asked.contains("name=\"id\""), "the form names no rows: {asked}");
        let seen = asked.split_once("name=\"seen\" value=\"").unwrap().1;
        let seen = seen.split('"').next().unwrap().to_owned();
        // Meanwhile one more was ordered: who agreed to 29 is asked again.
        jane.order(&site).await;
        let agreed = [&every[..], &[("confirmed", "1"), ("seen", seen.as_str())]].concat();
        let asked = text(&ann.submit(list, to, &agreed).await);
        assert!(asked.contains("Meanwhile the list has changed"), "{asked}");
        assert!(asked.contains("Cancel 30 orders?"), "{asked}");
        let seen = asked.split_once("name=\"seen\" value=\"").unwrap().1;
        let seen = seen.split('"').next().unwrap().to_owned();
        let agreed = [&every[..], &[("confirmed", "1"), ("seen", seen.as_str())]].concat();
        let done = ann.done(list, to, &agreed).await;
        assert!(done.contains("30 of 30 orders were cancelled"), "{done}");
        let left = ann.read("/admin/orders").await;
        assert!(left.contains("Active"), "the one that did not match stays: {left}");
        // Sent twice, nothing matches any more.
        let again = ann.done(list, to, &agreed).await;
        assert!(again.contains("Nothing was chosen"), "{again}");
    }
}

#[tokio::test]
async fn what_is_beyond_the_bound_is_said() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut rows = String::new();
    for number in 1..=520 {
        rows.push_str(&format!(
            "insert into tickets (mask, access_key, department_id, client_id, subject,
                subject_folded, status, priority, opened_at, last_reply_at)
             values ('T{number}', 'x', 1, 1, 'Slow', 'slow', 'Open', 'Medium', 0, {number});"
        ));
    }
    site.run(&rows).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let (list, to) = ("/admin/tickets?q=Slow", "/admin/tickets/several");
    let page = ann.read(list).await;
    assert!(page.contains("Choose the first 500 of 520 that match"), "{page}");
    let every = [("every", "1"), ("list", "q=Slow"), ("do", "close")];
    let asked = text(&ann.submit(list, to, &every).await);
    assert!(asked.contains("Close 500 tickets?"), "{asked}");
    assert!(asked.contains("These are the first 500 of 520 tickets that match"), "{asked}");
    assert!(asked.contains("and 450 more"), "{asked}");
}

/// Nobody is asked to pay what is paid, or told that it is due soon when it was.
#[tokio::test]
async fn only_what_is_unpaid_is_reminded_of() {
    for site in each_engine().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        for _ in 0..5 {
            jane.order(&site).await;
        }
        site.run(
            "update invoices set status = 'Paid' where id = 1;
             update invoices set status = 'Draft' where id = 2;
             update invoices set status = 'Cancelled' where id = 3;
             update invoices set due_on = '2020-01-01' where id = 4;
             update invoices set due_on = '2099-01-01' where id = 5;",
        )
        .await;
        let subjects = async || -> Vec<String> {
            let mut act = site.system.engine.act().await.unwrap();
            let sql = "select subject from emails order by id";
            act.conn.column(sql, &[]).await.unwrap()
        };
        let before = subjects().await.len();
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let (list, to) = ("/admin/invoices", "/admin/invoices/several");
        let ids = [("id", "1"), ("id", "2"), ("id", "3"), ("id", "4"), ("id", "5")];
        let chosen = [&ids[..], &[("do", "remind")]].concat();
        let asked = text(&ann.submit(list, to, &chosen).await);
        let agreed = [&chosen[..], &[("confirmed", "1")]].concat();
        let done = text(&ann.submit(list, to, &agreed).await);
        for (id, state) in [(1, "Paid"), (2, "Draft"), (3, "Cancelled")] {
            let said = format!("The invoice is {state}: there is nothing to remind of");
            assert!(asked.contains(&format!("#{id}: {said}")), "{asked}");
            assert!(done.contains(&said), "{done}");
        }
        assert!(asked.contains("2 of 5 can be done; 3 would stay"), "{asked}");
        assert!(done.contains("2 of 5 invoices were reminded of"), "{done}");
        let mailed = subjects().await.split_off(before);
        let late: Vec<bool> = mailed.iter().map(|said| said.contains("is overdue")).collect();
        assert_eq!(late, [true, false], "{mailed:?}");
    }
}

/// What our own books refuse is said before somebody agrees.
#[tokio::test]
async fn a_question_names_what_would_be_refused() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    jane.order(&site).await;
    jane.order(&site).await;
    site.run("update invoices set status = 'Paid' where id = 1").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let (list, to) = ("/admin/invoices", "/admin/invoices/several");
    let asked = text(&ann.submit(list, to, &[("id", "1"), ("id", "2"), ("do", "cancel")]).await);
    assert!(asked.contains("Cancel 2 invoices?") && asked.contains("#1: "), "{asked}");
    assert!(asked.contains("1 of 2 can be done; 1 would stay"), "{asked}");
}

#[tokio::test]
async fn invoices_are_marked_as_paid_and_copied() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    for _ in 0..3 {
        jane.order(&site).await;
    }
    let sql = "update invoices set status = 'Cancelled' where id = 3";
    site.run(sql).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let (list, to) = ("/admin/invoices", "/admin/invoices/several");
    let ids = [("id", "1"), ("id", "2"), ("id", "3")];
    let chosen = [&ids[..], &[("do", "paid")]].concat();
    let asked = text(&ann.submit(list, to, &chosen).await);
    assert!(asked.contains("Mark as paid 3 invoices?"), "{asked}");
    assert!(asked.contains("#3: The invoice is Cancelled: nothing is to be paid"), "{asked}");
    let status = async |id: u64| {
        let call = GetInvoice { invoiceid: id };
        let found = site.system.call(call).await.unwrap();
        (found.status.to_string(), found.transactions.0.transaction.0.len())
    };
    assert_eq!(status(1).await, ("Unpaid".to_owned(), 0), "it was only tried");
    let agreed = [&chosen[..], &[("confirmed", "1")]].concat();
    // Sent twice it is recorded once.
    for said in ["2 of 3 invoices were marked as paid", "0 of 3 invoices were marked as paid"] {
        let done = text(&ann.submit(list, to, &agreed).await);
        assert!(done.contains(said), "{done}");
    }
    assert_eq!(status(1).await, ("Paid".to_owned(), 1));
    assert_eq!(status(3).await, ("Cancelled".to_owned(), 0));
    let copied = [("id", "1"), ("do", "duplicate"), ("confirmed", "1")];
    let page = ann.done(list, to, &copied).await;
    assert!(page.contains("1 of 1 invoice was duplicated"), "{page}");
    assert_eq!(status(4).await, ("Draft".to_owned(), 0));
}

#[tokio::test]
async fn requests_to_end_services_are_withdrawn() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    for serviceid in [1, 2] {
        jane.order(&site).await;
        let reason = Some("Too dear".to_owned());
        let call = AddCancelRequest { serviceid, reason, ..AddCancelRequest::default() };
        site.system.call(call).await.unwrap();
    }
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let (list, to) = ("/admin/cancellations", "/admin/cancellations/several");
    let page = ann.read(list).await;
    for said in ["Starter", "jane.example", "Jane Doe", "Too dear", "value=\"withdraw\""] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let chosen = [("id", "1"), ("do", "withdraw")];
    let asked = text(&ann.submit(list, to, &chosen).await);
    assert!(asked.contains("Withdraw 1 cancellation?"), "{asked}");
    let agreed = [&chosen[..], &[("confirmed", "1")]].concat();
    let page = ann.done(list, to, &agreed).await;
    assert!(page.contains("1 of 1 cancellation was withdrawn"), "{page}");
    // The other one, from the page of its service.
    let here = "/admin/services/2";
    let wish = "It is to end at the end of the paid period.";
    assert!(!ann.read("/admin/services/1").await.contains(wish));
    assert!(ann.read(here).await.contains(wish));
    let asked = text(&ann.submit(here, here, &[("do", "withdraw")]).await);
    assert!(asked.contains("Withdraw the request to end this service?"), "{asked}");
    let agreed = [("do", "withdraw"), ("confirmed", "1")];
    let page = ann.done(here, here, &agreed).await;
    assert!(page.contains("The request is withdrawn") && !page.contains(wish), "{page}");
    assert!(ann.read(list).await.contains("Nobody wants to leave."));
}
