//! Contacts as `DomainGetWhoisInfo` sends them (JSON in a text) and `DomainUpdateWhoisInfo` takes
//! them (XML with the same keys).

use std::collections::BTreeMap;

use engine::domains::keep::{Contact, Contacts};
use engine::{Result, invalid};
use model::people::email::is_address;
use protocol::WhoisField;
use protocol::wire::JsonText;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value};

/// The fields of each block, by lower-case name without spaces and underscores.
pub(super) type Blocks = BTreeMap<String, BTreeMap<String, String>>;

/// Longer documents are no contacts.
const XML_BYTES_MAX: usize = 65_536;
/// No registry takes a longer name, address or the like.
const FIELD_BYTES_MAX: usize = 255;

/// A contact as JSON in a text.
pub(super) fn json(contact: &Contact) -> JsonText {
    let mut contact = contact.clone();
    let field = |field: WhoisField| {
        let value = std::mem::take(part(&mut contact, field));
        (field.wire().to_owned(), Value::from(value))
    };
    let fields: Map<String, Value> = WhoisField::ALL.into_iter().map(field).collect();
    JsonText(Value::Object(fields).to_string())
}

/// Reads `<contactdetails><Registrant><First_Name>…`.
pub(super) fn read(xml: &str) -> Result<Blocks> {
    if xml.len() > XML_BYTES_MAX {
        return Err(unreadable("it is too long"));
    }
    let mut reader = Reader::from_str(xml);
    let mut blocks = Blocks::new();
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(unreadable)? {
            Event::Start(start) => {
                path.push(key(start.name().as_ref()));
                text.clear();
            }
            Event::Text(piece) => text.push_str(&piece),
            Event::CData(piece) => text.push_str(&piece),
            Event::GeneralRef(entity) => {
                let whole = format!("&{};", &*entity);
                text.push_str(&quick_xml::escape::unescape(&whole).map_err(unreadable)?);
            }
            Event::End(_) => {
                if let [_, block, field] = path.as_slice() {
                    let value = text.trim().to_owned();
                    blocks.entry(block.clone()).or_default().insert(field.clone(), value);
                }
                path.pop();
                text.clear();
            }
            // Entities of one's own are how small documents become large ones.
            Event::DocType(_) => return Err(unreadable("a document type is not allowed")),
            Event::Eof => break,
            _ => {}
        }
    }
    if !path.is_empty() || blocks.is_empty() {
        return Err(unreadable("it holds no contacts"));
    }
    Ok(blocks)
}

/// Puts what was read over what is there.
pub(super) fn merge(mut contacts: Contacts, blocks: &Blocks) -> Result<Contacts> {
    for (name, fields) in blocks {
        let contact = match name.as_str() {
            "registrant" | "owner" => &mut contacts.registrant,
            "admin" | "administrative" => &mut contacts.admin,
            "tech" | "technical" => &mut contacts.technical,
            "billing" | "auxbilling" => &mut contacts.billing,
            other => return Err(unreadable(format!("there is no contact {other}"))),
        };
        for (name, value) in fields {
            if let Some(field) = field_of(name) {
                check(field, value)?;
                part(contact, field).clone_from(value);
            }
        }
    }
    Ok(contacts)
}

/// Where a field is kept.
fn part(contact: &mut Contact, field: WhoisField) -> &mut String {
    match field {
        WhoisField::FirstName => &mut contact.first_name,
        WhoisField::LastName => &mut contact.last_name,
        WhoisField::Organisation => &mut contact.company,
        WhoisField::Email => &mut contact.email,
        WhoisField::Address1 => &mut contact.address1,
        WhoisField::Address2 => &mut contact.address2,
        WhoisField::City => &mut contact.city,
        WhoisField::State => &mut contact.state,
        WhoisField::Postcode => &mut contact.postcode,
        WhoisField::Country => &mut contact.country,
        WhoisField::Phone => &mut contact.phone,
    }
}

