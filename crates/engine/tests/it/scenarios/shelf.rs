//! What is on sale in scenarios, and what it is taxed with.
//!
//! - `product NAME CYCLE AMOUNT… [KEY VALUE…]`; keys: `setup AMOUNT`, `made payment|order|accept`,
//!   `from-day D` and `next-after M` (B30), `suspend-after N`, `terminate-after N`, `term N` days,
//!   `stock N`, `each N` for a client, `times N` that it is invoiced
//! - `addon NAME PRODUCT AMOUNT` (monthly), `tld .ENDING AMOUNT [grace DAYS FEE]
//!   [redemption DAYS FEE]` (a year costs as much at first and later)
//! - `promo CODE PERCENT [N]` (recurs for N renewals, for ever if absent),
//!   `offer CODE percent|fixed|override|free-setup VALUE [KEY …]`; keys: `uses N`, `until DATE`,
//!   `times N`, `new-only`, `once-each`, `on PRODUCT`, `for-life`
//! - `tax NAME PERCENT [COUNTRY]`, `tax2 NAME PERCENT [COUNTRY]`, `retax NAME PERCENT`
//! - `rate CODE RATE-TIMES-100000000` (against the dollar)

use engine::catalogue::create::Stock;
use engine::catalogue::create::{self, NewAddon, NewGroup, NewPrice, NewProduct, NewPromotion};
use engine::domains::tlds::{self, TldChanges};
use engine::system::currencies::Currencies;
use engine::{Act, Result};
use model::catalogue::product::PayType;
use model::dates::Cycle;
use model::hosting::service::AutoSetup;
use model::ids::{CurrencyId, ProductId};
use model::money::Money;
use model::ordering::promotion::PromotionType;
use store::args;
use store::domains::tlds::TldPriceKind;

use super::stage::Stage;
use crate::house::tax;

/// 10.00 a month in every currency, made on payment.
const USUAL: &[&str] = &["monthly", "10"];

impl Stage {
    pub(super) async fn usual_product(&mut self) {
        let mut act = self.test.act().await.unwrap();
        self.product(&mut act, "vps-small", USUAL).await.unwrap();
        act.commit().await.unwrap();
    }

