//! The house's own questions: at sign-up, in the profile, with an order and with a ticket.

use protocol::{AddCustomField, GetClients, GetClientsDetails, GetTicket};

use super::browser::{Browser, text};
use super::order::NEW;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each_engine};

/// Adds a field and gives how forms name it by its number.
async fn field(site: &Site, kind: &str, relid: u64, name: &str, fieldtype: &str, flags: &str) {
    let has = |flag: &str| Some(flags.contains(flag).into());
    let call = AddCustomField {
        r#type: kind.to_owned(),
        relid: Some(relid),
        name: name.to_owned(),
        fieldtype: Some(fieldtype.to_owned()),
        options: Some("Baker, Smith".to_owned()),
        required: has("required"),
        showorder: has("asked"),
        adminonly: has("staff"),
        ..AddCustomField::default()
    };
    site.system.call(call).await.unwrap();
}

/// 1 a trade, 2 a box, 3 a secret, 4 a size that is asked later, 5 of the staff.
async fn of_clients(site: &Site) {
    field(site, "client", 0, "Trade", "dropdown", "required asked").await;
    field(site, "client", 0, "News", "tickbox", "asked").await;
    field(site, "client", 0, "Code", "password", "asked").await;
    field(site, "client", 0, "Size", "text", "").await;
    field(site, "client", 0, "Risk", "text", "staff required asked").await;
}

async fn values(site: &Site) -> Vec<String> {
    let found = site.system.call(GetClients::default()).await.unwrap();
    let clientid = found.clients.0.client.0[0].id.id();
    let call = GetClientsDetails { clientid, ..GetClientsDetails::default() };
    let found = site.system.call(call).await.unwrap().client;
    found.customfields.iter().map(|row| row.value.to_string()).collect()
}

async fn clients(site: &Site) -> i64 {
    site.system.call(GetClients::default()).await.unwrap().totalresults.0
}

#[tokio::test]
async fn somebody_new_is_asked_and_the_profile_tells() {
    for site in each_engine().await {
        of_clients(&site).await;
        let mut browser = Browser::on(&site);
        let form = browser.page("/register").await;
        assert!(form.contains("<option value=\"Smith\">") && form.contains("name=\"field_2\""));
        assert!(!form.contains("Size") && !form.contains("Risk"), "{form}");
        let fields = [
            ("firstname", "Jane"),
            ("lastname", "Doe"),
            ("email", "jane@example.com"),
            ("password", PASSWORD),
            ("address1", "1 Road"),
            ("city", "Town"),
            ("postcode", "1"),
            ("country", "IE"),
            ("field_2", "on"),
            ("field_3", "s3cret"),
        ];
        let answer = browser.post("/register", &fields).await;
        assert_eq!(answer.status, 422);
        let page = text(&answer);
        assert!(page.contains("id=\"p-field_1\"") && page.contains("value=\"on\" checked"));
        assert!(!page.contains("s3cret"), "{page}");
        let wrong = [&fields[..], &[("field_1", "Pirate")]].concat();
        let page = text(&browser.post("/register", &wrong).await);
        assert!(page.contains("Trade must be one of: Baker, Smith"), "{page}");
        assert_eq!(clients(&site).await, 0);
        // A field of the staff is not filled in, whoever sends it.
        let good = [&fields[..], &[("field_1", "Smith"), ("field_5", "low")]].concat();
        let answer = browser.post("/register", &good).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        assert_eq!(values(&site).await, ["Smith", "on", "s3cret", "", ""]);

        let form = browser.page("/account").await;
        assert!(form.contains("<option value=\"Smith\" selected>"), "{form}");
        assert!(form.contains("Size") && !form.contains("Risk") && !form.contains("s3cret"));
        assert!(form.contains("Leave it empty to keep what is there."), "{form}");
        let own = [&fields[..8], &[("mail_domain", "on")]].concat();
        let answer = browser.post("/account", &[&own[..], &[("field_1", "")]].concat()).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains("id=\"p-field_1\""), "{}", text(&answer));
        let change = [("field_1", "Baker"), ("field_4", "9"), ("field_5", "low")];
        let answer = browser.post("/account", &[&own[..], &change].concat()).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        // The box is not ticked any more, and the secret stays.
        assert_eq!(values(&site).await, ["Baker", "", "s3cret", "9", ""]);
        // What is typed goes before the box that forgets; the box alone empties the secret.
        assert!(browser.page("/account").await.contains("name=\"field_3_clear\""));
        let forget = [&own[..], &change, &[("field_3_clear", "on")]].concat();
        let other = [&forget[..], &[("field_3", "0ther")]].concat();
        assert_eq!(browser.post("/account", &other).await.status, 303);
        assert_eq!(values(&site).await[2], "0ther");
        let wrong = [&forget[..], &[("field_1", "Pirate")]].concat();
        let page = text(&browser.post("/account", &wrong).await);
        assert!(page.contains("name=\"field_3_clear\" value=\"on\" checked"), "{page}");
        assert_eq!(browser.post("/account", &forget).await.status, 303);
        assert_eq!(values(&site).await[2], "");
        assert!(!browser.page("/account").await.contains("field_3_clear"));
    }
}

