//! What is turned away from the tickets: our own actions.

use engine::{Act, Cx, Result, conflict, invalid, not_found, not_permitted};
use protocol::{
    Action, AddSpamFilter, AddSpamFilterResponse, DeleteSpamFilter, DeleteSpamFilterResponse,
    GetSpamFilters, GetSpamFiltersResponse, SpamFilter,
};
use serde_json::{Value, json};
use store::support::spam_filters::{self, PHRASE, SENDER, SUBJECT};

use crate::Registry;
use crate::wire::{moment, number};

/// The longest piece that is looked for, in characters.
const CONTENT_CHARS_MAX: usize = 250;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddSpamFilter| Box::pin(add(act, call)))
        .write(|act, call: DeleteSpamFilter| Box::pin(delete(act, call)))
        .read(|cx, call: GetSpamFilters| Box::pin(get(cx, call)))
}

async fn add(act: &mut Act, call: AddSpamFilter) -> Result<AddSpamFilterResponse> {
    let wanted = call.r#type.trim().to_lowercase();
    let kind = [SENDER, SUBJECT, PHRASE].into_iter().find(|kind| *kind == wanted);
    let kind =
        kind.ok_or_else(|| invalid("type", "Invalid type: one of sender, subject, phrase"))?;
    let content = call.content.trim();
    if content.is_empty() || content.chars().count() > CONTENT_CHARS_MAX {
        return Err(invalid("content", "Parameter 'content' is required"));
    }
    let at = act.at();
    let id = spam_filters::add(&mut act.conn, kind, content, at).await?;
    let id = id.ok_or_else(|| conflict("There is the same filter already"))?;
    act.changed("spam_filters", id, &[(kind, Value::Null, json!(content))]).await?;
    act.log(None, format!("Spam Filter Created - {kind}: {content} - ID: {id}")).await?;
    Ok(AddSpamFilterResponse { filterid: id.into() })
}

async fn delete(act: &mut Act, call: DeleteSpamFilter) -> Result<DeleteSpamFilterResponse> {
    let id = number(call.filterid);
    let row = spam_filters::by_id(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Spam Filter ID Not Found"))?;
    spam_filters::delete(&mut act.conn, id).await?;
    act.changed("spam_filters", id, &[(&row.kind, json!(row.content), Value::Null)]).await?;
    let words = format!("Spam Filter Deleted - {}: {} - ID: {id}", row.kind, row.content);
    act.log(None, words).await?;
    Ok(DeleteSpamFilterResponse { filterid: id.into() })
}

async fn get(cx: &Cx, call: GetSpamFilters) -> Result<GetSpamFiltersResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetSpamFilters::NAME));
    }
    let settings = cx.engine.settings().await?;
    let mut found = spam_filters::all(&mut cx.read().await?).await?;
    if let Some(kind) = &call.r#type {
        found.retain(|row| row.kind.eq_ignore_ascii_case(kind.trim()));
    }
    let entry = |row: spam_filters::SpamFilterRow| SpamFilter {
        filterid: row.id.into(),
        r#type: row.kind.into(),
        content: row.content.into(),
        hits: row.hits.into(),
        created: moment(&settings, Some(row.created_at)),
    };
    Ok(GetSpamFiltersResponse {
        totalresults: found.len().into(),
        filters: found.into_iter().map(entry).collect(),
    })
}
