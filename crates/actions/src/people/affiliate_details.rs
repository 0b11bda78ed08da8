//! `GetAffiliateDetails`: our own.

use engine::system::currencies::Currencies;
use engine::{Cx, Result, not_found};
use model::money::Money;
use protocol::wire::Amount;
use protocol::{
    AffiliateCommission, AffiliatePayout, GetAffiliateDetails, GetAffiliateDetailsResponse,
};
use store::people::{affiliates, clients, payouts};

use crate::Registry;
use crate::wire::{amount, date, id, moment};

/// Rows of each list.
const ROWS: i64 = 100;

pub(crate) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetAffiliateDetails| Box::pin(get(cx, call)))
}

async fn get(cx: &Cx, call: GetAffiliateDetails) -> Result<GetAffiliateDetailsResponse> {
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    let row = affiliates::by_id(&mut c, id(call.affiliateid)).await?;
    let row = row.ok_or_else(|| not_found("Affiliate ID Not Found"))?;
    let currency = Currencies::read(&mut c).await?.currency(row.currency_id)?;
    let money = |minor: i64| amount(Money::from_minor(minor, currency));
    let client = clients::by_id(&mut c, row.client_id).await?;
    let client = client.map(|row| format!("{} {}", row.first_name, row.last_name));
    let commissions = payouts::commissions(&mut c, row.id, ROWS).await?.into_iter().map(|each| {
        AffiliateCommission {
            id: each.id.into(),
            invoiceid: each.invoice_id.0.into(),
            invoicenum: each.invoice_number.into(),
            serviceid: each.service_id.into(),
            amount: money(each.amount_minor),
            status: each.status.into(),
            clears: date(Some(each.clears_on)),
            date: moment(&settings, Some(each.created_at)),
        }
    });
    let payouts =
        payouts::payouts(&mut c, row.id, ROWS).await?.into_iter().map(|each| AffiliatePayout {
            id: each.id.into(),
            amount: money(each.amount_minor),
            r#type: each.way.into(),
            reference: each.reference.into(),
            by: each.by_name.into(),
            date: moment(&settings, Some(each.at)),
        });
    Ok(GetAffiliateDetailsResponse {
        affiliateid: row.id.0.into(),
        clientid: row.client_id.0.into(),
        client: client.unwrap_or_default().into(),
        currency: currency.code().to_owned().into(),
        payamount: if row.pay_type == "fixed" {
            money(row.pay_amount)
        } else {
            Amount::from_minor(row.pay_amount, 2)
        },
        paytype: row.pay_type.into(),
        onetime: row.one_time.into(),
        balance: money(row.balance_minor),
        withdrawn: money(row.withdrawn_minor),
        commissions: commissions.collect(),
        payouts: payouts.collect(),
    })
}
