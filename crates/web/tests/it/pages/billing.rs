//! Invoices on pages: seen, paid, and nobody else's.

use engine::testing::FakeAnswer;
use ports::payment::ChargeSource;
use protocol::wire::Amount;
use protocol::{AddInvoicePayment, AddPayMethod, SetConfigurationValue, VerifyBooks};

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each, each_engine};

/// Jane with an order that is not paid yet; gives the number of its invoice.
async fn invoiced(site: &Site) -> i64 {
    furnish(site).await;
    let jane = sign_up(site, "jane@example.com").await;
    let order = jane.order(site).await;
    order["invoice_id"].as_i64().unwrap_or_else(|| panic!("no invoice in {order}"))
}

#[tokio::test]
async fn an_invoice_is_read_and_paid() {
    for site in each().await {
        let id = invoiced(&site).await;
        site.run("insert into gateways (module, name, position) values ('sandboxcard', 'Test', 2)")
            .await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let home = browser.page("/clientarea").await;
        assert!(home.contains("1 invoice waits"), "{home}");
        let list = browser.page("/billing/invoices?status=Unpaid").await;
        assert!(list.contains(&format!("/billing/invoices/{id}")), "{list}");
        assert!(browser.page("/billing/invoices?status=Paid").await.contains("No invoices here"));

        let path = format!("/billing/invoices/{id}");
        let page = browser.page(&path).await;
        assert!(page.contains("Jane Doe") && page.contains("6.00"), "{page}");
        let answer = browser.post(&format!("{path}/pay"), &[("method", "")]).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains("Choose how to pay"));
        let fields = [("method", "sandboxcard"), ("card_number", "4242 4242 4242 4242")];
        let answer = browser.post(&format!("{path}/pay"), &fields).await;
        assert_eq!(answer.status, 422);
        let page = text(&answer);
        assert!(page.contains("id=\"p-card_expiry\"") && page.contains("id=\"p-card_cvv\""));
        assert!(!page.contains("4242 4242 4242 4242\""), "a card is never sent back");
        let fields = [
            ("method", "sandboxcard"),
            ("card_number", "4242 4242 4242 4241"),
            ("card_expiry", "01/20"),
            ("card_cvv", "123"),
        ];
        let answer = browser.post(&format!("{path}/pay"), &fields).await;
        assert_eq!(answer.status, 422);
        let page = text(&answer);
        assert!(page.contains("The card number is not valid"), "{page}");
        assert!(page.contains("id=\"p-card_expiry\"") && page.contains("has expired"), "{page}");
    }
}

