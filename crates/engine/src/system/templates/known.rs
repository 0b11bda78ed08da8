//! Which fields a text may have, and the refusal of one with others: what nobody fills in would be
//! sent as nothing, and what is written otherwise as it stands.

use super::{fields, fill};
use crate::{Result, invalid};

/// Names of fields, and an example of each.
type Examples = &'static [(&'static str, &'static str)];

const SECURITY_TIME: (&str, &str) = ("security_time", "2026-01-17 14:05 UTC");
const SECURITY_ORIGIN: (&str, &str) = ("security_origin", "203.0.113.7");

/// What the house gives to single mails besides the fields of what they are about.
const OF_TEMPLATE: &[(&str, Examples)] = &[
    (PASSWORD_RESET, &[("pw_reset_url", "https://example.com/password/reset/…")]),
    (EMAIL_VERIFICATION, &[("verification_url", "https://example.com/verify/…")]),
    (PASSWORD_CHANGED, &[SECURITY_TIME, SECURITY_ORIGIN]),
    (ADDRESS_ASKED, &[SECURITY_TIME, SECURITY_ORIGIN, ("new_email", "jane@new.example")]),
    (ADDRESS_CHANGED, &[SECURITY_TIME, SECURITY_ORIGIN, ("new_email", "jane@new.example")]),
    (TRANSFER_CODE, &[SECURITY_TIME, SECURITY_ORIGIN]),
    (TWO_FACTOR_ON, &[SECURITY_TIME, SECURITY_ORIGIN]),
    (TWO_FACTOR_OFF, &[SECURITY_TIME, SECURITY_ORIGIN]),
    (SIGN_IN_ADDED, &[SECURITY_TIME, SECURITY_ORIGIN, ("signin_method", "Passkey: my phone")]),
    (
        INVITATION,
        &[
            ("invite_account_name", "Doe Ltd"),
            ("invite_sender_name", "John Doe"),
            ("invite_accept_url", "https://example.com/invite/…"),
        ],
    ),
    (
        ORDER_CONFIRMATION,
        &[
            ("order_id", "1"),
            ("order_number", "1234567890"),
            ("order_details", "Starter - jane.example: $10.00 USD\nSum: $10.00 USD"),
        ],
    ),
    (INVOICE_REFUNDED, &[("refund_amount", "$10.00 USD")]),
    (INVOICE_CREDITED, &[("refund_amount", "$10.00 USD")]),
    (
        QUOTE_DELIVERY,
        &[
            ("quote_number", "1"),
            ("quote_subject", "Five servers"),
            ("quote_proposal", "This is what we offer you."),
            ("quote_total", "$10.00 USD"),
            ("quote_date_created", "2026-01-01"),
            ("quote_valid_until", "2026-01-31"),
            ("quote_link", "https://example.com/quotes/1"),
        ],
    ),
    (
        CANCELLATION_CONFIRMATION,
        &[
            ("service_cancellation_type", "End of Billing Period"),
            ("service_cancellation_reason", "I need it no more"),
        ],
    ),
    (
        QUOTE_ACCEPTED,
        &[
            ("quote_number", "1"),
            ("quote_subject", "Five servers"),
            ("quote_total", "$10.00 USD"),
            ("quote_invoice_num", "2026-0001"),
            ("quote_invoice_link", "https://example.com/viewinvoice.php?id=1"),
        ],
    ),
    (
        NEW_ORDER,
        &[
            ("client_id", "1"),
            ("client_name", "Jane Doe"),
            ("order_id", "1"),
            ("order_number", "1234567890"),
            ("order_details", "Starter - jane.example: $10.00 USD\nSum: $10.00 USD"),
        ],
    ),
    (
        NEW_CANCELLATION,
        &[
            ("client_id", "1"),
            ("client_name", "Jane Doe"),
            ("service_id", "1"),
            ("service_product", "Starter"),
            ("service_domain", "jane.example"),
            ("service_cancellation_type", "End of Billing Period"),
            ("service_cancellation_reason", "I need it no more"),
        ],
    ),
    (
        QUOTE_ACCEPTED_TO_STAFF,
        &[
            ("client_id", "1"),
            ("client_name", "Jane Doe"),
            ("quote_number", "1"),
            ("quote_subject", "Five servers"),
            ("quote_total", "$10.00 USD"),
        ],
    ),
    (
        PAYMENT_PROOF,
        &[
            ("client_id", "1"),
            ("client_name", "Jane Doe"),
            ("invoice_id", "1"),
            ("invoice_num", "2026-0001"),
            ("invoice_balance", "$10.00 USD"),
            ("proof_reference", "TX-1001"),
            ("proof_message", "I paid on Monday."),
        ],
    ),
    (TICKET_CREATED, TO_STAFF_OF_TICKET),
    (TICKET_RESPONSE, TO_STAFF_OF_TICKET),
    ("Clients Only Bounce Message", &[("department_name", "Support")]),
    ("Credit Card Expiring Soon", &[("client_cc_number", "1111"), ("client_cc_expiry", "02/26")]),
    (PRICE_CHANGE, &[("price_changes", "Starter: $12.00 USD instead of $10.00 USD")]),
    ("Replies Only Bounce Message", &[("department_name", "Support")]),
    (
        SERVICE_CREATION_FAILED,
        &[
            ("client_id", "1"),
            ("service_id", "1"),
            ("service_product", "Starter"),
            ("service_domain", "jane.example"),
            ("error_msg", "The server did not answer"),
        ],
    ),
];

