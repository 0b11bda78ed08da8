//! `GetPayMethods`, `AddPayMethod`, `UpdatePayMethod`, `DeletePayMethod`: cards go to a gateway,
//! only its token is kept.

use engine::billing::pay_methods::{self as ways, SentCard};
use engine::system::settings::Settings;
use engine::{Cx, Result, invalid, not_found, not_now};
use jiff::civil::Date;
use model::billing::invoice::PayMethodType;
use model::ids::{ClientId, PayMethodId};
use model::word::Word as _;
use protocol::{
    AddPayMethod, AddPayMethodResponse, DeletePayMethod, DeletePayMethodResponse, GetPayMethods,
    GetPayMethodsResponse, PayMethod, UpdatePayMethod, UpdatePayMethodResponse,
};
use store::billing::pay_methods::{self, PayMethodRow};
use store::billing::payers;

use super::shown::client_id;
use crate::Registry;
use crate::wire::{moment, number};

const WRONG_TYPE: &str = "Invalid Pay Method Type. Type should be one of 'BankAccount', \
     'CreditCard', or 'RemoteCreditCard'";
const NUMBER_REQUIRED: &str = "Card Number is required for 'CreditCard' or 'RemoteCreditCard' type";
const EXPIRY_REQUIRED: &str = "Expiry Date is required for 'CreditCard' or 'RemoteCreditCard' type";

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call| Box::pin(get_pay_methods(cx, call)))
        .flow(|cx, call| Box::pin(add_pay_method(cx, call)))
        .flow(|cx, call| Box::pin(update_pay_method(cx, call)))
        .flow(|cx, call| Box::pin(delete_pay_method(cx, call)))
}

async fn get_pay_methods(cx: &Cx, call: GetPayMethods) -> Result<GetPayMethodsResponse> {
    let client = client_id(call.clientid);
    let kind = call.r#type.as_deref().map(str::trim).unwrap_or_default().to_ascii_lowercase();
    if !["", "bankaccount", "creditcard"].contains(&kind.as_str()) {
        return Err(invalid(
            "type",
            "Invalid Pay Method Type. Should be 'BankAccount' or 'CreditCard'",
        ));
    }
    let settings = cx.engine.settings().await?;
    let mut conn = cx.read().await?;
    let payer = payers::by_id(&mut conn, client).await?;
    payer.ok_or_else(|| not_found("Client Not Found"))?;
    let rows = pay_methods::of_client(&mut conn, client).await?;
    let wanted = call.paymethodid.filter(|id| *id > 0).map(|id| PayMethodId(number(id)));
    let is_wanted = |row: &PayMethodRow| {
        let bank = row.r#type == PayMethodType::BankAccount;
        wanted.is_none_or(|id| id == row.id) && (kind.is_empty() || bank == (kind == "bankaccount"))
    };
    let shown = rows.into_iter().filter(is_wanted).map(|row| show(row, &settings));
    Ok(GetPayMethodsResponse { clientid: client.0.into(), paymethods: shown.collect() })
}

fn show(row: PayMethodRow, settings: &Settings) -> PayMethod {
    let bank = row.r#type == PayMethodType::BankAccount;
    let of_card = |text: String| if bank { None } else { Some(text.into()) };
    let changed = moment(settings, Some(row.updated_at)).0;
    let changed = changed.map(|at| at.strftime("%d/%m/%Y %H:%M").to_string());
    PayMethod {
        id: row.id.0.into(),
        r#type: row.r#type.word().into(),
        description: row.description.into(),
        gateway_name: row.gateway.into(),
        contact_type: "Client".into(),
        contact_id: row.client_id.0.into(),
        card_last_four: of_card(row.last_four),
        expiry_date: of_card(row.expires_on.map(expiry).unwrap_or_default()),
        start_date: of_card(String::new()),
        issue_number: of_card(String::new()),
        card_type: of_card(row.card_type),
        bank_name: bank.then(|| row.bank_name.into()),
        remote_token: row.token.into(),
        last_updated: changed.into(),
    }
}

