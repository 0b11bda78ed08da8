//! Products: what a WHMCS tells of them, and what more a Hostler does.

use std::collections::BTreeMap;

use protocol::{
    ClientService, GetProductDetails, GetProductDetailsResponse, Product, ProductEntry,
    ProductField,
};
use store::system::imports::Put;

use super::prices;
use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::people;
use crate::reading::{Page, Pages};

pub(crate) const PRODUCTS: &str = "products";
/// Why there is one more group than there.
const GONE: &str = "products are in it that are gone there";

pub(super) async fn bring(moving: &mut Moving<'_>, products: &[Product]) -> Result<()> {
    let details = details(moving).await?;
    let now = moving.engine.now().as_second();
    let ids: Vec<i64> = products.iter().map(|row| row.pid.0).collect();
    let told = match moving.ours {
        true => prices::told(moving, "product", &ids).await?,
        false => vec![Vec::new(); ids.len()],
    };
    let mut entries = Vec::with_capacity(products.len());
    for ((position, row), told) in (0..).zip(products).zip(told) {
        let more = details.get(&row.pid.0);
        let entry = product(moving, row, more.map_or(position, |more| more.order.0));
        let entry = entry.set("created_at", now).set("updated_at", now);
        let entry = match more {
            Some(more) => detailed(entry, more),
            None => plain(moving, entry, row),
        };
        let seen = prices::of_product(moving, row.pid.0, &row.pricing, &row.paytype);
        entries.push(entry.all(if moving.ours { told } else { seen }));
    }
    moving.write(PRODUCTS, entries).await?;
    if !moving.ours {
        let fields = products
            .iter()
            .flat_map(|row| row.customfields.customfield.iter().map(|field| (row.pid.0, field)));
        let fields = (0..).zip(fields);
        let fields = fields.map(|(at, (product, row))| field(moving, product, row, at)).collect();
        moving.write(people::FIELDS, fields).await?;
    }
    Ok(())
}

