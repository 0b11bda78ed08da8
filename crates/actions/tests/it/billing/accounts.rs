//! Giving services and domains to another client, and what their accounts say.

use actions::testing::{TestActions, each};
use engine::{Actor, Caller, Door};
use model::ids::UserId;
use protocol::{GetClientStatement, GetClientStatementPdf};
use serde_json::json;
use store::args;

use super::{ask, furnish, refused};

async fn service(test: &TestActions, client: i64) -> i64 {
    let mut act = test.engine.act().await.unwrap();
    let sql = "insert into product_groups (name, slug) values ('G', 'g')
        on conflict (slug) do nothing";
    act.conn.exec(sql, args![]).await.unwrap();
    let group = act.conn.scalar("select min(id) from product_groups", args![]).await.unwrap();
    let group = model::ids::ProductGroupId(group);
    let product = engine::catalogue::create::NewProduct::new(group, "P");
    let product = engine::catalogue::create::product(&mut act, product).await.unwrap();
    let row = store::hosting::services::ServiceRow {
        status: model::hosting::service::ServiceStatus::Active,
        ..store::hosting::services::ServiceRow::new(
            model::ids::ClientId(client),
            product,
            jiff::civil::date(2026, 1, 1),
        )
    };
    let id = store::hosting::services::insert(&mut act.conn, &row).await.unwrap();
    act.commit().await.unwrap();
    id.0
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_goes_to_another_client_and_its_past_stays() {
    for test in each().await.unwrap() {
        let (jane, other) = (furnish(&test).await, furnish(&test).await);
        let id = service(&test, jane).await;
        let give = |to: i64| format!("type=service&relid={id}&clientid={to}");
        for (query, expected) in [
            (give(jane), "It is this client's already"),
            (give(99), "Client ID Not Found"),
            (
                format!("type=thing&relid={id}&clientid={other}"),
                "Invalid type: one of service, domain",
            ),
            (format!("type=service&relid=99&clientid={other}"), "Service ID not found"),
        ] {
            assert_eq!(refused(&test, "TransferOwnership", &query).await, expected, "{query}");
        }
        let mut act = test.engine.act().await.unwrap();
        let invoice: i64 = {
            let query = format!("userid={jane}&itemdescription1=A&itemamount1=10.00");
            drop(act);
            ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap()
        };
        act = test.engine.act().await.unwrap();
        let sql = "insert into billed_periods (item, item_id, period_from, period_to, invoice_id)
            values ('service', $1, '2026-01-01', '2026-02-01', $2)";
        act.conn.exec(sql, args![id, invoice]).await.unwrap();
        act.commit().await.unwrap();
        let said = refused(&test, "TransferOwnership", &give(other)).await;
        assert_eq!(said, "It has an invoice that is not paid: have it paid or cancelled first");
        let pay = format!("invoiceid={invoice}&gateway=faketransfer&date=2026-01-02&transid=t1");
        ask(&test, "AddInvoicePayment", &pay).await;
        let currency = "update clients set currency_id = $2 where id = $1";
        for (into, expected) in [(2_i64, Some("The clients have different currencies")), (1, None)]
        {
            let mut act = test.engine.act().await.unwrap();
            act.conn.exec(currency, args![other, into]).await.unwrap();
            act.commit().await.unwrap();
            let answer = ask(&test, "TransferOwnership", &give(other)).await;
            assert_eq!(answer["message"].as_str(), expected, "{answer}");
        }
        let list = ask(&test, "GetClientsProducts", &format!("clientid={other}")).await;
        assert_eq!(list["products"]["product"][0]["id"], json!(id.to_string()));
        let invoices = ask(&test, "GetInvoices", &format!("userid={jane}")).await;
        assert_eq!(invoices["totalresults"], json!(1), "the invoice stays");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b21_a_statement_says_what_the_journal_says() {
    for test in each().await.unwrap() {
        let jane = furnish(&test).await;
        let query = format!("userid={jane}&itemdescription1=A&itemamount1=10.00&date=2026-01-01");
        let id = ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
        let pay =
            format!("invoiceid={id}&gateway=faketransfer&date=2026-01-01&transid=t1&amount=12.50");
        ask(&test, "AddInvoicePayment", &pay).await;
        let of = |more: &str| format!("clientid={jane}&{more}");
        let all =
            ask(&test, "GetClientStatement", &of("datefrom=2025-01-01&dateto=2026-12-31")).await;
        assert_eq!((&all["opening"], &all["closing"]), (&json!("0.00"), &json!("-2.50")), "{all}");
        let lines = all["lines"]["line"].as_array().unwrap();
        let seen: Vec<(&str, &str, &str)> = lines
            .iter()
            .map(|line| {
                let text = |name: &str| line[name].as_str().unwrap();
                (text("debit"), text("credit"), text("balance"))
            })
            .collect();
        assert_eq!(seen, [("10.00", "0.00", "10.00"), ("0.00", "12.50", "-2.50")], "{all}");
        let later =
            ask(&test, "GetClientStatement", &of("datefrom=2026-06-01&dateto=2026-06-30")).await;
        assert_eq!((&later["opening"], &later["closing"]), (&json!("-2.50"), &json!("-2.50")));
        let said =
            refused(&test, "GetClientStatement", &of("datefrom=2026-06-01&dateto=2026-05-01"))
                .await;
        assert_eq!(said, "The last day is before the first");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b21_a_statement_says_what_was_taken_back_and_paid_out() {
    for test in each().await.unwrap() {
        let jane = furnish(&test).await;
        let query = format!("userid={jane}&itemdescription1=A&itemamount1=10.00");
        let id = ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
        let pay = format!("invoiceid={id}&gateway=faketransfer&transid=t1");
        ask(&test, "AddInvoicePayment", &pay).await;
        for back in ["type=manual&amount=4.00", "type=credit&amount=1.00"] {
            ask(&test, "RefundInvoice", &format!("invoiceid={id}&{back}")).await;
        }
        let all = ask(&test, "GetClientStatement", &format!("clientid={jane}")).await;
        let lines = all["lines"]["line"].as_array().unwrap();
        let seen: Vec<_> = lines
            .iter()
            .map(|line| {
                ["reason", "debit", "credit", "balance"].map(|name| line[name].as_str().unwrap())
            })
            .collect();
        let expected = [
            ["invoice issued", "10.00", "0.00", "10.00"],
            ["payment received", "0.00", "10.00", "0.00"],
            ["credit note", "0.00", "4.00", "-4.00"],
            ["refund", "4.00", "0.00", "0.00"],
            ["refund", "0.00", "1.00", "-1.00"],
        ];
        assert_eq!(seen, expected, "{all}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_given_its_own_statement_only() {
    for test in each().await.unwrap() {
        let jane = furnish(&test).await;
        let sql = "insert into clients (uuid, first_name, last_name, email, email_folded,
                currency_id, status, signed_up_on, created_at, updated_at)
            select 'u-eve', 'Eve', 'E', 'eve@example.com', 'eve@example.com', currency_id, 'Active',
                '2026-01-01', 0, 0
            from clients where id = $1 returning id";
        let mut act = test.engine.act().await.unwrap();
        let eve: i64 = act.conn.scalar(sql, args![jane]).await.unwrap();
        act.commit().await.unwrap();
        let client = model::ids::ClientId(jane);
        let actor = Actor::Client { user: UserId(1), client, name: "Jane".to_owned(), by: None };
        let caller = Caller { actor, ..Caller::system(Door::Page) };
        let number = |id: i64| u64::try_from(id).unwrap();
        let of = |id: i64| GetClientStatement { clientid: number(id), ..Default::default() };
        assert!(test.call_as(&caller, of(jane)).await.is_ok());
        let mut said = Vec::new();
        for id in [eve, 987_654] {
            said.push(test.call_as(&caller, of(id)).await.unwrap_err().to_string());
            let pdf = GetClientStatementPdf { clientid: number(id), ..Default::default() };
            said.push(test.call_as(&caller, pdf).await.unwrap_err().to_string());
        }
        assert!(said.iter().all(|each| *each == said[0]), "{said:?}");
        let visitor = Caller { actor: Actor::Visitor, ..Caller::system(Door::Page) };
        assert!(test.call_as(&visitor, of(jane)).await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disputed_payment_holds_what_it_paid_for_until_it_is_won() {
    for test in each().await.unwrap() {
        let jane = furnish(&test).await;
        let id = service(&test, jane).await;
        ask(&test, "SetConfigurationValue", "setting=DisputeSuspendsServices&value=on").await;
        let query = format!("userid={jane}&itemdescription1=A&itemamount1=10.00");
        let invoice = ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
        let mut act = test.engine.act().await.unwrap();
        let sql = "update invoice_items set type = 'Hosting', rel_id = $1 where invoice_id = $2";
        act.conn.exec(sql, args![id, invoice]).await.unwrap();
        act.commit().await.unwrap();
        let pay = format!("invoiceid={invoice}&gateway=fakecard&date=2026-01-02&transid=t1");
        ask(&test, "AddInvoicePayment", &pay).await;
        for reference in ["t1", "t1", "unknown"] {
            let mut act = test.engine.act().await.unwrap();
            engine::billing::disputes::opened(&mut act, "fakecard", reference).await.unwrap();
            act.commit().await.unwrap();
        }
        engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
        let list = ask(&test, "GetDisputes", "status=Open").await;
        assert_eq!(list["totalresults"], json!(2), "told twice is one: {list}");
        let row = &list["disputes"]["dispute"][1];
        assert_eq!((&row["invoiceid"], &row["userid"]), (&json!(invoice), &json!(jane)));
        let status = async || {
            let list = ask(&test, "GetClientsProducts", &format!("serviceid={id}")).await;
            list["products"]["product"][0]["status"].as_str().unwrap().to_owned()
        };
        assert_eq!(status().await, "Suspended");
        let said = refused(&test, "CloseDispute", "disputeid=1&outcome=maybe").await;
        assert_eq!(said, "Invalid outcome: one of won, lost");
        ask(&test, "CloseDispute", "disputeid=1&outcome=won&notes=Evidence+sent").await;
        engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
        assert_eq!(status().await, "Active");
        let said = refused(&test, "CloseDispute", "disputeid=1&outcome=lost").await;
        assert_eq!(said, "The dispute is closed");
    }
}

/// The end of a dispute may be told before its beginning; what a person closed stays closed.
#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_tells_how_a_dispute_ended_in_any_order() {
    use engine::billing::disputes::{ended, opened};
    for test in each().await.unwrap() {
        furnish(&test).await;
        let mut act = test.engine.act().await.unwrap();
        ended(&mut act, "fakecard", "early", true).await.unwrap();
        opened(&mut act, "fakecard", "early").await.unwrap();
        opened(&mut act, "fakecard", "usual").await.unwrap();
        ended(&mut act, "fakecard", "usual", false).await.unwrap();
        ended(&mut act, "fakecard", "usual", true).await.unwrap();
        act.commit().await.unwrap();
        let list = ask(&test, "GetDisputes", "").await;
        let row = |index: usize| list["disputes"]["dispute"][index]["status"].clone();
        assert_eq!((row(0), row(1)), (json!("Lost"), json!("Won")), "{list}");
    }
}
