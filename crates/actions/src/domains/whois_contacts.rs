//! Contacts as `DomainGetWhoisInfo` sends them (JSON in a text) and `DomainUpdateWhoisInfo` takes
//! them (XML with the same keys).

use std::collections::BTreeMap;

use engine::domains::keep::{Contact, Contacts};
use engine::{Result, invalid};
use model::people::email::is_address;
use protocol::wire::JsonText;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;

/// The fields of each block, by lower-case name without spaces and underscores.
pub(super) type Blocks = BTreeMap<String, BTreeMap<String, String>>;

/// Longer documents are no contacts.
const XML_BYTES_MAX: usize = 65_536;
/// No registry takes a longer name, address or the like.
const FIELD_BYTES_MAX: usize = 255;

/// A contact as JSON in a text.
pub(super) fn json(contact: &Contact) -> JsonText {
    let fields = json!({
        "First_Name": contact.first_name,
        "Last_Name": contact.last_name,
        "Organisation_Name": contact.company,
        "Email": contact.email,
        "Address_1": contact.address1,
        "Address_2": contact.address2,
        "City": contact.city,
        "State": contact.state,
        "Postcode": contact.postcode,
        "Country": contact.country,
        "Phone": contact.phone,
    });
    JsonText(fields.to_string())
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
        for (field, value) in fields {
            if let Some((place, wire)) = place(contact, field) {
                check(wire, value)?;
                place.clone_from(value);
            }
        }
    }
    Ok(contacts)
}

/// Where a field is kept, and its name on the wire. Fields that a registrar of another kind may
/// have are not looked at.
fn place<'a>(contact: &'a mut Contact, field: &str) -> Option<(&'a mut String, &'static str)> {
    Some(match field {
        "firstname" => (&mut contact.first_name, "First_Name"),
        "lastname" => (&mut contact.last_name, "Last_Name"),
        "organisationname" | "organizationname" | "companyname" | "company" => {
            (&mut contact.company, "Organisation_Name")
        }
        "email" | "emailaddress" => (&mut contact.email, "Email"),
        "address1" | "address" | "streetaddress" => (&mut contact.address1, "Address_1"),
        "address2" => (&mut contact.address2, "Address_2"),
        "city" => (&mut contact.city, "City"),
        "state" | "region" => (&mut contact.state, "State"),
        "postcode" | "zip" | "zipcode" => (&mut contact.postcode, "Postcode"),
        "country" | "countrycode" => (&mut contact.country, "Country"),
        "phone" | "phonenumber" => (&mut contact.phone, "Phone"),
        _ => return None,
    })
}

/// Refuses what no registry takes; which fields it wants is its own affair.
fn check(wire: &'static str, value: &str) -> Result<()> {
    if value.len() > FIELD_BYTES_MAX {
        let said = format!("Parameter '{wire}' is longer than {FIELD_BYTES_MAX} bytes");
        return Err(invalid(wire, said));
    }
    let letters = value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_alphabetic());
    match wire {
        "Email" if !value.is_empty() && !is_address(value) => {
            Err(invalid(wire, "The email address entered is not valid"))
        }
        "Country" if !value.is_empty() && !letters => {
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
