//! Measures the pages: all that the office's menu leads to, those about one client, that client's
//! own, and the shop. One answer after the other, as somebody waits for it.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use store::{Db, args};

use crate::process::Server;
use crate::{RequestArgs, load, report, run, scenarios, tickets};

/// What half of the answers of a page may take.
const BOUND: Duration = Duration::from_millis(20);
/// How often each page is read.
const TIMES: usize = 21;
/// Pages that are read with one log-in, whose token has to be renewed after five minutes.
const A_LOGIN: usize = 10;
/// The client that is looked at, and looks.
const CLIENT: u32 = 2_000;
/// The last of its invoices, as they are seeded.
const INVOICE: u32 = 1_000_000 + CLIENT * 20 + 19;

/// What the shop shows to everybody.
const SHOP: &[&str] =
    &["/", "/store", "/compare/1,2", "/domains/search", "/cart", "/contact", "/kb"];
/// What a client reads of what it has.
const OWN: &[&str] = &[
    "/clientarea",
    "/services",
    "/domains",
    "/billing/invoices",
    "/billing/transactions",
    "/billing/mass-pay",
    "/billing/quotes",
    "/account",
    "/account/users",
    "/account/security",
];

/// Seeds and measures on SQLite and, if asked for, PostgreSQL.
pub(crate) async fn pages(args: &RequestArgs) -> Result<()> {
    let mut slow = Vec::new();
    for (title, database) in run::databases(args, "bench.db")? {
        slow.extend(on(args, title, &database).await?);
    }
    run::judge(&slow, BOUND)
}

/// What was slower than the bound.
async fn on(args: &RequestArgs, title: &str, database: &str) -> Result<Vec<String>> {
    let db = run::seeded(args, database).await?;
    let service = service(&db).await?;
    db.close();
    drop(db);
    let server = run::serve(&args.hostler, &args.data, database).await?;
    report::line(format!("\n{title}, {} clients, one page after the other", args.clients));
    report::line(format!("{:<60} {:>9} {:>9}", "page", "p50 us", "most us"));
    let staff = Reader::new(&server, "staff log-in", "staff/login", "hostler-staff")?;
    let mut client = Reader::new(&server, "client log-in", "login", "hostler")?;
    client.name = format!("c{CLIENT}@bench.test");
    let mut slow = Vec::new();
    for (reader, paths) in [
        (Some(&staff), menu(&server, &staff).await?),
        (Some(&staff), office(service)),
        (Some(&client), own(service)),
        (None, SHOP.iter().map(|path| (*path).to_owned()).collect()),
    ] {
        slow.extend(read_all(server.address, reader, &paths).await?);
    }
    Ok(slow.into_iter().map(|path| format!("{path} ({title})")).collect())
}

/// One of the client's services.
async fn service(db: &Db) -> Result<i64> {
    let mut conn = db.read().await?;
    let sql = "select coalesce(min(id), 0) from services where client_id = $1";
    Ok(conn.scalar(sql, args![i64::from(CLIENT)]).await?)
}

/// The addresses of the office that its first page leads to, its whole menu among them.
async fn menu(server: &Server, staff: &Reader) -> Result<Vec<String>> {
    let cookie = staff.cookie(server.address).await?;
    let page = load::once(server.address, &get(server.address, "/admin", &cookie)).await?;
    let page = String::from_utf8_lossy(&page).replace("&#x2f;", "/").replace("&amp;", "&");
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    let found: BTreeSet<&str> = links
        .map(|(link, _)| link)
        .filter(|link| link.starts_with("/admin") && !link.contains('#'))
        .collect();
    Ok(found.into_iter().map(str::to_owned).collect())
}

/// What the office shows of one client and deep inside of its lists.
fn office(service: i64) -> Vec<String> {
    let ticket = tickets::long(u64::from(CLIENT));
    let mut paths = vec![
        format!("/admin/services/{service}"),
        format!("/admin/services/{service}/upgrade"),
        format!("/admin/invoices/{INVOICE}"),
        format!("/admin/tickets/{ticket}"),
        format!("/admin/clients/{CLIENT}"),
        format!("/admin/clients/{CLIENT}/statement"),
    ];
    for tab in ["profile", "services", "invoices", "transactions", "tickets", "emails", "log"] {
        paths.push(format!("/admin/clients/{CLIENT}?tab={tab}"));
    }
    for list in ["clients", "services", "invoices", "transactions", "tickets"] {
        paths.push(format!("/admin/{list}?page=1000"));
    }
    paths
}

fn own(service: i64) -> Vec<String> {
    let mut paths: Vec<String> = OWN.iter().map(|path| (*path).to_owned()).collect();
    paths.extend([format!("/services/{service}"), format!("/billing/invoices/{INVOICE}")]);
    paths
}

/// Reads pages, prints what they took, and gives those that were too slow.
async fn read_all(
    address: SocketAddr,
    reader: Option<&Reader>,
    paths: &[String],
) -> Result<Vec<String>> {
    let mut slow = Vec::new();
    for part in paths.chunks(A_LOGIN) {
        let cookie = match reader {
            Some(reader) => reader.cookie(address).await?,
            None => String::new(),
        };
        for path in part {
            let took = read(address, path, &cookie).await?;
            let at = |index: usize| took.get(index).copied().unwrap_or_default();
            let (half, most) = (at(TIMES / 2), at(TIMES - 1));
            let (half_us, most_us) = (half.as_micros(), most.as_micros());
            report::line(format!("{path:<60} {half_us:>9} {most_us:>9}"));
            if half > BOUND {
                slow.push(path.clone());
            }
        }
    }
    Ok(slow)
}

/// What the answers of a page took, the fastest first.
async fn read(address: SocketAddr, path: &str, cookie: &str) -> Result<Vec<Duration>> {
    let request = get(address, path, cookie);
    // The first answer reads the pages of the database that the others find in memory.
    load::once(address, &request).await.with_context(|| path.to_owned())?;
    let mut took = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let sent = Instant::now();
        load::once(address, &request).await.with_context(|| path.to_owned())?;
        took.push(sent.elapsed());
    }
    took.sort_unstable();
    Ok(took)
}

fn get(address: SocketAddr, path: &str, cookie: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: {address}\r\n{cookie}\r\n").into_bytes()
}

/// Somebody who logs in to read.
struct Reader {
    /// The end of the address that a session begins at.
    door: &'static str,
    /// The name of its cookie.
    cookie: &'static str,
    name: String,
    password: String,
}

impl Reader {
    /// Whose log-in the program says at its start.
    fn new(
        server: &Server,
        said: &str,
        door: &'static str,
        cookie: &'static str,
    ) -> Result<Reader> {
        let line = server.said.iter().find(|line| line.contains(said)).context("no log-in")?;
        let mut words = line.split_whitespace().rev().map(str::to_owned);
        let password = words.next().context("no password")?;
        let name = words.next().context("no name")?;
        Ok(Reader { door, cookie, name, password })
    }

    /// The line of a request that shows a session of its own.
    async fn cookie(&self, address: SocketAddr) -> Result<String> {
        let token = scenarios::log_in(address, self.door, &self.name, &self.password).await?;
        Ok(format!("cookie: {}={token}\r\n", self.cookie))
    }
}
