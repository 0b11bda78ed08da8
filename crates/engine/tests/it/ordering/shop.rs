//! A shop with one of everything that can be ordered.

use engine::catalogue::create::{
    self, NewAddon, NewChoice, NewGroup, NewOption, NewPrice, NewProduct, NewPromotion, Stock,
};
use engine::ordering::cart::{NewItem, NewOrder, NewService};
use engine::ordering::place::{Placed, place};
use engine::testing::TestEngine;
use engine::{Act, Actor, Caller, Door, Result};
use model::catalogue::options::OptionKind;
use model::catalogue::product::PayType;
use model::dates::Cycle;
use model::ids::{
    ClientId, ConfigChoiceId, ConfigOptionId, CurrencyId, ProductAddonId, ProductId, TldId, UserId,
};
use model::money::{Currency, Money};
use model::ordering::promotion::PromotionType;
use store::domains::tlds::{self, TldPriceKind, TldPriceRow, TldRow};
use store::system::gateways::{self, GatewayRow};

use crate::house;

/// The shop's numbers.
pub(crate) struct Shop {
    pub(crate) client: ClientId,
    /// Monthly 10.00 and 5.00 setup, annually 100.00; in EUR 9.00; with all options.
    pub(crate) plain: ProductId,
    /// Monthly 3.33, one service that scales.
    pub(crate) scaled: ProductId,
    /// Monthly 4.00, several services.
    pub(crate) several: ProductId,
    /// 50.00 once.
    pub(crate) once: ProductId,
    /// For nothing.
    pub(crate) free: ProductId,
    /// Monthly 31.00, annually 372.00; to the first of the month, the next one too after the 20th.
    pub(crate) prorated: ProductId,
    /// Monthly 10.00, of which there are five.
    pub(crate) scarce: ProductId,
    /// Monthly 4.00 and 1.00 setup, annually 40.00.
    pub(crate) addon: ProductAddonId,
    /// 7.00 once, several may be had.
    pub(crate) addon_once: ProductAddonId,
    /// Basic for nothing, Big for 2.00 monthly and 1.00 setup.
    pub(crate) dropdown: (ConfigOptionId, Vec<ConfigChoiceId>),
    /// 0.50 monthly for each, at most ten.
    pub(crate) quantity: ConfigOptionId,
    /// 1.50 monthly.
    pub(crate) yes_no: ConfigOptionId,
}

/// Opens it: the clients of the house, the gateway `banktransfer`.
pub(crate) async fn open(test: &TestEngine) -> Shop {
    let mut act = test.act().await.unwrap();
    let shop = furnish(&mut act).await.unwrap();
    act.commit().await.unwrap();
    shop
}

async fn furnish(act: &mut Act) -> Result<Shop> {
    let row = GatewayRow {
        module: "banktransfer".into(),
        name: "Bank Transfer".into(),
        position: 1,
        active: true,
        waiting: false,
        settings: "{}".into(),
    };
    gateways::put(&mut act.conn, &row).await?;
    let client = house::client(&mut act.conn).await;
    let new = NewGroup { name: "Hosting".into(), ..NewGroup::default() };
    let group = create::group(act, new).await?;
    let new = |name: &str| NewProduct::new(group, name);
    let plain = create::product(
        act,
        NewProduct {
            prices: vec![
                price(1, Cycle::Monthly, 1_000, 500),
                price(1, Cycle::Annually, 10_000, 0),
                price(2, Cycle::Monthly, 900, 0),
            ],
            ..new("Plain")
        },
    )
    .await?;
    let monthly = |minor| vec![price(1, Cycle::Monthly, minor, 0)];
    let scaled = NewProduct { allow_quantity: 2, prices: monthly(333), ..new("Scaled") };
    let several = NewProduct { allow_quantity: 1, prices: monthly(400), ..new("Several") };
    let once = NewProduct {
        pay_type: PayType::OneTime,
        prices: vec![price(1, Cycle::OneTime, 5_000, 0)],
        ..new("Once")
    };
    let free = NewProduct { pay_type: PayType::Free, ..new("Free") };
    let prorated = NewProduct {
        prorata_day: 1,
        prorata_charge_next_after: 20,
        prices: vec![price(1, Cycle::Monthly, 3_100, 0), price(1, Cycle::Annually, 37_200, 0)],
        ..new("Prorated")
    };
    let scarce = NewProduct { stock: Stock::Counted(5), prices: monthly(1_000), ..new("Scarce") };
    let (dropdown, quantity, yes_no) = options(act, plain).await?;
    let mut shop = Shop {
        client,
        plain,
        scaled: create::product(act, scaled).await?,
        several: create::product(act, several).await?,
        once: create::product(act, once).await?,
        free: create::product(act, free).await?,
        prorated: create::product(act, prorated).await?,
        scarce: create::product(act, scarce).await?,
        addon: ProductAddonId(0),
        addon_once: ProductAddonId(0),
        dropdown,
        quantity,
        yes_no,
    };
    addons(act, &mut shop).await?;
    promotions(act, &shop).await?;
    endings(act).await?;
    Ok(shop)
}

type Options = ((ConfigOptionId, Vec<ConfigChoiceId>), ConfigOptionId, ConfigOptionId);

