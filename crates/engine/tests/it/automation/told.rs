//! Word to clients: cards that expire (B24), domains that are to be renewed (B33).

use engine::testing::each;
use store::args;

use super::due::day;
use crate::house::{client, set};

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
        set(&test, "DomainSyncEnabled", "off").await;
        let mut told = Vec::new();
        let first = jiff::civil::date(2026, 1, 10);
        for on in first.series(jiff::Span::new().days(1)).take(60) {
            day(&test, &on.to_string()).await;
            let mails = test.world.mailer.take();
            let about = mails.iter().filter(|mail| {
                mail.subject.contains("is to be renewed") || mail.subject.contains("has expired")
            });
            told.extend(about.map(|mail| format!("{on} {}", mail.subject)));
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
