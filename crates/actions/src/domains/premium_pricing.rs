//! `GetPremiumPricing` and `UpdatePremiumPricing`: our own.

use engine::domains::premium::{self, MarkUpText};
use engine::system::currencies::Currencies;
use engine::system::settings::{self, PREMIUM_DOMAINS};
use engine::{Act, Cx, Result};
use protocol::wire::Amount;
use protocol::{
    GetPremiumPricing, GetPremiumPricingResponse, PremiumMarkUp, PremiumMarkUps,
    UpdatePremiumPricing, UpdatePremiumPricingResponse,
};

use crate::Registry;
use crate::wire::amount;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetPremiumPricing| Box::pin(get(cx, call)))
        .write(|act, call: UpdatePremiumPricing| Box::pin(update(act, call)))
}

async fn get(cx: &Cx, _: GetPremiumPricing) -> Result<GetPremiumPricingResponse> {
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    let currencies = Currencies::read(&mut c).await?;
    let mut bands = premium::mark_ups(&mut c, &currencies).await?;
    // The one for the rest stands last.
    bands.sort_by_key(|band| band.up_to.map_or(i64::MAX, |up_to| up_to.minor));
    let markup = bands.into_iter().map(|band| PremiumMarkUp {
        upto: band.up_to.map(amount),
        percent: Amount::from_minor(band.percent.ten_thousandths() / 100, 2),
    });
    Ok(GetPremiumPricingResponse {
        enabled: settings.on(PREMIUM_DOMAINS).into(),
        currencycode: (&currencies.default_row()?.code).into(),
        markups: PremiumMarkUps { markup: markup.collect() }.into(),
    })
}

async fn update(act: &mut Act, call: UpdatePremiumPricing) -> Result<UpdatePremiumPricingResponse> {
    let mut changed = false;
    if let Some(enabled) = call.enabled {
        let value = if enabled.0 { "on" } else { "" };
        changed = settings::set(act, PREMIUM_DOMAINS, value).await?;
    }
    let text = |percent: (u64, &String)| {
        let (number, percent) = (percent.0, percent.1.clone());
        let up_to = call.upto.at(number).cloned().unwrap_or_default();
        MarkUpText { up_to, percent }
    };
    let wanted: Vec<MarkUpText> = call.percent.numbered().map(text).collect();
    if !wanted.is_empty() {
        changed |= premium::set_mark_ups(act, &wanted).await?;
    }
    Ok(UpdatePremiumPricingResponse { changed: changed.into() })
}
