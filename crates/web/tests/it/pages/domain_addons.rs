//! What is booked with a domain name that a client has: seen, ordered, paid, given up.

use protocol::wire::Amount;
use protocol::{AddInvoicePayment, CreateOrUpdateTLD, DomainRegister, UpdateDomainAddonPrices};
use serde_json::json;

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, Person, furnish, sign_up};
use crate::site::{Site, each, post};

/// Jane with a name that is due in 73 days, whose ending has DNS records for nothing and hides the
/// owner for 7.30 a year.
pub(crate) async fn jane_with_a_name(site: &Site) -> Person {
    furnish(site).await;
    let ending = CreateOrUpdateTLD {
        extension: ".com".to_owned(),
        currency_code: Some("USD".to_owned()),
        dns_management: Some(true.into()),
        id_protection: Some(true.into()),
        renew: [(1, Amount::parse("10.00").unwrap()), (2, Amount::parse("19.00").unwrap())]
            .into_iter()
            .collect(),
        transfer: [(1, Amount::parse("8.00").unwrap())].into_iter().collect(),
        ..CreateOrUpdateTLD::default()
    };
    site.system.call(ending).await.unwrap();
    let prices = UpdateDomainAddonPrices {
        currencyid: 1,
        idprotection: Some(Amount::parse("7.30").unwrap()),
        ..UpdateDomainAddonPrices::default()
    };
    site.system.call(prices).await.unwrap();
    let jane = sign_up(site, "jane@example.com").await;
    let today = site.system.engine.engine.today().await.unwrap();
    let due = model::dates::add_days(today, 73).unwrap();
    site.run(&format!(
        "insert into domains (client_id, name, type, registrar, status, anchor_on, registered_on,
             next_due_on, first_payment_minor, recurring_minor, created_at, updated_at)
         values (1, 'jane.com', 'Register', 'fakeregistrar', 'Pending', '{due}', '{today}',
             '{due}', 1000, 1000, 0, 0)"
    ))
    .await;
    let register = DomainRegister { domainid: Some(1), ..DomainRegister::default() };
    site.system.call(register).await.unwrap();
    site.run(&format!("update domains set next_due_on = '{due}'")).await;
    jane
}

async fn pay(site: &Site, invoiceid: u64) {
    let call = AddInvoicePayment {
        invoiceid,
        transid: Some("T1".to_owned()),
        gateway: "fakecard".to_owned(),
        ..AddInvoicePayment::default()
    };
    site.system.call(call).await.unwrap();
}

