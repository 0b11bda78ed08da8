//! Names whose registries ask more for them than for others: shown, ordered, bought and renewed.

use actions::testing::TestActions;
use engine::jobs::run_until_idle;
use jiff::civil::date;
use model::domains::status::DomainStatus;
use model::money::{Currency, Money};
use ports::fake::Mishap;
use ports::registrar::PremiumCost;
use protocol::wire::{Amount, Keyed, WireDateTime};
use protocol::{
    AddInvoicePayment, AddOrder, AddOrderResponse, CreateOrUpdateTLD, DomainRegister, DomainRenew,
    DomainWhois, GenInvoices, GetInvoice, GetPremiumPricing, PreviewOrder, UpdateClientDomain,
    UpdatePremiumPricing,
};

use super::house::{REGISTRAR, add, listed, row, take_cheques};
use crate::support::house::{client, each};

fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}

fn usd(minor: i64) -> Option<Money> {
    Some(Money::from_minor(minor, Currency::USD))
}

/// The registry asks 1,000 for the first year of a name and 100 for each other.
fn ask_more(test: &TestActions, name: &str, register: i64) {
    let cost = PremiumCost {
        register: usd(register),
        renew: usd(10_000),
        transfer: usd(10_000),
        restore: None,
    };
    test.engine.world.registrar.registry.ask_more(name, cost);
}

fn mark_ups(bands: &[(&str, &str)]) -> UpdatePremiumPricing {
    let column = |of: fn(&(&str, &str)) -> String| bands.iter().map(of).collect::<Vec<_>>();
    UpdatePremiumPricing {
        enabled: Some(true.into()),
        upto: column(|(upto, _)| (*upto).to_owned()).into(),
        percent: column(|(_, percent)| (*percent).to_owned()).into(),
    }
}

/// `.com` at the registrar, with `gold.com` for more; premium names are sold.
async fn sell(test: &TestActions) {
    let prices = |price: &str| -> Keyed<Amount, u64> {
        [(1, amount(price)), (2, amount("19.00"))].into_iter().collect()
    };
    let ending = CreateOrUpdateTLD {
        extension: ".com".into(),
        currency_code: Some("USD".into()),
        register: prices("10.00"),
        renew: prices("12.00"),
        transfer: [(1, amount("10.00"))].into_iter().collect(),
        auto_registrar: Some(REGISTRAR.to_owned()),
        ..CreateOrUpdateTLD::default()
    };
    test.call(ending).await.unwrap();
    ask_more(test, "gold.com", 100_000);
    test.call(mark_ups(&[("200", "20"), ("", "10")])).await.unwrap();
    take_cheques(test).await;
}

fn preview(name: &str, years: u64) -> PreviewOrder {
    PreviewOrder {
        clientid: Some(1),
        domain: vec![name.to_owned()].into(),
        domaintype: vec!["register".to_owned()].into(),
        regperiod: vec![Some(years)].into(),
        ..PreviewOrder::default()
    }
}

fn order(name: &str) -> AddOrder {
    let PreviewOrder { domain, domaintype, regperiod, .. } = preview(name, 1);
    AddOrder {
        clientid: 1,
        paymentmethod: Some("mailin".to_owned()),
        domain,
        domaintype,
        regperiod,
        ..AddOrder::default()
    }
}

fn whois(name: &str) -> DomainWhois {
    DomainWhois { domain: name.to_owned(), ..DomainWhois::default() }
}

/// What an order asks, and the name's number.
async fn bought(test: &TestActions, name: &str) -> (String, u64, AddOrderResponse) {
    let placed = test.call_as(&client(1), order(name)).await.unwrap();
    let invoice = GetInvoice { invoiceid: placed.invoiceid.id().unwrap() };
    let invoice = test.call(invoice).await.unwrap();
    (invoice.subtotal.to_string(), placed.domainids.0[0], placed)
}

