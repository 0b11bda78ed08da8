//! The figures of `GetClientsDetails` with `stats=true`.

use engine::Result;
use engine::system::currencies::Currencies;
use jiff::civil::Date;
use protocol::ClientStats;
use protocol::wire::{Num, Text};
use store::Conn;
use store::people::clients::ClientRow;
use store::people::stats::{self, InvoicesRow, ServicesRow};

/// Sums of a client, money in its currency as people read it.
pub(super) async fn stats_of(
    conn: &mut Conn,
    row: &ClientRow,
    currencies: &Currencies,
    today: Date,
) -> Result<ClientStats> {
    let invoices = stats::invoices(conn, row.id, today).await?;
    let moved = stats::money(conn, row.id).await?;
    let services = stats::services(conn, row.id).await?;
    let counts = stats::counts(conn, row.id).await?;
    let said = |minor: i64| -> Result<Text> {
        Ok(currencies.on_the_wire(currencies.money(minor, row.currency_id)?).into())
    };
    let mut found = of_services(&services);
    of_invoices(&mut found, &invoices, &said)?;
    found.incredit = (row.credit_minor > 0).into();
    found.creditbalance = said(row.credit_minor)?;
    found.grossRevenue = said(moved.received)?;
    found.expenses = said(moved.fees + moved.returned)?;
    found.income = said(moved.received - moved.fees - moved.returned)?;
    found.numdomains = counts.domains.into();
    found.numactivedomains = counts.domains_active.into();
    found.numtickets = counts.tickets.into();
    found.numactivetickets = counts.tickets_active.into();
    found.isAffiliate = (counts.affiliates > 0).into();
    Ok(found)
}

fn of_invoices(
    found: &mut ClientStats,
    rows: &[InvoicesRow],
    said: &dyn Fn(i64) -> Result<Text>,
) -> Result<()> {
    let of = |status: &str| rows.iter().find(|row| row.status == status);
    let number = |status: &str| Num(of(status).map_or(0, |row| row.number));
    let total = |status: &str| said(of(status).map_or(0, |row| row.total_minor));
    let unpaid = of("Unpaid");
    found.numdueinvoices = number("Unpaid");
    found.dueinvoicesbalance = said(unpaid.map_or(0, |row| row.open_minor))?;
    found.numoverdueinvoices = Num(unpaid.map_or(0, |row| row.overdue));
    found.overdueinvoicesbalance = said(unpaid.map_or(0, |row| row.overdue_minor))?;
    found.numDraftInvoices = number("Draft");
    found.draftInvoicesBalance = total("Draft")?;
    found.numunpaidinvoices = number("Unpaid");
    found.unpaidinvoicesamount = total("Unpaid")?;
    found.numpaidinvoices = number("Paid");
    found.paidinvoicesamount = total("Paid")?;
    found.numcancelledinvoices = number("Cancelled");
    found.cancelledinvoicesamount = total("Cancelled")?;
    found.numrefundedinvoices = number("Refunded");
    found.refundedinvoicesamount = total("Refunded")?;
    found.numcollectionsinvoices = number("Collections");
    found.collectionsinvoicesamount = total("Collections")?;
    found.numpaymentpendinginvoices = number("Payment Pending");
    found.paymentpendinginvoicesamount = total("Payment Pending")?;
    Ok(())
}

fn of_services(rows: &[ServicesRow]) -> ClientStats {
    let known = ["hostingaccount", "reselleraccount", "server"];
    let count = |wanted: &dyn Fn(&ServicesRow) -> bool| -> Num {
        Num(rows.iter().filter(|row| wanted(row)).map(|row| row.number).sum())
    };
    let active = |row: &ServicesRow| row.status == "Active";
    let is_other = |row: &ServicesRow| !known.contains(&row.r#type.as_str());
    ClientStats {
        productsnumactivehosting: count(&|row| row.r#type == "hostingaccount" && active(row)),
        productsnumhosting: count(&|row| row.r#type == "hostingaccount"),
        productsnumactivereseller: count(&|row| row.r#type == "reselleraccount" && active(row)),
        productsnumreseller: count(&|row| row.r#type == "reselleraccount"),
        productsnumactiveservers: count(&|row| row.r#type == "server" && active(row)),
        productsnumservers: count(&|row| row.r#type == "server"),
        productsnumactiveother: count(&|row| is_other(row) && active(row)),
        productsnumother: count(&is_other),
        productsnumactive: count(&active),
        productsnumtotal: count(&|_| true),
        ..ClientStats::default()
    }
}
