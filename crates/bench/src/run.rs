//! Seeds, starts the servers, measures, prints.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use store::Db;
use tokio::process::Command;

use crate::load::{self, Load, Seen};
use crate::process::Server;
use crate::scenarios::{self, Scenario};
use crate::{RequestArgs, report, seed, tickets};

/// Rounds per figure; the median one is shown.
const ROUNDS: usize = 3;

pub(crate) async fn requests(args: &RequestArgs) -> Result<()> {
    let size = std::fs::metadata(&args.hostler).context("the binary")?.len();
    report::line(format!("binary {:.1} MiB", size as f64 / 1_048_576.0));
    for (title, database) in databases(args, "bench.db")? {
        measure_on(args, title, &database).await?;
    }
    Ok(())
}

/// What to measure on: a file of the folder with SQLite and, if asked for, PostgreSQL.
pub(crate) fn databases(args: &RequestArgs, file: &str) -> Result<Vec<(&'static str, String)>> {
    std::fs::create_dir_all(&args.data)?;
    let sqlite = format!("sqlite:{}", args.data.join(file).display());
    let postgres = args.postgres.clone().map(|server| ("PostgreSQL", server));
    Ok(std::iter::once(("SQLite", sqlite)).chain(postgres).collect())
}

/// A database with the demo company, and many clients beside it.
pub(crate) async fn seeded(args: &RequestArgs, database: &str) -> Result<Db> {
    // The demo furnishes an empty database: catalogue, staff, credential.
    drop(serve(&args.hostler, &args.data, database).await?);
    let db = Db::open(database).await?;
    seed::clients(&db, args.clients).await?;
    tickets::seed(&db, args.clients).await?;
    Ok(db)
}

/// Fails naming what was slower than a bound.
pub(crate) fn judge(slow: &[String], bound: Duration) -> Result<()> {
    if slow.is_empty() {
        return Ok(());
    }
    bail!("slower than {} ms: {}", bound.as_millis(), slow.join(", "))
}

async fn measure_on(args: &RequestArgs, title: &str, database: &str) -> Result<()> {
    let db = seeded(args, database).await?;
    db.close();
    drop(db);
    let server = serve(&args.hostler, &args.data, database).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    report::line(format!(
        "\n{title}: ready in {} ms, {:.1} MiB idle",
        server.started_in.as_millis(),
        server.memory_mib()?
    ));
    report::head(&format!("{title}, {} clients, {} connections", args.clients, args.connections));
    let clients = u64::try_from(args.clients)?;
    for scenario in scenarios::reads(clients).into_iter().chain(scenarios::lists(clients)) {
        measure_one(args, &server, &scenario).await?;
    }
    let login = server.said.iter().find(|line| line.contains("client log-in"));
    let password = login.and_then(|line| line.split_whitespace().last()).context("password")?;
    let list = scenarios::rest_list(server.address, password).await?;
    measure_one(args, &server, &list).await?;
    measure_one(args, &server, &scenarios::order_to_paid(clients)).await?;
    report::line(format!("{:.1} MiB after the load", server.memory_mib()?));
    Ok(())
}

/// The program as a server with the demo company.
pub(crate) async fn serve(hostler: &Path, data: &Path, database: &str) -> Result<Server> {
    let mut command = Command::new(hostler);
    command.args(["serve", "--demo", "--listen", "127.0.0.1:0", "--database", database]);
    command.arg("--data").arg(data).env("HOSTLER_LOG", "warn");
    // A handful of clients ask for everybody.
    command.env("HOSTLER_REQUESTS_PER_MINUTE", "0");
    // The daily work of a large company would be counted among that of the requests.
    command.env("HOSTLER_AUTOMATION", "false");
    Server::start(command).await
}

async fn measure_one(args: &RequestArgs, server: &Server, scenario: &Scenario) -> Result<()> {
    let body = load::once(server.address, &(scenario.requests)(1)).await?;
    let file = args.data.join("floor-body");
    std::fs::write(&file, &body)?;
    let floor = start_floor(&file).await?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let ours = timed(args, server, scenario).await?;
        let bare = timed(args, &floor, scenario).await?;
        rounds.push((ours, bare));
    }
    rounds.sort_by(|a, b| a.0.1.total_cmp(&b.0.1));
    let ((seen, cpu), (bare, bare_cpu)) = rounds.swap_remove(ROUNDS / 2);
    report::row(scenario.name, &seen, cpu, &bare, bare_cpu);
    Ok(())
}

async fn start_floor(body: &Path) -> Result<Server> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("floor").arg("--body").arg(body);
    Server::start(command).await
}

/// A measurement with the CPU microseconds that the server spent per answer.
async fn timed(args: &RequestArgs, server: &Server, work: &Scenario) -> Result<(Seen, f64)> {
    let before = server.cpu_seconds()?;
    let load = Load::full(args.connections, Duration::from_secs(args.seconds));
    let follow = work.follow.as_ref();
    let seen = load::measure(server.address, load, &work.requests, follow).await?;
    let used = server.cpu_seconds()? - before;
    let per_answer = used * 1e6 / seen.count as f64;
    Ok((seen, per_answer))
}
