//! Word to clients: cards that expire (B24), domains that are to be renewed (B33).

use engine::testing::each;
use store::args;

use super::due::{day, items};
use crate::house::client;

#[tokio::test(flavor = "multi_thread")]
async fn b24_owners_of_cards_that_expire_next_month_are_told_once() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        for (expires, deleted) in [
            ("2026-01-31", None),
            ("2026-02-28", None),
            ("2026-02-28", Some(1)),
            ("2026-03-31", None),
        ] {
            let sql = "insert into pay_methods (client_id, type, gateway, token, last_four,
                    expires_on, created_at, updated_at, deleted_at)
                values ($1, 'CreditCard', 'fakecard', 't', '4242', $2, 0, 0, $3)";
            act.conn.exec(sql, args![client, expires, deleted]).await.unwrap();
        }
        act.commit().await.unwrap();
        let mut told = Vec::new();
        for on in ["2026-01-24", "2026-01-25", "2026-01-26", "2026-02-01", "2026-02-25"] {
            day(&test, on).await;
            let mails = test.world.mailer.take();
            let cards = mails.iter().filter(|mail| mail.subject.contains("card expires"));
            told.extend(cards.map(|mail| {
                let line = mail.text.lines().find(|line| line.contains("4242")).unwrap();
                format!("{on} {line}")
            }));
        }
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("2026-01-25 ") && told[0].contains("02/26"), "{told:?}");
        assert!(told[1].starts_with("2026-02-25 ") && told[1].contains("03/26"), "{told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b33_owners_of_domains_are_told_before_and_after_the_expiry() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        let sql = "insert into tlds (name, grace_days) values ('.com', 30)";
        act.conn.exec(sql, args![]).await.unwrap();
        let sql = "insert into domains (client_id, type, name, years, anchor_on, registered_on,
                expires_on, next_due_on, first_payment_minor, recurring_minor, status,
                created_at, updated_at)
            values ($1, 'Register', $2, 1, '2025-02-15', '2025-02-15', '2026-02-15',
                '2026-02-15', 1200, 1400, $3, 0, 0)";
        for (name, status) in [("kept.com", "Active"), ("gone.com", "Transferred Away")] {
            act.conn.exec(sql, args![client, name, status]).await.unwrap();
        }
        act.commit().await.unwrap();
        let mut told = Vec::new();
        for on in [
            "01-15", "01-16", "01-17", "02-07", "02-08", "02-09", "02-13", "02-14", "02-15",
            "02-16", "02-17", "02-18", "02-19", "02-24", "02-25", "02-26", "03-12",
        ] {
            test.clock.set(format!("2026-{on}T09:00:00Z").parse().unwrap());
            items(&test, "DomainExpiryStatus").await;
            let done = items(&test, "DomainRenewalNotices").await;
            let mails = done.iter().filter(|item| item.what == "mail");
            let subject = |text: &str| text.split(" to jane").next().unwrap().to_owned();
            told.extend(mails.map(|mail| format!("2026-{on} {}", subject(&mail.text))));
        }
        assert_eq!(
            told,
            [
                "2026-01-16 kept.com is to be renewed",
                "2026-02-08 kept.com is to be renewed",
                "2026-02-14 kept.com is to be renewed",
                "2026-02-18 kept.com has expired",
                "2026-02-25 kept.com has expired",
            ]
        );
    }
}
