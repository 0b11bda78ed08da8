//! A request's body must come along: whoever sends it by drops is not waited for (F11).

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

/// For so long nothing need come.
const BEGINNING: Duration = Duration::from_secs(20);
/// And from then on so much at least (bytes a second).
const LEAST: u64 = 1024;

/// Has the body of a request come along.
pub(crate) fn paced(body: Body) -> Body {
    match body.is_end_stream() {
        true => body,
        false => Body::new(Paced::of(body)),
    }
}

/// A body that must come along.
struct Paced {
    body: Body,
    begun: Instant,
    received: u64,
    until: Option<Pin<Box<Sleep>>>,
}

impl Paced {
    fn of(body: Body) -> Self {
        Self { body, begun: Instant::now(), received: 0, until: None }
    }

    /// When the next piece must be here.
    fn deadline(&self) -> Instant {
        self.begun + BEGINNING + Duration::from_secs(self.received / LEAST)
    }
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        if let Poll::Ready(piece) = Pin::new(&mut this.body).poll_frame(cx) {
            if let Some(Ok(frame)) = &piece {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                this.received += u64::try_from(bytes).unwrap_or(0);
            }
            this.until = None;
            return Poll::Ready(piece);
        }
        let deadline = this.deadline();
        let until = this.until.get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        until.as_mut().poll(cx).map(|()| {
            Some(Err(axum::Error::new(std::io::Error::from(std::io::ErrorKind::TimedOut))))
        })
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::body::{Body, Bytes, to_bytes};
    use futures::{StreamExt as _, stream};
    use tokio::time::sleep;

    use super::Paced;

    /// A body of so many pieces of so many bytes, one each so many seconds.
    fn body(pieces: u64, bytes: usize, seconds: u64) -> Body {
        let pieces = stream::iter(0..pieces).then(move |_| async move {
            sleep(Duration::from_secs(seconds)).await;
            Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; bytes]))
        });
        Body::new(Paced::of(Body::from_stream(pieces)))
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_comes_by_drops_is_given_up() {
        for (pieces, bytes, seconds, comes) in [
            (3, 10, 6, true),
            (1, 10, 21, false),
            // 10 bytes every 5 seconds.
            (1000, 10, 5, false),
            // A slow line, for a quarter of an hour.
            (200, 8192, 5, true),
            (200, 4096, 5, false),
        ] {
            let read = to_bytes(body(pieces, bytes, seconds), usize::MAX).await;
            assert_eq!(read.is_ok(), comes, "{pieces} times {bytes} each {seconds} s");
        }
    }
}
