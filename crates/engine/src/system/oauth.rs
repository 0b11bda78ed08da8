//! Credentials of programs that sign clients in: OAuth and single sign-on.

use model::ids::ServiceId;
use store::hosting::services;
use store::people::clients;
use store::system::oauth_credentials::{self, OAuthRow};

use super::settings::COMPANY_NAME;
use crate::{Act, Engine, Result, invalid, not_found};

/// The grant types.
pub const GRANT_TYPES: &[&str] = &["authorization_code", "single_sign_on"];

/// The scopes that may be asked for.
pub const SCOPES: &[&str] = &[
    "openid",
    "profile",
    "email",
    "address",
    "phone",
    "clientarea:sso",
    "clientarea:profile",
    "clientarea:billing_info",
    "clientarea:emails",
    "clientarea:announcements",
    "clientarea:downloads",
    "clientarea:knowledgebase",
    "clientarea:network_status",
    "clientarea:services",
    "clientarea:product_details",
    "clientarea:domains",
    "clientarea:domain_details",
    "clientarea:invoices",
    "clientarea:tickets",
    "clientarea:submit_ticket",
    "clientarea:shopping_cart",
    "clientarea:shopping_cart_addons",
    "clientarea:shopping_cart_domain_register",
    "clientarea:shopping_cart_domain_transfer",
    "clientarea:upgrade",
    "sso:custom_redirect",
];

/// What a credential is made of, or changed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// One of [`GRANT_TYPES`].
    pub grant_type: Option<String>,
    /// Separated by spaces.
    pub scope: Option<String>,
    /// Whose program it is.
    pub name: Option<String>,
    /// The service that it signs in to.
    pub service: Option<ServiceId>,
    /// What it is for.
    pub description: Option<String>,
    /// Its picture.
    pub logo_uri: Option<String>,
    /// Where it may send people back to.
    pub redirect_uris: Option<Vec<String>>,
}

/// A credential with its secret, which the caller must keep.
#[derive(Debug)]
pub struct Made {
    /// Its number.
    pub id: i64,
    /// What the program says who it is.
    pub identifier: String,
    /// What it proves it by.
    pub secret: String,
}

/// Makes a credential.
///
/// # Errors
/// The vendor's sentences
/// (`https://developers.whmcs.com/api-reference/createoauthcredential/`).
pub async fn create(act: &mut Act, wanted: Wanted) -> Result<Made> {
    let chance = std::sync::Arc::clone(&act.engine.world().chance);
    let identifier = format!("{}.{}", company_word(act), chance.base62(24));
    let (secret, at) = (chance.base62(64), act.at());
    let mut row = OAuthRow {
        id: 0,
        uuid: uuid(&chance.hex(32)),
        name: String::new(),
        description: String::new(),
        grant_type: String::new(),
        scope: String::new(),
        secret: act.engine.secrets().seal(&*chance, &place(&identifier), &secret)?,
        identifier: identifier.clone(),
        service_id: None,
        logo_uri: String::new(),
        redirect_uris: "[]".to_owned(),
        created_at: at,
        updated_at: at,
    };
    put_in(&mut row, wanted)?;
    check(act, &row).await?;
    let id = oauth_credentials::insert(&mut act.conn, &row).await?;
    act.log(None, format!("OAuth Credential Created: '{}' - ID: {id}", row.name)).await?;
    Ok(Made { id, identifier, secret })
}

/// Changes a credential; gives the new secret when one was asked for.
///
/// # Errors
/// As [`create`].
pub async fn update(
    act: &mut Act,
    mut row: OAuthRow,
    wanted: Wanted,
    reset_secret: bool,
) -> Result<Option<String>> {
    put_in(&mut row, wanted)?;
    check(act, &row).await?;
    let chance = std::sync::Arc::clone(&act.engine.world().chance);
    let secret = reset_secret.then(|| chance.base62(64));
    if let Some(secret) = &secret {
        row.secret = act.engine.secrets().seal(&*chance, &place(&row.identifier), secret)?;
    }
    row.updated_at = act.at();
    oauth_credentials::save(&mut act.conn, &row).await?;
    act.log(None, format!("OAuth Credential Modified: '{}' - ID: {}", row.name, row.id)).await?;
    Ok(secret)
}

