//! The search over everything.

use actions::testing::{TestActions, each};
use engine::{Actor, Allowed, Caller, Door};
use model::ids::StaffId;
use protocol::wire::Csv;
use protocol::{AddClient, Search};

async fn found(test: &TestActions, caller: &Caller, text: &str) -> Vec<String> {
    let call = Search { text: text.to_owned(), ..Search::default() };
    let hits = test.call_as(caller, call).await.unwrap().results;
    let mut hits: Vec<String> = hits
        .0
        .result
        .iter()
        .map(|hit| format!("{} {}{}", &*hit.kind, hit.id.0, if hit.near.0 { " near" } else { "" }))
        .collect();
    hits.sort();
    hits
}

async fn furnish(test: &TestActions) {
    for (first, last, email) in [
        ("Jane", "Schmidt", "jane@example.com"),
        ("Janet", "Weber", "janet@weber.example"),
        ("Zoë", "Müller", "zoe@example.com"),
    ] {
        let text = |text: &str| Some(text.to_owned());
        let call = AddClient {
            firstname: text(first),
            lastname: text(last),
            email: text(email),
            password2: Some("correct horse battery".into()),
            skipvalidation: protocol::wire::Flag(true),
            ..AddClient::default()
        };
        test.call(call).await.unwrap();
    }
    let sql = "
        insert into product_groups (name, slug) values ('Hosting', 'hosting');
        insert into products (group_id, type, name, slug, pay_type, created_at, updated_at)
            values (1, 'other', 'Small', 'small', 'recurring', 0, 0);
        insert into services (client_id, product_id, anchor_on, registered_on, domain, username,
            first_payment_minor, recurring_minor, cycle, status, created_at, updated_at)
            values (1, 1, '2026-01-01', '2026-01-01', 'flowershop.example', 'flowers1', 1, 1,
            'Monthly', 'Active', 0, 0);
        insert into domains (client_id, type, name, registrar, anchor_on, registered_on,
            first_payment_minor, recurring_minor, status, created_at, updated_at)
            values (2, 'Register', 'flowershop.example', '', '2026-01-01', '2026-01-01', 1, 1,
            'Active', 0, 0);
        insert into invoices (number, client_id, currency_id, status, issued_on, due_on,
            subtotal_minor, total_minor, created_at, updated_at)
            values ('INV-2026-0042', 1, 1, 'Unpaid', '2026-01-01', '2026-01-15', 1, 1, 0, 0);
        insert into orders (number, client_id, at, status, currency_id, amount_minor, gateway)
            values (7700000042, 1, 0, 'Active', 1, 1, 'fakecard');
        insert into departments (name) values ('Sales');
        insert into tickets (mask, access_key, department_id, client_id, email_folded, subject,
            subject_folded, status, priority, opened_at, last_reply_at)
            values ('ABC-123456', 'k', 1, 1, 'jane@example.com', 'Mail is slow', 'mail is slow',
            'Open', 'Low', 0, 0);
        insert into contacts (client_id, first_name, last_name, email, email_folded, created_at,
            updated_at)
            values (1, 'Ida', 'Berg', 'Books@flower.example', 'books@flower.example', 0, 0);
        insert into transactions (client_id, currency_id, at, reference, amount_in_minor)
            values (1, 1, 0, 'ch_3PqT8eLk', 500);
        update clients set phone = '+1 (555) 123-4567', phone_cc = '1' where id = 1;";
    let mut act = test.engine.act().await.unwrap();
    act.conn.batch(sql).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_found_by_its_beginning_and_in_spite_of_mistakes() {
    for test in each().await.unwrap() {
        furnish(&test).await;
        let office = test.engine.caller();
        let both = vec!["domain 1".to_owned(), "service 1".to_owned()];
        for (text, expected) in [
            ("schm", vec!["client 1"]),
            ("JANE", vec!["client 1", "client 2", "ticket 1"]),
            ("jane schm", vec!["client 1"]),
            ("jane weber", vec!["client 2"]),
            ("zoë", vec!["client 3"]),
            ("schmitd", vec!["client 1 near"]),
            ("webber", vec!["client 2 near"]),
            ("flowers1", vec!["service 1"]),
            ("flowershpo.example", vec!["domain 1 near", "service 1 near"]),
            ("inv-2026", vec!["invoice 1"]),
            ("#7700000042", vec!["order 1"]),
            ("abc-12", vec!["ticket 1"]),
            ("mail is", vec!["ticket 1"]),
            ("books@flo", vec!["contact 1"]),
            ("ch_3PqT", vec!["transaction 1"]),
            ("ch_3pqt", vec![]),
            (
                "1",
                vec!["client 1", "domain 1", "invoice 1", "order 1", "service 1", "transaction 1"],
            ),
            ("555 123-45", vec!["client 1"]),
            ("+15551234567", vec!["client 1"]),
            ("0555123", vec!["client 1"]),
            ("5551", vec![]),
            ("5559999", vec![]),
            ("nothingatall", vec![]),
            ("%", vec![]),
        ] {
            if text.chars().count() < 2 && text != "1" {
                continue;
            }
            assert_eq!(found(&test, &office, text).await, expected, "{text}");
        }
        assert_eq!(found(&test, &office, "flower").await, both);
        let short = Search { text: "j".to_owned(), ..Search::default() };
        assert_eq!(test.refused(short).await, "Type at least two letters, or a number");
        let only = Search {
            text: "jane".to_owned(),
            kinds: Some(Csv(vec!["Ticket".to_owned()])),
            ..Search::default()
        };
        assert_eq!(test.call(only).await.unwrap().totalresults.0, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_finds_what_it_may_not_see() {
    for test in each().await.unwrap() {
        furnish(&test).await;
        let staff = |names: &[&str]| Caller {
            actor: Actor::Staff {
                id: StaffId(1),
                name: "Sam".to_owned(),
                allowed: Allowed::from_names(names.iter().copied()),
            },
            ..Caller::system(Door::Rest)
        };
        let helper = staff(&["Search", "GetTickets"]);
        assert_eq!(found(&test, &helper, "jane").await, ["ticket 1"]);
        assert!(found(&test, &staff(&["Search"]), "jane").await.is_empty());
        let visitor = Caller { actor: Actor::Visitor, ..Caller::system(Door::Rest) };
        let call = Search { text: "jane".to_owned(), ..Search::default() };
        assert!(test.call_as(&visitor, call).await.is_err());
    }
}
