//! Domain names of a client, and what is set at the registrar.

use engine::{Meaning, Refusal};
use model::domains::addon::DomainAddon;
use model::word::Word as _;
use protocol::{
    Action, AddDnsRecord, AddEmailForward, AddOrder, AddOrderResponse, ClientDomain,
    DeleteDnsRecord, DeleteEmailForward, DomainAddonOffer, DomainGetLockingStatus,
    DomainGetNameservers, DomainGetNameserversResponse, DomainGetWhoisInfo,
    DomainGetWhoisInfoResponse, DomainRequestEPP, DomainRequestEPPResponse, DomainToggleIdProtect,
    DomainTransfer, DomainUpdateLockingStatus, DomainUpdateNameservers, DomainUpdateWhoisInfo,
    GetClientsDomains, GetClientsDomainsResponse, GetDnsRecords, GetDnsRecordsResponse,
    GetDomainAddons, GetDomainAddonsResponse, GetDsRecords, GetDsRecordsResponse, GetEmailForwards,
    GetEmailForwardsResponse, OrderDomainAddon, OrderDomainAddonResponse, UpdateClientDomain,
    UpdateDnsRecord, UpdateDsRecords,
};

use super::{ForClient, found};
use crate::session::proof::Proof;
use crate::whmcs::CallError;

/// A contact at the registrar, in the words of the protocol.
pub(crate) struct WhoisBlock {
    /// `Registrant`, `Admin`, `Tech` or `Billing`.
    pub(crate) name: &'static str,
    /// Names of fields and what they hold.
    pub(crate) fields: Vec<(&'static str, String)>,
}

impl WhoisBlock {
    fn xml(&self) -> String {
        let escaped =
            |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let fields = self.fields.iter();
        let fields = fields.map(|(name, text)| format!("<{name}>{}</{name}>", escaped(text)));
        format!("<{0}>{1}</{0}>", self.name, fields.collect::<String>())
    }
}

/// The document with contacts that `DomainUpdateWhoisInfo` takes.
pub(crate) fn whois_xml(blocks: &[WhoisBlock]) -> String {
    let blocks: String = blocks.iter().map(WhoisBlock::xml).collect();
    format!("<contactdetails>{blocks}</contactdetails>")
}

impl ForClient {
    /// A page of the client's domain names.
    pub(crate) async fn domains(
        &self,
        call: GetClientsDomains,
    ) -> Result<GetClientsDomainsResponse, CallError> {
        self.limited(GetClientsDomains { clientid: Some(self.owner()), ..call }).await
    }

    /// A domain name of the client.
    pub(crate) async fn domain(&self, id: u64) -> Result<ClientDomain, CallError> {
        let call = GetClientsDomains { domainid: Some(id), ..GetClientsDomains::default() };
        let rows = found(self.look(call).await)?.map(|answer| answer.domains.0.domain.0);
        let domain = rows.into_iter().flatten().find(|domain| domain.id.id() == Some(id));
        self.only_own(domain, |domain| domain.userid.0, "domain")
    }

    async fn of_domain<A: Action>(&self, id: u64, call: A) -> Result<A::Response, CallError> {
        self.domain(id).await?;
        self.call(call).await
    }

    /// The name servers at the registrar.
    pub(crate) async fn nameservers(
        &self,
        id: u64,
    ) -> Result<DomainGetNameserversResponse, CallError> {
        self.of_domain(id, DomainGetNameservers { domainid: id }).await
    }

    /// Tries a transfer again that the registrar refused, with another code. Another WHMCS would
    /// not look whether it was paid.
    pub(crate) async fn transfer_again(&self, id: u64, code: &str) -> Result<(), CallError> {
        if self.app.whmcs().is_remote() {
            self.domain(id).await?;
            let said = "A transfer is begun anew only when it was refused".into();
            let meaning = Meaning::NotNow;
            return Err(CallError::Refused(Refusal { meaning, field: None, said }));
        }
        let (domainid, eppcode) = (Some(id), Some(code.into()));
        let call = DomainTransfer { domainid, eppcode, ..DomainTransfer::default() };
        self.of_domain(id, call).await.map(drop)
    }

