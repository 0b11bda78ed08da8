//! Products.

use axum::Json;
use axum::extract::State;
use protocol::wire::Csv;
use protocol::{GetProducts, OptionChoice, Product as Row, ProductField, ProductOption};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::currencies;
use super::price::{Price, of_choice, of_product};
use crate::App;
use crate::rest::money::{key, text};
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::Visitor;
use crate::specifications::{self, Feature, Specifications};

/// Which products, in which currency.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only this group.
    #[schemars(range(min = 1))]
    group_id: Option<u64>,
    /// Prices in this currency only, such as `USD`.
    currency: Option<String>,
}

/// In which currency.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Currency {
    /// Prices in this currency only, such as `USD`.
    pub(super) currency: Option<String>,
}

/// Something that is sold.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Product {
    id: u64,
    group_id: u64,
    /// `hostingaccount`, `reselleraccount`, `server` or `other`.
    kind: String,
    name: String,
    /// The name in addresses.
    slug: Option<String>,
    description: Option<String>,
    /// `free`, `onetime` or `recurring`.
    pay_type: String,
    /// How many are left; null where nobody counts.
    quantity_available: Option<u64>,
    /// Whether several can be ordered at once.
    allows_quantity: bool,
    /// Read from the description; null for what is no machine.
    specifications: Option<Specifications>,
    /// What else the description lists.
    features: Vec<Feature>,
    prices: Vec<Price>,
    options: Vec<ConfigOption>,
    fields: Vec<Field>,
}

/// Something to choose when ordering.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ConfigOption {
    id: u64,
    name: String,
    /// `dropdown`, `radio`, `checkbox` or `quantity`.
    kind: &'static str,
    /// The least quantity.
    min_quantity: u64,
    /// The greatest quantity; null without one.
    max_quantity: Option<u64>,
    choices: Vec<Choice>,
}

/// What can be chosen.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Choice {
    id: u64,
    name: String,
    prices: Vec<Price>,
}

/// Something to fill in when ordering.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Field {
    id: u64,
    name: String,
    description: Option<String>,
    is_required: bool,
    /// `text`, `password`, `link`, `dropdown`, `tickbox`, `textarea` or `date`; null where it is
    /// not known.
    kind: Option<String>,
    /// What a dropdown offers.
    options: Vec<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Query(which): Query<Which>,
) -> Result<Json<Page<Product>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let call = GetProducts { gid: which.group_id, ..GetProducts::default() };
    let currency = currencies::known(&app, &visitor.caller, which.currency.as_deref()).await?;
    let rows = app.whmcs().call(&visitor.caller, call).await?.products.0.product.0;
    Ok(Json(window.cut(rows).map(|row| product(&row, currency.as_deref()))))
}

pub(super) async fn get(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id,
    Query(which): Query<Currency>,
) -> Result<Json<Product>, Problem> {
    let call = GetProducts { pid: Csv(vec![id]), ..GetProducts::default() };
    let rows = app.whmcs().call(&visitor.caller, call).await?.products.0.product.0;
    let row = rows.iter().find(|row| row.pid.id() == Some(id)).ok_or_else(Problem::not_found)?;
    let currency = currencies::known(&app, &visitor.caller, which.currency.as_deref()).await?;
    Ok(Json(product(row, currency.as_deref())))
}

fn product(row: &Row, currency: Option<&str>) -> Product {
    let pay_type = row.paytype.0.clone();
    let quantity_available = match row.stockcontrol {
        Some(counted) => counted.0.then(|| key(row.quantity_available.0)),
        // Where the wire says nothing of stock control, products that are not counted have 0.
        None => row.quantity_available.id(),
    };
    let options = row.configoptions.configoption.iter();
    Product {
        id: key(row.pid.0),
        group_id: key(row.gid.0),
        kind: row.r#type.0.clone(),
        name: row.name.0.clone(),
        slug: text(&row.slug),
        description: text(&row.description),
        quantity_available,
        allows_quantity: row.allowqty.0 != 0,
        specifications: specifications::read(&row.description),
        features: specifications::features(&row.description),
        prices: of_product(&pay_type, &row.pricing, currency),
        options: options.map(|each| option(each, &pay_type, currency)).collect(),
        fields: row.customfields.customfield.iter().map(field).collect(),
        pay_type,
    }
}

fn option(row: &ProductOption, pay_type: &str, currency: Option<&str>) -> ConfigOption {
    let choices = row.options.option.iter();
    ConfigOption {
        id: key(row.id.0),
        name: row.name.0.clone(),
        kind: match &*row.r#type.0 {
            "2" => "radio",
            "3" => "checkbox",
            "4" => "quantity",
            _ => "dropdown",
        },
        min_quantity: key(row.minqty.0),
        max_quantity: row.maxqty.id(),
        choices: choices.map(|each| choice(each, pay_type, currency)).collect(),
    }
}

fn choice(row: &OptionChoice, pay_type: &str, currency: Option<&str>) -> Choice {
    Choice {
        id: key(row.id.0),
        name: row.name.0.clone(),
        prices: of_choice(pay_type, &row.pricing, currency),
    }
}

fn field(row: &ProductField) -> Field {
    Field {
        id: key(row.id.0),
        name: row.name.0.clone(),
        description: text(&row.description),
        is_required: row.is_required(),
        kind: row.r#type.as_ref().and_then(text),
        options: row.offered().map(str::to_owned).collect(),
    }
}
