//! Invoices and quotes of everybody as PDF files, and invoices as electronic ones.

use axum::extract::State;
use protocol::{GetInvoicePdf, GetInvoiceXml, GetQuotePdf};

use crate::App;
use crate::rest::billing::papers::{EInvoice, Paper, paper};
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::StaffSession;

pub(in crate::rest::admin) async fn invoice(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Paper, Problem> {
    let file = session.call(&app, GetInvoicePdf { invoiceid: id }).await?;
    paper(file.filename.0, &file.data)
}

pub(in crate::rest::admin) async fn e_invoice(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<EInvoice, Problem> {
    let file = session.call(&app, GetInvoiceXml { invoiceid: id }).await?;
    paper(file.filename.0, &file.data).map(EInvoice)
}

pub(in crate::rest::admin) async fn quote(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Paper, Problem> {
    let file = session.call(&app, GetQuotePdf { quoteid: id }).await?;
    paper(file.filename.0, &file.data)
}
