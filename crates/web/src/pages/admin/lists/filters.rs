//! What each list can be limited by, as the office offers it.

use model::dates::Cycle;
use model::word::Word as _;
use protocol::{GetProductAddons, GetServers};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::list::{Ask, Filter, NONE};
use crate::pages::admin::pick::{self, Choice};
use crate::pages::admin::table::Notice;

/// Addons that are offered at most.
const ADDONS_MAX: u64 = 1_000;

/// The client that a list is limited to.
pub(super) struct Whose {
    pub(super) id: Option<u64>,
    /// Why there is none of that name.
    pub(super) notice: Option<Notice>,
}

/// Whose rows are wanted: by number, or by the beginning of a name that only one client has. Of
/// nobody and of several nothing is shown, so that no change of all rows goes further than meant.
pub(super) async fn whose(desk: &Desk, ask: &Ask) -> Whose {
    let Some(typed) = ask.text("client") else { return Whose { id: None, notice: None } };
    if let Ok(number) = typed.trim_start_matches('#').parse() {
        return Whose { id: Some(number), notice: None };
    }
    match pick::client(desk, &typed).await {
        Ok(number) => Whose { id: Some(number), notice: None },
        Err(text) => {
            let (href, label) = ("/admin/clients", "Look for the client");
            Whose { id: Some(NONE), notice: Some(Notice { text, href, label }) }
        }
    }
}

pub(super) async fn services(desk: &Desk, ask: &Ask) -> Vec<Filter> {
    if !ask.is_page() {
        return Vec::new();
    }
    let (products, servers, gateways) =
        tokio::join!(pick::products(desk), servers(desk), pick::gateways(desk, ""));
    vec![
        Filter::choice("product", "Product", products).stock(),
        Filter::choice("server", "Server", servers),
        Filter::choice("gateway", "Payment method", gateways),
        Filter::choice("cycle", "Cycle", cycles()),
        Filter::client(),
        Filter::day("due", "Due on"),
    ]
}

pub(super) async fn addons(desk: &Desk, ask: &Ask) -> Vec<Filter> {
    if !ask.is_page() {
        return Vec::new();
    }
    let (addons, products, gateways) =
        tokio::join!(bought(desk), pick::products(desk), pick::gateways(desk, ""));
    vec![
        Filter::choice("addon", "Addon", addons).stock(),
        Filter::choice("product", "Product", products),
        Filter::choice("gateway", "Payment method", gateways),
        Filter::choice("cycle", "Cycle", cycles()),
        Filter::client(),
    ]
}

pub(super) async fn domains(desk: &Desk, ask: &Ask) -> Vec<Filter> {
    if !ask.is_page() {
        return Vec::new();
    }
    let (registrars, endings, gateways) =
        tokio::join!(pick::registrars(desk), pick::endings(desk), pick::gateways(desk, ""));
    vec![
        Filter::choice("registrar", "Registrar", registrars),
        Filter::choice("tld", "Ending", endings),
        Filter::choice("gateway", "Payment method", gateways),
        Filter::client(),
        Filter::day("due", "Due on"),
    ]
}

/// `gateways` as the rows name them.
pub(super) fn invoices(gateways: &[Choice]) -> Vec<Filter> {
    vec![
        Filter::text("number", "Invoice number"),
        Filter::client(),
        Filter::choice("gateway", "Payment method", gateways.to_vec()),
        Filter::day("from", "Made from"),
        Filter::day("to", "Made until"),
        Filter::day("due_from", "Due from"),
        Filter::day("due_to", "Due until"),
        Filter::day("paid_from", "Paid from"),
        Filter::day("paid_to", "Paid until"),
        Filter::amount("total_from", "Total from"),
        Filter::amount("total_to", "Total up to"),
    ]
}

/// `gateways` as the rows name them.
pub(super) fn transactions(gateways: &[Choice]) -> Vec<Filter> {
    vec![
        Filter::client(),
        Filter::choice("gateway", "Gateway", gateways.to_vec()),
        Filter::day("from", "From"),
        Filter::day("to", "Until"),
        Filter::amount("amount_from", "Amount from"),
        Filter::amount("amount_to", "Amount up to"),
        Filter::text("invoice", "Invoice id").stock(),
    ]
}

pub(super) async fn orders(desk: &Desk, ask: &Ask, paid: &[&str]) -> Vec<Filter> {
    if !ask.is_page() {
        return Vec::new();
    }
    let mut payments = pick::words(paid);
    payments.push(("None".to_owned(), "No invoice".to_owned()));
    vec![
        Filter::client(),
        Filter::choice("payment", "Payment", payments),
        Filter::choice("gateway", "Payment method", pick::gateways(desk, "").await),
        Filter::day("from", "Placed from"),
        Filter::day("to", "Placed until"),
        Filter::text("ip", "IP address"),
    ]
}

pub(super) async fn clients(desk: &Desk, ask: &Ask) -> Vec<Filter> {
    if !ask.is_page() {
        return Vec::new();
    }
    let (groups, currencies, gateways) =
        tokio::join!(pick::client_groups(desk), pick::currencies(desk), pick::gateways(desk, ""));
    vec![
        Filter::choice("group", "Group", groups),
        Filter::choice("country", "Country", pick::countries("")),
        Filter::choice("currency", "Currency", currencies),
        Filter::choice("gateway", "Payment method", gateways),
    ]
}

pub(super) async fn tickets(desk: &Desk, ask: &Ask) -> Vec<Filter> {
    if !ask.is_page() {
        return Vec::new();
    }
    let (departments, staff) = tokio::join!(pick::departments(desk), pick::staff(desk, "Nobody"));
    vec![
        Filter::choice("department", "Department", departments).stock(),
        Filter::choice("priority", "Priority", pick::words(&["Low", "Medium", "High"])),
        Filter::choice("staff", "Assigned to", staff),
        Filter::client(),
        Filter::text("tag", "Tag"),
        Filter::day("from", "Opened from"),
        Filter::day("to", "Opened until"),
    ]
}

fn cycles() -> Vec<Choice> {
    let words: Vec<&str> = Cycle::ALL.iter().map(|cycle| cycle.word()).collect();
    pick::words(&words)
}

async fn servers(desk: &Desk) -> Vec<Choice> {
    let found = desk.maybe(GetServers::default()).await;
    let rows = found.map(|found| found.servers.0).unwrap_or_default();
    rows.iter().map(|row| (row.id.0.to_string(), row.name.to_string())).collect()
}

/// What addons can be bought, or once could.
async fn bought(desk: &Desk) -> Vec<Choice> {
    let call = GetProductAddons { limitnum: Some(ADDONS_MAX), limitstart: None };
    let found = desk.maybe(call).await;
    let rows = found.map(|found| found.productaddons.0.productaddon.0).unwrap_or_default();
    rows.iter().map(|row| (row.addonid.0.to_string(), row.name.to_string())).collect()
}
