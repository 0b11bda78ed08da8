//! Promotions and bundles.

use model::dates::Cycle;
use model::people::email::fold;
use model::word::Word as _;
use protocol::{Bundle, GetBundles, GetPromotions, Promotion};
use store::system::imports::Put;

use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{ask, ask_maybe};

pub(super) const PROMOTIONS: &str = "promotions";
const BUNDLES: &str = "bundles";
/// Decimals of a percentage.
const PERCENT_DECIMALS: u32 = 4;

pub(super) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    let rows = ask(moving, GetPromotions::default()).await?.promotions.0.promotion.0;
    let entries = rows.iter().map(|row| promotion(moving, row)).collect();
    moving.write(PROMOTIONS, entries).await
}

fn promotion(moving: &Moving<'_>, row: &Promotion) -> Entry {
    let code = moving.plain(&row.code);
    let home = moving.home();
    let value = match row.r#type.0.as_str() {
        "Percentage" => row.value.0.to_minor(PERCENT_DECIMALS),
        _ => moving.minor(home, &row.value.0),
    };
    // It was used as often as it was; only further uses are held against the limit.
    let most = match row.maxuses.0 {
        0 => 0,
        most => most.max(row.uses.0),
    };
    Entry::of("promotions", row.id.0)
        .set("code_folded", fold(&code))
        .set("code", code)
        .set("type", row.r#type.0.clone())
        .set("value", value)
        .set("recurring", row.recurring.0)
        .set("recur_for", row.recurfor.0)
        .set("applies_to", row.appliesto.0.clone())
        .set("requires", row.requires.0.clone())
        .set("requires_existing", row.requiresexisting.0)
        .set("cycles", row.cycles.0.clone())
        .set("starts_on", row.startdate.0)
        .set("expires_on", row.expirationdate.0)
        .set("max_uses", most)
        .set("uses", row.uses.0.max(0))
        .set("lifetime_promo", row.lifetimepromo.0)
        .set("apply_once", row.applyonce.0)
        .set("new_signups", row.newsignups.0)
        .set("existing_clients", row.existingclient.0)
        .set("once_per_client", row.onceperclient.0)
        .set("upgrades", row.upgrades.0)
        .set("notes", moving.plain(&row.notes))
}

/// Only a Hostler tells its bundles.
pub(super) async fn bundles(moving: &mut Moving<'_>) -> Result<()> {
    let told = match moving.ours {
        true => ask_maybe(moving, GetBundles::default()).await?,
        false => None,
    };
    let rows = told.map(|answer| answer.bundles.0.bundle.0).unwrap_or_default();
    let entries = rows.iter().map(|row| bundle(moving, row)).collect();
    moving.write(BUNDLES, entries).await
}

fn bundle(moving: &Moving<'_>, row: &Bundle) -> Entry {
    let items = (0..).zip(row.items.split(',')).filter_map(|(position, item)| {
        let (product, cycle) = item.split_once(':')?;
        Some(
            Put::into("product_bundle_items")
                .set("bundle_id", row.bundleid.0)
                .set("position", position)
                .set("product_id", product.trim().parse::<i64>().ok()?)
                .set("cycle", Cycle::from_key(cycle)?.word()),
        )
    });
    Entry::of("product_bundles", row.bundleid.0)
        .set("name", row.name.0.clone())
        .set("description", row.description.0.clone())
        .set("price_minor", moving.minor(moving.home(), &row.price))
        .set("starts_on", row.startdate.0)
        .set("ends_on", row.enddate.0)
        .set("max_uses", row.maxuses.0)
        .set("uses", row.uses.0)
        .set("hidden", row.hidden.0)
        .set("position", row.order.0)
        .all(items.collect::<Vec<_>>())
}
