//! What the company publishes: answers to common questions, a file, and what broke or will be
//! worked on. Also its racks, and offers to those who asked.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::{Door, Result};
use jiff::SignedDuration;
use model::dates::add_days;
use protocol::wire::{Amount, Flag, Group, PhpSerialized, WireDate, WireDateTime};
use protocol::{
    AcceptQuote, AddAnnouncement, AddDownload, AddDownloadCategory, AddKnowledgebaseArticle,
    AddKnowledgebaseCategory, AddNetworkIssue, AddServer, CloseNetworkIssue, CreateQuote,
    NewQuoteLine,
};
use store::args;

use crate::people::People;
use crate::{Making, today};

/// Name, inside which (by place from 1, 0 for none), what is in it.
const SHELVES: [(&str, u64, &str); 5] = [
    ("Getting started", 0, "The first hour with us"),
    ("Cloud servers", 0, "Virtual machines from order to rescue"),
    ("Networking", 2, "Addresses, names and firewalls"),
    ("Domains and e-mail", 0, "Names, records and mailboxes"),
    ("Billing", 0, "Invoices, payments and changes of plan"),
];

/// Shelf, title, tags, only for clients, text.
const ARTICLES: [(u64, &str, &str, bool, &str); 8] = [
    (1, "Your first steps", "start,login", false, include_str!("../texts/first-steps.txt")),
    (2, "Log in to a server by SSH", "ssh,key,shell", false, include_str!("../texts/ssh.txt")),
    (
        2,
        "Rescue a server that does not start",
        "rescue,boot",
        true,
        include_str!("../texts/rescue.txt"),
    ),
    (
        3,
        "Reverse DNS for your addresses",
        "ptr,rdns,mail",
        false,
        include_str!("../texts/rdns.txt"),
    ),
    (4, "Move a domain name to us", "transfer,epp", false, include_str!("../texts/transfer.txt")),
    (4, "Set up a mailbox", "imap,smtp,mail", false, include_str!("../texts/mailbox.txt")),
    (
        5,
        "When a service renews",
        "invoice,due,renewal",
        false,
        include_str!("../texts/renewal.txt"),
    ),
    (5, "Change to a bigger plan", "upgrade,resize", false, include_str!("../texts/upgrade.txt")),
];

const RACKS: [(&str, &str); 2] =
    [("pwm-rack-1", "pwm1.northlight.example"), ("pwm-rack-2", "pwm2.northlight.example")];

/// Days before today at which a router broke.
const OUTAGE_DAYS: i64 = 17;

/// What is there from the first day.
pub(crate) async fn publish(making: &Making) -> Result<()> {
    for (name, parent, description) in SHELVES {
        let call = AddKnowledgebaseCategory {
            name: name.to_owned(),
            parentid: Some(parent),
            description: Some(description.to_owned()),
            ..AddKnowledgebaseCategory::default()
        };
        making.call(call).await?;
    }
    for (shelf, title, tags, private, text) in ARTICLES {
        let call = AddKnowledgebaseArticle {
            catid: shelf,
            title: title.to_owned(),
            article: text.to_owned(),
            tags: Some(tags.to_owned()),
            private: Some(Flag(private)),
            order: None,
        };
        making.call(call).await?;
    }
    let shelf = AddDownloadCategory { name: "Tools".to_owned(), ..AddDownloadCategory::default() };
    let catid = making.call(shelf).await?.catid.id().unwrap_or_default();
    let files = [
        ("Server check-list", "checklist.md", false, include_str!("../texts/checklist.txt")),
        ("Settings for mail programs", "mail.txt", true, include_str!("../texts/mail.txt")),
    ];
    for (title, filename, clients, text) in files {
        let call = AddDownload {
            catid,
            title: title.to_owned(),
            filename: filename.to_owned(),
            data: STANDARD.encode(text),
            clientsonly: Some(Flag(clients)),
            ..AddDownload::default()
        };
        making.call(call).await?;
    }
    for (name, hostname) in RACKS {
        let call = AddServer {
            name: name.to_owned(),
            module: "sandbox".to_owned(),
            hostname: Some(hostname.to_owned()),
            ..AddServer::default()
        };
        making.call(call).await?;
    }
    Ok(())
}

