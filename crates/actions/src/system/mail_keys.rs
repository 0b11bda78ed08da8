//! `CreateMailKey`, `GetMailKeys` and `DeleteMailKey`: what mails are signed with. Our own.

use engine::system::{mail_keys as keys, settings};
use engine::{Act, Cx, Result, invalid};
use protocol::wire::Secret;
use protocol::{
    CreateMailKey, CreateMailKeyResponse, DeleteMailKey, DeleteMailKeyResponse, GetMailKeys,
    GetMailKeysResponse, MailKey,
};
use store::system::mail_keys::{self, MailKeyRow};

use crate::Registry;
use crate::wire::moment;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .prepared(
            |cx, call: CreateMailKey| Box::pin(prepare(cx, call)),
            |act, call| Box::pin(create_mail_key(act, call)),
        )
        .flow(|cx, _: GetMailKeys| Box::pin(get_mail_keys(cx)))
        .write(|act, call: DeleteMailKey| Box::pin(delete_mail_key(act, call)))
}

/// Makes the key before the act begins; from here on `privatekey` is there.
async fn prepare(cx: &Cx, mut call: CreateMailKey) -> Result<CreateMailKey> {
    let given = call.privatekey.take().map(Secret::into_revealed);
    let made = keys::made(&cx.engine, given.as_deref()).await?;
    call.privatekey = Some(made.private.expose().to_owned().into());
    Ok(call)
}

async fn create_mail_key(act: &mut Act, call: CreateMailKey) -> Result<CreateMailKeyResponse> {
    let company = act.settings.text(settings::COMPANY_EMAIL).to_owned();
    let domain = match call.domain.as_deref().map(str::trim).unwrap_or_default() {
        "" => company.rsplit_once('@').map_or("", |(_, domain)| domain),
        domain => domain,
    };
    if domain.is_empty() {
        return Err(invalid("domain", "The company has no address yet; name a domain"));
    }
    let private = call.privatekey.map(Secret::into_revealed).unwrap_or_default();
    let key = keys::made(&act.engine, Some(&private)).await?;
    let row = keys::add(act, domain, &call.selector.unwrap_or_default(), &key).await?;
    let (name, value) = keys::record(&row);
    Ok(CreateMailKeyResponse {
        domain: row.domain.into(),
        selector: row.selector.into(),
        recordname: name.into(),
        recordvalue: value.into(),
    })
}

async fn get_mail_keys(cx: &Cx) -> Result<GetMailKeysResponse> {
    let rows = mail_keys::all(&mut cx.read().await?).await?;
    let shown = futures::future::join_all(rows.into_iter().map(|row| shown(cx, row))).await;
    let shown = shown.into_iter().collect::<Result<Vec<_>>>()?;
    Ok(GetMailKeysResponse { totalresults: shown.len().into(), keys: shown.into_iter().collect() })
}

async fn shown(cx: &Cx, row: MailKeyRow) -> Result<MailKey> {
    let settings = cx.engine.settings().await?;
    let published = keys::published(cx, &row).await.word().into();
    let (name, value) = keys::record(&row);
    Ok(MailKey {
        domain: row.domain.into(),
        selector: row.selector.into(),
        recordname: name.into(),
        recordvalue: value.into(),
        published,
        created: moment(&settings, Some(row.created_at)),
    })
}

async fn delete_mail_key(act: &mut Act, call: DeleteMailKey) -> Result<DeleteMailKeyResponse> {
    keys::remove(act, &call.domain).await?;
    Ok(DeleteMailKeyResponse { domain: call.domain.into() })
}
