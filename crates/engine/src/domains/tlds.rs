//! The endings that are sold: making and changing them, with prices in every currency.

use model::domains::name::DomainName;
use model::ids::{CurrencyId, TldId};
use model::money::{Currency, Money};
use serde_json::json;
use store::domains::tlds::{self, TldPriceKind, TldPriceRow, TldRow};

use super::registrars;
use crate::system::currencies::Currencies;
use crate::{Act, Result, invalid};

/// Days of grace of an ending that says nothing.
const GRACE_DAYS: i64 = 30;
/// Days of redemption of an ending that has a fee for it and says nothing else.
const REDEMPTION_DAYS: i64 = 30;
/// The most years of a registration or transfer.
const YEARS_MAX: u64 = 10;
/// The most years of a renewal.
const RENEW_YEARS_MAX: u64 = 9;
/// Words that price lists can put beside an ending.
const LABELS: [&str; 3] = ["HOT", "NEW", "SALE"];

/// An ending to make or change; what is absent stays, or is the default of a new one.
#[derive(Debug, Clone, Default)]
pub struct TldChanges {
    /// `.com`, with or without its dot.
    pub extension: String,
    /// Hiding the owner is offered.
    pub id_protection: Option<bool>,
    /// DNS management is offered.
    pub dns_management: Option<bool>,
    /// Mail forwarding is offered.
    pub email_forwarding: Option<bool>,
    /// A transfer needs a code.
    pub epp_code: Option<bool>,
    /// The registrar that orders go to; empty for none.
    pub registrar: Option<String>,
    /// `HOT`, `NEW`, `SALE`, or empty.
    pub label: Option<String>,
    /// In which currency amounts are.
    pub currency_code: Option<String>,
    /// Days of grace after expiry.
    pub grace_days: Option<u64>,
    /// What grace costs; below zero for no grace.
    pub grace_fee: Option<String>,
    /// Days of redemption after grace.
    pub redemption_days: Option<u64>,
    /// What redemption costs; below zero for no redemption.
    pub redemption_fee: Option<String>,
    /// Prices by kind, years and amount; an amount below zero is not offered.
    pub prices: Vec<(TldPriceKind, u64, String)>,
    /// The ending that it follows in price lists.
    pub display_after: Option<String>,
}

/// Makes or changes an ending (`https://developers.whmcs.com/api-reference/createorupdatetld/`).
///
/// # Errors
/// Refused when a value is none that the vendor's page permits.
pub async fn put(act: &mut Act, changes: TldChanges) -> Result<TldRow> {
    let name = extension(&changes.extension)?;
    check_registrar(act, changes.registrar.as_deref()).await?;
    let currencies = Currencies::read(&mut act.conn).await?;
    let currency = currency_of(&currencies, &changes)?;
    check_years(&changes.prices)?;
    let label = label(changes.label.as_deref())?;
    let before = tlds::by_name(&mut act.conn, &name).await?;
    let mut row = before.clone().unwrap_or_else(|| fresh(&name));
    row.id_protection = changes.id_protection.unwrap_or(row.id_protection);
    row.dns_management = changes.dns_management.unwrap_or(row.dns_management);
    row.email_forwarding = changes.email_forwarding.unwrap_or(row.email_forwarding);
    row.epp_code = changes.epp_code.unwrap_or(row.epp_code);
    row.registrar = changes.registrar.clone().unwrap_or(row.registrar);
    row.label = label.unwrap_or(row.label);
    set_periods(&mut row, &changes, &currencies, currency)?;
    place(act, &mut row, changes.display_after.as_deref(), before.is_none()).await?;
    if before.is_some() {
        tlds::save(&mut act.conn, &row).await?;
    } else {
        row.id = tlds::insert(&mut act.conn, &row).await?;
    }
    if let Some((id, currency)) = currency {
        set_prices(act, row.id, &changes.prices, &currencies, (id, currency)).await?;
    }
    let word = if before.is_some() { "Updated" } else { "Created" };
    act.log(None, format!("Domain Pricing {word}: {name}")).await?;
    let seen = |row: &TldRow| json!([row.registrar, row.grace_days, row.redemption_days]);
    let pair = ("tld", before.as_ref().map_or(json!(null), seen), seen(&row));
    act.changed("tlds", row.id, &[pair]).await?;
    Ok(row)
}

