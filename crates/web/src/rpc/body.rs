//! Reads a request the way PHP fills `$_REQUEST`: body first, then the query string.

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use protocol::{FORM_BYTES_MAX, Form, FormError};

/// Why a form was not read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unread {
    /// What it says is refused.
    #[error(transparent)]
    Form(#[from] FormError),
    /// Its parts cannot be told apart.
    #[error(transparent)]
    Parts(#[from] multer::Error),
}

impl Unread {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Form(FormError::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Form(_) | Self::Parts(_) => StatusCode::BAD_REQUEST,
        }
    }
}

/// The form of a request, with what the address has beside it.
pub(crate) async fn read(request: Request) -> Result<Form, Unread> {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let mut form = sent(request).await?;
    form.merge_query(query.as_bytes())?;
    Ok(form)
}

/// The form that was sent as the body of a request.
pub(crate) async fn sent(request: Request) -> Result<Form, Unread> {
    let (parts, body) = request.into_parts();
    let content_type = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let bytes = to_bytes(body, FORM_BYTES_MAX).await.map_err(|_| FormError::TooLarge)?;
    Ok(match multer::parse_boundary(&content_type) {
        Ok(boundary) => Form::from_pairs(parts_of(bytes, boundary).await?)?,
        Err(_) => Form::parse(&bytes)?,
    })
}

/// The fields of a `multipart/form-data` body; uploads become `name[i][name]`, `name[i][data]`,
/// whatever stands in brackets behind the name.
async fn parts_of(
    bytes: axum::body::Bytes,
    boundary: String,
) -> Result<Vec<(String, String)>, Unread> {
    use base64::Engine as _;
    let stream = futures::stream::once(async move { Ok::<_, std::convert::Infallible>(bytes) });
    let mut multipart = multer::Multipart::new(stream, boundary);
    let mut pairs = Vec::new();
    while let Some(field) = multipart.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(file_name);
        let data = field.bytes().await?;
        if let Some(file) = file {
            // The input of a form in which no file was chosen.
            if file.is_empty() && data.is_empty() {
                continue;
            }
            let index = pairs.len();
            let base = name.split('[').next().unwrap_or_default();
            let data = base64::engine::general_purpose::STANDARD.encode(&data);
            pairs.push((format!("{base}[{index}][name]"), file));
            pairs.push((format!("{base}[{index}][data]"), data));
            continue;
        }
        let text = String::from_utf8(data.to_vec()).map_err(|_| FormError::NotUtf8)?;
        pairs.push((name, text));
    }
    Ok(pairs)
}

/// The name of a file as it was before the browser wrote it into a header: what would end the
/// header stands there as WHATWG's encoding of form data has it, and nothing else is encoded.
/// <https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data>
fn file_name(sent: &str) -> String {
    sent.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn names_of_files_are_what_they_were() {
        for (sent, expected) in [
            ("Ünï %22q%22 日本 🚀.txt", "Ünï \"q\" 日本 🚀.txt"),
            ("a%0D%0Ab.txt", "a\r\nb.txt"),
            ("100%25 of it.txt", "100%25 of it.txt"),
            ("plain.txt", "plain.txt"),
        ] {
            assert_eq!(file_name(sent), expected, "{sent}");
        }
    }
}
