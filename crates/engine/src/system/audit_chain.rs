//! The audit log as a chain of hashes (S45): whoever edits or removes an entry is found out.
//!
//! Every entry gets a stamp, whose hash takes in the entry and the stamp before it. Stamps are set
//! behind the writers' backs, many at a time, so that nobody waits for the entry of somebody else;
//! two nodes that stamp at once want the same place, and one of them has it. Whoever can write the
//! database could stamp everything anew, or cut off the end: that is found by whoever kept the last
//! hash, which the log tells every minute and `hostler verify` prints.
//!
//! An erasure takes the address and the changes of a person's entries away. A stamp knows them by a
//! hash of their own, so that the rest stays stamped; they may be missing where a later entry says
//! that this thing was erased.

use jiff::Timestamp;
use model::hex::hex;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::Conn;
use store::system::audit::AuditRow;
use store::system::audit_stamps::{self, HeadRow, StampRow};

use crate::billing::books::Violation;
use crate::{Act, Cx, Result};

/// Entries stamped in one act, and read at once when they are checked.
const BATCH_ROWS_MAX: i64 = 1_000;
/// Acts of one call: the first run after an upgrade must not hold up what follows.
const BATCHES_MAX: usize = 20;
/// No act is open for so long (seconds): what is committed later than this is never stamped, and
/// told by [`verify`].
const OPEN_SECONDS_MAX: i64 = 15 * 60;
/// At most so many of each kind of violation are told.
const TOLD_MAX: usize = 100;

/// What an entry says of a thing whose personal data is gone.
pub(crate) const ERASED: &str = "erased";
/// What stands in the place of erased changes.
const NO_CHANGES: &str = "{}";

/// The end of the chain, for keeping elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many entries were ever stamped.
    pub seq: i64,
    /// The hash of the last stamp; empty before the first.
    pub hash: String,
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

impl std::str::FromStr for Head {
    type Err = &'static str;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let wrong = "as it was printed: a number, a colon, 64 hexadecimal digits";
        let (seq, hash) = text.trim().split_once(':').ok_or(wrong)?;
        let seq = seq.parse().map_err(|_| wrong)?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let hash = hash.to_ascii_lowercase();
        if is_hash { Ok(Self { seq, hash }) } else { Err(wrong) }
    }
}

impl From<HeadRow> for Head {
    fn from(row: HeadRow) -> Self {
        Self { seq: row.seq, hash: row.hash }
    }
}

/// Stamps what has no stamp yet; the new end of the chain, or `None` when there was nothing.
///
/// # Errors
/// When the database fails.
pub async fn stamp(cx: &Cx) -> Result<Option<Head>> {
    let mut head = None;
    for _ in 0..BATCHES_MAX {
        let now = cx.engine.now();
        // Looked at first by whoever may only read: most of the time there is nothing.
        if unstamped(&mut cx.read().await?, now, 1).await?.is_empty() {
            break;
        }
        let mut act = cx.act("StampAudit").await?;
        let Some(stamped) = stamp_some(&mut act).await? else { break };
        act.commit().await?;
        head = Some(stamped);
    }
    Ok(head)
}

async fn unstamped(c: &mut Conn, now: Timestamp, limit: i64) -> Result<Vec<AuditRow>> {
    let settled = now.as_second().saturating_sub(OPEN_SECONDS_MAX);
    let behind = audit_stamps::last_before(c, settled).await?;
    Ok(audit_stamps::unstamped(c, behind, limit).await?)
}

