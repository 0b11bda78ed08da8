//! Who may act for the client, as its owner sees it.

use engine::{Actor, Meaning, Refusal};
use protocol::wire::Csv;
use protocol::{
    ClientInvite, ClientUser, CreateClientInvite, DeleteUserClient, GetClientInvites, GetEmails,
    GetEmailsResponse, GetUserPermissions, UpdateUserPermissions, WithdrawClientInvite,
};

use super::{ForClient, nothing};
use crate::whmcs::CallError;

impl ForClient {
    /// The users who may act for the client; only its owner has a say in that.
    pub(crate) async fn users(&self) -> Result<Vec<ClientUser>, CallError> {
        let users = self.details().await?.users.0.user.0;
        let Actor::Client { user: me, .. } = self.caller.actor else { return Ok(users) };
        if !users.iter().any(|user| user.id.0 == me.0 && user.is_owner.0) {
            let said = "Only the owner of the account may do that.".into();
            let meaning = Meaning::NotAllowed;
            return Err(CallError::Refused(Refusal { meaning, field: None, said }));
        }
        Ok(users)
    }

    /// One of them.
    pub(crate) async fn user(&self, id: u64) -> Result<ClientUser, CallError> {
        let users = self.users().await?;
        users.into_iter().find(|user| user.id.id() == Some(id)).ok_or_else(nothing)
    }

    /// What a user may do for the client.
    pub(crate) async fn permissions_of(&self, id: u64) -> Result<Vec<String>, CallError> {
        self.user(id).await?;
        self.permissions(id).await
    }

    /// The same of a user who is known to be one of the client's.
    pub(crate) async fn permissions(&self, id: u64) -> Result<Vec<String>, CallError> {
        let call = GetUserPermissions { user_id: id, client_id: self.owner() };
        let words = self.look(call).await?.permissions.0.permission;
        Ok(words.iter().map(|word| word.0.clone()).collect())
    }

    /// Sets what a user may do for the client.
    pub(crate) async fn permit(&self, id: u64, words: Vec<String>) -> Result<(), CallError> {
        self.user(id).await?;
        let permissions = Csv(words);
        let call = UpdateUserPermissions { user_id: id, client_id: self.owner(), permissions };
        let done = self.call(call).await;
        self.look_again(id);
        done.map(drop)
    }

    /// Takes a user away from the client.
    pub(crate) async fn remove_user(&self, id: u64) -> Result<(), CallError> {
        self.user(id).await?;
        let call = DeleteUserClient { user_id: id, client_id: self.owner() };
        let done = self.call(call).await;
        self.look_again(id);
        done.map(drop)
    }

    /// What is remembered of a user's session is asked anew at its next request.
    fn look_again(&self, user: u64) {
        self.app.0.sessions.watch().forget(i64::try_from(user).unwrap_or(0));
    }

    /// Invites somebody to act for the client.
    pub(crate) async fn invite(&self, email: String, words: Vec<String>) -> Result<(), CallError> {
        self.users().await?;
        let permissions = Csv(words);
        let call = CreateClientInvite { client_id: self.owner(), email, permissions };
        self.call(call).await.map(drop)
    }

    /// The invitations that wait for an answer.
    pub(crate) async fn invitations(&self) -> Result<Vec<ClientInvite>, CallError> {
        self.users().await?;
        let call = GetClientInvites { client_id: self.owner() };
        Ok(self.look(call).await?.invites.0.invite.0)
    }

    /// Takes back an invitation that was not accepted.
    pub(crate) async fn withdraw_invitation(&self, id: u64) -> Result<(), CallError> {
        self.users().await?;
        let call = WithdrawClientInvite { client_id: self.owner(), invite_id: id };
        self.call(call).await.map(drop)
    }

    /// A page of the mails that were written to the client.
    pub(crate) async fn emails(&self, call: GetEmails) -> Result<GetEmailsResponse, CallError> {
        self.look(GetEmails { clientid: self.owner(), ..call }).await
    }
}
