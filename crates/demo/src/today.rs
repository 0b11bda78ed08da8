//! What lies on the desks today: plans, tasks, and what waits for a decision.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::billing::disputes;
use engine::{Actor, Allowed, Caller, Door, Result};
use jiff::civil::Date;
use model::dates::add_days;
use model::ids::StaffId;
use protocol::wire::{Amount, Flag, Numbered, WireDate};
use protocol::{
    AddAffiliatePayout, AddBillableItem, AddCalendarEvent, AddCampaign, AddCancelRequest,
    AddClientFile, AddClientNote, AddProjectTask, AddStaffNotice, AddTicketFeedback, AddToDoItem,
    CloseDispute, CreateInvoice, CreateProject, GetClientsDomains, GetDomainAddons, GetInvoices,
    ImportMail, NewInvoiceLine, OrderDomainAddon, RefundInvoice, RejectPaymentProof, RunAutomation,
    SendPaymentProof, SetConfigurationValue, UpdateClient,
};
use store::args;

use crate::people::People;
use crate::{Making, traces, usage};

/// The affiliate among the clients, by its place.
pub(crate) const AFFILIATE: usize = 1;

/// Title, first day from today, days more, hour, end, how often, whose.
type Plan = (&'static str, i32, i32, &'static str, &'static str, &'static str, u64);

const PLANS: [Plan; 7] = [
    ("Stand-up", -60, 0, "09:30", "09:45", "Weekly", 0),
    ("Close the books", -90, 0, "", "", "Monthly", 0),
    ("Renew the insurance", 12, 0, "", "", "Yearly", 1),
    ("Visit to the data centre", 6, 1, "", "", "Never", 2),
    ("Call with Okafor Bakery", 2, 0, "14:00", "14:30", "Never", 3),
    ("Bruno is on holiday", 15, 6, "", "", "Never", 2),
    ("New kernel on rack 1", 3, 0, "22:00", "23:30", "Never", 0),
];

/// Title, days from today until it is due, status, whose.
const TASKS: [(&str, i32, &str, u64); 5] = [
    ("Order four disks for rack 2", 3, "New", 2),
    ("Answer the tax office", 5, "In Progress", 4),
    ("Ask Moreau Garden whether the move went well", 1, "New", 3),
    ("Write the spring letter", 9, "Pending", 3),
    ("Replace the switch in rack 1", -2, "Completed", 2),
];

/// Plays it, once, on the last day.
pub(crate) async fn lay_out(making: &Making, people: &People) -> Result<()> {
    let today = making.engine.today().await?;
    plans(making, today).await?;
    project(making, people, today).await?;
    items(making, people, today).await?;
    money(making, people, today).await?;
    crate::bank::statement(making, today).await?;
    files(making, people).await?;
    hidden_owner(making, people).await?;
    affiliate(making).await?;
    mails(making, people).await?;
    traces::leave(making, people).await?;
    usage::leave(making).await
}

/// Somebody wants to have the owner of a name hidden, and has yet to pay for it.
async fn hidden_owner(making: &Making, people: &People) -> Result<()> {
    let clientid = Some(client(people, 2));
    let call = GetClientsDomains { clientid, ..GetClientsDomains::default() };
    let found = making.call(call).await?.domains.0.domain;
    let Some(domainid) = found.iter().find_map(|row| row.id.id()) else { return Ok(()) };
    let offers = making.call(GetDomainAddons { domainid }).await?.addons.0.addon;
    let wanted = offers.iter().find(|offer| *offer.addon == *"idprotection");
    if wanted.is_some_and(|offer| *offer.status == *"open") {
        let addon = "idprotection".to_owned();
        making.call(OrderDomainAddon { domainid, addon, paymentmethod: None }).await?;
    }
    Ok(())
}

fn day(today: Date, days: i32) -> WireDate {
    WireDate(add_days(today, days))
}

fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap_or_default()
}

fn client(people: &People, place: usize) -> u64 {
    people.0.get(place).or(people.0.first()).map_or(1, |person| person.id)
}

async fn plans(making: &Making, today: Date) -> Result<()> {
    for (title, from, more, starts, ends, recurring, whose) in PLANS {
        let first = if recurring == "Monthly" {
            WireDate(add_days(today, from).map(Date::first_of_month))
        } else {
            day(today, from)
        };
        let hour = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let call = AddCalendarEvent {
            title: title.to_owned(),
            startdate: first,
            starttime: hour(starts),
            enddate: Some(WireDate(first.0.and_then(|first| add_days(first, more)))),
            endtime: hour(ends),
            recurring: Some(recurring.to_owned()),
            adminid: Some(whose),
            ..AddCalendarEvent::default()
        };
        making.call(call).await?;
    }
    for (title, due, status, whose) in TASKS {
        let call = AddToDoItem {
            title: title.to_owned(),
            adminid: Some(whose),
            status: Some(status.to_owned()),
            duedate: Some(day(today, due)),
            ..AddToDoItem::default()
        };
        making.call(call).await?;
    }
    let notices = [
        (
            "Rack 1 gets a new kernel",
            "Tell nobody that it will be *quick*. See the calendar.",
            true,
        ),
        ("Coffee", "The new machine takes beans, not pods.", false),
    ];
    for (title, message, pinned) in notices {
        let (message, pinned) = (Some(message.to_owned()), Some(Flag(pinned)));
        making.call(AddStaffNotice { title: title.to_owned(), message, pinned }).await?;
    }
    Ok(())
}

