//! Canned replies with what a ticket says in the place of their fields.

use protocol::{GetTicketResponse, PredefinedReply};
use serde_json::{Value, json};

/// The fields that a canned reply may have, as its form tells them.
pub(in crate::pages::admin) const FIELDS: &str = "It is put into an answer, where it can still \
    be changed. Filled in: [NAME], [FIRSTNAME], [LASTNAME], [EMAIL], {$client_name}, \
    {$client_first_name}, {$client_last_name}, {$client_company_name}, {$client_email}, \
    {$ticket_id}, {$ticket_subject}, {$ticket_department}";

/// The replies to choose from, filled in for a ticket; `client` is whose it is, or null.
pub(super) fn replies(
    rows: &[PredefinedReply],
    ticket: &GetTicketResponse,
    client: &Value,
) -> Vec<Value> {
    let marks = marks(ticket, client);
    let filled =
        |row: &PredefinedReply| json!({ "name": row.name, "reply": fill(&row.reply, &marks) });
    rows.iter().map(filled).collect()
}

/// What stands for each field, as our templates and as those of WHMCS write it.
fn marks(ticket: &GetTicketResponse, client: &Value) -> Vec<(&'static str, String)> {
    let of_client = |name: &str| client[name].as_str().unwrap_or_default().to_owned();
    let (mut first, mut last) = (of_client("firstname"), of_client("lastname"));
    if first.is_empty() && last.is_empty() {
        // A guest has one name; so has a client whom this member of staff may not look up.
        let names = [&ticket.requestor_name, &ticket.name];
        let name = names.into_iter().find(|name| !name.is_empty());
        let name = name.map(|name| name.trim().to_owned()).unwrap_or_default();
        let (begin, rest) = name.split_once(' ').unwrap_or((name.as_str(), ""));
        (first, last) = (begin.to_owned(), rest.trim().to_owned());
    }
    let email = match of_client("email") {
        email if email.is_empty() => ticket.email.to_string(),
        email => email,
    };
    let name = format!("{first} {last}").trim().to_owned();
    vec![
        ("[NAME]", name.clone()),
        ("[FIRSTNAME]", first.clone()),
        ("[LASTNAME]", last.clone()),
        ("[EMAIL]", email.clone()),
        ("{$client_name}", name),
        ("{$client_first_name}", first),
        ("{$client_last_name}", last),
        ("{$client_company_name}", of_client("companyname")),
        ("{$client_email}", email),
        ("{$ticket_id}", ticket.tid.to_string()),
        ("{$ticket_subject}", ticket.subject.to_string()),
        ("{$ticket_department}", ticket.deptname.to_string()),
    ]
}

/// A text with its fields filled in once: nobody's name can call up other fields. What is no field
/// stays, for whoever answers to see.
fn fill(text: &str, marks: &[(&str, String)]) -> String {
    let (mut filled, mut rest) = (String::with_capacity(text.len()), text);
    loop {
        let found = marks.iter().filter_map(|(mark, value)| Some((rest.find(mark)?, mark, value)));
        let Some((at, mark, value)) = found.min_by_key(|(at, ..)| *at) else { break };
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        filled.push_str(value);
        rest = from.strip_prefix(mark).unwrap_or_default();
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use protocol::GetTicketResponse;
    use serde_json::{Value, json};

    use super::{fill, marks};

    #[test]
    fn the_fields_of_both_houses_are_filled_in_once() {
        let ticket = GetTicketResponse {
            tid: "ABC-1".into(),
            requestor_name: "Guest of [EMAIL]".into(),
            email: "guest@example.com".into(),
            ..GetTicketResponse::default()
        };
        let jane = json!({ "firstname": "Jane", "lastname": "Doe", "email": "jane@example.com" });
        for (client, text, expected) in [
            (&jane, "Dear [NAME],", "Dear Jane Doe,"),
            (&jane, "[FIRSTNAME]/{$client_first_name}/{$client_name}", "Jane/Jane/Jane Doe"),
            (&jane, "{$client_company_name}[EMAIL]", "jane@example.com"),
            (&jane, "#{$ticket_id}: [OTHER] {$other} {$", "#ABC-1: [OTHER] {$other} {$"),
            (&Value::Null, "[FIRSTNAME]: [NAME]", "Guest: Guest of [EMAIL]"),
            (&Value::Null, "{$client_email}", "guest@example.com"),
        ] {
            assert_eq!(fill(text, &marks(&ticket, client)), expected, "{text}");
        }
    }
}
