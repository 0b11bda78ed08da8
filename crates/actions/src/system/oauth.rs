//! `CreateOAuthCredential` and its neighbours.

use engine::system::oauth::{self, Wanted};
use engine::system::settings::Settings;
use engine::{Act, Cx, Result, not_found};
use jiff::civil::DateTime;
use model::ids::ServiceId;
use protocol::{
    CreateOAuthCredential, CreateOAuthCredentialResponse, DeleteOAuthCredential,
    DeleteOAuthCredentialResponse, ListOAuthCredentials, ListOAuthCredentialsResponse,
    OAuthCredential, UpdateOAuthCredential, UpdateOAuthCredentialResponse,
};
use store::system::oauth_credentials::{self, OAuthRow, Sort};

use crate::Registry;
use crate::wire::{moment, number};

/// The vendor's action has no pages, so the list ends here.
const CREDENTIALS_MAX: i64 = 1_000;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: CreateOAuthCredential| Box::pin(create(act, call)))
        .write(|act, call: UpdateOAuthCredential| Box::pin(update(act, call)))
        .write(|act, call: DeleteOAuthCredential| Box::pin(delete(act, call)))
        .read(|cx, call: ListOAuthCredentials| Box::pin(list(cx, call)))
}

async fn create(
    act: &mut Act,
    call: CreateOAuthCredential,
) -> Result<CreateOAuthCredentialResponse> {
    let wanted = Wanted {
        grant_type: Some(call.grantType),
        scope: Some(call.scope),
        name: call.name,
        service: call.serviceId.map(|id| ServiceId(number(id))),
        description: call.description,
        logo_uri: call.logoUri,
        redirect_uris: call.redirectUri.map(|uri| vec![uri]),
    };
    let made = oauth::create(act, wanted).await?;
    Ok(CreateOAuthCredentialResponse {
        credentialId: made.id.into(),
        clientIdentifier: made.identifier.into(),
        clientSecret: made.secret.into(),
    })
}

async fn update(
    act: &mut Act,
    call: UpdateOAuthCredential,
) -> Result<UpdateOAuthCredentialResponse> {
    let row = find(act, &call).await?;
    let id = row.id;
    let uris = call.redirectUri.into_vec();
    let wanted = Wanted {
        grant_type: call.grantType,
        scope: call.scope,
        name: call.name,
        service: call.serviceId.map(|id| ServiceId(number(id))),
        description: call.description,
        logo_uri: call.logoUri,
        redirect_uris: (!uris.is_empty()).then_some(uris),
    };
    let secret = oauth::update(act, row, wanted, call.resetSecret.0).await?;
    Ok(UpdateOAuthCredentialResponse {
        credentialId: id.into(),
        newClientSecret: secret.map(Into::into),
    })
}

async fn find(act: &mut Act, call: &UpdateOAuthCredential) -> Result<OAuthRow> {
    let (id, said) = match (call.credentialId, &call.clientApiIdentifier) {
        (Some(id), _) => (number(id), "Invalid Credential ID provided."),
        (None, Some(identifier)) => {
            let row = oauth_credentials::by_identifier(&mut act.conn, identifier).await?;
            (row.map_or(0, |row| row.id), "Invalid Client Identifier provided.")
        }
        (None, None) => {
            return Err(not_found("A Credential ID or Client Identifier is required."));
        }
    };
    oauth_credentials::lock(&mut act.conn, id).await?.ok_or_else(|| not_found(said))
}

async fn delete(
    act: &mut Act,
    call: DeleteOAuthCredential,
) -> Result<DeleteOAuthCredentialResponse> {
    let id = number(call.credentialId);
    oauth::delete(act, id).await?;
    Ok(DeleteOAuthCredentialResponse { credentialId: id.into() })
}

async fn list(cx: &Cx, call: ListOAuthCredentials) -> Result<ListOAuthCredentialsResponse> {
    let settings = cx.engine.settings().await?;
    let sort = match call.sortField.as_deref() {
        Some("name") => Sort::Name,
        Some("updatedAt" | "updated_at") => Sort::Updated,
        _ => Sort::Id,
    };
    let descending = call.sortOrder.is_some_and(|order| order.eq_ignore_ascii_case("desc"));
    let limit = call.limit.map_or(CREDENTIALS_MAX, number).min(CREDENTIALS_MAX);
    let mut c = cx.read().await?;
    let grant_type = call.grantType.as_deref();
    let rows = oauth_credentials::list(&mut c, grant_type, sort, descending, limit).await?;
    let clients = rows.into_iter().map(|row| spell(cx, &settings, row));
    Ok(ListOAuthCredentialsResponse { clients: clients.collect::<Result<_>>()? })
}

fn spell(cx: &Cx, settings: &Settings, row: OAuthRow) -> Result<OAuthCredential> {
    let secret = oauth::secret_of(&cx.engine, &row)?;
    let uris: Vec<String> = serde_json::from_str(&row.redirect_uris)?;
    let time = |at| moment(settings, Some(at)).0.map(told).unwrap_or_default();
    Ok(OAuthCredential {
        credentialId: row.id.into(),
        name: row.name.into(),
        description: row.description.into(),
        grantTypes: row.grant_type.into(),
        scope: row.scope.into(),
        clientIdentifier: row.identifier.into(),
        clientSecret: secret.into(),
        uuid: Some(row.uuid.into()),
        serviceId: row.service_id.map(|id| id.0.into()),
        logoUri: row.logo_uri.into(),
        redirectUri: uris.into_iter().map(Into::into).collect(),
        rsaKeyPairId: 0_i64.into(),
        createdAt: time(row.created_at).into(),
        updatedAt: time(row.updated_at).into(),
    })
}

/// A time in the words of this one action: `18th November 2016 9:32:24am`.
fn told(time: DateTime) -> String {
    let day = time.day();
    let ending = match (day % 10, day) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    let months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let index = usize::try_from(time.month() - 1).unwrap_or_default();
    let month = months.get(index).copied().unwrap_or_default();
    let (hour, half) = match time.hour() {
        0 => (12, "am"),
        hour @ 1..=11 => (hour, "am"),
        12 => (12, "pm"),
        hour => (hour - 12, "pm"),
    };
    let (year, minute, second) = (time.year(), time.minute(), time.second());
    format!("{day}{ending} {month} {year} {hour}:{minute:02}:{second:02}{half}")
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn times_are_told_as_the_vendor_does() {
        for (time, expected) in [
            ("2016-11-18T09:32:24", "18th November 2016 9:32:24am"),
            ("2026-01-01T00:00:05", "1st January 2026 12:00:05am"),
            ("2026-03-22T12:05:00", "22nd March 2026 12:05:00pm"),
            ("2026-03-13T23:59:59", "13th March 2026 11:59:59pm"),
            ("2026-05-03T13:00:00", "3rd May 2026 1:00:00pm"),
        ] {
            assert_eq!(told(time.parse().unwrap()), expected);
        }
    }
}
