//! `AddPromotion`, `UpdatePromotion`, `DeletePromotion`: our own.

use engine::invalid;
use engine::system::currencies::Currencies;
use engine::system::edits;
use engine::{Act, Fault, Result};
use model::money::{Money, Percent};
use protocol::wire::{Flag, WireDate};
use protocol::{
    AddPromotion, AddPromotionResponse, DeletePromotion, DeletePromotionResponse, UpdatePromotion,
    UpdatePromotionResponse,
};
use store::edits::things::PROMOTION;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::number;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddPromotion| Box::pin(add_promotion(act, call)))
        .write(|act, call: UpdatePromotion| Box::pin(update_promotion(act, call)))
        .write(|act, call: DeletePromotion| Box::pin(delete_promotion(act, call)))
}

async fn add_promotion(act: &mut Act, call: AddPromotion) -> Result<AddPromotionResponse> {
    check_days(&call.startdate, &call.expirationdate)?;
    let is_on = |flag: Option<Flag>| flag.is_some_and(|flag| flag.0);
    check_whom(is_on(call.newsignups), is_on(call.existingclient))?;
    let value = promotion_value(act, call.r#type.trim(), call.value).await?;
    let fields = value
        .folded("code", "code_folded", Some(call.code))?
        .word(
            "type",
            "type",
            Some(call.r#type),
            &["Percentage", "Fixed Amount", "Price Override", "Free Setup"],
        )?
        .flag("recurring", call.recurring)
        .number("recur_for", call.recurfor)
        .text("applies_to", call.appliesto)
        .text("requires", call.requires)
        .flag("requires_existing", call.requiresexisting)
        .text("cycles", call.cycles)
        .date("starts_on", call.startdate)
        .date("expires_on", call.expirationdate)
        .number("max_uses", call.maxuses)
        .flag("lifetime_promo", call.lifetimepromo)
        .flag("apply_once", call.applyonce)
        .flag("new_signups", call.newsignups)
        .flag("existing_clients", call.existingclient)
        .flag("once_per_client", call.onceperclient)
        .flag("upgrades", call.upgrades)
        .text("notes", call.notes);
    let id = edits::add(act, &PROMOTION, fields.done()).await?;
    Ok(AddPromotionResponse { promotionid: id.into() })
}

async fn update_promotion(act: &mut Act, call: UpdatePromotion) -> Result<UpdatePromotionResponse> {
    check_days(&call.startdate, &call.expirationdate)?;
    let id = number(call.promotionid);
    let row = edits::one(&mut act.conn, &PROMOTION, id).await?;
    if call.newsignups.is_some() || call.existingclient.is_some() {
        let stays = |flag: Option<Flag>, column| flag.map_or(row.flag(column), |flag| flag.0);
        let new = stays(call.newsignups, "new_signups");
        check_whom(new, stays(call.existingclient, "existing_clients"))?;
    }
    let value = promotion_value(act, row.text("type"), call.value).await?;
    let fields = value
        .flag("recurring", call.recurring)
        .number("recur_for", call.recurfor)
        .text("applies_to", call.appliesto)
        .text("requires", call.requires)
        .flag("requires_existing", call.requiresexisting)
        .text("cycles", call.cycles)
        .date("starts_on", call.startdate)
        .date("expires_on", call.expirationdate)
        .number("max_uses", call.maxuses)
        .flag("lifetime_promo", call.lifetimepromo)
        .flag("apply_once", call.applyonce)
        .flag("new_signups", call.newsignups)
        .flag("existing_clients", call.existingclient)
        .flag("once_per_client", call.onceperclient)
        .flag("upgrades", call.upgrades)
        .text("notes", call.notes);
    edits::change(act, &PROMOTION, id, fields.done()).await?;
    Ok(UpdatePromotionResponse { promotionid: call.promotionid.into() })
}

/// Refuses a promotion that would never be valid.
fn check_days(first: &Option<WireDate>, last: &Option<WireDate>) -> Result<()> {
    let day = |date: &Option<WireDate>| date.and_then(|date| date.0);
    match (day(first), day(last)) {
        (Some(first), Some(last)) if last < first => {
            Err(invalid("expirationdate", "The promotion ends before it begins"))
        }
        _ => Ok(()),
    }
}

/// Refuses a promotion that nobody could ever use.
fn check_whom(only_new: bool, only_existing: bool) -> Result<()> {
    if only_new && only_existing {
        let said = "Only for new clients and only for those who have something: for nobody";
        return Err(invalid("existingclient", said));
    }
    Ok(())
}

async fn delete_promotion(act: &mut Act, call: DeletePromotion) -> Result<DeletePromotionResponse> {
    edits::remove(act, &PROMOTION, number(call.promotionid)).await?;
    Ok(DeletePromotionResponse { promotionid: call.promotionid.into() })
}

/// Per cent of a percentage, else an amount in the default currency; of a free setup there is none.
async fn promotion_value(act: &mut Act, kind: &str, value: Option<String>) -> Result<Fields> {
    let Some(text) = value.filter(|text| !text.trim().is_empty()) else { return Ok(Fields::new()) };
    let wrong = || invalid("value", "The value of the promotion is out of range");
    if kind.eq_ignore_ascii_case("Percentage") {
        let fields = Fields::new().percent("value", "value", Some(text)).map_err(|_| wrong())?;
        let most = Percent::from_ten_thousandths(1_000_000).map_err(Fault::broken)?;
        return fields.at_most("value", most.ten_thousandths()).map_err(|_| wrong());
    }
    let currencies = Currencies::read(&mut act.conn).await?;
    let home = currencies.currency(currencies.default_row()?.id)?;
    let amount = Money::parse(text.trim(), &home).map_err(|_| wrong())?;
    if amount.is_negative() {
        return Err(wrong());
    }
    Ok(Fields::new().minor("value", amount.minor))
}
