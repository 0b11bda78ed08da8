//! How one sees whether a write was made at a WHMCS whose answer was lost.
//!
//! Before the write, what there is of its kind is read; afterwards, what is new and says what the
//! write said is what it made. Two such rows, or no way to look: then nobody knows.

use protocol::Pairs;
use remote::Remote;
use serde_json::{Map, Value, json};

use super::elsewhere::Asked;
use super::{CallError, json_of, refused_elsewhere};

/// Rows that are looked at.
const ROWS: &str = "100";

/// What is seen of a write.
pub(super) enum Seen {
    /// It was made; what its answer would have been.
    Made(Value),
    /// It was not made, or making it again changes nothing.
    Nothing,
    /// It cannot be seen.
    Unclear,
}

/// Where a write leaves a trace.
struct Trace {
    write: &'static str,
    /// The read that shows it, with its parameters taken from those of the write.
    read: &'static str,
    with: &'static [(&'static str, &'static str)],
    /// Where in the answer the rows stand (RFC 6901); the answer is one row if empty.
    rows: &'static str,
    /// What tells rows apart; a state that changes, where the write makes no row.
    id: &'static str,
    /// Parameters of the write that the row repeats.
    same: &'static [(&'static str, &'static str)],
    /// What the answer of the write says, from the row.
    says: &'static [(&'static str, &'static str)],
}

/// Writes that a repetition does not make twice: they set a state, or are refused the second time.
const HARMLESS: &[&str] = &[
    "AcceptOrder",
    "AddCancelRequest",
    "AddClient",
    "AddUser",
    "CancelOrder",
    "CloseClient",
    "EndTaskTimer",
    "FraudOrder",
    "MergeTicket",
    "PendingOrder",
];
const HARMLESS_BEGINNINGS: &[&str] = &["Delete", "Update", "Set", "DomainUpdate", "DomainToggle"];

macro_rules! traces {
    ($($write:literal $read:literal $with:tt $rows:literal $id:literal $same:tt $says:tt;)*) => {
        &[$(Trace {
            write: $write, read: $read, with: &$with, rows: $rows, id: $id,
            same: &$same, says: &$says,
        },)*]
    };
}

