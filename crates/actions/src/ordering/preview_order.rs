//! `PreviewOrder`, ours: the quote of `AddOrder` without the order.

use engine::domains::premium::{self, Known};
use engine::ordering::cart::NewOrder;
use engine::ordering::preview::{For, PreviewLine, preview};
use engine::ordering::quote::Asker;
use engine::system::currencies::Currencies;
use engine::system::settings::Settings;
use engine::{Cx, Fault, Result};
use model::ids::{ClientId, CurrencyId};
use protocol::{AddOrder, PreviewLines, PreviewOrder, PreviewOrderResponse, PreviewStep};

use super::cart::{items, number_of};
use crate::wire::{amount, days_of};

/// Tells what an order would cost, line by line.
pub(crate) async fn preview_order(cx: &Cx, call: PreviewOrder) -> Result<PreviewOrderResponse> {
    let whom = match call.clientid.filter(|id| *id > 0) {
        Some(id) => For::Client(ClientId(number_of("clientid", id)?)),
        None => For::Visitor {
            currency: match call.currency.filter(|id| *id > 0) {
                Some(id) => Some(CurrencyId(number_of("currency", id)?)),
                None => None,
            },
            country: call.country.clone().unwrap_or_default(),
            state: call.state.clone().unwrap_or_default(),
            tax_id: call.tax_id.clone().unwrap_or_default(),
        },
    };
    let order = order(call)?;
    let settings = cx.engine.settings().await?;
    let today = cx.engine.today().await?;
    premium::ask(cx, &order, false).await?;
    let premium = &Known::of(&cx.engine, &settings, &order);
    let asker = Asker { caller: &cx.caller, today, asks_answers: false, premium };
    let mut c = cx.read().await?;
    let found = preview(&mut c, &settings, asker, &whom, &order).await?;
    let currencies = Currencies::read(&mut c).await?;
    let currency = currencies.row(found.currency).ok_or_else(|| Fault::broken("no currency"))?;
    let line = found.lines.into_iter().map(|line| wire(line, &settings)).collect();
    Ok(PreviewOrderResponse {
        currencycode: (&currency.code).into(),
        currencyprefix: (&currency.prefix).into(),
        currencysuffix: (&currency.suffix).into(),
        currencyformat: (currency.format > 1).then(|| currency.format.into()),
        subtotal: amount(found.tax.subtotal),
        tax: amount(found.tax.tax),
        tax2: amount(found.tax.tax2),
        total: amount(found.total),
        lines: PreviewLines { line }.into(),
    })
}

fn order(call: PreviewOrder) -> Result<NewOrder> {
    let promo_code = call.promocode.unwrap_or_default();
    let add = AddOrder {
        pid: call.pid,
        qty: call.qty,
        domain: call.domain,
        billingcycle: call.billingcycle,
        domaintype: call.domaintype,
        regperiod: call.regperiod,
        dnsmanagement: call.dnsmanagement,
        emailforwarding: call.emailforwarding,
        idprotection: call.idprotection,
        configoptions: call.configoptions,
        addons: call.addons,
        addonsqty: call.addonsqty,
        customfields: call.customfields,
        priceoverride: call.priceoverride,
        domainpriceoverride: call.domainpriceoverride,
        domainrenewoverride: call.domainrenewoverride,
        domainrenewals: call.domainrenewals,
        servicerenewals: call.servicerenewals,
        addonrenewals: call.addonrenewals,
        ..AddOrder::default()
    };
    let client = ClientId(number_of("clientid", call.clientid.unwrap_or(0))?);
    let promo_override = call.promooverride.0;
    Ok(NewOrder { items: items(&add)?, promo_code, promo_override, ..NewOrder::new(client, "") })
}

fn wire(found: PreviewLine, settings: &Settings) -> protocol::PreviewLine {
    let PreviewLine { line, later, times, premium } = found;
    let [periodfrom, periodto] = days_of(line.period);
    let steps = line.explanation.into_iter().map(|step| PreviewStep {
        what: step.what.to_string().into(),
        amount: amount(step.amount),
    });
    protocol::PreviewLine {
        r#type: line.kind.to_string().into(),
        description: settings.line_shown(&line.description, line.period).into(),
        periodfrom,
        periodto,
        amount: amount(line.amount),
        recurringamount: later.map(|(_, recurring)| amount(recurring)),
        recurringtimes: times.filter(|_| later.is_some()).map(Into::into),
        billingcycle: later.map(|(cycle, _)| cycle.to_string()).into(),
        premium: premium.map(Into::into),
        steps: steps.collect(),
    }
}
