//! `UpdateClientProduct` and `UpdateClientAddon`: partial, checked, written down.

use actions::testing::{TestActions, each};
use engine::jobs::run_until_idle;
use jiff::civil::{Date, date};
use model::hosting::service::ServiceStatus;
use protocol::wire::{Amount, List, WireDate};
use protocol::{GetClientsAddons, UpdateClientAddon, UpdateClientProduct};
use store::args;

use crate::billing::ask;
use crate::scenery::{Scenery, make, service, wire};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_given_stays_and_what_is_given_is_checked() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let id = scenery.service(&test, ServiceStatus::Active).await;
        let any = || UpdateClientProduct { serviceid: wire(id), ..UpdateClientProduct::default() };
        let text = |text: &str| Some(text.to_owned());
        let before = service(&test, id).await;
        let answer = test.call(any()).await.unwrap();
        assert_eq!(answer.serviceid.0, id.0);
        let same = service(&test, id).await;
        let unchanged = store::hosting::services::ServiceRow { updated_at: 0, ..same };
        assert_eq!(unchanged, before);
        let edit = UpdateClientProduct {
            domain: text("example.org"),
            notes: text("VIP"),
            recurringamount: Some(Amount::parse("12.5").unwrap()),
            nextduedate: Some(WireDate(Some(date(2026, 3, 1)))),
            paymentmethod: text("faketransfer"),
            diskusage: Some(10),
            status: text("Suspended"),
            suspendreason: text("Spam"),
            ..any()
        };
        test.call(edit).await.unwrap();
        let row = service(&test, id).await;
        assert_eq!((row.domain.as_str(), row.notes.as_str()), ("example.org", "VIP"));
        assert_eq!((row.recurring_minor, row.next_due_on), (1_250, Some(date(2026, 3, 1))));
        assert_eq!((row.gateway.as_str(), row.disk_usage), ("faketransfer", 10));
        assert_eq!(row.status, ServiceStatus::Suspended);
        assert!(!row.suspended_for_overdue, "a payment does not lift what staff did for spam");
        // In any case of the letters, and kept as the module is spelled.
        for (named, kept) in [("FAKECARD", "fakecard"), ("fakeTransfer", "faketransfer")] {
            let call = UpdateClientProduct { paymentmethod: text(named), ..any() };
            test.call(call).await.unwrap();
            assert_eq!(service(&test, id).await.gateway, kept, "{named}");
        }
        let unset = List::from(vec!["notes".to_owned(), "domain".to_owned()]);
        test.call(UpdateClientProduct { unset, ..any() }).await.unwrap();
        let row = service(&test, id).await;
        assert_eq!((row.domain.as_str(), row.notes.as_str()), ("", ""));
        let cases = [
            (UpdateClientProduct { serviceid: 99, ..any() }, "Service ID Not Found"),
            (UpdateClientProduct { pid: Some(99), ..any() }, "Product ID Not Found"),
            (UpdateClientProduct { serverid: Some(99), ..any() }, "Server ID Not Found"),
            (
                UpdateClientProduct { paymentmethod: text("cash"), ..any() },
                "Invalid Payment Method. Valid options include fakecard, faketransfer",
            ),
            (
                UpdateClientProduct { billingcycle: text("weekly"), ..any() },
                "Invalid Billing Cycle Requested",
            ),
            (
                UpdateClientProduct { status: text("Completed"), ..any() },
                "Suspended cannot become Completed",
            ),
        ];
        for (call, expected) in cases {
            assert_eq!(test.refused(call).await, expected);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recalculation_takes_the_price_of_the_catalogue() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let id = scenery.service(&test, ServiceStatus::Active).await;
        let any = || UpdateClientProduct { serviceid: wire(id), ..UpdateClientProduct::default() };
        let recalc = Some(true.into());
        let pid = Some(wire(scenery.large));
        test.call(UpdateClientProduct { pid, autorecalc: recalc, ..any() }).await.unwrap();
        assert_eq!(service(&test, id).await.recurring_minor, 2_000);
        let choice = protocol::ConfigChoice::Choice(wire(scenery.memory.1[1]));
        let configoptions = Some(protocol::wire::PhpSerialized(
            [(wire(scenery.memory.0), choice)].into_iter().collect(),
        ));
        test.call(UpdateClientProduct { configoptions, autorecalc: recalc, ..any() })
            .await
            .unwrap();
        assert_eq!(service(&test, id).await.recurring_minor, 2_500);
        let yearly = Some("annually".to_owned());
        let refused = UpdateClientProduct { billingcycle: yearly, autorecalc: recalc, ..any() };
        assert_eq!(test.refused(refused).await, "Invalid Billing Cycle Requested");
        // Twelve and a half percent off the product and its options.
        join_group(&test, &scenery).await;
        test.call(UpdateClientProduct { autorecalc: recalc, ..any() }).await.unwrap();
        assert_eq!(service(&test, id).await.recurring_minor, 2_187);
    }
}

