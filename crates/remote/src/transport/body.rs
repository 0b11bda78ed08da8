//! The body of an answer, read and unzipped within a limit.

use std::io::Read as _;

use bytes::{Bytes, BytesMut};
use flate2::read::MultiGzDecoder;
use hyper::{HeaderMap, header};

use super::pool::Answer;
use crate::RemoteError;

/// How much of an error page is read.
const ERROR_PAGE_BYTES_MAX: usize = 4096;
/// How much memory an announced length gets before any of it has come.
const FIRST_BYTES_MAX: usize = 64 * 1024;

/// The whole body, unless it is larger than the limit.
pub(super) async fn whole(answer: &mut Answer, limit: usize) -> Result<Bytes, RemoteError> {
    let announced = answer.announced().and_then(|length| usize::try_from(length).ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(RemoteError::TooLarge { limit });
    }
    let body = match part(answer).await? {
        None => Bytes::new(),
        // Most answers come in one piece, which is not copied.
        Some(all) if answer.is_whole() && all.len() <= limit => all,
        Some(first) => {
            let room = announced.unwrap_or_default().min(FIRST_BYTES_MAX);
            let mut read = BytesMut::with_capacity(room);
            let mut next = Some(first);
            while let Some(piece) = next {
                if read.len() + piece.len() > limit {
                    return Err(RemoteError::TooLarge { limit });
                }
                read.extend_from_slice(&piece);
                next = part(answer).await?;
            }
            read.freeze()
        }
    };
    if is_zipped(answer.head().headers()) { unzipped(&body, limit) } else { Ok(body) }
}

/// What can be read of an error page; that it ends badly does not matter.
pub(super) async fn beginning(answer: &mut Answer) -> Vec<u8> {
    let mut page = Vec::new();
    while page.len() < ERROR_PAGE_BYTES_MAX {
        match part(answer).await {
            Ok(Some(piece)) => page.extend_from_slice(&piece),
            Ok(None) | Err(_) => break,
        }
    }
    if !is_zipped(answer.head().headers()) {
        return page;
    }
    unzip(&page, ERROR_PAGE_BYTES_MAX).0
}

async fn part(answer: &mut Answer) -> Result<Option<Bytes>, RemoteError> {
    answer.part().await.map_err(|_| RemoteError::Truncated)
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
