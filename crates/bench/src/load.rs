//! A small closed-loop load generator: keep-alive connections that send prepared requests.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Makes the bytes of the n-th request of a connection.
pub(crate) type Requests = Arc<dyn Fn(u64) -> Vec<u8> + Send + Sync>;
/// Makes the request that follows an answer, when a unit of work takes two.
pub(crate) type Follow = Arc<dyn Fn(&[u8]) -> Option<Vec<u8>> + Send + Sync>;

/// How a server is loaded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load {
    /// Connections, each with one request at a time.
    pub(crate) connections: usize,
    /// For how long.
    pub(crate) length: Duration,
    /// Requests a second of all connections together; without it as many as are answered.
    pub(crate) rate: Option<f64>,
}

impl Load {
    /// As many requests as the server answers.
    pub(crate) fn full(connections: usize, length: Duration) -> Load {
        Load { connections, length, rate: None }
    }
}

/// What a measurement saw.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// Answers per second.
    pub(crate) rate: f64,
    /// Median latency.
    pub(crate) p50: Duration,
    /// 99th percentile latency.
    pub(crate) p99: Duration,
    /// Answers in all.
    pub(crate) count: u64,
}

/// Loads a server for a while. Any answer but 200 is an error.
pub(crate) async fn measure(
    address: SocketAddr,
    load: Load,
    requests: &Requests,
    follow: Option<&Follow>,
) -> Result<Seen> {
    let started = Instant::now();
    let workers: Vec<_> = (0..load.connections)
        .map(|worker| {
            let (requests, follow) = (Arc::clone(requests), follow.map(Arc::clone));
            tokio::spawn(async move {
                work(address, worker, started, load, &requests, follow.as_ref()).await
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for worker in workers {
        latencies.extend(worker.await??);
    }
    let elapsed = started.elapsed().as_secs_f64();
    latencies.sort_unstable();
    let at = |share: usize| latencies.get(latencies.len() * share / 100).copied();
    let count = u64::try_from(latencies.len())?;
    Ok(Seen {
        rate: count as f64 / elapsed,
        p50: at(50).context("no answers")?,
        p99: at(99).context("no answers")?,
        count,
    })
}

/// One request on a fresh connection; gives the body.
pub(crate) async fn once(address: SocketAddr, request: &[u8]) -> Result<Vec<u8>> {
    let mut connection = Connection::open(address).await?;
    connection.exchange(request).await
}

async fn work(
    address: SocketAddr,
    worker: usize,
    started: Instant,
    load: Load,
    requests: &Requests,
    follow: Option<&Follow>,
) -> Result<Vec<Duration>> {
    let mut connection = Connection::open(address).await?;
    let mut latencies = Vec::with_capacity(1 << 16);
    let mut number = u64::try_from(worker)? * 1_000_003;
    let pause = load.rate.map(|rate| Duration::from_secs_f64(load.connections as f64 / rate));
    let share = worker as f64 / load.connections as f64;
    let mut due = started + pause.unwrap_or_default().mul_f64(share);
    while started.elapsed() < load.length {
        number += 1;
        let request = requests(number);
        let mut sent = Instant::now();
        if let Some(pause) = pause {
            sent = when_due(due).await;
            due += pause;
        }
        let answer = connection.exchange(&request).await?;
        if let Some(next) = follow.and_then(|follow| follow(&answer)) {
            connection.exchange(&next).await?;
        }
        latencies.push(sent.elapsed());
    }
    Ok(latencies)
}

/// Waits until a request is due. Whoever waits for the answer before it counts from then; that a
/// timer wakes up to a millisecond late is not the server's time.
async fn when_due(due: Instant) -> Instant {
    if due <= Instant::now() {
        return due;
    }
    tokio::time::sleep_until(due.into()).await;
    Instant::now()
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(1 << 16) })
    }

    async fn exchange(&mut self, request: &[u8]) -> Result<Vec<u8>> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head = loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server closed the connection");
            }
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
        };
        let text = String::from_utf8_lossy(self.buffer.get(..head).unwrap_or_default());
        if !text.starts_with("HTTP/1.1 200") && !text.starts_with("HTTP/1.1 201") {
            bail!("{} {}", text.lines().next().unwrap_or_default(), self.rest(head));
        }
        let length: usize = text
            .lines()
            .find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned)
            })
            .context("no content-length")?
            .trim()
            .parse()?;
        while self.buffer.len() < head + length {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the answer was cut");
            }
        }
        Ok(self.buffer.get(head..head + length).unwrap_or_default().to_vec())
    }

    fn rest(&self, head: usize) -> String {
        String::from_utf8_lossy(self.buffer.get(head..).unwrap_or_default()).into_owned()
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
