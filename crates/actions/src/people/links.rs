//! What comes by mail: `ResetPassword`, `CreateClientInvite`, and what follows them, our own.

use engine::people::{invites, passwords, reset, security_questions, verification};
use engine::{Act, Cx, Result, invalid, not_found};
use model::ids::{ClientId, UserId};
use model::people::email::is_address;
use protocol::wire::Wrap;
use protocol::{
    AcceptClientInvite, AcceptClientInviteResponse, ClientInvite, ClientInvites,
    CompletePasswordReset, CompletePasswordResetResponse, CreateClientInvite,
    CreateClientInviteResponse, GetClientInvites, GetClientInvitesResponse, ResetPassword,
    ResetPasswordResponse, SendEmailVerification, SendEmailVerificationResponse, VerifyEmail,
    VerifyEmailResponse, WithdrawClientInvite, WithdrawClientInviteResponse,
};
use store::people::{clients, invites as rows, users};

use crate::Registry;
use crate::wire::{id, moment};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: ResetPassword| Box::pin(reset_password(act, call)))
        .prepared(
            |cx, call: CompletePasswordReset| Box::pin(prepare(cx, call)),
            |act, call| Box::pin(complete_password_reset(act, call)),
        )
        .write(|act, call: CreateClientInvite| Box::pin(create_client_invite(act, call)))
        .write(|act, call: AcceptClientInvite| Box::pin(accept_client_invite(act, call)))
        .read(|cx, call: GetClientInvites| Box::pin(get_client_invites(cx, call)))
        .write(|act, call: WithdrawClientInvite| Box::pin(withdraw_client_invite(act, call)))
        .write(|act, call: SendEmailVerification| Box::pin(send_email_verification(act, call)))
        .write(|act, call: VerifyEmail| Box::pin(verify_email(act, call)))
}

async fn reset_password(act: &mut Act, call: ResetPassword) -> Result<ResetPasswordResponse> {
    let user: UserId = match (call.id, call.email) {
        (Some(number), _) => id(number),
        (None, Some(email)) => {
            if !is_address(email.trim()) {
                return Err(invalid("email", "Please provide a valid email address"));
            }
            let found = users::by_email(&mut act.conn, &email).await?;
            found.ok_or_else(|| not_found("User Not Found"))?.id
        }
        (None, None) => {
            return Err(invalid("email", "Please enter the email address or provide the id"));
        }
    };
    reset::request(act, user).await?;
    Ok(ResetPasswordResponse::default())
}

/// Hashes the password; from here on `password2` is the hash.
async fn prepare(cx: &Cx, mut call: CompletePasswordReset) -> Result<CompletePasswordReset> {
    security_questions::guard_reset(cx, &call.token, call.securityanswer.as_deref()).await?;
    call.securityanswer = None;
    passwords::good_enough(&call.password2, &[])?;
    call.password2 = passwords::hash(&cx.engine, &call.password2).await?.into();
    Ok(call)
}

async fn complete_password_reset(
    act: &mut Act,
    call: CompletePasswordReset,
) -> Result<CompletePasswordResetResponse> {
    let user = reset::complete(act, &call.token, call.password2.into_revealed()).await?;
    Ok(CompletePasswordResetResponse { user_id: user.0.into() })
}

async fn create_client_invite(
    act: &mut Act,
    call: CreateClientInvite,
) -> Result<CreateClientInviteResponse> {
    invites::create(act, id(call.client_id), &call.email, &call.permissions.0).await?;
    Ok(CreateClientInviteResponse::default())
}

async fn accept_client_invite(
    act: &mut Act,
    call: AcceptClientInvite,
) -> Result<AcceptClientInviteResponse> {
    let client = invites::accept(act, &call.token, id(call.user_id)).await?;
    Ok(AcceptClientInviteResponse { client_id: client.0.into() })
}

async fn get_client_invites(cx: &Cx, call: GetClientInvites) -> Result<GetClientInvitesResponse> {
    let client: ClientId = id(call.client_id);
    let settings = cx.engine.settings().await?;
    let mut conn = cx.read().await?;
    let known = clients::by_id(&mut conn, client).await?;
    known.ok_or_else(|| not_found("Invalid client id"))?;
    let rows = rows::waiting(&mut conn, client, cx.engine.now().as_second()).await?;
    let invite = rows.into_iter().map(|row| ClientInvite {
        id: row.id.0.into(),
        email: row.email.into(),
        permissions: row.permissions.into(),
        invitedby: row.invited_by.into(),
        created: moment(&settings, Some(row.created_at)),
        expires: moment(&settings, Some(row.expires_at)),
    });
    Ok(GetClientInvitesResponse { invites: Wrap(ClientInvites { invite: invite.collect() }) })
}

async fn withdraw_client_invite(
    act: &mut Act,
    call: WithdrawClientInvite,
) -> Result<WithdrawClientInviteResponse> {
    invites::withdraw(act, id(call.client_id), id(call.invite_id)).await?;
    Ok(WithdrawClientInviteResponse { invite_id: call.invite_id.into() })
}

async fn send_email_verification(
    act: &mut Act,
    call: SendEmailVerification,
) -> Result<SendEmailVerificationResponse> {
    verification::request(act, id(call.user_id)).await?;
    Ok(SendEmailVerificationResponse::default())
}

async fn verify_email(act: &mut Act, call: VerifyEmail) -> Result<VerifyEmailResponse> {
    let user = verification::complete(act, &call.token).await?;
    Ok(VerifyEmailResponse { user_id: user.0.into() })
}
