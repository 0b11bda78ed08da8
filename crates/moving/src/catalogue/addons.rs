//! Addons of products. A WHMCS does not tell them: those that services have are made from there.

use std::collections::BTreeMap;

use model::dates::Cycle;
use protocol::{GetProductAddons, GetProductAddonsResponse, ProductAddonEntry, ServiceAddon};
use store::system::imports::Put;

use super::prices;
use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{Page, Pages};

pub(crate) const ADDONS: &str = "addons";

pub(super) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    if !moving.ours {
        return Ok(());
    }
    let mut pages = Pages::of(ADDONS);
    let call = |start, rows| GetProductAddons { limitstart: Some(start), limitnum: Some(rows) };
    let rows = |answer: GetProductAddonsResponse| Page {
        rows: answer.productaddons.0.productaddon.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let ids: Vec<i64> = rows.iter().map(|row| row.addonid.0).collect();
        let prices = prices::told(moving, "addon", &ids).await?;
        let entries = rows.iter().zip(prices).map(|(row, prices)| addon(row).all(prices));
        moving.write(ADDONS, entries.collect()).await?;
    }
    Ok(())
}

fn addon(row: &ProductAddonEntry) -> Entry {
    let id = row.addonid.0;
    let products = row.products.0.iter().filter_map(|product| i64::try_from(*product).ok());
    let tie = |product| {
        let tie = Put::into("product_addon_products").set("addon_id", id);
        tie.set("product_id", product)
    };
    Entry::of("product_addons", id)
        .set("name", row.name.0.clone())
        .set("description", row.description.0.clone())
        .set("pay_type", row.paytype.0.clone())
        .set("module", row.module.0.clone())
        .set("auto_setup", row.autosetup.0.clone())
        .set("taxed", row.tax.0)
        .set("allow_quantity", row.allowqty.0)
        .set("hidden", row.hidden.0)
        .set("retired", row.retired.0)
        .set("show_on_order", row.showorder.0)
        .set("position", row.order.0)
        .set("delivers_id", Some(row.deliverspid.0).filter(|id| *id > 0))
        .all(products.map(tie))
}

/// Makes the addons that services have and nobody told of. They are not sold until somebody gives
/// them a price.
pub(crate) async fn learn(moving: &mut Moving<'_>, rows: &[ServiceAddon]) -> Result<()> {
    let known = moving.brought(ADDONS).await?;
    let mut new: BTreeMap<i64, &ServiceAddon> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.addonid.0 > 0 && !known.contains(&row.addonid.0)) {
        new.entry(row.addonid.0).or_insert(row);
    }
    for (id, row) in new {
        let paid = match Cycle::from_key(&row.billingcycle) {
            Some(Cycle::Free) => "free",
            Some(Cycle::OneTime) => "onetime",
            _ => "recurring",
        };
        let entry = Entry::of("product_addons", id)
            .set("name", moving.plain(&row.name))
            .set("pay_type", paid)
            .set("taxed", row.tax.0)
            .set("hidden", true)
            .set("retired", true)
            .set("show_on_order", false);
        moving.write(ADDONS, vec![entry]).await?;
        let why = "a WHMCS does not tell its price list: it is not sold until it has prices here";
        moving.report.note(ADDONS, id, why);
    }
    Ok(())
}
