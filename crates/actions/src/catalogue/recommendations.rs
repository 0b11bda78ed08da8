//! `GetRecommendations`: our own.

use engine::{Cx, Result};
use model::ids::ProductId;
use protocol::{GetRecommendations, GetRecommendationsResponse, Recommended};
use store::catalogue::products::{self, ProductRow};

use crate::Registry;
use crate::wire::id;

/// Products recommended at most.
const MOST: usize = 6;

pub(crate) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetRecommendations| Box::pin(get(cx, call)))
}

async fn get(cx: &Cx, call: GetRecommendations) -> Result<GetRecommendationsResponse> {
    let given: Vec<ProductId> = call.pids.0.into_iter().map(id).collect();
    let mut c = cx.read().await?;
    let mut wanted: Vec<ProductId> = Vec::new();
    for row in products::by_ids(&mut c, &given).await? {
        let ids = row.recommendations.split(',').filter_map(|id| id.trim().parse().ok());
        let new = ids.map(ProductId).filter(|id| !given.contains(id));
        for id in new {
            if !wanted.contains(&id) {
                wanted.push(id);
            }
        }
    }
    let rows = products::by_ids(&mut c, &wanted).await?;
    let is_sold =
        |row: &&ProductRow| !row.hidden && !row.retired && (!row.stock_control || row.stock > 0);
    // As they were recommended, not by number.
    let found: Vec<Recommended> = wanted
        .iter()
        .filter_map(|id| rows.iter().find(|row| row.id == *id))
        .filter(is_sold)
        .take(MOST)
        .map(|row| Recommended {
            pid: row.id.0.into(),
            name: row.name.clone().into(),
            tagline: row.tagline.clone().into(),
        })
        .collect();
    Ok(GetRecommendationsResponse {
        totalresults: found.len().into(),
        products: found.into_iter().collect(),
    })
}
