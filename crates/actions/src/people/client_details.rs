//! `GetClientsDetails`: everything about a client, at the top level and under `client` (quirks 5).

use engine::people::custom_fields;
use engine::people::mail_kinds::has;
use engine::people::person::formatted_phone;
use engine::system::currencies::Currencies;
use engine::system::settings::Settings;
use engine::{Cx, Result, invalid, not_found};
use jiff::Timestamp;
use model::people::country::Country;
use model::people::full_name;
use model::word::Word;
use protocol::wire::FlatCustomFields;
use protocol::{
    ClientDetails, ClientField, ClientUser, ClientUsers, EmailPreferences, GetClientsDetails,
    GetClientsDetailsResponse,
};
use store::Conn;
use store::people::clients::{self, ClientRow};
use store::people::custom_fields::{Kind, ValueRow};
use store::people::user_clients::{self, NamedRow};
use store::people::users::{self, UserRow};

use super::client_stats::stats_of;
use crate::Registry;
use crate::wire::{amount, id};

pub(crate) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetClientsDetails| Box::pin(get_clients_details(cx, call)))
}

async fn get_clients_details(
    cx: &Cx,
    call: GetClientsDetails,
) -> Result<GetClientsDetailsResponse> {
    let settings = cx.engine.settings().await?;
    let mut conn = cx.read().await?;
    let found = match (call.clientid, &call.email) {
        (Some(number), _) => clients::by_id(&mut conn, id(number)).await?,
        (None, Some(email)) => clients::by_email(&mut conn, email).await?,
        (None, None) => {
            return Err(invalid("clientid", "Either clientid Or email Is Required"));
        }
    };
    let row = found.ok_or_else(|| not_found("Client Not Found"))?;
    let currencies = Currencies::read(&mut conn).await?;
    let details = details_of(cx, &mut conn, &row, &currencies, &settings).await?;
    let stats = if call.stats.0 {
        let today = settings.date_of(cx.engine.now());
        Some(stats_of(&mut conn, &row, &currencies, today).await?)
    } else {
        None
    };
    Ok(GetClientsDetailsResponse {
        details: details.clone(),
        client: details,
        stats,
        ..GetClientsDetailsResponse::default()
    })
}

async fn details_of(
    cx: &Cx,
    conn: &mut Conn,
    row: &ClientRow,
    currencies: &Currencies,
    settings: &Settings,
) -> Result<ClientDetails> {
    let mut fields = custom_fields::values(&cx.engine, conn, Kind::Client, 0, row.id.0).await?;
    fields.retain(|field| cx.caller.actor.is_office() || !field.admin_only);
    let tied = user_clients::of_client(conn, row.id).await?;
    let owner = match row.owner_user_id {
        Some(owner) => users::by_id(conn, owner).await?,
        None => None,
    };
    let mut details = plain(row);
    details.credit = amount(currencies.money(row.credit_minor, row.currency_id)?);
    details.currency_code =
        currencies.row(row.currency_id).map(|c| c.code.clone()).unwrap_or_default().into();
    details.lastlogin = last_login(owner.as_ref(), settings).into();
    details.email_verified = owner.as_ref().is_some_and(|u| u.email_verified_at.is_some()).into();
    details.twofaenabled = owner.is_some_and(|u| !u.two_factor_secret.is_empty()).into();
    details.users = ClientUsers { user: tied.into_iter().map(client_user).collect() }.into();
    with_fields(&mut details, fields);
    Ok(details)
}

