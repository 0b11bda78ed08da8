//! Mails with a link that opens something: the secret is made when the mail is sent, so that it is
//! nowhere but in the mail, and a second attempt makes a new one.

use model::ids::{InviteId, UserId};
use serde::Deserialize;
use serde_json::json;
use store::people::{clients, invites, users, waiting_addresses};
use store::system::jobs::Claimed;

use super::{invites as invitations, reset, tokens, verification};
use crate::jobs::Ending;
use crate::system::mail::{NewMail, deliver};
use crate::system::settings::{COMPANY_NAME, SYSTEM_URL, Settings};
use crate::system::templates::{self, Addressee};
use crate::{Act, Door, Engine, Fault, Job, Result, invalid};

/// A way to a new password.
pub(super) const RESET: &str = "user.reset_password";
/// A way to prove an address.
pub(super) const VERIFY: &str = "user.verify_email";
/// An invitation to act for a client.
pub(super) const INVITE: &str = "user.invite";

/// Enqueues one of the mails.
pub(super) async fn enqueue(act: &mut Act, kind: &'static str, id: i64) -> Result<()> {
    act.enqueue(Job { kind, payload: json!({ "id": id }), unique_key: None }).await
}

#[derive(Deserialize)]
struct Payload {
    id: i64,
}

/// The jobs `user.reset_password`, `user.verify_email` and `user.invite`.
pub(crate) async fn work(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let Payload { id } = serde_json::from_str(&job.payload)
        .map_err(|error| invalid("payload", format!("not a number: {error}")))?;
    let mut act = engine.begin_system(Door::Automation, "SendLink").await?;
    let written = match job.kind.as_str() {
        RESET => reset_mail(&mut act, UserId(id)).await,
        VERIFY => verify_mail(&mut act, UserId(id)).await,
        INVITE if templates::is_off(&mut act, templates::INVITATION).await? => {
            return Ok(Ending::Done);
        }
        INVITE => invite_mail(&mut act, InviteId(id)).await,
        other => Err(Fault::broken(format!("{other} is no mail with a link"))),
    };
    match written {
        // The user or the invitation is gone: there is nobody to write to.
        Err(fault) if tokens::refused(&fault).is_some() => Ok(Ending::Done),
        Err(fault) => Err(fault),
        Ok(mail) => {
            act.commit().await?;
            deliver(engine, job.id, mail).await
        }
    }
}

async fn reset_mail(act: &mut Act, id: UserId) -> Result<NewMail> {
    let user = tokens::locked(act, id).await?;
    let secret = reset::issue(act, &user).await?;
    let link = link(&act.settings, "password/reset", &secret);
    let by = (templates::PASSWORD_RESET, "pw_reset_url");
    if let Some(mail) = templates::to_user(act, by.0, &(&user).into(), (by.1, &link), &[]).await? {
        return Ok(mail);
    }
    let text = format!(
        "a new password was asked for. To choose one, open this link within 30 minutes:\n\n\
         {link}\n\nIf you did not ask for it, do nothing: your password stays as it is."
    );
    let name = format!("{} {}", user.first_name, user.last_name);
    Ok(letter(&act.settings, &user.email, &name, "Reset Your Password", &text))
}

async fn verify_mail(act: &mut Act, id: UserId) -> Result<NewMail> {
    let user = tokens::locked(act, id).await?;
    let email = match waiting_addresses::of_user(&mut act.conn, id).await? {
        Some(row) => row.email,
        // Proven or withdrawn before the mail was sent.
        None if user.email_verified_at.is_some() => return Err(tokens::void()),
        None => user.email.clone(),
    };
    let secret = verification::issue(act, &user, &email).await?;
    let link = link(&act.settings, "verify", &secret);
    let by = (templates::EMAIL_VERIFICATION, "verification_url");
    let to = Addressee { email, ..Addressee::from(&user) };
    if let Some(mail) = templates::to_user(act, by.0, &to, (by.1, &link), &[]).await? {
        return Ok(mail);
    }
    let text = format!(
        "please confirm that this is your e-mail address:\n\n{link}\n\nIf you asked to log in \
         with it from now on, that begins when you confirm it, and all your sessions end."
    );
    let name = format!("{} {}", user.first_name, user.last_name);
    Ok(letter(&act.settings, &to.email, &name, "Confirm Your Email Address", &text))
}

async fn invite_mail(act: &mut Act, id: InviteId) -> Result<NewMail> {
    let invite = invites::by_id(&mut act.conn, id).await?.ok_or_else(tokens::void)?;
    let client = clients::by_id(&mut act.conn, invite.client_id).await?.ok_or_else(tokens::void)?;
    let secret = invitations::renew(act, id).await?;
    let link = link(&act.settings, "invite", &secret);
    let who = if client.company.is_empty() {
        format!("{} {}", client.first_name, client.last_name)
    } else {
        client.company
    };
    let known = users::by_email(&mut act.conn, &invite.email).await?;
    let to = known.as_ref().map_or_else(Addressee::default, Addressee::from);
    let to = Addressee { email: invite.email.clone(), ..to };
    let more =
        [("invite_account_name", who.as_str()), ("invite_sender_name", invite.invited_by.as_str())];
    let by = (templates::INVITATION, "invite_accept_url");
    if let Some(mail) = templates::to_user(act, by.0, &to, (by.1, &link), &more).await? {
        return Ok(mail);
    }
    let text = format!(
        "you are invited to help with the account of {who}. To accept, open this link within \
         7 days:\n\n{link}"
    );
    let name = format!("{} {}", to.first_name, to.last_name);
    Ok(letter(&act.settings, &invite.email, &name, "Invitation to an Account", &text))
}

/// The public address only ever comes from the settings, never from a request.
fn link(settings: &Settings, page: &str, secret: &str) -> String {
    let address = settings.text(SYSTEM_URL).trim_end_matches('/');
    format!("{address}/{page}/{secret}")
}

fn letter(settings: &Settings, to: &str, name: &str, subject: &str, text: &str) -> NewMail {
    let greeting = if name.trim().is_empty() { "Hello".to_owned() } else { format!("Dear {name}") };
    NewMail {
        to: to.to_owned(),
        to_name: name.trim().to_owned(),
        subject: subject.to_owned(),
        text: format!("{greeting},\n\n{text}\n\n{}\n", settings.text(COMPANY_NAME)),
        ..NewMail::default()
    }
}
