//! The catalogue: VPS plans, web hosting, dedicated servers; prices in three currencies.

use engine::catalogue::create::{self, NewChoice, NewGroup, NewOption, NewPrice, NewProduct};
use engine::system::currencies::Currencies;
use engine::{Act, Door, Result};
use model::catalogue::options::OptionKind;
use model::catalogue::product::{PayType, ProductType};
use model::dates::Cycle;
use model::hosting::service::AutoSetup;
use model::ids::ProductId;
use model::money::Money;
use protocol::wire::{Amount, Flag};
use protocol::{
    CreateOrUpdateTLD, TldPriceChange, UpdateDomainAddonPrices, UpdateProduct, UpdateTldPrices,
};

use crate::Making;

/// Name, price a month in US cents, setup, what is in it.
type Plan = (&'static str, i64, i64, &'static str);

const VPS: [Plan; 4] = [
    ("VPS S", 600, 0, "For small sites and tools\n1 vCPU\n2 GB memory\n40 GB NVMe\n2 TB traffic"),
    ("VPS M", 1200, 0, "For shops and staging\n2 vCPU\n4 GB memory\n80 GB NVMe\n4 TB traffic"),
    ("VPS L", 2400, 0, "For busy applications\n4 vCPU\n8 GB memory\n160 GB NVMe\n8 TB traffic"),
    ("VPS XL", 4800, 0, "For databases\n8 vCPU\n16 GB memory\n320 GB NVMe\n16 TB traffic"),
];

const WEB: [Plan; 3] = [
    ("Web Start", 300, 0, "One site\n10 GB space\n5 mailboxes\nDaily backups\nFree certificate"),
    ("Web Plus", 700, 0, "Five sites\n50 GB space\n50 mailboxes\nDaily backups\nStaging sites"),
    ("Web Pro", 1500, 0, "As many as you like\n200 GB space\nUnlimited mailboxes\nHourly backups"),
];

const DEDICATED: [Plan; 2] = [
    ("Dedicated 8", 8900, 4900, "A machine of your own\n8 cores\n64 GB memory\n2 × 1 TB NVMe"),
    ("Dedicated 16", 15900, 4900, "When it must not share\n16 cores\n128 GB memory\n2 × 2 TB NVMe"),
];

/// Cycle, how many months are paid for: a year costs ten months.
const CYCLES: [(Cycle, i64); 4] =
    [(Cycle::Monthly, 1), (Cycle::Quarterly, 3), (Cycle::SemiAnnually, 6), (Cycle::Annually, 10)];

/// Fills the shelves.
pub(crate) async fn fill(making: &Making) -> Result<()> {
    let mut act = making.engine.begin_system(Door::Cli, "Demo").await?;
    let vps = group(
        &mut act,
        "Cloud servers",
        "Cloud servers",
        "Virtual machines on NVMe, set up within a minute.",
        &VPS,
        ProductType::Server,
    )
    .await?;
    let web = group(
        &mut act,
        "Web hosting",
        "Web hosting",
        "Everything a site needs, updated and backed up.",
        &WEB,
        ProductType::HostingAccount,
    )
    .await?;
    group(
        &mut act,
        "Dedicated servers",
        "Dedicated servers",
        "Whole machines for whole workloads.",
        &DEDICATED,
        ProductType::Server,
    )
    .await?;
    options(&mut act, &vps).await?;
    addon(&mut act, [vps.clone(), web.clone()].concat()).await?;
    promotions(&mut act).await?;
    act.commit().await?;
    for plans in [vps, web] {
        ways(making, &plans).await?;
    }
    names(making).await
}

/// Each plan of a group can become each other one.
async fn ways(making: &Making, plans: &[ProductId]) -> Result<()> {
    for plan in plans {
        let others = plans.iter().filter(|other| *other != plan).map(|other| other.0.to_string());
        let call = UpdateProduct {
            pid: u64::try_from(plan.0).unwrap_or_default(),
            upgradeproducts: Some(others.collect::<Vec<_>>().join(",")),
            ..UpdateProduct::default()
        };
        making.call(call).await?;
    }
    Ok(())
}

async fn group(
    act: &mut Act,
    name: &str,
    headline: &str,
    tagline: &str,
    plans: &[Plan],
    kind: ProductType,
) -> Result<Vec<ProductId>> {
    let group = NewGroup {
        name: name.to_owned(),
        headline: headline.to_owned(),
        tagline: tagline.to_owned(),
        ..NewGroup::default()
    };
    let group = create::group(act, group).await?;
    let mut made = Vec::new();
    for (name, month, setup, description) in plans {
        let mut product = NewProduct::new(group, *name);
        product.kind = kind;
        product.pay_type = PayType::Recurring;
        product.description = (*description).to_owned();
        product.module = "sandbox".to_owned();
        product.auto_setup = AutoSetup::Payment;
        product.prices = prices(act, *month, *setup).await?;
        made.push(create::product(act, product).await?);
    }
    Ok(made)
}

