//! `AddClient`: a client, and its owner when it has none yet.

use engine::ordering::terms;
use engine::people::banned_emails;
use engine::people::clients::{self, NewClient};
use engine::people::passwords;
use engine::people::person::Person;
use engine::people::security_questions;
use engine::{Act, Cx, Result, invalid};
use model::ids::CustomFieldId;
use protocol::wire::{Flag, Keyed, PhpSerialized, Secret};
use protocol::{AddClient, AddClientResponse};

use crate::Registry;
use crate::wire::{id, number};

/// Said when parameters of cards are sent, which are no part of a client any more.
pub(super) const CARDS: &str = "Credit card related parameters are ignored. Use AddPayMethod.";

pub(crate) fn register(registry: Registry) -> Registry {
    registry.prepared(
        |cx, call: AddClient| Box::pin(prepare(cx, call)),
        |act, call| Box::pin(add_client(act, call)),
    )
}

/// Hashes the password; from here on `password2` is the hash.
async fn prepare(cx: &Cx, mut call: AddClient) -> Result<AddClient> {
    if let Some(email) = &call.email {
        banned_emails::admit(cx, email).await?;
    }
    if call.owner_user_id.is_some() {
        call.password2 = None;
    }
    if let Some(password) = call.password2.take() {
        if !cx.caller.actor.is_office() {
            let personal = [&call.firstname, &call.lastname, &call.companyname, &call.email];
            let personal: Vec<&str> = personal.into_iter().filter_map(|p| p.as_deref()).collect();
            passwords::good_enough(&password, &personal)?;
        }
        call.password2 = Some(passwords::hash(&cx.engine, &password).await?.into());
    }
    // The answer is kept as a hash, too; it goes with a user that is new.
    let answer = call.securityqans.take().filter(|answer| !answer.reveal().is_empty());
    if let Some(answer) = answer.filter(|_| call.owner_user_id.is_none()) {
        if call.securityqid.is_none_or(|question| question == 0) {
            return Err(invalid("securityqid", "Please say which question is answered"));
        }
        call.securityqans = Some(security_questions::hash(cx, answer.reveal()).await?.into());
    }
    Ok(call)
}

async fn add_client(act: &mut Act, mut call: AddClient) -> Result<AddClientResponse> {
    let answer = call.securityqans.take().zip(call.securityqid);
    let has_card = call.cardtype.is_some() || call.cardnum.is_some();
    let agreed = call.termsagreed.0;
    let no_password = call.password2.is_none() && call.owner_user_id.is_none();
    let new = new_client(call);
    if no_password {
        let person = new.person.clone().tidied();
        if new.skip_validation {
            person.check_email()?;
        } else {
            person.check_complete()?;
        }
        return Err(invalid("password2", "You did not enter a password"));
    }
    let (client, owner) = clients::create(act, new).await?;
    if agreed {
        terms::agreed(act, client, None).await?;
    }
    if let Some((hash, question)) = answer {
        security_questions::set(act, owner, Some(number(question)), hash.reveal()).await?;
    }
    Ok(AddClientResponse {
        clientid: client.0.into(),
        owner_id: owner.0.into(),
        warning: has_card.then(|| CARDS.into()),
    })
}

/// A client that comes from elsewhere: it is not welcomed, and must set a password first.
pub(crate) async fn unannounced(act: &mut Act, call: AddClient) -> Result<i64> {
    let call = AddClient { noemail: Flag(true), password2: None, ..call };
    let (client, _) = clients::create(act, new_client(call)).await?;
    Ok(client.0)
}

fn new_client(call: AddClient) -> NewClient {
    let text = Option::unwrap_or_default;
    NewClient {
        owner: call.owner_user_id.map(id),
        password_hash: call.password2.map(Secret::into_revealed).unwrap_or_default(),
        person: Person {
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
        },
        currency: call.currency.map(id),
        group: call.groupid.filter(|group| *group > 0).map(id),
        fields: given(call.customfields),
        language: text(call.language),
        ip: text(call.clientip),
        notes: text(call.notes),
        marketing_opt_in: call.marketingoptin.is_some_and(|flag| flag.0),
        no_email: call.noemail.0,
        skip_validation: call.skipvalidation.0,
    }
}

/// Custom fields as the engine takes them.
pub(crate) fn given(
    values: Option<PhpSerialized<Keyed<String, u64>>>,
) -> Vec<(CustomFieldId, String)> {
    let pairs = values.map(|values| values.0.into_vec()).unwrap_or_default();
    pairs.into_iter().map(|(field, value)| (id(field), value)).collect()
}
