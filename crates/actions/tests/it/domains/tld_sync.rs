//! Prices of endings: by hand, for groups, and from a registrar's cost prices.

use actions::testing::{TestActions, each};
use protocol::wire::{Amount, Csv, Flag, Numbered};
use protocol::{
    CreateOrUpdateTLD, DeleteTld, GetTLDPricing, GetTldPrices, SetConfigurationValue,
    SyncTldPricing, SyncTldPricingResponse, TldPriceChange, TldPriceLine, TldSyncLine, TldSyncRule,
    UpdateTldPrices,
};

fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}

async fn sell(test: &TestActions, extension: &str, register: &str) {
    let call = CreateOrUpdateTLD {
        extension: extension.to_owned(),
        currency_code: Some("USD".to_owned()),
        register: [(1, amount(register))].into_iter().collect(),
        ..CreateOrUpdateTLD::default()
    };
    test.call(call).await.unwrap();
}

fn sync() -> SyncTldPricing {
    let text = |text: &str| Some(text.to_owned());
    SyncTldPricing {
        registrar: text("fakeregistrar"),
        margintype: text("percent"),
        margin: text("20"),
        rounding: text("x.99"),
        ..SyncTldPricing::default()
    }
}

fn line<'a>(of: &'a SyncTldPricingResponse, what: (&str, &str, u64, &str)) -> &'a TldSyncLine {
    let is_it = |line: &&TldSyncLine| {
        let years = u64::try_from(line.years.0).unwrap();
        (&*line.extension, &*line.kind, years, &*line.currency) == what
    };
    of.lines.line.0.iter().find(is_it).unwrap_or_else(|| panic!("no line {what:?}"))
}

async fn prices(test: &TestActions, extension: &str) -> Vec<TldPriceLine> {
    let call = GetTldPrices { extension: Some(extension.to_owned()) };
    test.call(call).await.unwrap().tlds.0.tld.0.remove(0).prices.0.price.0
}

