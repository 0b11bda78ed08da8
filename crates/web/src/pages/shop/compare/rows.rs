//! The rows of a comparison: specifications, what else is listed, prices by cycle, stock.

use protocol::Product;
use serde::Serialize;

use crate::pages::language::{tell, tell_with};
use crate::pages::sizes::{STEP, number, size};
use crate::pages::storefront::stock;
use crate::pages::view::{self, PriceView};
use crate::specifications::{self, Feature, Specifications, features};

/// Rows under one heading.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    name: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    name: String,
    /// One for each product.
    cells: Vec<Cell>,
}

/// What one product has; neither text nor tick where its description does not say.
#[derive(Debug, Default, Serialize)]
struct Cell {
    text: Option<String>,
    /// In small letters under it.
    note: Option<String>,
    /// Simply there, without a number.
    has: bool,
}

impl Cell {
    fn of(text: Option<String>) -> Self {
        Self { text, ..Self::default() }
    }

    fn is_empty(&self) -> bool {
        self.text.is_none() && !self.has
    }
}

/// All rows that say something of at least one of the products.
pub(super) fn sections(products: &[Product], currency: &str) -> Vec<Section> {
    let sections = [
        ("prices", prices(products, currency)),
        ("specifications", machines(products)),
        ("features", others(products)),
    ];
    sections
        .into_iter()
        .map(|(name, mut rows)| {
            rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
            Section { name: tell(name), rows }
        })
        .filter(|section| !section.rows.is_empty())
        .collect()
}

/// A row of machines: the message that names it, and what a machine has of it.
type Part = (&'static str, fn(&Specifications) -> Option<String>);

fn machines(products: &[Product]) -> Vec<Row> {
    let read = |product: &Product| specifications::read(&product.description);
    let machines: Vec<Option<Specifications>> = products.iter().map(read).collect();
    let parts: [Part; 4] = [
        ("spec-cores", |has| has.cpu_cores.map(|count| number(count, 0))),
        ("spec-memory", |has| has.memory_mib.map(|mib| size(mib * 100))),
        ("spec-disk", disk),
        ("spec-traffic", |has| has.traffic_gb.map(|gb| size(gb * STEP * 100))),
    ];
    let row = |(name, part): &Part| {
        let cells = machines.iter().map(|has| Cell::of(has.as_ref().and_then(part)));
        Row { name: tell(name), cells: cells.collect() }
    };
    parts.iter().map(row).collect()
}

/// `2 × 1 TB NVMe`
fn disk(has: &Specifications) -> Option<String> {
    let size = size(has.disk_gb? * STEP * 100);
    let size = match has.disks.filter(|count| *count > 1) {
        Some(count) => format!("{} × {size}", number(count, 0)),
        None => size,
    };
    let kind = has.disk_kind.as_deref().map(|kind| if kind == "nvme" { "NVMe" } else { kind });
    let kind = kind.map(|kind| if kind == "NVMe" { kind.to_owned() } else { kind.to_uppercase() });
    Some(kind.map_or_else(|| size.clone(), |kind| format!("{size} {kind}")))
}

/// What else the descriptions list, in the order of the first that says it.
fn others(products: &[Product]) -> Vec<Row> {
    let lists: Vec<Vec<Feature>> =
        products.iter().map(|product| features(&product.description)).collect();
    let mut names: Vec<&Feature> = Vec::new();
    for feature in lists.iter().flatten() {
        if !names.iter().any(|known| known.is_like(feature)) {
            names.push(feature);
        }
    }
    let cell = |list: &Vec<Feature>, name: &Feature| {
        let found = list.iter().find(|feature| feature.is_like(name));
        found.map_or_else(Cell::default, |found| Cell {
            text: found.value.clone(),
            note: None,
            has: found.value.is_none(),
        })
    };
    let row = |name: &&Feature| Row {
        name: name.name.clone(),
        cells: lists.iter().map(|list| cell(list, name)).collect(),
    };
    names.iter().map(row).collect()
}

/// A row for each cycle, the setup fee, and what is left.
fn prices(products: &[Product], currency: &str) -> Vec<Row> {
    let lists: Vec<Vec<PriceView>> =
        products.iter().map(|product| view::prices(product, currency)).collect();
    let fee = |list: &Vec<PriceView>| list.first().map(|price| price.setup.clone());
    let same =
        lists.iter().all(|list| list.iter().all(|price| Some(&price.setup) == fee(list).as_ref()));
    let mut names: Vec<(usize, &str)> = Vec::new();
    for price in lists.iter().flatten() {
        if !names.iter().any(|(_, name)| *name == price.name) {
            names.push((place(price), &price.name));
        }
    }
    names.sort_by_key(|(place, _)| *place);
    let cell = |list: &Vec<PriceView>, name: &str| {
        let found = list.iter().find(|price| price.name == name);
        found.map_or_else(Cell::default, |price| Cell {
            text: Some(price.price.clone()),
            note: price
                .setup
                .as_ref()
                .filter(|_| !same)
                .map(|fee| tell_with("and-setup", &[("price", fee.clone().into())])),
            has: false,
        })
    };
    let row = |(_, name): &(usize, &str)| Row {
        name: (*name).to_owned(),
        cells: lists.iter().map(|list| cell(list, name)).collect(),
    };
    let mut rows: Vec<Row> = names.iter().map(row).collect();
    if same {
        let said = |fee: Option<String>| fee.unwrap_or_else(|| tell("no-setup-fee"));
        let cells = lists.iter().map(|list| Cell::of(fee(list).map(said))).collect();
        rows.push(Row { name: tell("setup-fee"), cells });
    }
    if products.iter().any(|product| stock(product).is_some()) {
        let cells = products.iter().map(|product| Cell::of(Some(left(product)))).collect();
        rows.push(Row { name: tell("stock"), cells });
    }
    rows
}

/// Short cycles first, whichever product begins.
fn place(price: &PriceView) -> usize {
    const CYCLES: [&str; 6] =
        ["monthly", "quarterly", "semiannually", "annually", "biennially", "triennially"];
    if price.per.is_empty() {
        return 0;
    }
    CYCLES.iter().position(|cycle| *cycle == price.key).map_or(CYCLES.len(), |place| place + 1)
}

fn left(product: &Product) -> String {
    match stock(product) {
        None => tell("in-stock"),
        Some(0) => tell("sold-out"),
        Some(count) => tell_with("so-many-left", &[("count", count.into())]),
    }
}