/// The welcome of a new client.
pub const CLIENT_SIGNUP: &str = "Client Signup Email";
/// What was ordered.
pub const ORDER_CONFIRMATION: &str = "Order Confirmation";
/// A quote, with its document.
pub const QUOTE_DELIVERY: &str = "Quote Delivery with PDF";
/// The way to a new password, written to a user.
pub const PASSWORD_RESET: &str = "Automated Password Reset";
/// A password that was changed, told to its owner.
pub const PASSWORD_CHANGED: &str = "Password Reset Confirmation";
/// Another address to sign in with that was asked for, told to the present one; the vendor has no
/// such mail.
pub const ADDRESS_ASKED: &str = "Email Address Change Requested";
/// Another address to sign in with, told to the one before; the vendor has no such mail.
pub const ADDRESS_CHANGED: &str = "Email Address Changed";
/// The code to move a name elsewhere, told to have been given out; the vendor has no such mail.
pub const TRANSFER_CODE: &str = "Domain Transfer Code Requested";
/// A second factor that is asked for from now on; the vendor has no such mail.
pub const TWO_FACTOR_ON: &str = "Two-Factor Authentication Enabled";
/// A second factor that is not asked for any more; the vendor has no such mail.
pub const TWO_FACTOR_OFF: &str = "Two-Factor Authentication Disabled";
/// A passkey or a provider to sign in with; the vendor has no such mail.
pub const SIGN_IN_ADDED: &str = "Sign-In Method Added";
/// The proof of an address, written to a user.
pub const EMAIL_VERIFICATION: &str = "Client Email Address Verification";
/// The way into an account of somebody else, written to whom it is offered.
pub const INVITATION: &str = "Account Access Invitation";
/// What a client's services cost from now on; the vendor has no such mail.
pub const PRICE_CHANGE: &str = "Price Change Notification";
/// A service that no module made, written to the staff.
pub const SERVICE_CREATION_FAILED: &str = "Service Creation Failed";

/// A request to end a service, confirmed.
pub const CANCELLATION_CONFIRMATION: &str = "Cancellation Request Confirmation";
/// A quote that its client accepted, confirmed.
pub const QUOTE_ACCEPTED: &str = "Quote Accepted";
/// Money that goes back to where it came from.
pub const INVOICE_REFUNDED: &str = "Invoice Refund Confirmation";
/// What becomes credit of what was paid; the vendor has no such mail.
pub const INVOICE_CREDITED: &str = "Invoice Refunded As Credit";
/// An invoice that was changed.
pub const INVOICE_MODIFIED: &str = "Invoice Modified";
/// Says that there is a new invoice.
pub const INVOICE_CREATED: &str = "Invoice Created";
/// How a closed ticket went, asked.
pub const FEEDBACK_REQUEST: &str = "Support Ticket Feedback Request";
/// An order, told to the staff.
pub const NEW_ORDER: &str = "New Order Notification";
/// A request to end a service, told to the staff.
pub const NEW_CANCELLATION: &str = "New Cancellation Request";
/// A quote that was accepted, told to the staff.
pub const QUOTE_ACCEPTED_TO_STAFF: &str = "Quote Accepted Notification";
/// A proof of a payment that a client sent, told to the staff.
pub const PAYMENT_PROOF: &str = "Payment Proof Notification";
/// A ticket, told to the staff.
pub const TICKET_CREATED: &str = "Support Ticket Created";
/// An answer of a client, told to the staff.
pub const TICKET_RESPONSE: &str = "Support Ticket Response";

