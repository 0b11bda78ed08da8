//! Measures the real binary on a large company, each figure beside its floor in the same run.

mod floor;
mod load;
mod process;
mod report;
mod run;
mod scenarios;
mod seed;

use std::path::PathBuf;

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
    /// Clients; each has 3 services and 20 invoices
    #[arg(long, default_value_t = 100_000)]
    clients: i64,
    /// Seconds per measurement
    #[arg(long, default_value_t = 4)]
    seconds: u64,
    /// Concurrent connections
    #[arg(long, default_value_t = 16)]
    connections: usize,
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
        Command::Floor(args) => floor::serve(&args.body).await,
    }
}