/// The field of a name, also as programs for other registrars write it. Fields that those alone
/// have are not looked at.
fn field_of(name: &str) -> Option<WhoisField> {
    let own = WhoisField::ALL.into_iter().find(|field| key(field.wire()) == name);
    own.or(match name {
        "organizationname" | "companyname" | "company" => Some(WhoisField::Organisation),
        "emailaddress" => Some(WhoisField::Email),
        "address" | "streetaddress" => Some(WhoisField::Address1),
        "region" => Some(WhoisField::State),
        "zip" | "zipcode" => Some(WhoisField::Postcode),
        "countrycode" => Some(WhoisField::Country),
        "phonenumber" => Some(WhoisField::Phone),
        _ => None,
    })
}

/// Refuses what no registry takes; which fields it wants is its own affair.
fn check(field: WhoisField, value: &str) -> Result<()> {
    let wire = field.wire();
    if value.len() > FIELD_BYTES_MAX {
        let said = format!("Parameter '{wire}' is longer than {FIELD_BYTES_MAX} bytes");
        return Err(invalid(wire, said));
    }
    let letters = value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_alphabetic());
    match field {
        WhoisField::Email if !value.is_empty() && !is_address(value) => {
            Err(invalid(wire, "The email address entered is not valid"))
        }
        WhoisField::Country if !value.is_empty() && !letters => {
            Err(invalid(wire, "A country has two letters, as DE"))
        }
        _ => Ok(()),
    }
}

fn key(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

fn unreadable(why: impl std::fmt::Display) -> engine::Fault {
    invalid("xml", format!("The XML cannot be read: {why}"))
}

#[cfg(test)]
mod tests {
    use super::{merge, read};
    use engine::domains::keep::{Contact, Contacts};

    #[test]
    fn documents_change_what_they_mention() {
        let xml = "<contactdetails><Registrant><First_Name>J&amp;J</First_Name>
            <Email><![CDATA[j@example.com]]></Email><Fax>1</Fax></Registrant>
            <Tech><City>Köln</City></Tech></contactdetails>";
        let old = Contact { city: "Bonn".to_owned(), ..Contact::default() };
        let old = Contacts { registrant: old.clone(), technical: old, ..Contacts::default() };
        let new = merge(old, &read(xml).unwrap()).unwrap();
        let seen = (&*new.registrant.first_name, &*new.registrant.email, &*new.registrant.city);
        assert_eq!(seen, ("J&J", "j@example.com", "Bonn"));
        assert_eq!(new.technical.city, "Köln");
        assert_eq!(new.admin, Contact::default());
    }

    #[test]
    fn what_no_registry_takes_is_named() {
        for (field, value, right) in [
            ("Email", "\">", false),
            ("Email", "j@example.com", true),
            ("Country", "Ireland", false),
            ("Country", "IE", true),
            ("Country", "", true),
            ("City", &*"x".repeat(256), false),
        ] {
            let fields = [(super::key(field), value.to_owned())].into_iter().collect();
            let blocks = [("registrant".to_owned(), fields)].into_iter().collect();
            let named = match merge(Contacts::default(), &blocks) {
                Err(engine::Fault::Refused(refusal)) => refusal.field,
                _ => None,
            };
            assert_eq!(named.as_deref(), (!right).then_some(field), "{field} {value}");
        }
    }

    #[test]
    fn other_documents_are_refused() {
        let bomb =
            "<!DOCTYPE x [<!ENTITY a \"aa\">]><x><Registrant><City>&a;</City></Registrant></x>";
        for xml in ["", "no xml", "<a><b>", "<a/>", bomb, "<a><b><c>&unknown;</c></b></a>"] {
            assert!(read(xml).is_err(), "{xml}");
        }
        assert!(merge(Contacts::default(), &read("<a><b><c>1</c></b></a>").unwrap()).is_err());
    }
}
