//! What can be done about an invoice.

use axum::extract::Path;
use axum::response::Response;
use protocol::wire::Amount;
use protocol::{
    AddInvoicePayment, ApplyCredit, CapturePayment, DeleteDraftInvoice, DuplicateInvoice,
    GetInvoice, GetInvoiceResponse, RefundInvoice, SendEmail, SplitInvoice, UpdateInvoice,
};

use super::show;
use crate::pages::admin::confirm::{self, Question};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::{Said, run, tried};
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{NAMELESS, Posted, Problems, Tried};
use crate::pages::admin::names;
use crate::pages::language::plain;

/// `POST /admin/invoices/{id}`
pub(super) async fn submit(
    desk: Desk,
    Path(id): Path<u64>,
    mut posted: Posted,
) -> Result<Response, Fail> {
    for optional in ["amount", "fees", "transid", "paymentmethod"] {
        if posted.text(optional).is_empty() {
            posted.drop(optional);
        }
    }
    let key = ("invoiceid", id);
    let said = match posted.verb() {
        "pay" => {
            // From the form, so that a form that is sent twice is one payment.
            if posted.text("transid").is_empty() {
                let once: String = posted.text("once").chars().take(10).collect();
                posted.set("transid", format!("manual-{once}"));
            }
            pay(&desk, posted.clone(), id).await?
        }
        "credit" => run::<ApplyCredit>(&desk, &posted, key, "The credit was applied").await?,
        "capture" => capture(&desk, &posted, id).await?,
        "publish" => {
            let posted = posted.clone().with("publish", 1);
            run::<UpdateInvoice>(&desk, &posted, key, "The invoice is published").await?
        }
        "send" => {
            let posted = posted.clone().with("publishandsendemail", 1);
            run::<UpdateInvoice>(&desk, &posted, key, "The invoice is published and sent").await?
        }
        "mail" => {
            let posted = posted.clone().with("id", id);
            tried(desk.submit::<SendEmail>(&posted).await?, "The e-mail is on its way")
        }
        "edit" if is_nameless(&posted) => Err(Problems::one("newitemdescription[0]", NAMELESS)),
        "edit" => run::<UpdateInvoice>(&desk, &edited(&posted), key, "Saved").await?,
        "cancel" if !posted.confirmed() => {
            return Ok(confirm::ask(&desk, &posted, cancel(id)).await);
        }
        "cancel" => {
            let posted = posted.clone().with("status", "Cancelled");
            run::<UpdateInvoice>(&desk, &posted, key, "The invoice was cancelled").await?
        }
        "unpaid" | "pending" | "collections" => {
            let (status, said) = state(posted.verb());
            run::<UpdateInvoice>(&desk, &posted.clone().with("status", status), key, said).await?
        }
        // What is no amount is refused at once.
        "refund" if !posted.confirmed() && is_amount(posted.text("amount")) => {
            let question = refund(&posted, &desk.call(GetInvoice { invoiceid: id }).await?);
            return Ok(confirm::ask(&desk, &posted, question).await);
        }
        "refund" => {
            let posted = posted.clone().with("invoiceid", id);
            match desk.submit::<RefundInvoice>(&posted).await? {
                Tried::Done(answer) if answer.requestid.0 > 0 => Ok(answer.message.to_string()),
                Tried::Done(answer) => Ok(format!("{} given back", answer.amount)),
                Tried::Again(problems) => Err(problems),
            }
        }
        "duplicate" | "delete" | "split" => return papers(&desk, &posted, id).await,
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go(&format!("/admin/invoices/{id}"), &said)),
        Err(problems) => show(&desk, id, Some(posted.fields()), problems).await,
    }
}

/// An amount, or none.
fn is_amount(typed: &str) -> bool {
    typed.is_empty() || read(typed).is_some()
}

fn read(typed: &str) -> Option<Amount> {
    plain(typed).ok().and_then(|text| Amount::parse(&text).ok())
}

/// Adds a payment; what is paid too much is the client's credit, and is said to be.
async fn pay(desk: &Desk, mut posted: Posted, id: u64) -> Result<Said, Fail> {
    let today = desk.now().date().to_string();
    if posted.text("date") == today {
        // Now, and not the first moment of today.
        posted.drop("date");
    }
    let open = desk.maybe(GetInvoice { invoiceid: id }).await.map(|invoice| invoice.balance);
    let too_much = open.and_then(|open| above(posted.text("amount"), &open));
    let said = match too_much {
        Some(amount) => format!("The payment was added; {amount} of it is the client's credit"),
        None => "The payment was added".to_owned(),
    };
    run::<AddInvoicePayment>(desk, &posted, ("invoiceid", id), &said).await
}

/// Charges what the client keeps. All that the wire says of a failure is that it failed.
async fn capture(desk: &Desk, posted: &Posted, id: u64) -> Result<Said, Fail> {
    let done = "The payment was captured";
    let said = run::<CapturePayment>(desk, posted, ("invoiceid", id), done).await?;
    let why = "Nothing was captured: the client keeps no card or account to charge, the invoice \
               is to be paid in another way, or the charge was refused, as the client's log says";
    let failed = |problems: &Problems| problems.line() == "Payment Attempt Failed";
    Ok(said.map_err(|problems| if failed(&problems) { Problems::form(why) } else { problems }))
}

/// By how much an amount is above another one; none when it is not. Cents, as both are written
/// with two decimals at most.
fn above(amount: &str, other: &Amount) -> Option<Amount> {
    let cents = |amount: &Amount| amount.to_minor(2);
    let more = cents(&read(amount)?)?.checked_sub(cents(other)?)?;
    (more > 0).then(|| Amount::from_minor(more, 2))
}

