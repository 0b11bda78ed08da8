//! What else there is: affiliates, mails that were sent, tasks of the staff, what is still to be
//! invoiced, and addresses that may not come in.

use model::people::email::fold;
use protocol::{
    Affiliate, BannedIp, BillableItem, GetAffiliates, GetAffiliatesResponse, GetBannedIps,
    GetBannedIpsResponse, GetBillableItems, GetBillableItemsResponse, GetEmails, GetToDoItems,
    GetToDoItemsResponse, SentEmail, ToDoItem,
};

use crate::entry::Entry;
use crate::error::Result;
use crate::moving::{Moving, NO_DAY};
use crate::people::CLIENTS;
use crate::reading::{PAGE, Page, Pages, ask_some};

const AFFILIATES: &str = "affiliates";
const MAILS: &str = "mails";
const TASKS: &str = "tasks";
const BILLABLE: &str = "billable items";
const BANS: &str = "banned addresses";
/// Decimals of a quantity.
const QUANTITY_DECIMALS: u32 = 6;
/// Clients whose mails are asked for at once.
const CLIENTS_AT_ONCE: usize = 50;

/// The tables that are written with the numbers of the WHMCS.
pub(crate) const TABLES: &[&str] =
    &["affiliates", "emails", "todo_items", "billable_items", "banned_ips"];

pub(crate) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    affiliates(moving).await?;
    tasks(moving).await?;
    if moving.ours {
        billable(moving).await?;
        bans(moving).await?;
    }
    mails(moving).await
}

async fn affiliates(moving: &mut Moving<'_>) -> Result<()> {
    let mut pages = Pages::of(AFFILIATES);
    let call = |start, rows| GetAffiliates {
        limitstart: Some(start),
        limitnum: Some(rows),
        ..GetAffiliates::default()
    };
    let rows = |answer: GetAffiliatesResponse| Page {
        rows: answer.affiliates.0.affiliate.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let entries = rows.iter().map(|row| affiliate(moving, row)).collect();
        moving.write(AFFILIATES, entries).await?;
    }
    Ok(())
}

fn affiliate(moving: &Moving<'_>, row: &Affiliate) -> Entry {
    let currency = moving.currency_of(row.clientid.0);
    let since = row.date.0.unwrap_or(NO_DAY);
    let made = moving.instant(row.created_at).unwrap_or_else(|| moving.midnight(since));
    let amount = match row.paytype.0.as_str() {
        "fixed" => moving.minor(currency, &row.payamount),
        _ => row.payamount.to_minor(2),
    };
    Entry::of("affiliates", row.id.0)
        .set("client_id", row.clientid.0)
        .set("since", since)
        .set("visitors", row.visitors.0)
        .set("pay_type", row.paytype.0.clone())
        .set("pay_amount", amount)
        .set("one_time", row.onetime.0)
        .set("balance_minor", moving.minor(currency, &row.balance))
        .set("withdrawn_minor", moving.minor(currency, &row.withdrawn))
        .set("created_at", made)
        .set("updated_at", moving.instant(row.updated_at).unwrap_or(made))
}

async fn tasks(moving: &mut Moving<'_>) -> Result<()> {
    let mut pages = Pages::of(TASKS);
    let call = |start, rows| GetToDoItems {
        limitstart: Some(start),
        limitnum: Some(rows),
        ..GetToDoItems::default()
    };
    let rows = |answer: GetToDoItemsResponse| Page {
        rows: answer.items.0.item.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let entries = rows.iter().map(|row| task(moving, row)).collect();
        moving.write(TASKS, entries).await?;
    }
    Ok(())
}

/// Nobody has it: the staff there is not the staff here.
fn task(moving: &Moving<'_>, row: &ToDoItem) -> Entry {
    Entry::of("todo_items", row.id.0)
        .set("on_date", row.date.0.unwrap_or(NO_DAY))
        .set("title", moving.plain(&row.title))
        .set("description", moving.plain(&row.description))
        .set("status", row.status.0.clone())
        .set("due_on", row.duedate.0)
}

/// Only a Hostler tells what it has yet to invoice.
async fn billable(moving: &mut Moving<'_>) -> Result<()> {
    let mut pages = Pages::of(BILLABLE);
    let call = |start, rows| GetBillableItems {
        limitstart: Some(start),
        limitnum: Some(rows),
        ..GetBillableItems::default()
    };
    let rows = |answer: GetBillableItemsResponse| Page {
        rows: answer.items.0.item.0,
        of: answer.totalresults.0,
    };
    let now = moving.engine.now().as_second();
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let entries = rows.iter().map(|row| item(moving, row).set("created_at", now)).collect();
        moving.write(BILLABLE, entries).await?;
    }
    Ok(())
}

