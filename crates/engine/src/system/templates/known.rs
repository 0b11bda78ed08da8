//! Which fields a text may have, and the refusal of one with others: what nobody fills in would be
//! sent as nothing, and what is written otherwise as it stands.

use super::{fields, fill};
use crate::{Result, invalid};

/// What the house gives to single mails besides the fields of what they are about.
const OF_TEMPLATE: &[(&str, &[&str])] = &[
    (PASSWORD_RESET, &["pw_reset_url"]),
    (EMAIL_VERIFICATION, &["verification_url"]),
    ("Clients Only Bounce Message", &["department_name"]),
    ("Credit Card Expiring Soon", &["client_cc_number", "client_cc_expiry"]),
    ("Replies Only Bounce Message", &["department_name"]),
    ("Service Creation Failed", &["service_id", "service_product", "error_msg"]),
];

/// The way to a new password, written to a user.
pub const PASSWORD_RESET: &str = "Automated Password Reset";
/// The proof of an address, written to a user.
pub const EMAIL_VERIFICATION: &str = "Client Email Address Verification";

/// What the house gives to every mail about a ticket.
const OF_TICKET_MAIL: [&str; 2] = ["ticket_url", "ticket_message"];

/// The longest list of fields of a template's own (characters).
const OWN_CHARS_MAX: usize = 500;

/// The fields that a template may have: those of what it is about, and those that its mail alone
/// is given.
#[must_use]
pub fn of_template(kind: &str, name: &str) -> Vec<&'static str> {
    let mut known = match name {
        PASSWORD_RESET | EMAIL_VERIFICATION => fields::names_of_user(),
        _ => fields::names_of(kind),
    };
    if kind == "support" {
        known.extend(OF_TICKET_MAIL);
    }
    let given = OF_TEMPLATE.iter().filter(|(template, _)| *template == name);
    known.extend(given.flat_map(|(_, names)| *names));
    known
}

/// Refuses a text of a template that could not be filled in. `own` are the names that a program
/// fills in itself (`customvars` of `SendEmail`).
///
/// # Errors
/// Invalid, naming `parameter`, for a field that no such mail has, or that is no field at all.
pub fn check_for_template(
    (kind, name): (&str, &str),
    own: &str,
    (parameter, text): (&'static str, &str),
) -> Result<()> {
    let own: Vec<&str> = own.split(',').map(str::trim).collect();
    check(parameter, text, &[of_template(kind, name), own].concat())
}

/// Refuses a text of somebody's own that could not be filled in for a client.
///
/// # Errors
/// See [`check_for_template`].
pub fn check_for_client(parameter: &'static str, text: &str, more: &[&str]) -> Result<()> {
    check(parameter, text, &[&fields::names_of("general"), more].concat())
}

fn check(parameter: &'static str, text: &str, known: &[&str]) -> Result<()> {
    let wrong = fill::wrong(text, |name| known.contains(&name));
    wrong.map_or(Ok(()), |said| Err(invalid(parameter, said)))
}

/// The names of a template's own fields as they are kept: `order, weekday`.
///
/// # Errors
/// Invalid, naming `ownfields`, for what is no name, and for too many of them.
pub fn own_fields(text: &str) -> Result<String> {
    let names = text.split(',').map(|name| name.trim().trim_start_matches("{$"));
    let names = names.map(|name| name.trim_end_matches('}')).filter(|name| !name.is_empty());
    let names: Vec<&str> = names.collect();
    if let Some(odd) = names.iter().find(|name| !is_name(name)) {
        let said = format!("Names of letters, digits and _ with commas between: “{odd}” is none");
        return Err(invalid("ownfields", said));
    }
    let kept = names.join(", ");
    if kept.chars().count() > OWN_CHARS_MAX {
        return Err(invalid("ownfields", format!("At most {OWN_CHARS_MAX} characters")));
    }
    Ok(kept)
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::{check_for_client, check_for_template, of_template, own_fields};

    #[test]
    fn a_template_has_the_fields_of_its_mail() {
        for (kind, name, own, text, expected) in [
            ("invoice", "Any", "", "{$client_name} {$invoice_num} {$signature}", None),
            ("general", "Any", "", "{$invoice_num}", Some("There is no field {$invoice_num}")),
            ("general", "Automated Password Reset", "", "{$pw_reset_url}", None),
            ("general", "Any", "", "{$pw_reset_url}", Some("There is no field {$pw_reset_url}")),
            ("general", "Any", "a, weekday", "{$weekday}", None),
            ("support", "Any", "", "{$ticket_url}", None),
            ("admin", "Any", "", "{$client_name}", Some("There is no field {$client_name}")),
            (
                "general",
                "Any",
                "",
                "Dear {$client_name},\n\nsee {$wher}",
                Some("Line 3: There is no field {$wher}"),
            ),
        ] {
            let said = check_for_template((kind, name), own, ("message", text)).err();
            let said = said.map(|fault| {
                let refusal = fault.refusal().unwrap();
                assert_eq!(refusal.field.as_deref(), Some("message"));
                refusal.said.to_string()
            });
            assert_eq!(said.as_deref(), expected, "{kind} {name} {text}");
        }
        assert!(check_for_client("message", "{$unsubscribe_url}", &["unsubscribe_url"]).is_ok());
        assert!(check_for_client("message", "{$unsubscribe_url}", &[]).is_err());
        assert!(of_template("product", "Any").contains(&"service_password"));
    }

    #[test]
    fn own_fields_are_names() {
        for (text, expected) in
            [("", ""), (" weekday,{$order} ,", "weekday, order"), ("A_1", "A_1")]
        {
            assert_eq!(own_fields(text).unwrap(), expected, "{text}");
        }
        for wrong in ["a b", "a-b", "{$a", "ä", &"a".repeat(501)] {
            let text = format!("x, {wrong}{wrong}");
            assert!(own_fields(&text).is_err(), "{text}");
        }
    }
}
