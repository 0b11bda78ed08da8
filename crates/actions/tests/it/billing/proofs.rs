//! Proofs of payments by hand: sent, found right or wrong (B18).

use actions::testing::{TestActions, each};
use serde_json::json;

use super::{ask, books_add_up, furnish, refused};

/// An open invoice that is paid by transfer.
async fn open(test: &TestActions) -> i64 {
    let client = furnish(test).await;
    let query =
        format!("userid={client}&itemdescription1=A&itemamount1=10.00&paymentmethod=faketransfer");
    ask(test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap()
}

fn proof(invoice: i64, more: &str) -> String {
    format!("invoiceid={invoice}&filename=..%2Freceipt.pdf&data=UERG&{more}")
}

#[tokio::test(flavor = "multi_thread")]
async fn b18_a_proof_found_right_records_the_payment_once() {
    for test in each().await.unwrap() {
        let id = open(&test).await;
        let sent = ask(&test, "SendPaymentProof", &proof(id, "reference=TX-7")).await;
        assert_eq!(sent["proofid"], json!(1));
        let list = ask(&test, "GetPaymentProofs", "status=Pending").await;
        let row = &list["proofs"]["proof"][0];
        assert_eq!((&row["filename"], &row["size"]), (&json!("receipt.pdf"), &json!(3)));
        let file = ask(&test, "GetPaymentProofFile", "proofid=1").await;
        assert_eq!(file["data"], "UERG");
        let said = refused(&test, "VerifyPaymentProof", "proofid=1&amount=-1").await;
        assert!(!said.is_empty());
        let done = ask(&test, "VerifyPaymentProof", "proofid=1").await;
        assert_eq!(done["result"], "success", "{done}");
        let invoice = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        assert_eq!((&invoice["status"], &invoice["balance"]), (&json!("Paid"), &json!("0.00")));
        let payment = &invoice["transactions"]["transaction"][0];
        assert_eq!(
            (&payment["transid"], &payment["gateway"]),
            (&json!("TX-7"), &json!("faketransfer"))
        );
        for (action, query) in
            [("VerifyPaymentProof", "proofid=1"), ("RejectPaymentProof", "proofid=1&reason=No")]
        {
            let said = refused(&test, action, query).await;
            assert_eq!(said, "Payment Proof ID Not Found or Not Pending", "{action}");
        }
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_proof_is_refused_and_a_rejected_one_pays_nothing() {
    for test in each().await.unwrap() {
        let id = open(&test).await;
        for (query, expected) in [
            (
                format!("invoiceid={id}&filename=a.pdf&data=%25"),
                "Parameter 'data' must hold base64",
            ),
            (format!("invoiceid={id}&filename=a.pdf&data="), "Parameter 'data' is required"),
            (proof(99, ""), "Invoice ID Not Found"),
        ] {
            assert_eq!(refused(&test, "SendPaymentProof", &query).await, expected, "{query}");
        }
        for _ in 0..3 {
            ask(&test, "SendPaymentProof", &proof(id, "")).await;
        }
        let said = refused(&test, "SendPaymentProof", &proof(id, "")).await;
        assert_eq!(said, "Your earlier proofs of this payment are still being looked at");
        let empty = refused(&test, "RejectPaymentProof", "proofid=2&reason=+").await;
        assert_eq!(empty, "A reason is required");
        ask(&test, "RejectPaymentProof", "proofid=2&reason=Unreadable").await;
        let row = ask(&test, "GetPaymentProofs", "status=Rejected").await;
        assert_eq!(row["proofs"]["proof"][0]["reason"], "Unreadable");
        let invoice = ask(&test, "GetInvoice", &format!("invoiceid={id}")).await;
        assert_eq!(invoice["status"], "Unpaid");
        // By card there is nothing to show.
        let client = furnish(&test).await;
        let query =
            format!("userid={client}&itemdescription1=A&itemamount1=1&paymentmethod=fakecard");
        let card = ask(&test, "CreateInvoice", &query).await["invoiceid"].as_i64().unwrap();
        let said = refused(&test, "SendPaymentProof", &proof(card, "")).await;
        assert_eq!(said, "This invoice is not paid by hand, or not open");
    }
}
