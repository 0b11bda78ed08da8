//! Entry by entry: credit, rated answers, tags, notices of renewals, and what services use.

use store::Conn;
use store::edits::Cell;
use store::system::reports as figures;

use super::figures::{CURRENCY, money, number, report, text};
use super::more::Time;
use super::{Days, Kind, Report};
use crate::Result;

/// Every one of them.
pub(super) const ALL: &[Report] = &[
    report(
        "credits",
        "Credit of clients",
        Days::Year,
        &[
            ("date", "Date", Kind::Date),
            number("clientid", "Client"),
            text("client", "Name"),
            text("description", "Description"),
            number("invoiceid", "Invoice"),
            CURRENCY,
            money("amount", "Amount"),
        ],
    )
    .saying(
        "Every entry of the period: what was given to the credit of a client, and below zero \
         what was taken from it. At most 10,000 entries.",
    ),
    report(
        "ratings",
        "Rated answers",
        Days::Year,
        &[
            ("time", "Time", Kind::Time),
            number("ticketid", "Ticket"),
            text("subject", "Subject"),
            text("staff", "Who answered"),
            number("rating", "Rating, of 5"),
        ],
    ),
    report(
        "ticket_tags",
        "Tags of tickets",
        Days::Year,
        &[text("tag", "Tag"), number("tickets", "Tickets opened")],
    ),
    report(
        "domain_notices",
        "Notices to domain owners",
        Days::Year,
        &[
            ("time", "Sent", Kind::Time),
            number("domainid", "Number"),
            text("domain", "Domain"),
            number("clientid", "Client"),
            ("about", "Day it is about", Kind::Date),
            number("days", "Days after that day"),
        ],
    )
    .saying("Days before the day are below zero."),
    report(
        "usage",
        "Disk space and traffic",
        Days::Now,
        &[
            number("serviceid", "Service"),
            number("clientid", "Client"),
            text("product", "Product"),
            text("domain", "Domain"),
            text("server", "Server"),
            number("disk", "Disk, MiB"),
            number("disklimit", "Disk allowed"),
            number("traffic", "Traffic, MiB"),
            number("trafficlimit", "Traffic allowed"),
            ("read", "Read", Kind::Time),
        ],
    )
    .saying("Of running services, as their servers last told."),
];

/// The rows of one of them; none for another name.
pub(super) async fn rows(c: &mut Conn, name: &str, time: &Time) -> Result<Option<Vec<Vec<Cell>>>> {
    Ok(Some(match name {
        "credits" => figures::credits(c, time.from, time.to).await?,
        "ratings" => figures::ratings(c, time.start, time.end).await?,
        "ticket_tags" => figures::ticket_tags(c, time.start, time.end).await?,
        "domain_notices" => figures::domain_notices(c, time.start, time.end).await?,
        "usage" => figures::usage(c).await?,
        _ => return Ok(None),
    }))
}