#[rustfmt::skip]
const TRACES: &[Trace] = traces! {
    "AcceptQuote" "GetQuotes" [("quoteid", "quoteid")] "/quotes/quote" "stage" [] [];
    "AddContact" "GetContacts" [("userid", "clientid"), ("limitnum", ROWS)] "/contacts/contact"
        "id" [("email", "email"), ("firstname", "firstname")] [("contactid", "id")];
    "AddCredit" "GetCredits" [("clientid", "clientid")] "/credits/credit" "id"
        [("description", "description")] [];
    "AddInvoicePayment" "GetInvoice" [("invoiceid", "invoiceid")] "/transactions/transaction" "id"
        [("transid", "transid")] [];
    "AddOrder" "GetOrders" [("userid", "clientid"), ("limitnum", ROWS)] "/orders/order" "id"
        [("paymentmethod", "paymentmethod")] [("orderid", "id"), ("invoiceid", "invoiceid")];
    "AddPayMethod" "GetPayMethods" [("clientid", "clientid")] "/paymethods" "id" []
        [("paymethodid", "id")];
    "AddProjectMessage" "GetProject" [("projectid", "projectid")] "/messages/message" "id"
        [("message", "message")] [("messageid", "id")];
    "AddProjectTask" "GetProject" [("projectid", "projectid")] "/tasks/task" "id"
        [("task", "task")] [("id", "id")];
    "AddTicketNote" "GetTicketNotes" [("ticketid", "ticketid")] "/notes/note" "noteid"
        [("message", "message")] [];
    "AddTicketReply" "GetTicket" [("ticketid", "ticketid")] "/replies/reply" "replyid"
        [("message", "message")] [];
    "AddTransaction" "GetTransactions" [("clientid", "userid"), ("invoiceid", "invoiceid")]
        "/transactions/transaction" "id" [("transid", "transid")] [];
    "ApplyCredit" "GetInvoice" [("invoiceid", "invoiceid")] "" "credit" []
        [("invoiceid", "invoiceid")];
    "CapturePayment" "GetInvoice" [("invoiceid", "invoiceid")] "/transactions/transaction" "id"
        [] [];
    "CreateInvoice" "GetInvoices" [("userid", "userid"), ("orderby", "id"), ("order", "desc"),
        ("limitnum", ROWS)] "/invoices/invoice" "id" [("duedate", "duedate")]
        [("invoiceid", "id"), ("status", "status")];
    "CreateProject" "GetProjects" [("limitnum", ROWS)] "/projects" "id" [("title", "title")]
        [("projectid", "id")];
    "CreateQuote" "GetQuotes" [("userid", "userid"), ("limitnum", ROWS)] "/quotes/quote" "id"
        [("subject", "subject")] [("quoteid", "id")];
    "DomainRegister" "GetClientsDomains" [("domainid", "domainid")] "/domains/domain" "status"
        [] [];
    "DomainRenew" "GetClientsDomains" [("domainid", "domainid")] "/domains/domain" "expirydate"
        [] [];
    "DomainTransfer" "GetClientsDomains" [("domainid", "domainid")] "/domains/domain" "status"
        [] [];
    "LogActivity" "GetActivityLog" [("description", "description"), ("limitnum", ROWS)]
        "/activity/entry" "id" [("description", "description")] [];
    "ModuleCreate" "GetClientsProducts" [("serviceid", "serviceid")] "/products/product" "status"
        [] [];
    "ModuleSuspend" "GetClientsProducts" [("serviceid", "serviceid")] "/products/product" "status"
        [] [];
    "ModuleTerminate" "GetClientsProducts" [("serviceid", "serviceid")] "/products/product"
        "status" [] [];
    "ModuleUnsuspend" "GetClientsProducts" [("serviceid", "serviceid")] "/products/product"
        "status" [] [];
    "OpenTicket" "GetTickets" [("clientid", "clientid"), ("limitnum", ROWS)] "/tickets/ticket"
        "id" [("subject", "subject")] [("id", "id"), ("tid", "tid"), ("c", "c")];
};

/// What there is of the kind of a write before it is made: of numbers that grow the last one.
pub(super) async fn before(remote: &Remote, asked: &Asked) -> Result<Vec<String>, CallError> {
    let Some(trace) = trace_of(asked) else { return Ok(Vec::new()) };
    let rows = rows(remote, asked, trace).await?;
    let ids: Vec<String> = rows.iter().map(|row| text(&row[trace.id])).collect();
    let numbers: Option<Vec<u64>> = ids.iter().map(|id| id.parse().ok()).collect();
    let last = numbers.and_then(|numbers| numbers.into_iter().max());
    Ok(last.map_or(ids, |last| vec![last.to_string()]))
}

/// Whether a row was not there before.
fn is_new(id: &str, before: &[String]) -> bool {
    match (id.parse::<u64>(), before) {
        (Ok(id), [last]) => last.parse::<u64>().map_or(true, |last| id > last),
        _ => !before.iter().any(|each| each == id),
    }
}

/// Whether a write was made since.
pub(super) async fn look(
    remote: &Remote,
    asked: &Asked,
    before: &[String],
) -> Result<Seen, CallError> {
    if is_harmless(asked.action) {
        return Ok(Seen::Nothing);
    }
    let Some(trace) = trace_of(asked) else { return Ok(Seen::Unclear) };
    let rows = rows(remote, asked, trace).await?;
    let mut made = rows.iter().filter(|row| {
        let is_new = is_new(&text(&row[trace.id]), before);
        let says = |(ours, theirs): &(&str, &str)| match asked.value(ours) {
            Some(value) => same(value, &text(&row[*theirs])),
            None => true,
        };
        is_new && trace.same.iter().all(says)
    });
    Ok(match (made.next(), made.next()) {
        (None, _) => Seen::Nothing,
        (Some(row), None) => Seen::Made(answer(trace, row)),
        (Some(_), Some(_)) => Seen::Unclear,
    })
}

