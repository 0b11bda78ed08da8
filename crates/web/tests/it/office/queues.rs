//! What waits for a decision of the staff, and what is kept with a client.

use protocol::{AddInvoicePayment, RefundInvoice, SendPaymentProof};

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::{Site, each, each_engine, one};

/// Jane with an open invoice that is paid by transfer; its number.
async fn invoiced(site: &Site) -> u64 {
    furnish(site).await;
    let jane = sign_up(site, "jane@example.com").await;
    let id = jane.order(site).await["invoice_id"].as_u64().unwrap();
    site.run(&format!("update invoices set gateway = 'faketransfer' where id = {id};")).await;
    id
}

#[tokio::test]
async fn proofs_are_found_right_or_wrong() {
    for site in each().await {
        let invoiceid = invoiced(&site).await;
        for message in ["First", "Second"] {
            let call = SendPaymentProof {
                invoiceid,
                filename: "receipt.pdf".to_owned(),
                data: "UERG".to_owned(),
                reference: None,
                message: Some(message.to_owned()),
            };
            site.system.call(call).await.unwrap();
        }
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let at = "/admin/payment-proofs";
        let page = ann.read(at).await;
        assert!(page.contains("receipt.pdf") && page.contains("Second"), "{page}");
        let file = ann.open("/admin/payment-proofs/1/file").await;
        assert!(file.header("content-disposition").starts_with("attachment"));
        let fields = [("do", "reject"), ("proofid", "2"), ("reason", ""), ("amount", "")];
        assert_eq!(ann.submit(at, at, &fields).await.status, 422);
        let fields = [("do", "reject"), ("proofid", "2"), ("reason", "Unreadable")];
        ann.done(at, at, &fields).await;
        assert!(ann.read("/admin/payment-proofs?status=Rejected").await.contains("Unreadable"));
        let fields = [("do", "verify"), ("proofid", "1"), ("amount", ""), ("reason", "")];
        ann.done(at, at, &fields).await;
        let invoice = ann.read(&format!("/admin/invoices/{invoiceid}")).await;
        assert!(invoice.contains("Paid"), "{invoice}");
        let statement = ann.read("/admin/clients/1/statement").await;
        assert!(statement.contains("Closing balance") && statement.contains("Payment of invoice"));
        let csv = ann.read("/admin/clients/1/statement?as=csv&status=This+year").await;
        assert!(csv.contains("Opening balance"), "{csv}");
        assert!(ann.read("/admin/disputes").await.contains("No dispute is like that"));
    }
}

#[tokio::test]
async fn a_refund_waits_for_somebody_else() {
    for site in each_engine().await {
        let invoiceid = invoiced(&site).await;
        site.run(
            "insert into settings (key, value)
            values ('RefundApprovalAbove', '1.00');",
        )
        .await;
        site.system.engine.engine.settings_changed();
        let pay = AddInvoicePayment {
            invoiceid,
            transid: Some("t-1".to_owned()),
            gateway: "faketransfer".to_owned(),
            ..AddInvoicePayment::default()
        };
        site.system.call(pay).await.unwrap();
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let at = format!("/admin/invoices/{invoiceid}");
        let fields = [("do", "refund"), ("type", "manual"), ("amount", ""), ("confirmed", "1")];
        let page = ann.done(&at, &at, &fields).await;
        assert!(page.contains("waits for a second person"), "{page}");
        let page = ann.read("/admin/refunds").await;
        assert!(page.contains("somebody else has to agree") && !page.contains(">Approve<"));
        let fields = [("do", "decline"), ("requestid", "1"), ("reason", "A mistake")];
        ann.done("/admin/refunds", "/admin/refunds", &fields).await;
        assert!(ann.read("/admin/refunds?status=Declined").await.contains("A mistake"));
        let page = ann.read(&at).await;
        assert!(page.contains("value=\"refund\"") && page.contains("everything that is left"));
        let page = text(&ann.submit(&at, &at, &[("do", "refund"), ("type", "credit")]).await);
        assert!(page.contains("Everything that is left, 6.00, is given back"), "{page}");
        let odd = [("do", "refund"), ("type", "credit"), ("amount", "some")];
        let page = text(&ann.submit(&at, &at, &odd).await);
        assert!(page.contains("id=\"p-amount\"") && page.contains("value=\"some\""), "{page}");
        let direct = RefundInvoice { invoiceid, r#type: "manual".to_owned(), ..Default::default() };
        assert_eq!(site.system.call(direct).await.unwrap().requestid.0, 0);
        assert!(!ann.read(&at).await.contains("value=\"refund\""), "nothing is left");
    }
}

#[tokio::test]
async fn files_are_kept_with_a_client_and_services_given_away() {
    for site in each().await {
        invoiced(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let tab = "/admin/clients/1?tab=files";
        let file = [
            ("do", "file"),
            ("title", "Contract"),
            ("staffonly", "0"),
            ("file[0][name]", "contract.pdf"),
            ("file[0][data]", "UERG"),
        ];
        let page = ann.done(tab, "/admin/clients/1", &file).await;
        assert!(page.contains("Contract") && page.contains("contract.pdf"), "{page}");
        let found = ann.open("/admin/clients/1/files/1").await;
        assert_eq!(&found.bytes[..], b"PDF");
        let fields = [("do", "forget"), ("fileid", "1")];
        assert!(ann.done(tab, "/admin/clients/1", &fields).await.contains("There is no file"));
        let at = "/admin/services/1";
        let give = [("do", "give"), ("clientid", "99")];
        assert!(ann.submit(at, at, &give).await.status == 200, "it asks first");
        let give = [("do", "give"), ("clientid", "99"), ("confirmed", "1")];
        assert_eq!(ann.submit(at, at, &give).await.status, 422);
    }
}

#[tokio::test]
async fn a_dispute_is_lost_only_after_a_question() {
    let site = one().await;
    site.run(
        "insert into disputes (gateway, reference, opened_at, updated_at)
        values ('fakecard', 'ch-1', 1767225600, 1767225600);",
    )
    .await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let at = "/admin/disputes";
    let lost = [("do", "lost"), ("disputeid", "1"), ("notes", "No evidence")];
    let page = text(&ann.submit(at, at, &lost).await);
    assert!(page.contains("It cannot be opened again"), "{page}");
    assert!(ann.read(at).await.contains("ch-1"), "it is open still");
    let mut fields = lost.to_vec();
    fields.push(("confirmed", "1"));
    ann.done(at, at, &fields).await;
    let page = ann.read("/admin/disputes?status=Lost").await;
    assert!(page.contains("ch-1") && page.contains("No evidence"), "{page}");
}

#[tokio::test]
async fn a_difference_with_a_gateway_is_looked_into() {
    let site = one().await;
    site.run(
        "insert into gateway_differences (gateway, reference, kind, description, found_at)
        values ('fakecard', 'ch-1', 'Not Booked', 'A payment of 7.00 USD', 1767225600);",
    )
    .await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let at = "/admin/gateway-differences";
    let page = ann.read(at).await;
    assert!(page.contains("ch-1") && page.contains("A payment of 7.00 USD"), "{page}");
    let fields = [("do", "close"), ("differenceid", "1"), ("notes", "The terminal in the shop")];
    ann.done(at, at, &fields).await;
    assert!(ann.read(at).await.contains("Gateways and books agree"));
    let page = ann.read("/admin/gateway-differences?status=Closed").await;
    assert!(page.contains("The terminal in the shop"), "{page}");
}