    /// Sets from two to five name servers.
    pub(crate) async fn set_nameservers(
        &self,
        id: u64,
        names: Vec<String>,
    ) -> Result<(), CallError> {
        let mut names = names.into_iter();
        let call = DomainUpdateNameservers {
            domainid: Some(id),
            domain: None,
            ns1: names.next().unwrap_or_default(),
            ns2: names.next().unwrap_or_default(),
            ns3: names.next(),
            ns4: names.next(),
            ns5: names.next(),
        };
        self.of_domain(id, call).await.map(drop)
    }

    /// Whether the registrar refuses transfers.
    pub(crate) async fn is_locked(&self, id: u64) -> Result<bool, CallError> {
        let said = self.of_domain(id, DomainGetLockingStatus { domainid: id }).await?;
        match &*said.lockstatus {
            "" | "unknown" => Err(CallError::Refused(Refusal {
                meaning: Meaning::NotNow,
                field: None,
                said: "Registrar Function Not Supported".into(),
            })),
            word => Ok(word == "locked"),
        }
    }

    /// Has the registrar refuse transfers, or permit them.
    pub(crate) async fn set_locked(&self, id: u64, locked: bool) -> Result<(), CallError> {
        let call = DomainUpdateLockingStatus { domainid: id, lockstatus: locked.into() };
        self.of_domain(id, call).await.map(drop)
    }

    /// Hides the owner's address at the registry, or shows it. Hiding that costs something is
    /// ordered; another WHMCS does not know that a client asks.
    pub(crate) async fn set_protected(&self, id: u64, protected: bool) -> Result<(), CallError> {
        if protected && self.is_of_client() && self.app.whmcs().is_remote() {
            self.refuse_what_is_ordered(id).await?;
        }
        let call = DomainToggleIdProtect { domainid: id, idprotect: protected.into() };
        self.of_domain(id, call).await.map(drop)
    }

    async fn refuse_what_is_ordered(&self, id: u64) -> Result<(), CallError> {
        let offers = match self.domain_addons(id).await {
            Ok(found) => found.addons.0.addon.0,
            Err(CallError::NotOffered(_)) => return Ok(()),
            Err(error) => return Err(error),
        };
        let is_ordered = |offer: &DomainAddonOffer| {
            *offer.addon == *DomainAddon::IdProtection.word()
                && *offer.status != *"on"
                && offer.yearly.to_minor(4) != Some(0)
        };
        if offers.iter().any(is_ordered) {
            let said = "ID protection is not booked with this domain: order it first";
            return Err(engine::not_now(said).into());
        }
        Ok(())
    }

    /// What is booked with the name or can be, from a WHMCS that tells of it.
    pub(crate) async fn domain_addons(
        &self,
        id: u64,
    ) -> Result<GetDomainAddonsResponse, CallError> {
        self.domain(id).await?;
        self.look(GetDomainAddons { domainid: id }).await
    }

    /// Books an addon with the name.
    pub(crate) async fn order_domain_addon(
        &self,
        call: OrderDomainAddon,
    ) -> Result<OrderDomainAddonResponse, CallError> {
        self.of_domain(call.domainid, call).await
    }

    /// The code for a transfer elsewhere; absent when the registrar mails it. Whoever has it can
    /// take the name away, so it is told to somebody who has just proven who it is.
    pub(crate) async fn transfer_code(
        &self,
        id: u64,
        _: &Proof,
    ) -> Result<DomainRequestEPPResponse, CallError> {
        self.of_domain(id, DomainRequestEPP { domainid: id }).await
    }

    /// The contacts at the registrar, as JSON by role.
    pub(crate) async fn whois(&self, id: u64) -> Result<DomainGetWhoisInfoResponse, CallError> {
        self.of_domain(id, DomainGetWhoisInfo { domainid: id }).await
    }