async fn project(making: &Making, people: &People, today: Date) -> Result<()> {
    let call = CreateProject {
        title: "Move of forty sites".to_owned(),
        adminid: 2,
        userid: Some(client(people, 3)),
        created: Some(day(today, -8)),
        duedate: Some(day(today, 18)),
        ..CreateProject::default()
    };
    let projectid = making.call(call).await?.projectid.id().unwrap_or_default();
    for (task, due, completed) in [
        ("List what runs where", -3, true),
        ("Copy the databases", 7, false),
        ("Change the records", 17, false),
    ] {
        let call = AddProjectTask {
            projectid,
            duedate: day(today, due),
            adminid: Some(2),
            task: Some(task.to_owned()),
            completed: Flag(completed),
            ..AddProjectTask::default()
        };
        making.call(call).await?;
    }
    let call = AddClientNote {
        userid: client(people, 3),
        notes: "Prefers to be called before noon.".to_owned(),
        sticky: Flag(true),
    };
    making.call(call).await?;
    for (place, groupid) in [(4, 1), (5, 2), (9, 1)] {
        let clientid = Some(client(people, place));
        let groupid = Some(groupid);
        making.call(UpdateClient { clientid, groupid, ..UpdateClient::default() }).await?;
    }
    Ok(())
}

/// Work that is charged, services that end, and a letter that is written.
async fn items(making: &Making, people: &People, today: Date) -> Result<()> {
    let rows = [
        (2, "Tuning of a database", "95.00", "hours", "2.5", "noinvoice"),
        (3, "Work on the move, first week", "95.00", "hours", "6", "duedate"),
        (0, "Second network card", "40.00", "quantity", "1", "noinvoice"),
        (7, "Watch of the shop at night", "25.00", "quantity", "1", "recur"),
    ];
    for (who, description, price, unit, quantity, action) in rows {
        let again = action == "recur";
        let call = AddBillableItem {
            clientid: client(people, who),
            description: description.to_owned(),
            amount: amount(price),
            unit: unit.to_owned(),
            quantity: Some(amount(quantity)),
            invoiceaction: Some(action.to_owned()),
            recur: again.then_some(1),
            recurcycle: again.then(|| "Months".to_owned()),
            recurfor: again.then_some(12),
            duedate: Some(day(today, 20)),
        };
        making.call(call).await?;
    }
    let sql = "select id from services where status = 'Active' and id > 1 order by id limit 2";
    let ending: Vec<i64> = making.engine.db().read().await?.column(sql, args![]).await?;
    for service in ending {
        let call = AddCancelRequest {
            serviceid: u64::try_from(service).unwrap_or_default(),
            r#type: Some("End of Billing Period".to_owned()),
            reason: Some("We move everything to one bigger server.".to_owned()),
        };
        making.call(call).await?;
    }
    let call = AddCampaign {
        name: "Spring letter".to_owned(),
        subject: "What is new this spring".to_owned(),
        message: "Hello {$client_name},\n\nevery server now has its own IPv6 network, and Web \
                  Plus got staging sites.\n\nYours, Northlight Hosting"
            .to_owned(),
        status: Some("Active".to_owned()),
        ..AddCampaign::default()
    };
    making.call(call).await?;
    Ok(())
}

/// Payments that were proved, want to go back, or are disputed.
async fn money(making: &Making, people: &People, today: Date) -> Result<()> {
    for (who, title, total) in
        [(2, "Colocation, one unit", "120.00"), (6, "Extra traffic, 4 TB", "48.00")]
    {
        let line = NewInvoiceLine {
            description: Some(title.to_owned()),
            amount: Some(amount(total)),
            taxed: Some(Flag(true)),
        };
        let call = CreateInvoice {
            userid: client(people, who),
            paymentmethod: Some("banktransfer".to_owned()),
            duedate: Some(day(today, 10)),
            item: Numbered(vec![line]),
            ..CreateInvoice::default()
        };
        let invoiceid = making.call(call).await?.invoiceid.id().unwrap_or_default();
        let call = SendPaymentProof {
            invoiceid,
            filename: "transfer.txt".to_owned(),
            data: STANDARD.encode(format!("Transfer of {total} for invoice {invoiceid}\n")),
            reference: Some(format!("BT-{invoiceid:06}")),
            message: Some("Sent this morning.".to_owned()),
        };
        let proof = making.call(call).await?.proofid.id().unwrap_or_default();
        if who == 6 {
            let reason = "This is the transfer of the month before.".to_owned();
            making.call(RejectPaymentProof { proofid: proof, reason }).await?;
        }
    }
    let setting = "RefundApprovalAbove".to_owned();
    making
        .call(SetConfigurationValue { setting, value: "20".to_owned(), ..Default::default() })
        .await?;
    let call = GetInvoices {
        status: Some("Paid".to_owned()),
        orderby: Some("total".to_owned()),
        order: Some("desc".to_owned()),
        limitnum: Some(4),
        ..GetInvoices::default()
    };
    let paid = making.call(call).await?.invoices.0.invoice.0;
    let paid: Vec<u64> = paid.iter().filter_map(|row| row.id.id()).collect();
    if let Some(invoiceid) = paid.first() {
        let call = RefundInvoice {
            invoiceid: *invoiceid,
            amount: Some(amount("25.00")),
            r#type: "manual".to_owned(),
            transid: None,
        };
        making.actions.call(&bruno(), call).await?;
    }
    // Whoever tries refunds out is not stopped by a rule that nobody set.
    let setting = "RefundApprovalAbove".to_owned();
    making
        .call(SetConfigurationValue { setting, value: String::new(), ..Default::default() })
        .await?;
    disputed(making).await
}

