//! A fake server: answers every request with what the test says, byte for byte.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
    sync::Semaphore,
};

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// Request line and headers.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Request {
    /// The value of a parameter, decoded.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        protocol::Form::parse(self.body.as_bytes()).unwrap().take_text(name)
    }
}

/// What the server does with a request.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    /// Sends these bytes and waits for the next request.
    Bytes(Vec<u8>),
    /// Sends these bytes and closes the connection.
    Close(Vec<u8>),
    /// Sends these bytes and then nothing, for ever.
    Stall(Vec<u8>),
    /// Sends the first bytes once and the others again and again until nobody reads them.
    Endless(Vec<u8>, Vec<u8>),
    /// Sends the first bytes, then the others one at a time, slowly.
    Drip(Vec<u8>, Vec<u8>),
}

/// An answer with its head.
pub(crate) fn http(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Reply {
    let body = body.as_ref();
    let length = body.len();
    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n{headers}\r\n");
    Reply::Bytes([head.as_bytes(), body].concat())
}

/// A good answer of status 200.
pub(crate) fn json(body: impl AsRef<[u8]>) -> Reply {
    http(200, "content-type: application/json\r\n", body)
}

type Answerer = dyn Fn(usize, &Request) -> Reply + Send + Sync;

/// The running server; it ends with the test's runtime.
#[derive(Clone)]
pub(crate) struct Upstream {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Request>>>,
    connections: Arc<AtomicUsize>,
    /// A permit lets one answer out.
    gate: Arc<Semaphore>,
    answer: Arc<Answerer>,
}

impl Upstream {
    /// A server that answers at once; the answerer is given the number of the request, from 0.
    pub(crate) async fn start(
        answer: impl Fn(usize, &Request) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let upstream = Self::start_held(answer).await;
        upstream.release();
        upstream
    }

    /// A server that answers nothing until [`Upstream::release`].
    pub(crate) async fn start_held(
        answer: impl Fn(usize, &Request) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let upstream = Self::new("http", &listener, answer);
        let server = upstream.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move { server.talk(stream).await });
            }
        });
        upstream
    }

    /// The state of a server whose connections the caller accepts.
    pub(crate) fn new(
        scheme: &str,
        listener: &TcpListener,
        answer: impl Fn(usize, &Request) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self {
            url: format!("{scheme}://{}", listener.local_addr().unwrap()),
            seen: Arc::default(),
            connections: Arc::default(),
            gate: Arc::new(Semaphore::new(0)),
            answer: Arc::new(answer),
        }
    }

    /// Lets out all answers from now on.
    pub(crate) fn release(&self) {
        self.gate.add_permits(1_000_000);
    }

    /// The requests so far.
    pub(crate) fn seen(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }

    /// Serves one connection.
    pub(crate) async fn talk(&self, mut stream: impl AsyncRead + AsyncWrite + Unpin) {
        self.connections.fetch_add(1, Ordering::Relaxed);
        let mut read = Vec::new();
        while let Some(request) = next_request(&mut stream, &mut read).await {
            let number = {
                let mut seen = self.seen.lock().unwrap();
                seen.push(request.clone());
                seen.len() - 1
            };
            self.gate.acquire().await.unwrap().forget();
            let reply = (self.answer)(number, &request);
            if send(&mut stream, reply).await.is_none() {
                return;
            }
        }
    }
}

/// Sends a reply; nothing if the connection is over.
async fn send(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), reply: Reply) -> Option<()> {
    match reply {
        Reply::Bytes(bytes) => stream.write_all(&bytes).await.ok(),
        Reply::Close(bytes) => {
            stream.write_all(&bytes).await.ok()?;
            stream.shutdown().await.ok()?;
            None
        }
        Reply::Stall(bytes) => {
            stream.write_all(&bytes).await.ok()?;
            std::future::pending().await
        }
        Reply::Endless(first, again) => {
            stream.write_all(&first).await.ok()?;
            while stream.write_all(&again).await.is_ok() {}
            None
        }
        Reply::Drip(first, slow) => {
            stream.write_all(&first).await.ok()?;
            let mut ticks = tokio::time::interval(std::time::Duration::from_millis(1));
            for byte in slow {
                ticks.tick().await;
                stream.write_all(&[byte]).await.ok()?;
            }
            None
        }
    }
}

/// Reads one request; nothing at the end of the connection.
async fn next_request(
    stream: &mut (impl AsyncRead + Unpin),
    read: &mut Vec<u8>,
) -> Option<Request> {
    loop {
        if let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8(read[..end].to_vec()).unwrap();
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>())
            });
            let whole = end + 4 + length.unwrap_or(Ok(0)).unwrap();
            if read.len() >= whole {
                let body = String::from_utf8(read[end + 4..whole].to_vec()).unwrap();
                read.drain(..whole);
                return Some(Request { head, body });
            }
        }
        if stream.read_buf(read).await.ok()? == 0 {
            return None;
        }
    }
}
