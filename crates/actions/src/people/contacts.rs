//! `AddContact`, `UpdateContact`, `DeleteContact` and `GetContacts`.

use engine::people::contacts::{self, ContactChanges};
use engine::people::mail_kinds::has;
use engine::people::person::Person;
use engine::system::settings::Settings;
use engine::{Act, Cx, Result};
use model::ids::ContactId;
use protocol::{
    AddContact, AddContactResponse, Contact, Contacts, DeleteContact, DeleteContactResponse,
    GetContacts, GetContactsResponse, UpdateContact, UpdateContactResponse,
};
use store::people::contacts::{self as rows, ContactRow, Listed};

use super::update_client::wish;
use crate::Registry;
use crate::wire::{id, moment, never_unset, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddContact| Box::pin(add_contact(act, call)))
        .write(|act, call: UpdateContact| Box::pin(update_contact(act, call)))
        .write(|act, call: DeleteContact| Box::pin(delete_contact(act, call)))
        .read(|cx, call: GetContacts| Box::pin(get_contacts(cx, call)))
}

pub(crate) async fn add_contact(act: &mut Act, call: AddContact) -> Result<AddContactResponse> {
    let text = Option::unwrap_or_default;
    let mails = wish(&call.email_preferences);
    let person = Person {
        first_name: text(call.firstname),
        last_name: text(call.lastname),
        company: text(call.companyname),
        email: text(call.email),
        address1: text(call.address1),
        address2: text(call.address2),
        city: text(call.city),
        state: text(call.state),
        postcode: text(call.postcode),
        country: text(call.country),
        phone: text(call.phonenumber),
        tax_id: text(call.tax_id),
    };
    let contact = contacts::add(act, id(call.clientid), person, mails).await?;
    Ok(AddContactResponse { contactid: contact.0.into(), warning: None })
}

async fn update_contact(act: &mut Act, call: UpdateContact) -> Result<UpdateContactResponse> {
    let contact: ContactId = id(call.contactid);
    let call = emptied(call)?;
    let changes = ContactChanges {
        first_name: call.firstname,
        last_name: call.lastname,
        company: call.companyname,
        email: call.email,
        address1: call.address1,
        address2: call.address2,
        city: call.city,
        state: call.state,
        postcode: call.postcode,
        country: call.country,
        phone: call.phonenumber,
        mails: wish(&call.email_preferences),
    };
    contacts::update(act, contact, changes).await?;
    Ok(UpdateContactResponse { contactid: contact.0.into(), warning: None })
}

/// An empty parameter changes nothing, so fields to empty are named.
fn emptied(mut call: UpdateContact) -> Result<UpdateContact> {
    for name in std::mem::take(&mut call.unset).iter() {
        let field = match name.trim() {
            "firstname" => &mut call.firstname,
            "lastname" => &mut call.lastname,
            "companyname" => &mut call.companyname,
            "email" => &mut call.email,
            "address1" => &mut call.address1,
            "address2" => &mut call.address2,
            "city" => &mut call.city,
            "state" => &mut call.state,
            "postcode" => &mut call.postcode,
            "country" => &mut call.country,
            "phonenumber" => &mut call.phonenumber,
            other => return Err(never_unset(other)),
        };
        *field = Some(String::new());
    }
    Ok(call)
}

async fn delete_contact(act: &mut Act, call: DeleteContact) -> Result<DeleteContactResponse> {
    let contact: ContactId = id(call.contactid);
    contacts::delete(act, contact).await?;
    Ok(DeleteContactResponse { contactid: contact.0.into() })
}

async fn get_contacts(cx: &Cx, call: GetContacts) -> Result<GetContactsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let wanted = Listed {
        client: call.userid.map(id),
        first_name: call.firstname.as_deref(),
        last_name: call.lastname.as_deref(),
        company: call.companyname.as_deref(),
        email: call.email.as_deref(),
        address1: call.address1.as_deref(),
        address2: call.address2.as_deref(),
        city: call.city.as_deref(),
        state: call.state.as_deref(),
        postcode: call.postcode.as_deref(),
        country: call.country.as_deref(),
        phone: call.phonenumber.as_deref(),
        contact: call.contactid.map(id),
    };
    let settings = cx.engine.settings().await?;
    let (found, total) = rows::list(&mut cx.read().await?, &wanted, start, limit).await?;
    Ok(GetContactsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: found.len().into(),
        contacts: Contacts {
            contact: found.into_iter().map(|row| contact(row, &settings)).collect(),
        }
        .into(),
    })
}

fn contact(row: ContactRow, settings: &Settings) -> Contact {
    let gets = |kind: &str| has(&row.email_preferences, kind).into();
    Contact {
        id: row.id.0.into(),
        userid: row.client_id.0.into(),
        domainemails: gets("domain"),
        generalemails: gets("general"),
        invoiceemails: gets("invoice"),
        productemails: gets("product"),
        supportemails: gets("support"),
        affiliateemails: gets("affiliate"),
        created_at: moment(settings, Some(row.created_at)),
        updated_at: moment(settings, Some(row.updated_at)),
        firstname: row.first_name.into(),
        lastname: row.last_name.into(),
        companyname: row.company.into(),
        email: row.email.into(),
        address1: row.address1.into(),
        address2: row.address2.into(),
        city: row.city.into(),
        state: row.state.into(),
        postcode: row.postcode.into(),
        country: row.country.into(),
        phonenumber: row.phone.into(),
    }
}
