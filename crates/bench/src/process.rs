//! A server process under measurement: its address, CPU time and memory.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// How long a server may take to open its door.
const START_WAIT: Duration = Duration::from_secs(600);
/// Clock ticks per second in /proc, on every Linux we know.
const TICKS_PER_SECOND: f64 = 100.0;

/// A running server; killed when dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// From the start of the process to its open door.
    pub(crate) started_in: Duration,
    /// What it printed before that, line by line.
    pub(crate) said: Vec<String>,
}

impl Server {
    /// Starts a program that prints `… open at http://ADDRESS/`.
    pub(crate) async fn start(mut command: Command) -> Result<Self> {
        let started = Instant::now();
        command.stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().with_context(|| format!("starting {command:?}"))?;
        let stdout = child.stdout.take().context("no standard output")?;
        let mut lines = BufReader::new(stdout).lines();
        let mut said = Vec::new();
        let find = async {
            while let Some(line) = lines.next_line().await? {
                said.push(line.clone());
                if let Some((_, rest)) = line.split_once("open at http://") {
                    return Ok(rest.trim_end_matches('/').parse::<SocketAddr>()?);
                }
            }
            bail!("the server ended without opening its door")
        };
        let address = tokio::time::timeout(START_WAIT, find).await.context("start")??;
        let started_in = started.elapsed();
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { child, address, started_in, said })
    }

    /// Starts a program that is to listen at this address.
    pub(crate) async fn at(mut command: Command, address: SocketAddr) -> Result<Self> {
        let started = Instant::now();
        let child = command.kill_on_drop(true).spawn()?;
        while tokio::net::TcpStream::connect(address).await.is_err() {
            ensure!(started.elapsed() < START_WAIT, "{command:?} did not open {address}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(Self { child, address, started_in: started.elapsed(), said: Vec::new() })
    }

    /// CPU seconds used so far, user and system.
    pub(crate) fn cpu_seconds(&self) -> Result<f64> {
        let pid = self.child.id().context("the server is gone")?;
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
        let after_name = stat.rsplit_once(')').context("stat")?.1;
        let fields: Vec<&str> = after_name.split_whitespace().collect();
        let ticks = |index: usize| -> Result<f64> {
            Ok(fields.get(index).context("stat")?.parse::<f64>()?)
        };
        Ok((ticks(11)? + ticks(12)?) / TICKS_PER_SECOND)
    }

    /// Resident memory in MiB.
    pub(crate) fn memory_mib(&self) -> Result<f64> {
        status_mib(self.child.id().context("the server is gone")?, "VmRSS:")
    }
}

/// The most resident memory that a process had so far, in MiB.
pub(crate) fn memory_peak_mib(pid: u32) -> Result<f64> {
    status_mib(pid, "VmHWM:")
}

/// The memory that a process has for itself at this moment, without files it looks at, in MiB.
pub(crate) fn memory_own_mib(pid: u32) -> Result<f64> {
    status_mib(pid, "RssAnon:")
}

fn status_mib(pid: u32, field: &'static str) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find(|line| line.starts_with(field)).context(field)?;
    let kib: f64 = line.split_whitespace().nth(1).context(field)?.parse()?;
    Ok(kib / 1024.0)
}
