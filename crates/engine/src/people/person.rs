//! Names and addresses of clients and contacts: tidied, checked, and phone numbers understood.

use model::people::country::Country;
use model::people::email::is_address;

use crate::{Result, invalid};

/// Refuses an e-mail address that is none.
///
/// # Errors
/// Invalid in the vendor's words.
pub fn check_address(email: &str) -> Result<()> {
    if is_address(email) {
        return Ok(());
    }
    Err(invalid("email", "The email address entered is not valid"))
}

/// What a client and a contact have in common. Empty is not given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Company.
    pub company: String,
    /// E-mail address.
    pub email: String,
    /// First address line.
    pub address1: String,
    /// Second address line.
    pub address2: String,
    /// Town.
    pub city: String,
    /// State, province or county.
    pub state: String,
    /// Postal code.
    pub postcode: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Phone number.
    pub phone: String,
    /// Tax number.
    pub tax_id: String,
}

/// What must be filled in: field on the wire, part of the person, sentence when it is missing.
type Required = (&'static str, fn(&Person) -> &str, &'static str);

const NAMES: &[Required] = &[
    ("firstname", |p| &p.first_name, "You did not enter your first name"),
    ("lastname", |p| &p.last_name, "You did not enter your last name"),
];
const PLACE: &[Required] = &[
    // The vendor's sentence has two spaces here.
    ("address1", |p| &p.address1, "You did not enter your  address line 1"),
    ("city", |p| &p.city, "You did not enter your city"),
    ("state", |p| &p.state, "You did not enter your state"),
    ("postcode", |p| &p.postcode, "You did not enter your postcode"),
];

impl Person {
    /// Without control characters and outer spaces; the country in capitals.
    #[must_use]
    pub fn tidied(self) -> Self {
        Self {
            first_name: tidy(&self.first_name),
            last_name: tidy(&self.last_name),
            company: tidy(&self.company),
            email: tidy(&self.email),
            address1: tidy(&self.address1),
            address2: tidy(&self.address2),
            city: tidy(&self.city),
            state: tidy(&self.state),
            postcode: tidy(&self.postcode),
            country: tidy(&self.country).to_ascii_uppercase(),
            phone: tidy(&self.phone),
            tax_id: tidy(&self.tax_id),
        }
    }

    /// Checks what a new client must have, in the vendor's order and words
    /// (`https://developers.whmcs.com/api-reference/addclient/`).
    ///
    /// # Errors
    /// Invalid, naming the first field that is missing or wrong.
    pub fn check_complete(&self) -> Result<()> {
        self.check_filled(NAMES)?;
        self.check_email()?;
        self.check_filled(PLACE)?;
        self.check_country()?;
        if self.phone.is_empty() {
            return Err(invalid("phonenumber", "You did not enter your phone number"));
        }
        self.check_phone()
    }

    /// Checks the e-mail address of a new client.
    ///
    /// # Errors
    /// Invalid in the vendor's words.
    pub fn check_email(&self) -> Result<()> {
        if self.email.is_empty() {
            return Err(invalid("email", "You did not enter your email address"));
        }
        if !is_address(&self.email) {
            return Err(invalid("email", "The email address you entered was not valid"));
        }
        Ok(())
    }

    /// Checks that the country exists.
    ///
    /// # Errors
    /// Invalid in the vendor's words.
    pub fn check_country(&self) -> Result<()> {
        if Country::of(&self.country).is_none() {
            return Err(invalid("country", "Valid country required"));
        }
        Ok(())
    }

    /// Checks that the phone number is one.
    ///
    /// # Errors
    /// Invalid in the vendor's words.
    pub fn check_phone(&self) -> Result<()> {
        let allowed = |c: char| c.is_ascii_digit() || " +-.()/".contains(c);
        let digits = self.phone.chars().filter(char::is_ascii_digit).count();
        if !self.phone.chars().all(allowed) || !(3..=20).contains(&digits) {
            return Err(invalid("phonenumber", "Invalid telephone phone number"));
        }
        Ok(())
    }

    fn check_filled(&self, required: &[Required]) -> Result<()> {
        match required.iter().find(|(_, part, _)| part(self).is_empty()) {
            Some((field, _, said)) => Err(invalid(*field, *said)),
            None => Ok(()),
        }
    }

