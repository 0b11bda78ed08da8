//! Who is who at identity providers: linked, listed, taken away.

use model::ids::UserId;
use model::people::email::fold;
use ports::sign_in::Identity;
use serde_json::json;
use store::people::Whose;
use store::people::sign_in_links::{self as rows, LinkRow, ProviderRow};
use store::people::users;
use store::{Conn, StoreError};

use super::{log_of, security_mails, verification};
use crate::system::templates::SIGN_IN_ADDED;
use crate::{Act, Result, conflict, not_found};

/// A link, and what its provider is called here; empty once it is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The link.
    pub row: LinkRow,
    /// The provider's name.
    pub provider: String,
}

/// Links somebody with a person at a provider. An address that the provider has proven is proven
/// here, too.
///
/// # Errors
/// Conflict when that person is linked already.
pub async fn add(
    act: &mut Act,
    whose: Whose,
    provider: &ProviderRow,
    identity: &Identity,
) -> Result<i64> {
    let Identity { issuer, subject, email, .. } = identity;
    let at = act.at();
    let added = rows::add(&mut act.conn, whose, issuer, subject, email, at).await;
    let id = added.map_err(|error| match error {
        StoreError::Constraint { unique: true, .. } => {
            conflict("This sign-in is linked with somebody already")
        }
        other => other.into(),
    })?;
    let name = &provider.name;
    act.changed("sign_in_links", id, &[("issuer", json!(null), json!(issuer))]).await?;
    if let Whose::User(user) = whose
        && identity.email_verified
    {
        prove(act, user, email).await?;
    }
    security_mails::tell(act, whose, SIGN_IN_ADDED, &[("signin_method", name)]).await?;
    log_of(act, whose, &format!("Sign-in by {name} Linked")).await?;
    Ok(id)
}

async fn prove(act: &mut Act, user: UserId, email: &str) -> Result<()> {
    let row = users::by_id(&mut act.conn, user).await?;
    if row.is_some_and(|row| row.email_folded == fold(email)) {
        verification::prove(act, user).await?;
    }
    Ok(())
}

/// The links of somebody.
///
/// # Errors
/// When the database fails.
pub async fn of(c: &mut Conn, whose: Whose) -> Result<Vec<Link>> {
    let providers = rows::providers(c).await?;
    let name = |row: &LinkRow| {
        let found = providers.iter().find(|provider| provider.issuer == row.issuer);
        found.map(|provider| provider.name.clone()).unwrap_or_default()
    };
    let links = rows::of(c, whose).await?.into_iter();
    Ok(links.map(|row| Link { provider: name(&row), row }).collect())
}

/// Takes a link of somebody away.
///
/// # Errors
/// Not found when it has no such link.
pub async fn remove(act: &mut Act, whose: Whose, id: i64) -> Result<()> {
    if !rows::remove(&mut act.conn, whose, id).await? {
        return Err(not_found("Sign-in Link ID Not Found"));
    }
    act.changed("sign_in_links", id, &[("id", json!(id), json!(null))]).await?;
    log_of(act, whose, "Sign-in Link Removed").await
}
