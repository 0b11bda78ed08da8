//! The time zone, settings, currencies, gateways and tax rules: what everything else stands on.

use std::collections::BTreeMap;

use engine::Fault;
use engine::system::modules::{self, Kind};
use engine::system::settings;
use jiff::tz::TimeZone;
use model::money::{ExchangeRate, Percent};
use protocol::{
    Currency, GetConfigurationValue, GetCurrencies, GetCustomFields, GetPaymentMethods,
    GetTaxRules, TaxRuleEntry,
};
use store::system::imports::{self, Put};

use crate::Plan;
use crate::entry::Entry;
use crate::error::{MovingError, Result};
use crate::moving::Moving;
use crate::reading::{PAGE, ask, ask_maybe};

const SETTINGS: &str = "settings";
const CURRENCIES: &str = "currencies";
const GATEWAYS: &str = "gateways";
const TAX_RULES: &str = "tax rules";

/// The tables that are written with the numbers of the WHMCS.
pub(crate) const TABLES: &[&str] = &["currencies", "tax_rules"];

/// Settings that are of a machine, not of a company, or that only we have a meaning for.
const NOT_MOVED: &[&str] = &[
    settings::SYSTEM_URL,
    settings::TIME_ZONE,
    settings::API_ALLOWED_IPS,
    settings::API_ACCESS_KEY,
    settings::SMTP_HOST,
    settings::SMTP_PORT,
    settings::SMTP_SECURITY,
    settings::SMTP_USER,
    settings::SMTP_PASSWORD,
    settings::STAFF_TWO_FACTOR,
    settings::MODULE_LOG,
];

pub(crate) async fn bring(moving: &mut Moving<'_>, plan: &Plan) -> Result<()> {
    // Refused before anything is written, where the credential is not right.
    let told = ask(moving, GetCurrencies {}).await?.currencies.0.currency.0;
    moving.note_from(&plan.from).await?;
    let ours = GetCustomFields { limitnum: Some(1), ..GetCustomFields::default() };
    moving.ours = ask_maybe(moving, ours).await?.is_some();
    time_zone(moving, plan).await?;
    if moving.is_first(SETTINGS).await? {
        house(moving).await?;
    }
    currencies(moving, &told).await?;
    moving.look_at_money().await?;
    gateways(moving).await?;
    tax_rules(moving).await
}

/// The zone in which times are read is the house's from then on, or the same rows would say
/// something else.
async fn time_zone(moving: &mut Moving<'_>, plan: &Plan) -> Result<()> {
    let named = match &plan.time_zone {
        Some(zone) => Some(zone.clone()),
        None => value(moving, settings::TIME_ZONE).await?,
    };
    let Some(name) = named else { return Ok(()) };
    let Ok(zone) = TimeZone::get(&name) else { return Err(MovingError::TimeZone(name)) };
    moving.zone = zone;
    let mut act = moving.act().await?;
    settings::set(&mut act, settings::TIME_ZONE, &name).await?;
    act.commit().await?;
    Ok(())
}

/// The rules of the house that have the same name here.
async fn house(moving: &mut Moving<'_>) -> Result<()> {
    let known = settings::KNOWN.iter().filter(|known| !NOT_MOVED.contains(&known.name));
    let known: Vec<_> = known.collect();
    let of = i64::try_from(known.len()).unwrap_or_default();
    let mut said = Vec::new();
    for (done, known) in (1..).zip(known) {
        let found = value(moving, known.name).await?;
        said.extend(found.filter(|value| value != known.default).map(|value| (known.name, value)));
        moving.tell(SETTINGS, done, of);
    }
    if said.is_empty() {
        let why = "this credential is told none: look through them before the automation runs";
        moving.report.note(SETTINGS, "all", why);
        return Ok(());
    }
    let mut refused = Vec::new();
    let mut act = moving.act().await?;
    for (name, value) in &said {
        match settings::set(&mut act, name, value).await {
            Ok(_) => {}
            Err(Fault::Refused(why)) => refused.push((*name, why.said.into_owned())),
            Err(error) => return Err(error.into()),
        }
    }
    let at = act.at();
    imports::add(&mut act.conn, SETTINGS, "all", 0, at).await?;
    act.commit().await?;
    let tally = moving.report.of(SETTINGS);
    tally.read += said.len() as u64;
    tally.brought += (said.len() - refused.len()) as u64;
    for (name, why) in refused {
        moving.report.note(SETTINGS, name, why);
    }
    Ok(())
}