/// What both kinds of server tell.
fn product(moving: &Moving<'_>, row: &Product, position: i64) -> Entry {
    let slug = match row.slug.is_empty() {
        true => format!("product-{}", row.pid),
        false => row.slug.0.clone(),
    };
    Entry::of("products", row.pid.0)
        .set("group_id", row.gid.0)
        .set("type", row.r#type.0.clone())
        .set("name", moving.plain(&row.name))
        .set("slug", slug)
        .set("description", moving.plain(&row.description))
        .set("pay_type", row.paytype.0.clone())
        .set("module", row.module.0.clone())
        .set("allow_quantity", row.allowqty.0)
        .set("position", position)
}

/// What a WHMCS does not say is as it is for most: taxed, shown, and set up when it was paid.
fn plain(moving: &Moving<'_>, entry: Entry, row: &Product) -> Entry {
    let stock = row.stockcontrol.map_or(row.quantity_available.0 > 0, |flag| flag.0);
    let setup = row.autosetup.as_ref().map(|text| moving.plain(text));
    entry
        .set("auto_setup", setup.unwrap_or_else(|| "payment".to_owned()))
        .set("hidden", row.hidden.is_some_and(|flag| flag.0))
        .set("stock_control", stock)
        .set("stock", row.quantity_available.0.max(0))
        .set("taxed", true)
}

fn detailed(entry: Entry, row: &ProductEntry) -> Entry {
    let servers = Some(row.servergroupid.0).filter(|id| *id > 0);
    let config = row.moduleconfig.0.clone();
    entry
        .set("short_description", row.shortdescription.0.clone())
        .set("tagline", row.tagline.0.clone())
        .set("colour", row.color.0.clone())
        .set("hidden", row.hidden.0)
        .set("retired", row.retired.0)
        .set("featured", row.featured.0)
        .set("stock_control", row.stockcontrol.0)
        .set("stock", row.qty.0.max(0))
        .set("max_per_client", row.maxperclient.0)
        .set("taxed", row.tax.0)
        .set("module_settings", if config.is_empty() { "{}".to_owned() } else { config })
        .set("server_group_id", servers)
        .set("auto_setup", row.autosetup.0.clone())
        .set("show_domain_options", row.showdomainoptions.0)
        .set("welcome_email", row.welcomeemail.0.clone())
        .set("prorata", row.proratabilling.0)
        .set("prorata_day", row.proratadate.0)
        .set("prorata_charge_next_after", row.proratachargenextmonth.0)
        .set("recurring_limit", row.recurringlimit.0)
        .set("terminate_after_days", row.autoterminatedays.0)
        .set("upgrade_products", row.upgradeproducts.0.clone())
        .set("subdomains", row.subdomain.0.clone())
        .set("recommendations", row.recommendations.0.clone())
}

async fn details(moving: &mut Moving<'_>) -> Result<BTreeMap<i64, ProductEntry>> {
    let mut found = BTreeMap::new();
    if !moving.ours {
        return Ok(found);
    }
    let mut pages = Pages::of(PRODUCTS);
    let call = |start, rows| GetProductDetails { limitstart: Some(start), limitnum: Some(rows) };
    let rows = |answer: GetProductDetailsResponse| Page {
        rows: answer.products.0.product.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        found.extend(rows.into_iter().map(|row| (row.pid.0, row)));
    }
    Ok(found)
}

/// Products that are gone there, of services that are not: nobody can buy them.
pub(crate) async fn learn(moving: &mut Moving<'_>, rows: &[ClientService]) -> Result<()> {
    let known = moving.brought(PRODUCTS).await?;
    let gone = rows.iter().map(|row| (row.pid.0, row));
    let gone: BTreeMap<i64, &ClientService> =
        gone.filter(|(id, _)| *id > 0 && !known.contains(id)).collect();
    if gone.is_empty() {
        return Ok(());
    }
    let groups = moving.brought(super::GROUPS).await?;
    let group = groups.last().copied().unwrap_or_default();
    let group = if moving.is_noted(super::GROUPS, GONE) { group } else { group + 1 };
    if !groups.contains(&group) {
        let entry = Entry::of("product_groups", group).set("name", "No longer sold");
        let entry = entry.set("slug", format!("no-longer-sold-{group}")).set("hidden", true);
        moving.write(super::GROUPS, vec![entry]).await?;
        moving.report.note(super::GROUPS, group, GONE);
    }
    let now = moving.engine.now().as_second();
    for (id, row) in gone {
        let name = match row.name.is_empty() {
            true => format!("Product {id}"),
            false => moving.plain(&row.name),
        };
        let entry = Entry::of("products", id)
            .set("group_id", group)
            .set("type", "other")
            .set("name", name)
            .set("slug", format!("product-{id}"))
            .set("pay_type", "recurring")
            .set("hidden", true)
            .set("retired", true)
            .set("created_at", now)
            .set("updated_at", now);
        moving.write(PRODUCTS, vec![entry]).await?;
        moving.report.note(PRODUCTS, id, "it is gone there, but has services: it is not sold");
    }
    Ok(())
}

/// A field that is filled in with an order.
fn field(moving: &Moving<'_>, product: i64, row: &ProductField, position: i64) -> Entry {
    let text = |text: &Option<protocol::wire::Text>| {
        text.as_ref().map(|text| moving.plain(text)).unwrap_or_default()
    };
    let kind = text(&row.r#type);
    Entry::bare(row.id.0).row(
        Put::into("custom_fields")
            .set("id", row.id.0)
            .set("kind", "product")
            .set("rel_id", product)
            .set("name", moving.plain(&row.name))
            .set("description", moving.plain(&row.description))
            .set("field_type", if kind.is_empty() { "text".to_owned() } else { kind })
            .set("options", text(&row.options))
            .set("required", row.is_required())
            .set("show_order", true)
            .set("position", position),
    )
}
