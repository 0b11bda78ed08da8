//! What can be chosen of a product, with what it adds; ways to pay; a number for taxes.

use protocol::wire::Amount;
use protocol::{
    AddConfigOption, AddConfigOptionChoice, AddConfigOptionGroup, AddCustomField, AddTaxRule,
    GetClients, GetClientsDetails, GetClientsProducts, SetConfigurationValue, UpdateConfigOption,
};

use super::browser::{Browser, text};
use super::order::NEW;
use crate::office::browser::Browser as Office;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each_engine, one};

const CHOSEN: [(&str, &str); 2] = [("cycle", "monthly"), ("method", "faketransfer")];

/// Adds an option with its choices and what they cost monthly and annually; the first is 1, and
/// the choices are counted on.
async fn option(site: &Site, kind: u64, name: &str, choices: &[(&str, [&str; 2])]) {
    let option =
        AddConfigOption { groupid: 1, name: name.to_owned(), r#type: kind, ..Default::default() };
    let optionid = site.system.call(option).await.unwrap().optionid.id().unwrap();
    for (name, prices) in choices {
        let cycles = ["monthly", "annually"].into_iter().zip(prices);
        let prices = cycles.map(|(cycle, text)| (cycle.to_owned(), Amount::parse(text).unwrap()));
        let choice = AddConfigOptionChoice {
            optionid,
            name: (*name).to_owned(),
            pricing: [(1, prices.collect())].into_iter().collect(),
            ..Default::default()
        };
        site.system.call(choice).await.unwrap();
    }
}

async fn options(site: &Site) {
    let group = AddConfigOptionGroup {
        name: "All".to_owned(),
        products: Some(protocol::wire::Csv(vec![1])),
        ..Default::default()
    };
    site.system.call(group).await.unwrap();
    option(site, 3, "Backups", &[("Daily backups", ["1.01", "10.10"])]).await;
    let sizes = [("4 GB", ["0.00", "0.00"]), ("8 GB", ["5.00", "50.00"])];
    option(site, 1, "Memory", &sizes).await;
    option(site, 4, "Addresses", &[("Address", ["2.00", "20.00"])]).await;
    option(site, 1, "Panel", &[]).await;
}

async fn recurring(site: &Site) -> Vec<String> {
    let found = site.system.call(GetClientsProducts::default()).await.unwrap();
    found.products.0.product.iter().map(|row| row.recurringamount.as_str().to_owned()).collect()
}

#[tokio::test]
async fn what_is_not_ticked_is_not_bought_and_what_is_chosen_has_its_price() {
    for site in each_engine().await {
        furnish(&site).await;
        options(&site).await;
        let mut guest = Browser::on(&site);
        let form = guest.page("/order/1").await;
        for there in [
            "type=\"checkbox\" name=\"option_1\" value=\"1\">",
            ">+ $1.01 USD</span>",
            ">4 GB</option>",
            "data-annually=\"8 GB (+ $50.00 USD)\">8 GB (+ $5.00 USD)</option>",
            "name=\"option_3\" type=\"number\" min=\"0\" value=\"0\">",
        ] {
            assert!(form.contains(there), "{there}: {form}");
        }
        assert!(!form.contains("Panel"), "nothing can be chosen of it yet: {form}");
        // As a browser without script sends it: a box that is not ticked is not there.
        let usual = [("option_2", "2"), ("option_3", "0")];
        let answer = guest.post("/order/1", &[&NEW[..], &CHOSEN, &usual].concat()).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        assert_eq!(recurring(&site).await, ["5.00"]);
        guest.page("/order/1").await;
        let more = [("option_1", "1"), ("option_2", "3"), ("option_3", "2")];
        let answer = guest.post("/order/1", &[&CHOSEN[..], &more].concat()).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        assert_eq!(recurring(&site).await, ["5.00", "15.01"]);
        // The cart keeps it, and the form that changes it says so.
        guest.page("/order/1").await;
        guest.post("/cart/add/1", &[&CHOSEN[..], &more].concat()).await;
        let form = guest.page("/order/1?line=0").await;
        assert!(form.contains("name=\"option_1\" value=\"1\" checked>"), "{form}");
    }
}

#[tokio::test]
async fn staff_is_told_what_is_missing_of_an_option() {
    let site = one().await;
    furnish(&site).await;
    options(&site).await;
    let mut ann = Office::of_ann(&site, r#"["*"]"#).await;
    let told = "no product offers the option until there is a choice";
    let sheet = "/admin/config-options/options";
    assert!(ann.read(&format!("{sheet}/4")).await.contains(told));
    assert!(!ann.read(&format!("{sheet}/1")).await.contains(told));
    let change = |qtyminimum, qtymaximum| UpdateConfigOption {
        optionid: 3,
        qtyminimum,
        qtymaximum,
        ..Default::default()
    };
    for (least, most, is_taken) in [
        (Some(5), Some(2), false),
        (Some(5), Some(0), true),
        (None, Some(2), false),
        (None, Some(8), true),
        (Some(9), None, false),
    ] {
        let tried = site.system.call(change(least, most)).await;
        assert_eq!(tried.is_ok(), is_taken, "{least:?} {most:?}");
    }
}

#[tokio::test]
async fn a_shop_that_cannot_be_paid_says_so_before_an_account_is_made() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    jane.order(&site).await;
    site.run("update gateways set active = 0").await;
    let said = "There is no way to pay here yet";
    let mut guest = Browser::on(&site);
    let form = guest.page("/order/1").await;
    assert!(form.contains(said) && !form.contains("4242"), "{form}");
    assert!(!form.contains("Order and pay"), "{form}");
    let answer = guest.post("/order/1", &[&NEW[..], &CHOSEN].concat()).await;
    assert_eq!(answer.status, 422);
    assert!(text(&answer).contains(said), "{}", text(&answer));
    let clients = site.system.call(GetClients::default()).await.unwrap();
    assert_eq!(clients.totalresults.0, 1, "nobody but Jane");
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    let invoice = jane.page("/billing/invoices/1").await;
    assert!(invoice.contains(said) && !invoice.contains("4242"), "{invoice}");
    jane.page("/order/1").await;
    jane.post("/cart/add/1", &[("cycle", "monthly")]).await;
    assert!(jane.page("/checkout").await.contains(said));
    let answer = jane.post("/checkout", &[("method", "fakecard")]).await;
    assert_eq!(answer.status, 422);
    assert!(text(&answer).contains(said), "{}", text(&answer));
    // A shop that is paid by hand has no fields for a card.
    site.run("update gateways set active = 1 where module = 'faketransfer'").await;
    let form = Browser::on(&site).page("/order/1").await;
    assert!(!form.contains(said) && !form.contains("4242"), "{form}");
}

#[tokio::test]
async fn a_number_for_taxes_is_asked_for_where_it_counts() {
    let site = one().await;
    furnish(&site).await;
    for path in ["/register", "/order/1"] {
        let form = Browser::on(&site).page(path).await;
        assert!(!form.contains("name=\"tax_id\""), "{path}: {form}");
    }
    for (setting, value) in [
        ("TaxEnabled", "on"),
        ("TaxType", "Exclusive"),
        ("DefaultCountry", "DE"),
        ("TaxEUTaxValidation", "on"),
    ] {
        let (setting, value) = (setting.to_owned(), value.to_owned());
        site.system
            .call(SetConfigurationValue { setting, value, ..Default::default() })
            .await
            .unwrap();
    }
    let rule = AddTaxRule {
        level: 1,
        name: "VAT".to_owned(),
        rate: "19".to_owned(),
        ..Default::default()
    };
    site.system.call(rule).await.unwrap();
    site.run("update products set taxed = 1").await;
    let mut guest = Browser::on(&site);
    assert!(guest.page("/register").await.contains("name=\"tax_id\""));
    let form = guest.page("/order/1").await;
    assert!(form.contains("name=\"tax_id\"") && form.contains("VAT number"), "{form}");
    let fields = [&NEW[..], &CHOSEN].concat();
    let number = [("tax_id", "IE6388047V")];
    let taxed = guest.post("/order/1/summary", &fields).await;
    assert!(text(&taxed).contains("$1.14"), "{}", text(&taxed));
    let free = guest.post("/order/1/summary", &[&fields[..], &number].concat()).await;
    assert!(!text(&free).contains("$1.14"), "{}", text(&free));
    let answer = guest.post("/order/1", &[&fields[..], &number].concat()).await;
    assert_eq!(answer.status, 303, "{}", text(&answer));
    let call = GetClientsDetails { clientid: Some(1), ..GetClientsDetails::default() };
    let made = site.system.call(call).await.unwrap().client;
    assert_eq!(&*made.tax_id, "IE6388047V");
}

/// Pages write amounts as the papers do: by the format of the currency.
#[tokio::test]
async fn amounts_are_in_the_format_of_their_currency() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await.order(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        for (format, prices) in [
            (1, ["$50.00 USD", "$6.00 USD"]),
            (3, ["$50,00 USD", "$6,00 USD"]),
            (4, ["$50 USD", "$6 USD"]),
        ] {
            site.run(&format!("update currencies set format = {format}")).await;
            for (path, price) in ["/order/1", "/billing/invoices/1"].into_iter().zip(prices) {
                let page = jane.page(path).await;
                assert!(page.contains(price), "{format} {path}: {page}");
            }
            let form = jane.post("/order/1/summary", &CHOSEN).await;
            assert!(text(&form).contains(prices[1]), "{format}: {}", text(&form));
        }
    }
}