/// What the row itself says.
fn plain(row: &ClientRow) -> ClientDetails {
    let number = row.id.0;
    let phone = formatted_phone(&row.phone, &row.phone_cc);
    let country = Country::of(&row.country).map_or("", |country| country.name);
    ClientDetails {
        client_id: number.into(),
        owner_user_id: row.owner_user_id.map_or(0, |id| id.0).into(),
        userid: number.into(),
        id: number.into(),
        uuid: row.uuid.as_str().into(),
        firstname: row.first_name.as_str().into(),
        lastname: row.last_name.as_str().into(),
        fullname: full_name(&row.first_name, &row.last_name).into(),
        companyname: row.company.as_str().into(),
        email: row.email.as_str().into(),
        address1: row.address1.as_str().into(),
        address2: row.address2.as_str().into(),
        city: row.city.as_str().into(),
        fullstate: row.state.as_str().into(),
        state: row.state.as_str().into(),
        statecode: row.state.as_str().into(),
        tax_state: row.state.as_str().into(),
        postcode: row.postcode.as_str().into(),
        countrycode: row.country.as_str().into(),
        country: row.country.as_str().into(),
        tax_countrycode: row.country.as_str().into(),
        countryname: country.into(),
        phonenumber: row.phone.as_str().into(),
        phonecc: row.phone_cc.parse::<i64>().unwrap_or_default().into(),
        phonenumberformatted: phone.as_str().into(),
        telephoneNumber: phone.into(),
        tax_id: row.tax_id.as_str().into(),
        email_preferences: preferences(&row.email_preferences),
        billingcid: row.billing_cid.into(),
        notes: row.notes.as_str().into(),
        currency: row.currency_id.0.into(),
        defaultgateway: row.default_gateway.as_str().into(),
        groupid: row.group_id.map_or(0, |id| id.0).into(),
        status: row.status.word().into(),
        taxexempt: row.tax_exempt.into(),
        latefeeoveride: row.late_fee_exempt.into(),
        overideduenotices: row.overdue_notice_exempt.into(),
        separateinvoices: row.separate_invoices.into(),
        billingday: (row.billing_day != 0).then(|| row.billing_day.into()),
        disableautocc: row.disable_auto_cc.into(),
        emailoptout: row.email_opt_out.into(),
        marketing_emails_opt_in: row.marketing_opt_in.into(),
        isOptedInToMarketingEmails: row.marketing_opt_in.into(),
        overrideautoclose: row.override_auto_close.into(),
        allowSingleSignOn: row.allow_single_sign_on.into(),
        language: row.language.as_str().into(),
        ..ClientDetails::default()
    }
}

fn preferences(csv: &str) -> EmailPreferences {
    EmailPreferences {
        general: has(csv, "general").into(),
        invoice: has(csv, "invoice").into(),
        support: has(csv, "support").into(),
        product: has(csv, "product").into(),
        domain: has(csv, "domain").into(),
        affiliate: has(csv, "affiliate").into(),
    }
}

/// `Date: 03/10/2016 10:26<br>IP Address: …<br>Host: …`, HTML as the vendor sends it.
fn last_login(owner: Option<&UserRow>, settings: &Settings) -> String {
    let at = owner.and_then(|owner| owner.last_login_at);
    match (owner, at.and_then(|at| Timestamp::from_second(at).ok())) {
        (Some(owner), Some(at)) => {
            let at = settings.zone().to_datetime(at);
            let (date, time) = (at.date(), at.time());
            format!(
                "Date: {:02}/{:02}/{:04} {:02}:{:02}<br>IP Address: {}<br>Host: {}",
                date.day(),
                date.month(),
                date.year(),
                time.hour(),
                time.minute(),
                owner.last_ip,
                owner.last_host
            )
        }
        _ => "No Login Logged".to_owned(),
    }
}

fn client_user(row: NamedRow) -> ClientUser {
    ClientUser {
        id: row.user_id.0.into(),
        name: full_name(&row.first_name, &row.last_name).into(),
        email: row.email.into(),
        is_owner: row.is_owner.into(),
    }
}

/// As a list, and flat: `customfields1` is the first field, whatever its number.
fn with_fields(details: &mut ClientDetails, fields: Vec<ValueRow>) {
    let flat = (1..).zip(fields.iter().map(|field| field.value.clone())).collect();
    details.flat_customfields = FlatCustomFields(flat);
    details.customfields = fields
        .into_iter()
        .map(|field| ClientField { id: field.field_id.0.into(), value: field.value.into() })
        .collect();
}