/// What a bank says is told in the client's words, in the tone of what went wrong.
#[tokio::test]
async fn a_declined_card_is_told_without_its_code() {
    for site in each_engine().await {
        let id = invoiced(&site).await;
        let call = AddPayMethod {
            clientid: 1,
            card_number: Some("4242424242424242".into()),
            card_expiry: Some("1230".to_owned()),
            ..AddPayMethod::default()
        };
        let kept = site.system.call(call).await.unwrap().paymethodid.0;
        site.system.engine.world.gateway.answer_next(FakeAnswer::Refuse("card_declined"));
        site.run("update clients set language = 'german'").await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let path = format!("/billing/invoices/{id}");
        let fields = [("method", format!("kept-{kept}")), ("gateway", "fakecard".to_owned())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        browser.page(&path).await;
        let answer = browser.post(&format!("{path}/pay"), &fields).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let page = browser.page(&path).await;
        assert!(page.contains("Die Karte wurde abgelehnt"), "{page}");
        assert!(!page.contains("card_declined"), "a code is no word for clients: {page}");
        assert!(page.contains("notice t-bad"), "{page}");
    }
}

/// Others take them on their own pages; what is sent here all the same is kept nowhere.
#[tokio::test]
async fn card_numbers_are_typed_here_for_sandboxes_only() {
    for site in each().await {
        invoiced(&site).await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        browser.get("/account").await;
        let path = "/billing/payment-methods";
        let page = browser.page(path).await;
        assert!(page.contains("No payment method saved yet"), "{page}");
        assert!(!page.contains("card_number"), "{page}");
        let fields = [("card_number", "4242 4242 4242 4242"), ("card_expiry", "12/30")];
        let answer = browser.post(path, &fields).await;
        assert_eq!(answer.header("location"), path, "{}", text(&answer));
        let page = browser.page(path).await;
        assert!(page.contains("never entered here"), "{page}");
        assert!(page.contains("No payment method saved yet"), "{page}");

        site.run("insert into gateways (module, name, position) values ('sandboxcard', 'Test', 2)")
            .await;
        let page = browser.page(path).await;
        assert!(page.contains("name=\"card_number\""), "{page}");
    }
}

/// Before one's own engine: a stock WHMCS does not tell.
#[tokio::test]
async fn b13_an_invoice_says_how_it_came_about_in_the_clients_language() {
    for site in each_engine().await {
        let id = invoiced(&site).await;
        let sql = "update invoice_items set explanation =
            '[[\"VPS, setup\",500,\"setup\",{\"what\":\"VPS\"}],[\"Group discount\",-100]]'";
        site.run(sql).await;
        for (language, head, setup, discount) in [
            ("english", "How this was computed", "Set-up fee of VPS", "Discount of your group"),
            ("german", "So wurde gerechnet", "Einrichtung von VPS", "Rabatt Ihrer Gruppe"),
        ] {
            site.run(&format!("update clients set language = '{language}'")).await;
            let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
            let page = browser.page(&format!("/billing/invoices/{id}")).await;
            for expected in ["<details class=\"how", head, setup, discount] {
                assert!(page.contains(expected), "{language}: {expected}: {page}");
            }
        }
    }
}

/// Before one's own engine: a stock WHMCS does not tell.
#[tokio::test]
async fn an_invoice_says_of_tax_what_its_paper_says_and_several_are_paid_at_once() {
    for site in each_engine().await {
        furnish(&site).await;
        let taxed = "insert into tax_rules (level, name, country, state, rate)
            values (1, 'VAT', '', '', 190000);
            update products set taxed = 1;";
        site.run(taxed).await;
        for (setting, value) in [("TaxEnabled", "on"), ("TaxCode", "DE123456789")] {
            let (setting, value) = (setting.to_owned(), value.to_owned());
            site.system
                .call(SetConfigurationValue { setting, value, ..Default::default() })
                .await
                .unwrap();
        }
        let jane = sign_up(&site, "jane@example.com").await;
        for _ in 0..2 {
            jane.order(&site).await;
        }
        site.run("update invoices set tax_note = 'Reverse charge: owed by you'").await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let list = browser.page("/billing/invoices").await;
        assert!(list.contains("href=\"/billing/mass-pay\""), "{list}");
        let page = browser.page("/billing/invoices/1").await;
        for said in ["VAT 19 %", "Tax number: DE123456789", "Reverse charge: owed by you"] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }
}

/// Before one's own engine, which knows what its gateways keep.
#[tokio::test]
async fn what_is_ticked_is_kept_where_the_gateway_keeps_it() {
    for site in each_engine().await {
        let id = invoiced(&site).await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let path = format!("/billing/invoices/{id}");
        let tick = "name=\"keep\"";
        assert!(!browser.page(&path).await.contains(tick), "no gateway keeps anything");
        site.run("insert into gateways (module, name, position) values ('fakehosted', 'W', 7)")
            .await;
        let page = browser.page(&path).await;
        assert!(page.contains(tick) && page.contains("value=\"fakehosted\" data-keeps"), "{page}");
        let gateway = &site.system.engine.world.hosted_gateway;
        for (ticked, kept) in [("", false), ("on", true)] {
            browser.page(&path).await;
            let fields = [("method", "fakehosted"), ("keep", ticked)];
            let answer = browser.post(&format!("{path}/pay"), &fields).await;
            assert!(text(&answer).contains("https://pay.example/fakehosted"), "{}", text(&answer));
            let source = gateway.charges().pop().unwrap().source;
            let ChargeSource::Hosted { keep, .. } = source else { panic!("{source:?}") };
            assert_eq!(keep.is_some(), kept, "{ticked}");
            assert!(keep.is_none_or(|owner| owner.email == "jane@example.com"));
        }
        // A tick beside another way to pay is not meant.
        browser.page(&path).await;
        let fields = [("method", "faketransfer"), ("keep", "on")];
        let answer = browser.post(&format!("{path}/pay"), &fields).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
    }
}

#[tokio::test]
async fn a_statement_is_ones_own() {
    for site in each().await {
        let id = invoiced(&site).await;
        sign_up(&site, "mallory@example.com").await;
        let link = format!("/billing/invoices/{id}");
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let page = jane.page("/billing/statement").await;
        assert!(page.contains(&link) && page.contains("Closing balance"), "{page}");
        let before = jane.page("/billing/statement?from=2020-01-01&to=2020-12-31").await;
        assert!(!before.contains(&link), "{before}");
        let mut mallory = Browser::logged_in(&site, "mallory@example.com", PASSWORD).await;
        let others = mallory.page("/billing/statement?client=1&clientid=1&userid=1").await;
        assert!(!others.contains(&link) && others.contains("Closing balance"), "{others}");
    }
}

#[tokio::test]
async fn a_foreign_invoice_is_none() {
    for site in each().await {
        let id = invoiced(&site).await;
        sign_up(&site, "mallory@example.com").await;
        let mut browser = Browser::logged_in(&site, "mallory@example.com", PASSWORD).await;
        let path = format!("/billing/invoices/{id}");
        let foreign = browser.get(&path).await;
        let absent = browser.get("/billing/invoices/999999").await;
        assert_eq!((foreign.status.as_u16(), absent.status.as_u16()), (404, 404));
        assert!(text(&foreign).contains("There is nothing here"));
        for below in ["pay", "credit"] {
            let fields = [("method", "fakecard"), ("amount", "")];
            let answer = browser.post(&format!("{path}/{below}"), &fields).await;
            assert_eq!(answer.status, 404, "{below}");
        }
    }
}

#[tokio::test]
async fn limits_of_funds_are_told_in_the_clients_currency_and_language() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        site.run("update clients set currency_id = 2").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let page = jane.page("/billing/add-funds").await;
        assert!(page.contains("From ") && page.contains("4.60"), "{page}");
        let answer = jane.post("/billing/add-funds", &[("amount", "1.00")]).await;
        let page = text(&answer);
        assert!(page.contains("id=\"p-amount\"") && !page.contains("must be from"), "{page}");
    }
}

