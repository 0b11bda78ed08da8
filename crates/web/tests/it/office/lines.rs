//! Lines of invoices and quotes, and what is said of payments: nothing that was typed is lost, and
//! what is wrong is said where it stands.

use protocol::{AddPayMethod, GetInvoice, GetTicket, SendPaymentProof};

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::one;

#[tokio::test]
async fn a_line_without_a_text_is_not_dropped() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let invoice = "/admin/invoices/new";
    let quote = "/admin/quotes/new";
    let offer = [("subject", "A rack"), ("stage", "Draft"), ("validuntil", "2030-01-01")];
    for (at, fields, field) in [
        (invoice, vec![("itemamount1", "5")], "itemdescription1"),
        (invoice, vec![("itemdescription2", "Two"), ("itemamount2", "some")], "itemamount2"),
        (invoice, vec![("itemdescription1", "One"), ("itemamount1", "1.234")], "itemamount1"),
        (quote, [&offer[..], &[("lineitems[0][up]", "5")]].concat(), "lineitems[0][desc]"),
        (
            quote,
            [&offer[..], &[("lineitems[0][desc]", "Unit"), ("lineitems[0][qty]", "two")]].concat(),
            "lineitems[0][qty]",
        ),
    ] {
        let fields = [&[("client", "jane")], &fields[..]].concat();
        let answer = ann.submit(at, at, &fields).await;
        let page = text(&answer);
        assert_eq!(answer.status, 422, "{fields:?}: {page}");
        assert!(page.contains(&format!("id=\"p-{field}\"")), "{field}: {page}");
        let (_, input) = page.split_once(&format!("id=\"f-{field}\"")).unwrap();
        assert!(input.split('>').next().unwrap().contains("aria-invalid"), "{field}: {page}");
        for (_, typed) in fields {
            assert!(page.contains(typed), "{typed} was lost: {page}");
        }
    }
    let empty = [("client", "jane"), ("itemdescription1", "One"), ("itemamount1", "5")];
    let page = ann.done(invoice, invoice, &[&empty[..], &[("draft", "1")]].concat()).await;
    assert!(page.contains("The invoice was made"), "{page}");
    let here = "/admin/invoices/1";
    let new = [("do", "edit"), ("newitemamount[0]", "7")];
    let page = text(&ann.submit(here, here, &new).await);
    assert!(page.contains("id=\"p-newitemdescription[0]\"") && page.contains("value=\"7\""));
    // Once it is issued its lines stay as they are, and are not offered.
    let page = ann.done(here, here, &[("do", "publish")]).await;
    assert!(!page.contains("newitemdescription") && page.contains("stay as they are"), "{page}");
    site.run("insert into settings (key, value) values ('allow_editing_issued_invoices', 'on')")
        .await;
    site.system.engine.engine.settings_changed();
    assert!(ann.read(here).await.contains("newitemdescription"));
}

#[tokio::test]
async fn what_is_paid_too_much_is_said_to_be_credit() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let new = [("client", "jane"), ("itemdescription1", "One"), ("itemamount1", "10")];
    ann.done("/admin/invoices/new", "/admin/invoices/new", &new).await;
    let here = "/admin/invoices/1";
    let today = "2026-01-01";
    let pay =
        |amount| [("do", "pay"), ("amount", amount), ("gateway", "faketransfer"), ("date", today)];
    let page = ann.done(here, here, &pay("4")).await;
    assert!(page.contains("The payment was added<"), "{page}");
    assert!(!page.contains("00:00"), "it came now, and not at midnight: {page}");
    let page = ann.done(here, here, &pay("8.5")).await;
    assert!(page.contains("The payment was added; 2.50 of it is the client"), "{page}");
    let much = [("do", "refund"), ("type", "manual"), ("amount", "99"), ("confirmed", "1")];
    let page = text(&ann.submit(here, here, &much).await);
    assert!(page.contains("id=\"p-amount\"") && page.contains("value=\"99\""), "{page}");
}

#[tokio::test]
async fn a_refusal_does_not_look_like_success() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    for (email, client) in [("jane@example.com", "1"), ("joan@example.com", "2")] {
        sign_up(&site, email).await;
        let new = [("client", client), ("itemdescription1", "One"), ("itemamount1", "10")];
        ann.done("/admin/invoices/new", "/admin/invoices/new", &new).await;
    }
    let (list, to) = ("/admin/invoices?status=Unpaid", "/admin/invoices/several");
    let page = ann.read(list).await;
    assert!(page.contains("name=\"list\" value=\"status=Unpaid\""), "{page}");
    // Enter at a tick presses the first button of the form: one that does nothing.
    let (_, form) = page.split_once("action=\"&#x2f;admin&#x2f;invoices/several\"").unwrap();
    assert!(
        form.split_once("<button").unwrap().1.starts_with(" hidden formmethod=\"dialog\">"),
        "{form}"
    );
    let both =
        [("id", "1"), ("id", "2"), ("do", "merge"), ("confirmed", "1"), ("list", "status=Unpaid")];
    let answer = ann.submit(list, to, &both).await;
    assert_eq!(answer.header("location"), list);
    let page = ann.read(list).await;
    assert!(page.contains("t-bad\" role=\"alert\""), "{page}");
    assert!(page.contains("The invoices are of different clients"), "{page}");
}

