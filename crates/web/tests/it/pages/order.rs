//! The order form: nothing is half done, whoever ordered is in, and who is in says nothing twice.

use protocol::wire::{Amount, Csv};
use protocol::{
    AddClientDomain, AddCustomField, AddProductAddon, ConfirmTwoFactor, CreateOrUpdateTLD,
    GetClients, GetClientsAddons, GetClientsProducts, GetOrders, StartTwoFactor,
    UpdateDomainAddonPrices,
};

use super::browser::{Browser, text};
use crate::rest::two_factor::code;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each, each_engine, one};

/// What somebody new fills in.
pub(super) const NEW: [(&str, &str); 9] = [
    ("who", "new"),
    ("email", "wanda@example.com"),
    ("password", PASSWORD),
    ("first_name", "Wanda"),
    ("last_name", "O'Hara"),
    ("address", "1 Quay"),
    ("city", "Cork"),
    ("postcode", "T12"),
    ("country", "IE"),
];
/// What is chosen of the product.
const CHOSEN: [(&str, &str); 3] =
    [("cycle", "monthly"), ("method", "fakecard"), ("host", "a.example")];

async fn clients(site: &Site) -> i64 {
    site.system.call(GetClients::default()).await.unwrap().totalresults.0
}

async fn orders(site: &Site) -> i64 {
    site.system.call(GetOrders::default()).await.unwrap().totalresults.0
}

#[tokio::test]
async fn a_form_that_comes_back_has_made_no_account() {
    for site in each_engine().await {
        furnish(&site).await;
        site.run("update products set type = 'hostingaccount'").await;
        let mut browser = Browser::on(&site);
        browser.page("/order/1").await;
        for (wrong, said) in [
            (("promo", "NOSUCH"), "id=\"p-promo\""),
            (("host", "no host name"), "id=\"p-host\""),
            (("password", "short"), "id=\"p-password\""),
            (("email", "nowhere"), "id=\"p-email\""),
        ] {
            let mut fields = [&NEW[..], &CHOSEN].concat();
            fields.retain(|(name, _)| *name != wrong.0);
            fields.push(wrong);
            let answer = browser.post("/order/1", &fields).await;
            assert_eq!(answer.status, 422, "{wrong:?}: {}", text(&answer));
            assert!(text(&answer).contains(said), "{wrong:?}: {}", text(&answer));
            assert_eq!(clients(&site).await, 0, "{wrong:?}");
        }
        let answer = browser.post("/order/1", &[&NEW[..], &CHOSEN].concat()).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let last = browser.page(answer.header("location")).await;
        assert!(last.contains("href=\"/billing/invoices/1#pay\""), "{last}");
        let invoice = browser.page("/billing/invoices/1").await;
        assert!(invoice.contains("Wanda"), "whoever ordered is in: {invoice}");
    }
}

#[tokio::test]
async fn who_is_logged_in_orders_without_saying_who() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let form = browser.page("/order/1").await;
        assert!(form.contains("You order as Jane Doe") && !form.contains("f-password"), "{form}");
        let answer = browser.post("/order/1", &CHOSEN).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let last = browser.page(answer.header("location")).await;
        assert!(last.contains("a.example"), "{last}");
        let found = site.system.call(GetOrders::default()).await.unwrap();
        assert_eq!(found.orders.0.order.0[0].userid.0, 1);
    }
}

#[tokio::test]
async fn an_account_orders_with_its_password_and_only_what_its_user_may() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut browser = Browser::on(&site);
        browser.page("/order/1").await;
        let known = |password| {
            let who = [("who", "known"), ("email", "jane@example.com"), ("password", password)];
            [&who[..], &CHOSEN].concat()
        };
        let answer = browser.post("/order/1", &known("not hers at all")).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains("the password is wrong"), "{}", text(&answer));
        let may = "update user_clients set is_owner = 0, permissions = ";
        site.run(&format!("{may}'invoices'")).await;
        let answer = browser.post("/order/1", &known(PASSWORD)).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains("The owner of this account decides"), "{}", text(&answer));
        assert_eq!(orders(&site).await, 0);
        site.run(&format!("{may}'orders,invoices'")).await;
        let answer = browser.post("/order/1", &known(PASSWORD)).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        assert_eq!(browser.get("/billing/invoices/1").await.status, 200);
    }
}

#[tokio::test]
async fn nobody_has_a_name_of_a_whole_page() {
    let site = one().await;
    furnish(&site).await;
    let mut browser = Browser::on(&site);
    browser.page("/order/1").await;
    let long = "x".repeat(256);
    let about = NEW.map(|(name, value)| (name, if name == "city" { &*long } else { value }));
    let usual = [("cycle", "monthly"), ("method", "faketransfer")];
    let answer = browser.post("/order/1", &[&about[..], &usual].concat()).await;
    let page = text(&answer);
    assert_eq!(answer.status, 422, "{page}");
    assert!(page.contains("id=\"p-city\"") && page.contains("longer than 255"), "{page}");
    assert_eq!(orders(&site).await, 0);
}

