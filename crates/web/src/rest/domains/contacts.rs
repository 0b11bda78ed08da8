//! Who stands behind a domain name at the registry.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::WhoisField;
use protocol::wire::JsonText;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::App;
use crate::for_client::{ForClient, WhoisBlock};
use crate::rest::body::Body;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;

/// A contact of a domain name. What is not said stays as the registrar has it.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(in crate::rest) struct Contact {
    #[schemars(length(max = 255))]
    first_name: Option<String>,
    #[schemars(length(max = 255))]
    last_name: Option<String>,
    #[schemars(length(max = 255))]
    company_name: Option<String>,
    #[schemars(length(max = 255))]
    email: Option<String>,
    #[schemars(length(max = 255))]
    address1: Option<String>,
    #[schemars(length(max = 255))]
    address2: Option<String>,
    #[schemars(length(max = 255))]
    city: Option<String>,
    #[schemars(length(max = 255))]
    state: Option<String>,
    #[schemars(length(max = 255))]
    postcode: Option<String>,
    /// Two letters, ISO 3166-1.
    #[schemars(length(max = 255))]
    country: Option<String>,
    #[schemars(length(max = 255))]
    phone_number: Option<String>,
}

/// The contacts of a domain name. A registry that knows fewer of them has null for the others.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct Contacts {
    /// The owner.
    registrant: Option<Contact>,
    admin: Option<Contact>,
    tech: Option<Contact>,
    billing: Option<Contact>,
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Contacts>, Problem> {
    behind(&session.door(&app, ClientPermission::ManageDomains)?, id).await
}

pub(in crate::rest) async fn behind(door: &ForClient, id: u64) -> Result<Json<Contacts>, Problem> {
    let said = door.whois(id).await?;
    Ok(Json(Contacts {
        registrant: Some(contact(&said.Registrant)),
        admin: said.Admin.as_ref().map(contact),
        tech: said.Tech.as_ref().map(contact),
        billing: said.Billing.as_ref().map(contact),
    }))
}

pub(super) async fn set(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<Contacts>,
) -> Result<Json<Contacts>, Problem> {
    put_behind(&session.door(&app, ClientPermission::ManageDomains)?, id, input).await
}

pub(in crate::rest) async fn put_behind(
    door: &ForClient,
    id: u64,
    input: Contacts,
) -> Result<Json<Contacts>, Problem> {
    let Contacts { registrant, admin, tech, billing } = input;
    let named =
        [("Registrant", registrant), ("Admin", admin), ("Tech", tech), ("Billing", billing)];
    let given = named.into_iter().filter_map(|(name, contact)| Some((name, contact?)));
    let blocks = given.map(|(name, contact)| WhoisBlock { name, fields: fields_of(contact) });
    let blocks: Vec<_> = blocks.filter(|block| !block.fields.is_empty()).collect();
    if blocks.is_empty() {
        return Err(Problem::invalid("/registrant", "at least one contact is needed"));
    }
    let done = door.set_whois(id, &blocks).await;
    done.map_err(|error| Problem::from(error).renamed(&names()))?;
    behind(door, id).await
}

/// Names of the wire and how this API says them.
fn names() -> [(&'static str, &'static str); 11] {
    WhoisField::ALL.map(|field| (field.wire(), name(field)))
}

const fn name(field: WhoisField) -> &'static str {
    match field {
        WhoisField::FirstName => "first_name",
        WhoisField::LastName => "last_name",
        WhoisField::Organisation => "company_name",
        WhoisField::Email => "email",
        WhoisField::Address1 => "address1",
        WhoisField::Address2 => "address2",
        WhoisField::City => "city",
        WhoisField::State => "state",
        WhoisField::Postcode => "postcode",
        WhoisField::Country => "country",
        WhoisField::Phone => "phone_number",
    }
}

/// What the wire says of a contact: an object in a text, with texts in it.
fn contact(said: &JsonText) -> Contact {
    let fields: Map<String, Value> = serde_json::from_str(&said.0).unwrap_or_default();
    let ours = names().into_iter().filter_map(|(wire, name)| {
        let text = fields.get(wire)?.as_str().filter(|text| !text.is_empty())?;
        Some((name.to_owned(), Value::from(text)))
    });
    serde_json::from_value(Value::Object(ours.collect())).unwrap_or_default()
}

fn fields_of(contact: Contact) -> Vec<(&'static str, String)> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(contact) else { return Vec::new() };
    let named = names().into_iter().map(|(wire, name)| (wire, fields.remove(name)));
    named.filter_map(|(wire, value)| Some((wire, value?.as_str()?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::{contact, fields_of};
    use protocol::wire::JsonText;

    #[test]
    fn a_contact_goes_there_and_back() {
        let said = r#"{"First_Name":"Jo","Organisation_Name":"","Country":"DE","Odd":1}"#;
        let read = contact(&JsonText(said.to_owned()));
        assert_eq!(read.first_name.as_deref(), Some("Jo"));
        assert_eq!(read.company_name, None);
        let sent = fields_of(read);
        assert_eq!(sent, [("First_Name", "Jo".to_owned()), ("Country", "DE".to_owned())]);
        assert!(fields_of(contact(&JsonText("no JSON".to_owned()))).is_empty());
    }
}