fn expiry(day: Date) -> String {
    day.strftime("%m/%y").to_string()
}

/// A given text; an empty one is none.
fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// A card as sent; both parts are needed.
fn card<'a>(card_number: Option<&'a str>, expiry: Option<&'a str>) -> Result<SentCard<'a>> {
    let number = given(card_number).ok_or_else(|| invalid("card_number", NUMBER_REQUIRED))?;
    let expiry = given(expiry).ok_or_else(|| invalid("card_expiry", EXPIRY_REQUIRED))?;
    Ok(SentCard { number, expiry })
}

/// What the vendor's wire knows beside number and expiry: read, and not kept.
fn check_start(start: Option<&str>) -> Result<()> {
    match given(start) {
        Some(text) if ways::last_day(text).is_none() => {
            Err(invalid("card_start", "Start Date is invalid"))
        }
        _ => Ok(()),
    }
}

async fn add_pay_method(cx: &Cx, call: AddPayMethod) -> Result<AddPayMethodResponse> {
    let client = client_id(call.clientid);
    let payer = payers::by_id(&mut cx.read().await?, client).await?;
    payer.ok_or_else(|| invalid("clientid", "Invalid Client ID"))?;
    let kind = call.r#type.as_deref().map(str::trim).filter(|kind| !kind.is_empty());
    let kind = PayMethodType::from_word(kind.unwrap_or("CreditCard"));
    let kind = kind.ok_or_else(|| invalid("type", WRONG_TYPE))?;
    let row = match kind {
        PayMethodType::BankAccount => bank_account(cx, client, &call)?,
        PayMethodType::CreditCard | PayMethodType::RemoteCreditCard => {
            stored_card(cx, client, kind, &call).await?
        }
    };
    let mut act = cx.act("AddPayMethod").await?;
    let row = PayMethodRow {
        description: call.description.unwrap_or_default(),
        created_at: act.at(),
        updated_at: act.at(),
        ..row
    };
    let id = ways::add(&mut act, &row, call.set_as_default.0).await?;
    act.commit().await?;
    Ok(AddPayMethodResponse { clientid: client.0.into(), paymethodid: id.0.into() })
}

async fn stored_card(
    cx: &Cx,
    client: ClientId,
    kind: PayMethodType,
    call: &AddPayMethod,
) -> Result<PayMethodRow> {
    let module = call.gateway_module_name.as_deref().map(str::trim);
    if kind == PayMethodType::RemoteCreditCard && module.is_none_or(str::is_empty) {
        return Err(invalid(
            "gateway_module_name",
            "Gateway is Required for RemoteCreditCard type",
        ));
    }
    check_start(call.card_start.as_deref())?;
    let card = card(call.card_number.as_deref(), call.card_expiry.as_deref())?;
    ways::keep_card(cx, client, kind, module, card).await
}

/// A bank account is only written down: its name and the end of its number. Nothing could be drawn
/// from what is left of it, so its code and type are of no use and not kept.
fn bank_account(cx: &Cx, client: ClientId, call: &AddPayMethod) -> Result<PayMethodRow> {
    given(call.bank_code.as_deref())
        .ok_or_else(|| invalid("bank_code", "Routing number is required"))?;
    let account = given(call.bank_account.as_deref())
        .ok_or_else(|| invalid("bank_account", "Account number is required"))?;
    let last_four: String = account.chars().rev().take(4).collect();
    let now = cx.engine.now().as_second();
    Ok(PayMethodRow {
        id: PayMethodId(0),
        client_id: client,
        r#type: PayMethodType::BankAccount,
        description: String::new(),
        gateway: String::new(),
        token: String::new(),
        fingerprint: String::new(),
        card_type: String::new(),
        last_four: last_four.chars().rev().collect(),
        expires_on: None,
        bank_name: call.bank_name.clone().unwrap_or_default(),
        position: 0,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    })
}

