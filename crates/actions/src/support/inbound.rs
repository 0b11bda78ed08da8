//! Mail that arrives, and its log: our own actions.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::support::inbound::{self, Arrived, Received};
use engine::support::mailboxes;
use engine::system::settings::Settings;
use engine::{Act, Cx, Result, invalid, not_allowed, not_permitted};
use protocol::wire::Many;
use protocol::{
    Action, GetImportedMail, GetImportedMailResponse, GetMailImportLog, GetMailImportLogResponse,
    ImportMail, ImportMailAnyway, ImportMailAnywayResponse, ImportMailResponse, ImportedMail,
    ImportedMailFile, ImportedMailFiles, TestMailbox, TestMailboxResponse,
};
use store::support::inbound_mails::{self, InboundMailRow, Listed};

use crate::Registry;
use crate::wire::{id, moment, number, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .flow(|cx, call: TestMailbox| Box::pin(test_mailbox(cx, call)))
        .write(|act, call: ImportMail| Box::pin(import_mail(act, call)))
        .write(|act, call: ImportMailAnyway| Box::pin(import_mail_anyway(act, call)))
        .read(|cx, call: GetMailImportLog| Box::pin(get_mail_import_log(cx, call)))
        .read(|cx, call: GetImportedMail| Box::pin(get_imported_mail(cx, call)))
}

/// Who names a sender freely writes in anybody's name: that is for the office and its programs.
fn only_the_office(act: &Act) -> Result<()> {
    let office = act.caller.actor.is_office();
    if office { Ok(()) } else { Err(not_allowed("Only the office takes mail in")) }
}

async fn import_mail(act: &mut Act, call: ImportMail) -> Result<ImportMailResponse> {
    only_the_office(act)?;
    let mut text = call.message;
    text.retain(|c| !c.is_whitespace());
    let raw = STANDARD
        .decode(text)
        .map_err(|_| invalid("message", "Parameter 'message' must hold base64"))?;
    let recipient = call.recipient.filter(|to| !to.trim().is_empty());
    let department = call.deptid.map(id);
    let arrived = Arrived { raw, recipient, department, ..Arrived::default() };
    let Received { row, is_copy } = inbound::receive(act, arrived).await?;
    Ok(ImportMailResponse {
        logid: row.id.into(),
        outcome: row.outcome.into(),
        status: row.status.into(),
        ticketid: row.ticket_id.map_or(0, |ticket| ticket.0).into(),
        tid: row.mask.into(),
        duplicate: is_copy.into(),
    })
}

async fn import_mail_anyway(
    act: &mut Act,
    call: ImportMailAnyway,
) -> Result<ImportMailAnywayResponse> {
    only_the_office(act)?;
    let department = call.deptid.filter(|dept| *dept > 0).map(id);
    let row = inbound::import_anyway(act, number(call.logid), department).await?.row;
    Ok(ImportMailAnywayResponse {
        logid: row.id.into(),
        status: row.status.into(),
        ticketid: row.ticket_id.map_or(0, |ticket| ticket.0).into(),
        tid: row.mask.into(),
    })
}

async fn get_mail_import_log(cx: &Cx, call: GetMailImportLog) -> Result<GetMailImportLogResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetMailImportLog::NAME));
    }
    let settings = cx.engine.settings().await?;
    let (start, limit) = page(call.limitstart, call.limitnum);
    let search = call.search.map(|text| text.trim().to_lowercase());
    let listed = Listed {
        id: call.logid.map(number),
        outcome: call.outcome.as_deref().filter(|word| !word.is_empty()),
        search: search.as_deref().filter(|text| !text.is_empty()),
    };
    let mut c = cx.read().await?;
    let (found, total) = inbound_mails::list(&mut c, &listed, start, limit).await?;
    Ok(GetMailImportLogResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: found.len().into(),
        mails: found.into_iter().map(|row| entry(row, &settings)).collect(),
    })
}

fn entry(row: InboundMailRow, settings: &Settings) -> ImportedMail {
    ImportedMail {
        logid: row.id.into(),
        date: moment(settings, Some(row.arrived_at)),
        name: row.from_name.into(),
        email: row.from_address.into(),
        to: row.to_address.into(),
        subject: row.subject.into(),
        outcome: row.outcome.into(),
        status: row.status.into(),
        deptid: row.department_id.0.into(),
        ticketid: row.ticket_id.map_or(0, |ticket| ticket.0).into(),
        tid: row.mask.into(),
        copies: row.copies.into(),
        kept: row.has_raw.into(),
        messageid: row.message_id.into(),
    }
}

async fn test_mailbox(cx: &Cx, call: TestMailbox) -> Result<TestMailboxResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(TestMailbox::NAME));
    }
    let waiting = mailboxes::try_out(&cx.engine, id(call.deptid)).await?;
    Ok(TestMailboxResponse { deptid: call.deptid.into(), waiting: waiting.into() })
}

async fn get_imported_mail(cx: &Cx, call: GetImportedMail) -> Result<GetImportedMailResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetImportedMail::NAME));
    }
    let kept = inbound::kept_text(&mut cx.read().await?, number(call.logid)).await?;
    let (message, files) = kept.unwrap_or_default();
    let files = files.into_iter().map(|name| ImportedMailFile { filename: name.into() });
    Ok(GetImportedMailResponse {
        message: message.into(),
        files: ImportedMailFiles { file: Many(files.collect()) }.into(),
    })
}
