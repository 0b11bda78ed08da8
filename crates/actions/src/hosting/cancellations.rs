//! `AddCancelRequest` and `GetCancelledPackages`: what clients ask to end.

use engine::system::templates::{self, CANCELLATION_CONFIRMATION, Concern, NEW_CANCELLATION};
use engine::{Act, Cx, Result, conflict, invalid, not_found, not_now};
use model::hosting::service::CancellationType;
use model::ids::ServiceId;
use model::people::full_name;
use model::word::Word;
use protocol::{
    AddCancelRequest, AddCancelRequestResponse, CancelRequest, GetCancelledPackages,
    GetCancelledPackagesResponse,
};
use serde_json::json;
use store::hosting::services::ServiceRow;
use store::hosting::{cancellations, details, services};
use store::people::clients;

use crate::Registry;
use crate::wire::{moment, number, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddCancelRequest| Box::pin(add_cancel_request(act, call)))
        .read(|cx, call: GetCancelledPackages| Box::pin(get_cancelled_packages(cx, call)))
}

async fn add_cancel_request(
    act: &mut Act,
    call: AddCancelRequest,
) -> Result<AddCancelRequestResponse> {
    let id = ServiceId(number(call.serviceid));
    let row = services::lock(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Service ID Not Found"))?;
    if row.status.is_ended() {
        return Err(not_now(format!("The service is {}", row.status)));
    }
    let kind = match call.r#type.as_deref() {
        None => CancellationType::EndOfPeriod,
        Some(text) => CancellationType::from_word(text)
            .ok_or_else(|| invalid("type", "Invalid Cancellation Type"))?,
    };
    let reason = call.reason.unwrap_or_default();
    let at = act.at();
    let added = cancellations::insert(&mut act.conn, id, row.client_id, kind, &reason, at).await?;
    if added.is_none() {
        return Err(conflict("Existing Cancellation Request Exists"));
    }
    let client = Some(row.client_id);
    let text = format!("Cancellation Request Submitted - {kind} - Service ID: {id}");
    act.log(client, text).await?;
    let payload = json!({
        "userid": row.client_id.0, "relid": id.0, "reason": reason, "type": kind.word(),
    });
    act.event("CancellationRequest", client, &payload).await?;
    tell(act, &row, kind, &reason).await?;
    Ok(AddCancelRequestResponse { serviceid: id.0.into(), userid: row.client_id.0.into() })
}

/// Confirms it to the client, and tells the staff who want to know.
async fn tell(act: &mut Act, row: &ServiceRow, kind: CancellationType, reason: &str) -> Result<()> {
    let asked = [
        ("service_cancellation_type", kind.to_string()),
        ("service_cancellation_reason", reason.to_owned()),
    ];
    let extra = asked.clone().map(|(name, value)| (name.to_owned(), value)).into();
    templates::send_with_if_possible(act, CANCELLATION_CONFIRMATION, row.id.0, &extra).await?;
    let names = details::names(&mut act.conn, &[row.id]).await?;
    let product = names.into_iter().next().map(|names| names.product_name).unwrap_or_default();
    let client = clients::by_id(&mut act.conn, row.client_id).await?;
    let name = client.map(|row| full_name(&row.first_name, &row.last_name)).unwrap_or_default();
    let mut more = vec![
        ("client_id", row.client_id.to_string()),
        ("client_name", name),
        ("service_id", row.id.to_string()),
        ("service_product", product),
        ("service_domain", row.domain.clone()),
    ];
    more.extend(asked);
    let key = format!("cancellation:{}:{}", row.id, act.at());
    templates::tell_concerned(act, NEW_CANCELLATION, Concern::Account, &more, &key).await
}

async fn get_cancelled_packages(
    cx: &Cx,
    call: GetCancelledPackages,
) -> Result<GetCancelledPackagesResponse> {
    let settings = cx.engine.settings().await?;
    let (start, count) = page(call.limitstart, call.limitnum);
    let mut c = cx.read().await?;
    let (total, rows) = match call.serviceid {
        Some(service) => {
            let open = cancellations::open_of(&mut c, ServiceId(number(service))).await?;
            let rows: Vec<_> = open.into_iter().collect();
            (i64::try_from(rows.len()).unwrap_or(0), rows)
        }
        None if call.open.0 => {
            let total = cancellations::count_open(&mut c).await?;
            (total, cancellations::open_page(&mut c, start, count).await?)
        }
        None => {
            let total = cancellations::count(&mut c).await?;
            (total, cancellations::page(&mut c, start, count).await?)
        }
    };
    Ok(GetCancelledPackagesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        packages: rows
            .into_iter()
            .map(|row| CancelRequest {
                id: row.id.0.into(),
                date: moment(&settings, Some(row.created_at)),
                relid: row.service_id.0.into(),
                reason: row.reason.into(),
                r#type: row.r#type.word().into(),
                created_at: moment(&settings, Some(row.created_at)),
                updated_at: moment(&settings, Some(row.updated_at)),
            })
            .collect(),
    })
}
