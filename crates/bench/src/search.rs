//! Measures the search over everything: one question after the other, each over HTTP, as somebody
//! waits for it.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use store::{Db, args};

use crate::load::{self, Load, Requests};
use crate::process::Server;
use crate::scenarios::rpc;
use crate::{RequestArgs, report, run};

/// What an answer may take.
const BOUND: Duration = Duration::from_millis(50);
/// Clients whose names are written at once.
const CHUNK: i64 = 1_000;

/// Pieces that names are put together from: 144 given names, 20 736 family names.
const BEGINNINGS: [&str; 12] =
    ["mar", "jo", "li", "an", "ka", "ro", "el", "ste", "bri", "no", "fra", "ty"];
const ENDS: [&str; 12] = [
    "tina", "han", "sbeth", "dreas", "rin", "bert", "eanor", "fan", "gitte", "elle", "nziska", "mo",
];

/// What is asked: what it shows, and the text.
const QUESTIONS: [(&str, &str); 12] = [
    ("a given name", "martina"),
    ("its beginning", "mart"),
    ("given and family name", "johan lisbeth"),
    ("with a mistake", "johna"),
    ("with two mistakes", "steafn"),
    ("an e-mail address", "c777@bench.test"),
    ("an invoice's number", "b10012"),
    ("a domain's beginning", "s0.c12"),
    ("a domain with a mistake", "s0.c1234.tset"),
    ("a ticket's subject", "question"),
    ("a number", "1234"),
    ("nothing at all", "qzxwvutsrq"),
];

/// Seeds and measures on SQLite and, if asked for, PostgreSQL.
pub(crate) async fn search(args: &RequestArgs) -> Result<()> {
    let mut slow = Vec::new();
    for (title, database) in run::databases(args, "search.db")? {
        slow.extend(on(args, title, &database).await?);
    }
    run::judge(&slow, BOUND)
}

/// What was slower than the bound.
async fn on(args: &RequestArgs, title: &str, database: &str) -> Result<Vec<String>> {
    let db = run::seeded(args, database).await?;
    names(&db, args.clients).await?;
    db.close();
    drop(db);
    let server = run::serve(&args.hostler, &args.data, database).await?;
    report::line(format!("\n{title}, {} clients, one question after the other", args.clients));
    report::line(format!("{:<26} {:>7} {:>9} {:>9}", "search for", "asked", "p50 us", "p99 us"));
    let mut slow = Vec::new();
    for (what, text) in QUESTIONS {
        let seen = ask(&server, text, Duration::from_secs(args.seconds)).await?;
        let (p50, p99) = (seen.p50.as_micros(), seen.p99.as_micros());
        report::line(format!("{what:<26} {:>7} {p50:>9} {p99:>9}", seen.count));
        if seen.p99 > BOUND {
            slow.push(format!("{what} ({title})"));
        }
    }
    Ok(slow)
}

async fn ask(server: &Server, text: &str, length: Duration) -> Result<load::Seen> {
    let request = rpc(&format!("action=Search&text={}", text.replace(' ', "+")));
    let requests: Requests = Arc::new(move |_| request.clone());
    // The first answer reads the pages of the database that the others find in memory.
    load::once(server.address, &requests(0)).await?;
    load::measure(server.address, Load::full(1, length), &requests, None).await
}

/// Gives the seeded clients names of their own, and writes down the words that they are found by.
async fn names(db: &Db, clients: i64) -> Result<()> {
    let mut next = 1_000;
    let mut conn = db.read().await?;
    let sql = "select count(*) from people_words where kind = 'client' and rel_id = $1";
    let done: i64 = conn.scalar(sql, args![clients]).await?;
    drop(conn);
    while next <= clients && done == 0 {
        let last = (next + CHUNK - 1).min(clients);
        let mut named = Vec::new();
        let mut words = Vec::new();
        for id in next..=last {
            let (given, family) = name(id);
            named.push(format!("({id}, '{given}', '{family}')"));
            for word in [given, family, format!("c{id}@bench.test")] {
                words.push(format!("('client', '{word}', {id})"));
            }
        }
        let mut conn = db.write().await?;
        conn.batch(&format!(
            "with v(id, given, family) as (values {})
             update clients set first_name = v.given, last_name = v.family from v
             where clients.id = v.id;
             insert into people_words (kind, word, rel_id) values {} on conflict do nothing",
            named.join(","),
            words.join(",")
        ))
        .await?;
        conn.commit().await?;
        next = last + 1;
    }
    let mut conn = db.write().await?;
    conn.batch("analyze").await?;
    Ok(conn.commit().await?)
}

/// The name of a client: the same in every run, and all of them used.
fn name(id: i64) -> (String, String) {
    let spread = u64::try_from(id).unwrap_or(0).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
    let piece = |of: [&'static str; 12], power: u32| {
        let at = spread / 12_u64.pow(power) % 12;
        of.get(usize::try_from(at).unwrap_or(0)).copied().unwrap_or("")
    };
    let given = format!("{}{}", piece(BEGINNINGS, 0), piece(ENDS, 1));
    let family = format!(
        "{}{}{}{}",
        piece(BEGINNINGS, 2),
        piece(ENDS, 3),
        piece(BEGINNINGS, 4),
        piece(ENDS, 5)
    );
    (given, family)
}