    /// Puts something on the shelf; `false` when the words say nothing of the kind.
    pub(super) async fn put(&mut self, act: &mut Act, words: &[&str]) -> Result<bool> {
        match words {
            ["product", name, more @ ..] => self.product(act, name, more).await?,
            ["addon", name, product, amount] => {
                let new = NewAddon {
                    products: vec![self.products[*product]],
                    auto_setup: AutoSetup::Payment,
                    prices: prices(act, Cycle::Monthly, amount, "0").await,
                    ..NewAddon::new(*name)
                };
                create::addon(act, new).await?;
            }
            ["tld", ending, amount, more @ ..] => {
                tlds::put(act, ending_of(ending, amount, more)).await?;
            }
            ["promo", code, percent, times @ ..] => {
                let times = times.first().map_or(0, |times| times.parse().unwrap());
                let value = percent.parse::<i64>().unwrap() * 10_000;
                let new = NewPromotion::new(*code, PromotionType::Percentage, value);
                let new = NewPromotion { recurring: true, recur_for: times, ..new };
                create::promotion(act, new).await?;
            }
            ["offer", code, kind, value, more @ ..] => {
                let new = self.offer(code, kind, value, more);
                create::promotion(act, new).await?;
            }
            ["tax", name, percent, country @ ..] => {
                let country = country.first().copied().unwrap_or_default();
                tax(&mut act.conn, 1, name, country, percent.parse().unwrap()).await;
            }
            ["tax2", name, percent, country @ ..] => {
                let country = country.first().copied().unwrap_or_default();
                tax(&mut act.conn, 2, name, country, percent.parse().unwrap()).await;
            }
            ["retax", name, percent] => {
                let rate = percent.parse::<i64>().unwrap() * 10_000;
                let sql = "update tax_rules set rate = $2 where name = $1";
                act.conn.exec(sql, args![*name, rate]).await?;
            }
            ["rate", code, rate] => {
                let sql = "update currencies set rate = $2 where code = $1";
                act.conn.exec(sql, args![*code, rate.parse::<i64>().unwrap()]).await?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    async fn product(&mut self, act: &mut Act, name: &str, more: &[&str]) -> Result<()> {
        let group = NewGroup { name: name.to_owned(), ..NewGroup::default() };
        let group = create::group(act, group).await?;
        let mut new = NewProduct {
            module: "fakepanel".to_owned(),
            module_settings: serde_json::json!({ "plan": "small" }),
            auto_setup: AutoSetup::Payment,
            ..NewProduct::new(group, name)
        };
        let pairs: Vec<(&str, &str)> = more.chunks(2).map(|pair| (pair[0], pair[1])).collect();
        let setup = pairs.iter().find(|(key, _)| *key == "setup").map_or("0", |(_, value)| value);
        let (mut after, mut own) = (Vec::new(), Vec::new());
        for (key, value) in &pairs {
            let number = || value.parse::<u8>().unwrap();
            match *key {
                "setup" => {}
                "made" => new.auto_setup = made(value),
                "from-day" => new.prorata_day = number(),
                "next-after" => new.prorata_charge_next_after = number(),
                "stock" => new.stock = Stock::Counted(number().into()),
                "each" => new.max_per_client = number().into(),
                "suspend-after" => own.push(("AutoSuspensionDays", *value)),
                "terminate-after" => {
                    own.extend([("AutoTermination", "on"), ("AutoTerminationDays", *value)]);
                }
                "term" => after.push(("terminate_after_days", *value)),
                "times" => after.push(("recurring_limit", *value)),
                word => {
                    let cycle = cycle(word);
                    new.pay_type = match cycle {
                        Cycle::Free => PayType::Free,
                        Cycle::OneTime => PayType::OneTime,
                        _ => PayType::Recurring,
                    };
                    new.prices.extend(prices(act, cycle, value, setup).await);
                }
            }
        }
        let id: ProductId = create::product(act, new).await?;
        for (column, value) in after {
            let sql = format!("update products set {column} = $2 where id = $1");
            act.conn.exec(&sql, args![id, value.parse::<i64>().unwrap()]).await?;
        }
        for (setting, value) in own {
            let sql = "insert into setting_overrides (subject, subject_id, setting, value)
                values ('product', $1, $2, $3)";
            act.conn.exec(sql, args![id, setting, value]).await?;
        }
        self.products.insert(name.to_owned(), id);
        Ok(())
    }

    fn offer(&self, code: &str, kind: &str, value: &str, more: &[&str]) -> NewPromotion {
        let number: i64 = value.replace('.', "").parse().unwrap();
        let (kind, value) = match kind {
            "percent" => (PromotionType::Percentage, number * 10_000),
            "fixed" => (PromotionType::FixedAmount, number),
            "override" => (PromotionType::PriceOverride, number),
            "free-setup" => (PromotionType::FreeSetup, 0),
            other => panic!("there are no offers of {other}"),
        };
        let mut new = NewPromotion::new(code, kind, value);
        let mut words = more.iter();
        while let Some(key) = words.next() {
            let mut next = || *words.next().unwrap();
            match *key {
                "uses" => new.max_uses = next().parse().unwrap(),
                "until" => new.expires_on = Some(next().parse().unwrap()),
                "times" => {
                    new.recurring = true;
                    new.recur_for = next().parse().unwrap();
                }
                "for-life" => new.lifetime = true,
                "new-only" => new.new_signups = true,
                "once-each" => new.once_per_client = true,
                "on" => new.applies_to = format!("p{}", self.products[next()]),
                other => panic!("offers know nothing of {other}"),
            }
        }
        new
    }
}

fn made(word: &str) -> AutoSetup {
    match word {
        "payment" => AutoSetup::Payment,
        "order" => AutoSetup::Order,
        "accept" => AutoSetup::Accept,
        _ => AutoSetup::Never,
    }
}

pub(super) fn cycle(word: &str) -> Cycle {
    match word {
        "monthly" => Cycle::Monthly,
        "quarterly" => Cycle::Quarterly,
        "semiannually" => Cycle::SemiAnnually,
        "annually" => Cycle::Annually,
        "biennially" => Cycle::Biennially,
        "triennially" => Cycle::Triennially,
        "onetime" => Cycle::OneTime,
        "free" => Cycle::Free,
        other => panic!("{other} is no cycle"),
    }
}

/// The same number in every currency that has enough digits for it.
async fn prices(act: &mut Act, cycle: Cycle, amount: &str, setup: &str) -> Vec<NewPrice> {
    if cycle == Cycle::Free {
        return Vec::new();
    }
    let currencies = Currencies::read(&mut act.conn).await.unwrap();
    let price = |id| {
        let currency = currencies.currency(CurrencyId(id)).unwrap();
        let price = Money::parse(amount, &currency).ok()?;
        let setup = Money::parse(setup, &currency).ok()?;
        Some(NewPrice { currency: CurrencyId(id), cycle, price, setup })
    };
    (1..=3).filter_map(price).collect()
}

fn ending_of(ending: &str, amount: &str, more: &[&str]) -> TldChanges {
    use TldPriceKind::{Register, Renew, Transfer};
    let mut new = TldChanges {
        extension: ending.to_owned(),
        registrar: Some("fakeregistrar".to_owned()),
        currency_code: Some("USD".to_owned()),
        prices: [Register, Transfer, Renew].map(|kind| (kind, 1, amount.to_owned())).to_vec(),
        ..TldChanges::default()
    };
    for words in more.chunks(3) {
        let (days, fee) = (Some(words[1].parse().unwrap()), Some(words[2].to_owned()));
        match words[0] {
            "grace" => (new.grace_days, new.grace_fee) = (days, fee),
            "redemption" => (new.redemption_days, new.redemption_fee) = (days, fee),
            other => panic!("endings know nothing of {other}"),
        }
    }
    new
}
