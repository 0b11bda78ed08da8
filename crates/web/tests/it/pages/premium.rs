//! Premium names: found, put into the cart and told over REST with their own prices; the office
//! says whether they are sold and what is added.

use model::money::{Currency, Money};
use ports::registrar::PremiumCost;
use protocol::CreateOrUpdateTLD;
use protocol::wire::Amount;
use serde_json::json;

use super::browser::Browser;
use crate::office::browser::{Browser as Office, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, get, one};

async fn sell(site: &Site) {
    let price = |text: &str| [(1, Amount::parse(text).unwrap())].into_iter().collect();
    let tld = CreateOrUpdateTLD {
        extension: ".com".to_owned(),
        currency_code: Some("USD".to_owned()),
        register: price("9.00"),
        renew: price("10.00"),
        auto_registrar: Some("fakeregistrar".to_owned()),
        ..CreateOrUpdateTLD::default()
    };
    site.system.call(tld).await.unwrap();
    let usd = |minor| Some(Money::from_minor(minor, Currency::USD));
    let cost = PremiumCost { register: usd(100_000), renew: usd(10_000), ..PremiumCost::default() };
    site.system.engine.world.registrar.registry.ask_more("gold.com", cost);
}

#[tokio::test]
async fn b34_premium_names_have_their_own_prices_in_the_shop() {
    let site = one().await;
    furnish(&site).await;
    sell(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    let search = "/domains/search?query=gold.com";
    let found = jane.page(search).await;
    assert!(found.contains("A premium name, which is not sold here"), "{found}");
    assert!(!found.contains("name=\"name\" value=\"gold.com\""), "not for the cart: {found}");

    let mut office = Office::of_ann(&site, r#"["*"]"#).await;
    let here = "/admin/tlds/premium";
    let page = office.read(here).await;
    assert!(page.contains("name=\"percent[0]\" value=\"20.00\""), "{page}");
    let wrong = [("enabled", "1"), ("upto[0]", "x"), ("percent[0]", "1")];
    let answer = office.submit(here, here, &wrong).await;
    assert_eq!(answer.status, 422);
    let page = text(&answer);
    assert!(page.contains("is no amount of money") && page.contains("value=\"x\""), "{page}");
    let right = [
        ("enabled", "1"),
        ("upto[0]", "500"),
        ("percent[0]", "50"),
        ("upto[1]", ""),
        ("percent[1]", "10"),
        ("upto[2]", ""),
        ("percent[2]", ""),
    ];
    let page = office.done(here, here, &right).await;
    assert!(page.contains("name=\"upto[0]\" value=\"500.00\""), "{page}");
    let looked = office.read("/admin/whois?domain=gold.com").await;
    assert!(looked.contains("its registration costs 1000.00 USD"), "{looked}");

    let found = jane.page(search).await;
    assert!(found.contains("Premium name") && found.contains("$1,100.00 USD"), "{found}");
    assert!(found.contains("renews for $150.00 USD"), "{found}");
    jane.page("/order/1").await;
    jane.post("/cart/domain", &[("name", "gold.com"), ("kind", "register")]).await;
    let cart = jane.page("/cart").await;
    assert!(cart.contains("Premium name") && cart.contains("$1,100.00"), "{cart}");
    assert!(!cart.contains("$9.00"), "the price of other names says nothing of it: {cart}");
    jane.post("/cart/change", &[("line", "0"), ("years", "2")]).await;
    let cart = jane.page("/cart").await;
    assert!(cart.contains("A premium name is had for one year at a time"), "{cart}");

    let path = "/api/v1/domain-availability?name=gold.com";
    let told = site.call(get(path)).await.expect(200);
    let usd = |amount: &str| json!({ "amount": amount, "currency": "USD" });
    let expected = json!({
        "is_sold": true,
        "register": usd("1100.00"),
        "renew": usd("150.00"),
        "transfer": null,
    });
    assert_eq!((&told["premium"], &told["is_available"]), (&expected, &json!(true)));
    let plain = site.call(get("/api/v1/domain-availability?name=plain.com")).await.expect(200);
    assert_eq!(plain["premium"], json!(null));
}