/// `None` when somebody else was faster, who stamps the same.
async fn stamp_some(act: &mut Act) -> Result<Option<Head>> {
    let now = act.now;
    let mut head = Head::from(audit_stamps::head(&mut act.conn).await?);
    let mut stamps = Vec::new();
    for entry in unstamped(&mut act.conn, now, BATCH_ROWS_MAX).await? {
        let (seq, private_hash) = (head.seq + 1, private_of(&entry));
        let hash = link(&head.hash, seq, &entry, &private_hash);
        head = Head { seq, hash: hash.clone() };
        stamps.push(StampRow { seq, audit_id: entry.id, at: entry.at, private_hash, hash });
    }
    match audit_stamps::add(&mut act.conn, &stamps).await {
        Ok(()) => Ok(Some(head)),
        Err(error) if error.is_duplicate() => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The hash of a stamp. Each part is preceded by its length, so that no two entries are alike.
fn link(before: &str, seq: i64, entry: &AuditRow, private_hash: &str) -> String {
    let number = |number: Option<i64>| number.map(|it| it.to_string()).unwrap_or_default();
    hash_of(&[
        before,
        &seq.to_string(),
        &entry.id.to_string(),
        &entry.at.to_string(),
        &entry.actor,
        &number(entry.actor_id),
        &entry.door,
        &entry.action,
        &entry.entity,
        &entry.entity_id.to_string(),
        private_hash,
    ])
}

/// The hash of what an erasure takes away.
fn private_of(entry: &AuditRow) -> String {
    hash_of(&[&entry.ip, &entry.changes])
}

fn hash_of(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(format!("{}:", part.len()));
        digest.update(part);
    }
    hex(&digest.finalize())
}

/// Checks every stamp against its entry and the stamp before; what does not fit, and the end of the
/// chain. `kept` is an earlier end, which the chain must have come by.
///
/// # Errors
/// When the database fails.
pub async fn verify(c: &mut Conn, kept: Option<&Head>) -> Result<(Vec<Violation>, Head)> {
    loop {
        let beginning = Head::from(audit_stamps::beginning(c).await?);
        let checked = checked(c, kept, &beginning).await?;
        // Old entries that went meanwhile were not missing; they go once a day.
        if Head::from(audit_stamps::beginning(c).await?) == beginning {
            return Ok(checked);
        }
    }
}

async fn checked(
    c: &mut Conn,
    kept: Option<&Head>,
    beginning: &Head,
) -> Result<(Vec<Violation>, Head)> {
    let mut found = Found::default();
    let mut head = beginning.clone();
    let mut last_at = i64::MIN;
    loop {
        let part = audit_stamps::part(c, head.seq, BATCH_ROWS_MAX).await?;
        if part.is_empty() {
            break;
        }
        for row in part {
            let (seq, id, hash) = (row.seq, row.audit_id, row.hash.clone());
            let private_hash = row.private_hash.clone();
            if seq != head.seq + 1 {
                found.tell(
                    GAP,
                    format!("stamp {seq}"),
                    (head.seq + 1).to_string(),
                    seq.to_string(),
                );
            }
            match row.entry() {
                None => found.tell(GONE, format!("audit entry {id}"), hash.clone(), String::new()),
                Some(entry) => {
                    last_at = last_at.max(entry.at);
                    let expected = link(&head.hash, seq, &entry, &private_hash);
                    let is_whole = expected == hash && is_intact(c, &entry, &private_hash).await?;
                    if !is_whole {
                        found.tell(EDITED, format!("audit entry {id}"), hash.clone(), expected);
                    }
                }
            }
            head = Head { seq, hash };
        }
    }
    let settled = last_at.saturating_sub(OPEN_SECONDS_MAX);
    let until = audit_stamps::last_before(c, settled).await?;
    for id in audit_stamps::left_out(c, until, BATCH_ROWS_MAX).await? {
        found.tell(SLIPPED_IN, format!("audit entry {id}"), "a stamp".to_owned(), String::new());
    }
    if let Some(kept) = kept {
        check_kept(c, &mut found, kept, beginning).await?;
    }
    Ok((found.0, head))
}

/// Whether nothing was taken away but what an erasure takes.
async fn is_intact(c: &mut Conn, entry: &AuditRow, private_hash: &str) -> Result<bool> {
    if private_of(entry) == private_hash {
        return Ok(true);
    }
    let is_blank = entry.ip.is_empty() && entry.changes == NO_CHANGES;
    let said = json!({ ERASED: [false, true] }).to_string();
    Ok(is_blank && audit_stamps::was_erased(c, entry, &said).await?)
}

/// The chain must have had that end, unless what it was has gone with old entries.
async fn check_kept(c: &mut Conn, found: &mut Found, kept: &Head, beginning: &Head) -> Result<()> {
    let there = match audit_stamps::at(c, kept.seq).await? {
        Some(there) => there.hash,
        None if kept.seq == beginning.seq => beginning.hash.clone(),
        None if kept.seq < beginning.seq => return Ok(()),
        None => String::new(),
    };
    if there != kept.hash {
        found.tell(CUT, format!("stamp {}", kept.seq), kept.hash.clone(), there);
    }
    Ok(())
}

const GAP: &str = "the stamps of the audit log follow each other without a gap (S45)";
const GONE: &str = "no stamped entry of the audit log is missing (S45)";
const EDITED: &str = "a stamped entry of the audit log is as it was written (S45)";
const SLIPPED_IN: &str = "nothing is put among stamped entries of the audit log (S45)";
const CUT: &str = "the audit log still has the stamp that was kept elsewhere (S45)";

/// What was found, of each kind so many at most.
#[derive(Default)]
struct Found(Vec<Violation>);

impl Found {
    fn tell(&mut self, invariant: &'static str, subject: String, expected: String, found: String) {
        let told = self.0.iter().filter(|each| each.invariant == invariant).count();
        if told < TOLD_MAX {
            self.0.push(Violation { invariant, subject, expected, found });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Head, hash_of};

    #[test]
    fn s45_no_two_entries_are_alike() {
        for (one, other) in [
            (vec!["ab", "c"], vec!["a", "bc"]),
            (vec!["a", ""], vec!["a"]),
            (vec!["1:a"], vec!["a"]),
        ] {
            assert_ne!(hash_of(&one), hash_of(&other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn s45_an_end_is_read_as_it_was_printed() {
        let head = Head { seq: 12, hash: "0f".repeat(32) };
        assert_eq!(head.to_string().parse(), Ok(head));
        for wrong in ["", "12", "12:", "x:00", "12:0g", "12:0f0f"] {
            assert!(wrong.parse::<Head>().is_err(), "{wrong}");
        }
    }
}
