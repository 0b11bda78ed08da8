//! The dashboard, and who is there.

use actions::testing::{TestActions, each};
use engine::{Actor, Allowed, Caller, Door};
use model::ids::StaffId;
use protocol::{GetAdminUsers, GetStaffOnline, GetStats};
use store::args;
use store::billing::transaction_days;

use crate::scenery::make;

/// Two payments (one in euros, one of the year before) and two orders.
async fn trade(test: &TestActions) {
    let now = test.engine.engine.now().as_second();
    let mut act = test.engine.act().await.unwrap();
    let payment = "insert into transactions (currency_id, at, amount_in_minor, fees_minor)
        values ($1, $2, $3, $4)";
    for (currency, at, minor, fee) in
        [(1_i64, now, 1_000_i64, 50_i64), (2, now, 920, 0), (1, 0, 100, 0)]
    {
        act.conn.exec(payment, args![currency, at, minor, fee]).await.unwrap();
    }
    transaction_days::recount(&mut act.conn).await.unwrap();
    let order = "insert into orders (number, client_id, at, status, currency_id, amount_minor,
            gateway) values ($1, 1, $2, $3, 1, 0, '')";
    for (number, at, status) in [(1_i64, now, "Active"), (2, now - 86_400, "Pending")] {
        act.conn.exec(order, args![number, at, status]).await.unwrap();
    }
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_counted_in_the_default_currency() {
    for test in each().await.unwrap() {
        make(&test).await;
        trade(&test).await;
        let stats = test.call(GetStats { timeline_days: Some(7) }).await.unwrap();
        assert_eq!(&*stats.income_today, "$19.50 USD");
        assert_eq!(&*stats.income_alltime, "$20.50 USD");
        assert_eq!((stats.orders_today_active.0, stats.orders_today_total.0), (1, 1));
        assert_eq!((stats.orders_yesterday_pending.0, stats.orders_pending.0), (1, 1));
        assert_eq!((stats.orders_thismonth_total.0, stats.orders_thisyear_total.0), (1, 1));
        let lines = stats.timeline_data.unwrap();
        assert_eq!(lines.new_orders.0.len(), 7);
        assert_eq!(lines.new_orders.0[0], ("2026-01-01".to_owned(), 1_i64.into()));
        assert_eq!(lines.new_orders.0[1], ("2025-12-31".to_owned(), 1_i64.into()));
        assert_eq!(lines.accepted_orders.0[1].1.0, 0);
        assert_eq!(lines.income.0[0].1.as_str(), "19.50");
        assert_eq!(lines.expenditure.0[6].1.as_str(), "0.00");
        let refused = test.refused(GetStats { timeline_days: Some(91) }).await;
        assert_eq!(refused, "timeline_days can be at most 90");
        assert!(test.call(GetStats::default()).await.unwrap().timeline_data.is_none());
    }
}

/// WHMCS has a permission of its own for it; here whoever reads payments or reports is told.
#[tokio::test(flavor = "multi_thread")]
async fn the_income_is_told_to_some_only() {
    for test in each().await.unwrap() {
        make(&test).await;
        trade(&test).await;
        for (names, told) in [
            (&["GetStats"][..], false),
            (&["GetStats", "GetTransactions"], true),
            (&["getstats", "getreport"], true),
            (&["*"], true),
        ] {
            let allowed = Allowed::from_names(names.iter().copied());
            let actor = Actor::Staff { id: StaffId(1), name: "sam".to_owned(), allowed };
            let sam = Caller { actor, ..Caller::system(Door::Page) };
            let call = GetStats { timeline_days: Some(7) };
            let stats = test.call_as(&sam, call).await.unwrap();
            let lines = stats.timeline_data.unwrap();
            assert_eq!((stats.orders_pending.0, lines.new_orders.0.len()), (1, 7), "{names:?}");
            let days = if told { 7 } else { 0 };
            assert_eq!((lines.income.0.len(), lines.expenditure.0.len()), (days, days));
            for text in [
                &stats.income_today,
                &stats.income_thismonth,
                &stats.income_thisyear,
                &stats.income_alltime,
            ] {
                assert_eq!(!text.is_empty(), told, "{names:?}: {text:?}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_is_listed_and_online_for_a_while() {
    for test in each().await.unwrap() {
        let now = test.engine.engine.now().as_second();
        let mut act = test.engine.act().await.unwrap();
        let role = "insert into roles (kind, name, actions) values ('staff', 'All', '[\"*\"]')";
        act.conn.exec(role, args![]).await.unwrap();
        let member = "insert into staff (uuid, username, username_folded, email, email_folded,
                first_name, last_name, password_hash, role_id, disabled, created_at)
            values ($1, $1, $1, $2, $2, 'A', 'B', '!', 1, $3, 0) returning id";
        for (name, disabled) in [("ann", false), ("bob", true)] {
            let email = format!("{name}@example.com");
            let id = act.conn.scalar(member, args![name, email, disabled]).await.unwrap();
            store::system::staff_online::seen(&mut act.conn, id, now, "192.0.2.1").await.unwrap();
        }
        act.commit().await.unwrap();
        let list = async |call: GetAdminUsers| test.call(call).await.unwrap().count.0;
        let any = GetAdminUsers::default;
        assert_eq!(list(any()).await, 1);
        assert_eq!(list(GetAdminUsers { include_disabled: true.into(), ..any() }).await, 2);
        assert_eq!(list(GetAdminUsers { roleid: Some(9), ..any() }).await, 0);
        assert_eq!(list(GetAdminUsers { email: Some("ANN@".to_owned()), ..any() }).await, 1);
        let online = test.call(GetStaffOnline {}).await.unwrap();
        assert_eq!(online.totalresults.0, 1);
        assert_eq!(&*online.staffonline.staff[0].ipaddress, "192.0.2.1");
        test.engine.clock.advance_days(1);
        assert_eq!(test.call(GetStaffOnline {}).await.unwrap().totalresults.0, 0);
    }
}
