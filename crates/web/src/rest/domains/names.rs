//! Domain names of a client.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::{ClientDomain, GetClientsDomains};
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::rest::money::{Money, date, key, sum, text};
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::ClientSession;

/// A domain name.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Domain {
    id: u64,
    name: String,
    /// Such as `Pending`, `Active`, `Grace`, `Expired` or `Transferred Away`.
    status: String,
    order_id: Option<u64>,
    registered_on: Option<String>,
    expires_on: Option<String>,
    /// The first day that is not paid for yet.
    next_due_on: Option<String>,
    /// Years of a renewal.
    years: u64,
    first_amount: Money,
    recurring_amount: Money,
    payment_method: Option<String>,
    has_dns_management: bool,
    has_email_forwarding: bool,
    has_id_protection: bool,
    /// Its registry asks more for it than for others; it is renewed for one year at a time.
    is_premium: bool,
    renews_itself: bool,
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Domain>>, Problem> {
    let door = session.door(&app, ClientPermission::Domains)?;
    let window = paging.window()?;
    let (limitstart, limitnum) = window.asked();
    let call = GetClientsDomains { limitstart, limitnum, ..GetClientsDomains::default() };
    let answer = door.domains(call).await?;
    let code = door.currency().await?;
    let rows = answer.domains.0.domain.0;
    Ok(Json(window.page(rows, answer.totalresults.0).map(|row| domain(row, &code))))
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Domain>, Problem> {
    let door = session.door(&app, ClientPermission::Domains)?;
    let row = door.domain(id).await?;
    Ok(Json(domain(row, &door.currency().await?)))
}

pub(in crate::rest) fn domain(row: ClientDomain, code: &str) -> Domain {
    Domain {
        id: key(row.id.0),
        order_id: row.orderid.id(),
        registered_on: date(row.regdate),
        expires_on: date(row.expirydate),
        next_due_on: date(row.nextduedate),
        years: key(row.regperiod.0),
        first_amount: sum(&row.firstpaymentamount, code),
        recurring_amount: sum(&row.recurringamount, code),
        payment_method: text(&row.paymentmethod),
        has_dns_management: row.dnsmanagement.0,
        has_email_forwarding: row.emailforwarding.0,
        has_id_protection: row.idprotection.0,
        is_premium: row.ispremium.0,
        renews_itself: !row.donotrenew.0,
        name: row.domainname.0,
        status: row.status.0,
    }
}
