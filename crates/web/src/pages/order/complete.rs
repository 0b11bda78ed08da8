//! The last page of an order: what was paid, what is being set up, what to do next.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use engine::Caller;
use model::domains::name::for_people;
use protocol::wire::Amount;
use protocol::{GetClientsDetails, GetClientsProducts, GetInvoice, GetOrders};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::for_client::as_shown;
use crate::pages::client::line_text;
use crate::pages::errors;
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language::tell;
use crate::pages::view::{self, Frame};
use crate::whmcs::CallError;

/// An order that was just placed. Sealed into the page's address, so that nobody can ask for
/// another's.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Placed {
    pub(super) order: i64,
    pub(super) client: u64,
    pub(super) invoice: i64,
    /// Why the payment did not go through; empty when it did.
    pub(super) message: String,
    /// Where the client approves the payment first; empty for nowhere.
    #[serde(default)]
    pub(super) onward: String,
}

impl Placed {
    pub(super) fn seal(&self, app: &App) -> Option<String> {
        app.0.sessions.keys().seal(&*app.0.chance, &serde_json::to_vec(self).ok()?)
    }

    fn open(app: &App, text: &str) -> Option<Self> {
        serde_json::from_slice(&app.0.sessions.keys().open(text)?).ok()
    }
}

#[derive(Serialize)]
struct View {
    frame: Frame,
    /// The digits that mails name it by, too.
    order: i64,
    message: String,
    /// Where the payment is approved first; empty for nowhere.
    onward: String,
    invoice: Option<InvoiceView>,
    services: Vec<ServiceView>,
}

#[derive(Serialize)]
struct InvoiceView {
    id: u64,
    number: String,
    paid: bool,
    status: String,
    tax: String,
    /// What credit has paid of it.
    credit: Option<String>,
    total: String,
    lines: Vec<(String, String)>,
}

#[derive(Serialize)]
struct ServiceView {
    name: String,
    host: String,
    status: String,
    ip: String,
}

/// `GET /order/complete/{order}`
pub(super) async fn complete(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(sealed): Path<String>,
) -> Response {
    let Some(placed) = Placed::open(&app, &sealed) else { return errors::not_found(&app) };
    match read(&app, &arrival, placed).await {
        Ok(view) => app.0.templates.page(StatusCode::OK, "storefront/complete.html", &view),
        Err(error) => errors::failed(&app, &error),
    }
}

async fn read(app: &App, arrival: &Arrival, placed: Placed) -> Result<View, CallError> {
    let caller = view::visitor(arrival.ip);
    let whmcs = app.whmcs();
    let frame = view::frame(app, &caller, &tell("thanks-order-in"), "/", "").await?;
    let invoice = match u64::try_from(placed.invoice) {
        Ok(id) if id > 0 => Some(invoice(app, &caller, &frame, id, placed.client).await?),
        _ => None,
    };
    let call = GetClientsProducts { clientid: Some(placed.client), ..Default::default() };
    let services = whmcs
        .call(&caller, call)
        .await?
        .products
        .0
        .product
        .into_iter()
        .filter(|service| i64::from(service.orderid) == placed.order)
        .map(|service| ServiceView {
            name: service.name.to_string(),
            host: for_people(&service.domain),
            status: service.status.to_string(),
            ip: service.dedicatedip.to_string(),
        })
        .collect();
    let order = number(app, &caller, placed.order).await?;
    let Placed { message, onward, .. } = placed;
    Ok(View { frame, order, message, onward, invoice, services })
}

/// The ten digits of an order; its id where nothing tells them.
async fn number(app: &App, caller: &Caller, order: i64) -> Result<i64, CallError> {
    let call = GetOrders { id: u64::try_from(order).ok(), ..GetOrders::default() };
    let found = app.whmcs().call(caller, call).await?.orders.0.order.0;
    Ok(found.into_iter().next().map(|row| row.ordernum.0).filter(|it| *it > 0).unwrap_or(order))
}

async fn invoice(
    app: &App,
    caller: &Caller,
    frame: &Frame,
    invoiceid: u64,
    client: u64,
) -> Result<InvoiceView, CallError> {
    let details = GetClientsDetails { clientid: Some(client), ..Default::default() };
    let details = app.whmcs().call(caller, details).await?.into_client();
    let currency = frame.currencies.iter().find(|row| row.id == i64::from(details.currency));
    let money = |amount: &Amount| match currency {
        Some(currency) => currency.money(amount),
        None => amount.to_string(),
    };
    let invoice = as_shown(app.whmcs().call(caller, GetInvoice { invoiceid }).await?);
    let taxes = [&invoice.tax, &invoice.tax2].into_iter().filter(|tax| view::is_something(tax));
    let number = match &*invoice.invoicenum {
        "" => invoiceid.to_string(),
        number => number.to_owned(),
    };
    let lines = invoice.items.0.item.iter();
    Ok(InvoiceView {
        id: invoiceid,
        number,
        paid: &*invoice.status == "Paid",
        status: invoice.status.to_string(),
        tax: taxes.map(money).collect::<Vec<_>>().join(" + "),
        credit: view::is_something(&invoice.credit).then(|| format!("-{}", money(&invoice.credit))),
        total: money(&invoice.total),
        lines: lines.map(|line| (line_text(line), money(&line.amount))).collect(),
    })
}
