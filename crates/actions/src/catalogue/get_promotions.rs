//! `GetPromotions`.

use engine::catalogue::promotions::value_text;
use engine::system::currencies::Currencies;
use engine::{Cx, Fault, Result};
use protocol::wire::Amount;
use protocol::{GetPromotions, GetPromotionsResponse, Promotion, Promotions};
use store::catalogue::promotions::{self, PromotionRow};

use crate::wire::date;

/// All promotions, or the one of a code.
pub(crate) async fn get_promotions(cx: &Cx, call: GetPromotions) -> Result<GetPromotionsResponse> {
    let mut c = cx.read().await?;
    let rows = match call.code.as_deref().filter(|code| !code.trim().is_empty()) {
        Some(code) => promotions::by_code(&mut c, code).await?.into_iter().collect(),
        None => promotions::all(&mut c).await?,
    };
    let currencies = Currencies::read(&mut c).await?;
    let promotion: Result<Vec<_>> = rows.into_iter().map(|row| wire(row, &currencies)).collect();
    let promotion = promotion?;
    let totalresults = promotion.len().into();
    let promotions = Promotions { promotion: promotion.into() };
    Ok(GetPromotionsResponse { totalresults, promotions: promotions.into() })
}

fn wire(row: PromotionRow, currencies: &Currencies) -> Result<Promotion> {
    let value = value_text(&row, currencies)?;
    Ok(Promotion {
        id: row.id.0.into(),
        code: row.code.into(),
        r#type: row.r#type.to_string().into(),
        recurring: row.recurring.into(),
        value: Amount::parse(&value).map_err(Fault::broken)?.into(),
        cycles: row.cycles.into(),
        appliesto: keys(&row.applies_to).into(),
        requires: keys(&row.requires).into(),
        requiresexisting: row.requires_existing.into(),
        startdate: date(row.starts_on),
        expirationdate: date(row.expires_on),
        maxuses: row.max_uses.into(),
        uses: row.uses.into(),
        lifetimepromo: row.lifetime_promo.into(),
        applyonce: row.apply_once.into(),
        newsignups: row.new_signups.into(),
        existingclient: row.existing_clients.into(),
        onceperclient: row.once_per_client.into(),
        recurfor: row.recur_for.into(),
        upgrades: row.upgrades.into(),
        upgradeconfig: "".into(),
        notes: row.notes.into(),
    })
}

/// The vendor lists products by their bare number, addons as `A2`, endings as `D.com`.
fn keys(csv: &str) -> String {
    let key = |key: &str| match key.split_at_checked(1) {
        Some(("p", number)) => number.to_owned(),
        Some(("a", number)) => format!("A{number}"),
        Some(("d", ending)) => format!("D{ending}"),
        _ => key.to_owned(),
    };
    let keys: Vec<String> =
        csv.split(',').map(str::trim).filter(|part| !part.is_empty()).map(key).collect();
    keys.join(",")
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn keys_are_spelled_as_the_vendor_does() {
        assert_eq!(keys("p1, a2,d.com"), "1,A2,D.com");
        assert_eq!(keys(""), "");
    }
}