/// The reference has had the name in both spellings.
#[tokio::test(flavor = "multi_thread")]
async fn the_day_of_the_end_is_read_by_its_older_name_too() {
    for test in each().await.unwrap() {
        let id = make(&test).await.service(&test, ServiceStatus::Active).await;
        for (name, day) in [("terminationDate", 5), ("terminationdate", 6)] {
            let form = format!("serviceid={id}&{name}=2026-05-0{day}");
            ask(&test, "UpdateClientProduct", &form).await;
            assert_eq!(service(&test, id).await.terminated_on, Some(date(2026, 5, day)), "{name}");
        }
    }
}

/// The form of the vendor's reference for this action, sent for a dropdown too: how many times
/// never says which choice.
#[tokio::test(flavor = "multi_thread")]
async fn a_choice_that_is_sent_with_a_quantity_is_that_choice() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let id = scenery.service(&test, ServiceStatus::Active).await;
        let (option, choices) = (scenery.memory.0, &scenery.memory.1);
        let form = format!(
            "serviceid={id}&autorecalc=1&pid={pid}&configoptions[{option}][optionid]={choice}\
             &configoptions[{option}][qty]={first}",
            pid = scenery.large,
            choice = choices[1],
            first = choices[0],
        );
        ask(&test, "UpdateClientProduct", &form).await;
        assert_eq!(service(&test, id).await.recurring_minor, 2_500);
    }
}

async fn join_group(test: &TestActions, scenery: &Scenery) {
    let mut act = test.engine.act().await.unwrap();
    let sql = "insert into client_groups (name, discount_percent) values ('VIP', 125000)
        returning id";
    let group: i64 = act.conn.scalar(sql, args![]).await.unwrap();
    let sql = "update clients set group_id = $2 where id = $1";
    act.conn.exec(sql, args![scenery.client, group]).await.unwrap();
    act.commit().await.unwrap();
}

/// The periods of the one service that are invoiced.
async fn invoiced(test: &TestActions) -> Vec<(Date, Date)> {
    let mut c = test.engine.engine.read().await.unwrap();
    let sql = "select period_from, period_to from billed_periods order by period_from";
    c.all(sql, args![]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn b7_a_due_date_that_is_moved_back_is_invoiced_from_then_on() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let id = scenery.service(&test, ServiceStatus::Active).await;
        test.engine.clock.advance_days(20);
        ask(&test, "GenInvoices", "").await;
        let (first, last) = (date(2026, 2, 1), date(2026, 3, 1));
        assert_eq!(invoiced(&test).await, [(first, last)]);
        let moved = |day| UpdateClientProduct {
            serviceid: wire(id),
            nextduedate: Some(WireDate(Some(day))),
            ..UpdateClientProduct::default()
        };
        assert_eq!(
            test.refused(moved(date(2026, 1, 25))).await,
            "It is invoiced up to 2026-03-01, and an invoice is open: have that paid or cancel it \
             first"
        );
        ask(&test, "AddInvoicePayment", "invoiceid=1&transid=T1&gateway=fakecard").await;
        run_until_idle(&test.engine.engine).await.unwrap();
        assert_eq!(service(&test, id).await.next_due_on, Some(last));
        let due = date(2026, 2, 2);
        test.call(moved(due)).await.unwrap();
        ask(&test, "GenInvoices", "").await;
        assert_eq!(invoiced(&test).await, [(first, due), (due, date(2026, 3, 2))]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_addon_is_edited() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let service = scenery.service(&test, ServiceStatus::Active).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "insert into service_addons (client_id, service_id, name, anchor_on,
                registered_on, recurring_minor, cycle, next_due_on, status, created_at, updated_at)
            values ($1, $2, 'Backups', '2026-01-01', '2026-01-01', 500, 'Monthly', '2026-02-01',
                'Active', 0, 0)";
        act.conn.exec(sql, args![scenery.client, service]).await.unwrap();
        act.commit().await.unwrap();
        let any = |id| UpdateClientAddon { id, ..UpdateClientAddon::default() };
        assert_eq!(test.refused(any(99)).await, "Addon ID Not Found");
        assert_eq!(test.refused(any(1)).await, "Nothing to Update");
        let edit = UpdateClientAddon {
            name: Some("Daily backups".to_owned()),
            status: Some("Terminated".to_owned()),
            paymentmethod: Some("faketransfer".to_owned()),
            ..any(1)
        };
        assert_eq!(test.call(edit).await.unwrap().id.0, 1);
        let odd = UpdateClientAddon { paymentmethod: Some("shells".to_owned()), ..any(1) };
        assert!(test.refused(odd).await.starts_with("Invalid Payment Method"));
        for (id, found) in [(None, 1), (Some(1), 1), (Some(2), 0)] {
            let call = GetClientsAddons { id, ..GetClientsAddons::default() };
            let list = test.call(call).await.unwrap();
            assert_eq!(list.addons.addon.len(), found, "{id:?}");
            assert_eq!(list.totalresults.to_string(), found.to_string());
        }
        let list = test.call(GetClientsAddons::default()).await.unwrap();
        let row = &list.addons.addon[0];
        assert_eq!((&*row.name, &*row.status), ("Daily backups", "Terminated"));
        assert_eq!((row.recurring.as_str(), &*row.paymentmethod), ("5.00", "faketransfer"));
    }
}
