//! The home page: what needs the client now, and what it has.

use jiff::civil::Date;
use model::domains::name::for_people;
use model::people::permission::ClientPermission;
use protocol::{ClientService, GetAnnouncements, GetClientsProducts, GetInvoices, Invoice};
use serde::Serialize;

use super::Shown;
use super::frame::Member;
use super::news::in_language;
use crate::for_client::ForClient;
use crate::pages::language::tell;
use crate::pages::published::affecting;
use crate::pages::sorry::Sorry;
use crate::pages::view;
use crate::pages::words::Money;
use crate::whmcs::CallError;
use serde_json::{Value, json};

/// Rows of a list on this page.
const ROWS: u64 = 5;
/// Services of which it is looked up whether they are to end: more than the list shows.
const ENDING_MAX: usize = 10;
/// What renews within so many days is told.
const SOON_DAYS: i32 = 30;

/// An invoice in short.
#[derive(Debug, Serialize)]
struct Due {
    id: i64,
    number: String,
    due: String,
    overdue: bool,
    total: String,
}

/// A service in short.
#[derive(Debug, Serialize)]
struct Row {
    id: i64,
    name: String,
    host: String,
    status: String,
    due: String,
    /// Days until it renews, when that is soon.
    days: Option<i32>,
    price: String,
    /// What its next renewal asks, with its promotion.
    renewal: String,
    cycle: String,
}

/// `GET /clientarea`
pub(super) async fn home(here: Member) -> Shown {
    let money = here.money().await?;
    let today = today(&here).await;
    let due = due(&here, &money, today).await?;
    let services = services(&here, &money, today).await?;
    let soon: Vec<&Row> = services.iter().filter(|row| row.days.is_some()).collect();
    let news = news(&here).await?;
    let issues = issues(&here).await?;
    let (stats, is_new) = stats(&here, &money).await?;
    let first = here.claims.name.split_whitespace().next().unwrap_or_default().to_owned();
    let services: Vec<&Row> = services.iter().take(6).collect();
    here.page("client/home.html", &tell("home"))
        .nav("home")
        .show(
            json!({ "first": first, "due": due, "soon": soon, "services": services, "news": news, "stats": stats, "is_new": is_new, "issues": issues }),
        )
        .await
}

/// What is wrong, or planned, where the client has services.
async fn issues(here: &Member) -> Result<Vec<Value>, Sorry> {
    let rows = affecting(here).await?;
    let row = |row: &protocol::NetworkIssue| {
        json!({
            "id": row.id.0,
            "title": row.title.to_string(),
            "server": row.servername.to_string(),
            "start": row.startdate.to_string(),
            "planned": !row.open.0,
        })
    };
    Ok(rows.iter().map(row).collect())
}

/// What the client has, in numbers that lead to their lists; and whether there is nothing yet that
/// a number would be of.
async fn stats(here: &Member, money: &Money) -> Result<(Vec<Value>, bool), Sorry> {
    let known = [ClientPermission::Products, ClientPermission::Domains, ClientPermission::Tickets];
    if !known.into_iter().all(|each| here.session.may(each)) {
        return Ok((Vec::new(), false));
    }
    let door = here.door(ClientPermission::Products)?;
    let (client, stats) = door.stats().await?;
    let counts = [stats.productsnumtotal, stats.numdomains, stats.numtickets];
    if counts.iter().all(|count| count.0 == 0) && client.credit.to_minor(4) == Some(0) {
        return Ok((Vec::new(), true));
    }
    let credit = money.of(&client.credit);
    let tile = |name: &str, value: String, path: &str, icon: &str| json!({ "name": name, "value": value, "path": path, "icon": icon });
    let tiles = vec![
        tile(&tell("services"), stats.productsnumactive.to_string(), "/services", "server"),
        tile(&tell("domains"), stats.numactivedomains.to_string(), "/domains", "globe"),
        tile(&tell("open-tickets"), stats.numactivetickets.to_string(), "/tickets", "life-buoy"),
        tile(&tell("credit"), credit, "/billing/add-funds", "wallet"),
    ];
    Ok((tiles, false))
}

