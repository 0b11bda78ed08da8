//! Groups of products.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use engine::Caller;
use protocol::{GetProductGroups, GetProducts, Product, ProductGroup};
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::rest::money::{key, text};
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::Query;
use crate::session::Visitor;
use crate::whmcs::CallError;

/// A group of products.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Group {
    id: u64,
    name: String,
    /// The name in addresses.
    slug: Option<String>,
    headline: Option<String>,
    tagline: Option<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Group>>, Problem> {
    let window = paging.window()?;
    let groups = match app.whmcs().call(&visitor.caller, GetProductGroups {}).await {
        Ok(answer) => {
            let shown = answer.groups.0.group.into_iter().filter(|group| !group.hidden.0);
            shown.map(|row| group(&row)).collect()
        }
        Err(CallError::NotOffered(_)) => of_products(&app, &visitor.caller).await?,
        Err(error) => return Err(error.into()),
    };
    Ok(Json(window.cut(groups)))
}

fn group(row: &ProductGroup) -> Group {
    Group {
        id: key(row.gid.0),
        name: row.name.0.clone(),
        slug: text(&row.slug),
        headline: text(&row.headline),
        tagline: text(&row.tagline),
    }
}

/// A WHMCS does not publish its groups; their ids and slugs stand in its products.
async fn of_products(app: &App, caller: &Caller) -> Result<Vec<Group>, CallError> {
    let products = app.whmcs().call(caller, GetProducts::default()).await?.products.0.product.0;
    let slugs: BTreeMap<u64, Option<String>> =
        products.iter().map(|row| (key(row.gid.0), slug(row))).collect();
    let group = |(id, slug): (u64, Option<String>)| Group {
        id,
        name: slug.as_deref().map_or_else(|| format!("Group {id}"), words),
        slug,
        headline: None,
        tagline: None,
    };
    Ok(slugs.into_iter().map(group).collect())
}

/// The last but one step of `https://…/store/GROUP/PRODUCT`.
fn slug(row: &Product) -> Option<String> {
    let (before, _) = row.product_url.trim_end_matches('/').rsplit_once('/')?;
    let (_, group) = before.rsplit_once('/')?;
    (!group.is_empty()).then(|| group.to_owned())
}

/// `shared-hosting` as people write it.
fn words(slug: &str) -> String {
    let mut words = slug.replace('-', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{slug, words};
    use protocol::Product;

    #[test]
    fn a_group_is_read_from_a_products_address() {
        for (url, expected) in [
            ("https://x.example/store/shared-hosting/starter", Some("Shared hosting")),
            ("https://x.example/index.php?rp=/store/vps/one", Some("Vps")),
            ("", None),
        ] {
            let row = Product { product_url: url.into(), ..Product::default() };
            assert_eq!(slug(&row).as_deref().map(words).as_deref(), expected, "{url}");
        }
    }
}