fn is_harmless(action: &str) -> bool {
    HARMLESS.contains(&action) || HARMLESS_BEGINNINGS.iter().any(|word| action.starts_with(word))
}

fn trace_of(asked: &Asked) -> Option<&'static Trace> {
    TRACES.iter().find(|trace| trace.write == asked.action)
}

async fn rows(remote: &Remote, asked: &Asked, trace: &Trace) -> Result<Vec<Value>, CallError> {
    let mut pairs = Pairs::new();
    for (name, from) in trace.with {
        match asked.value(from) {
            Some(value) => pairs.push(*name, value),
            // A fixed word, such as the order of the rows.
            None if matches!(*name, "limitnum" | "orderby" | "order") => pairs.push(*name, *from),
            None => {}
        }
    }
    let said = remote.call_form(trace.read, pairs).await;
    let said = said.map_err(|error| refused_elsewhere(error, trace.write))?;
    let said = json_of(&said.body, trace.read)?;
    if trace.rows.is_empty() {
        return Ok(vec![said]);
    }
    let found = said.pointer(trace.rows).and_then(Value::as_array);
    Ok(found.cloned().unwrap_or_default())
}

fn answer(trace: &Trace, row: &Value) -> Value {
    let mut answer = Map::new();
    answer.insert("result".to_owned(), json!("success"));
    for (ours, theirs) in trace.says {
        answer.insert((*ours).to_owned(), row[*theirs].clone());
    }
    if trace.write == "AddOrder" {
        let lines = row["lineitems"]["lineitem"].as_array().map_or(&[][..], Vec::as_slice);
        for (name, kind) in [
            ("productids", "product"),
            ("serviceids", "product"),
            ("addonids", "addon"),
            ("domainids", "domain"),
        ] {
            let of_kind = lines.iter().filter(|line| text(&line["type"]).starts_with(kind));
            let ids: Vec<String> = of_kind.map(|line| text(&line["relid"])).collect();
            answer.insert(name.to_owned(), json!(ids.join(",")));
        }
    }
    Value::Object(answer)
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether a text came back; servers break lines and blanks as they like.
fn same(sent: &str, found: &str) -> bool {
    sent.split_whitespace().eq(found.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::{HARMLESS, TRACES, is_new};
    use protocol::Access;

    #[test]
    fn what_was_there_before_is_not_new() {
        for (id, before, new) in [
            ("7", &[][..], true),
            ("7", &["6"], true),
            ("7", &["7"], false),
            ("6", &["7"], false),
            ("Active", &["Pending"], true),
            ("Active", &["Active"], false),
            ("5.00", &["0.00"], true),
        ] {
            let before: Vec<String> = before.iter().map(|word| (*word).to_owned()).collect();
            assert_eq!(is_new(id, &before), new, "{id} after {before:?}");
        }
    }

    #[test]
    fn traces_are_of_published_actions() {
        for trace in TRACES {
            let write = protocol::find(trace.write).unwrap();
            assert_eq!(write.access, Access::Write, "{}", trace.write);
            let names: Vec<&str> = write.params.iter().map(|param| param.name).collect();
            let ours = trace.same.iter().map(|(ours, _)| *ours);
            for name in ours {
                assert!(names.contains(&name), "{} has no {name}: {names:?}", trace.write);
            }
            let read = protocol::find(trace.read).unwrap();
            assert_eq!(read.access, Access::Read, "{}", trace.read);
            assert_ne!(read.category, "Hostler", "{}", trace.read);
        }
        for name in HARMLESS {
            assert!(protocol::find(name).is_some(), "{name}");
        }
    }
}
