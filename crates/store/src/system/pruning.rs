//! Old rows of logs and queues that nobody looks at any more, removed some at a time.

use super::audit_stamps;
use crate::{Conn, Result, args};

/// What can be removed once it is old.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Old {
    /// Lines of the activity log.
    Activity,
    /// Stamped entries of the audit log, with their stamps.
    Audit,
    /// Jobs that are done and have no key: a key guards against doing it again.
    Jobs,
    /// Answers kept for repeated requests.
    Answers,
    /// Runs of the automation.
    Runs,
    /// Links that have expired.
    Links,
    /// Lines of the log of mail that arrived.
    Mails,
    /// Mail that arrived and was not imported: the line stays, without the mail itself.
    KeptMails,
    /// Calls of modules.
    ModuleCalls,
    /// Names that were looked up.
    NameLookups,
    /// Days of what services used.
    UsageDays,
    /// Who voted for an article; the article keeps its numbers.
    Votes,
    /// Sessions that were renewed or ended, all of whose tokens are void by now.
    Sessions,
    /// Where somebody was signed in, once that has expired.
    OpenSessions,
}

/// Removes rows older than an instant (Unix seconds), at most so many; how many there were.
///
/// # Errors
/// When the database fails.
pub async fn remove(c: &mut Conn, what: Old, before: i64, limit: i64) -> Result<u64> {
    let sql = match what {
        Old::Activity => {
            "delete from activity where id in
                (select id from activity where at < $1 order by at limit $2)"
        }
        Old::Audit => return audit_stamps::prune(c, before, limit).await,
        Old::Jobs => {
            "delete from jobs where id in (select id from jobs
                where done_at < $1 and unique_key is null order by id limit $2)"
        }
        Old::Answers => {
            "delete from idempotency where at < $1 and (caller, key) in
                (select caller, key from idempotency where at < $1 limit $2)"
        }
        Old::Runs => {
            "delete from automation_runs where id in
                (select id from automation_runs where started_at < $1 order by id limit $2)"
        }
        Old::Links => {
            "delete from tokens where hash in
                (select hash from tokens where expires_at < $1 limit $2)"
        }
        Old::Mails => {
            "delete from inbound_mails where id in
                (select id from inbound_mails where arrived_at < $1 order by id limit $2)"
        }
        Old::KeptMails => {
            "update inbound_mails set raw = null where id in (select id from inbound_mails
                where arrived_at < $1 and raw is not null order by id limit $2)"
        }
        Old::Votes => {
            "delete from kb_votes where (article_id, voter) in
                (select article_id, voter from kb_votes where at < $1 order by at limit $2)"
        }
        Old::Sessions => {
            "delete from sessions where id in
                (select id from sessions where since < $1 order by since limit $2)"
        }
        Old::OpenSessions => {
            "delete from open_sessions where id in
                (select id from open_sessions where expires_at < $1 order by expires_at limit $2)"
        }
        Old::UsageDays => {
            "delete from service_usage_days where (service_id, day) in
                (select service_id, day from service_usage_days where at < $1 order by at limit $2)"
        }
        Old::ModuleCalls => {
            "delete from module_calls where id in
                (select id from module_calls where at < $1 order by id limit $2)"
        }
        Old::NameLookups => {
            "delete from name_lookups where id in
                (select id from name_lookups where at < $1 order by id limit $2)"
        }
    };
    c.exec(sql, args![before, limit]).await
}