fn number(path: &str) -> u64 {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn an_addon_is_ordered_paid_and_given_up_on_the_page() {
    for site in each().await {
        jane_with_a_name(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let page = jane.page("/domains/1").await;
        assert!(page.contains("$1.46 USD for the time until"), "{page}");
        assert!(page.contains("then $7.30 USD more with each renewal"), "{page}");
        assert!(!page.contains("E-mail forwarding"), "this ending does not have it: {page}");
        let order = [("addon", "idprotection")];
        let answer = jane.post("/domains/1/addons", &order).await;
        let to = answer.header("location").to_owned();
        assert!(answer.status == 303 && to.starts_with("/billing/invoices/"), "{to}");
        let page = jane.page(&to).await;
        assert!(page.contains("73 of 365 days at $7.30 USD a year"), "{page}");
        // Whoever comes again comes to the same invoice.
        let page = jane.page("/domains/1").await;
        assert!(page.contains("waits for payment") && page.contains(&to), "{page}");
        let answer = jane.post("/domains/1/addons", &order).await;
        assert_eq!(answer.header("location"), to);
        pay(&site, number(&to)).await;
        let page = jane.page("/domains/1").await;
        assert!(!page.contains("waits for payment") && page.contains("$17.30 USD"), "{page}");
        assert!(page.contains("What was paid is not given back"), "{page}");
        let answer = jane.post("/domains/1/set/protection", &[("on", "0")]).await;
        assert_eq!(answer.header("location"), "/domains/1");
        assert!(jane.page("/domains/1").await.contains("$1.46 USD for the time until"));
        let answer = jane.post("/domains/1/addons", &[("addon", "dnsmanagement")]).await;
        assert_eq!(answer.header("location"), "/domains/1");
        let page = jane.page("/domains/1").await;
        assert!(page.contains("It is switched on.") && page.contains("/domains/1/dns"), "{page}");
        jane.post("/domains/1/addons", &[("addon", "wings")]).await;
        assert!(jane.page("/domains/1").await.contains("Invalid Addon"));
    }
}

#[tokio::test]
async fn whoever_may_not_order_is_offered_nothing() {
    for site in each().await {
        jane_with_a_name(&site).await;
        let may = async |words: &str| {
            let sql = "update user_clients set is_owner = 0, permissions =";
            site.run(&format!("{sql} '{words}'")).await;
            // What a session may is looked up again after a while.
            site.clock.advance(jiff::SignedDuration::from_hours(1));
            Browser::logged_in(&site, "jane@example.com", PASSWORD).await
        };
        let order = [("addon", "idprotection")];
        let mut jane = may("domains,managedomains").await;
        let page = jane.page("/domains/1").await;
        assert!(page.contains("$1.46") && !page.contains("/domains/1/addons"), "{page}");
        assert!(!page.contains("/domains/1/renew"), "{page}");
        assert!(jane.page("/clientarea").await.contains("row-link\" href=\"/domains\""));
        assert_eq!(jane.post("/domains/1/addons", &order).await.status, 403);
        let mut jane = may("domains,orders").await;
        assert!(!jane.page("/domains/1").await.contains("/domains/1/addons"));
        assert_eq!(jane.post("/domains/1/addons", &order).await.status, 403);
        // Who may not see invoices stays with the name.
        let mut jane = may("domains,managedomains,orders").await;
        jane.page("/domains/1").await;
        let answer = jane.post("/domains/1/addons", &order).await;
        assert_eq!(answer.header("location"), "/domains/1", "{}", text(&answer));
        let page = jane.page("/domains/1").await;
        assert!(page.contains("waits for payment") && !page.contains("/billing/"), "{page}");
    }
}

#[tokio::test]
async fn it_is_told_and_ordered_over_rest() {
    for site in each().await {
        let jane = jane_with_a_name(&site).await;
        let path = "/api/v1/domains/1/addons";
        let told = jane.get(&site, path).await;
        let [dns, owner] = [0, 1].map(|at| told["items"][at].clone());
        assert_eq!((&dns["addon"], &dns["status"]), (&json!("dns_management"), &json!("open")));
        assert_eq!(dns["price"], json!({"amount": "0.00", "currency": "USD"}));
        assert_eq!(owner["price"], json!({"amount": "1.46", "currency": "USD"}));
        assert_eq!((&owner["days"], &owner["days_of_year"]), (&json!(73), &json!(365)));
        let order = |body| jane.asks(post(path, body));
        let made = site.call(order(json!({"addon": "id_protection"}))).await.expect(200);
        assert_eq!((&made["status"], &made["invoice_id"]), (&json!("waiting"), &json!(1)));
        let again = site.call(order(json!({"addon": "id_protection"}))).await.expect(200);
        assert_eq!(again, made);
        let free = site.call(order(json!({"addon": "dns_management"}))).await.expect(200);
        assert_eq!((&free["status"], &free["invoice_id"]), (&json!("on"), &json!(null)));
        for (body, status, pointer) in [
            (json!({"addon": "email_forwarding"}), 422, "/addon"),
            (json!({"addon": "wings"}), 422, "/addon"),
            (json!({"addon": "dns_management"}), 409, ""),
        ] {
            let refused = site.call(order(body)).await.expect(status);
            let said = refused["errors"][0]["pointer"].as_str().unwrap_or_default();
            assert_eq!(said, pointer, "{refused}");
        }
        // The switch beside it is for what costs nothing.
        let request = crate::site::ask(axum::http::Method::PUT, "/api/v1/domains/1/id-protection");
        let request = request.json(&json!({"is_protected": true}));
        let refused = site.call(jane.asks(request)).await.expect(409);
        assert!(refused["detail"].as_str().unwrap().contains("order it first"), "{refused}");
        pay(&site, 1).await;
        assert_eq!(jane.get(&site, path).await["items"][1]["status"], "on");
        let name = jane.get(&site, "/api/v1/domains/1").await;
        assert_eq!(name["recurring_amount"]["amount"], "17.30");
    }
}
