//! Invoices of many clients that are made in one act (B7, B10, B17, B35).

use engine::automation::{Outcome, Wanted, find, run_now};
use engine::billing::credit;
use engine::testing::{TestEngine, each};
use store::args;

use crate::house::{books_add_up, client, client_in, credit_of, service, set, state, usd};
use crate::scenery::number;

async fn run(test: &TestEngine) -> Outcome {
    let tasks = vec![find("CreateInvoices").unwrap()];
    let wanted = Wanted { tasks, ..Wanted::default() };
    let cx = test.engine.cx(test.caller());
    run_now(&cx, &wanted).await.unwrap().remove(0).outcome
}

async fn numbers(test: &TestEngine) -> Vec<String> {
    let mut conn = test.engine.read().await.unwrap();
    conn.column("select number from invoices order by id", args![]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn b17_more_clients_than_an_act_holds_get_numbers_without_a_gap() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        for n in 0..300 {
            let client = client_in(&mut act.conn, 1 + n % 2).await;
            service(&mut act.conn, client, "2026-01-05").await;
        }
        act.commit().await.unwrap();
        let outcome = run(&test).await;
        assert_eq!(outcome.error, None);
        assert_eq!(outcome.counters["invoice"], 300);
        assert_eq!(outcome.counters["mail"], 300);
        let mut found: Vec<u32> =
            numbers(&test).await.iter().map(|number| number.parse().unwrap()).collect();
        found.sort_unstable();
        assert_eq!(found, (1..=300).collect::<Vec<_>>());
        for (sql, expected) in [
            ("select count(*) from outbox where kind = 'InvoiceCreated'", 300),
            ("select count(distinct client_id) from invoices", 300),
            ("select count(*) from billed_periods", 300),
            // B3: each at the rate of its currency.
            (
                "select count(*) from invoices i join currencies y on y.id = i.currency_id
                    where i.exchange_rate = y.rate",
                300,
            ),
            ("select count(*) from activity where description like 'Created Invoice%'", 300),
            ("select count(*) from jobs where unique_key like 'mail.invoice_created:%'", 300),
        ] {
            assert_eq!(number(&test, sql).await, expected, "{sql}");
        }
        // Each event, line and mail is about the invoice of its own client.
        for sql in [
            "select count(*) from invoice_items l join invoices i on i.id = l.invoice_id
                join services s on s.id = l.rel_id
                where l.client_id = i.client_id and s.client_id = i.client_id",
            "select count(*) from outbox o join invoices i on i.client_id = o.client_id
                where o.payload like '%\"invoiceid\":' || i.id || ',%'",
            "select count(*) from emails e join invoices i on i.client_id = e.client_id
                where e.message like '%Invoice #' || i.number || '\nTotal%'",
        ] {
            assert_eq!(number(&test, sql).await, 300, "{sql}");
        }
        assert_eq!(run(&test).await.counters.get("invoice"), None, "B7: once");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b35_what_is_wrong_with_one_client_stops_no_other() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let mut clients = Vec::new();
        for _ in 0..5 {
            let client = client(&mut act.conn).await;
            let service = service(&mut act.conn, client, "2026-01-05").await;
            clients.push((client, service));
        }
        let sql = "insert into promotions (code, code_folded, type, value, recurring)
            values ('X', 'x', 'Percentage', 100000, 1) returning id";
        let promotion: i64 = act.conn.scalar(sql, args![]).await.unwrap();
        let sql = "update services set promotion_id = $2, promotion_count = -7 where id = $1";
        act.conn.exec(sql, args![clients[2].1, promotion]).await.unwrap();
        act.commit().await.unwrap();
        let outcome = run(&test).await;
        assert_eq!((outcome.counters["invoice"], outcome.counters["failed"]), (4, 1));
        assert!(outcome.error.unwrap().starts_with(&format!("{}:", clients[2].0)));
        assert_eq!(numbers(&test).await, ["1", "2", "3", "4"]);
        let sql = "select count(*) from activity where description like 'Created Invoice%'";
        assert_eq!(number(&test, sql).await, 4);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b10_invoices_of_one_client_share_its_credit() {
    for test in each().await.unwrap() {
        set(&test, "NoAutoApplyCredit", "").await;
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        let other = self::client(&mut act.conn).await;
        for owner in [client, client, client, other] {
            service(&mut act.conn, owner, "2026-01-05").await;
        }
        let sql = "update clients set separate_invoices = 1 where id = $1";
        act.conn.exec(sql, args![client]).await.unwrap();
        credit::add(&mut act, client, usd(1500), "Gift", 0).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(run(&test).await.counters["invoice"], 4);
        let mut conn = test.engine.read().await.unwrap();
        let sql = "select id from invoices where client_id = $1 order by id";
        let ids = conn.column(sql, args![client]).await.unwrap();
        drop(conn);
        let mut states = Vec::new();
        for id in ids {
            states.push(state(&test, id).await);
        }
        assert_eq!(
            states,
            [
                "Paid total 1000 credit 1000 paid 0",
                "Unpaid total 1000 credit 500 paid 0",
                "Unpaid total 1000 credit 0 paid 0",
            ]
        );
        assert_eq!(credit_of(&test, client).await, 0);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_of_many_invoices_say_what_their_template_asks_for() {
    for test in each().await.unwrap() {
        set(&test, "NoAutoApplyCredit", "").await;
        // What an invoice says by itself, and what has to be read for it.
        for more in ["", "\n{$invoice_html_contents}"] {
            let mut act = test.act().await.unwrap();
            let sql = "update email_templates set message = $1 where name = 'Invoice Created'";
            let message = format!("{{$invoice_num}} {{$invoice_total}} {{$invoice_balance}}{more}");
            act.conn.exec(sql, args![&message]).await.unwrap();
            let mut owners = Vec::new();
            for n in 0..20 {
                let owner = client(&mut act.conn).await;
                service(&mut act.conn, owner, "2026-01-05").await;
                if n % 4 == 0 {
                    credit::add(&mut act, owner, usd(300), "Gift", 0).await.unwrap();
                }
                owners.push(owner);
            }
            act.commit().await.unwrap();
            let counters = run(&test).await.counters;
            assert_eq!((counters["invoice"], counters["mail"]), (20, 20));
            let mut conn = test.engine.read().await.unwrap();
            for (n, owner) in owners.into_iter().enumerate() {
                let sql = "select i.number, e.message from invoices i
                    join emails e on e.client_id = i.client_id where i.client_id = $1";
                let (number, said): (String, String) = conn.one(sql, args![owner]).await.unwrap();
                let left = if n % 4 == 0 { "$7.00 USD" } else { "$10.00 USD" };
                let beginning = format!("{number} {left} {left}");
                assert!(said.starts_with(&beginning), "{said} instead of {beginning}");
                assert_eq!(said.contains(&format!("\nTotal: {left}")), !more.is_empty(), "{said}");
            }
            drop(conn);
            books_add_up(&test).await;
        }
    }
}
