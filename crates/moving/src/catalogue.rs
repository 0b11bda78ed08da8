//! Product groups, products with their prices, addons, promotions and bundles.

mod addons;
mod options;
mod prices;
mod products;
mod promotions;

use std::collections::BTreeMap;

use protocol::{GetClientsProducts, GetProductGroups, GetProducts, Product, ProductGroup};

use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{ask, ask_maybe};

pub(crate) use addons::{ADDONS, learn as learn_addons};
pub(crate) use products::learn as learn_products;

pub(crate) const PROMOTIONS: &str = promotions::PROMOTIONS;
const GROUPS: &str = "product groups";
/// Products of a group of which a service is looked for, which tells the group's name.
const TRIES: usize = 5;

/// The tables that are written with the numbers of the WHMCS.
pub(crate) const TABLES: &[&str] = &[
    "product_groups",
    "products",
    "product_addons",
    "product_bundles",
    "config_groups",
    "config_options",
    "config_choices",
    "promotions",
];

pub(crate) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    let products = ask(moving, GetProducts::default()).await?.products.0.product.0;
    groups(moving, &products).await?;
    products::bring(moving, &products).await?;
    options::bring(moving, &products).await?;
    addons::bring(moving).await?;
    promotions::bring(moving).await?;
    promotions::bundles(moving).await
}

/// A WHMCS tells the number of a group and, in the address of its products, how it is called there;
/// its name stands beside its services.
async fn groups(moving: &mut Moving<'_>, products: &[Product]) -> Result<()> {
    let told = match moving.ours {
        true => ask_maybe(moving, GetProductGroups {}).await?,
        false => None,
    };
    if let Some(answer) = told {
        let rows = answer.groups.0.group.0;
        let entries = (0..).zip(&rows).map(|(at, row)| group(row, at)).collect();
        return moving.write(GROUPS, entries).await;
    }
    let mut by_group: BTreeMap<i64, Vec<&Product>> = BTreeMap::new();
    for product in products {
        by_group.entry(product.gid.0).or_default().push(product);
    }
    let mut entries = Vec::with_capacity(by_group.len());
    for (position, (gid, products)) in (0..).zip(by_group) {
        let name = group_name(moving, &products).await?.unwrap_or_else(|| format!("Group {gid}"));
        entries.push(
            Entry::of("product_groups", gid)
                .set("name", name)
                .set("slug", group_slug(gid, &products))
                .set("position", position),
        );
    }
    moving.write(GROUPS, entries).await
}

fn group(row: &ProductGroup, position: i64) -> Entry {
    Entry::of("product_groups", row.gid.0)
        .set("name", row.name.0.clone())
        .set("slug", row.slug.0.clone())
        .set("headline", row.headline.0.clone())
        .set("tagline", row.tagline.0.clone())
        .set("hidden", row.hidden.0)
        .set("position", position)
}

async fn group_name(moving: &Moving<'_>, products: &[&Product]) -> Result<Option<String>> {
    for product in products.iter().take(TRIES) {
        let call = GetClientsProducts {
            pid: product.pid.id(),
            limitnum: Some(1),
            ..GetClientsProducts::default()
        };
        let answer = ask_maybe(moving, call).await?;
        let rows = answer.map(|answer| answer.products.0.product.0).unwrap_or_default();
        if let Some(row) = rows.first().filter(|row| !row.groupname.is_empty()) {
            return Ok(Some(moving.plain(&row.groupname)));
        }
    }
    Ok(None)
}

/// `…/store/web-hosting/starter` names the group before the product.
fn group_slug(gid: i64, products: &[&Product]) -> String {
    let of = |product: &&Product| {
        let (_, path) = product.product_url.split_once("/store/")?;
        let (slug, _) = path.split_once('/')?;
        (!slug.is_empty()).then(|| slug.to_owned())
    };
    products.iter().find_map(of).unwrap_or_else(|| format!("group-{gid}"))
}
