//! Endings, their prices, and the registrars.

use protocol::wire::{Amount, Keyed};
use protocol::{CreateOrUpdateTLD, GetRegistrars, GetTLDPricing};
use store::domains::tlds::{self, TldPriceKind, TldPriceRow};

use super::house::REGISTRAR;
use crate::support::house::{client, each};

fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}

fn prices(pairs: &[(u64, &str)]) -> Keyed<Amount, u64> {
    pairs.iter().map(|(years, price)| (*years, amount(price))).collect()
}

fn com() -> CreateOrUpdateTLD {
    CreateOrUpdateTLD {
        extension: "COM".into(),
        currency_code: Some("usd".into()),
        auto_registrar: Some(REGISTRAR.into()),
        register: prices(&[(1, "10.00"), (2, "19")]),
        transfer: prices(&[(1, "8.50")]),
        renew: prices(&[(1, "12.00")]),
        ..CreateOrUpdateTLD::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_are_kept_in_every_currency() {
    for test in each().await {
        let made = test.call(com()).await.unwrap();
        assert_eq!((&*made.extension, made.id.0), (".com", 1));
        let dev = CreateOrUpdateTLD {
            extension: ".dev".into(),
            group: Some("HOT".into()),
            grace_period_fee: Some(amount("-1")),
            redemption_period_days: Some(20),
            redemption_period_fee: Some(amount("80.00")),
            id_protection: Some(true.into()),
            ..com()
        };
        test.call(dev).await.unwrap();
        let first = CreateOrUpdateTLD {
            extension: ".de".into(),
            display_after: Some(".com".into()),
            ..com()
        };
        test.call(first).await.unwrap();
        let usd = test.call(GetTLDPricing::default()).await.unwrap();
        assert_eq!((&*usd.currency.code, usd.currency.rate.as_str()), ("USD", "1.00000"));
        let order: Vec<_> = usd.pricing.iter().map(|(name, _)| name).collect();
        assert_eq!(order, ["com", "de", "dev"]);
        let com = usd.pricing.get("com").unwrap();
        let by_years: Vec<_> = com.register.iter().map(|(y, p)| (y, p.as_str())).collect();
        assert_eq!(by_years, [("1", "10.00"), ("2", "19.00")]);
        assert_eq!(com.transfer.get("1").unwrap().as_str(), "8.50");
        assert_eq!(com.grace_period.as_ref().unwrap().days.0, 30);
        let dev = usd.pricing.get("dev").unwrap();
        assert_eq!((&*dev.group, dev.addons.idprotect.0), ("hot", true));
        assert!(dev.grace_period.is_none());
        let redemption = dev.redemption_period.as_ref().unwrap();
        assert_eq!((redemption.days.0, redemption.price.as_str()), (20, "80.00"));
        for (currency, register, fee) in [(2, "9.20", "73.60"), (3, "1500", "12000")] {
            let call = GetTLDPricing { currencyid: Some(currency), clientid: None };
            let found = test.call(call).await.unwrap();
            let dev = found.pricing.get("dev").unwrap();
            assert_eq!(dev.register.get("1").unwrap().as_str(), register);
            assert_eq!(dev.redemption_period.as_ref().unwrap().price.as_str(), fee);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_leaves_what_it_does_not_mention() {
    for test in each().await {
        test.call(com()).await.unwrap();
        let change = CreateOrUpdateTLD {
            extension: ".com".into(),
            currency_code: Some("USD".into()),
            register: prices(&[(2, "-1"), (3, "30.00")]),
            epp_required: Some(true.into()),
            ..CreateOrUpdateTLD::default()
        };
        assert_eq!(test.call(change).await.unwrap().id.0, 1);
        let found = test.call(GetTLDPricing::default()).await.unwrap();
        let com = found.pricing.get("com").unwrap();
        let by_years: Vec<_> = com.register.iter().map(|(y, p)| (y, p.as_str())).collect();
        assert_eq!(by_years, [("1", "10.00"), ("3", "30.00")]);
        assert_eq!(com.renew.get("1").unwrap().as_str(), "12.00");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_has_its_own_prices() {
    for test in each().await {
        test.call(com()).await.unwrap();
        let mut act = test.engine.act().await.unwrap();
        act.conn
            .batch("insert into client_groups (name) values ('VIP'); update clients set group_id = 1 where id = 1")
            .await
            .unwrap();
        let row = TldPriceRow {
            tld_id: 1.into(),
            currency_id: 1.into(),
            group_id: 1,
            kind: TldPriceKind::Register,
            years: 1,
            price_minor: 500,
            cost_minor: None,
        };
        tlds::set_price(&mut act.conn, &row).await.unwrap();
        act.commit().await.unwrap();
        for (clientid, expected) in [(1, "5.00"), (2, "10.00")] {
            let call = GetTLDPricing { clientid: Some(clientid), currencyid: Some(3) };
            let found = test.call(call).await.unwrap();
            let price = *found.pricing.get("com").unwrap().register.get("1").unwrap();
            assert_eq!(price.as_str(), expected, "the client's currency wins");
        }
        let own = test.call_as(&client(1), GetTLDPricing::default()).await.unwrap();
        assert_eq!(own.pricing.get("com").unwrap().register.get("1").unwrap().as_str(), "5.00");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_have_the_words_of_the_wire() {
    for test in each().await {
        let cases = [
            (CreateOrUpdateTLD { extension: ".".into(), ..com() }, "Extension is required"),
            (
                CreateOrUpdateTLD { auto_registrar: Some("enom".into()), ..com() },
                "Invalid auto_registrar value. Must be empty or one of: fakeregistrar",
            ),
            (
                CreateOrUpdateTLD { currency_code: None, ..com() },
                "Variable currency_code is required when defining pricing",
            ),
            (
                CreateOrUpdateTLD { currency_code: Some("XXX".into()), ..com() },
                "Provided currency_code value does not exist. Must be one of: USD, EUR, JPY",
            ),
            (
                CreateOrUpdateTLD { register: prices(&[(11, "1")]), ..com() },
                "The maximum register period is 10 years",
            ),
            (
                CreateOrUpdateTLD { renew: prices(&[(10, "1")]), ..com() },
                "The maximum renew period is 9 years",
            ),
            (
                CreateOrUpdateTLD { transfer: prices(&[(1, "1"), (2, "2")]), ..com() },
                "Only one transfer period can be defined",
            ),
            (
                CreateOrUpdateTLD { transfer: prices(&[(11, "1")]), ..com() },
                "The maximum transfer period is 10 years",
            ),
            (
                CreateOrUpdateTLD { group: Some("COLD".into()), ..com() },
                "Invalid group parameter: COLD. Should be one of HOT, NEW, SALE",
            ),
        ];
        for (call, expected) in cases {
            assert_eq!(test.refused(call).await, expected);
        }
        assert!(test.call(GetTLDPricing::default()).await.unwrap().pricing.is_empty());
        let call = GetTLDPricing { clientid: Some(99), currencyid: None };
        assert_eq!(test.refused(call).await, "Client ID Not Found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_active_registrars_are_listed() {
    for test in each().await {
        let names = |answer: protocol::GetRegistrarsResponse| -> Vec<String> {
            answer.registrars.0.iter().map(|each| each.display_name.to_string()).collect()
        };
        let found = test.call(GetRegistrars {}).await.unwrap();
        assert_eq!(names(found), ["Fake Registrar"]);
        let mut act = test.engine.act().await.unwrap();
        let sql = "insert into module_settings (type, module, active, updated_at)
            values ('registrar', 'fakeregistrar', 0, 0)";
        act.conn.batch(sql).await.unwrap();
        act.commit().await.unwrap();
        assert!(names(test.call(GetRegistrars {}).await.unwrap()).is_empty());
        let said = "No Active Registrars - auto_registrar value cannot be defined";
        assert_eq!(test.refused(com()).await, said);
    }
}
