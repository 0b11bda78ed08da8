//! `GetEmailForwards`, `AddEmailForward` and `DeleteEmailForward`: our own.

use engine::domains::forwarding::{self, MailForward};
use engine::domains::keep::{find, no_such_id};
use engine::{Cx, Result};
use protocol::{
    AddEmailForward, DeleteEmailForward, EmailForward, GetEmailForwards, GetEmailForwardsResponse,
};
use store::domains::names::DomainRow;

use crate::Registry;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .flow(|cx, call: GetEmailForwards| Box::pin(get_email_forwards(cx, call)))
        .flow(|cx, call: AddEmailForward| Box::pin(add_email_forward(cx, call)))
        .flow(|cx, call: DeleteEmailForward| Box::pin(delete_email_forward(cx, call)))
}

async fn get_email_forwards(cx: &Cx, call: GetEmailForwards) -> Result<GetEmailForwardsResponse> {
    let row = domain(cx, call.domainid).await?;
    Ok(answer(&row, forwarding::list(cx, &row).await?))
}

async fn add_email_forward(cx: &Cx, call: AddEmailForward) -> Result<GetEmailForwardsResponse> {
    let row = domain(cx, call.domainid).await?;
    Ok(answer(&row, forwarding::add(cx, &row, &call.prefix, &call.destination).await?))
}

async fn delete_email_forward(
    cx: &Cx,
    call: DeleteEmailForward,
) -> Result<GetEmailForwardsResponse> {
    let row = domain(cx, call.domainid).await?;
    Ok(answer(&row, forwarding::remove(cx, &row, &call.prefix, &call.destination).await?))
}

async fn domain(cx: &Cx, number: u64) -> Result<DomainRow> {
    let row = find(&mut cx.read().await?, &cx.caller, Some(id(number)), None).await?;
    row.ok_or_else(no_such_id)
}

fn answer(row: &DomainRow, forwards: Vec<MailForward>) -> GetEmailForwardsResponse {
    let forward = |each: MailForward| EmailForward {
        prefix: each.prefix.into(),
        destination: each.destination.into(),
    };
    GetEmailForwardsResponse {
        domain: row.name.clone().into(),
        forwards: forwards.into_iter().map(forward).collect(),
    }
}
