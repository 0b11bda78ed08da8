//! A forecast is what then happens, and outages lose nothing (B36, B35).

use engine::automation::{Forecast, Wanted, find, forecast, run_now, tick};
use engine::billing::pay_methods::{self, SentCard};
use engine::jobs;
use engine::testing::{TestEngine, each, one};
use model::billing::invoice::PayMethodType;
use model::dates::add_days;
use model::ids::ClientId;
use store::args;

use super::company::{difference, plain};
use crate::house::{self, books_add_up, client, service, set};

/// A client that pays by card, one that never pays, one with credit for two months.
async fn company(test: &TestEngine) -> Vec<ClientId> {
    let mut act = test.act().await.unwrap();
    act.conn
        .exec("insert into gateways (module, name) values ('fakecard', 'Card')", args![])
        .await
        .unwrap();
    let mut clients = Vec::new();
    for (gateway, credit) in [("fakecard", 0), ("banktransfer", 0), ("banktransfer", 2_000)] {
        let client = client(&mut act.conn).await;
        let sql = "update clients set default_gateway = $2 where id = $1";
        act.conn.exec(sql, args![client, gateway]).await.unwrap();
        if credit > 0 {
            engine::billing::credit::add(&mut act, client, house::usd(credit), "Credit", 0)
                .await
                .unwrap();
        }
        for anchor in ["2026-01-05", "2026-01-31"] {
            service(&mut act.conn, client, anchor).await;
        }
        clients.push(client);
    }
    act.commit().await.unwrap();
    card(test, clients[0]).await;
    for (key, value) in
        [("AutoTermination", "on"), ("InvoiceLateFeeAmount", "10"), ("AddLateFeeDays", "9")]
    {
        set(test, key, value).await;
    }
    clients
}

/// Stores a card that is good until April.
pub(crate) async fn card(test: &TestEngine, client: ClientId) {
    let cx = test.engine.cx(test.caller());
    let sent = SentCard { number: "4242424242424242", expiry: "0426" };
    let kind = PayMethodType::RemoteCreditCard;
    let row = pay_methods::keep_card(&cx, client, kind, Some("fakecard"), sent).await.unwrap();
    let mut act = test.act().await.unwrap();
    pay_methods::add(&mut act, &row, true).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn b36_the_forecast_of_a_year_is_what_then_happens() {
    for (test, days) in each().await.unwrap().into_iter().zip([364, 90]) {
        let clients = company(&test).await;
        let who = |id: Option<i64>| clients.iter().position(|client| Some(client.0) == id);
        let (from, until) = (house::day("2026-01-01"), house::day("2026-01-01"));
        let until = add_days(until, days).unwrap();
        let asked =
            Forecast { tasks: Vec::new(), from, until, client: None, charges_succeed: true };
        let ran = forecast(&test.engine, &asked).await.unwrap();
        let mut expected: Vec<String> = Vec::new();
        for item in ran.iter().flat_map(|ran| &ran.outcome.items) {
            let counts = matches!(
                item.what,
                "mail"
                    | "invoice"
                    | "late fee"
                    | "suspend"
                    | "terminate"
                    | "charge"
                    | "client status"
            );
            if item.skipped.is_none() && counts {
                let text = if item.what == "mail" {
                    plain(item.text.split(" to ").next().unwrap_or_default())
                } else {
                    format!("{:?}", item.amount)
                };
                let what = item.what;
                let client = who(item.client.map(|client| client.0));
                expected.push(format!("{} {what} {client:?} {text}", item.on));
            }
        }
        let mut found = Vec::new();
        let mut on = from;
        while on <= until {
            test.clock.set(format!("{on}T09:00:00Z").parse().unwrap());
            let ran = tick(&test.engine, "node").await.unwrap();
            for item in ran.iter().flat_map(|ran| &ran.outcome.items) {
                let counts = matches!(
                    item.what,
                    "invoice" | "late fee" | "suspend" | "terminate" | "charge" | "client status"
                );
                if item.skipped.is_none() && counts {
                    let client = who(item.client.map(|client| client.0));
                    found.push(format!("{on} {} {client:?} {:?}", item.what, item.amount));
                }
            }
            jobs::run_until_idle(&test.engine).await.unwrap();
            on = on.tomorrow().unwrap();
        }
        let mut c = test.engine.read().await.unwrap();
        let sql = "select created_at, client_id, subject from emails";
        let mails: Vec<(i64, i64, String)> = c.all(sql, args![]).await.unwrap();
        for (at, client, subject) in mails {
            let on = jiff::Timestamp::from_second(at).unwrap();
            let on = jiff::tz::TimeZone::UTC.to_datetime(on).date();
            let subject = plain(&subject);
            found.push(format!("{on} mail {:?} {subject}", who(Some(client))));
        }
        assert!(expected.len() > 50, "{}", expected.len());
        let difference = difference(&expected, &found);
        assert_eq!(difference, Vec::<String>::new(), "{:?}", test.engine);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b35_an_outage_of_up_to_forty_days_loses_no_period() {
    let tasks = vec![find("CreateInvoices").unwrap()];
    for outage in 1..=40 {
        let test = one().await.unwrap();
        set(&test, "ContinuousInvoiceGeneration", "on").await;
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        for anchor in ["2026-01-05", "2026-01-31"] {
            service(&mut act.conn, client, anchor).await;
        }
        act.commit().await.unwrap();
        let cx = test.engine.cx(test.caller());
        let last = add_days(house::day("2026-01-20"), outage).unwrap();
        let after = (0..5).filter_map(|days| add_days(last, days));
        for on in std::iter::once(house::day("2026-01-20")).chain(after) {
            test.clock.set(format!("{on}T09:00:00Z").parse().unwrap());
            let wanted = Wanted { tasks: tasks.clone(), ..Wanted::default() };
            run_now(&cx, &wanted).await.unwrap();
        }
        let mut c = test.engine.read().await.unwrap();
        let sql = "select a.item_id from billed_periods a where not exists (
                select 1 from billed_periods b where b.item_id = a.item_id
                    and b.period_from = a.period_to)
            group by a.item_id having count(*) > 1";
        let gaps: Vec<i64> = c.column(sql, args![]).await.unwrap();
        assert!(gaps.is_empty(), "an outage of {outage} days left a gap");
        let reach = add_days(last, 4 + 14).unwrap().to_string();
        let sql = "select count(*) from (select item_id, max(period_to) as reach
            from billed_periods group by item_id) r where r.reach <= $1";
        let behind: i64 = c.scalar(sql, args![reach]).await.unwrap();
        assert_eq!(behind, 0, "an outage of {outage} days is not caught up");
        books_add_up(&test).await;
    }
}
