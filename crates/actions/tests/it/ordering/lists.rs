//! `GetOrders`, `GetOrderStatuses` and the moves of orders.

use actions::testing::{TestActions, each};
use protocol::{AcceptOrder, CancelOrder, DeleteOrder, FraudOrder, OrderFraudCheck, PendingOrder};
use serde_json::json;
use store::args;

use super::scene;
use crate::wire::{answer, refusal};

async fn order(test: &TestActions, client: &str) {
    let form = [("clientid", client), ("paymentmethod", "mailin"), ("pid", "1")];
    answer(test, "AddOrder", &form).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_are_paged_filtered_and_counted() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        for client in ["1", "1", "3"] {
            order(&test, client).await;
        }
        answer(&test, "CancelOrder", &[("orderid", "2")]).await;
        let first = answer(&test, "GetOrders", &[("id", "1")]).await;
        let quoted = first["orders"]["order"][0]["ordernum"].to_string();
        let quoted = quoted.as_str();
        for (filter, total, ids) in [
            (vec![], 3, vec![3, 2, 1]),
            (vec![("limitnum", "2")], 3, vec![3, 2]),
            (vec![("limitstart", "2"), ("limitnum", "2")], 3, vec![1]),
            (vec![("limitstart", "9")], 3, vec![]),
            (vec![("userid", "1")], 2, vec![2, 1]),
            (vec![("id", "3")], 1, vec![3]),
            (vec![("status", "Cancelled")], 1, vec![2]),
            (vec![("status", "Pending"), ("userid", "1")], 1, vec![1]),
            (vec![("requestor_id", "5")], 0, vec![]),
            (vec![("id", "3"), ("userid", "1")], 0, vec![]),
            (vec![("limitnum", "0")], 3, vec![3, 2, 1]),
            (vec![("limitnum", "10000")], 3, vec![3, 2, 1]),
            (vec![("status", " cancelled")], 1, vec![2]),
            (vec![("status", "nonsense")], 0, vec![]),
            (vec![("id", "2"), ("anynumber", "1")], 1, vec![2]),
            (vec![("id", quoted), ("anynumber", "1")], 1, vec![1]),
            (vec![("id", quoted)], 0, vec![]),
            (vec![("orderby", "id")], 3, vec![1, 2, 3]),
            (vec![("orderby", " ID"), ("order", "DESC")], 3, vec![3, 2, 1]),
            // What was said to another action is none of this one's business.
            (vec![("orderby", "duedate"), ("order", "asc")], 3, vec![3, 2, 1]),
            (vec![("order", "asc")], 3, vec![3, 2, 1]),
        ] {
            let found = answer(&test, "GetOrders", &filter).await;
            let rows = found["orders"]["order"].as_array().unwrap();
            let found_ids: Vec<i64> = rows.iter().map(|row| row["id"].as_i64().unwrap()).collect();
            assert_eq!(found_ids, ids, "{filter:?}");
            assert_eq!(found["totalresults"], total, "{filter:?}");
            assert_eq!(found["numreturned"], ids.len(), "{filter:?}");
        }
        let counts = answer(&test, "GetOrderStatuses", &[]).await;
        let expected = json!([
            { "title": "Pending", "count": 2 }, { "title": "Active", "count": 0 },
            { "title": "Fraud", "count": 0 }, { "title": "Cancelled", "count": 1 },
        ]);
        assert_eq!(counts["statuses"]["status"], expected);
        assert_eq!(counts["totalresults"], 4);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn statuses_of_the_house_count_as_what_they_say() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        for client in ["1", "1", "3"] {
            order(&test, client).await;
        }
        for form in [
            [("title", "Building"), ("showpending", "1")],
            [("title", "Handed over"), ("showactive", "1")],
        ] {
            answer(&test, "AddOrderStatus", &form).await;
        }
        let put = |id, title| [("orderid", id), ("status", title)];
        answer(&test, "SetOrderStatus", &put("1", "Building")).await;
        answer(&test, "SetOrderStatus", &put("2", "Handed over")).await;
        for (id, title, said) in [
            ("1", "Nothing", "There is no such status of orders"),
            ("1", "Active", "An order becomes Active by what is done with it"),
            ("9", "Building", "Order ID Not Found"),
        ] {
            assert_eq!(refusal(&test, "SetOrderStatus", &put(id, title)).await, said);
        }
        for (status, ids) in [
            ("Pending", vec![3, 1]),
            ("Active", vec![2]),
            ("Cancelled", vec![]),
            ("Building", vec![1]),
            ("pending", vec![3, 1]),
            ("BUILDING", vec![1]),
            ("Handed over", vec![2]),
        ] {
            let found = answer(&test, "GetOrders", &[("status", status)]).await;
            let rows = found["orders"]["order"].as_array().cloned().unwrap_or_default();
            let found_ids: Vec<i64> = rows.iter().map(|row| row["id"].as_i64().unwrap()).collect();
            assert_eq!(found_ids, ids, "{status}");
            assert_eq!(found["totalresults"], ids.len(), "{status}");
        }
        let stats = answer(&test, "GetStats", &[]).await;
        let figures = ["orders_pending", "orders_today_pending", "orders_today_active"];
        assert_eq!(figures.map(|name| stats[name].as_i64().unwrap()), [2, 2, 1]);
        let counts = answer(&test, "GetOrderStatuses", &[]).await;
        assert_eq!(counts["statuses"]["status"][4], json!({ "title": "Building", "count": 1 }));
        // What it is stays, and decides what can be done with it.
        let row = &answer(&test, "GetOrders", &[("id", "1")]).await["orders"]["order"][0];
        assert_eq!((&row["status"], &row["state"]), (&json!("Building"), &json!("Pending")));
        let row = &answer(&test, "GetOrders", &[("id", "3")]).await["orders"]["order"][0];
        assert_eq!((&row["status"], &row["state"]), (&json!("Pending"), &json!(null)));
        answer(&test, "CancelOrder", &[("orderid", "1")]).await;
        answer(&test, "SetOrderStatus", &put("2", "Pending")).await;
        let pending = answer(&test, "GetOrders", &[("status", "Pending")]).await;
        assert_eq!(pending["totalresults"], 2);
        // Nothing stands under it any more.
        answer(&test, "DeleteOrderStatus", &[("statusid", "2")]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_order_has_its_services_created_by_their_module() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        server(&test).await;
        order(&test, "1").await;
        // The module fails: its words are told, and the order stays pending.
        test.engine.world.faults.down("fakepanel");
        let form = [("orderid", "1"), ("autosetup", "true"), ("serviceusername", "jane")];
        let said = refusal(&test, "AcceptOrder", &form).await;
        assert!(said.contains("fakepanel"), "{said}");
        assert_eq!(status(&test).await, "Pending Pending jane");
        test.engine.world.faults.up("fakepanel");
        answer(&test, "AcceptOrder", &form).await;
        assert_eq!(status(&test).await, "Active Active jane");
        let again = refusal(&test, "AcceptOrder", &form).await;
        assert_eq!(again, "Order ID not found or Status not Pending");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_set_up_accepting_only_activates() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        order(&test, "1").await;
        answer(&test, "AcceptOrder", &[("orderid", "1"), ("autosetup", "false")]).await;
        assert_eq!(status(&test).await, "Active Active ");
    }
}

