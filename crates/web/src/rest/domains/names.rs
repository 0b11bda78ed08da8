//! Domain names of a client.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::{ClientDomain, GetClientsDomains};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::inputs::Day;
use crate::rest::money::{Money, date, key, sum, text};
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query, name_or_beginning};
use crate::session::ClientSession;

/// Which domain names.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only this name.
    #[schemars(length(max = 255))]
    name: Option<String>,
    /// Only names that begin so.
    #[schemars(length(min = 1, max = 255))]
    search: Option<String>,
    /// Only this status.
    status: Option<DomainStatus>,
    /// Only next due on this day or later.
    due_from: Option<Day>,
    /// Only next due on this day or earlier.
    due_to: Option<Day>,
    /// Only that expire on this day or later.
    expires_from: Option<Day>,
    /// Only that expire on this day or earlier.
    expires_to: Option<Day>,
}

/// How a domain name stands.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub(in crate::rest) enum DomainStatus {
    Pending,
    #[serde(rename = "Pending Registration")]
    PendingRegistration,
    #[serde(rename = "Pending Transfer")]
    PendingTransfer,
    Active,
    Grace,
    Redemption,
    Expired,
    #[serde(rename = "Transferred Away")]
    TransferredAway,
    Cancelled,
    Fraud,
}

impl DomainStatus {
    pub(in crate::rest) const fn word(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::PendingRegistration => "Pending Registration",
            Self::PendingTransfer => "Pending Transfer",
            Self::Active => "Active",
            Self::Grace => "Grace",
            Self::Redemption => "Redemption",
            Self::Expired => "Expired",
            Self::TransferredAway => "Transferred Away",
            Self::Cancelled => "Cancelled",
            Self::Fraud => "Fraud",
        }
    }
}

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
    Query(which): Query<Which>,
) -> Result<Json<Page<Domain>>, Problem> {
    let door = session.door(&app, ClientPermission::Domains)?;
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let (name, beginning) = name_or_beginning("name", which.name, which.search)?;
    let call = GetClientsDomains {
        limitstart,
        limitnum,
        domain: name,
        beginning,
        status: which.status.map(|status| status.word().to_owned()),
        nextduedatefrom: which.due_from.map(Day::wire),
        nextduedateto: which.due_to.map(Day::wire),
        expirydatefrom: which.expires_from.map(Day::wire),
        expirydateto: which.expires_to.map(Day::wire),
        ..GetClientsDomains::default()
    };
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