fn fresh(name: &str) -> TldRow {
    TldRow {
        id: TldId(0),
        name: name.to_owned(),
        position: 0,
        registrar: String::new(),
        dns_management: false,
        email_forwarding: false,
        id_protection: false,
        epp_code: false,
        grace_days: GRACE_DAYS,
        grace_fee_minor: 0,
        redemption_days: 0,
        redemption_fee_minor: 0,
        label: String::new(),
    }
}

/// An ending as it is kept: small, with a dot before it.
#[must_use]
pub fn dotted(ending: &str) -> String {
    format!(".{}", ending.trim().trim_start_matches('.').to_ascii_lowercase())
}

fn extension(text: &str) -> Result<String> {
    let name = dotted(text);
    if name == "." {
        return Err(invalid("extension", "Extension is required"));
    }
    let whole = DomainName::from_people(&format!("a{name}"));
    let whole = whole.map_err(|why| invalid("extension", why.to_string()))?;
    Ok(whole.as_str().strip_prefix('a').unwrap_or(&name).to_owned())
}

async fn check_registrar(act: &mut Act, module: Option<&str>) -> Result<()> {
    let Some(module) = module.filter(|module| !module.is_empty()) else { return Ok(()) };
    let active = registrars::active(&act.engine, &mut act.conn).await?;
    if active.is_empty() {
        let said = "No Active Registrars - auto_registrar value cannot be defined";
        return Err(invalid("auto_registrar", said));
    }
    if active.iter().any(|each| each.module == module) {
        return Ok(());
    }
    let known: Vec<&str> = active.iter().map(|each| each.module).collect();
    let known = known.join(", ");
    let said = format!("Invalid auto_registrar value. Must be empty or one of: {known}");
    Err(invalid("auto_registrar", said))
}

/// The currency of the amounts; `None` when there is no amount.
fn currency_of(
    currencies: &Currencies,
    changes: &TldChanges,
) -> Result<Option<(CurrencyId, Currency)>> {
    let priced = !changes.prices.is_empty()
        || changes.grace_fee.is_some()
        || changes.redemption_fee.is_some();
    let Some(code) = changes.currency_code.as_deref() else {
        let said = "Variable currency_code is required when defining pricing";
        return if priced { Err(invalid("currency_code", said)) } else { Ok(None) };
    };
    let row = currencies.by_code(code).ok_or_else(|| {
        let known: Vec<&str> = currencies.rows().iter().map(|row| row.code.as_str()).collect();
        let known = known.join(", ");
        let said = format!("Provided currency_code value does not exist. Must be one of: {known}");
        invalid("currency_code", said)
    })?;
    Ok(Some((row.id, currencies.currency(row.id)?)))
}

fn check_years(prices: &[(TldPriceKind, u64, String)]) -> Result<()> {
    let most = |kind: TldPriceKind, max: u64| {
        prices.iter().any(|(of, years, _)| *of == kind && !(1..=max).contains(years))
    };
    if most(TldPriceKind::Register, YEARS_MAX) {
        return Err(invalid("register", "The maximum register period is 10 years"));
    }
    if most(TldPriceKind::Renew, RENEW_YEARS_MAX) {
        return Err(invalid("renew", "The maximum renew period is 9 years"));
    }
    if prices.iter().filter(|(kind, ..)| *kind == TldPriceKind::Transfer).count() > 1 {
        return Err(invalid("transfer", "Only one transfer period can be defined"));
    }
    if most(TldPriceKind::Transfer, YEARS_MAX) {
        return Err(invalid("transfer", "The maximum transfer period is 10 years"));
    }
    Ok(())
}