/// The price in each currency by its rate, rounded to tens: `$12.00`, `€11.00`.
async fn prices(act: &mut Act, month: i64, setup: i64) -> Result<Vec<NewPrice>> {
    let currencies = Currencies::read(&mut act.conn).await?;
    let mut prices = Vec::new();
    for row in currencies.rows() {
        let here = |minor: i64| -> Result<Money> {
            let home = currencies.money(minor, currencies.default_row()?.id)?;
            let mut money = currencies.convert(home, row.id)?;
            money.minor = (money.minor + 5) / 10 * 10;
            Ok(money)
        };
        for (cycle, months) in CYCLES {
            let price = here(month)?.mul_int(months)?;
            prices.push(NewPrice { currency: row.id, cycle, price, setup: here(setup)? });
        }
    }
    Ok(prices)
}

async fn options(act: &mut Act, products: &[ProductId]) -> Result<()> {
    let group = create::option_group(act, "Server options", products).await?;
    let free = |name: &str| NewChoice { name: name.to_owned(), prices: Vec::new() };
    let system = NewOption {
        group,
        name: "Operating system".to_owned(),
        kind: OptionKind::Dropdown,
        quantity_min: 0,
        quantity_max: 0,
        choices: ["Debian 13", "Ubuntu 26.04", "AlmaLinux 10"].into_iter().map(free).collect(),
    };
    create::option(act, system).await?;
    let mut backups = vec![free("No backups")];
    for (name, month) in [("Weekly backups", 150), ("Daily backups", 300)] {
        let prices = prices(act, month, 0).await?;
        backups.push(NewChoice { name: name.to_owned(), prices });
    }
    let backups = NewOption {
        group,
        name: "Backups".to_owned(),
        kind: OptionKind::Dropdown,
        quantity_min: 0,
        quantity_max: 0,
        choices: backups,
    };
    create::option(act, backups).await?;
    Ok(())
}

async fn addon(act: &mut Act, products: Vec<ProductId>) -> Result<()> {
    let prices = prices(act, 1000, 0).await?;
    let mut addon = create::NewAddon::new("Managed care");
    addon.products = products;
    addon.description = "We update, watch and repair it for you.".to_owned();
    addon.pay_type = PayType::Recurring;
    addon.prices = prices;
    create::addon(act, addon).await?;
    Ok(())
}

async fn promotions(act: &mut Act) -> Result<()> {
    use model::ordering::promotion::PromotionType;
    let mut welcome = create::NewPromotion::new("WELCOME20", PromotionType::Percentage, 200_000);
    welcome.recurring = true;
    welcome.recur_for = 2;
    create::promotion(act, welcome).await?;
    let mut first = create::NewPromotion::new("FIRST5", PromotionType::FixedAmount, 500);
    first.max_uses = 100;
    create::promotion(act, first).await?;
    Ok(())
}

/// Ending, price a year in US cents.
const NAMES: [(&str, i64); 5] =
    [(".example", 900), (".com", 1_400), (".net", 1_600), (".org", 1_500), (".eu", 800)];
/// What a hidden owner costs a year, in US cents; the records of a name are kept for nothing.
const PRIVACY_CENTS: i64 = 400;
/// Years that a name can be had for.
const YEARS: u64 = 5;

/// The endings that are sold, in each currency.
async fn names(making: &Making) -> Result<()> {
    let currencies = Currencies::read(&mut making.engine.db().read().await?).await?;
    for (extension, cents) in NAMES {
        let call = CreateOrUpdateTLD {
            extension: extension.to_owned(),
            id_protection: Some(Flag(true)),
            dns_management: Some(Flag(true)),
            epp_required: Some(Flag(true)),
            auto_registrar: Some("sandbox".to_owned()),
            ..CreateOrUpdateTLD::default()
        };
        making.call(call).await?;
        for row in currencies.rows() {
            // Converted once for each currency: several years cost exactly so many times one.
            let home = currencies.money(cents, currencies.default_row()?.id)?;
            let year = currencies.convert(home, row.id)?.minor / 10 * 10;
            let price = |kind: &str, years: u64| TldPriceChange {
                kind: kind.to_owned(),
                years,
                amount: Amount::from_minor(year * i64::try_from(years).unwrap_or(1), 2),
            };
            let years = (1..=YEARS).flat_map(|n| [price("register", n), price("renew", n)]);
            let call = UpdateTldPrices {
                extension: extension.to_owned(),
                currencyid: u64::try_from(row.id.0).unwrap_or_default(),
                groupid: None,
                price: years.chain([price("transfer", 1)]).collect(),
            };
            making.call(call).await?;
        }
    }
    for row in currencies.rows() {
        let home = currencies.money(PRIVACY_CENTS, currencies.default_row()?.id)?;
        let year = currencies.convert(home, row.id)?.minor / 10 * 10;
        let call = UpdateDomainAddonPrices {
            currencyid: u64::try_from(row.id.0).unwrap_or_default(),
            idprotection: Some(Amount::from_minor(year, 2)),
            ..UpdateDomainAddonPrices::default()
        };
        making.call(call).await?;
    }
    Ok(())
}