#[tokio::test]
async fn a_second_factor_is_asked_for_while_the_choice_waits_in_the_cart() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let start = StartTwoFactor { user_id: Some(1), adminid: None };
    let started = site.system.call(start).await.unwrap();
    let code = code(&site, started.secret.reveal());
    let call = ConfirmTwoFactor { user_id: Some(1), adminid: None, code: code.as_str().into() };
    site.system.call(call).await.unwrap();
    let mut browser = Browser::on(&site);
    browser.page("/order/1").await;
    let who = [("who", "known"), ("email", "jane@example.com"), ("password", PASSWORD)];
    let answer = browser.post("/order/1", &[&who[..], &CHOSEN].concat()).await;
    assert_eq!(answer.header("location"), "/login?next=%2Fcheckout", "{}", text(&answer));
    assert_eq!(orders(&site).await, 0);
    assert!(browser.page("/login?next=%2Fcheckout").await.contains("waits in the cart"));
    // Whoever knows the password is told that it is the code; anybody else is not.
    for (password, said) in [(PASSWORD, "That code is wrong"), ("not hers", "password is wrong")] {
        let login = [("email", "jane@example.com"), ("password", password), ("code", "000000")];
        let answer = browser.post("/login", &login).await;
        assert_eq!(answer.status, 401, "{password}");
        assert!(text(&answer).contains(said), "{password}: {}", text(&answer));
    }
    assert!(browser.page("/cart").await.contains("a.example"));
}

#[tokio::test]
async fn the_currency_that_was_chosen_stays() {
    let site = one().await;
    furnish(&site).await;
    let mut browser = Browser::on(&site);
    for (page, chosen) in [("/", "USD"), ("/?currency=EUR", "EUR"), ("/store", "EUR"), ("/", "EUR")]
    {
        let said = browser.page(page).await;
        assert!(said.contains(&format!("currency={chosen}\" aria-current")), "{page}: {said}");
    }
    sign_up(&site, "jane@example.com").await;
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    let said = jane.page("/?currency=EUR").await;
    assert!(!said.contains("aria-label=\"Currency\""), "an account has one currency: {said}");
}

#[tokio::test]
async fn addons_and_the_questions_of_a_product_are_part_of_the_order() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let monthly = [("monthly".to_owned(), Amount::parse("4.00").unwrap())];
        let addon = AddProductAddon {
            name: "Care".to_owned(),
            paytype: "recurring".to_owned(),
            showorder: Some(true.into()),
            pricing: [(1, monthly.into_iter().collect())].into_iter().collect(),
            products: Some(Csv(vec![1])),
            ..AddProductAddon::default()
        };
        site.system.call(addon).await.unwrap();
        let question = AddCustomField {
            r#type: "product".to_owned(),
            relid: Some(1),
            name: "Nickname".to_owned(),
            required: Some(true.into()),
            showorder: Some(true.into()),
            ..AddCustomField::default()
        };
        site.system.call(question).await.unwrap();
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let form = jane.page("/order/1").await;
        assert!(form.contains("$4.00 USD monthly") && form.contains("name=\"field_1\""), "{form}");
        assert!(!form.contains("Nickname is required"), "a price needs no answer: {form}");
        let answer = jane.post("/order/1", &[&CHOSEN[..], &[("addon_1", "on")]].concat()).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains("id=\"p-field_1\""), "{}", text(&answer));

        // Through the cart, where it is changed on the way.
        let more = [("addon_1", "on"), ("field_1", "Rex <b>")];
        jane.post("/cart/add/1", &[&CHOSEN[..], &more].concat()).await;
        let cart = jane.page("/cart").await;
        assert!(cart.contains("href=\"/order/1?line=0\"") && cart.contains("Care"), "{cart}");
        let form = jane.page("/order/1?line=0").await;
        assert!(
            form.contains("value=\"Rex &lt;b&gt;\"") && form.contains("name=\"line\""),
            "{form}"
        );
        let quarter = [("cycle", "annually"), ("host", "b.example"), ("line", "0")];
        jane.post("/cart/add/1", &[&quarter[..], &more].concat()).await;
        let cart = jane.page("/cart").await;
        assert!(cart.contains("b.example") && !cart.contains("a.example"), "{cart}");
        jane.page("/checkout").await;
        let answer = jane.post("/checkout", &[("method", "fakecard")]).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let found = site.system.call(GetClientsProducts::default()).await.unwrap();
        let service = &found.products.0.product.0[0];
        let value = &service.customfields.0.customfield.0[0].value;
        assert_eq!((&*service.domain, &**value), ("b.example", "Rex <b>"));
        let found = site.system.call(GetClientsAddons::default()).await.unwrap();
        assert_eq!(found.addons.0.addon.0.len(), 1);
    }
}