async fn update_pay_method(cx: &Cx, call: UpdatePayMethod) -> Result<UpdatePayMethodResponse> {
    let (client, id) = (client_id(call.clientid), PayMethodId(number(call.paymethodid)));
    check_start(call.card_start.as_deref())?;
    let before = ways::owned(&mut cx.read().await?, client, id).await?;
    let default = call.set_as_default.is_some_and(|flag| flag.0);
    let of_card = [given(call.card_number.as_deref()), given(call.card_expiry.as_deref())];
    let of_bank = [given(call.bank_name.as_deref()), given(call.bank_account.as_deref())];
    // Details of the other kind, and those that are not kept, change nothing of it, which is no
    // reason to say that they did.
    let is_bank = before.r#type == PayMethodType::BankAccount;
    let details = if is_bank { &of_bank[..] } else { &of_card[..] };
    if details.iter().all(Option::is_none) && !default {
        return Err(not_now("No Details Provided for Update"));
    }
    let row = changed(cx, &before, &call).await?;
    let mut act = cx.act("UpdatePayMethod").await?;
    ways::owned(&mut act.conn, client, id).await?;
    let row = PayMethodRow { updated_at: act.at(), ..row };
    pay_methods::update(&mut act.conn, &row).await?;
    if default {
        pay_methods::set_default(&mut act.conn, client, id).await?;
    }
    act.log(Some(client), format!("Updated Pay Method - Pay Method ID: {id}")).await?;
    act.commit().await?;
    if before.token != row.token {
        ways::forget(&cx.engine, &before).await.ok();
    }
    Ok(UpdatePayMethodResponse { clientid: client.0.into(), paymethodid: id.0.into() })
}

/// The row with a new card at the same gateway, a new expiry, or another bank.
async fn changed(cx: &Cx, before: &PayMethodRow, call: &UpdatePayMethod) -> Result<PayMethodRow> {
    let mut row = before.clone();
    if row.r#type == PayMethodType::BankAccount {
        if let Some(name) = given(call.bank_name.as_deref()) {
            name.clone_into(&mut row.bank_name);
        }
        if let Some(account) = given(call.bank_account.as_deref()) {
            let from = account.len().saturating_sub(4);
            row.last_four = account.get(from..).unwrap_or_default().to_owned();
        }
        return Ok(row);
    }
    let expiry = given(call.card_expiry.as_deref());
    if given(call.card_number.as_deref()).is_some() {
        let old = before.expires_on.map(self::expiry);
        let card = card(call.card_number.as_deref(), expiry.or(old.as_deref()))?;
        let module = Some(before.gateway.as_str());
        let kept = ways::keep_card(cx, before.client_id, before.r#type, module, card).await?;
        row.token = kept.token;
        row.fingerprint = kept.fingerprint;
        row.card_type = kept.card_type;
        row.last_four = kept.last_four;
        row.expires_on = kept.expires_on;
    } else if let Some(text) = expiry {
        let day = ways::last_day(text);
        row.expires_on = Some(day.ok_or_else(|| invalid("card_expiry", "Expiry Date is invalid"))?);
    }
    Ok(row)
}

async fn delete_pay_method(cx: &Cx, call: DeletePayMethod) -> Result<DeletePayMethodResponse> {
    let (client, id) = (client_id(call.clientid), PayMethodId(number(call.paymethodid)));
    let row = ways::owned(&mut cx.read().await?, client, id).await?;
    if let Err(why) = ways::forget(&cx.engine, &row).await
        && call.failonremotefailure.0
    {
        return Err(not_now(format!("Error Deleting Remote Pay Method: {why}")));
    }
    let mut act = cx.act("DeletePayMethod").await?;
    ways::owned(&mut act.conn, client, id).await?;
    let at = act.at();
    pay_methods::delete(&mut act.conn, id, at).await?;
    act.log(Some(client), format!("Deleted Pay Method - Pay Method ID: {id}")).await?;
    act.commit().await?;
    Ok(DeletePayMethodResponse { paymethodid: id.0.into() })
}
