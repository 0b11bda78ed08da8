//! What is written of an invoice makes sense for the state that it is in (B15, B16, B18).

use actions::testing::{TestActions, each};
use serde_json::{Value, json};

use super::{ask, books_add_up, furnish, refused, refused_field};

async fn made(test: &TestActions, client: i64, more: &str) -> Value {
    let query = format!("userid={client}&itemdescription1=A&itemamount1=10.00{more}");
    ask(test, "CreateInvoice", &query).await["invoiceid"].clone()
}

async fn read(test: &TestActions, id: &Value) -> Value {
    ask(test, "GetInvoice", &format!("invoiceid={id}")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_paid_has_a_day_of_payment() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        for (more, publish) in [("", ""), ("&draft=1", "&publish=1")] {
            let id = made(&test, client, more).await;
            let change = format!("invoiceid={id}&datepaid=2025-12-30");
            let said = refused(&test, "UpdateInvoice", &change).await;
            let expected =
                "An invoice that is not paid has no date of payment: send it with the status Paid";
            assert_eq!(said, expected, "{more}");
            assert_eq!(refused_field(&test, "UpdateInvoice", &change).await, "datepaid");
            // What is listed of one that is not paid may be sent back.
            let listed = format!("invoiceid={id}&datepaid=0000-00-00");
            assert_eq!(ask(&test, "UpdateInvoice", &listed).await["result"], "success");
            assert_eq!(read(&test, &id).await["datepaid"], "0000-00-00 00:00:00");
            ask(&test, "UpdateInvoice", &format!("{change}&status=Paid{publish}")).await;
            let paid = read(&test, &id).await;
            assert_eq!(paid["status"], "Paid", "{more}");
            assert_eq!(paid["datepaid"], "2025-12-30 00:00:00", "{more}");
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_not_paid() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = made(&test, client, "&draft=1").await;
        let pay = format!("invoiceid={id}&transid=t1&gateway=faketransfer&date=2026-01-01");
        let add = format!("invoiceid={id}&transid=t1&paymentmethod=cash&amountin=10.00");
        for (action, query) in [("AddInvoicePayment", &pay), ("AddTransaction", &add)] {
            let said = refused(&test, action, query).await;
            let expected = "It is not possible to add a payment to an invoice that is a Draft: \
                publish it first";
            assert_eq!(said, expected, "{action}");
        }
        assert_eq!(ask(&test, "GetTransactions", "").await["totalresults"], json!(0));
        ask(&test, "UpdateInvoice", &format!("invoiceid={id}&publish=1")).await;
        ask(&test, "AddInvoicePayment", &pay).await;
        assert_eq!(read(&test, &id).await["status"], "Paid");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b16_what_is_issued_has_a_line() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let empty = format!("userid={client}");
        let no_line = "An invoice needs a line before it is issued: add one, or make it a draft";
        for more in ["", "&status=Unpaid", "&status=Paid", "&invoicenum=R-7"] {
            let said = refused(&test, "CreateInvoice", &format!("{empty}{more}")).await;
            assert_eq!(said, no_line, "{more}");
        }
        let draft = ask(&test, "CreateInvoice", &format!("{empty}&draft=1")).await;
        let id = &draft["invoiceid"];
        for change in ["publish=1", "status=Unpaid"] {
            let query = format!("invoiceid={id}&{change}");
            assert_eq!(refused(&test, "UpdateInvoice", &query).await, no_line, "{change}");
        }
        // A line over nothing is one: what it is for was delivered, and nothing is asked for it.
        let line = "newitemdescription[0]=Gift&newitemamount[0]=0&newitemtaxed[0]=0";
        ask(&test, "UpdateInvoice", &format!("invoiceid={id}&{line}&publish=1")).await;
        assert_eq!(read(&test, id).await["status"], "Paid");
        // Where an issued invoice may be changed, its lines may come later.
        let set = "setting=allow_editing_issued_invoices&value=on";
        ask(&test, "SetConfigurationValue", set).await;
        let later = ask(&test, "CreateInvoice", &empty).await;
        assert_eq!(later["status"], "Unpaid");
        let more = format!("invoiceid={}&{}", later["invoiceid"], line.replace("=0&", "=7.00&"));
        ask(&test, "UpdateInvoice", &more).await;
        assert_eq!(read(&test, &later["invoiceid"]).await["balance"], "7.00");
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b18_a_payment_names_a_gateway_that_there_is_and_history_any() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let id = made(&test, client, "").await;
        let pay = |gateway: &str| {
            format!("invoiceid={id}&transid=t-{gateway}&gateway={gateway}&amount=1.00")
        };
        let said = refused(&test, "AddInvoicePayment", &pay("nope")).await;
        assert_eq!(said, "Invalid Payment Method. Valid options include fakecard, faketransfer");
        let field = refused_field(&test, "AddInvoicePayment", &pay("nope")).await;
        assert_eq!(field, "gateway");
        let mut act = test.engine.act().await.unwrap();
        let gone = "update gateways set active = 0; update invoices set gateway = 'gone'";
        act.conn.batch(gone).await.unwrap();
        act.commit().await.unwrap();
        // One that is switched off, written as people write it, and the one that the invoice has.
        for (gateway, kept) in [("FakeTransfer", "faketransfer"), ("gone", "gone")] {
            ask(&test, "AddInvoicePayment", &pay(gateway)).await;
            let query = format!("transid=t-{gateway}");
            let found = ask(&test, "GetTransactions", &query).await;
            assert_eq!(found["transactions"]["transaction"][0]["gateway"], kept);
        }
        let old = format!("invoiceid={id}&paymentmethod=moneybookers&transid=mb-1&amountin=8.00");
        ask(&test, "AddTransaction", &old).await;
        assert_eq!(read(&test, &id).await["status"], "Paid");
        books_add_up(&test).await;
    }
}
