//! `AddProduct`.

use engine::catalogue::create::{self, NewPrice, NewProduct, Stock};
use engine::system::currencies::Currencies;
use engine::{Act, Result, invalid};
use model::catalogue::product::{PayType, ProductType};
use model::dates::Cycle;
use model::hosting::service::AutoSetup;
use model::ids::{CurrencyId, ProductGroupId, ProductId, ServerGroupId};
use model::money::Money;
use model::word::Word;
use protocol::wire::{Amount, Keyed};
use protocol::{AddProduct, AddProductResponse};
use store::catalogue::products;
use store::system::email_templates;

use crate::wire::money;

/// Makes a product.
pub(crate) async fn add_product(act: &mut Act, call: AddProduct) -> Result<AddProductResponse> {
    if call.name.trim().is_empty() {
        return Err(invalid("name", "You must supply a name for the product"));
    }
    known_module(act, call.module.as_deref().unwrap_or_default(), "")?;
    let pay_type = pay_type(call.paytype.as_deref())?;
    let recommendations = recommendations(act, &call).await?;
    let new = NewProduct {
        slug: call.slug.clone(),
        kind: product_type(call.r#type.as_deref())?,
        pay_type,
        short_description: call.shortdescription.clone().unwrap_or_default(),
        description: call.description.clone().unwrap_or_default(),
        tagline: call.tagline.clone().unwrap_or_default(),
        module: call.module.clone().unwrap_or_default(),
        module_settings: module_settings(&call),
        server_group: server_group(&call)?,
        auto_setup: auto_setup(call.autosetup.as_deref())?,
        hidden: call.hidden.is_some_and(bool::from),
        featured: call.isFeatured.is_some_and(bool::from),
        stock: stock(&call)?,
        show_domain_options: call.showdomainoptions.is_some_and(bool::from),
        welcome_email: welcome_email(act, &call).await?,
        taxed: call.tax.is_some_and(bool::from),
        prorata_day: proration(&call)?.0,
        prorata_charge_next_after: proration(&call)?.1,
        colour: colour(call.color.as_deref())?,
        subdomains: call.subdomain.clone().unwrap_or_default(),
        recommendations,
        early_renewal: early_renewal(&call),
        position: own("order", call.order.unwrap_or(0))?,
        prices: prices(act, &call.pricing, pay_type).await?,
        ..NewProduct::new(ProductGroupId(own("gid", call.gid)?), call.name.clone())
    };
    let pid = create::product(act, new).await?;
    Ok(AddProductResponse { pid: pid.0.into() })
}

/// Whether the module that a product names is one that there is; the one it has may stay, as with
/// products from elsewhere.
pub(super) fn known_module(act: &Act, named: &str, before: &str) -> Result<()> {
    let known = &act.engine.world().provisioners;
    if named.is_empty() || named == before || known.contains_key(named) {
        return Ok(());
    }
    Err(invalid("module", "Module Not Found"))
}

fn product_type(word: Option<&str>) -> Result<ProductType> {
    let Some(word) = word.filter(|word| !word.is_empty()) else { return Ok(ProductType::Other) };
    ProductType::from_word(word).ok_or_else(|| {
        invalid(
            "type",
            "Invalid product type. Must be one of \"hostingaccount\", \"reselleraccount\", \
             \"server\" or \"other\"",
        )
    })
}

fn pay_type(word: Option<&str>) -> Result<PayType> {
    let Some(word) = word.filter(|word| !word.is_empty()) else { return Ok(PayType::Free) };
    PayType::from_word(word).ok_or_else(|| {
        invalid(
            "paytype",
            "Invalid pay type. Must be one of \"free\", \"onetime\" or \"recurring\"",
        )
    })
}

fn auto_setup(word: Option<&str>) -> Result<AutoSetup> {
    AutoSetup::from_word(word.unwrap_or_default()).ok_or_else(|| {
        invalid(
            "autosetup",
            "Invalid autosetup value. Must be one of \"\", \"on\", \"order\" or \"payment\"",
        )
    })
}

fn stock(call: &AddProduct) -> Result<Stock> {
    if !call.stockcontrol.0 {
        return Ok(Stock::Unlimited);
    }
    let count = u32::try_from(call.qty.unwrap_or(0));
    count.map(Stock::Counted).map_err(|_| invalid("qty", "The quantity is absurdly large"))
}

/// The day of the month, and the day after which the next month is paid too (B30).
fn proration(call: &AddProduct) -> Result<(u8, u8)> {
    if !call.proratabilling.is_some_and(bool::from) {
        return Ok((0, 0));
    }
    let first = day("proratadate", call.proratadate.unwrap_or(1))?.max(1);
    Ok((first, day("proratachargenextmonth", call.proratachargenextmonth.unwrap_or(0))?))
}

/// A day of the month; 0 is none.
pub(super) fn day(field: &'static str, number: u64) -> Result<u8> {
    let day = u8::try_from(number).ok().filter(|day| *day <= 31);
    day.ok_or_else(|| invalid(field, format!("Parameter '{field}' is no day of the month")))
}

/// The name of a template for products, by which they know their mails; 0 is none.
async fn welcome_email(act: &mut Act, call: &AddProduct) -> Result<String> {
    let Some(id) = call.welcomeemail.filter(|id| *id > 0) else { return Ok(String::new()) };
    let known = email_templates::list(&mut act.conn, Some("product"), "").await?;
    let found = known.into_iter().find(|row| u64::try_from(row.id.0).is_ok_and(|own| own == id));
    found
        .map(|row| row.name)
        .ok_or_else(|| invalid("welcomeemail", "You must supply a valid welcome email ID"))
}

/// A colour without its `#`; empty is none.
pub(super) fn colour(text: Option<&str>) -> Result<String> {
    let digits = text.unwrap_or_default().trim().trim_start_matches('#');
    let is_colour = matches!(digits.len(), 0 | 3 | 6);
    if is_colour && digits.chars().all(|digit| digit.is_ascii_hexdigit()) {
        return Ok(digits.to_ascii_lowercase());
    }
    Err(invalid("color", "The color must be a valid hexadecimal value."))
}

/// `configoption1` to `configoption6` are the module's settings.
fn module_settings(call: &AddProduct) -> serde_json::Value {
    let given = [
        ("configoption1", &call.configoption1),
        ("configoption2", &call.configoption2),
        ("configoption3", &call.configoption3),
        ("configoption4", &call.configoption4),
        ("configoption5", &call.configoption5),
        ("configoption6", &call.configoption6),
    ];
    let set = given.into_iter().filter_map(|(name, value)| {
        value.as_ref().map(|value| (name.to_owned(), serde_json::json!(value)))
    });
    serde_json::Value::Object(set.collect())
}

fn server_group(call: &AddProduct) -> Result<Option<ServerGroupId>> {
    let given = call.servergroupid.filter(|id| *id > 0);
    Ok(given.map(|id| own("servergroupid", id)).transpose()?.map(ServerGroupId))
}

fn early_renewal(call: &AddProduct) -> String {
    if !call.ondemandrenewalconfigurationoverride.is_some_and(bool::from) {
        return String::new();
    }
    if !call.ondemandrenewalsenabled.is_some_and(bool::from) {
        return "off".to_owned();
    }
    let days = [
        (Cycle::Monthly, call.ondemandrenewalperiodmonthly),
        (Cycle::Quarterly, call.ondemandrenewalperiodquarterly),
        (Cycle::SemiAnnually, call.ondemandrenewalperiodsemiannually),
        (Cycle::Annually, call.ondemandrenewalperiodannually),
        (Cycle::Biennially, call.ondemandrenewalperiodbiennially),
        (Cycle::Triennially, call.ondemandrenewalperiodtriennially),
    ];
    let set = days.into_iter().filter_map(|(cycle, days)| {
        days.map(|days| format!("{}={}", cycle.key(), days.min(3_650)))
    });
    set.collect::<Vec<_>>().join(",")
}

async fn recommendations(act: &mut Act, call: &AddProduct) -> Result<String> {
    let mut given: Vec<(u64, i64)> = Vec::new();
    for each in call.recommendations.iter() {
        let id = own("recommendations", each.id)?;
        if products::by_id(&mut act.conn, ProductId(id)).await?.is_none() {
            return Err(invalid(
                "recommendations",
                "The recommendation product ID is invalid. This must be an existing product ID.",
            ));
        }
        given.push((each.order.unwrap_or(u64::MAX), id));
    }
    given.sort();
    Ok(given.iter().map(|(_, id)| id.to_string()).collect::<Vec<_>>().join(","))
}

/// Prices by currency and cycle; an amount below zero is a cycle that is not offered. What is
/// paid once stands under monthly.
async fn prices(
    act: &mut Act,
    pricing: &Keyed<Keyed<Amount>, u64>,
    pay_type: PayType,
) -> Result<Vec<NewPrice>> {
    let currencies = Currencies::read(&mut act.conn).await?;
    let mut found = Vec::new();
    for (currency_id, amounts) in pricing.iter() {
        let id = CurrencyId(own("pricing", *currency_id)?);
        if currencies.row(id).is_none() {
            return Err(invalid("pricing", format!("There is no currency {id}")));
        }
        let currency = currencies.currency(id)?;
        let read = |key: String| -> Result<Option<Money>> {
            let amount = amounts.get(&key);
            amount.map(|amount| money("pricing", amount, &currency)).transpose()
        };
        for (column, cycle) in columns(pay_type) {
            let Some(price) = read(column.key().to_owned())? else { continue };
            if price.is_negative() {
                continue;
            }
            let letter: String = column.key().chars().take(1).collect();
            let setup = read(format!("{letter}setupfee"))?;
            let setup = setup.map_or(Money::zero(currency), Money::or_zero);
            found.push(NewPrice { currency: id, cycle, price, setup });
        }
    }
    Ok(found)
}

/// The columns of a price list that count for a way of paying, and the cycles they are.
fn columns(pay_type: PayType) -> Vec<(Cycle, Cycle)> {
    match pay_type {
        PayType::Free => Vec::new(),
        PayType::OneTime => vec![(Cycle::Monthly, Cycle::OneTime)],
        PayType::Recurring => Cycle::RECURRING.map(|cycle| (cycle, cycle)).to_vec(),
    }
}

fn own(field: &'static str, number: u64) -> Result<i64> {
    i64::try_from(number)
        .map_err(|_| invalid(field, format!("Parameter '{field}' is too large a number")))
}
