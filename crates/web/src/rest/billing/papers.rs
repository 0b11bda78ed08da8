//! Invoices and quotes as PDF files, and invoices as electronic ones.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as ApiResponse, StatusCode as Status};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use model::people::permission::ClientPermission;

use crate::App;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::rest::support::files::{described, to_save};
use crate::session::ClientSession;

const MEDIA_TYPE: &str = "application/pdf";
const XML: &str = "application/xml";

/// A document to keep.
pub(in crate::rest) struct Paper {
    name: String,
    bytes: Vec<u8>,
}

pub(super) async fn invoice(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Paper, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let file = door.invoice_pdf(id).await?;
    paper(file.filename.0, &file.data)
}

pub(super) async fn e_invoice(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<EInvoice, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let file = door.invoice_xml(id).await?;
    paper(file.filename.0, &file.data).map(EInvoice)
}

pub(super) async fn quote(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Paper, Problem> {
    let door = session.door(&app, ClientPermission::Quotes)?;
    let file = door.quote_pdf(id).await?;
    paper(file.filename.0, &file.data)
}

/// A file of the wire.
pub(in crate::rest) fn paper(name: String, data: &str) -> Result<Paper, Problem> {
    let bytes = BASE64.decode(data.as_bytes()).map_err(|_| Problem::not_found())?;
    Ok(Paper { name, bytes })
}

/// An electronic invoice to keep.
pub(in crate::rest) struct EInvoice(pub(in crate::rest) Paper);

impl IntoResponse for EInvoice {
    fn into_response(self) -> Response {
        to_save(XML, &self.0.name, self.0.bytes)
    }
}

impl OperationOutput for EInvoice {
    type Inner = Vec<u8>;

    fn inferred_responses(
        _: &mut GenContext,
        _: &mut Operation,
    ) -> Vec<(Option<Status>, ApiResponse)> {
        described(XML, "The electronic invoice.")
    }
}

impl IntoResponse for Paper {
    fn into_response(self) -> Response {
        to_save(MEDIA_TYPE, &self.name, self.bytes)
    }
}

impl OperationOutput for Paper {
    type Inner = Vec<u8>;

    fn inferred_responses(
        _: &mut GenContext,
        _: &mut Operation,
    ) -> Vec<(Option<Status>, ApiResponse)> {
        described(MEDIA_TYPE, "The PDF.")
    }
}