/// Credit is bought, and two invoices are paid by a third: the books stay balanced (B19).
#[tokio::test]
async fn funds_are_added_and_several_invoices_paid_at_once() {
    for site in each().await {
        let first = invoiced(&site).await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        browser.get("/billing/add-funds").await;
        for wrong in ["", "-5", "25.001"] {
            let answer = browser.post("/billing/add-funds", &[("amount", wrong)]).await;
            assert!(text(&answer).contains("Enter an amount such as 25.00"), "{}", text(&answer));
        }
        let answer = browser.post("/billing/add-funds", &[("amount", "25.00")]).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let funds = answer.header("location").to_owned();
        let second: i64 = funds.rsplit('/').next().unwrap().parse().unwrap();
        browser.get("/billing/mass-pay").await;
        let chosen = [(format!("invoice_{first}"), "1"), (format!("invoice_{second}"), "1")];
        let chosen: Vec<_> = chosen.iter().map(|(name, on)| (name.as_str(), *on)).collect();
        let answer = browser.post("/billing/mass-pay", &chosen).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let to = answer.header("location").trim_end_matches("#pay").to_owned();
        let page = browser.page(&to).await;
        let leads = |to: &str| format!("href=\"{to}\"");
        assert!(page.contains("31.00"), "{page}");
        assert!(page.contains(&leads(&format!("/billing/invoices/{first}"))), "{page}");
        let page = browser.page(&format!("/billing/invoices/{first}")).await;
        assert!(page.contains("pay it together") && page.contains(&leads(&to)), "{page}");
        let again = browser.page("/billing/mass-pay").await;
        let combined = format!("invoice_{}", to.rsplit('/').next().unwrap());
        assert!(again.contains(&format!("invoice_{first}")), "{again}");
        assert!(!again.contains(&combined), "it would be paid twice: {again}");
        let call = AddInvoicePayment {
            invoiceid: to.rsplit('/').next().unwrap().parse().unwrap(),
            transid: Some("T1".to_owned()),
            gateway: "fakecard".to_owned(),
            ..AddInvoicePayment::default()
        };
        site.system.call(call).await.unwrap();
        for id in [first, second] {
            let page = browser.page(&format!("/billing/invoices/{id}")).await;
            assert!(page.contains(">Paid</span>"), "{page}");
            let said = "paid together with others";
            assert!(page.contains(said) && page.contains(&leads(&to)), "{page}");
        }
        assert!(browser.page("/billing/add-funds").await.contains("$25.00"));
        // A payment that nobody described is called by its invoice, in each language.
        let moved = browser.page("/billing/transactions").await;
        assert!(moved.contains(">Invoice ") && !moved.contains("Invoice Payment"), "{moved}");
        let books = site.system.call(VerifyBooks {}).await.unwrap();
        assert!(books.violations.0.is_empty(), "{books:?}");
        // It is called by the number that people see elsewhere.
        site.run("update invoices set number = 'RE-' || id").await;
        let moved = browser.page("/billing/transactions").await;
        assert!(moved.contains(">Invoice RE-"), "{moved}");
    }
}

