//! Files of tickets.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as ApiResponse, StatusCode as Status};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use model::people::permission::ClientPermission;
use protocol::wire::{Group, Json64, List};
use protocol::{NewAttachment, TicketAttachment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::inputs::BASE64_TEXT;
use crate::rest::money::key;
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::ClientSession;

const MEDIA_TYPE: &str = "application/octet-stream";
/// Files of one message at most.
const FILES_MAX: usize = 10;

/// A file to be sent.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct NewFile {
    #[schemars(length(min = 1, max = 200))]
    name: String,
    /// In base64.
    #[schemars(regex(pattern = BASE64_TEXT))]
    data: String,
}

/// A file of a message.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Attachment {
    name: String,
    /// Its place among the files of the message, from 0.
    index: u64,
}

/// Which file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// The reply; the opening of the ticket if absent.
    #[schemars(range(min = 1))]
    reply_id: Option<u64>,
    /// Its place among the files of the message, from 0.
    index: u64,
}

/// A file as it was sent; browsers are told to save it and never to show it.
pub(crate) struct Download {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Query(which): Query<Which>,
) -> Result<Download, Problem> {
    let door = session.door(&app, ClientPermission::Tickets)?;
    let file = door.attachment(id, which.reply_id, which.index).await?;
    let bytes = BASE64.decode(file.data.as_bytes()).map_err(|_| Problem::not_found())?;
    Ok(Download { name: file.filename.0, bytes })
}

/// The files of a message as the wire takes them.
pub(in crate::rest) fn wire_files(
    files: Vec<NewFile>,
) -> Result<Option<Json64<List<Group<NewAttachment>>>>, Problem> {
    if files.is_empty() {
        return Ok(None);
    }
    if files.len() > FILES_MAX {
        return Err(Problem::invalid("/files", format!("must be at most {FILES_MAX}")));
    }
    let wire = |(index, file): (usize, NewFile)| {
        let wrong = |why: &str| Err(Problem::invalid(format!("/files/{index}/data"), why));
        match BASE64.decode(file.data.as_bytes()) {
            Err(_) => return wrong("is not base64"),
            Ok(bytes) if bytes.is_empty() => return wrong("is an empty file"),
            Ok(_) => {}
        }
        Ok(Group(NewAttachment { name: file.name, data: file.data }))
    };
    let files: Result<Vec<_>, _> = files.into_iter().enumerate().map(wire).collect();
    Ok(Some(Json64(files?.into())))
}

pub(super) fn attachments(rows: &[TicketAttachment]) -> Vec<Attachment> {
    let row = |row: &TicketAttachment| Attachment {
        name: row.filename.0.clone(),
        index: key(row.index.0),
    };
    rows.iter().map(row).collect()
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        to_save(MEDIA_TYPE, &self.name, self.bytes)
    }
}

/// A file that browsers save and never show.
pub(in crate::rest) fn to_save(media_type: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
        (CONTENT_DISPOSITION, disposition(name)),
    ];
    (headers, bytes).into_response()
}

/// `attachment` with the name in RFC 8187's spelling: no byte of it can end the header.
pub(crate) fn disposition(name: &str) -> String {
    use std::fmt::Write as _;
    let mut text = "attachment; filename*=UTF-8''".to_owned();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

impl OperationOutput for Download {
    type Inner = Vec<u8>;

    fn inferred_responses(
        _: &mut GenContext,
        _: &mut Operation,
    ) -> Vec<(Option<Status>, ApiResponse)> {
        described(MEDIA_TYPE, "The file.")
    }
}

/// The description of an answer that is a file.
pub(in crate::rest) fn described(
    media_type: &str,
    what: &str,
) -> Vec<(Option<Status>, ApiResponse)> {
    let media = [(media_type.to_owned(), MediaType::default())];
    let content = media.into_iter().collect();
    let description = what.to_owned();
    vec![(Some(Status::Code(200)), ApiResponse { description, content, ..ApiResponse::default() })]
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn no_name_can_end_the_header() {
        for (name, expected) in [
            ("a-b_1.txt", "a-b_1.txt"),
            ("a b\r\nx: y", "a%20b%0D%0Ax%3A%20y"),
            ("\"ä\"", "%22%C3%A4%22"),
        ] {
            assert_eq!(disposition(name), format!("attachment; filename*=UTF-8''{expected}"));
        }
    }
}