/// Somebody who may ask, and whom another has to agree with.
fn bruno() -> Caller {
    let actor =
        Actor::Staff { id: StaffId(2), name: "Bruno Keller".to_owned(), allowed: Allowed::All };
    Caller { actor, ..Caller::system(Door::Cli) }
}

async fn disputed(making: &Making) -> Result<()> {
    let sql = "select reference from transactions
        where gateway = 'sandboxcard' and amount_in_minor > 0 order by id desc limit 2";
    let references: Vec<String> = making.engine.db().read().await?.column(sql, args![]).await?;
    for reference in &references {
        let mut act = making.engine.begin_system(Door::Cli, "Demo").await?;
        disputes::opened(&mut act, "sandboxcard", reference).await?;
        act.commit().await?;
    }
    if references.len() > 1 {
        let notes = Some("The bank saw our log of the delivery.".to_owned());
        making.call(CloseDispute { disputeid: 1, outcome: "won".to_owned(), notes }).await?;
    }
    Ok(())
}

async fn files(making: &Making, people: &People) -> Result<()> {
    for (who, title, name, private, text) in [
        (0, "Contract", "contract.txt", false, "Contract about hosting, signed by both sides.\n"),
        (0, "Credit check", "credit-check.txt", true, "Nothing against them.\n"),
        (3, "Plan of the move", "plan.txt", false, "Week 1: inventory\nWeek 2: databases\n"),
    ] {
        let call = AddClientFile {
            clientid: client(people, who),
            title: Some(title.to_owned()),
            filename: name.to_owned(),
            data: STANDARD.encode(text),
            staffonly: Some(Flag(private)),
        };
        making.call(call).await?;
    }
    Ok(())
}

/// Commissions are written down, and some of what is free is paid out.
async fn affiliate(making: &Making) -> Result<()> {
    let task = Some("AffiliateCommissions".to_owned());
    making.call(RunAutomation { task, ..RunAutomation::default() }).await?;
    let sql = "select balance_minor from affiliates where id = 1";
    let balance: Option<i64> = making.engine.db().read().await?.maybe_scalar(sql, args![]).await?;
    if balance.is_some_and(|minor| minor > 200) {
        let call = AddAffiliatePayout {
            affiliateid: 1,
            amount: amount("2.00"),
            r#type: Some("outside".to_owned()),
            reference: Some("SEPA 2".to_owned()),
        };
        making.call(call).await?;
    }
    Ok(())
}

/// Mails that came in, and what clients thought of our answers.
async fn mails(making: &Making, people: &People) -> Result<()> {
    let known = people.0.first().map_or(String::new(), |person| person.domain.clone());
    for (from, subject, text) in [
        (crate::CLIENT_EMAIL.to_owned(), "Certificate for the shop", "Can you renew it by Friday?"),
        ("win@bulk-offers.example".to_owned(), "You won", "Click here."),
    ] {
        let mail = format!(
            "From: {from}\r\nTo: support@demo.test\r\nSubject: {subject}\r\n\
             Message-ID: <{}@{known}>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n",
            subject.replace(' ', "-")
        );
        let message = STANDARD.encode(mail);
        making.call(ImportMail { message, ..ImportMail::default() }).await?;
    }
    let sql = "select id from tickets where status = 'Closed' order by id desc limit 3";
    let closed: Vec<i64> = making.engine.db().read().await?.column(sql, args![]).await?;
    let said = [(5, "Fast and clear."), (4, ""), (3, "I had to ask twice.")];
    for (ticket, (rating, comments)) in closed.into_iter().zip(said) {
        let call = AddTicketFeedback {
            ticketid: u64::try_from(ticket).unwrap_or_default(),
            rating,
            comments: (!comments.is_empty()).then(|| comments.to_owned()),
        };
        making.call(call).await?;
    }
    Ok(())
}
