//! What is written of an invoice makes sense for the state that it is in (B15, B18).

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

/// Clients of WHMCS make an invoice first and its lines later, and their modules have names that
/// are not ours: what came in through them is not to be lost.
#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_without_a_line_and_a_payment_through_a_module_of_elsewhere_are_taken() {
    for test in each().await.unwrap() {
        let client = furnish(&test).await;
        let empty = ask(&test, "CreateInvoice", &format!("userid={client}")).await;
        assert_eq!((&empty["result"], &empty["status"]), (&json!("success"), &json!("Unpaid")));
        let id = made(&test, client, "").await;
        let pay = format!("invoiceid={id}&transid=r-1&gateway=razorpay");
        ask(&test, "AddInvoicePayment", &pay).await;
        let found = ask(&test, "GetTransactions", "transid=r-1").await;
        assert_eq!(found["transactions"]["transaction"][0]["gateway"], "razorpay");
        assert_eq!(read(&test, &id).await["status"], "Paid");
        books_add_up(&test).await;
    }
}
