//! The automation through its actions: run, dry, previewed, paused, approved (B27, B35, B36).

use actions::testing::{TestActions, each};
use store::args;

use crate::billing::{ask, books_add_up, furnish, refused};

/// A client with a stored card and an active service, due on 2026-01-03.
async fn company(test: &TestActions) -> i64 {
    let client = furnish(test).await;
    let card = format!(
        "clientid={client}&type=CreditCard&gateway_module_name=fakecard&\
         card_number=4242424242424242&card_expiry=1230"
    );
    let added = ask(test, "AddPayMethod", &card).await;
    assert_eq!(added["result"], "success", "{added}");
    let mut act = test.engine.act().await.unwrap();
    let sql = "insert into product_groups (name, slug) values ('G', 'g') returning id";
    let group: i64 = act.conn.scalar(sql, args![]).await.unwrap();
    let sql = "insert into products (group_id, type, name, slug, pay_type, created_at, updated_at)
        values ($1, 'other', 'VPS', 'vps', 'recurring', 0, 0) returning id";
    let product: i64 = act.conn.scalar(sql, args![group]).await.unwrap();
    let sql = "insert into services (client_id, product_id, anchor_on, registered_on, gateway,
            first_payment_minor, recurring_minor, cycle, next_due_on, status, created_at,
            updated_at)
        values ($1, $2, '2026-01-03', '2026-01-03', 'fakecard', 1000, 1000, 'Monthly',
            '2026-01-03', 'Active', 0, 0)";
    act.conn.exec(sql, args![client, product]).await.unwrap();
    act.commit().await.unwrap();
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn the_automation_is_tried_run_and_told_about() {
    for test in each().await.unwrap() {
        let client = company(&test).await;
        let dry = ask(&test, "RunAutomation", "task=Generate+Due+Invoices&dryrun=1").await;
        let item = &dry["tasks"][0]["items"][0];
        assert_eq!(item["what"], "invoice", "{dry}");
        assert_eq!(item["amount"].to_string().trim_matches('"'), "10.00");
        let none = ask(&test, "GetInvoices", "").await;
        assert_eq!(none["totalresults"].to_string().trim_matches('"'), "0", "{none}");

        let soon = ask(&test, "PreviewAutomation", "date=2026-02-10&from=2026-01-01").await;
        assert_eq!(soon["counters"]["charge"], 2, "{soon}");
        assert_eq!(soon["counters"]["invoice"], 2, "{soon}");
        let amounts =
            serde_json::json!({ "charge": { "USD": "20.00" }, "invoice": { "USD": "20.00" } });
        assert_eq!(soon["amounts"], amounts, "{soon}");

        let ran = ask(&test, "RunAutomation", "task=CreateInvoices").await;
        assert_eq!(ran["tasks"][0]["counters"]["invoice"], 1, "{ran}");
        let log = ask(&test, "GetAutomationLog", "").await;
        let counted = &log["statistics"]["2026-01-01"]["CreateInvoices"];
        assert_eq!((&counted["runs"], &counted["invoice"]), (&1.into(), &1.into()), "{log}");

        // Not due yet: left alone with the reason, unless the invoice is named.
        let early = ask(&test, "AttemptCaptures", &format!("clientid={client}")).await;
        assert_eq!(early["items"][0]["skipped"], "it is due on 2026-01-03", "{early}");
        let made = &ran["tasks"][0]["items"][0]["relid"];
        let query = format!("invoiceids[]={made}&invoiceids[]=99");
        let now = ask(&test, "AttemptCaptures", &query).await;
        assert_eq!(now["counters"], serde_json::json!({ "charge": 1, "skipped": 1 }), "{now}");
        assert_eq!(now["items"][1]["skipped"], "Invoice ID Not Found", "{now}");
        let again = ask(&test, "AttemptCaptures", &format!("invoiceids[]={made}")).await;
        assert_eq!(again["items"][0]["skipped"], "it is Paid", "{again}");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn due_invoices_are_made_on_demand_with_a_reason_for_what_is_left_alone() {
    for test in each().await.unwrap() {
        let client = company(&test).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "insert into services (client_id, product_id, anchor_on, registered_on, gateway,
                first_payment_minor, recurring_minor, cycle, next_due_on, status, created_at,
                updated_at)
            select client_id, product_id, anchor_on, registered_on, gateway, first_payment_minor,
                recurring_minor, $1, next_due_on, $2, 0, 0 from services where status = 'Active'
                and cycle = 'Monthly' returning id";
        let pending: i64 = act.conn.scalar(sql, args!["Monthly", "Pending"]).await.unwrap();
        let once: i64 = act.conn.scalar(sql, args!["One Time", "Active"]).await.unwrap();
        let first: i64 = act.conn.scalar("select min(id) from services", args![]).await.unwrap();
        act.commit().await.unwrap();

        // WHMCS's own answer stays as it is; what was left alone is told beside it.
        let made = ask(&test, "GenInvoices", &format!("clientid={client}")).await;
        assert_eq!((&made["numcreated"], &made["error"]), (&1.into(), &"".into()), "{made}");
        assert_eq!(made["items"][0]["relid"], made["latestinvoiceid"], "{made}");
        assert_eq!(made["counters"], serde_json::json!({ "invoice": 1, "skipped": 1 }), "{made}");
        let left = &made["items"][1];
        assert_eq!((&left["relid"], &left["skipped"]), (&once.into(), &"it does not recur".into()));

        // Named items: each is answered for.
        let query = format!("serviceids[]={first}&serviceids[]={pending}&serviceids[]=999");
        let again = ask(&test, "GenInvoices", &query).await;
        let why: Vec<&str> = again["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["skipped"].as_str().unwrap())
            .collect();
        let expected =
            ["an earlier invoice of it is unpaid", "it is Pending", "there is no such item"];
        assert_eq!(why, expected, "{again}");
        assert_eq!(again["numcreated"], 0, "{again}");

        // The charge of a chosen service, although it is not its day; others say why not.
        let query = format!("serviceids[]={first}&serviceids[]={pending}");
        let charged = ask(&test, "AttemptCaptures", &query).await;
        assert_eq!(charged["counters"], serde_json::json!({ "charge": 1, "skipped": 1 }));
        assert_eq!(charged["items"][1]["skipped"], "it has no unpaid invoice", "{charged}");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_are_listed_paused_and_set_to_a_time() {
    for test in each().await.unwrap() {
        let set =
            ask(&test, "UpdateAutomationTask", "task=CreateInvoices&paused=1&time=07:15").await;
        assert_eq!(set["result"], "success", "{set}");
        let all = ask(&test, "GetAutomationTasks", "").await;
        let tasks = all["tasks"].as_array().unwrap();
        let found = tasks.iter().find(|task| task["task"] == "CreateInvoices").unwrap();
        assert_eq!((&found["time"], &found["paused"]), (&"07:15".into(), &true.into()), "{found}");
        for (action, query, expected) in [
            ("UpdateAutomationTask", "task=Nonsense", "There is no task 'Nonsense'"),
            ("UpdateAutomationTask", "task=CreateInvoices&time=25:00", "The time must be HH:MM"),
            ("ApproveAutomationBrake", "task=AutoSuspensions", "No run of this task waits"),
            ("RunAutomation", "date=2027-01-01", "A day to come can only be tried"),
        ] {
            let said = refused(&test, action, query).await;
            assert!(said.starts_with(expected), "{action} {query}: {said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b26_settings_differ_for_a_client_or_a_product() {
    for test in each().await.unwrap() {
        let client = company(&test).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "update services set next_due_on = '2026-02-01', anchor_on = '2026-02-01'";
        act.conn.exec(sql, args![]).await.unwrap();
        let product: i64 = act.conn.scalar("select id from products", args![]).await.unwrap();
        act.commit().await.unwrap();
        let made = ask(&test, "GenInvoices", "").await;
        assert_eq!(made["numcreated"], 0, "31 days ahead: {made}");

        let set = format!("productid={product}&setting=CreateInvoiceDaysBefore&value=40");
        ask(&test, "SetAutomationOverride", &set).await;
        let set = format!("clientid={client}&setting=CreateInvoiceDaysBefore&value=3");
        ask(&test, "SetAutomationOverride", &set).await;
        let all = ask(&test, "GetAutomationOverrides", "").await;
        assert_eq!(all["totalresults"], 2, "{all}");
        let own = ask(&test, "GetAutomationOverrides", &format!("clientid={client}")).await;
        let expected = serde_json::json!([{
            "clientid": client, "productid": 0, "setting": "CreateInvoiceDaysBefore",
            "value": "3", "housevalue": "14",
        }]);
        assert_eq!(own["overrides"], expected, "{own}");

        // What the client has beats what the product has; without it the product's holds.
        let made = ask(&test, "GenInvoices", "").await;
        let why = &made["items"][0]["skipped"];
        assert_eq!((&made["numcreated"], why), (&0.into(), &"it is invoiced on 2026-01-29".into()));
        let set = format!("clientid={client}&setting=CreateInvoiceDaysBefore&value=");
        ask(&test, "SetAutomationOverride", &set).await;
        assert_eq!(ask(&test, "GenInvoices", "").await["numcreated"], 1);

        let mut c = test.engine.engine.read().await.unwrap();
        let sql = "select count(*) from audit where entity = 'setting_overrides'";
        assert_eq!(c.scalar::<i64>(sql, args![]).await.unwrap(), 3);
        drop(c);
        for (query, expected) in [
            ("setting=SendReminder&value=on", "Name a client or a product"),
            ("clientid=99&setting=SendReminder&value=on", "Client ID Not Found"),
            ("productid=1&setting=SendReminder", "The setting 'SendReminder' cannot differ for a"),
            ("clientid=1&setting=AutoSuspensionDays&value=soon", "It must be a whole number from"),
            ("productid=1&setting=AutoSuspensionDays&value=-1", "It must be a whole number from"),
            ("clientid=1&productid=1&setting=AutoSuspension", "Name a client or a product, not"),
        ] {
            let said = refused(&test, "SetAutomationOverride", query).await;
            assert!(said.starts_with(expected), "{query}: {said}");
        }
    }
}
