//! What is done with several clients, services or domains at once, tried before it is done.

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::{Site, each_engine};

/// Two services and two names of the first client; the second of each cannot be moved.
const ROWS: &str = "
insert into services (client_id, product_id, anchor_on, registered_on, domain,
    first_payment_minor, recurring_minor, cycle, next_due_on, status, created_at, updated_at)
values (1, 1, '2026-01-01', '2026-01-02', 'a.example', 0, 300, 'monthly', '2026-02-03', 'Active',
        0, 0),
    (1, 1, '2026-01-01', '2026-01-03', 'b.example', 0, 100, 'monthly', null, 'Fraud', 0, 0);
insert into domains (client_id, name, type, registrar, status, anchor_on, registered_on,
    expires_on, next_due_on, first_payment_minor, recurring_minor, created_at, updated_at)
values (1, 'a.example', 'Register', 'fakeregistrar', 'Active', '2026-01-01', '2026-01-01',
        '2027-01-03', '2026-12-01', 0, 300, 0, 0),
    (1, 'b.example', 'Register', '', 'Active', '2026-01-01', '2026-01-01', '2027-01-03',
        '2026-12-03', 0, 100, 0, 0);
insert into client_groups (name) values ('Resellers');
";

async fn furnished(site: &Site) {
    furnish(site).await;
    sign_up(site, "jane@example.com").await;
    sign_up(site, "joe@example.net").await;
    site.run(ROWS).await;
}

async fn said(site: &Site, sql: &str) -> Vec<String> {
    site.system.engine.act().await.unwrap().conn.column(sql, &[]).await.unwrap()
}

/// Chooses rows and a button, reads the question, agrees, and gives both pages.
async fn asked_and_done(
    ann: &mut Browser<'_>,
    list: &str,
    fields: &[(&str, &str)],
) -> (String, String) {
    let to = format!("{list}/several");
    let question = text(&ann.submit(list, &to, fields).await);
    let sure = [fields, &[("confirmed", "1")]].concat();
    let answer = ann.submit(list, &to, &sure).await;
    let done = match answer.status.as_u16() {
        303 => {
            let next = answer.header("location").to_owned();
            ann.read(&next).await
        }
        _ => text(&answer),
    };
    (question, done)
}