/// Deletes a credential.
///
/// # Errors
/// `Invalid Credential ID provided.`
pub async fn delete(act: &mut Act, id: i64) -> Result<()> {
    if !oauth_credentials::delete(&mut act.conn, id).await? {
        return Err(not_found("Invalid Credential ID provided."));
    }
    act.log(None, format!("OAuth Credential Deleted - ID: {id}")).await
}

/// The secret of a credential, for the list that the wire wants it in.
///
/// # Errors
/// Broken when it cannot be opened.
pub fn secret_of(engine: &Engine, row: &OAuthRow) -> Result<String> {
    engine.secrets().open(&place(&row.identifier), &row.secret)
}

fn put_in(row: &mut OAuthRow, wanted: Wanted) -> Result<()> {
    let texts = [
        (&mut row.grant_type, wanted.grant_type),
        (&mut row.scope, wanted.scope.map(|scope| words(&scope).join(" "))),
        (&mut row.name, wanted.name),
        (&mut row.description, wanted.description),
        (&mut row.logo_uri, wanted.logo_uri),
    ];
    for (field, value) in texts {
        if let Some(value) = value {
            *field = value;
        }
    }
    row.service_id = wanted.service.or(row.service_id);
    if let Some(uris) = wanted.redirect_uris {
        row.redirect_uris = serde_json::to_string(&uris)?;
    }
    Ok(())
}

async fn check(act: &mut Act, row: &OAuthRow) -> Result<()> {
    if row.grant_type.is_empty() {
        return Err(invalid("grantType", "A valid grant type is required."));
    }
    if !GRANT_TYPES.contains(&row.grant_type.as_str()) {
        let said = format!("The requested grant type \"{}\" is invalid.", row.grant_type);
        return Err(invalid("grantType", said));
    }
    let sso = row.grant_type == "single_sign_on";
    if !sso && row.name.trim().is_empty() {
        return Err(invalid("name", "A name for the Client Credential is required."));
    }
    let scopes = words(&row.scope);
    if scopes.is_empty() {
        return Err(invalid("scope", "At least one valid scope is required."));
    }
    if let Some(odd) = scopes.iter().find(|scope| !SCOPES.contains(scope)) {
        return Err(invalid("scope", format!("The requested scope \"{odd}\" is invalid.")));
    }
    match row.service_id {
        Some(service) => check_service(act, service).await,
        None if sso => {
            let said = "A service ID is required for the single sign-on grant type.";
            Err(invalid("serviceId", said))
        }
        None => Ok(()),
    }
}

async fn check_service(act: &mut Act, id: ServiceId) -> Result<()> {
    let row = services::by_id(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| invalid("serviceId", "A valid Service ID is required."))?;
    if clients::by_id(&mut act.conn, row.client_id).await?.is_none() {
        return Err(invalid("serviceId", "Service ID not associated with valid Client."));
    }
    Ok(())
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// The company's name as a word: `ACME-HOSTING`.
fn company_word(act: &Act) -> String {
    let name = act.settings.text(COMPANY_NAME).to_uppercase();
    let letters = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    letters.collect::<String>().trim_matches('-').to_owned()
}

fn place(identifier: &str) -> String {
    format!("oauth_credentials.secret:{identifier}")
}

/// A random UUID (RFC 9562, version 4) of 32 random hexadecimal digits.
fn uuid(hex: &str) -> String {
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-4{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn a_uuid_says_its_version() {
        let made = uuid("00112233445566778899aabbccddeeff");
        assert_eq!(made, "00112233-4455-4677-8899-aabbccddeeff");
    }
}
