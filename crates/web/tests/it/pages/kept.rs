//! Ordering with a card that is kept, and the questions of a product by their kinds.

use protocol::{AddCustomField, AddPayMethod, GetClients, GetInvoice};

use super::browser::{Browser, text};
use super::order::NEW;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each_engine};

/// Jane with a card; gives how forms name it.
async fn with_card(site: &Site) -> String {
    furnish(site).await;
    sign_up(site, "jane@example.com").await;
    let call = AddPayMethod {
        clientid: 1,
        card_number: Some("4242424242424242".into()),
        card_expiry: Some("1230".to_owned()),
        ..AddPayMethod::default()
    };
    format!("kept-{}", site.system.call(call).await.unwrap().paymethodid.0)
}

async fn status(site: &Site, invoiceid: u64) -> String {
    site.system.call(GetInvoice { invoiceid }).await.unwrap().status.0
}

#[tokio::test]
async fn an_order_is_paid_with_a_card_that_is_kept() {
    for site in each_engine().await {
        let card = with_card(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let form = jane.page("/order/1").await;
        let chosen = format!("value=\"{card}\" checked");
        assert!(form.contains(&chosen) && form.contains("Visa ·· 4242"), "{form}");
        let fields = [("cycle", "monthly"), ("host", "a.example"), ("method", &*card)];
        let answer = jane.post("/order/1", &fields).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let last = jane.page(answer.header("location")).await;
        assert!(last.contains("a.example") && !last.contains("#pay"), "{last}");
        assert_eq!(status(&site, 1).await, "Paid");

        // The same in the cart's checkout.
        jane.page("/order/1").await;
        jane.post("/cart/add/1", &[("cycle", "monthly"), ("host", "b.example")]).await;
        let form = jane.page("/checkout").await;
        assert!(form.contains(&chosen), "{form}");
        let answer = jane.post("/checkout", &[("method", &*card)]).await;
        assert_eq!(answer.header("location"), "/billing/invoices/2", "{}", text(&answer));
        let invoice = jane.page("/billing/invoices/2").await;
        assert!(invoice.contains("invoice is paid"), "{invoice}");
        assert_eq!(status(&site, 2).await, "Paid");
    }
}

#[tokio::test]
async fn only_what_is_kept_by_oneself_and_may_be_charged_is_offered() {
    for site in each_engine().await {
        let card = with_card(&site).await;
        sign_up(&site, "eve@example.com").await;
        let mut eve = Browser::logged_in(&site, "eve@example.com", PASSWORD).await;
        assert!(!eve.page("/order/1").await.contains("kept-"));
        let fields = [("cycle", "monthly"), ("method", &*card)];
        let answer = eve.post("/order/1", &fields).await;
        assert_eq!(answer.status, 422, "{}", text(&answer));
        assert!(text(&answer).contains("id=\"p-method\""), "{}", text(&answer));
        // Whoever may order but not see invoices is not offered the owner's card.
        site.run("update user_clients set is_owner = 0, permissions = 'orders' where user_id = 1")
            .await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        assert!(!jane.page("/order/1").await.contains("kept-"));
        let answer = jane.post("/order/1", &fields).await;
        assert_eq!(answer.status, 422, "{}", text(&answer));
        jane.post("/cart/add/1", &[("cycle", "monthly")]).await;
        assert!(!jane.page("/checkout").await.contains("kept-"));
        assert_eq!(jane.post("/checkout", &[("method", &*card)]).await.status, 422);
    }
}

#[tokio::test]
async fn questions_are_asked_by_their_kind() {
    for site in each_engine().await {
        furnish(&site).await;
        for (name, kind, options) in [
            ("System", "dropdown", "Debian, Alma & Co"),
            ("News", "tickbox", ""),
            ("Secret", "password", ""),
            ("Notes", "textarea", ""),
            ("Site", "link", ""),
            ("Start", "date", ""),
        ] {
            let call = AddCustomField {
                r#type: "product".to_owned(),
                relid: Some(1),
                name: name.to_owned(),
                fieldtype: Some(kind.to_owned()),
                options: Some(options.to_owned()),
                required: Some((kind == "tickbox").into()),
                showorder: Some(true.into()),
                ..AddCustomField::default()
            };
            site.system.call(call).await.unwrap();
        }
        // A wrong answer of somebody new has made no account.
        let mut visitor = Browser::on(&site);
        visitor.page("/order/1").await;
        let wrong = [("cycle", "monthly"), ("method", "faketransfer"), ("field_1", "BSD")];
        let fields = [&NEW[..], &wrong, &[("field_2", "on")]].concat();
        let page = text(&visitor.post("/order/1", &fields).await);
        assert!(page.contains("id=\"p-field_1\""), "{page}");
        let found = site.system.call(GetClients::default()).await.unwrap();
        assert_eq!(found.totalresults.0, 0);
        sign_up(&site, "jane@example.com").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let form = jane.page("/order/1").await;
        for wanted in [
            "<option value=\"Alma &amp; Co\">",
            "type=\"checkbox\" name=\"field_2\"",
            "name=\"field_3\" value=\"\" maxlength=\"1000\" type=\"password\"",
            "<textarea class=\"inp\" id=\"f-field_4\"",
            "type=\"url\"",
            "type=\"date\"",
        ] {
            assert!(form.contains(wanted), "{wanted}: {form}");
        }
        let usual = [("cycle", "monthly"), ("method", "faketransfer")];
        let typed = [("field_1", "BSD"), ("field_3", "s3cret"), ("field_4", "a\nb")];
        let answer = jane.post("/order/1", &[&usual[..], &typed].concat()).await;
        assert!(text(&answer).contains("id=\"p-field_2\""), "it must be ticked");
        let ticked = [("field_2", "on")];
        let answer = jane.post("/order/1", &[&usual[..], &typed, &ticked].concat()).await;
        assert_eq!(answer.status, 422);
        let page = text(&answer);
        assert!(page.contains("System must be one of: Debian, Alma &amp; Co"), "{page}");
        assert!(page.contains("id=\"p-field_1\"") && !page.contains("s3cret"), "{page}");
        assert!(
            page.contains(">a\nb</textarea>") && page.contains("value=\"on\" checked"),
            "{page}"
        );
        let good = [("field_1", "Alma & Co"), ("field_2", "on")];
        let answer = jane.post("/order/1", &[&usual[..], &good].concat()).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
    }
}
