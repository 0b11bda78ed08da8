//! The run that makes invoices, beside set-based SQL that inserts the same rows in the same run.

use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use store::{Conn, Db, args};
use tokio::process::Command;

use crate::load::{self, Load};
use crate::process::{Server, memory_own_mib, memory_peak_mib};
use crate::seed::{self, Debtors};
use crate::{BillingArgs, report, run, scenarios};

/// The day the runs are for: long ago, so that no clock has a say.
const TODAY: &str = "2026-01-01";
/// How often a run's memory is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// Connections that read pages while invoices are made.
const READERS: usize = 2;

pub(crate) async fn billing_run(args: &BillingArgs) -> Result<()> {
    std::fs::create_dir_all(&args.data)?;
    let file = args.data.join("billing.db");
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
    }
    measure_on(args, "SQLite", &format!("sqlite:{}", file.display())).await?;
    if let Some(server) = &args.postgres {
        measure_on(args, "PostgreSQL", server).await?;
    }
    Ok(())
}

async fn measure_on(args: &BillingArgs, title: &str, database: &str) -> Result<()> {
    // The demo furnishes an empty database: catalogue, staff, credential.
    drop(run::serve(&args.hostler, &args.data, database).await?);
    let db = Db::open(database).await?;
    seed::billing_rules(&db).await?;
    report::billing_head(title);
    let mut first = 1_000_000;
    for services in &args.services {
        let clients = services / seed::SERVICES_EACH;
        let floor = Debtors { first, clients, due: "2030-01-08", next: "2030-02-08" };
        let ours = Debtors { first: first + clients, clients, due: seed::DUE, next: seed::NEXT };
        first += 2 * clients;
        seed::debtors(&db, &floor).await?;
        seed::debtors(&db, &ours).await?;
        let raw = raw(&db, &floor).await?;
        let ran = ran(args, database).await?;
        check(&db, &floor, &ours).await?;
        report::billing_row(*services, clients, raw, &ran);
    }
    let least = args.services.iter().min().context("no number of services")?;
    let clients = least / seed::SERVICES_EACH;
    let busy = Debtors { first, clients, due: seed::DUE, next: seed::NEXT };
    seed::debtors(&db, &busy).await?;
    seed::nothing_waits(&db).await?;
    db.close();
    read_meanwhile(args, database).await
}

/// The rows without a rule, by four statements in one transaction.
async fn raw(db: &Db, who: &Debtors) -> Result<f64> {
    let started = Instant::now();
    let mut conn = db.write().await?;
    for statement in seed::RAW {
        let last = who.first + who.clients - 1;
        let statement = statement.replace("{DUE}", who.due).replace("{NEXT}", who.next);
        conn.exec(&statement, args![who.first, last]).await?;
    }
    conn.commit().await?;
    Ok(started.elapsed().as_secs_f64())
}

pub(crate) struct Ran {
    pub(crate) seconds: f64,
    /// The most that was resident, the database as a file in memory among it.
    pub(crate) peak_mib: f64,
    /// The most that the process had for itself.
    pub(crate) own_mib: f64,
}

fn command(args: &BillingArgs, database: &str) -> Command {
    let mut command = Command::new(&args.hostler);
    command.args(["run-automation", "CreateInvoices", "--date", TODAY, "--database", database]);
    command.arg("--data").arg(&args.data).env("HOSTLER_LOG", "warn").stdout(Stdio::null());
    command.kill_on_drop(true);
    command
}

/// The real program's run, from the start of its process to its end.
async fn ran(args: &BillingArgs, database: &str) -> Result<Ran> {
    let started = Instant::now();
    let mut child = command(args, database).spawn()?;
    let pid = child.id().context("the run is gone")?;
    let (mut peak_mib, mut own_mib): (f64, f64) = (0.0, 0.0);
    let status = loop {
        if let Ok(ended) = tokio::time::timeout(LOOK, child.wait()).await {
            break ended?;
        }
        peak_mib = memory_peak_mib(pid).unwrap_or(peak_mib);
        own_mib = own_mib.max(memory_own_mib(pid).unwrap_or_default());
    };
    if !status.success() {
        bail!("the run failed: {status}");
    }
    Ok(Ran { seconds: started.elapsed().as_secs_f64(), peak_mib, own_mib })
}

/// Both made the same number of invoices, over the same amounts.
async fn check(db: &Db, floor: &Debtors, ours: &Debtors) -> Result<()> {
    let mut conn = db.read().await?;
    let (floor, ours) = (sums(&mut conn, floor).await?, sums(&mut conn, ours).await?);
    if floor != ours {
        bail!("the floor made {floor:?}, the run {ours:?} (invoices, total, lines, periods)");
    }
    Ok(())
}

async fn sums(conn: &mut Conn, who: &Debtors) -> Result<(i64, i64, i64, i64)> {
    let range = args![who.first, who.first + who.clients - 1];
    let sql = "select count(*), cast(coalesce(sum(total_minor), 0) as bigint) from invoices
        where client_id between $1 and $2";
    let (invoices, total): (i64, i64) = conn.one(sql, range).await?;
    let sql = "select count(*) from invoice_items where client_id between $1 and $2";
    let lines = conn.scalar(sql, range).await?;
    let sql = "select count(*) from billed_periods p join services s on s.id = p.item_id
        where p.item = 'service' and s.client_id between $1 and $2";
    Ok((invoices, total, lines, conn.scalar(sql, range).await?))
}

/// What readers of a page wait, idle and while invoices are made.
async fn read_meanwhile(args: &BillingArgs, database: &str) -> Result<()> {
    let server: Server = run::serve(&args.hostler, &args.data, database).await?;
    let page = scenarios::reads(100_000).swap_remove(0);
    let length = Duration::from_secs(args.seconds);
    let measure =
        |length| load::measure(server.address, Load::full(READERS, length), &page.requests, None);
    let idle = measure(length).await?;
    let mut child = command(args, database).spawn()?;
    let mut busy = Vec::new();
    while child.try_wait()?.is_none() {
        busy.push(measure(Duration::from_secs(1)).await?);
    }
    busy.sort_by_key(|seen| seen.p99);
    let median = busy.get(busy.len() / 2).context("the run was over before it was looked at")?;
    report::line(format!(
        "{} by {READERS} connections: p99 {} us idle, {} us while invoices are made",
        page.name,
        idle.p99.as_micros(),
        median.p99.as_micros()
    ));
    Ok(())
}
