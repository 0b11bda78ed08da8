//! The client itself and its contacts.

use engine::{Actor, invalid};
use protocol::{
    AddContact, AddContactResponse, AffiliateActivate, ClientDetails, ClientFile, ClientStats,
    Contact, CreateSsoToken, DeleteContact, ExportClientData, ExportClientDataResponse,
    GetAffiliateDetails, GetAffiliateDetailsResponse, GetAffiliates, GetClientFile,
    GetClientFileResponse, GetClientFiles, GetClientsDetails, GetContacts, GetEmails, SentEmail,
    UpdateClient, UpdateContact,
};
use serde_json::Value;

use super::{ForClient, ROWS_MAX, found, nothing};
use crate::asked::{self, Due, Of};
use crate::pages::language::by_any_name;
use crate::through::looked_for;
use crate::whmcs::CallError;

impl ForClient {
    /// The files that are kept for the client to see.
    pub(crate) async fn files(&self) -> Result<Vec<ClientFile>, CallError> {
        let mut rows = self.look(GetClientFiles { clientid: self.owner() }).await?.files.0.file.0;
        rows.retain(|row| self.owns(row.clientid.0) && !row.staffonly.0);
        Ok(rows)
    }

    /// A file that is kept for the client to see.
    pub(crate) async fn file(&self, id: u64) -> Result<GetClientFileResponse, CallError> {
        let seen = self.files().await?.iter().any(|row| row.fileid.id() == Some(id));
        let call = GetClientFile { fileid: id, clientid: Some(self.owner()) };
        if seen { found(self.look(call).await)?.ok_or_else(nothing) } else { Err(nothing()) }
    }

    /// Everything that is kept about the client, without what the staff noted for itself; only its
    /// owner may have it.
    pub(crate) async fn export(&self) -> Result<ExportClientDataResponse, CallError> {
        self.users().await?;
        let mut made = self.call(ExportClientData { clientid: self.owner() }).await?;
        let read = serde_json::from_str::<Value>(&made.data);
        let mut data = read.map_err(|error| CallError::Broken(error.into()))?;
        if let Some(parts) = data.as_object_mut() {
            parts.remove("notes");
            for part in ["services", "addons", "domains"] {
                let rows = parts.get_mut(part).and_then(Value::as_array_mut);
                for row in rows.into_iter().flatten().filter_map(Value::as_object_mut) {
                    row.remove("notes");
                }
            }
        }
        made.data = format!("{data:#}").into();
        Ok(made)
    }

    /// The client as an affiliate, and how many it brought; nothing while it is none.
    pub(crate) async fn affiliate(
        &self,
    ) -> Result<Option<(i64, GetAffiliateDetailsResponse)>, CallError> {
        let call = GetAffiliates { userid: Some(self.owner()), ..GetAffiliates::default() };
        let rows = self.look(call).await?.affiliates.0.affiliate.0;
        let Some(row) = rows.into_iter().find(|row| self.owns(row.clientid.0)) else {
            return Ok(None);
        };
        let affiliateid = row.id.id().ok_or_else(nothing)?;
        let found = found(self.look(GetAffiliateDetails { affiliateid }).await)?;
        Ok(found.map(|found| (row.visitors.0, found)))
    }

    /// Makes the client an affiliate.
    pub(crate) async fn become_affiliate(&self) -> Result<(), CallError> {
        self.call(AffiliateActivate { userid: self.owner() }).await.map(drop)
    }

    /// Everything about the client.
    pub(crate) async fn details(&self) -> Result<ClientDetails, CallError> {
        let clientid = Some(self.owner());
        let call = GetClientsDetails { clientid, ..GetClientsDetails::default() };
        Ok(self.look(call).await?.client)
    }

    /// The client, and what it has and owes in numbers.
    pub(crate) async fn stats(&self) -> Result<(ClientDetails, ClientStats), CallError> {
        let clientid = Some(self.owner());
        let call = GetClientsDetails { clientid, stats: true.into(), email: None };
        let answer = self.look(call).await?;
        Ok((answer.client, answer.stats.unwrap_or_default()))
    }

