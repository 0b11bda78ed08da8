//! Options that services are configured with. A WHMCS tells them with each product that has them:
//! those of the same products are taken for one group. A Hostler tells its groups.

use std::collections::{BTreeMap, BTreeSet};

use protocol::{
    ConfigOptionChoiceEntry, ConfigOptionEntry, ConfigOptionGroupEntry, GetConfigOptionChoices,
    GetConfigOptionChoicesResponse, GetConfigOptionGroups, GetConfigOptionGroupsResponse,
    GetConfigOptions, GetConfigOptionsResponse, OptionChoice, Product, ProductOption,
};
use store::system::imports::Put;

use super::prices;
use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{Page, Pages};

const GROUPS: &str = "groups of options";
const OPTIONS: &str = "options";
const CHOICES: &str = "choices";

pub(super) async fn bring(moving: &mut Moving<'_>, products: &[Product]) -> Result<()> {
    if moving.ours { told(moving).await } else { seen(moving, products).await }
}

/// An option as it stands with products.
struct Seen<'a> {
    option: &'a ProductOption,
    products: BTreeSet<i64>,
    /// How those products are paid.
    paid: BTreeSet<&'a str>,
}

async fn seen(moving: &mut Moving<'_>, products: &[Product]) -> Result<()> {
    let mut options: BTreeMap<i64, Seen<'_>> = BTreeMap::new();
    for product in products {
        for option in product.configoptions.configoption.iter() {
            let seen = options.entry(option.id.0).or_insert_with(|| Seen {
                option,
                products: BTreeSet::new(),
                paid: BTreeSet::new(),
            });
            seen.products.insert(product.pid.0);
            seen.paid.insert(&product.paytype);
        }
    }
    let mut sets: Vec<&BTreeSet<i64>> = options.values().map(|seen| &seen.products).collect();
    sets.sort_unstable();
    sets.dedup();
    let groups = (1..).zip(&sets).map(|(id, set)| {
        let named = products.iter().filter(|product| set.contains(&product.pid.0));
        let names: Vec<String> = named.map(|product| moving.plain(&product.name)).collect();
        group(id, names.join(", "), String::new(), set.iter().copied())
    });
    let groups = groups.collect();
    moving.write(GROUPS, groups).await?;
    let mut rows = Vec::new();
    for (position, seen) in (0..).zip(options.values()) {
        let id = sets.iter().position(|set| **set == seen.products).unwrap_or_default();
        let id = i64::try_from(id).unwrap_or_default() + 1;
        rows.push(option(moving, seen.option, id, position));
    }
    moving.write(OPTIONS, rows).await?;
    let mut rows = Vec::new();
    for seen in options.values() {
        let paid: Vec<&str> = seen.paid.iter().copied().collect();
        let choices = (0..).zip(seen.option.options.option.iter());
        rows.extend(choices.map(|(at, row)| choice(moving, seen.option.id.0, row, at, &paid)));
    }
    moving.write(CHOICES, rows).await
}

fn group(id: i64, name: String, description: String, products: impl Iterator<Item = i64>) -> Entry {
    let tie = |product| {
        let tie = Put::into("config_group_products").set("group_id", id);
        tie.set("product_id", product)
    };
    let entry = Entry::of("config_groups", id).set("name", name).set("description", description);
    entry.all(products.map(tie))
}

fn option(moving: &Moving<'_>, row: &ProductOption, group: i64, position: i64) -> Entry {
    Entry::of("config_options", row.id.0)
        .set("group_id", group)
        .set("name", moving.plain(&row.name))
        .set("type", row.r#type.trim().parse::<i64>().unwrap_or(1))
        .set("qty_min", row.minqty.0)
        .set("qty_max", row.maxqty.0)
        .set("position", position)
}

fn choice(
    moving: &Moving<'_>,
    option: i64,
    row: &OptionChoice,
    position: i64,
    paid: &[&str],
) -> Entry {
    // `debian|Debian 13`: what a module is told stands before what people read.
    let name = row.rawName.as_ref().unwrap_or(&row.name);
    Entry::of("config_choices", row.id.0)
        .set("option_id", option)
        .set("name", moving.plain(name))
        .set("position", position)
        .all(prices::of_choice(moving, row.id.0, &row.pricing, paid))
}

async fn told(moving: &mut Moving<'_>) -> Result<()> {
    let mut pages = Pages::of(GROUPS);
    let call =
        |start, rows| GetConfigOptionGroups { limitstart: Some(start), limitnum: Some(rows) };
    let rows = |answer: GetConfigOptionGroupsResponse| Page {
        rows: answer.configoptiongroups.0.configoptiongroup.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        moving.write(GROUPS, rows.iter().map(told_group).collect()).await?;
    }
    let mut pages = Pages::of(OPTIONS);
    let call = |start, rows| GetConfigOptions { limitstart: Some(start), limitnum: Some(rows) };
    let rows = |answer: GetConfigOptionsResponse| Page {
        rows: answer.configoptions.0.configoption.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        moving.write(OPTIONS, rows.iter().map(told_option).collect()).await?;
    }
    let mut pages = Pages::of(CHOICES);
    let call =
        |start, rows| GetConfigOptionChoices { limitstart: Some(start), limitnum: Some(rows) };
    let rows = |answer: GetConfigOptionChoicesResponse| Page {
        rows: answer.configoptionchoices.0.configoptionchoice.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let ids: Vec<i64> = rows.iter().map(|row| row.choiceid.0).collect();
        let prices = prices::told(moving, "choice", &ids).await?;
        let entries = rows.iter().zip(prices).map(|(row, prices)| told_choice(row).all(prices));
        moving.write(CHOICES, entries.collect()).await?;
    }
    Ok(())
}

fn told_group(row: &ConfigOptionGroupEntry) -> Entry {
    let products = row.products.0.iter().filter_map(|id| i64::try_from(*id).ok());
    group(row.groupid.0, row.name.0.clone(), row.description.0.clone(), products)
}

fn told_option(row: &ConfigOptionEntry) -> Entry {
    Entry::of("config_options", row.optionid.0)
        .set("group_id", row.groupid.0)
        .set("name", row.name.0.clone())
        .set("type", row.r#type.0)
        .set("qty_min", row.qtyminimum.0)
        .set("qty_max", row.qtymaximum.0)
        .set("position", row.order.0)
        .set("hidden", row.hidden.0)
}

fn told_choice(row: &ConfigOptionChoiceEntry) -> Entry {
    Entry::of("config_choices", row.choiceid.0)
        .set("option_id", row.optionid.0)
        .set("name", row.name.0.clone())
        .set("position", row.order.0)
        .set("hidden", row.hidden.0)
}