/// What the house gives to mails to the staff about a ticket.
const TO_STAFF_OF_TICKET: Examples = &[
    ("client_id", "1"),
    ("client_name", "Jane Doe"),
    ("ticket_id", "ABC-123456"),
    ("ticket_subject", "It is down"),
    ("ticket_priority", "Medium"),
    ("ticket_department", "Support"),
    ("ticket_message", "My site does not answer."),
    ("ticket_link", "https://example.com/admin/tickets/1"),
];

/// What the house gives to every mail about a ticket.
const OF_TICKET_MAIL: Examples = &[
    ("ticket_url", "https://example.com/viewticket.php?tid=ABC-123456&c=…"),
    ("ticket_message", "It is up again."),
];

/// The longest list of fields of a template's own (characters).
const OWN_CHARS_MAX: usize = 500;

/// The fields that a template may have: those of what it is about, and those that its mail alone
/// is given.
#[must_use]
pub fn of_template(kind: &str, name: &str) -> Vec<&'static str> {
    examples(kind, name).into_iter().map(|(field, _)| field).collect()
}

/// The same with an example of each; an empty one for what the settings know.
fn examples(kind: &str, name: &str) -> Vec<(&'static str, &'static str)> {
    let mut known = match name {
        PASSWORD_RESET | EMAIL_VERIFICATION | INVITATION => fields::of_user_mails(),
        _ => fields::of_kind(kind),
    };
    if kind == "support" {
        known.extend(OF_TICKET_MAIL);
    }
    let given = OF_TEMPLATE.iter().filter(|(template, _)| *template == name);
    known.extend(given.flat_map(|(_, names)| *names));
    known
}

/// An example of a field, whichever mails have it; `None` for one that no mail of the house has.
pub(super) fn example(field: &str) -> Option<&'static str> {
    let of = |known: &[(&'static str, &'static str)]| {
        known.iter().find(|(name, _)| *name == field).map(|(_, example)| *example)
    };
    let kinds = super::KINDS.iter().find_map(|kind| of(&fields::of_kind(kind)));
    kinds
        .or_else(|| of(OF_TICKET_MAIL))
        .or_else(|| OF_TEMPLATE.iter().find_map(|(_, given)| of(given)))
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
    check(parameter, text, &of_template(kind, name), &own)
}

/// Refuses a text of somebody's own that could not be filled in for a client.
///
/// # Errors
/// See [`check_for_template`].
pub fn check_for_client(parameter: &'static str, text: &str, more: &[&str]) -> Result<()> {
    check(parameter, text, &[&of_template("general", ""), more].concat(), &[])
}

/// Refuses a text that is sent once if it has what would be sent as it stands. Which fields there
/// are is not looked at: a program gives its own with every mail.
///
/// # Errors
/// Invalid, naming `parameter`, for what looks like a field or a condition and is none.
pub fn check_for_once(parameter: &'static str, text: &str) -> Result<()> {
    fill::wrong(text, |_| true).map_or(Ok(()), |said| Err(invalid(parameter, said)))
}

/// What the house says is text, and stays so; what a program fills in may be HTML.
fn check(parameter: &'static str, text: &str, house: &[&str], own: &[&str]) -> Result<()> {
    let known = |field: fill::Field<'_>| {
        own.contains(&field.name) || (!field.is_html && house.contains(&field.name))
    };
    let wrong = fill::wrong(text, known);
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
            ("general", "Any", "weekday", "<p>{$weekday nofilter}</p>", None),
            (
                "general",
                "Any",
                "weekday",
                "{$client_name nofilter}",
                Some("There is no field {$client_name nofilter}"),
            ),
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
