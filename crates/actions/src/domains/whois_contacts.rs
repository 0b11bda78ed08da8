//! Contacts as `DomainGetWhoisInfo` sends them (JSON in a text) and `DomainUpdateWhoisInfo` takes
//! them (XML with the same keys).

use std::collections::BTreeMap;

use engine::domains::keep::{Contact, Contacts};
use engine::{Result, invalid};
use protocol::wire::JsonText;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;

/// The fields of each block, by lower-case name without spaces and underscores.
pub(super) type Blocks = BTreeMap<String, BTreeMap<String, String>>;

/// Longer documents are no contacts.
const XML_BYTES_MAX: usize = 65_536;

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
            if let Some(place) = place(contact, field) {
                place.clone_from(value);
            }
        }
    }
    Ok(contacts)
}

/// Fields that a registrar of another kind may have are not looked at.
fn place<'a>(contact: &'a mut Contact, field: &str) -> Option<&'a mut String> {
    Some(match field {
        "firstname" => &mut contact.first_name,
        "lastname" => &mut contact.last_name,
        "organisationname" | "organizationname" | "companyname" | "company" => &mut contact.company,
        "email" | "emailaddress" => &mut contact.email,
        "address1" | "address" | "streetaddress" => &mut contact.address1,
        "address2" => &mut contact.address2,
        "city" => &mut contact.city,
        "state" | "region" => &mut contact.state,
        "postcode" | "zip" | "zipcode" => &mut contact.postcode,
        "country" | "countrycode" => &mut contact.country,
        "phone" | "phonenumber" => &mut contact.phone,
        _ => return None,
    })
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
    fn other_documents_are_refused() {
        let bomb =
            "<!DOCTYPE x [<!ENTITY a \"aa\">]><x><Registrant><City>&a;</City></Registrant></x>";
        for xml in ["", "no xml", "<a><b>", "<a/>", bomb, "<a><b><c>&unknown;</c></b></a>"] {
            assert!(read(xml).is_err(), "{xml}");
        }
        assert!(merge(Contacts::default(), &read("<a><b><c>1</c></b></a>").unwrap()).is_err());
    }
}
