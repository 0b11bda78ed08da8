//! Contacts (RFC 5733): made once per content, never changed, and exchanged as a whole.

use std::collections::BTreeMap;

use ports::Refused;
use ports::registrar::{Contact, Contacts};

use super::frames::{self, Change, REGISTRANT};
use super::xml::Node;
use super::{Epp, Step, Stop};

/// The roles of a domain, with the owner first (RFC 5731 section 2.2).
const ROLES: [&str; 4] = [REGISTRANT, "admin", "tech", "billing"];

fn of_role<'a>(contacts: &'a Contacts, role: &str) -> &'a Contact {
    match role {
        "admin" => &contacts.admin,
        "tech" => &contacts.technical,
        "billing" => &contacts.billing,
        _ => &contacts.registrant,
    }
}

impl Epp {
    /// Has every contact at the registry; role and id of each, nothing where it keeps none.
    pub(super) async fn people(
        &self,
        domain: &str,
        contacts: &Contacts,
    ) -> Step<Vec<(&'static str, String)>> {
        let account = self.account()?;
        if !account.contacts {
            return Ok(Vec::new());
        }
        let mut people = Vec::new();
        let mut made: BTreeMap<String, ()> = BTreeMap::new();
        for role in ROLES {
            let contact = of_role(contacts, role);
            let id = account.contact_id(domain, &content(contact));
            if made.insert(id.clone(), ()).is_none() {
                let code = super::account::dressed(&self.chance.base62(12));
                match self.ask(create(&id, contact, &code)?).await {
                    // The same content of the same name was brought there before.
                    Err(Stop::No(no)) if no.code == "2302" => {}
                    other => drop(other?),
                }
            }
            people.push((role, id));
        }
        Ok(people)
    }

    /// The contacts of a name.
    pub(super) async fn read_people(&self, domain: &str) -> Step<Contacts> {
        let info = self.info(domain).await?;
        let mut known: BTreeMap<String, Contact> = BTreeMap::new();
        let mut found = Contacts::default();
        for role in ROLES {
            let Some(id) = info.person(role) else { continue };
            let contact = match known.get(&id) {
                Some(contact) => contact.clone(),
                None => {
                    let reply = self.ask(frames::info("contact", &id)).await?;
                    let contact = read(&reply.object("contact:infData"));
                    known.insert(id, contact.clone());
                    contact
                }
            };
            match role {
                "admin" => found.admin = contact,
                "tech" => found.technical = contact,
                "billing" => found.billing = contact,
                _ => found.registrant = contact,
            }
        }
        Ok(found)
    }

    /// Gives a name other contacts.
    pub(super) async fn exchange_people(&self, domain: &str, contacts: &Contacts) -> Step<()> {
        let info = self.info(domain).await?;
        let people = self.people(domain, contacts).await?;
        let mut change = Change::default();
        let mut left = Vec::new();
        for (role, id) in &people {
            let before = info.person(role);
            if before.as_ref().is_some_and(|before| before.eq_ignore_ascii_case(id)) {
                continue;
            }
            match *role {
                REGISTRANT => change.set.push(Node::text("domain:registrant", id)),
                role => {
                    change.add.push(frames::contact(role, id));
                    let gone = before.iter().map(|before| frames::contact(role, before));
                    change.remove.extend(gone);
                }
            }
            left.extend(before);
        }
        if change.add.is_empty() && change.set.is_empty() {
            return Ok(());
        }
        self.ask(frames::update(domain, change)).await?;
        self.tidy_up(left).await;
        Ok(())
    }

    /// Takes contacts of ours away that nobody needs any more; those in use the registry keeps.
    async fn tidy_up(&self, mut left: Vec<String>) {
        let Ok(account) = self.account() else { return };
        left.sort();
        left.dedup();
        for id in left.iter().filter(|id| id.starts_with(&account.prefix)) {
            if let Err(Stop::Mishap(error)) = self.ask(frames::delete("contact", id)).await {
                tracing::warn!(%error, "a contact that is not needed any more is still there");
            }
        }
    }
}

fn content(contact: &Contact) -> String {
    let Contact { first_name, last_name, company, email, address1, address2, .. } = contact;
    let Contact { city, state, postcode, country, phone, .. } = contact;
    [
        first_name, last_name, company, email, address1, address2, city, state, postcode, country,
        phone,
    ]
    .map(String::as_str)
    .join("\n")
}

/// RFC 5733 section 3.2.1.
fn create(id: &str, contact: &Contact, code: &str) -> Result<Node, Stop> {
    let name = format!("{} {}", contact.first_name.trim(), contact.last_name.trim());
    let name = if name.trim().is_empty() { contact.company.trim() } else { name.trim() };
    for (what, text) in [
        ("name", name),
        ("city", &contact.city),
        ("mail address", &contact.email),
        ("country", &contact.country),
    ] {
        if text.trim().is_empty() {
            return Err(Refused::new("2003", format!("The contact has no {what}")).into());
        }
    }
    let optional =
        |name: &str, text: &str| (!text.trim().is_empty()).then(|| Node::text(name, text.trim()));
    let address = Node::new("contact:addr")
        .with_all(optional("contact:street", &contact.address1))
        .with_all(optional("contact:street", &contact.address2))
        .with(Node::text("contact:city", contact.city.trim()))
        .with_all(optional("contact:sp", &contact.state))
        .with_all(optional("contact:pc", &contact.postcode))
        .with(Node::text("contact:cc", contact.country.trim().to_ascii_uppercase()));
    // The international form is ASCII only.
    let form = if content(contact).is_ascii() { "int" } else { "loc" };
    let postal = Node::new("contact:postalInfo")
        .attribute("type", form)
        .with(Node::text("contact:name", name))
        .with_all(optional("contact:org", &contact.company))
        .with(address);
    let contact = Node::new("contact:create")
        .with(Node::text("contact:id", id))
        .with(postal)
        .with_all(optional("contact:voice", &contact.phone))
        .with(Node::text("contact:email", contact.email.trim()))
        .with(Node::new("contact:authInfo").with(Node::text("contact:pw", code)));
    Ok(Node::new("create").with(contact))
}

fn read(data: &Node) -> Contact {
    let mut forms: Vec<&Node> = data.all("contact:postalInfo").collect();
    forms.sort_by_key(|form| form.value("type") != "loc");
    let postal = forms.first().copied().cloned().unwrap_or_default();
    let name = postal.said(&["contact:name"]);
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    let address = postal.at(&["contact:addr"]).cloned().unwrap_or_default();
    let mut streets = address.all("contact:street").map(|street| street.said(&[]).to_owned());
    let (address1, address2) = (streets.next(), streets.next());
    Contact {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        company: postal.said(&["contact:org"]).to_owned(),
        email: data.said(&["contact:email"]).to_owned(),
        address1: address1.unwrap_or_default(),
        address2: address2.unwrap_or_default(),
        city: address.said(&["contact:city"]).to_owned(),
        state: address.said(&["contact:sp"]).to_owned(),
        postcode: address.said(&["contact:pc"]).to_owned(),
        country: address.said(&["contact:cc"]).to_owned(),
        phone: data.said(&["contact:voice"]).to_owned(),
    }
}