#[tokio::test]
async fn an_order_of_somebody_new_asks_too() {
    for site in each_engine().await {
        furnish(&site).await;
        of_clients(&site).await;
        field(&site, "product", 1, "System", "text", "asked").await;
        let mut browser = Browser::on(&site);
        let form = browser.page("/order/1").await;
        assert!(form.contains("name=\"own_1\"") && form.contains("name=\"field_6\""), "{form}");
        assert!(!form.contains("own_4") && !form.contains("own_5"), "{form}");
        let usual = [("cycle", "monthly"), ("method", "faketransfer"), ("field_6", "Debian")];
        let fields = [&NEW[..], &usual].concat();
        let answer = browser.post("/order/1", &fields).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains("id=\"p-own_1\""), "{}", text(&answer));
        let wrong = [&fields[..], &[("own_1", "Pirate")]].concat();
        let page = text(&browser.post("/order/1", &wrong).await);
        assert!(page.contains("id=\"p-own_1\"") && page.contains("must be one of"), "{page}");
        assert_eq!(clients(&site).await, 0);
        let good = [&fields[..], &[("own_1", "Baker"), ("own_3", "s3cret")]].concat();
        let answer = browser.post("/order/1", &good).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        assert_eq!(values(&site).await, ["Baker", "", "s3cret", "", ""]);
        // Whoever is in was asked.
        assert!(!browser.page("/order/1").await.contains("own_1"));
    }
}

#[tokio::test]
async fn a_department_asks_with_the_ticket() {
    for site in each_engine().await {
        furnish(&site).await;
        site.run("insert into departments (name) values ('Billing')").await;
        field(&site, "support", 2, "Invoice", "text", "required").await;
        field(&site, "support", 2, "Login", "password", "").await;
        field(&site, "support", 2, "Level", "text", "staff required").await;
        sign_up(&site, "jane@example.com").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let form = jane.page("/tickets/new").await;
        assert!(!form.contains("Invoice</label>") && form.contains("name=\"asked\" value=\"1\""));
        let part = jane.page("/contact/fields?department=2").await;
        assert!(part.contains("name=\"field_1\"") && !part.contains("Level"), "{part}");
        assert!(part.contains("name=\"asked\" value=\"2\""), "{part}");
        // Nobody is told what a department asks that cannot be written to.
        for (change, client, guest) in [
            ("hidden = 0, clients_only = 1", true, false),
            ("hidden = 1, clients_only = 0", false, false),
            ("hidden = 0, clients_only = 0", true, true),
        ] {
            site.run(&format!("update departments set {change} where name = 'Billing'")).await;
            let part = jane.page("/contact/fields?department=2").await;
            assert_eq!(part.contains("name=\"field_1\""), client, "{change}: {part}");
            let part = Browser::on(&site).page("/contact/fields?department=2").await;
            assert_eq!(part.contains("name=\"field_1\""), guest, "{change}: {part}");
            let form = jane.page("/tickets/new?department=2").await;
            assert_eq!(form.contains("name=\"field_1\""), client, "{change}: {form}");
        }
        let base = [("department", "2"), ("subject", "Wrong"), ("message", "Too much")];
        // Without script the department has not asked yet: the form comes back and does.
        let answer = jane.post("/tickets/new", &[&base[..], &[("asked", "1")]].concat()).await;
        assert_eq!(answer.status, 422);
        let page = text(&answer);
        assert!(page.contains("asks a little more") && page.contains("name=\"field_1\""), "{page}");
        let answer = jane.post("/tickets/new", &[&base[..], &[("asked", "2")]].concat()).await;
        assert!(text(&answer).contains("id=\"p-field_1\""), "{}", text(&answer));
        let said = [("asked", "2"), ("field_1", "7"), ("field_2", "s3cret")];
        let answer = jane.post("/tickets/new", &[&base[..], &said].concat()).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let page = jane.page(answer.header("location")).await;
        assert!(page.contains("<bdi>Invoice</bdi></dt><dd><bdi>7</bdi>"), "{page}");
        assert!(!page.contains("s3cret"), "{page}");
        let call = GetTicket { ticketid: Some(1), ..GetTicket::default() };
        let told = site.system.call(call).await.unwrap().customfields.unwrap();
        let told: Vec<_> = told.0.customfield.iter().map(|row| row.value.to_string()).collect();
        assert_eq!(told, ["7", "s3cret"]);

        // A guest is asked the same.
        let mut guest = Browser::on(&site);
        let form = guest.page("/contact?").await;
        assert!(form.contains("data-asks=\"/contact/fields\""), "{form}");
        let who = [("name", "Gus"), ("email", "gus@example.com"), ("asked", "2")];
        let answer = guest.post("/contact", &[&base[..], &who].concat()).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains("id=\"p-field_1\""), "{}", text(&answer));
        let answer = guest.post("/contact", &[&base[..], &who, &[("field_1", "8")]].concat()).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
    }
}

#[tokio::test]
async fn what_departments_ask_does_not_stand_in_the_way_of_erasure() {
    for site in each_engine().await {
        furnish(&site).await;
        field(&site, "support", 1, "Invoice", "text", "required").await;
        sign_up(&site, "jane@example.com").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        jane.page("/account/privacy").await;
        let answer = jane.post("/account/privacy/erase", &[("sure", "on")]).await;
        let to = answer.header("location");
        assert!(to.starts_with("/tickets/new?department=1&subject="), "{to}");
        let form = jane.page(to).await;
        assert!(form.contains("name=\"field_1\""), "{form}");
        site.run("insert into departments (name) values ('Billing')").await;
        let answer = jane.post("/account/privacy/erase", &[("sure", "on")]).await;
        assert_eq!(answer.header("location"), "/tickets/1");
    }
}
