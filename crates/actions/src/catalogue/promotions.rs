//! `AddPromotion`, `UpdatePromotion`, `DeletePromotion`: our own.

use engine::invalid;
use engine::system::currencies::Currencies;
use engine::system::edits;
use engine::{Act, Result};
use model::money::{Money, Percent};
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
    let fields = Fields::new()
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
    promotion_value(act, id, call.value).await?;
    Ok(AddPromotionResponse { promotionid: id.into() })
}

async fn update_promotion(act: &mut Act, call: UpdatePromotion) -> Result<UpdatePromotionResponse> {
    let fields = Fields::new()
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
    let id = number(call.promotionid);
    edits::change(act, &PROMOTION, id, fields.done()).await?;
    promotion_value(act, id, call.value).await?;
    Ok(UpdatePromotionResponse { promotionid: call.promotionid.into() })
}

async fn delete_promotion(act: &mut Act, call: DeletePromotion) -> Result<DeletePromotionResponse> {
    edits::remove(act, &PROMOTION, number(call.promotionid)).await?;
    Ok(DeletePromotionResponse { promotionid: call.promotionid.into() })
}

/// Per cent of a percentage, else an amount in the default currency.
async fn promotion_value(act: &mut Act, id: i64, value: Option<String>) -> Result<()> {
    let Some(text) = value else { return Ok(()) };
    let row = edits::one(&mut act.conn, &PROMOTION, id).await?;
    let wrong = || invalid("value", "The value of the promotion is out of range");
    let number = if row.text("type") == "Percentage" {
        let percent = Percent::parse(text.trim().trim_end_matches('%')).map_err(|_| wrong())?;
        let number = percent.ten_thousandths();
        if !(0..=1_000_000).contains(&number) {
            return Err(wrong());
        }
        number
    } else {
        let currencies = Currencies::read(&mut act.conn).await?;
        let home = currencies.currency(currencies.default_row()?.id)?;
        let amount = Money::parse(text.trim(), &home).map_err(|_| wrong())?;
        if amount.is_negative() {
            return Err(wrong());
        }
        amount.minor
    };
    Ok(store::catalogue::promotions::set_value(&mut act.conn, id, number).await?)
}
