//! `GetProductGroups`.

use engine::{Cx, Result};
use protocol::{GetProductGroups, GetProductGroupsResponse, ProductGroup, ProductGroups};
use store::catalogue::groups::{self, GroupRow};

/// The groups in the order shown.
pub(crate) async fn get_product_groups(
    cx: &Cx,
    _: GetProductGroups,
) -> Result<GetProductGroupsResponse> {
    let rows = groups::all(&mut cx.read().await?).await?;
    let totalresults = i64::try_from(rows.len()).unwrap_or(i64::MAX).into();
    let group = rows.into_iter().map(wire).collect();
    Ok(GetProductGroupsResponse { totalresults, groups: ProductGroups { group }.into() })
}

fn wire(row: GroupRow) -> ProductGroup {
    ProductGroup {
        gid: row.id.0.into(),
        name: row.name.into(),
        slug: row.slug.into(),
        headline: row.headline.into(),
        tagline: row.tagline.into(),
        hidden: row.hidden.into(),
    }
}
