//! `AddAffiliatePayout` and `UpdateAffiliate`: our own.

use engine::billing::credit;
use engine::system::currencies::Currencies;
use engine::{Act, Result, conflict, invalid, not_found};
use model::ids::AffiliateId;
use model::money::{Currency, Money, Percent};
use protocol::{
    AddAffiliatePayout, AddAffiliatePayoutResponse, UpdateAffiliate, UpdateAffiliateResponse,
};
use serde_json::json;
use store::people::affiliates::{self, AffiliateRow};
use store::people::payouts::{self, PayoutRow};

use crate::Registry;
use crate::wire::{amount, id, money};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddAffiliatePayout| Box::pin(add_affiliate_payout(act, call)))
        .write(|act, call: UpdateAffiliate| Box::pin(update_affiliate(act, call)))
}

async fn find(act: &mut Act, affiliate: u64) -> Result<(AffiliateRow, Currency)> {
    let affiliate: AffiliateId = id(affiliate);
    let row = affiliates::by_id(&mut act.conn, affiliate).await?;
    let row = row.ok_or_else(|| not_found("Affiliate ID Not Found"))?;
    let currency = Currencies::read(&mut act.conn).await?.currency(row.currency_id)?;
    Ok((row, currency))
}

async fn add_affiliate_payout(
    act: &mut Act,
    call: AddAffiliatePayout,
) -> Result<AddAffiliatePayoutResponse> {
    let (row, currency) = find(act, call.affiliateid).await?;
    let paid = money("amount", &call.amount, &currency)?;
    if !paid.is_positive() {
        return Err(invalid("amount", "The amount must be above zero"));
    }
    let at = act.at();
    // The condition holds against a second pay-out at the same moment.
    if !affiliates::pay_out(&mut act.conn, row.id, paid.minor, at).await? {
        return Err(conflict("The affiliate's balance is lower than that"));
    }
    let reference = call.reference.unwrap_or_default();
    let (way, word) = match call.r#type.as_deref() {
        None | Some("" | "outside") => ("Paid Outside", "outside"),
        Some("credit") => {
            let text = format!("Affiliate Payout {reference}");
            credit::add(act, row.client_id, paid, text.trim(), row.id.0).await?;
            ("As Credit", "credit")
        }
        Some(_) => return Err(invalid("type", "Invalid type: outside or credit")),
    };
    let payout = PayoutRow {
        id: 0,
        affiliate_id: row.id,
        amount_minor: paid.minor,
        way: word.to_owned(),
        reference: reference.clone(),
        by_name: act.caller.actor.name().to_owned(),
        at,
    };
    payouts::add(&mut act.conn, &payout).await?;
    let (balance, withdrawn) = (row.balance_minor - paid.minor, row.withdrawn_minor + paid.minor);
    let fields = [("balance", json!(row.balance_minor), json!(balance))];
    act.changed("affiliates", row.id, &fields).await?;
    let said = format!("Affiliate Payout {way}: {paid} {reference}");
    act.log(Some(row.client_id), said.trim()).await?;
    let payload = json!({ "affiliateid": row.id.0, "amount_minor": paid.minor });
    act.event("AffiliatePaidOut", Some(row.client_id), &payload).await?;
    Ok(AddAffiliatePayoutResponse {
        affiliateid: row.id.0.into(),
        balance: amount(Money::from_minor(balance, currency)),
        withdrawn: amount(Money::from_minor(withdrawn, currency)),
    })
}

async fn update_affiliate(act: &mut Act, call: UpdateAffiliate) -> Result<UpdateAffiliateResponse> {
    let (before, currency) = find(act, call.affiliateid).await?;
    let mut row = before.clone();
    if let Some(word) = call.paytype.text() {
        if !["", "percentage", "fixed"].contains(&word.as_str()) {
            return Err(invalid("paytype", "Invalid pay type: percentage or fixed"));
        }
        row.pay_type = word;
    }
    if let Some(text) = &call.payamount {
        row.pay_amount = if row.pay_type == "percentage" {
            let wrong = || invalid("payamount", "Invalid percentage");
            // Kept in hundredths of a per cent.
            Percent::parse(text.as_str()).map_err(|_| wrong())?.ten_thousandths() / 100
        } else {
            money("payamount", text, &currency)?.minor
        };
    }
    row.one_time = call.onetime.map_or(row.one_time, |flag| flag.0);
    row.updated_at = act.at();
    affiliates::save_terms(&mut act.conn, &row).await?;
    let seen = |row: &AffiliateRow| json!([row.pay_type, row.pay_amount, row.one_time]);
    act.changed("affiliates", row.id, &[("terms", seen(&before), seen(&row))]).await?;
    act.log(Some(row.client_id), format!("Affiliate Modified - Affiliate ID: {}", row.id)).await?;
    Ok(UpdateAffiliateResponse { affiliateid: call.affiliateid.into() })
}