async fn options(act: &mut Act, product: ProductId) -> Result<Options> {
    let group = create::option_group(act, "Extras", &[product]).await?;
    let choice = |name: &str, prices| NewChoice { name: name.into(), prices };
    let new = |name: &str, kind, choices| NewOption {
        group,
        name: name.into(),
        kind,
        quantity_min: 0,
        quantity_max: 10,
        choices,
    };
    let size =
        vec![choice("Basic", Vec::new()), choice("Big", vec![price(1, Cycle::Monthly, 200, 100)])];
    let dropdown = create::option(act, new("Size", OptionKind::Dropdown, size)).await?;
    let addresses = vec![choice("address", vec![price(1, Cycle::Monthly, 50, 0)])];
    let quantity = create::option(act, new("IPs", OptionKind::Quantity, addresses)).await?.0;
    let backup = vec![choice("Backup", vec![price(1, Cycle::Monthly, 150, 0)])];
    let yes_no = create::option(act, new("Backup", OptionKind::YesNo, backup)).await?.0;
    Ok((dropdown, quantity, yes_no))
}

async fn addons(act: &mut Act, shop: &mut Shop) -> Result<()> {
    let products = vec![shop.plain, shop.prorated];
    let new = NewAddon {
        products: products.clone(),
        prices: vec![price(1, Cycle::Monthly, 400, 100), price(1, Cycle::Annually, 4_000, 0)],
        ..NewAddon::new("Certificate")
    };
    shop.addon = create::addon(act, new).await?;
    let new = NewAddon {
        products,
        pay_type: PayType::OneTime,
        allow_quantity: true,
        prices: vec![price(1, Cycle::OneTime, 700, 0)],
        ..NewAddon::new("Installation")
    };
    shop.addon_once = create::addon(act, new).await?;
    Ok(())
}

async fn promotions(act: &mut Act, shop: &Shop) -> Result<()> {
    use PromotionType::{FixedAmount, FreeSetup, Percentage, PriceOverride};
    let today = act.today();
    let plain = format!("p{}", shop.plain);
    for new in [
        NewPromotion::new("P20", Percentage, 200_000),
        NewPromotion {
            recurring: true,
            recur_for: 2,
            ..NewPromotion::new("REC", Percentage, 100_000)
        },
        NewPromotion::new("FIX", FixedAmount, 300),
        NewPromotion::new("HUGE", FixedAmount, 99_999),
        NewPromotion::new("OVER", PriceOverride, 600),
        NewPromotion::new("SETUP", FreeSetup, 0),
        NewPromotion { apply_once: true, ..NewPromotion::new("ONE", Percentage, 500_000) },
        NewPromotion {
            applies_to: plain.clone(),
            ..NewPromotion::new("PLAIN", Percentage, 100_000)
        },
        NewPromotion {
            cycles: "annually".into(),
            ..NewPromotion::new("YEAR", Percentage, 100_000)
        },
        NewPromotion { requires: plain, ..NewPromotion::new("NEEDS", Percentage, 100_000) },
        NewPromotion { once_per_client: true, ..NewPromotion::new("ONCE", Percentage, 100_000) },
        NewPromotion { max_uses: 3, ..NewPromotion::new("MAX3", Percentage, 100_000) },
        NewPromotion { new_signups: true, ..NewPromotion::new("NEW", Percentage, 100_000) },
        NewPromotion { existing_clients: true, ..NewPromotion::new("OLD", Percentage, 100_000) },
        NewPromotion {
            expires_on: today.yesterday().ok(),
            ..NewPromotion::new("OVERDUE", Percentage, 100_000)
        },
        NewPromotion {
            starts_on: today.tomorrow().ok(),
            ..NewPromotion::new("EARLY", Percentage, 100_000)
        },
    ] {
        create::promotion(act, new).await?;
    }
    Ok(())
}

async fn endings(act: &mut Act) -> Result<()> {
    let row = TldRow {
        id: TldId(0),
        name: ".com".into(),
        position: 0,
        registrar: String::new(),
        dns_management: true,
        email_forwarding: false,
        id_protection: true,
        epp_code: true,
        grace_days: 30,
        grace_fee_minor: 0,
        redemption_days: 30,
        redemption_fee_minor: 0,
        label: String::new(),
    };
    let id = tlds::insert(&mut act.conn, &row).await?;
    for (kind, years, minor) in [
        (TldPriceKind::Register, 1, 1_200),
        (TldPriceKind::Register, 2, 2_200),
        (TldPriceKind::Transfer, 1, 1_000),
        (TldPriceKind::Renew, 1, 1_500),
    ] {
        let row = TldPriceRow {
            tld_id: id,
            currency_id: CurrencyId(1),
            group_id: 0,
            kind,
            years,
            price_minor: minor,
            cost_minor: None,
        };
        tlds::set_price(&mut act.conn, &row).await?;
    }
    Ok(())
}

/// A price in currency 1 (USD) or 2 (EUR).
pub(crate) fn price(currency: i64, cycle: Cycle, minor: i64, setup: i64) -> NewPrice {
    let money = if currency == 1 { Currency::USD } else { Currency::EUR };
    NewPrice {
        currency: CurrencyId(currency),
        cycle,
        price: Money::from_minor(minor, money),
        setup: Money::from_minor(setup, money),
    }
}

impl Shop {
    /// An order of one product.
    pub(crate) fn order(&self, product: ProductId) -> NewOrder {
        self.order_of(NewService::new(product))
    }

    /// An order of a product as it is wanted.
    pub(crate) fn order_of(&self, service: NewService) -> NewOrder {
        NewOrder {
            items: vec![NewItem::Product(Box::new(service))],
            ..NewOrder::new(self.client, "banktransfer")
        }
    }
}

/// Places an order in an act of its own, as the system.
pub(crate) async fn placed(test: &TestEngine, order: NewOrder) -> Result<Placed> {
    let mut act = test.act().await?;
    let placed = place(&mut act, order).await?;
    act.commit().await?;
    Ok(placed)
}

/// A user of a client as caller.
pub(crate) fn as_client(client: ClientId) -> Caller {
    let actor = Actor::Client { user: UserId(1), client, name: "Jane Doe".into(), by: None };
    Caller { actor, ..Caller::system(Door::Page) }
}
