//! Measures the real binary on a large company, each figure beside its floor in the same run.

mod billing;
mod floor;
mod gateway;
mod load;
mod pages;
mod process;
mod report;
mod run;
mod scenarios;
mod search;
mod seed;
mod tickets;
mod typed;
mod upstream;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Seed a database and measure requests
    Requests(RequestArgs),
    /// Seed a database and measure the search over everything
    Search(RequestArgs),
    /// Seed a database and measure the pages
    Pages(RequestArgs),
    /// Measure the REST API before a WHMCS that answers in no time
    Gateway(gateway::GatewayArgs),
    /// Be that WHMCS
    Upstream(UpstreamArgs),
    /// Measure the run that makes invoices
    BillingRun(BillingArgs),
    /// Be the least gateway with types before it
    Typed(TypedArgs),
    /// Serve one fixed answer: the least code that does the same physical work
    Floor(FloorArgs),
}

/// What to measure.
#[derive(Debug, clap::Args)]
struct RequestArgs {
    /// The Hostler binary
    #[arg(long)]
    hostler: PathBuf,
    /// Folder for the seeded data; kept between runs
    #[arg(long)]
    data: PathBuf,
    /// Also measure on this PostgreSQL server (a database is created on it)
    #[arg(long)]
    postgres: Option<String>,
    /// Clients; each has 3 services, 20 invoices and 2 tickets
    #[arg(long, default_value_t = 100_000)]
    clients: i64,
    /// Seconds per measurement
    #[arg(long, default_value_t = 4)]
    seconds: u64,
    /// Concurrent connections
    #[arg(long, default_value_t = 16)]
    connections: usize,
}

/// How slowly to answer.
#[derive(Debug, clap::Args)]
struct UpstreamArgs {
    /// Milliseconds that a list takes
    #[arg(long, default_value_t = 0)]
    delay_ms: u64,
}

/// Before what to stand.
#[derive(Debug, clap::Args)]
struct TypedArgs {
    /// Address of the WHMCS
    #[arg(long)]
    upstream: SocketAddr,
}

/// What to make.
#[derive(Debug, clap::Args)]
struct BillingArgs {
    /// The Hostler binary
    #[arg(long)]
    hostler: PathBuf,
    /// Folder for the seeded data; made anew
    #[arg(long)]
    data: PathBuf,
    /// Also measure on this PostgreSQL database, which is empty
    #[arg(long)]
    postgres: Option<String>,
    /// Services that are due, run by run; two to a client
    #[arg(long, value_delimiter = ',', default_value = "10000,100000")]
    services: Vec<i64>,
    /// Seconds for which readers are measured while nothing else happens
    #[arg(long, default_value_t = 4)]
    seconds: u64,
}

/// What to answer.
#[derive(Debug, clap::Args)]
struct FloorArgs {
    /// File with the body
    #[arg(long)]
    body: PathBuf,
}

#[tokio::main]
async fn main() -> Result<()> {
    match Args::parse().command {
        Command::Requests(args) => run::requests(&args).await,
        Command::Search(args) => search::search(&args).await,
        Command::Pages(args) => pages::pages(&args).await,
        Command::Gateway(args) => gateway::gateway(&args).await,
        Command::Upstream(args) => upstream::serve(Duration::from_millis(args.delay_ms)).await,
        Command::BillingRun(args) => billing::billing_run(&args).await,
        Command::Typed(args) => typed::serve(args.upstream).await,
        Command::Floor(args) => floor::serve(&args.body).await,
    }
}