/// A state that a button sets, and what is said of it.
fn state(verb: &str) -> (&'static str, &'static str) {
    match verb {
        "pending" => ("Payment Pending", "The payment is awaited"),
        "collections" => ("Collections", "The invoice is in collections"),
        _ => ("Unpaid", "The invoice is unpaid again"),
    }
}

/// Copies it, deletes a draft, or splits it: what leads to another page than that of the invoice.
async fn papers(desk: &Desk, posted: &Posted, id: u64) -> Result<Response, Fail> {
    let key = Posted::default().with("invoiceid", id).with("once", posted.text("once"));
    let problems = match posted.verb() {
        "duplicate" => match desk.submit::<DuplicateInvoice>(&key).await? {
            Tried::Done(made) => {
                let to = format!("/admin/invoices/{}", made.invoiceid.0);
                return Ok(desk.go(&to, "This is the copy, a draft"));
            }
            Tried::Again(problems) => problems,
        },
        "delete" if !posted.confirmed() => {
            return Ok(confirm::ask(desk, posted, delete(id)).await);
        }
        "delete" => match desk.submit::<DeleteDraftInvoice>(&key).await? {
            Tried::Done(_) => return Ok(desk.go("/admin/invoices", "The draft is gone")),
            Tried::Again(problems) => problems,
        },
        _ => match undivided(desk, posted, id).await? {
            Some(problems) => problems,
            None if posted.confirmed() => return divided(desk, posted, id).await,
            None => return Ok(confirm::ask(desk, posted, split(posted, id)).await),
        },
    };
    show(desk, id, Some(posted.fields()), problems).await
}

/// Why there would not be two of it.
async fn undivided(desk: &Desk, posted: &Posted, id: u64) -> Result<Option<Problems>, Fail> {
    let lines = desk.call(GetInvoice { invoiceid: id }).await?.items.0.item.0.len();
    let chosen = posted.all("line").count();
    let said = "Please tick some of the lines, and not all of them: the others stay together";
    Ok((chosen == 0 || chosen >= lines).then(|| Problems::one("form", said)))
}

/// Splits it, and goes to the invoice with the lines that were chosen.
async fn divided(desk: &Desk, posted: &Posted, id: u64) -> Result<Response, Fail> {
    let lines: Vec<_> = posted.all("line").collect();
    let mut call = Posted::default()
        .with("invoiceid", id)
        .with("once", posted.text("once"))
        .with("lineitemids", lines.join(","))
        .with("sendinvoice", posted.text("sendinvoice"));
    if !posted.text("newdue").is_empty() {
        call.set("duedate", posted.text("newdue"));
    }
    match desk.submit::<SplitInvoice>(&call).await? {
        Tried::Done(made) => {
            let other = names::invoice(desk, made.invoiceid.0).await;
            let said = format!("The other lines are on invoice {other}");
            Ok(desk.go(&format!("/admin/invoices/{}", made.newinvoiceid.0), &said))
        }
        Tried::Again(problems) => show(desk, id, Some(posted.fields()), problems).await,
    }
}

fn split(posted: &Posted, id: u64) -> Question {
    Question {
        title: "Split this invoice?".to_owned(),
        text: format!(
            "It is taken back by a credit note; {} of its lines go to an invoice of their own, \
             the others to another. What was paid pays the others first. Tax is rounded on each: \
             where prices are without it, the two may come to a cent more or less.",
            posted.all("line").count()
        ),
        button: "Split",
        back: format!("/admin/invoices/{id}"),
        ..Question::default()
    }
}

fn delete(id: u64) -> Question {
    Question {
        title: "Delete this draft?".to_owned(),
        text: "It was never issued, so nothing of it stays.".to_owned(),
        button: "Delete the draft",
        back: format!("/admin/invoices/{id}"),
        ..Question::default()
    }
}

/// Whether a new line has an amount and no text.
fn is_nameless(posted: &Posted) -> bool {
    let blank = |name: &str| posted.text(name).trim().is_empty();
    blank("newitemdescription[0]") && !blank("newitemamount[0]")
}

/// A new line with neither a text nor an amount is none.
fn edited(posted: &Posted) -> Posted {
    let mut posted = posted.clone();
    if posted.text("newitemdescription[0]").trim().is_empty() {
        for name in ["newitemdescription[0]", "newitemamount[0]", "newitemtaxed[0]"] {
            posted.drop(name);
        }
    }
    // What is empty changes nothing, so that it is emptied is said.
    if posted.all("notes").any(str::is_empty) {
        posted.set("unset[0]", "notes");
    }
    posted
}

fn cancel(id: u64) -> Question {
    Question {
        title: "Cancel this invoice?".to_owned(),
        text: "Nobody has to pay it any more. What it was for goes on as it is.".to_owned(),
        button: "Cancel the invoice",
        back: format!("/admin/invoices/{id}"),
        ..Question::default()
    }
}

fn refund(posted: &Posted, invoice: &GetInvoiceResponse) -> Question {
    let left = match posted.text("type") {
        "credit" => &invoice.refundable,
        _ => &invoice.refundablemoney,
    };
    let amount = match (posted.text("amount"), left) {
        ("", Some(left)) => format!("Everything that is left, {left},"),
        (amount, _) => amount.to_owned(),
    };
    let how = match posted.text("type") {
        "gateway" => "The gateway is told to give it back.",
        "credit" => "The client gets it as credit.",
        _ => "It is only booked: give the money back yourself.",
    };
    Question {
        title: "Refund this invoice?".to_owned(),
        text: format!("{amount} is given back. {how}"),
        button: "Refund",
        back: format!("/admin/invoices/{}", invoice.invoiceid.0),
        ..Question::default()
    }
}