/// A setting of the WHMCS; `None` when it has none of that name.
async fn value(moving: &Moving<'_>, name: &str) -> Result<Option<String>> {
    let call = GetConfigurationValue { setting: name.to_owned() };
    let answer = ask_maybe(moving, call).await?;
    let value = answer.map(|answer| moving.plain(&answer.value));
    Ok(value.filter(|value| !value.is_empty()))
}

async fn currencies(moving: &mut Moving<'_>, rows: &[Currency]) -> Result<()> {
    let one = |row: &&Currency| rate(row) == Some(ExchangeRate::ONE.scaled());
    let own = rows.iter().find(one).or(rows.first()).map(|row| row.id.0);
    let entries = rows.iter().map(|row| currency(moving, row, own)).collect();
    moving.write(CURRENCIES, entries).await
}

fn currency(moving: &Moving<'_>, row: &Currency, own: Option<i64>) -> Entry {
    let own = own == Some(row.id.0);
    // A currency that nothing is sold in may have no rate.
    let one = ExchangeRate::ONE.scaled();
    Entry::of("currencies", row.id.0)
        .set("code", row.code.0.to_ascii_uppercase())
        .set("prefix", moving.plain(&row.prefix))
        .set("suffix", moving.plain(&row.suffix))
        .set("format", row.format.0.clamp(1, 4))
        .set("rate", if own { one } else { rate(row).unwrap_or(one) })
        .set("is_default", own)
}

fn rate(row: &Currency) -> Option<i64> {
    ExchangeRate::parse(row.rate.as_str()).ok().map(ExchangeRate::scaled)
}

/// Gateways come without their keys. Those that we have a module for are switched on: the ones
/// that need keys then wait for them.
async fn gateways(moving: &mut Moving<'_>) -> Result<()> {
    let rows = ask(moving, GetPaymentMethods {}).await?.paymentmethods.0.paymentmethod.0;
    let entries = (0..).zip(&rows).map(|(at, row)| {
        let put = Put::into("gateways").set("module", row.module.0.clone());
        let put = put.set("name", moving.plain(&row.displayname)).set("position", at);
        Entry::bare(at + 1).row(put.set("active", false))
    });
    let entries = entries.collect();
    moving.write(GATEWAYS, entries).await?;
    for row in rows {
        let module = row.module.0;
        switch_on(moving, Kind::Gateway, &module).await?;
        if !moving.engine.world().gateways.contains_key(module.as_str()) {
            let why = "there is no module of this name: it stays off";
            moving.report.note(GATEWAYS, module, why);
        }
    }
    Ok(())
}

/// Switches a module on that came without its keys.
pub(crate) async fn switch_on(moving: &Moving<'_>, kind: Kind, module: &str) -> Result<()> {
    let mut act = moving.act().await?;
    match modules::activate(&mut act, kind, module, &BTreeMap::new()).await {
        Ok(()) => act.commit().await?,
        // On already, or a module that we do not have: what is of it keeps its name.
        Err(Fault::Refused(_)) => drop(act),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Only a Hostler tells its tax rules.
async fn tax_rules(moving: &mut Moving<'_>) -> Result<()> {
    let all = GetTaxRules { limitstart: None, limitnum: Some(10 * PAGE) };
    let Some(answer) = ask_maybe(moving, all).await? else {
        let why = "a WHMCS does not tell them: enter them before the first invoice is made";
        moving.report.note(TAX_RULES, "all", why);
        return Ok(());
    };
    let entries = answer.taxrules.0.taxrule.iter().map(tax_rule).collect();
    moving.write(TAX_RULES, entries).await
}

fn tax_rule(row: &TaxRuleEntry) -> Entry {
    let rate = Percent::parse(&row.rate).map(Percent::ten_thousandths);
    Entry::of("tax_rules", row.taxruleid.0)
        .set("level", row.level.0)
        .set("name", row.name.0.clone())
        .set("country", row.country.0.clone())
        .set("state", row.state.0.clone())
        .set("rate", rate.ok())
}
