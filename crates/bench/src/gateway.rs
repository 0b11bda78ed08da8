//! The REST API before a WHMCS that answers in no time, beside nginx before the same one.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tokio::process::Command;

use crate::load::{self, Load, Requests, Seen};
use crate::process::Server;
use crate::report;

/// Rounds per figure; the median one is shown.
const ROUNDS: usize = 3;
/// Connections that read the same at once.
const CROWD: usize = 1000;
/// How long the WHMCS takes while a crowd reads the same.
const CROWD_DELAY: Duration = Duration::from_secs(2);
/// A session lasts a quarter of an hour, and few log-ins are let in at once.
const SESSION: Duration = Duration::from_secs(8 * 60);
/// Memory that a server may keep beyond what it had after the first tenth of the load (MiB).
const GROWTH_MIB_MAX: f64 = 16.0;

/// A server under load: its name, and what it is asked.
type Row<'a> = (&'a str, &'a Server, &'a Requests);

/// What to measure.
#[derive(Debug, clap::Args)]
pub(crate) struct GatewayArgs {
    /// The Hostler binary
    #[arg(long)]
    hostler: PathBuf,
    /// Folder for what is written
    #[arg(long)]
    data: PathBuf,
    /// Seconds per measurement
    #[arg(long, default_value_t = 4)]
    seconds: u64,
    /// Concurrent connections
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Minutes of load under which memory must stay flat; 0 leaves that out
    #[arg(long, default_value_t = 1)]
    minutes: u64,
    /// Requests a second of that load, where it is not to be all that the server answers
    #[arg(long)]
    rate: Option<f64>,
    /// Only that load
    #[arg(long)]
    soak: bool,
}

pub(crate) async fn gateway(args: &GatewayArgs) -> Result<()> {
    std::fs::create_dir_all(&args.data)?;
    let upstream = upstream(Duration::ZERO).await?;
    let hostler = hostler(args, upstream.address).await?;
    if args.soak {
        return flat(args, &hostler).await;
    }
    let nginx = nginx(args, upstream.address).await?;
    let typed = typed(upstream.address).await?;
    report::line(format!("{} connections; CPU is that of the server alone", args.connections));
    report::line(format!(
        "{:<44} {:>9} {:>9} {:>9} {:>10}",
        "", "req/s", "p50 us", "p99 us", "CPU us"
    ));
    let token = log_in(hostler.address).await?;
    let direct: Requests = Arc::new(|_| rpc());
    let proxied: Requests = Arc::new(|_| b"GET / HTTP/1.1\r\nhost: bench\r\n\r\n".to_vec());
    let (each, same) = (list(&token, true), list(&token, false));
    let bare = list("", true);
    let mut rows: Vec<Row<'_>> = vec![("the WHMCS itself", &upstream, &direct)];
    match &nginx {
        Some(nginx) => rows.push(("nginx, bytes passed through", nginx, &proxied)),
        None => report::line("nginx is not installed: that row is missing"),
    }
    rows.push(("the least gateway with types", &typed, &bare));
    rows.push(("REST, each read another", &hostler, &each));
    rows.push(("REST, all the same read", &hostler, &same));
    let whole = rounds(args, &rows, |_| None).await?;
    report::line("\nat half of what each of them answers");
    rounds(args, &rows, |row| whole.get(row).map(|rate| rate / 2.0)).await?;
    crowd(args).await?;
    flat(args, &hostler).await
}

/// Loads the servers in turn at the rates that are given, shows the middle round of each, and gives
/// how much each answered a second.
async fn rounds(
    args: &GatewayArgs,
    rows: &[Row<'_>],
    rate: impl Fn(usize) -> Option<f64>,
) -> Result<Vec<f64>> {
    let mut rounds: Vec<Vec<(Seen, f64)>> = rows.iter().map(|_| Vec::new()).collect();
    for _ in 0..ROUNDS {
        for (row, ((_, server, requests), seen)) in rows.iter().zip(&mut rounds).enumerate() {
            seen.push(timed(args, server, requests, rate(row)).await?);
        }
    }
    let middle = |((name, _, _), mut seen): (&Row<'_>, Vec<(Seen, f64)>)| {
        seen.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (seen, cpu) = seen.swap_remove(ROUNDS / 2);
        report::line(format!(
            "{name:<44} {:>9.0} {:>9} {:>9} {cpu:>10.1}",
            seen.rate,
            seen.p50.as_micros(),
            seen.p99.as_micros()
        ));
        seen.rate
    };
    Ok(rows.iter().zip(rounds).map(middle).collect())
}

async fn timed(
    args: &GatewayArgs,
    server: &Server,
    requests: &Requests,
    rate: Option<f64>,
) -> Result<(Seen, f64)> {
    let before = server.cpu_seconds()?;
    let length = Duration::from_secs(args.seconds);
    let load = Load { connections: args.connections, length, rate };
    let seen = load::measure(server.address, load, requests, None).await?;
    let used = server.cpu_seconds()? - before;
    let per_answer = used * 1e6 / seen.count as f64;
    Ok((seen, per_answer))
}

/// Many read the same at once: the WHMCS is asked once.
async fn crowd(args: &GatewayArgs) -> Result<()> {
    let upstream = upstream(CROWD_DELAY).await?;
    let hostler = hostler(args, upstream.address).await?;
    let token = log_in(hostler.address).await?;
    let same = list(&token, false)(0);
    let asked = async || -> Result<u64> {
        let request = b"GET /count HTTP/1.1\r\nhost: bench\r\n\r\n";
        let said = load::once(upstream.address, request).await?;
        Ok(String::from_utf8(said)?.parse()?)
    };
    let before = asked().await?;
    let readers: Vec<_> = (0..CROWD)
        .map(|_| {
            let (address, same) = (hostler.address, same.clone());
            tokio::spawn(async move { load::once(address, &same).await })
        })
        .collect();
    for reader in readers {
        reader.await??;
    }
    let calls = asked().await? - before;
    report::line(format!(
        "\n{CROWD} equal reads at once cost the WHMCS {calls}; {:.1} MiB afterwards",
        hostler.memory_mib()?
    ));
    ensure!(calls == 1, "one was to be enough");
    Ok(())
}

/// Memory under load for minutes.
async fn flat(args: &GatewayArgs, hostler: &Server) -> Result<()> {
    let whole = Duration::from_secs(args.minutes * 60);
    if whole.is_zero() {
        return Ok(());
    }
    let started = Instant::now();
    let load = Load { rate: args.rate, ..Load::full(args.connections, whole / 10) };
    let mut sizes = Vec::new();
    let (mut since, mut requests) = (started, list(&log_in(hostler.address).await?, true));
    while started.elapsed() < whole {
        if since.elapsed() > SESSION {
            (since, requests) = (Instant::now(), list(&log_in(hostler.address).await?, true));
        }
        load::measure(hostler.address, load, &requests, None).await?;
        sizes.push(hostler.memory_mib()?);
    }
    let shown: Vec<String> = sizes.iter().map(|size| format!("{size:.1}")).collect();
    report::line(format!("memory over {} min (MiB): {}", args.minutes, shown.join(" ")));
    let first = sizes.first().copied().unwrap_or_default();
    let last = sizes.last().copied().unwrap_or_default();
    ensure!(last <= first + GROWTH_MIB_MAX, "memory grew from {first:.1} to {last:.1} MiB");
    Ok(())
}

async fn upstream(delay: Duration) -> Result<Server> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["upstream", "--delay-ms", &delay.as_millis().to_string()]);
    Server::start(command).await
}

