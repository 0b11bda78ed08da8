//! Reads a request the way PHP fills `$_REQUEST`: body first, then the query string.

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::Response;
use protocol::{FORM_BYTES_MAX, Form, FormError};

use super::respond;

/// The form of a request, or the answer that refuses it.
pub(crate) async fn read(request: Request) -> Result<Form, Response> {
    let (parts, body) = request.into_parts();
    let content_type = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let bytes = to_bytes(body, FORM_BYTES_MAX)
        .await
        .map_err(|_| respond::refused(StatusCode::PAYLOAD_TOO_LARGE, &FormError::TooLarge))?;
    let bad = |error: FormError| respond::refused(StatusCode::BAD_REQUEST, &error);
    let mut form = match multer::parse_boundary(&content_type) {
        Ok(boundary) => Form::from_pairs(parts_of(bytes, boundary).await?).map_err(bad)?,
        Err(_) => Form::parse(&bytes).map_err(bad)?,
    };
    if let Some(query) = parts.uri.query() {
        form.merge_query(query.as_bytes()).map_err(bad)?;
    }
    Ok(form)
}

/// The fields of a `multipart/form-data` body; uploads become `name[i][name]`, `name[i][data]`.
async fn parts_of(
    bytes: axum::body::Bytes,
    boundary: String,
) -> Result<Vec<(String, String)>, Response> {
    use base64::Engine as _;
    let broken = |error: multer::Error| respond::refused(StatusCode::BAD_REQUEST, &error);
    let stream = futures::stream::once(async move { Ok::<_, std::convert::Infallible>(bytes) });
    let mut multipart = multer::Multipart::new(stream, boundary);
    let mut pairs = Vec::new();
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        let data = field.bytes().await.map_err(broken)?;
        if let Some(file) = file {
            let index = pairs.len();
            let base = name.trim_end_matches("[]").to_owned();
            let data = base64::engine::general_purpose::STANDARD.encode(&data);
            pairs.push((format!("{base}[{index}][name]"), file));
            pairs.push((format!("{base}[{index}][data]"), data));
            continue;
        }
        let text = String::from_utf8(data.to_vec())
            .map_err(|_| respond::refused(StatusCode::BAD_REQUEST, &FormError::NotUtf8))?;
        pairs.push((name, text));
    }
    Ok(pairs)
}