fn label(text: Option<&str>) -> Result<Option<String>> {
    let Some(text) = text else { return Ok(None) };
    if text.is_empty() || LABELS.iter().any(|label| text.eq_ignore_ascii_case(label)) {
        return Ok(Some(text.to_ascii_lowercase()));
    }
    let said = format!("Invalid group parameter: {text}. Should be one of HOT, NEW, SALE");
    Err(invalid("group", said))
}

/// Grace and redemption; a fee below zero means that there is none.
fn set_periods(
    row: &mut TldRow,
    changes: &TldChanges,
    currencies: &Currencies,
    currency: Option<(CurrencyId, Currency)>,
) -> Result<()> {
    let days = |days: u64| i64::try_from(days.min(3_650)).unwrap_or(3_650);
    if let Some(count) = changes.grace_days {
        row.grace_days = days(count);
    }
    if let Some(count) = changes.redemption_days {
        row.redemption_days = days(count);
    }
    let Some((_, currency)) = currency else { return Ok(()) };
    let home = currencies.default_row()?.id;
    let fee = |field: &'static str, text: &str| -> Result<Option<i64>> {
        let Some(fee) = amount(field, text, &currency)? else { return Ok(None) };
        Ok(Some(currencies.convert(fee, home)?.minor))
    };
    if let Some(text) = &changes.grace_fee {
        match fee("grace_period_fee", text)? {
            Some(minor) => row.grace_fee_minor = minor,
            None => (row.grace_days, row.grace_fee_minor) = (0, 0),
        }
    }
    if let Some(text) = &changes.redemption_fee {
        match fee("redemption_period_fee", text)? {
            Some(minor) => {
                row.redemption_fee_minor = minor;
                if row.redemption_days == 0 && changes.redemption_days.is_none() {
                    row.redemption_days = REDEMPTION_DAYS;
                }
            }
            None => (row.redemption_days, row.redemption_fee_minor) = (0, 0),
        }
    }
    Ok(())
}

/// Puts a new ending last, or any behind another.
async fn place(act: &mut Act, row: &mut TldRow, after: Option<&str>, is_new: bool) -> Result<()> {
    let after = after.map(extension).transpose()?;
    let sold = tlds::all(&mut act.conn).await?;
    let before = after.and_then(|name| sold.iter().find(|other| other.name == name));
    if let Some(other) = before.filter(|other| other.name != row.name) {
        row.position = other.position + 1;
        tlds::move_down(&mut act.conn, row.position).await?;
    } else if is_new {
        row.position = sold.iter().map(|other| other.position).max().map_or(1, |last| last + 1);
    }
    Ok(())
}

async fn set_prices(
    act: &mut Act,
    tld: TldId,
    prices: &[(TldPriceKind, u64, String)],
    currencies: &Currencies,
    (id, currency): (CurrencyId, Currency),
) -> Result<()> {
    for (kind, years, text) in prices {
        let years = i64::try_from(*years).unwrap_or(i64::MAX);
        let price = amount("register", text, &currency)?;
        for row in currencies.rows() {
            let Some(price) = price else {
                tlds::remove_price(&mut act.conn, tld, row.id, 0, (*kind, years)).await?;
                continue;
            };
            let price = if row.id == id { price } else { currencies.convert(price, row.id)? };
            let row = TldPriceRow {
                tld_id: tld,
                currency_id: row.id,
                group_id: 0,
                kind: *kind,
                years,
                price_minor: price.minor,
                cost_minor: None,
            };
            tlds::set_price(&mut act.conn, &row).await?;
        }
    }
    Ok(())
}

/// An amount; `None` when it is below zero.
fn amount(field: &'static str, text: &str, currency: &Currency) -> Result<Option<Money>> {
    let money = Money::parse(text, currency)
        .map_err(|error| invalid(field, format!("Parameter '{field}': {error}")))?;
    Ok((!money.is_negative()).then_some(money))
}

#[cfg(test)]
mod tests {
    use super::extension;

    #[test]
    fn extensions_have_one_dot_before_them() {
        for (text, expected) in
            [("com", Some(".com")), (".CO.uk ", Some(".co.uk")), ("..", None), ("c_m", None)]
        {
            assert_eq!(extension(text).ok().as_deref(), expected, "{text}");
        }
    }
}
