//! Answers at an address, and lets go of whoever takes too long (F11).

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use anyhow::Result;
use axum::Router;
use axum_server::Handle;
use axum_server::accept::Accept;
use futures::future::{Ready, ready};
use hyper_util::rt::TokioTimer;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutStream;

use crate::crowd::{Crowd, Place};

/// How long somebody is waited for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// From the beginning of a connection, or the answer before, to the end of the next request's
    /// head: also the longest that a connection does nothing.
    pub(crate) head: Duration,
    /// Until some of an answer is taken.
    pub(crate) taking: Duration,
    /// For what is being answered when the program is told to stop.
    pub(crate) leaving: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(30),
            taking: Duration::from_secs(30),
            leaving: Duration::from_secs(30),
        }
    }
}

/// Serves whoever finds a place until told to stop; then what is being answered is answered.
///
/// # Errors
/// When the address cannot be listened at any more.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    patience: Patience,
    crowd: Arc<Crowd>,
    until: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let handle = Handle::new();
    let stopped = handle.clone();
    tokio::spawn(async move {
        until.await;
        stopped.graceful_shutdown(Some(patience.leaving));
    });
    let mut server = axum_server::from_tcp(listener.into_std()?)?
        .handle(handle)
        .acceptor(Hasty { taking: patience.taking, crowd })
        // To find out which version is spoken, one that says nothing would be waited for.
        .http1_only();
    let http = server.http_builder();
    http.http1().timer(TokioTimer::new()).header_read_timeout(patience.head);
    server.serve(router.into_make_service_with_connect_info::<SocketAddr>()).await?;
    Ok(())
}

/// Connections that find a place, and end when nobody takes what is sent.
#[derive(Debug, Clone)]
struct Hasty {
    taking: Duration,
    crowd: Arc<Crowd>,
}

impl<S> Accept<TcpStream, S> for Hasty {
    type Stream = Placed;
    type Service = S;
    type Future = Ready<io::Result<(Self::Stream, S)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        ready(self.placed(stream).map(|stream| (stream, service)))
    }
}

impl Hasty {
    /// An error closes the connection at once.
    fn placed(&self, stream: TcpStream) -> io::Result<Placed> {
        let place = self.crowd.admit(stream.peer_addr()?.ip());
        let place = place.ok_or(io::ErrorKind::QuotaExceeded)?;
        // Answers leave as they are made, not when a packet is full.
        stream.set_nodelay(true)?;
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.taking));
        Ok(Placed { stream: Box::pin(stream), _place: place })
    }
}

/// A connection, and its place among all.
struct Placed {
    stream: Pin<Box<TimeoutStream<TcpStream>>>,
    _place: Place,
}

impl AsyncRead for Placed {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.stream.as_mut().poll_read(cx, buffer)
    }
}

impl AsyncWrite for Placed {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.stream.as_mut().poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream.as_mut().poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream.as_mut().poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.stream.as_mut().poll_write_vectored(cx, pieces)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use axum::Router;
    use axum::body::Body;
    use axum::extract::State;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::{TcpListener, TcpStream};
    use tokio::sync::oneshot;

    use super::{Patience, serve};
    use crate::crowd::Crowd;

    /// Says when it is gone.
    struct Gone(Option<oneshot::Sender<()>>);

    impl Drop for Gone {
        fn drop(&mut self) {
            self.0.take().map(|gone| gone.send(()));
        }
    }

    /// An answer without end, that says when nobody makes it any more.
    async fn endless(State(gone): State<Arc<Mutex<Gone>>>) -> Body {
        let gone = Gone(gone.lock().unwrap().0.take());
        let piece = move || {
            let _held = &gone;
            Ok::<_, std::io::Error>(vec![0_u8; 65_536])
        };
        Body::from_stream(futures::stream::iter(std::iter::repeat_with(piece)))
    }

    async fn open() -> (std::net::SocketAddr, oneshot::Sender<()>) {
        open_with(Router::new()).await
    }

    async fn open_with(more: Router) -> (std::net::SocketAddr, oneshot::Sender<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = more.route("/", get(|| async { "hello" }));
        let short = Duration::from_millis(300);
        let patience = Patience { head: short, taking: short, leaving: short };
        let (stop, stopped) = oneshot::channel();
        let until = async move { drop(stopped.await) };
        let crowd = Crowd::new(0, &[]);
        tokio::spawn(async move { serve(listener, router, patience, crowd, until).await.unwrap() });
        (address, stop)
    }

    /// What comes until the other side hangs up.
    async fn rest(connection: &mut TcpStream) -> Vec<u8> {
        let mut all = Vec::new();
        let end = connection.read_to_end(&mut all);
        // A connection that was cut has said all it will.
        drop(tokio::time::timeout(Duration::from_secs(30), end).await.expect("it is let go"));
        all
    }

    #[tokio::test]
    async fn half_a_head_is_not_waited_for() {
        let (address, _stop) = open().await;
        for begun in ["", "GET / HTTP/1.1\r\nHost: x", "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n"] {
            let mut connection = TcpStream::connect(address).await.unwrap();
            connection.write_all(begun.as_bytes()).await.unwrap();
            let said = rest(&mut connection).await;
            assert!(!said.starts_with(b"HTTP/1.1 200"), "{begun}");
        }
        // Whoever speaks is answered, and let go when nothing follows.
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let said = rest(&mut connection).await;
        assert!(said.starts_with(b"HTTP/1.1 200") && said.ends_with(b"hello"));
    }

    #[tokio::test]
    async fn an_answer_that_nobody_takes_is_given_up() {
        let (gone, is_gone) = oneshot::channel();
        let gone = Arc::new(Mutex::new(Gone(Some(gone))));
        let (address, _stop) =
            open_with(Router::new().route("/endless", get(endless)).with_state(gone)).await;
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(b"GET /endless HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        // Nothing is read here, ever.
        tokio::time::timeout(Duration::from_secs(30), is_gone).await.expect("given up").unwrap();
    }

    #[tokio::test]
    async fn told_to_stop_it_stops() {
        let (address, stop) = open().await;
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let mut first = [0; 12];
        connection.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        stop.send(()).unwrap();
        rest(&mut connection).await;
        assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
    }
}