/// Forms beside the main one of a page: what was typed there is there again.
#[tokio::test]
async fn small_forms_lose_nothing_either() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    jane.order(&site).await;
    site.run("update invoices set gateway = 'faketransfer';").await;
    let proof = SendPaymentProof {
        invoiceid: 1,
        filename: "receipt.pdf".to_owned(),
        data: "UERG".to_owned(),
        ..SendPaymentProof::default()
    };
    site.system.call(proof).await.unwrap();
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let new = [("client", "jane"), ("subject", "Help"), ("message", "Hello"), ("deptid", "1")];
    ann.done("/admin/tickets/new", "/admin/tickets/new", &new).await;
    for (at, fields) in [
        ("/admin/tickets/1", vec![("do", "update"), ("subject", "Other"), ("cc", "nobody")]),
        ("/admin/tickets/1", vec![("do", "merge"), ("mergeticketids", "77")]),
        ("/admin/services/1", vec![("do", "end"), ("type", "Odd"), ("reason", "Too dear")]),
        ("/admin/clients/1", vec![("do", "note"), ("notes", "Pays late"), ("sticky", "odd")]),
    ] {
        let answer = ann.submit(at, at, &fields).await;
        let page = text(&answer);
        assert_eq!(answer.status, 422, "{fields:?}: {page}");
        for (name, typed) in &fields[1..] {
            let kept = page.contains(&format!("value=\"{typed}\""))
                || page.contains(&format!(">{typed}</textarea>"));
            assert!(kept || ["type", "sticky"].contains(name), "{typed} was lost: {page}");
        }
    }
    let at = "/admin/payment-proofs";
    let fields = [("do", "verify"), ("proofid", "1"), ("amount", "some"), ("reason", "Looks odd")];
    let page = text(&ann.submit(at, at, &fields).await);
    assert!(page.contains("value=\"some\"") && page.contains("value=\"Looks odd\""), "{page}");
}

#[tokio::test]
async fn tickets_are_merged_by_the_numbers_that_people_know() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let new = [("client", "jane"), ("subject", "Help"), ("message", "Hello"), ("deptid", "1")];
    for _ in 0..3 {
        ann.done("/admin/tickets/new", "/admin/tickets/new", &new).await;
    }
    let call = GetTicket { ticketid: Some(2), ..GetTicket::default() };
    let known = site.system.call(call).await.unwrap().tid.to_string();
    let here = "/admin/tickets/1";
    let wrong = format!("{known}, XXX-000000");
    let answer = ann.submit(here, here, &[("do", "merge"), ("mergeticketids", &wrong)]).await;
    let page = text(&answer);
    assert_eq!(answer.status, 422, "{page}");
    assert!(page.contains("id=\"p-mergeticketids\""), "{page}");
    assert!(page.contains("There is no ticket XXX-000000"), "{page}");
    assert!(page.contains(&format!("value=\"{wrong}\"")), "what was typed stands: {page}");
    let right = format!("#{known}, 3");
    let page = ann.done(here, here, &[("do", "merge"), ("mergeticketids", &right)]).await;
    assert!(page.contains("The tickets are one"), "{page}");
    for ticketid in [2, 3] {
        let call = GetTicket { ticketid: Some(ticketid), ..GetTicket::default() };
        assert_eq!(site.system.call(call).await.unwrap().ticketid.0, 1);
    }
}

#[tokio::test]
async fn only_what_can_be_charged_is_chosen_beforehand() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    let john = sign_up(&site, "john@example.com").await;
    jane.order(&site).await;
    jane.order(&site).await;
    john.order(&site).await;
    site.run(
        "update invoices set due_on = '2026-01-01';
         update invoices set gateway = 'faketransfer' where id = 2;",
    )
    .await;
    let card = AddPayMethod {
        clientid: 1,
        card_number: Some("4242424242424242".into()),
        card_expiry: Some("1230".to_owned()),
        ..AddPayMethod::default()
    };
    site.system.call(card).await.unwrap();
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let here = "/admin/capture";
    let page = ann.read(here).await;
    for (id, chosen) in [(1, " checked"), (2, ""), (3, "")] {
        let tick = format!("name=\"id\" value=\"{id}\"{chosen} aria-label=");
        assert!(page.contains(&tick), "{id}: {page}");
    }
    for said in ["Transfer<", "does not charge by itself", "nothing is stored to charge"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let number = site.system.call(GetInvoice { invoiceid: 3 }).await.unwrap().invoicenum;
    let number = if number.is_empty() { "3".to_owned() } else { number.to_string() };
    let page = text(&ann.submit(here, here, &[("id", "3")]).await);
    assert!(page.contains(&format!("Invoice {number} due on 2026-01-01")), "{page}");
}