fn item(moving: &Moving<'_>, row: &BillableItem) -> Entry {
    let currency = moving.currency_of(row.userid.0);
    let quantity = protocol::wire::Amount::parse(&row.quantity).ok();
    let unit = Some(row.recurcycle.0.clone()).filter(|unit| !unit.is_empty());
    Entry::of("billable_items", row.id.0)
        .set("client_id", row.userid.0)
        .set("description", row.description.0.clone())
        .set("unit", row.unit.0.clone())
        .set("quantity", quantity.and_then(|amount| amount.to_minor(QUANTITY_DECIMALS)))
        .set("amount_minor", moving.minor(currency, &row.amount))
        .set("action", row.invoiceaction.0.clone())
        .set("due_on", row.duedate.0)
        .set("recur_every", row.recur.0)
        .set("recur_unit", unit)
        .set("recur_times", row.recurfor.0)
        .set("invoiced", row.invoicecount.0)
        .set("next_on", row.nextdate.0)
        .set("invoice_id", Some(row.invoiceid.0).filter(|id| *id > 0))
}

async fn bans(moving: &mut Moving<'_>) -> Result<()> {
    let mut pages = Pages::of(BANS);
    let call =
        |start, rows| GetBannedIps { ip: None, limitstart: Some(start), limitnum: Some(rows) };
    let rows = |answer: GetBannedIpsResponse| Page {
        rows: answer.bans.0.ban.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let entries = rows.iter().map(|row| ban(moving, row)).collect();
        moving.write(BANS, entries).await?;
    }
    Ok(())
}

fn ban(moving: &Moving<'_>, row: &BannedIp) -> Entry {
    Entry::of("banned_ips", row.id.0)
        .set("ip", row.ip.0.clone())
        .set("reason", row.reason.0.clone())
        .set("created_at", moving.instant(row.created).unwrap_or_default())
        .set("expires_at", moving.instant(row.expires).unwrap_or_default())
        .set("automatic", row.automatic.0)
}

/// What clients were written. They have it already: what was not sent there is not sent here.
async fn mails(moving: &mut Moving<'_>) -> Result<()> {
    let clients: Vec<i64> = moving.brought(CLIENTS).await?.into_iter().collect();
    let of = i64::try_from(clients.len()).unwrap_or_default();
    let mut done = 0;
    for page in clients.chunks(CLIENTS_AT_ONCE) {
        mails_of(moving, page.to_vec()).await?;
        done += page.len() as u64;
        moving.tell(MAILS, done, of);
    }
    Ok(())
}

/// The mails of some clients; of those who have more than a page, the next ones.
async fn mails_of(moving: &mut Moving<'_>, mut clients: Vec<i64>) -> Result<()> {
    let mut start = 0;
    while !clients.is_empty() {
        let call = |id: &i64| GetEmails {
            clientid: u64::try_from(*id).unwrap_or_default(),
            limitstart: Some(start),
            limitnum: Some(PAGE),
            ..GetEmails::default()
        };
        let answers = ask_some(moving, clients.iter().map(call).collect()).await?;
        let mut entries = Vec::new();
        let mut more = Vec::new();
        for (client, answer) in clients.iter().zip(answers) {
            let Some(answer) = answer else { continue };
            let rows = answer.emails.0.email.0;
            let read = start + rows.len() as u64;
            if !rows.is_empty() && i64::try_from(read).is_ok_and(|n| n < answer.totalresults.0) {
                more.push(*client);
            }
            entries.extend(rows.iter().map(|row| mail(moving, *client, row)));
        }
        moving.write(MAILS, entries).await?;
        clients = more;
        start += PAGE;
    }
    Ok(())
}

fn mail(moving: &Moving<'_>, client: i64, row: &SentEmail) -> Entry {
    let at = moving.instant(row.date).unwrap_or_default();
    let made = row.created_at.and_then(|made| moving.instant(made)).unwrap_or(at);
    let subject = moving.plain(&row.subject);
    let unsent = row.failed.0 || row.pending.0;
    let why = match row.pending.0 {
        true => "It waited to be sent when the company was moved".to_owned(),
        false => row.failure_reason.0.clone(),
    };
    Entry::of("emails", row.id.0)
        .set("client_id", client)
        .set("to_address", row.to.0.clone())
        .set("cc", row.cc.0.clone())
        .set("subject_folded", fold(&subject))
        .set("subject", subject)
        .set("message", row.message.0.clone())
        .set("created_at", made)
        .set("sent_at", (!unsent).then_some(at))
        .set("failed_at", unsent.then_some(at))
        .set("failure", if unsent { why } else { String::new() })
        .set("attempts", row.retry_count.0 + i64::from(!unsent))
}