async fn hostler(args: &GatewayArgs, upstream: SocketAddr) -> Result<Server> {
    let url = format!("http://{upstream}/includes/api.php");
    let mut command = Command::new(&args.hostler);
    command.args(["serve", "--listen", "127.0.0.1:0", "--whmcs", &url]);
    command.arg("--data").arg(&args.data).env("HOSTLER_LOG", "error");
    command.env("HOSTLER_WHMCS_IDENTIFIER", "bench").env("HOSTLER_WHMCS_SECRET", "bench");
    command.env("HOSTLER_REQUESTS_PER_MINUTE", "0");
    Server::start(command).await
}

async fn typed(upstream: SocketAddr) -> Result<Server> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["typed", "--upstream", &upstream.to_string()]);
    Server::start(command).await
}

/// nginx that makes an RPC call of each request, if there is an nginx.
async fn nginx(args: &GatewayArgs, upstream: SocketAddr) -> Result<Option<Server>> {
    let places = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"];
    let Some(program) = places.iter().map(Path::new).find(|place| place.exists()) else {
        return Ok(None);
    };
    let free = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let folder = std::fs::canonicalize(&args.data)?;
    let file = folder.join("nginx.conf");
    std::fs::write(&file, nginx_conf(&folder.display().to_string(), free, upstream))?;
    let mut command = Command::new(program);
    command.arg("-p").arg(&folder).arg("-c").arg(&file);
    Server::at(command, free).await.map(Some)
}

fn nginx_conf(folder: &str, listen: SocketAddr, upstream: SocketAddr) -> String {
    format!(
        "daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
         events {{ worker_connections 4096; }}
         http {{
             access_log off; keepalive_requests 100000000;
             client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
             uwsgi_temp_path {folder}; scgi_temp_path {folder};
             upstream whmcs {{ server {upstream}; keepalive 256; keepalive_requests 100000000; }}
             server {{ listen {listen}; location / {{
                 proxy_pass http://whmcs/includes/api.php; proxy_http_version 1.1;
                 proxy_method POST; proxy_set_header Connection '';
                 proxy_set_header Content-Type application/x-www-form-urlencoded;
                 proxy_set_body '{BODY}';
             }} }}
         }}"
    )
}

const BODY: &str =
    "userid=7&limitnum=25&responsetype=json&identifier=a&secret=b&action=GetInvoices";

fn rpc() -> Vec<u8> {
    format!(
        "POST /includes/api.php HTTP/1.1\r\nhost: bench\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{BODY}",
        BODY.len()
    )
    .into_bytes()
}

async fn log_in(address: SocketAddr) -> Result<String> {
    let body = r#"{"email":"ada@bench.test","password":"correct horse battery"}"#;
    let head = "POST /api/v1/auth/login HTTP/1.1\r\nhost: bench\r\n\
                content-type: application/json";
    let request = format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let answer = load::once(address, request.as_bytes()).await.context("log-in")?;
    let text = String::from_utf8(answer)?;
    let token = text.split_once("access_token\":\"").and_then(|(_, rest)| rest.split_once('"'));
    Ok(token.context("no token")?.0.to_owned())
}

/// The client's invoices; with `apart` no two requests are for the same page.
fn list(token: &str, apart: bool) -> Requests {
    let token = token.to_owned();
    Arc::new(move |number| {
        let cursor =
            if apart { format!("?cursor={:x}", number % (1 << 40)) } else { String::new() };
        format!(
            "GET /api/v1/invoices{cursor} HTTP/1.1\r\nhost: bench\r\n\
             authorization: Bearer {token}\r\n\r\n"
        )
        .into_bytes()
    })
}