/// The day it is where the company is: the one that its invoices go by.
pub(super) async fn today(here: &Member) -> Date {
    let zone = view::zone(&here.app, &view::visitor(here.arrival.ip)).await;
    zone.to_datetime(here.app.0.clock.now()).date()
}

async fn due(here: &Member, money: &Money, today: Date) -> Result<Vec<Due>, Sorry> {
    if !here.session.may(ClientPermission::Invoices) {
        return Ok(Vec::new());
    }
    let call = GetInvoices {
        status: Some("Unpaid".to_owned()),
        orderby: Some("duedate".to_owned()),
        order: Some("asc".to_owned()),
        limitnum: Some(ROWS),
        ..GetInvoices::default()
    };
    let rows = here.door(ClientPermission::Invoices)?.invoices(call).await?;
    let row = |row: Invoice| Due {
        id: row.id.0,
        number: number(&row),
        due: row.duedate.to_string(),
        overdue: row.duedate.0.is_some_and(|due| due < today),
        total: money.of(&row.total),
    };
    Ok(rows.invoices.0.invoice.into_iter().map(row).collect())
}

/// The number that people see.
pub(super) fn number(row: &Invoice) -> String {
    if row.invoicenum.is_empty() { row.id.to_string() } else { row.invoicenum.to_string() }
}

async fn services(here: &Member, money: &Money, today: Date) -> Result<Vec<Row>, Sorry> {
    if !here.session.may(ClientPermission::Products) {
        return Ok(Vec::new());
    }
    let call = GetClientsProducts { limitnum: Some(100), ..GetClientsProducts::default() };
    let door = here.door(ClientPermission::Products)?;
    let rows = door.services(call).await?.products.0.product;
    let ending = ending(here, &door, rows.iter(), today).await;
    let row = |row: ClientService| Row {
        id: row.id.0,
        name: row.name.to_string(),
        host: for_people(&row.domain),
        days: soon(&row, today).filter(|_| !ending.contains(&row.id.0)),
        status: row.status.to_string(),
        due: row.nextduedate.to_string(),
        price: money.of(&row.recurringamount),
        renewal: money.of(row.renewalamount.as_ref().unwrap_or(&row.recurringamount)),
        cycle: row.billingcycle.to_string(),
    };
    let mut rows: Vec<Row> = rows
        .into_iter()
        .filter(|row| matches!(&*row.status, "Active" | "Suspended" | "Pending"))
        .map(row)
        .collect();
    rows.sort_by(|one, other| one.due.cmp(&other.due).then(one.id.cmp(&other.id)));
    Ok(rows)
}

/// Those that are due soon and are to end instead. Before another WHMCS each would be a call over
/// the network, and the page would wait for them: there the list of all wishes is read first.
async fn ending<'a>(
    here: &Member,
    door: &ForClient,
    rows: impl Iterator<Item = &'a ClientService>,
    today: Date,
) -> Vec<i64> {
    let mut rows: Vec<_> = rows.filter(|row| soon(row, today).is_some()).collect();
    if !rows.is_empty() && here.app.whmcs().is_remote() {
        let once = door.once_ending().await;
        rows.retain(|row| once.contains(&row.id.0));
    }
    rows.sort_by_key(|row| row.nextduedate.0);
    let mut found = Vec::new();
    for row in rows.into_iter().take(ENDING_MAX) {
        if door.ending(row).await.is_some() {
            found.push(row.id.0);
        }
    }
    found
}

/// Days until it renews, when that is soon.
fn soon(row: &ClientService, today: Date) -> Option<i32> {
    let due = row.nextduedate.0.filter(|_| &*row.status == "Active")?;
    let days = due.since(today).ok()?.get_days();
    (0..=SOON_DAYS).contains(&days).then_some(days)
}

/// The latest announcements.
async fn news(here: &Member) -> Result<Vec<Value>, Sorry> {
    let call = GetAnnouncements { limitstart: None, limitnum: Some(3) };
    match here.app.whmcs().call(&here.session.caller, call).await {
        Ok(found) => Ok(in_language(found.announcements.0.announcement.into_iter().collect())
            .into_iter()
            .map(|row| {
                let (id, title) = (row.id.0, row.title.to_string());
                json!({ "id": id, "title": title, "date": row.date.to_string() })
            })
            .collect()),
        Err(CallError::NotOffered(_)) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}
