//! Products side by side: what each of them has and costs, in one table.

mod rows;

use axum::extract::{Path, Query, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use engine::Caller;
use protocol::{GetProducts, Product};
use serde::Serialize;
use serde_json::json;

use super::cart::Cart;
use super::{Shown, show};
use crate::App;
use crate::pages::gate::Arrived;
use crate::pages::language::{tell, tell_with};
use crate::pages::sorry::missing;
use crate::pages::storefront::{Wanted, lead, stock};
use crate::pages::view;
use crate::whmcs::CallError;
use rows::{Section, sections};

/// Columns of one table: more are not read side by side.
pub(super) const COMPARED_MAX: usize = 12;

/// Products side by side, as the template gets them.
#[derive(Debug, Serialize)]
pub(crate) struct Comparison {
    columns: Vec<Column>,
    sections: Vec<Section>,
}

/// One of the products.
#[derive(Debug, Serialize)]
struct Column {
    id: i64,
    name: String,
    /// What it is for.
    lead: String,
    /// Whether it is sold in this currency.
    sold: bool,
    sold_out: bool,
    /// The comparison without it.
    without: Option<String>,
}

/// The table of products that are shown together; none where there is nothing to compare.
pub(crate) fn comparison(products: &[Product], currency: &str) -> Option<Comparison> {
    let fits = (2..=COMPARED_MAX).contains(&products.len());
    fits.then(|| table(products, currency))
}

fn table(products: &[Product], currency: &str) -> Comparison {
    let column = |product: &Product| Column {
        id: product.pid.into(),
        name: product.name.to_string(),
        lead: lead(&product.description),
        sold: !view::prices(product, currency).is_empty(),
        sold_out: stock(product) == Some(0),
        without: None,
    };
    Comparison {
        columns: products.iter().map(column).collect(),
        sections: sections(products, currency),
    }
}

/// `GET /compare?product=1&product=2`: what a form chose, at the address of its comparison.
pub(super) async fn chosen(RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let pairs = || form_urlencoded::parse(query.as_bytes());
    let ids: Vec<u64> = pairs()
        .filter(|(name, _)| name == "product")
        .filter_map(|(_, value)| value.parse().ok())
        .collect();
    let currency = pairs().find(|(name, _)| name == "currency").map(|(_, value)| value);
    let query = currency.map(|code| {
        let pairs = [("currency", &*code)];
        format!("?{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
    });
    let address = address(&ids);
    Redirect::to(&format!("{address}{}", query.unwrap_or_default())).into_response()
}

/// Where these are compared: in the path, so that a switch of the currency keeps them.
fn address(ids: &[u64]) -> String {
    let ids: Vec<String> = ids.iter().take(COMPARED_MAX + 1).map(ToString::to_string).collect();
    format!("/compare/{}", if ids.is_empty() { "none".to_owned() } else { ids.join(",") })
}

/// `GET /compare/{products}`: by their numbers with commas between.
pub(super) async fn products(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Path(wanted): Path<String>,
    Query(query): Query<Wanted>,
) -> Shown {
    let mut ids = read(&wanted).ok_or_else(missing)?;
    let note = (ids.len() > COMPARED_MAX)
        .then(|| tell_with("compare-at-most", &[("count", COMPARED_MAX.into())]));
    ids.truncate(COMPARED_MAX);
    let cart = Cart::shown(&app, &arrival, &headers, &query.currency).await?;
    let caller = view::visitor(arrival.ip);
    let (_, currency) = view::currencies(&app, &caller, &cart.currency).await?;
    let (products, others) = find(&app, &caller, &ids).await?;
    let ids: Vec<u64> = products.iter().filter_map(|product| product.pid.id()).collect();
    let mut comparison = table(&products, &currency);
    for (place, column) in comparison.columns.iter_mut().enumerate() {
        let mut rest = ids.clone();
        rest.remove(place);
        column.without = Some(address(&rest));
    }
    let others: Vec<_> = others
        .iter()
        .map(|product| json!({ "id": product.pid.0, "name": product.name.to_string() }))
        .collect();
    let full = ids.len() == COMPARED_MAX;
    let page = json!({
        "comparison": comparison, "ids": ids, "others": others, "full": full, "note": note,
    });
    show(&app, &arrival, &cart, "storefront/compare.html", &tell("compare"), page).await
}

/// Each number once, in the order wanted; `none` is none.
fn read(wanted: &str) -> Option<Vec<u64>> {
    if wanted == "none" {
        return Some(Vec::new());
    }
    let mut ids = Vec::new();
    for part in wanted.split(',') {
        let id: u64 = part.parse().ok()?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Some(ids)
}

/// The products with these numbers, in this order, and all others that are sold.
async fn find(
    app: &App,
    caller: &Caller,
    ids: &[u64],
) -> Result<(Vec<Product>, Vec<Product>), CallError> {
    let all = app.whmcs().call(caller, GetProducts::default()).await?.products.0.product;
    let place = |product: &Product| ids.iter().position(|id| product.pid.id() == Some(*id));
    let (mut chosen, others): (Vec<Product>, Vec<Product>) =
        all.into_iter().partition(|product| place(product).is_some());
    chosen.sort_by_key(place);
    Ok((chosen, others))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn numbers_are_read_from_the_address() {
        for (wanted, expected) in [
            ("1,3", Some(vec![1, 3])),
            ("3,1,3", Some(vec![3, 1])),
            ("none", Some(vec![])),
            ("", None),
            ("1,,2", None),
            ("1,x", None),
            ("-1", None),
        ] {
            assert_eq!(read(wanted), expected, "{wanted}");
        }
    }
}