/// What is ticked is added up by the server: for the page, for the script, and in what is open.
#[tokio::test]
async fn what_is_ticked_is_added_up() {
    for site in each().await {
        let first = invoiced(&site).await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        browser.get("/billing/add-funds").await;
        let answer = browser.post("/billing/add-funds", &[("amount", "25.00")]).await;
        let second = answer.header("location").rsplit('/').next().unwrap().to_owned();
        let part = AddInvoicePayment {
            invoiceid: second.parse().unwrap(),
            transid: Some("T0".to_owned()),
            gateway: "fakecard".to_owned(),
            amount: Some(Amount::from_minor(1_000, 2)),
            ..AddInvoicePayment::default()
        };
        site.system.call(part).await.unwrap();
        let page = browser.page("/billing/mass-pay").await;
        assert!(page.contains("Chosen together</span> <b class=\"num\">$21.00 USD</b>"), "{page}");
        assert!(page.contains("<b class=\"num\">$15.00 USD</b>"), "what is open of it: {page}");
        let one = format!("invoice_{first}");
        for (to, ticked, sum) in [
            ("/billing/mass-pay", true, "$6.00 USD"),
            ("/billing/mass-pay/sum", true, "$6.00 USD"),
            ("/billing/mass-pay", false, "$0.00 USD"),
        ] {
            let mut fields = vec![("do", "sum")];
            fields.extend(ticked.then_some((one.as_str(), "1")));
            let answer = browser.post(to, &fields).await;
            let page = text(&answer);
            assert_eq!(answer.status, 200, "{page}");
            assert!(
                page.contains(&format!("together</span> <b class=\"num\">{sum}</b>")),
                "{page}"
            );
            assert_eq!(page.contains("<!doctype"), !to.ends_with("sum"), "{page}");
            let boxes = page.matches(" checked>").count();
            assert_eq!(boxes, usize::from(ticked && !to.ends_with("sum")), "{page}");
        }
    }
}

/// The receipt of a transfer is sent with the invoice, and seen there until somebody looked at it.
#[tokio::test]
async fn a_receipt_is_sent_with_an_invoice_that_is_paid_by_hand() {
    for site in each_engine().await {
        let id = invoiced(&site).await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let path = format!("/billing/invoices/{id}");
        assert!(!browser.page(&path).await.contains("/proof\""), "not for cards");
        let sql = format!("update invoices set gateway = 'faketransfer' where id = {id};");
        site.run(&sql).await;
        assert!(browser.page(&path).await.contains("Already paid?"));
        let send = format!("{path}/proof");
        let empty = browser.post(&send, &[("reference", "TX-9")]).await;
        assert_eq!(empty.status, 422);
        assert!(text(&empty).contains("Choose a file") && text(&empty).contains("TX-9"));
        let file = |name| [("proof[0][name]", name), ("proof[0][data]", "UERG"), ("note", "Hi")];
        let wrong = browser.post(&send, &file("a.exe")).await;
        assert!(text(&wrong).contains("This type of file cannot be attached"));
        let sent = browser.post(&send, &file("a.pdf")).await;
        assert_eq!(sent.status, 303, "{}", text(&sent));
        let page = browser.page(&path).await;
        assert!(page.contains("a.pdf") && page.contains("Being looked at"), "{page}");
        sign_up(&site, "mallory@example.com").await;
        let mut mallory = Browser::logged_in(&site, "mallory@example.com", PASSWORD).await;
        mallory.get("/clientarea").await;
        assert_eq!(mallory.post(&send, &file("a.pdf")).await.status, 404);
        assert!(browser.page("/account/files").await.contains("There is no file"));
    }
}

/// An invoice is late, and a statement ends, by the day of the company.
#[tokio::test]
async fn the_day_is_that_of_the_company() {
    for site in each_engine().await {
        furnish(&site).await;
        site.clock.set("2026-01-31T23:30:00Z".parse().unwrap());
        sign_up(&site, "jane@example.com").await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        for (zone, day) in [("UTC", "2026-01-31"), ("Asia/Dhaka", "2026-02-01")] {
            let (setting, value) = ("TimeZone".to_owned(), zone.to_owned());
            site.system
                .call(SetConfigurationValue { setting, value, ..Default::default() })
                .await
                .unwrap();
            let page = browser.page("/billing/statement").await;
            assert!(page.contains(&format!("value=\"{day}\"")), "{zone}: {page}");
        }
    }
}