/// Behind a pipe stands what people read, before it what modules do.
#[tokio::test]
async fn nobody_reads_the_name_that_is_for_modules() {
    for site in each_engine().await {
        furnish(&site).await;
        options(&site).await;
        option(&site, 1, "panel|Which panel?", &[("plesk|Plesk", ["1.00", "9.00"])]).await;
        let field = AddCustomField {
            r#type: "product".to_owned(),
            relid: Some(1),
            name: "Host name|Hostname of the server".to_owned(),
            required: Some(true.into()),
            showorder: Some(true.into()),
            showinvoice: Some(true.into()),
            ..AddCustomField::default()
        };
        site.system.call(field).await.unwrap();
        sign_up(&site, "jane@example.com").await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let form = jane.page("/order/1").await;
        let seen = ["Hostname of the server", "Which panel?", "Plesk (+ $1.00 USD)"];
        assert!(seen.iter().all(|text| form.contains(text)), "{form}");
        assert!(!form.contains("Host name|") && !form.contains("panel|"), "{form}");
        let summary = text(&jane.post("/order/1/summary", &CHOSEN).await);
        assert!(!summary.contains("panel|"), "{summary}");
        let answer = jane.post("/order/1", &[&CHOSEN[..], &[("field_1", "web7")]].concat()).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let invoice = jane.page("/billing/invoices/1").await;
        assert!(invoice.contains("Hostname of the server: web7"), "{invoice}");
        assert!(invoice.contains("Which panel?: Plesk"), "{invoice}");
        assert!(!invoice.contains("Host name|") && !invoice.contains("panel|"), "{invoice}");
        let mut ann = Office::of_ann(&site, r#"["*"]"#).await;
        let sheet = ann.read("/admin/custom-fields/1").await;
        assert!(sheet.contains("Host name|Hostname of the server"), "{sheet}");
    }
}
