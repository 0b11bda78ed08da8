//! `AffiliateActivate`, `GetAffiliates` and `CountAffiliateVisit`.

use engine::people::affiliates;
use engine::system::currencies::Currencies;
use engine::system::settings::{self, Settings};
use engine::{Act, Cx, Result, not_found};
use protocol::wire::Amount;
use protocol::{
    Affiliate, AffiliateActivate, AffiliateActivateResponse, Affiliates, CountAffiliateVisit,
    CountAffiliateVisitResponse, GetAffiliates, GetAffiliatesResponse,
};
use store::people::affiliates::{self as rows, AffiliateRow, Listed};

use crate::Registry;
use crate::wire::{amount, date, id, moment, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AffiliateActivate| Box::pin(affiliate_activate(act, call)))
        .read(|cx, call: GetAffiliates| Box::pin(get_affiliates(cx, call)))
        .write(|act, call: CountAffiliateVisit| Box::pin(count_visit(act, call)))
}

async fn affiliate_activate(
    act: &mut Act,
    call: AffiliateActivate,
) -> Result<AffiliateActivateResponse> {
    affiliates::activate(act, id(call.userid)).await?;
    Ok(AffiliateActivateResponse::default())
}

/// Whoever follows the link of nobody, or while there are no affiliates, is not counted.
async fn count_visit(
    act: &mut Act,
    call: CountAffiliateVisit,
) -> Result<CountAffiliateVisitResponse> {
    let on = act.settings.on(settings::AFFILIATES);
    if !on || !rows::visited(&mut act.conn, id(call.affiliateid)).await? {
        return Err(not_found("Affiliate ID not found"));
    }
    Ok(CountAffiliateVisitResponse { affiliateid: call.affiliateid.into() })
}

async fn get_affiliates(cx: &Cx, call: GetAffiliates) -> Result<GetAffiliatesResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    // An amount that is none equals no amount.
    let minor = |amount: &Option<Amount>| amount.as_ref().map(|a| a.to_minor(2).unwrap_or(-1));
    let wanted = Listed {
        client: call.userid.map(id),
        visitors: call.visitors.map(id),
        pay_type: call.paytype.as_deref().map(stored),
        pay_amount: minor(&call.payamount),
        one_time: call.onetime.map(|number| number != 0),
        balance: minor(&call.balance),
        withdrawn: minor(&call.withdrawn),
    };
    let settings = cx.engine.settings().await?;
    let mut conn = cx.read().await?;
    let currencies = Currencies::read(&mut conn).await?;
    let (found, total) = rows::list(&mut conn, wanted, start, limit).await?;
    let numreturned = found.len().into();
    let listed = found.into_iter().map(|row| affiliate(row, &currencies, &settings));
    Ok(GetAffiliatesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned,
        affiliates: Affiliates { affiliate: listed.collect::<Result<Vec<_>>>()?.into() }.into(),
    })
}

/// The vendor's `fixedamount` is `fixed` with us, as on its own pages.
fn stored(word: &str) -> &str {
    if word == "fixedamount" { "fixed" } else { word }
}

fn affiliate(row: AffiliateRow, currencies: &Currencies, settings: &Settings) -> Result<Affiliate> {
    let money =
        |minor: i64| -> Result<Amount> { Ok(amount(currencies.money(minor, row.currency_id)?)) };
    let pay = if row.pay_type == "fixed" {
        money(row.pay_amount)?
    } else {
        Amount::from_minor(row.pay_amount, 2)
    };
    Ok(Affiliate {
        id: row.id.0.into(),
        date: date(Some(row.since)),
        clientid: row.client_id.0.into(),
        visitors: row.visitors.into(),
        payamount: pay,
        onetime: row.one_time.into(),
        balance: money(row.balance_minor)?,
        withdrawn: money(row.withdrawn_minor)?,
        created_at: moment(settings, Some(row.created_at)),
        updated_at: moment(settings, Some(row.updated_at)),
        paytype: if row.pay_type == "fixed" { "fixedamount".into() } else { row.pay_type.into() },
    })
}