    /// Changes the contacts at the registrar.
    pub(crate) async fn set_whois(&self, id: u64, blocks: &[WhoisBlock]) -> Result<(), CallError> {
        let xml = whois_xml(blocks);
        self.of_domain(id, DomainUpdateWhoisInfo { domainid: id, xml }).await.map(drop)
    }

    /// Renews the name when it is due, or lets it end.
    pub(crate) async fn set_renewing(&self, id: u64, renewing: bool) -> Result<(), CallError> {
        let donotrenew = Some((!renewing).into());
        let call =
            UpdateClientDomain { domainid: Some(id), donotrenew, ..UpdateClientDomain::default() };
        self.of_domain(id, call).await.map(drop)
    }

    /// The records of its zone, where that is kept here.
    pub(crate) async fn dns_records(&self, id: u64) -> Result<GetDnsRecordsResponse, CallError> {
        self.of_domain(id, GetDnsRecords { domainid: id }).await
    }

    /// Adds a record to the zone.
    pub(crate) async fn add_dns_record(&self, call: AddDnsRecord) -> Result<(), CallError> {
        self.of_domain(call.domainid, call).await.map(drop)
    }

    /// Puts a record in the place of another.
    pub(crate) async fn update_dns_record(&self, call: UpdateDnsRecord) -> Result<(), CallError> {
        self.of_domain(call.domainid, call).await.map(drop)
    }

    /// Takes a record out of the zone.
    pub(crate) async fn delete_dns_record(&self, call: DeleteDnsRecord) -> Result<(), CallError> {
        self.of_domain(call.domainid, call).await.map(drop)
    }

    /// Where mail to its addresses is passed on, where that is booked.
    pub(crate) async fn forwards(&self, id: u64) -> Result<GetEmailForwardsResponse, CallError> {
        self.of_domain(id, GetEmailForwards { domainid: id }).await
    }

    /// Has mail to an address of it passed on.
    pub(crate) async fn add_forward(&self, call: AddEmailForward) -> Result<(), CallError> {
        self.of_domain(call.domainid, call).await.map(drop)
    }

    /// Passes mail to an address of it on no longer.
    pub(crate) async fn delete_forward(&self, call: DeleteEmailForward) -> Result<(), CallError> {
        self.of_domain(call.domainid, call).await.map(drop)
    }

    /// What its registry publishes of the keys that sign it.
    pub(crate) async fn ds_records(&self, id: u64) -> Result<GetDsRecordsResponse, CallError> {
        self.of_domain(id, GetDsRecords { domainid: id }).await
    }

    /// Has its registry publish these records, a text each, and no others.
    pub(crate) async fn set_ds_records(
        &self,
        id: u64,
        records: Vec<String>,
    ) -> Result<(), CallError> {
        let call = UpdateDsRecords { domainid: id, records: records.into() };
        self.of_domain(id, call).await.map(drop)
    }

    /// Orders further years, paid as said or else as the name's renewals are.
    pub(crate) async fn order_renewal(
        &self,
        domain: &ClientDomain,
        years: u64,
        method: Option<String>,
    ) -> Result<AddOrderResponse, CallError> {
        let method = method.unwrap_or_else(|| domain.paymentmethod.to_string());
        let domainrenewals = [(domain.domainname.to_string(), years)].into_iter().collect();
        let call = AddOrder { paymentmethod: Some(method), domainrenewals, ..AddOrder::default() };
        self.place(call).await
    }

    /// A domain name of the client, by its name.
    pub(crate) async fn domain_named(&self, name: &str) -> Result<ClientDomain, CallError> {
        let call = GetClientsDomains { domain: Some(name.to_owned()), ..Default::default() };
        let rows = self.domains(call).await?.domains.0.domain;
        let own = rows.into_iter().find(|row| row.domainname.eq_ignore_ascii_case(name));
        self.only_own(own, |row| row.userid.0, "domain")
    }
}
