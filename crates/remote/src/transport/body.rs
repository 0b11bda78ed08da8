//! The body of an answer, read and unzipped within a limit.

use std::io::Read as _;

use bytes::{Bytes, BytesMut};
use flate2::read::MultiGzDecoder;
use http_body_util::BodyExt as _;
use hyper::{
    HeaderMap, Response,
    body::{Body as _, Incoming},
    header,
};

use crate::RemoteError;

/// How much of an error page is read.
const ERROR_PAGE_BYTES_MAX: usize = 4096;
/// How much memory an announced length gets before any of it has come.
const FIRST_BYTES_MAX: usize = 64 * 1024;

/// The whole body, unless it is larger than the limit.
pub(super) async fn whole(
    response: Response<Incoming>,
    limit: usize,
) -> Result<Bytes, RemoteError> {
    let (head, mut body) = response.into_parts();
    let announced = body.size_hint().exact().and_then(|length| usize::try_from(length).ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(RemoteError::TooLarge { limit });
    }
    let mut read = BytesMut::with_capacity(announced.unwrap_or_default().min(FIRST_BYTES_MAX));
    while let Some(chunk) = chunk(&mut body).await? {
        if read.len() + chunk.len() > limit {
            return Err(RemoteError::TooLarge { limit });
        }
        read.extend_from_slice(&chunk);
    }
    if is_zipped(&head.headers) { unzipped(&read, limit) } else { Ok(read.freeze()) }
}

/// What can be read of an error page; that it ends badly does not matter.
pub(super) async fn beginning(response: Response<Incoming>) -> Vec<u8> {
    let (head, mut body) = response.into_parts();
    let mut page = Vec::new();
    while page.len() < ERROR_PAGE_BYTES_MAX {
        match chunk(&mut body).await {
            Ok(Some(chunk)) => page.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    if !is_zipped(&head.headers) {
        return page;
    }
    unzip(&page, ERROR_PAGE_BYTES_MAX).0
}

/// The next part of a body; nothing at its end.
async fn chunk(body: &mut Incoming) -> Result<Option<Bytes>, RemoteError> {
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| RemoteError::Truncated)?;
        // What is no data are trailers, of which nothing is needed.
        if let Ok(data) = frame.into_data() {
            return Ok(Some(data));
        }
    }
    Ok(None)
}

fn is_zipped(headers: &HeaderMap) -> bool {
    let coding = headers.get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    coding.is_some_and(|coding| coding.trim().eq_ignore_ascii_case("gzip"))
}

fn unzipped(zipped: &[u8], limit: usize) -> Result<Bytes, RemoteError> {
    let (plain, read) = unzip(zipped, limit.saturating_add(1));
    match read.map_err(|_| RemoteError::Truncated)? {
        length if length > limit => Err(RemoteError::TooLarge { limit }),
        _ => Ok(plain.into()),
    }
}

/// What can be unzipped, of so many bytes at most, and whether that went well.
fn unzip(zipped: &[u8], most: usize) -> (Vec<u8>, std::io::Result<usize>) {
    let mut plain = Vec::new();
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    let read = MultiGzDecoder::new(zipped).take(most).read_to_end(&mut plain);
    (plain, read)
}
