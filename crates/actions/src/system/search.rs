//! `Search`: our own.

use engine::system::search::{Hit, find};
use engine::{Cx, Result};
use protocol::{Search, SearchResponse, SearchResult};

use crate::Registry;
use crate::wire::number;

/// Results of each kind when the caller does not say, and at most.
const RESULTS: u64 = 10;
const RESULTS_MAX: u64 = 100;

pub(super) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: Search| Box::pin(search(cx, call)))
}

async fn search(cx: &Cx, call: Search) -> Result<SearchResponse> {
    let limit = call.limitnum.filter(|limit| *limit > 0).unwrap_or(RESULTS).min(RESULTS_MAX);
    let kinds = call.kinds.map(|csv| csv.0).unwrap_or_default();
    let hits = find(cx, &call.text, &kinds, number(limit)).await?;
    let result = |Hit { kind, near, row }: Hit| SearchResult {
        kind: kind.into(),
        id: row.id.into(),
        clientid: row.client_id.into(),
        title: row.title.into(),
        subtitle: row.subtitle.into(),
        status: row.status.into(),
        near: near.into(),
    };
    Ok(SearchResponse {
        totalresults: hits.len().into(),
        results: hits.into_iter().map(result).collect(),
    })
}
