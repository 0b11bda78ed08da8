//! `UpdateClient`: changes what is sent and leaves the rest.

use engine::billing::gateways;
use engine::billing::pay_methods;
use engine::people::clients::{self, ClientChanges};
use engine::people::mail_kinds::Wish;
use engine::{Act, Result, invalid, not_found};
use model::ids::ClientId;
use model::people::client::ClientStatus;
use model::word::Word;
use protocol::wire::Flag;
use protocol::{EmailChoices, UpdateClient, UpdateClientResponse};
use store::people::clients as rows;

use super::add_client::{CARDS, given};
use crate::Registry;
use crate::wire::{id, never_unset};

pub(crate) fn register(registry: Registry) -> Registry {
    registry.write(|act, call: UpdateClient| Box::pin(update_client(act, call)))
}

async fn update_client(act: &mut Act, call: UpdateClient) -> Result<UpdateClientResponse> {
    let client = find(act, &call).await?;
    let has_card = call.cardtype.is_some() || call.cardnum.is_some() || call.bankacct.is_some();
    let clears = call.clearcreditcard.0;
    let call = named(act, client, emptied(call)?).await?;
    clients::update(act, client, changes(call)?).await?;
    if clears {
        pay_methods::clear_cards(act, client).await?;
    }
    Ok(UpdateClientResponse { clientid: client.0.into(), warning: has_card.then(|| CARDS.into()) })
}

async fn find(act: &mut Act, call: &UpdateClient) -> Result<ClientId> {
    if let Some(number) = call.clientid {
        return Ok(id(number));
    }
    let email = call.clientemail.as_deref().unwrap_or_default();
    let found = rows::by_email(&mut act.conn, email).await?;
    found.map(|row| row.id).ok_or_else(|| not_found("Client ID Not Found"))
}

/// An empty parameter changes nothing, so fields to empty are named.
fn emptied(mut call: UpdateClient) -> Result<UpdateClient> {
    for name in std::mem::take(&mut call.unset).iter() {
        let field = match name.trim() {
            "companyname" => &mut call.companyname,
            "address1" => &mut call.address1,
            "address2" => &mut call.address2,
            "city" => &mut call.city,
            "state" => &mut call.state,
            "postcode" => &mut call.postcode,
            "phonenumber" => &mut call.phonenumber,
            "tax_id" => &mut call.tax_id,
            "notes" => &mut call.notes,
            "paymentmethod" => &mut call.paymentmethod,
            "language" => &mut call.language,
            other => return Err(never_unset(other)),
        };
        *field = Some(String::new());
    }
    Ok(call)
}

/// The gateway by its module; the one that the client has may stay, whatever became of it.
async fn named(act: &mut Act, client: ClientId, mut call: UpdateClient) -> Result<UpdateClient> {
    if let Some(wanted) = call.paymentmethod.take() {
        let row = rows::by_id(&mut act.conn, client).await?;
        let stays = row.is_some_and(|row| row.default_gateway == wanted);
        let known = if stays { wanted } else { gateways::known(act, &wanted).await? };
        call.paymentmethod = Some(known);
    }
    Ok(call)
}

fn changes(call: UpdateClient) -> Result<ClientChanges> {
    let flag = |flag: Option<Flag>| flag.map(|flag| flag.0);
    let group = |group: u64| if group == 0 { None } else { Some(id(group)) };
    let status = call.status.as_deref().map(|word| {
        ClientStatus::from_word(word).ok_or_else(|| invalid("status", "Invalid Client Status"))
    });
    Ok(ClientChanges {
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
        tax_id: call.tax_id,
        currency: call.currency.map(id),
        group: call.groupid.map(group),
        fields: given(call.customfields),
        language: call.language,
        ip: call.clientip,
        notes: call.notes,
        status: status.transpose()?,
        gateway: call.paymentmethod,
        mails: wish(&call.email_preferences),
        billing_contact: None,
        // Who takes a consent back is never kept to it, whatever the reference leaves unsaid.
        marketing_opt_in: flag(call.marketingoptin),
        late_fee_exempt: flag(call.latefeeoveride),
        overdue_notice_exempt: flag(call.overideduenotices),
        tax_exempt: flag(call.taxexempt),
        separate_invoices: flag(call.separateinvoices),
        billing_day: call.billingday,
        disable_auto_cc: flag(call.disableautocc),
        override_auto_close: flag(call.overrideautoclose),
        allow_single_sign_on: None,
        skip_validation: call.skipvalidation.0,
    })
}

/// The kinds of mail in the engine's order.
pub(super) fn wish(choices: &EmailChoices) -> Wish {
    let EmailChoices { general, product, domain, invoice, support, affiliate } = choices;
    let each = [general, product, domain, invoice, support, affiliate];
    Wish(each.map(|choice| choice.map(|flag| flag.0)))
}
