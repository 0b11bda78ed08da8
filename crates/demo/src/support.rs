//! Tickets: a question, mostly an answer, sometimes more.

use engine::Result;
use protocol::wire::Flag;
use protocol::{AddTicketReply, OpenTicket};

use crate::Making;
use crate::people::People;

/// Department, subject, question, answer.
const TALKS: [(u64, &str, &str, &str); 8] = [
    (
        1,
        "Site is slow in the morning",
        "Between 8 and 9 pages take five seconds. Is it us or you?",
        "A neighbour on that host was too busy; we moved you to a quieter one. Please watch it today.",
    ),
    (
        1,
        "Cannot log in by SSH",
        "Since yesterday: permission denied (publickey).",
        "The key on the server was replaced on Tuesday. I put your new one in, please try again.",
    ),
    (
        2,
        "Invoice with our new address",
        "We moved. Can the next invoice have the new address?",
        "It will, as soon as you change it under Account details. Issued invoices stay as they are.",
    ),
    (
        3,
        "Bigger server before the holidays",
        "We expect five times the visitors. What do you advise?",
        "VPS XL with daily backups. You can upgrade in the client area, the rest of the month counts.",
    ),
    (
        1,
        "Restore a file from Monday",
        "I deleted /srv/www/index.php. Can you bring it back?",
        "Restored from the backup of Monday 03:40. You will find it beside the old one.",
    ),
    (
        1,
        "Reverse DNS for mail",
        "Please set the PTR of our address to mail.ours.example.",
        "Done, it takes up to an hour to be seen everywhere.",
    ),
    (
        2,
        "Paid twice by mistake",
        "My bank sent the transfer twice. Can you return one?",
        "The second one is on your account as credit and pays the next invoice. Or shall we refund?",
    ),
    (
        3,
        "Do you offer IPv6?",
        "We need a /64 for our office tunnel.",
        "Every server has one, free. It is on the Networking page of the server.",
    ),
];

/// Opens a ticket for somebody; older ones are answered and closed.
pub(crate) async fn conversation(making: &Making, people: &People, day: i64) -> Result<()> {
    let Some(person) = making.one_of(&people.0) else { return Ok(()) };
    let number = usize::try_from(day / 9).unwrap_or_default();
    let Some((department, subject, question, answer)) = TALKS.get(number % TALKS.len()) else {
        return Ok(());
    };
    let call = OpenTicket {
        deptid: *department,
        subject: (*subject).to_owned(),
        message: (*question).to_owned(),
        clientid: Some(person.id),
        priority: Some(
            ["Medium", "Low", "High"].get(number % 3).copied().unwrap_or("Low").to_owned(),
        ),
        noemail: Flag(true),
        ..OpenTicket::default()
    };
    let opened = making.call(call).await?;
    if day > making.days - 12 {
        return Ok(());
    }
    let call = AddTicketReply {
        ticketid: opened.id.id().unwrap_or_default(),
        message: (*answer).to_owned(),
        adminusername: Some("admin".to_owned()),
        status: Some("Closed".to_owned()),
        noemail: Flag(true),
        ..AddTicketReply::default()
    };
    making.call(call).await?;
    Ok(())
}