async fn price(test: &TestActions, extension: &str, kind: &str, currency: i64) -> Option<String> {
    let found = prices(test, extension).await;
    let is_it = |line: &&TldPriceLine| &*line.kind == kind && line.currencyid.0 == currency;
    found.iter().find(is_it).map(|line| line.price.as_str().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn tld_sync_updates_local_pricing_from_a_registrar() {
    for test in each().await.unwrap() {
        // The registrar asks 8.99 for com and 3.99 for info.
        sell(&test, ".com", "5.00").await;
        sell(&test, ".info", "9.99").await;
        let seen = test.call(sync()).await.unwrap();
        assert!(!seen.applied.0);
        let com = line(&seen, (".com", "register", 1, "USD"));
        assert_eq!((com.cost.as_str(), com.newprice.as_str()), ("8.99", "10.99"));
        assert_eq!((&*com.change, com.oldbelowcost.0, com.belowcost.0), ("changed", true, false));
        assert_eq!(&*line(&seen, (".com", "renew", 1, "USD")).change, "new");
        assert_eq!(line(&seen, (".com", "register", 1, "JPY")).newprice.as_str(), "1619");
        assert!(seen.lines.line.0.iter().all(|line| &*line.extension != ".net"), "not sold here");
        assert_eq!(price(&test, ".com", "register", 1).await.as_deref(), Some("5.00"), "a preview");

        let done = test.call(SyncTldPricing { apply: Flag(true), ..sync() }).await.unwrap();
        assert!(done.applied.0 && line(&done, (".com", "register", 1, "USD")).applied.0);
        assert_eq!(price(&test, ".com", "register", 1).await.as_deref(), Some("10.99"));
        assert_eq!(price(&test, ".com", "renew", 1).await.as_deref(), Some("11.99"));
        assert_eq!(price(&test, ".info", "register", 1).await.as_deref(), Some("4.99"));
        let again = test.call(sync()).await.unwrap();
        assert_eq!((again.numchanges.0, again.numbelowcost.0), (0, 0), "nothing is left to do");
        let shown = test.call(GetTLDPricing::default()).await.unwrap();
        let com = shown.pricing.iter().find(|(name, _)| *name == "com").unwrap();
        assert_eq!(com.1.register.iter().next().unwrap().1.as_str(), "10.99");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b34_rules_differ_by_currency_and_losses_are_not_applied_unasked() {
    for test in each().await.unwrap() {
        sell(&test, ".com", "12.00").await;
        let text = |text: &str| Some(text.to_owned());
        let loss = SyncTldPricing {
            margintype: text("fixed"),
            margin: text("-1.00"),
            rounding: text("none"),
            rule: Numbered(vec![TldSyncRule {
                currency: "EUR".to_owned(),
                margintype: text("percent"),
                margin: text("50"),
                rounding: text("0.50"),
            }]),
            years: Some(Csv(vec![1, 2])),
            addnew: Flag(true),
            extensions: Some(Csv(vec![".com".to_owned(), "net".to_owned()])),
            apply: Flag(true),
            ..sync()
        };
        let done = test.call(loss.clone()).await.unwrap();
        let usd = line(&done, (".com", "register", 1, "USD"));
        assert_eq!((usd.newprice.as_str(), usd.belowcost.0, usd.applied.0), ("7.99", true, false));
        // 8.99 USD are 8.27 EUR; half of it more, up to the next half.
        assert_eq!(line(&done, (".com", "register", 1, "EUR")).newprice.as_str(), "12.50");
        // Two years: registration and one renewal.
        assert_eq!(line(&done, (".com", "register", 2, "USD")).cost.as_str(), "18.98");
        assert_eq!(price(&test, ".com", "register", 1).await.as_deref(), Some("12.00"));
        assert_eq!(price(&test, ".net", "register", 2).await.as_deref(), Some("15.50"));
        let all = SyncTldPricing { applybelowcost: Flag(true), ..loss };
        test.call(all).await.unwrap();
        assert_eq!(price(&test, ".com", "register", 1).await.as_deref(), Some("7.99"));
        let flagged = prices(&test, ".com").await;
        let usd = flagged.iter().find(|line| line.currencyid.0 == 1).unwrap();
        assert!(usd.belowcost.0 && usd.cost.as_ref().unwrap().as_str() == "8.99");

        for (call, said) in [
            (SyncTldPricing { margin: text("many"), ..sync() }, "Invalid margin"),
            (
                SyncTldPricing { margintype: text("odd"), ..sync() },
                "Invalid margin type: percent or fixed",
            ),
            (
                SyncTldPricing { rounding: text("up"), ..sync() },
                "Invalid rounding: none, 0.50 or x.99",
            ),
            (SyncTldPricing { registrar: None, ..sync() }, "Parameter 'registrar' is required"),
        ] {
            assert_eq!(test.refused(call).await, said);
        }
        let setting = SetConfigurationValue {
            setting: "TldSyncRegistrar".to_owned(),
            value: "fakeregistrar".to_owned(),
            ..Default::default()
        };
        test.call(setting).await.unwrap();
        assert_eq!(
            &*test.call(SyncTldPricing::default()).await.unwrap().registrar,
            "fakeregistrar"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_are_set_for_groups_of_clients_and_taken_away() {
    for test in each().await.unwrap() {
        sell(&test, ".com", "12.00").await;
        let mut act = test.engine.act().await.unwrap();
        act.conn.batch("insert into client_groups (name) values ('Resellers')").await.unwrap();
        act.commit().await.unwrap();
        let set = |group, kind: &str, years, text: &str| UpdateTldPrices {
            extension: "com".to_owned(),
            currencyid: 1,
            groupid: Some(group),
            price: Numbered(vec![TldPriceChange {
                kind: kind.to_owned(),
                years,
                amount: amount(text),
            }]),
        };
        assert_eq!(test.call(set(1, "register", 1, "10.00")).await.unwrap().numchanges.0, 1);
        assert_eq!(test.call(set(1, "register", 1, "10.00")).await.unwrap().numchanges.0, 0);
        let found = prices(&test, "com").await;
        let of_group = found.iter().find(|line| line.groupid.0 == 1).unwrap();
        assert_eq!(of_group.price.as_str(), "10.00");
        test.call(set(1, "register", 1, "-1")).await.unwrap();
        assert!(prices(&test, "com").await.iter().all(|line| line.groupid.0 == 0));
        for (call, said) in [
            (set(9, "register", 1, "1"), "Client Group ID Not Found"),
            (set(0, "lease", 1, "1"), "Invalid kind: register, transfer or renew"),
            (set(0, "register", 11, "1"), "Years must be from 1 to 10"),
            (UpdateTldPrices { currencyid: 9, ..set(0, "renew", 1, "1") }, "Currency ID Not Found"),
        ] {
            assert_eq!(test.refused(call).await, said);
        }
        test.call(DeleteTld { extension: ".com".to_owned() }).await.unwrap();
        let gone = DeleteTld { extension: ".com".to_owned() };
        assert_eq!(test.refused(gone).await, "Extension Not Found");
    }
}