#[tokio::test]
async fn a_domain_in_the_cart_has_its_years_and_its_transfer_code() {
    let site = one().await;
    furnish(&site).await;
    let prices = |first: &str, second: &str| {
        let price = |text: &str| Amount::parse(text).unwrap();
        [(1, price(first)), (2, price(second))].into_iter().collect()
    };
    let tld = CreateOrUpdateTLD {
        extension: ".com".to_owned(),
        currency_code: Some("USD".to_owned()),
        register: prices("9.00", "17.00"),
        transfer: [(1, Amount::parse("8.00").unwrap())].into_iter().collect(),
        renew: prices("10.00", "20.00"),
        ..CreateOrUpdateTLD::default()
    };
    site.system.call(tld).await.unwrap();
    sign_up(&site, "jane@example.com").await;
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    let search = jane.page("/domains/search").await;
    assert!(search.contains("$10.00"), "the renewal has its price: {search}");
    jane.page("/order/1").await;
    for (name, kind) in [("new.com", "register"), ("old.com", "transfer"), ("new.com", "register")]
    {
        jane.post("/cart/domain", &[("name", name), ("kind", kind)]).await;
    }
    let cart = jane.page("/cart").await;
    assert!(cart.contains("2 years · $17.00") && cart.contains("only with the code"), "{cart}");
    jane.post("/cart/change", &[("line", "0"), ("years", "2")]).await;
    let cart = jane.page("/cart").await;
    assert!(cart.contains("then $20.00") && cart.contains("every 2 years"), "{cart}");
    jane.post("/cart/change", &[("line", "1"), ("code", "s3cret")]).await;
    let cart = jane.page("/cart").await;
    assert!(cart.contains("$25.00") && !cart.contains("only with the code"), "{cart}");
    // A name in another script is looked for, shown as it is read, and ordered as the wire has it.
    let found = jane.page("/domains/search?query=M%C3%BCller").await;
    assert!(found.contains("<bdi>müller.com</bdi>"), "{found}");
    assert!(found.contains("name=\"name\" value=\"xn--mller-kva.com\""), "{found}");
    jane.post("/cart/domain", &[("name", "Müller.com"), ("kind", "register")]).await;
    let cart = jane.page("/cart").await;
    assert!(cart.contains("<bdi>müller.com</bdi>") && cart.contains("$34.00"), "{cart}");
    let unsold = jane.page("/domains/search?query=nice.zzz").await;
    assert!(unsold.contains("end in .zzz are not sold here"), "{unsold}");
    assert!(unsold.contains("<bdi>nice.com</bdi>"), "others are offered: {unsold}");
    let ours = AddClientDomain {
        clientid: 1,
        domain: "free-ours.com".to_owned(),
        ..AddClientDomain::default()
    };
    site.system.call(ours).await.unwrap();
    let found = Browser::on(&site).page("/domains/search?query=free-ours.com").await;
    assert!(found.contains("is registered with us already"), "{found}");
    let impossible = jane.page("/domains/search?query=-").await;
    assert!(impossible.contains("No domain can have this name"), "{impossible}");
}

#[tokio::test]
async fn what_goes_with_a_domain_name_is_ticked_in_the_cart() {
    let site = one().await;
    furnish(&site).await;
    let tld = CreateOrUpdateTLD {
        extension: ".com".to_owned(),
        currency_code: Some("USD".to_owned()),
        register: [(1, Amount::parse("9.00").unwrap())].into_iter().collect(),
        dns_management: Some(true.into()),
        id_protection: Some(true.into()),
        ..CreateOrUpdateTLD::default()
    };
    site.system.call(tld).await.unwrap();
    let prices = UpdateDomainAddonPrices {
        currencyid: 1,
        idprotection: Some(Amount::parse("5.00").unwrap()),
        ..UpdateDomainAddonPrices::default()
    };
    site.system.call(prices).await.unwrap();
    sign_up(&site, "jane@example.com").await;
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    jane.page("/order/1").await;
    jane.post("/cart/domain", &[("name", "new.com"), ("kind", "register")]).await;
    let cart = jane.page("/cart").await;
    assert!(cart.contains("$5.00 USD a year") && cart.contains("$9.00"), "{cart}");
    assert!(!cart.contains("E-mail forwarding"), "this ending does not offer it: {cart}");
    let tick = [("line", "0"), ("booked", "1"), ("idprotection", "1")];
    jane.post("/cart/change", &tick).await;
    let cart = jane.page("/cart").await;
    assert!(cart.contains("$14.00") && cart.contains("name=\"idprotection\" value=\"1\" checked"));
    assert!(cart.contains("+ ID Protection"), "{cart}");
    jane.post("/cart/change", &tick[..2]).await;
    assert!(!jane.page("/cart").await.contains("$14.00"));
}
