//! The people behind a name, from the client it belongs to.

use ports::registrar::{Contact, Contacts};
use store::people::clients::ClientRow;
use store::people::contacts::ContactRow;

/// A person, off either row: both have these columns.
macro_rules! person {
    ($row:ident) => {
        Contact {
            first_name: $row.first_name.clone(),
            last_name: $row.last_name.clone(),
            company: $row.company.clone(),
            email: $row.email.clone(),
            address1: $row.address1.clone(),
            address2: $row.address2.clone(),
            city: $row.city.clone(),
            state: $row.state.clone(),
            postcode: $row.postcode.clone(),
            country: $row.country.clone(),
            phone: phone(&$row.phone_cc, &$row.phone),
        }
    };
}

/// The client as owner and every other contact.
#[must_use]
pub fn of_client(row: &ClientRow) -> Contacts {
    everywhere(&person!(row))
}

/// A contact of the client as owner and every other contact, as an order wished for its names.
#[must_use]
pub fn of_contact(row: &ContactRow) -> Contacts {
    everywhere(&person!(row))
}

fn everywhere(contact: &Contact) -> Contacts {
    Contacts {
        registrant: contact.clone(),
        admin: contact.clone(),
        technical: contact.clone(),
        billing: contact.clone(),
    }
}

/// `+CC.NUMBER` (RFC 5733 section 2.5); empty when one of the two is missing.
fn phone(calling_code: &str, number: &str) -> String {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (code, mut number) = (digits(calling_code), digits(number));
    if let Some(rest) = number.strip_prefix(&code).filter(|rest| !code.is_empty() && rest.len() > 5)
    {
        // Typed with its code: it is not to stand twice.
        number = rest.to_owned();
    }
    let number = number.trim_start_matches('0');
    if code.is_empty() || number.is_empty() {
        return String::new();
    }
    format!("+{code}.{number}")
}

#[cfg(test)]
mod tests {
    use super::phone;

    #[test]
    fn phone_numbers_are_written_for_registries() {
        for (code, number, expected) in [
            ("1", "555-123 4567", "+1.5551234567"),
            ("49", "030 123456", "+49.30123456"),
            ("44", "+44 20 7946 0000", "+44.2079460000"),
            ("", "555", ""),
            ("1", "", ""),
            ("49", "0", ""),
        ] {
            assert_eq!(phone(code, number), expected, "{code} {number}");
        }
    }
}