async fn status(test: &TestActions) -> String {
    let sql = "select o.status || ' ' || s.status || ' ' || s.username
        from orders o join services s on s.order_id = o.id";
    test.engine.engine.read().await.unwrap().scalar(sql, args![]).await.unwrap()
}

async fn server(test: &TestActions) {
    let mut act = test.engine.act().await.unwrap();
    let sql = "insert into servers (name, module, hostname) values ('s1', 'fakepanel', 's1.x.org')";
    act.conn.exec(sql, args![]).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_that_are_not_there_are_not_found() {
    for test in each().await.unwrap() {
        let not_pending = "Order ID not found or Status not Pending";
        assert_eq!(
            test.refused(AcceptOrder { orderid: 9, ..Default::default() }).await,
            not_pending
        );
        assert_eq!(
            test.refused(CancelOrder { orderid: 9, ..Default::default() }).await,
            not_pending
        );
        assert_eq!(test.refused(DeleteOrder { orderid: 9 }).await, "Order ID not found");
        let not_found = "Order ID Not Found";
        assert_eq!(test.refused(FraudOrder { orderid: 9, ..Default::default() }).await, not_found);
        assert_eq!(test.refused(PendingOrder { orderid: 9 }).await, not_found);
        let check = OrderFraudCheck { orderid: 9, ipaddress: None };
        assert_eq!(test.refused(check).await, not_found);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_judged_by_the_fraud_module() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        order(&test, "1").await;
        let form = [("orderid", "1"), ("ipaddress", "198.51.100.7")];
        let said = answer(&test, "OrderFraudCheck", &form).await;
        assert_eq!((&said["status"], &said["module"]), (&json!("Pass"), &json!("fakefraud")));
        let seen = test.engine.world.fraud.seen();
        assert_eq!(seen[0].ip.unwrap().to_string(), "198.51.100.7");
        assert_eq!(seen[0].total.minor, 1_000);
        let orders = answer(&test, "GetOrders", &[]).await;
        assert_eq!(orders["orders"]["order"][0]["fraudmodule"], "fakefraud");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subscription_that_nobody_can_end_is_told() {
    for test in each().await.unwrap() {
        scene::open(&test).await;
        order(&test, "1").await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "update services set subscription_id = 'sub_1'";
        act.conn.exec(sql, args![]).await.unwrap();
        act.commit().await.unwrap();
        let form = [("orderid", "1"), ("cancelsub", "true")];
        let said = refusal(&test, "CancelOrder", &form).await;
        assert_eq!(
            said,
            "Subscription Cancellation Failed - Please check the gateway log for further \
             information"
        );
        assert_eq!(status(&test).await, "Pending Pending ", "and nothing was cancelled");
        answer(&test, "CancelOrder", &[("orderid", "1")]).await;
        assert_eq!(status(&test).await, "Cancelled Cancelled ");
    }
}