    /// The calling code: of the number when it begins with `+44.`, else of the country.
    #[must_use]
    pub fn calling_code(&self) -> String {
        split_phone(&self.phone, &self.country).0
    }
}

/// A phone number as registries want it, `+44.1234567890`; empty when there is none.
#[must_use]
pub fn formatted_phone(phone: &str, calling_code: &str) -> String {
    let (code, digits) = split_phone(phone, "");
    let code = if code.is_empty() { calling_code } else { &code };
    if digits.is_empty() { String::new() } else { format!("+{code}.{digits}") }
}

/// Calling code and national digits without the leading zero.
fn split_phone(phone: &str, country: &str) -> (String, String) {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let national = |text: &str| digits(text).trim_start_matches('0').to_owned();
    if let Some(rest) = phone.strip_prefix('+') {
        if let Some((code, rest)) = rest.split_once(['.', ' ', '-']) {
            return (digits(code), national(rest));
        }
        let all = digits(rest);
        let of_country = Country::of(country).map_or("", |country| country.calling_code);
        let known = all.strip_prefix(of_country).filter(|_| !of_country.is_empty());
        if let Some(rest) = known {
            return (of_country.to_owned(), national(rest));
        }
        return longest_code(&all);
    }
    let code = Country::of(country).map_or("", |country| country.calling_code);
    (code.to_owned(), national(phone))
}

/// Calling codes are free of prefixes, so the one that fits is the one that is meant.
fn longest_code(all: &str) -> (String, String) {
    let found = Country::all()
        .map(|country| country.calling_code)
        .filter(|code| all.starts_with(code))
        .max_by_key(|code| code.len());
    let code = found.unwrap_or_default();
    (code.to_owned(), all.strip_prefix(code).unwrap_or(all).to_owned())
}

/// Text without control characters and outer spaces.
#[must_use]
pub fn tidy(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_are_understood() {
        for (phone, country, code, formatted) in [
            ("01234567890", "GB", "44", "+44.1234567890"),
            ("+44.1234567890", "US", "44", "+44.1234567890"),
            ("+1 (555) 123-4567", "US", "1", "+1.5551234567"),
            ("+4915112345678", "DE", "49", "+49.15112345678"),
            ("+35312345678", "US", "353", "+353.12345678"),
            ("", "US", "1", ""),
            ("555", "", "", "+.555"),
        ] {
            let person =
                Person { phone: phone.into(), country: country.into(), ..Person::default() };
            assert_eq!(person.calling_code(), code, "{phone}");
            assert_eq!(formatted_phone(phone, code), formatted, "{phone}");
        }
    }

    #[test]
    fn the_first_thing_missing_is_named() {
        let mut person = Person::default();
        type Fill = fn(&mut Person);
        let steps: [(&str, &str, Fill); 9] = [
            ("firstname", "You did not enter your first name", |p| p.first_name = "A".into()),
            ("lastname", "You did not enter your last name", |p| p.last_name = "B".into()),
            ("email", "You did not enter your email address", |p| p.email = "a@b".into()),
            ("email", "The email address you entered was not valid", |p| p.email = "a@b.cc".into()),
            ("address1", "You did not enter your  address line 1", |p| p.address1 = "1".into()),
            ("city", "You did not enter your city", |p| p.city = "C".into()),
            ("state", "You did not enter your state", |p| p.state = "S".into()),
            ("postcode", "You did not enter your postcode", |p| p.postcode = "1".into()),
            ("country", "Valid country required", |p| p.country = "US".into()),
        ];
        for (field, said, fill) in steps {
            let error = person.check_complete().unwrap_err();
            let refusal = error.refusal().unwrap();
            assert_eq!((refusal.field.as_deref(), &*refusal.said), (Some(field), said));
            fill(&mut person);
        }
        for (phone, said) in [
            ("", Some("You did not enter your phone number")),
            ("call me", Some("Invalid telephone phone number")),
            ("12", Some("Invalid telephone phone number")),
            ("+1.555 123 (4567)", None),
        ] {
            person.phone = phone.into();
            let error = person.check_complete().err();
            assert_eq!(
                error.and_then(|e| e.refusal().map(|r| r.said.to_string())).as_deref(),
                said
            );
        }
    }

    #[test]
    fn control_characters_do_not_get_in() {
        let person = Person { first_name: " A\r\nBcc: x ".into(), ..Person::default() }.tidied();
        assert_eq!(person.first_name, "ABcc: x");
    }
}
