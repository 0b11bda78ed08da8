//! `AddSignInProvider` and its neighbours, our own: the identity providers people may come from.

use engine::people::providers::set_secret;
use engine::system::edits;
use engine::system::elsewhere::Elsewhere;
use engine::{Act, Cx, Result, invalid};
use protocol::wire::Csv;
use protocol::{
    Action as _, AddSignInProvider, AddSignInProviderResponse, CreateSsoToken,
    DeleteSignInProvider, DeleteSignInProviderResponse, GetSignInProviders,
    GetSignInProvidersResponse, SignInProvider, UpdateSignInProvider, UpdateSignInProviderResponse,
};
use store::edits::things::SIGN_IN_PROVIDER;
use store::people::sign_in_links;

use crate::Registry;
use crate::edits::{Fields, may_grant};
use crate::wire::number;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddSignInProvider| Box::pin(add(act, call)))
        .write(|act, call: UpdateSignInProvider| Box::pin(update(act, call)))
        .write(|act, call: DeleteSignInProvider| Box::pin(delete(act, call)))
        .read(|cx, call: GetSignInProviders| Box::pin(list(cx, call)))
}

async fn add(act: &mut Act, call: AddSignInProvider) -> Result<AddSignInProviderResponse> {
    may_vouch(act, call.forstaff.0, call.forclients.0)?;
    let fields = Fields::new()
        .needed("name", call.name)?
        .text("issuer", Some(address(call.issuer)?))
        .needed("client_id", call.clientid.trim().to_owned())?
        .flag("for_staff", Some(call.forstaff))
        .flag("for_clients", Some(call.forclients))
        .flag("sign_up", Some(call.signup))
        .text("staff_domains", call.staffdomains)
        .number("position", call.position);
    let id = edits::add(act, &SIGN_IN_PROVIDER, fields.done()).await?;
    if let Some(secret) = &call.clientsecret {
        set_secret(act, id, secret.reveal()).await?;
    }
    Ok(AddSignInProviderResponse { providerid: id.into() })
}

async fn update(act: &mut Act, call: UpdateSignInProvider) -> Result<UpdateSignInProviderResponse> {
    let id = number(call.providerid);
    let before = edits::one(&mut act.conn, &SIGN_IN_PROVIDER, id).await?;
    let issuer = call.issuer.map(address).transpose()?;
    let is_another = Elsewhere::default().text(issuer.as_deref(), before.text("issuer"));
    let is_led = is_another.text(call.clientid.as_deref(), before.text("client_id")).is_so();
    let for_staff = call.forstaff.map_or(before.flag("for_staff"), |on| on.0);
    let for_clients = call.forclients.map_or(before.flag("for_clients"), |on| on.0);
    may_vouch(act, for_staff, for_clients && (is_led || !before.flag("for_clients")))?;
    if call.clientsecret.is_none() && has_secret(act, id).await? {
        is_another.refused("clientsecret", "secret", "issuer")?;
    }
    let fields = Fields::new()
        .kept("name", call.name)?
        .text("issuer", issuer)
        .kept("client_id", call.clientid.map(|id| id.trim().to_owned()))?
        .flag("for_staff", call.forstaff)
        .flag("for_clients", call.forclients)
        .flag("sign_up", call.signup)
        .text("staff_domains", call.staffdomains)
        .number("position", call.position);
    edits::change(act, &SIGN_IN_PROVIDER, id, fields.done()).await?;
    if let Some(secret) = &call.clientsecret {
        set_secret(act, id, secret.reveal()).await?;
    }
    Ok(UpdateSignInProviderResponse { providerid: call.providerid.into() })
}

/// A provider of the staff says who comes in as which member, so whoever sets one up can come in as
/// any of them: only for who may do everything. Of one for clients the same holds of their users:
/// only for who may come in as a client. One that lets nobody in any more is for all.
fn may_vouch(act: &Act, for_staff: bool, for_clients: bool) -> Result<()> {
    let all = |name: &str| Csv(vec![name.to_owned()]);
    may_grant(act, for_staff.then(|| all("*")).as_ref())?;
    may_grant(act, for_clients.then(|| all(CreateSsoToken::NAME)).as_ref())
}

/// Whether something is kept that the provider knows us by. Another issuer would be told it.
async fn has_secret(act: &mut Act, id: i64) -> Result<bool> {
    let row = sign_in_links::provider(&mut act.conn, id).await?;
    Ok(row.is_some_and(|row| !row.client_secret.is_empty()))
}

/// An issuer is compared letter by letter with what the provider says, so only what surrounds it
/// is taken away.
fn address(text: String) -> Result<String> {
    let text = text.trim();
    let is_url = text.starts_with("https://") || text.starts_with("http://");
    if !is_url || text.contains(['?', '#', ' ']) {
        return Err(invalid("issuer", "The issuer must be an address: https://…"));
    }
    Ok(text.to_owned())
}

async fn delete(act: &mut Act, call: DeleteSignInProvider) -> Result<DeleteSignInProviderResponse> {
    edits::remove(act, &SIGN_IN_PROVIDER, number(call.providerid)).await?;
    Ok(DeleteSignInProviderResponse { providerid: call.providerid.into() })
}

async fn list(cx: &Cx, _: GetSignInProviders) -> Result<GetSignInProvidersResponse> {
    let rows = sign_in_links::providers(&mut cx.read().await?).await?;
    Ok(GetSignInProvidersResponse {
        providers: rows
            .into_iter()
            .map(|row| SignInProvider {
                providerid: row.id.into(),
                name: row.name.into(),
                issuer: row.issuer.into(),
                clientid: row.client_id.into(),
                hassecret: (!row.client_secret.is_empty()).into(),
                forstaff: row.for_staff.into(),
                forclients: row.for_clients.into(),
                signup: row.sign_up.into(),
                staffdomains: row.staff_domains.into(),
                position: row.position.into(),
            })
            .collect(),
    })
}