/// What happens on a day, besides orders and payments.
pub(crate) async fn day(making: &Making, people: &People, day: i64) -> Result<()> {
    if day == (making.days - OUTAGE_DAYS).max(0) {
        outage(making).await?;
    }
    if day == (making.days - 9).max(0) {
        news(making).await?;
    }
    if day == making.days {
        place(making).await?;
        maintenance(making).await?;
        quotes(making, people).await?;
        today::lay_out(making, people).await?;
    }
    Ok(())
}

/// The live servers stand in the racks.
async fn place(making: &Making) -> Result<()> {
    let mut act = making.engine.begin_system(Door::Cli, "Demo").await?;
    let sql = "update services set server_id = 1 + id % 2 where status in ('Active', 'Suspended')
        and product_id in (select id from products where type = 'server')";
    act.conn.exec(sql, args![]).await?;
    act.commit().await
}

/// A time on the company's clock, so many hours from now.
fn hours(making: &Making, hours: i64) -> WireDateTime {
    let at = making.engine.now().checked_add(SignedDuration::from_hours(hours)).ok();
    WireDateTime(at.map(|at| jiff::tz::TimeZone::UTC.to_datetime(at)))
}

async fn outage(making: &Making) -> Result<()> {
    let call = AddNetworkIssue {
        title: "Packet loss in Portland".to_owned(),
        description: Some(include_str!("../texts/outage.txt").to_owned()),
        r#type: Some("System".to_owned()),
        affecting: Some("All services in Portland".to_owned()),
        priority: Some("High".to_owned()),
        status: Some("Investigating".to_owned()),
        startdate: Some(hours(making, -3)),
        ..AddNetworkIssue::default()
    };
    let issueid = making.call(call).await?.issueid.id().unwrap_or_default();
    making.call(CloseNetworkIssue { issueid, enddate: Some(hours(making, 0)) }).await?;
    Ok(())
}

async fn maintenance(making: &Making) -> Result<()> {
    let call = AddNetworkIssue {
        title: "New kernel on rack 1".to_owned(),
        description: Some(include_str!("../texts/maintenance.txt").to_owned()),
        serverid: Some(1),
        priority: Some("Medium".to_owned()),
        status: Some("Scheduled".to_owned()),
        startdate: Some(hours(making, 80)),
        enddate: Some(hours(making, 82)),
        ..AddNetworkIssue::default()
    };
    making.call(call).await?;
    Ok(())
}

async fn news(making: &Making) -> Result<()> {
    let call = AddAnnouncement {
        date: hours(making, 0),
        title: "IPv6 on every plan".to_owned(),
        announcement: "<p>Every server now has its own /64, free of charge. You find it on the \
                       page of your server.</p>"
            .to_owned(),
        published: Flag(true),
    };
    making.call(call).await?;
    Ok(())
}

/// An offer that waits, one that is written, one that was taken.
async fn quotes(making: &Making, people: &People) -> Result<()> {
    let today = making.engine.today().await?;
    let offers = [
        (0, "A second server for the holidays", "Delivered"),
        (3, "Move of forty sites", "Draft"),
        (6, "Managed database", "Delivered"),
    ];
    for (who, subject, stage) in offers {
        let Some(person) = people.0.get(who) else { continue };
        let line = |text: &str, times: &str, price: &str| {
            Group(NewQuoteLine {
                desc: text.to_owned(),
                qty: Amount::parse(times).ok(),
                up: Amount::parse(price).ok(),
                taxable: Flag(true),
                ..NewQuoteLine::default()
            })
        };
        let lines = vec![
            line("VPS XL, three months", "3", "48.00"),
            line("Setting up and moving your data, one day", "1", "240.00"),
        ];
        let call = CreateQuote {
            subject: subject.to_owned(),
            stage: stage.to_owned(),
            validuntil: WireDate(add_days(today, 30)).into(),
            datecreated: Some(WireDate(Some(today)).into()),
            userid: Some(person.id),
            lineitems: Some(PhpSerialized(lines.into())),
            proposal: Some(
                "Thank you for calling. This is what we talked about; all of it can be cancelled \
                 by the month."
                    .to_owned(),
            ),
            ..CreateQuote::default()
        };
        let quoteid = making.call(call).await?.quoteid.id().unwrap_or_default();
        if who == 6 {
            making.call(AcceptQuote { quoteid }).await?;
        }
    }
    Ok(())
}
