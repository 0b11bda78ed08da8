//! The mailboxes of departments: opened, emptied into the tickets, and tried out.

use std::time::Duration;

use model::ids::DepartmentId;
use ports::mail::MailSecurity;
use ports::mailbox::{MailboxAccount, MailboxProtocol, OpenMailbox, WaitingMail};
use ports::{PortError, Secret};
use store::support::departments::{self, MailboxRow};

use super::inbound::{self, Arrived, MAIL_BYTES_MAX};
use crate::jobs::{asked, insisted, targets};
use crate::{Act, Cx, Engine, Fault, Result, invalid, not_found};

/// How long a server may take to let us in and to say what waits there.
const OPEN_DEADLINE: Duration = Duration::from_secs(90);
/// Messages that are taken out of one mailbox in one run.
const MESSAGES_MAX: usize = 200;
/// Of a mail that is too large so much is read: its headers.
const HEAD_BYTES: usize = 64 * 1024;

/// What came of emptying a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emptied {
    /// The department's name.
    pub department: String,
    /// Mails that became part of a ticket.
    pub imported: usize,
    /// Mails that were turned away or only noted.
    pub others: usize,
    /// Why it was broken off, or some mails were left for the next time.
    pub failure: Option<String>,
}

/// Keeps a password for the mailbox of a department; an empty one is taken away.
///
/// # Errors
/// When the database fails.
pub async fn keep_password(act: &mut Act, id: DepartmentId, password: &str) -> Result<()> {
    let chance = act.engine.world().chance.clone();
    let sealed = match password {
        "" => String::new(),
        password => act.engine.secrets().seal(chance.as_ref(), &place(id), password)?,
    };
    departments::set_mailbox_password(&mut act.conn, id, &sealed).await?;
    Ok(())
}

/// Opens the mailbox of a department and says how many messages wait in it.
///
/// # Errors
/// Not found; invalid with the server's sentence when it cannot be opened.
pub async fn try_out(engine: &Engine, id: DepartmentId) -> Result<usize> {
    let row = departments::mailbox(&mut engine.read().await?, id).await?;
    let row = row.ok_or_else(|| not_found("Support Department ID Not Found"))?;
    let account = account(engine, &row)?;
    let account = account.ok_or_else(|| invalid("mailboxprotocol", "No mailbox is set up"))?;
    let boxes = &engine.world().mailboxes;
    let look = || async {
        let mut open = boxes.open(&account).await?;
        let waiting = open.waiting().await?.len();
        open.close().await?;
        Ok::<usize, PortError>(waiting)
    };
    let target = targets::mailboxes(&account.host, account.port);
    let looked = insisted(engine, &target, boxes.module(), OPEN_DEADLINE, look).await;
    looked.map_err(|error| invalid("mailboxhost", error.to_string()))
}

/// Empties the mailbox of every department that has one.
///
/// # Errors
/// When the database fails. A mailbox that fails is no error: the others are emptied all the same.
pub async fn empty_all(cx: &Cx) -> Result<Vec<Emptied>> {
    let rows = departments::with_mailbox(&mut cx.engine.read().await?).await?;
    let mut all = Vec::new();
    for row in rows {
        let mut emptied =
            Emptied { department: row.name.clone(), imported: 0, others: 0, failure: None };
        if let Err(failure) = empty(cx, &row, &mut emptied).await {
            emptied.failure = Some(match failure {
                Fault::Broken(error) => error.to_string(),
                Fault::Refused(refusal) => refusal.to_string(),
            });
        }
        let mut act = cx.act("ImportMail").await?;
        let (at, failure) = (act.at(), emptied.failure.as_deref().unwrap_or_default());
        departments::note_fetch(&mut act.conn, row.id, at, failure).await?;
        act.commit().await?;
        all.push(emptied);
    }
    Ok(all)
}

async fn empty(cx: &Cx, row: &MailboxRow, emptied: &mut Emptied) -> Result<()> {
    let Some(account) = account(&cx.engine, row)? else { return Ok(()) };
    let boxes = &cx.engine.world().mailboxes;
    let open = || async {
        let mut open = boxes.open(&account).await?;
        let waiting = open.waiting().await?;
        Ok::<_, PortError>((open, waiting))
    };
    // A server that is away is not waited for by each of its mailboxes.
    let target = targets::mailboxes(&account.host, account.port);
    let opened = asked(&cx.engine, &target, boxes.module(), OPEN_DEADLINE, open).await;
    let (mut open, waiting) = opened.map_err(Fault::broken)?;
    let too_large =
        |mail: &WaitingMail| usize::try_from(mail.bytes).unwrap_or(usize::MAX) > MAIL_BYTES_MAX;
    // What is too large stays in the mailbox: it comes last, or enough of it would keep the rest
    // out.
    let (last, first): (Vec<_>, Vec<_>) = waiting.iter().partition(|mail| too_large(mail));
    for mail in first.into_iter().chain(last).take(MESSAGES_MAX) {
        let is_too_large = too_large(mail);
        let most = if is_too_large { HEAD_BYTES } else { MAIL_BYTES_MAX };
        let Some(raw) = open.message(mail, most).await.map_err(Fault::broken)? else { continue };
        let arrived = Arrived { raw, recipient: None, department: Some(row.id), is_too_large };
        match take(cx, arrived).await {
            Ok(outcome) if outcome == inbound::IMPORTED => emptied.imported += 1,
            Ok(_) => emptied.others += 1,
            Err(fault) => {
                // It stays where it is, and the next one is taken.
                tracing::warn!(error = %fault, department = row.name, "a mail was not taken in");
                emptied.failure = Some("a mail could not be taken in; see the log".to_owned());
                continue;
            }
        }
        // What is too large stays for a person, who may want it.
        if !is_too_large {
            remove(&mut *open, mail).await?;
        }
    }
    open.close().await.map_err(Fault::broken)
}

/// The mail is committed before it is removed: what comes twice is known again.
async fn take(cx: &Cx, arrived: Arrived) -> Result<String> {
    let mut act = cx.act("ImportMail").await?;
    let received = inbound::receive(&mut act, arrived).await?;
    act.commit().await?;
    Ok(received.row.outcome)
}

async fn remove(open: &mut dyn OpenMailbox, mail: &WaitingMail) -> Result<()> {
    open.remove(mail).await.map_err(Fault::broken)
}

/// How the mailbox of a department is opened; `None` when it has none.
fn account(engine: &Engine, row: &MailboxRow) -> Result<Option<MailboxAccount>> {
    let Some(protocol) = MailboxProtocol::parse(&row.mailbox_protocol) else { return Ok(None) };
    let security = MailSecurity::parse(&row.mailbox_security);
    let security = security.ok_or_else(|| invalid("mailboxsecurity", "tls, starttls or none"))?;
    let port = u16::try_from(row.mailbox_port).ok().filter(|port| *port > 0);
    let password = engine.secrets().open(&place(row.id), &row.mailbox_password)?;
    Ok(Some(MailboxAccount {
        protocol,
        host: row.mailbox_host.clone(),
        port: port.unwrap_or_else(|| protocol.usual_port(security)),
        security,
        user: row.mailbox_user.clone(),
        password: Secret::new(password),
    }))
}

/// Where the password of a mailbox belongs.
fn place(id: DepartmentId) -> String {
    format!("departments.mailbox_password:{id}")
}