    /// Changes what the client may change of itself; money, status and group are not passed on.
    pub(crate) async fn update(&self, call: UpdateClient) -> Result<(), CallError> {
        let (of, given) = (Of::Clients, &call.customfields);
        asked::check_answers(&self.app, &self.caller, of, given, Due::Kept).await?;
        self.check_language(call.language.as_deref().unwrap_or_default()).await?;
        self.call(UpdateClient {
            clientid: Some(self.owner()),
            clientemail: None,
            currency: None,
            groupid: None,
            notes: None,
            status: None,
            skipvalidation: false.into(),
            latefeeoveride: None,
            overideduenotices: None,
            taxexempt: None,
            separateinvoices: None,
            billingday: None,
            disableautocc: None,
            overrideautoclose: None,
            unset: call.unset.iter().filter(|name| *name != "notes").cloned().collect(),
            ..call
        })
        .await
        .map(drop)
    }

    /// Refuses a language that we do not speak; one that the account has may stay, as another WHMCS
    /// speaks more.
    async fn check_language(&self, wanted: &str) -> Result<(), CallError> {
        let wanted = wanted.trim();
        if wanted.is_empty()
            || by_any_name(wanted).is_some()
            || self.details().await?.language.eq_ignore_ascii_case(wanted)
        {
            return Ok(());
        }
        Err(invalid("language", "Invalid Language").into())
    }

    /// Contacts of the client from a row on, and how many there are.
    pub(crate) async fn contacts(
        &self,
        start: u64,
        limit: u64,
    ) -> Result<(Vec<Contact>, i64), CallError> {
        let call = GetContacts {
            userid: Some(self.owner()),
            limitstart: Some(start),
            limitnum: Some(limit),
            ..GetContacts::default()
        };
        let answer = self.look(call).await?;
        let rows = answer.contacts.0.contact.into_iter();
        Ok((rows.filter(|row| self.owns(row.userid)).collect(), answer.totalresults.0))
    }

    /// A contact of the client.
    pub(crate) async fn contact(&self, id: u64) -> Result<Contact, CallError> {
        let page = |start| self.contacts(start, ROWS_MAX);
        let found = looked_for(page, |row: &Contact| row.id.id() == Some(id)).await?;
        self.only_own(found, |row: &Contact| row.userid.0, "contact")
    }

    /// Adds a contact to the client.
    pub(crate) async fn add_contact(
        &self,
        call: AddContact,
    ) -> Result<AddContactResponse, CallError> {
        self.call(AddContact { clientid: self.owner(), ..call }).await
    }

    /// Changes a contact of the client.
    pub(crate) async fn update_contact(&self, call: UpdateContact) -> Result<(), CallError> {
        self.contact(call.contactid).await?;
        self.call(call).await.map(drop)
    }

    /// Deletes a contact of the client.
    pub(crate) async fn delete_contact(&self, id: u64) -> Result<(), CallError> {
        self.contact(id).await?;
        self.call(DeleteContact { contactid: id }).await.map(drop)
    }

    /// A link that signs the caller in to the stock client area, once.
    pub(crate) async fn sign_on(
        &self,
        destination: &str,
        service: Option<u64>,
    ) -> Result<String, CallError> {
        if let Some(id) = service {
            self.service(id).await?;
        }
        self.link(destination, service, None).await
    }

    /// The same, to where an invoice of the client is paid there.
    pub(crate) async fn pay_there(&self, invoice: u64) -> Result<String, CallError> {
        self.invoice(invoice).await?;
        let page = format!("viewinvoice.php?id={invoice}");
        self.link("sso:custom_redirect", None, Some(page)).await
    }

    async fn link(
        &self,
        destination: &str,
        service: Option<u64>,
        sso_redirect_path: Option<String>,
    ) -> Result<String, CallError> {
        let user_id = match self.caller.actor {
            Actor::Client { user, .. } => u64::try_from(user.0).ok(),
            _ => None,
        };
        let call = CreateSsoToken {
            client_id: Some(self.owner()),
            user_id,
            destination: Some(destination.to_owned()),
            service_id: service,
            sso_redirect_path,
            ..CreateSsoToken::default()
        };
        Ok(self.call(call).await?.redirect_url.0)
    }

    /// A mail that was sent to the client.
    pub(crate) async fn email(&self, id: u64) -> Result<SentEmail, CallError> {
        let page = |start| async move {
            let (limitstart, limitnum) = (Some(start), Some(ROWS_MAX));
            let call = GetEmails { limitstart, limitnum, ..GetEmails::default() };
            let answer = self.emails(call).await?;
            Ok((answer.emails.0.email.0, answer.totalresults.0))
        };
        let found = looked_for(page, |row: &SentEmail| row.id.id() == Some(id)).await?;
        self.only_own(found, |row: &SentEmail| row.userid.0, "email")
    }
}