#[tokio::test]
async fn several_clients_are_changed_at_once() {
    for site in each_engine().await {
        furnished(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let list = "/admin/clients";
        let both =
            |more: &[(&'static str, &'static str)]| [&[("id", "1"), ("id", "2")], more].concat();
        let page = ann.read(list).await;
        assert!(page.contains("<option value=\"1\">Resellers"), "{page}");
        let group = both(&[("do", "group"), ("to-group", "1"), ("to-status", "Active")]);
        let (question, done) = asked_and_done(&mut ann, list, &group).await;
        assert!(question.contains("2 clients – Resellers?"), "{question}");
        assert!(question.contains("all 2 can be done"), "{question}");
        assert!(done.contains("2 of 2 clients were moved to the group"), "{done}");
        let groups = "select cast(group_id as text) from clients order by id";
        assert_eq!(said(&site, groups).await, ["1", "1"]);

        let status = both(&[("do", "status"), ("to-group", "1"), ("to-status", "Inactive")]);
        let (question, done) = asked_and_done(&mut ann, list, &status).await;
        assert!(question.contains("Set the status of 2 clients – Inactive?"), "{question}");
        assert!(done.contains("2 of 2 clients were given the status"), "{done}");

        let mail = both(&[("do", "mail"), ("to-mail", "Client Signup Email")]);
        let before = said(&site, "select subject from emails").await.len();
        let (question, done) = asked_and_done(&mut ann, list, &mail).await;
        assert!(question.contains("Send a mail to 2 clients – Client Signup Email?"), "{question}");
        assert!(done.contains("2 of 2 clients were sent the mail"), "{done}");
        assert_eq!(said(&site, "select subject from emails").await.len(), before + 2);

        let (question, done) = asked_and_done(&mut ann, list, &both(&[("do", "close")])).await;
        assert!(question.contains("Close 2 clients?"), "{question}");
        assert!(question.contains("marked as ended"), "{question}");
        assert!(done.contains("2 of 2 clients were closed"), "{done}");
        let statuses = "select status from clients order by id";
        assert_eq!(said(&site, statuses).await, ["Closed", "Closed"]);
        let nothing = both(&[("do", "status"), ("to-status", "")]);
        let (question, _) = asked_and_done(&mut ann, list, &nothing).await;
        assert!(question.contains("Please choose what to change it to"), "{question}");
    }
}

#[tokio::test]
async fn several_services_are_changed_at_once() {
    for site in each_engine().await {
        furnished(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let list = "/admin/services";
        let fields = [("id", "1"), ("id", "2"), ("do", "status"), ("to-status", "Suspended")];
        let (question, done) = asked_and_done(&mut ann, list, &fields).await;
        assert!(question.contains("1 of 2 can be done; 1 would stay"), "{question}");
        assert!(question.contains("no server is asked to do anything"), "{question}");
        assert!(done.contains("1 of 2 services were given the status"), "{done}");
        assert!(done.contains("&#x2f;admin&#x2f;services&#x2f;2"), "the other is named: {done}");
        let statuses = "select status from services order by id";
        assert_eq!(said(&site, statuses).await, ["Suspended", "Fraud"]);
        for (verb, word) in
            [("suspend", "Suspend 1"), ("unsuspend", "Unsuspend 1"), ("terminate", "Terminate 1")]
        {
            let (question, done) =
                asked_and_done(&mut ann, list, &[("id", "1"), ("do", verb)]).await;
            assert!(question.contains(word), "{question}");
            // The product has no module, so nothing can be asked of one.
            assert!(done.contains("of 1 service was"), "{done}");
        }
    }
}

#[tokio::test]
async fn several_domains_are_changed_at_once() {
    for site in each_engine().await {
        furnished(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let list = "/admin/domains";
        let kept = "select cast(do_not_renew as text) from domains order by id";
        for (verb, said_so, values) in [
            ("expire", "set to expire", ["1", "1"]),
            ("autorenew", "renew automatically", ["0", "0"]),
        ] {
            let (_, done) =
                asked_and_done(&mut ann, list, &[("id", "1"), ("id", "2"), ("do", verb)]).await;
            assert!(done.contains("2 of 2 domains were set"), "{done}");
            assert!(done.contains(said_so), "{done}");
            assert_eq!(said(&site, kept).await, values, "{verb}");
        }
        for (verb, word) in [("lock", "Lock 2"), ("unlock", "Unlock 2"), ("renew", "Renew 2")] {
            let (question, done) =
                asked_and_done(&mut ann, list, &[("id", "1"), ("id", "2"), ("do", verb)]).await;
            assert!(question.contains(word), "{question}");
            // The second is at no registrar.
            assert!(done.contains("of 2 domains were"), "{done}");
        }
    }
}

/// What was emptied in the profile stays empty.
#[tokio::test]
async fn a_field_of_a_client_is_emptied() {
    for site in each_engine().await {
        furnished(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let here = "/admin/clients/1?tab=profile";
        for company in ["Doe Ltd", ""] {
            let fields = [("do", "update"), ("companyname", company), ("firstname", "Jane")];
            ann.done(here, "/admin/clients/1", &fields).await;
            let kept = said(&site, "select company from clients where id = 1").await;
            assert_eq!(kept, [company]);
        }
        let city = said(&site, "select city from clients where id = 1").await;
        assert_eq!(city, ["Town"], "what was not on the form stays");
    }
}

#[tokio::test]
async fn orders_are_filed_with_iso_dates_and_currencies() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await.order(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let file = ann.read("/admin/orders?as=csv").await;
        let (head, row) = file.split_once("\r\n").unwrap();
        assert!(head.contains("Date") && head.contains("Amount (currency)"), "{head}");
        assert!(row.contains(",2026-01-01 ") && row.contains(",USD"), "{row}");
    }
}

#[tokio::test]
async fn a_role_is_offered_what_it_may() {
    let site = crate::site::one().await;
    furnished(&site).await;
    let role = r#"["GetClientsProducts","GetClientsDetails","ModuleSuspend","GetClientGroups"]"#;
    let mut ann = Browser::of_ann(&site, role).await;
    let page = ann.read("/admin/services").await;
    assert!(page.contains("value=\"suspend\"") && !page.contains("value=\"terminate\""), "{page}");
    let fields = [("id", "1"), ("do", "terminate"), ("confirmed", "1")];
    let answer = ann.submit("/admin/services", "/admin/services/several", &fields).await;
    assert!(!answer.status.is_redirection(), "{}", text(&answer));
}