async fn pay(test: &TestActions, invoiceid: u64, transid: &str) {
    let payment = AddInvoicePayment {
        invoiceid,
        transid: Some(transid.to_owned()),
        date: WireDateTime(Some(date(2026, 1, 2).at(10, 0, 0, 0))),
        gateway: "mailin".to_owned(),
        ..AddInvoicePayment::default()
    };
    test.call(payment).await.unwrap();
    run_until_idle(&test.engine.engine).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn b34_mark_ups_are_set_whole_and_told() {
    for test in each().await {
        let found = test.call(GetPremiumPricing {}).await.unwrap();
        let told = |found: &protocol::GetPremiumPricingResponse| -> Vec<(String, String)> {
            let upto = |upto: &Option<Amount>| {
                upto.as_ref().map_or_else(|| "rest".to_owned(), ToString::to_string)
            };
            let rows = found.markups.0.markup.iter();
            rows.map(|row| (upto(&row.upto), row.percent.to_string())).collect()
        };
        let pair = |upto: &str, percent: &str| (upto.to_owned(), percent.to_owned());
        assert_eq!((told(&found), found.enabled.0), (vec![pair("rest", "20.00")], false));
        let wanted = mark_ups(&[("", "10"), ("1000.50", "25.5"), ("200", "20")]);
        assert!(test.call(wanted.clone()).await.unwrap().changed.0);
        assert!(!test.call(wanted).await.unwrap().changed.0, "the same again changes nothing");
        let found = test.call(GetPremiumPricing {}).await.unwrap();
        let expected =
            vec![pair("200.00", "20.00"), pair("1000.50", "25.50"), pair("rest", "10.00")];
        assert_eq!((told(&found), found.enabled.0), (expected.clone(), true));
        for (bands, said) in [
            (&[("x", "1")][..], "\"x\" is no amount of money"),
            (&[("-1", "1")], "\"-1\" is no amount of money"),
            (&[("1", "")], "\"\" is no percentage"),
            (&[("1", "-5")], "\"-5\" is no percentage"),
            (&[("1", "5"), ("1.00", "6")], "There are two mark-ups up to 1.00"),
        ] {
            assert_eq!(test.refused(mark_ups(bands)).await, said);
        }
        let many: Vec<String> = (1..=21).map(|n| n.to_string()).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|n| (n.as_str(), "1")).collect();
        assert_eq!(test.refused(mark_ups(&many)).await, "There are at most 20 mark-ups");
        let off = UpdatePremiumPricing { enabled: Some(false.into()), ..Default::default() };
        test.call(off).await.unwrap();
        let found = test.call(GetPremiumPricing {}).await.unwrap();
        assert_eq!((told(&found), found.enabled.0), (expected, false), "bands stay");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b34_a_premium_name_is_shown_with_its_own_prices() {
    for test in each().await {
        sell(&test).await;
        let found = test.call(whois("gold.com")).await.unwrap();
        let premium = found.premium.unwrap();
        let text = |amount: &Option<Amount>| amount.as_ref().map(ToString::to_string);
        assert_eq!((&*found.status, premium.issold.0), ("available", true));
        assert_eq!(text(&premium.register).as_deref(), Some("1100.00"));
        assert_eq!(text(&premium.renew).as_deref(), Some("120.00"));
        assert_eq!(text(&premium.transfer).as_deref(), Some("120.00"));
        assert_eq!(text(&premium.registercost).as_deref(), Some("1000.00"), "staff see the cost");
        // B3: 1,000.00 USD are 920.00 EUR.
        let euro = DomainWhois { currencyid: Some(2), ..whois("gold.com") };
        let seen = test.call_as(&crate::support::house::visitor(), euro).await.unwrap();
        let seen = seen.premium.unwrap();
        assert_eq!(text(&seen.register).as_deref(), Some("1012.00"));
        assert_eq!((&*seen.currencycode, seen.registercost), ("EUR", None), "nobody else does");
        assert_eq!(test.call(whois("plain.com")).await.unwrap().premium, None);

        let quote = test.call(preview("gold.com", 1)).await.unwrap();
        let line = &quote.lines.0.line[0];
        let recurring = line.recurringamount.as_ref().map(ToString::to_string);
        assert_eq!((line.amount.as_str(), recurring.as_deref()), ("1100.00", Some("120.00")));
        assert_eq!(line.premium.as_deref(), Some("gold.com"));
        assert_eq!(&*line.steps[0].what, "Premium .com for 1 years");
        let one_year = "A premium name is had for one year at a time";
        assert_eq!(test.refused(preview("gold.com", 2)).await, one_year);

        // Switched off, it is like no name that anybody can have.
        let off = UpdatePremiumPricing { enabled: Some(false.into()), ..Default::default() };
        test.call(off).await.unwrap();
        let found = test.call_as(&client(1), whois("gold.com")).await.unwrap();
        let premium = found.premium.unwrap();
        assert_eq!((&*found.status, premium.issold.0), ("unavailable", false));
        assert_eq!((premium.register, premium.registercost), (None, None));
        let not_sold = "Premium names are not sold here";
        assert_eq!(test.refused(preview("gold.com", 1)).await, not_sold);
        assert_eq!(test.refused(order("gold.com")).await, not_sold);
        let quote = test.call(preview("plain.com", 1)).await.unwrap();
        assert_eq!(quote.lines.0.line[0].amount.as_str(), "10.00");
    }
}

/// B29: what it costs is asked for anew when the order is placed. B19: what was paid is bought.
#[tokio::test(flavor = "multi_thread")]
async fn b29_it_is_ordered_bought_and_renewed_at_what_was_agreed() {
    for test in each().await {
        sell(&test).await;
        test.call(preview("gold.com", 1)).await.unwrap();
        ask_more(&test, "gold.com", 200_000);
        let quote = test.call(preview("gold.com", 1)).await.unwrap();
        assert_eq!(quote.lines.0.line[0].amount.as_str(), "1100.00", "as it was said a moment ago");
        let (asked, id, placed) = bought(&test, "gold.com").await;
        assert_eq!(asked, "2200.00", "the order asks again");
        let found = listed(&test, id).await;
        assert_eq!((found.recurringamount.as_str(), found.ispremium.0), ("120.00", true));
        assert_eq!(found.premiumrenewcost.unwrap().as_str(), "100.00");
        pay(&test, placed.invoiceid.id().unwrap(), "one").await;
        let found = listed(&test, id).await;
        assert_eq!((&*found.status, &*found.expirydate.to_string()), ("Active", "2027-01-01"));

        let renew = DomainRenew { domainid: Some(id), ..DomainRenew::default() };
        let two = DomainRenew { regperiod: Some(2), ..renew.clone() };
        assert_eq!(test.refused(two).await, "A premium name is had for one year at a time");
        test.engine.clock.advance_days(360);
        test.call(GenInvoices::default()).await.unwrap();
        let invoice = test.call(GetInvoice { invoiceid: 2 }).await.unwrap();
        assert_eq!(invoice.subtotal.as_str(), "120.00");
        pay(&test, 2, "two").await;
        assert_eq!(listed(&test, id).await.expirydate.to_string(), "2028-01-01");
        let calls = test.engine.world.registrar.calls();
        assert_eq!(calls, ["register gold.com", "renew gold.com"]);
    }
}

/// B33: a restoration costs what its registry asks, as it was agreed when the name was sold.
#[tokio::test(flavor = "multi_thread")]
async fn b33_it_is_restored_at_what_was_agreed() {
    for test in each().await {
        sell(&test).await;
        let cost = PremiumCost {
            register: usd(100_000),
            renew: usd(10_000),
            transfer: None,
            restore: usd(25_000),
        };
        let registry = &test.engine.world.registrar.registry;
        registry.ask_more("gold.com", cost);
        let (_, id, placed) = bought(&test, "gold.com").await;
        pay(&test, placed.invoiceid.id().unwrap(), "one").await;
        let ending = CreateOrUpdateTLD {
            extension: ".com".into(),
            currency_code: Some("USD".into()),
            grace_period_days: Some(5),
            redemption_period_days: Some(30),
            redemption_period_fee: Some(amount("80.00")),
            ..CreateOrUpdateTLD::default()
        };
        test.call(ending).await.unwrap();
        test.engine.clock.advance_days(365 + 36);
        let mut act = test.engine.act().await.unwrap();
        let sql = "update domains set status = $1";
        act.conn.exec(sql, store::args![DomainStatus::Redemption]).await.unwrap();
        act.commit().await.unwrap();
        let quote = PreviewOrder {
            clientid: Some(1),
            domainrenewals: [("gold.com".to_owned(), 1)].into_iter().collect(),
            ..PreviewOrder::default()
        };
        // With the mark-ups on 100 and on 250.
        let quote = test.call(quote).await.unwrap();
        assert_eq!(quote.total.as_str(), "395.00", "{quote:?}");
        // Dearer by now: what nobody agreed to is not bought.
        registry.ask_more("gold.com", PremiumCost { restore: usd(25_001), ..cost });
        let renew = DomainRenew { domainid: Some(id), ..DomainRenew::default() };
        let said = "The premium name costs 250.01 USD now, and 250.00 USD was agreed";
        assert_eq!(test.refused(renew.clone()).await, said);
        registry.ask_more("gold.com", cost);
        test.call(renew).await.unwrap();
        assert_eq!(listed(&test, id).await.expirydate.to_string(), "2028-01-01");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sold_as_any_other_is_not_bought_for_more() {
    for test in each().await {
        sell(&test).await;
        // The registrar did not answer when it was ordered.
        test.engine.world.faults.next(Mishap::NotSent);
        let (asked, unasked, placed) = bought(&test, "gold.com").await;
        assert_eq!(asked, "10.00");
        assert!(!listed(&test, unasked).await.ispremium.0);
        pay(&test, placed.invoiceid.id().unwrap(), "one").await;
        // It became one afterwards.
        let later = add(&test, &row(1, "later.com")).await;
        ask_more(&test, "later.com", 5_000);
        let register = |id: u64| DomainRegister { domainid: Some(id), ..DomainRegister::default() };
        for (id, cost) in [(unasked, "1000.00"), (later, "50.00")] {
            let said = format!("It is a premium name for {cost} USD and was not sold as one");
            assert_eq!(test.refused(register(id)).await, said);
            assert_eq!(&*listed(&test, id).await.status, "Pending");
        }
        let queue = test.call(protocol::GetModuleQueue::default()).await.unwrap();
        let told = |text: &str| text.contains("was not sold as one");
        assert!(queue.queue.iter().any(|entry| told(&entry.lastAttemptError)), "{queue:?}");
        // Staff ask again and agree to it; the renewal follows.
        let agree = UpdateClientDomain {
            domainid: Some(later),
            updatepremium: Some(true.into()),
            autorecalc: Some(true.into()),
            ..UpdateClientDomain::default()
        };
        test.call(agree.clone()).await.unwrap();
        let found = listed(&test, later).await;
        assert_eq!((found.ispremium.0, found.recurringamount.as_str()), (true, "120.00"));
        // Dearer once more.
        ask_more(&test, "later.com", 6_000);
        let said = "The premium name costs 60.00 USD now, and 50.00 USD was agreed";
        assert_eq!(test.refused(register(later)).await, said);
        test.call(agree).await.unwrap();
        test.call(register(later)).await.unwrap();
        assert_eq!(&*listed(&test, later).await.status, "Active");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn promotions_and_price_lists_do_not_touch_it() {
    for test in each().await {
        sell(&test).await;
        let promotion = protocol::AddPromotion {
            code: "HALF".to_owned(),
            r#type: "Percentage".to_owned(),
            value: Some("50".to_owned()),
            ..Default::default()
        };
        test.call(promotion).await.unwrap();
        let with =
            |name: &str| PreviewOrder { promocode: Some("HALF".to_owned()), ..preview(name, 1) };
        let quote = test.call(with("plain.com")).await.unwrap();
        assert_eq!(quote.total.as_str(), "5.00");
        let said = test.refused(with("gold.com")).await;
        assert!(said.to_lowercase().contains("promotion"), "{said}");
        // Transfers and renewals of a name that a client has.
        let (_, id, placed) = bought(&test, "gold.com").await;
        pay(&test, placed.invoiceid.id().unwrap(), "one").await;
        let renewals = |years: u64| PreviewOrder {
            clientid: Some(1),
            domainrenewals: [("gold.com".to_owned(), years)].into_iter().collect(),
            ..PreviewOrder::default()
        };
        let quote = test.call(renewals(1)).await.unwrap();
        assert_eq!(quote.lines.0.line[0].amount.as_str(), "120.00");
        let one_year = "A premium name is had for one year at a time";
        assert_eq!(test.refused(renewals(2)).await, one_year);
        let sync = protocol::SyncTldPricing {
            registrar: Some(REGISTRAR.to_owned()),
            apply: true.into(),
            updatedomains: true.into(),
            ..Default::default()
        };
        test.call(sync).await.unwrap();
        assert_eq!(listed(&test, id).await.recurringamount.as_str(), "120.00");
        ask_more(&test, "moved.com", 1);
        let transfer = PreviewOrder {
            domaintype: vec!["transfer".to_owned()].into(),
            ..preview("moved.com", 1)
        };
        let quote = test.call(transfer).await.unwrap();
        assert_eq!(quote.lines.0.line[0].amount.as_str(), "120.00");
    }
}
