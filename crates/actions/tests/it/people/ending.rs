//! `CloseClient` and `DeleteClient`: what the law keeps stays, the person goes.

use actions::testing::{TestActions, each};
use serde_json::json;

use super::stage::{call, client, run, scalar, user};

/// A client with an unpaid and a paid invoice, a service that waits and one that runs.
async fn busy(test: &TestActions) {
    client(test, "jane@example.com").await;
    run(
        test,
        "insert into invoices (number, client_id, currency_id, status, issued_on, due_on,
            subtotal_minor, total_minor, paid_minor, parties, created_at, updated_at) values
            ('1', 1, 1, 'Paid', '2025-12-01', '2025-12-15', 700, 700, 700, '{\"to\":\"Jane Doe\"}',
            0, 0);
        insert into product_groups (name, slug) values ('Hosting', 'hosting');
        insert into products (group_id, type, name, slug, pay_type, created_at, updated_at)
            values (1, 'hostingaccount', 'S', 's', 'recurring', 0, 0);
        insert into services (client_id, product_id, anchor_on, registered_on,
            first_payment_minor, recurring_minor, cycle, next_due_on, status, provisioned_at,
            created_at, updated_at) values
            (1, 1, '2025-12-01', '2025-12-01', 1, 1, 'Monthly', '2026-01-01', 'Pending', null, 0,
            0),
            (1, 1, '2025-12-01', '2025-12-01', 1, 1, 'Monthly', '2026-01-01', 'Active', 5, 0, 0);",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_leaves_accounts_at_providers_alone_unless_asked() {
    for test in each().await.unwrap() {
        busy(&test).await;
        call(&test, "CloseClient", "clientid=1").await.unwrap();
        let sql = "select status || ' ' || coalesce(terminated_on, '') from services where id = ";
        assert_eq!(scalar::<String>(&test, &format!("{sql}1")).await, "Cancelled ");
        assert_eq!(scalar::<String>(&test, &format!("{sql}2")).await, "Terminated 2026-01-01");
        let sql = "select count(*) from jobs where kind = 'service.terminate'";
        assert_eq!(scalar::<i64>(&test, sql).await, 0);
        let sql = "select count(*) from activity where description like '%left as it is'";
        assert_eq!(scalar::<i64>(&test, sql).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_ends_what_runs_if_asked() {
    for test in each().await.unwrap() {
        busy(&test).await;
        let said = Err("Client ID Not Found".to_owned());
        assert_eq!(call(&test, "CloseClient", "clientid=9").await, said);
        let answer = call(&test, "CloseClient", "clientid=1&terminateservices=true").await.unwrap();
        assert_eq!(answer, json!({"result": "success", "clientid": "1"}));
        let sql = "select status from clients where id = 1";
        assert_eq!(scalar::<String>(&test, sql).await, "Closed");
        let sql = "select status from services where id = 1";
        assert_eq!(scalar::<String>(&test, sql).await, "Cancelled");
        let sql = "select payload from jobs where kind = 'service.terminate'";
        assert_eq!(scalar::<String>(&test, sql).await, r#"{"service":2}"#);
        let sql = "select status from invoices where id = 1";
        assert_eq!(scalar::<String>(&test, sql).await, "Paid");
        call(&test, "CloseClient", "clientid=1").await.unwrap();
        assert_eq!(
            scalar::<i64>(&test, "select count(*) from outbox where kind = 'ClientClosed'").await,
            1
        );
    }
}

/// Put back to pending when its account had been made.
#[tokio::test(flavor = "multi_thread")]
async fn closing_ends_an_account_whose_service_is_pending_again() {
    for test in each().await.unwrap() {
        busy(&test).await;
        run(&test, "update services set provisioned_at = 5 where id = 1").await;
        call(&test, "CloseClient", "clientid=1&terminateservices=true").await.unwrap();
        let sql = "select status from services where id = 1";
        assert_eq!(scalar::<String>(&test, sql).await, "Cancelled");
        let sql = "select count(*) from jobs where kind = 'service.terminate'";
        assert_eq!(scalar::<i64>(&test, sql).await, 2);
    }
}

/// A pending order of a service and a name, and a name whose registrar was asked already.
async fn ordered(test: &TestActions) {
    busy(test).await;
    run(
        test,
        "insert into orders (number, client_id, at, status, currency_id, amount_minor, gateway)
            values (77, 1, 0, 'Pending', 1, 1, '');
        update services set order_id = 1 where id = 1;
        update services set status = 'Terminated' where id = 2;
        insert into domains (order_id, client_id, type, name, anchor_on, registered_on,
            recurring_minor, first_payment_minor, status, created_at, updated_at) values
            (1, 1, 'Register', 'waits.com', '2025-12-01', '2025-12-01', 1, 1, 'Pending', 0, 0),
            (null, 1, 'Transfer', 'asked.com', '2025-12-01', '2025-12-01', 1, 1,
            'Pending Transfer', 0, 0);
        insert into domains (client_id, type, name, anchor_on, registered_on, next_due_on,
            recurring_minor, first_payment_minor, status, created_at, updated_at) values
            (1, 'Register', 'late.com', '2024-12-20', '2024-12-20', '2025-12-20', 900, 900,
            'Grace', 0, 0);",
    )
    .await;
}

async fn nothing_waits(test: &TestActions) {
    for table in ["orders", "services", "domains"] {
        let sql = format!("select status from {table} where id = 1");
        assert_eq!(scalar::<String>(test, &sql).await, "Cancelled", "{table}");
    }
    let accepted = call(test, "AcceptOrder", "orderid=1").await;
    assert_eq!(accepted, Err("Order ID not found or Status not Pending".to_owned()));
    call(test, "GenInvoices", "").await.unwrap();
    let sql = "select count(*) from invoices where status <> 'Paid'";
    assert_eq!(scalar::<i64>(test, sql).await, 0, "nothing is renewed or billed any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_ends_with_an_account_that_is_closed() {
    for test in each().await.unwrap() {
        ordered(&test).await;
        let work = "clientid=1&description=Work&amount=5&unit=hours&quantity=1";
        for action in ["nextcron", "nextinvoice"] {
            let work = format!("{work}&invoiceaction={action}");
            call(&test, "AddBillableItem", &work).await.unwrap();
        }
        call(&test, "CloseClient", "clientid=1").await.unwrap();
        nothing_waits(&test).await;
        let sql = "select status from domains where id = 2";
        assert_eq!(scalar::<String>(&test, sql).await, "Pending Transfer");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_ends_with_a_client_who_is_deleted() {
    for test in each().await.unwrap() {
        ordered(&test).await;
        for status in ["Pending Transfer", "Pending Registration", "Active"] {
            run(&test, &format!("update domains set status = '{status}' where id = 2")).await;
            let said = call(&test, "DeleteClient", "clientid=1").await.unwrap_err();
            assert!(said.contains("0 active services and 1 active domains"), "{status}: {said}");
        }
        run(&test, "update domains set status = 'Transferred Away' where id = 2").await;
        call(&test, "DeleteClient", "clientid=1").await.unwrap();
        // As it was left by a Hostler that did not see to it.
        run(&test, "update domains set do_not_renew = 0").await;
        nothing_waits(&test).await;
        let invoice = "userid=1&itemdescription1=Work&itemamount1=5";
        let said = call(&test, "CreateInvoice", invoice).await;
        assert_eq!(said, Err("Client ID Not Found".to_owned()));
        run(&test, "update orders set status = 'Pending'").await;
        let said = call(&test, "AcceptOrder", "orderid=1").await;
        assert_eq!(said, Err("The client of this order was deleted: cancel it".to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_erases_the_person_and_keeps_issued_invoices() {
    for test in each().await.unwrap() {
        busy(&test).await;
        user(&test, "una@example.com").await;
        call(&test, "AddContact", "clientid=1&email=con@example.com").await.unwrap();
        call(&test, "UpdateClient", "clientid=1&city=Janesville").await.unwrap();
        assert_eq!(
            call(&test, "DeleteClient", "clientid=1").await,
            Err("Client Delete Failed: 1 active services and 0 active domains must be ended first"
                .to_owned())
        );
        run(&test, "update services set status = 'Terminated'").await;
        let answer = call(&test, "DeleteClient", "clientid=1&deleteusers=1").await.unwrap();
        assert_eq!(answer, json!({"result": "success", "clientid": "1"}));
        let parties: String =
            scalar(&test, "select parties from invoices where number = '1'").await;
        assert_eq!(parties, r#"{"to":"Jane Doe"}"#);
        for table in ["contacts", "user_clients", "people_words where kind = 'client'"] {
            let sql = format!("select count(*) from {table}");
            assert_eq!(scalar::<i64>(&test, &sql).await, 0, "{table}");
        }
        assert_eq!(scalar::<String>(&test, "select email from users").await, "una@example.com");
        for sql in [
            "select first_name || last_name || email || city || search_folded from clients",
            "select changes from audit where entity_id = 1 order by id",
        ] {
            let text: String = scalar(&test, sql).await;
            assert!(!text.contains("Jane"), "{text}");
        }
        let sql = "select count(*) from activity where description <> '(erased)' and client_id = 1";
        assert_eq!(scalar::<i64>(&test, sql).await, 1, "only the line of the deletion tells");
        let gone = Err("Client ID Not Found".to_owned());
        for action in ["DeleteClient", "CloseClient", "UpdateClient"] {
            assert_eq!(call(&test, action, "clientid=1").await, gone, "{action}");
        }
        let found = call(&test, "GetClients", "").await.unwrap();
        assert_eq!(found["totalresults"], json!(0));
        // The address is free again.
        client(&test, "jane@example.com").await;
    }
}
