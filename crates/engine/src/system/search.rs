//! One search over everything the caller may see: by beginnings, and with some mistakes forgiven.

use model::people::email::fold;
use model::system::search::{distance, tolerance};
use store::Conn;
use store::people::phones;
use store::system::search::{self, HitRow};

use crate::support::access;
use crate::{Cx, Result, invalid, not_permitted};

/// Letters that must be there before anything is looked up; a number may be shorter.
const LETTERS_MIN: usize = 2;
/// Longer texts are cut.
const LETTERS_MAX: usize = 100;
/// Words that are compared when nothing begins as it was typed.
const COMPARED_MAX: i64 = 3_000;
/// Words near to what was typed that are looked up.
const NEAR_MAX: usize = 5;

/// What can be found, and the action that one must be allowed to see it.
pub const KINDS: [(&str, &str); 8] = [
    ("client", "GetClients"),
    ("service", "GetClientsProducts"),
    ("domain", "GetClientsDomains"),
    ("invoice", "GetInvoices"),
    ("order", "GetOrders"),
    ("ticket", "GetTickets"),
    ("contact", "GetContacts"),
    ("transaction", "GetTransactions"),
];

/// Something that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// Whether it was found in spite of a typing mistake.
    pub near: bool,
    /// What it is.
    pub row: HitRow,
}

/// Looks a text up, at most so many of each kind.
///
/// # Errors
/// Not allowed for clients and visitors; invalid for a text that is too short.
pub async fn find(cx: &Cx, text: &str, kinds: &[String], limit: i64) -> Result<Vec<Hit>> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted("Search"));
    }
    // Gateways tell capital letters from small ones.
    let written: String = text.trim().chars().take(LETTERS_MAX).collect();
    let text: String = fold(text).chars().take(LETTERS_MAX).collect();
    let text = text.trim_start_matches('#');
    let number = text.parse::<i64>().ok().filter(|number| *number > 0);
    if number.is_none() && text.chars().count() < LETTERS_MIN {
        return Err(invalid("text", "Type at least two letters, or a number"));
    }
    let wanted = |kind: &str, action: &str| {
        let asked = kinds.is_empty() || kinds.iter().any(|each| each.eq_ignore_ascii_case(kind));
        asked && cx.caller.actor.may(action)
    };
    let mut c = cx.read().await?;
    let mut hits = Vec::new();
    for (kind, _) in KINDS.into_iter().filter(|(kind, action)| wanted(kind, action)) {
        let found = match kind {
            "ticket" => {
                let seen_by = access::limited(&mut c, &cx.caller).await?;
                search::tickets(&mut c, text, &text.to_uppercase(), seen_by, limit).await?
            }
            kind => beginning(&mut c, kind, [text, &written], number, limit).await?,
        };
        let is_missing = found.is_empty() && number.is_none();
        hits.extend(found.into_iter().map(|row| Hit { kind, near: false, row }));
        if is_missing {
            let found = near(&mut c, kind, text, limit).await?;
            hits.extend(found.into_iter().map(|row| Hit { kind, near: true, row }));
        }
    }
    Ok(hits)
}

async fn beginning(
    c: &mut Conn,
    kind: &str,
    [text, written]: [&str; 2],
    number: Option<i64>,
    limit: i64,
) -> Result<Vec<HitRow>> {
    Ok(match kind {
        "client" => clients(c, text, number, limit).await?,
        "service" => search::services(c, text, number, limit).await?,
        "domain" => search::domains(c, text, number, limit).await?,
        "invoice" => {
            // Numbers of invoices may have letters, which people type small.
            let upper = text.to_uppercase();
            let mut found = search::invoices(c, text, number, limit).await?;
            if upper != text {
                found.extend(search::invoices(c, &upper, None, limit).await?);
            }
            found
        }
        "order" => match number {
            Some(number) => search::orders(c, number, limit).await?,
            None => Vec::new(),
        },
        "contact" => search::contacts(c, text, limit).await?,
        _ => search::transactions(c, written, number, limit).await?,
    })
}

/// Clients that have every word that was typed, then those with this in their telephone number.
async fn clients(c: &mut Conn, text: &str, number: Option<i64>, limit: i64) -> Result<Vec<HitRow>> {
    let mut found = named(c, text, number, limit).await?;
    let Some(digits) = phones::digits(text) else { return Ok(found) };
    for row in search::clients_by_phone(c, &digits, limit).await? {
        if !found.iter().any(|have| have.id == row.id) {
            found.push(row);
        }
    }
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}

/// Clients that have every word that was typed.
async fn named(c: &mut Conn, text: &str, number: Option<i64>, limit: i64) -> Result<Vec<HitRow>> {
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else { return Ok(Vec::new()) };
    let others: Vec<&str> = words.collect();
    let most = if others.is_empty() { limit } else { COMPARED_MAX };
    let mut found = search::clients(c, first, number, most).await?;
    found.retain(|row| {
        let folded = fold(&format!("{} {}", row.title, row.subtitle));
        others.iter().all(|word| folded.split_whitespace().any(|each| each.starts_with(word)))
    });
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}

/// What begins with a word that is nearly the one typed. The first letter is taken to be right; at
/// first the whole first half is, then two letters, since far fewer words begin so.
async fn near(c: &mut Conn, kind: &str, text: &str, limit: i64) -> Result<Vec<HitRow>> {
    let most = tolerance(text.chars().count());
    if most == 0 || !matches!(kind, "client" | "service" | "domain") {
        return Ok(Vec::new());
    }
    let mut lengths = vec![text.chars().count() / 2, 2, 1];
    lengths.dedup();
    for letters in lengths {
        let first: String = text.chars().take(letters).collect();
        let found = near_of(c, kind, (text, &first, most), limit).await?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// The same among the words that begin with `first`.
async fn near_of(
    c: &mut Conn,
    kind: &str,
    (text, first, most): (&str, &str, usize),
    limit: i64,
) -> Result<Vec<HitRow>> {
    let words = match kind {
        "client" => search::client_words(c, first, COMPARED_MAX).await?,
        "service" => search::service_names(c, first, COMPARED_MAX).await?,
        _ => search::domain_names(c, first, COMPARED_MAX).await?,
    };
    let mut near: Vec<(usize, String)> =
        words.into_iter().filter_map(|word| Some((distance(text, &word, most)?, word))).collect();
    near.sort();
    let mut found: Vec<HitRow> = Vec::new();
    for (_, word) in near.into_iter().take(NEAR_MAX) {
        let more = beginning(c, kind, [&word, &word], None, limit).await?;
        for row in more {
            if !found.iter().any(|have| have.id == row.id) {
                found.push(row);
            }
        }
    }
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}
