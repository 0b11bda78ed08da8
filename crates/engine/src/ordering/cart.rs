//! What somebody wants to order, before anything is known about its price.

use model::catalogue::options::Wish;
use model::domains::status::DomainOrderType;
use model::ids::{AddonId, ClientId, ConfigOptionId, CustomFieldId, ProductAddonId, ProductId};
use model::ids::{ContactId, ServiceId};

/// An order to be placed (B29). It names no prices but the overrides, which are for staff.
#[derive(Debug, Clone)]
pub struct NewOrder {
    /// Who pays.
    pub client: ClientId,
    /// The contact it is for.
    pub contact: Option<ContactId>,
    /// System name of the gateway.
    pub gateway: String,
    /// What is ordered.
    pub items: Vec<NewItem>,
    /// A promotion code; empty for none.
    pub promo_code: String,
    /// Use the code although it is not for these things: for staff.
    pub promo_override: bool,
    /// The affiliate who sent the client, or 0.
    pub affiliate: i64,
    /// Make no invoice: for staff.
    pub no_invoice: bool,
    /// Send no mail about the invoice.
    pub no_invoice_email: bool,
    /// Send no confirmation of the order; its invoice is sent all the same.
    pub no_email: bool,
    /// Where it comes from; empty for the caller's address.
    pub ip: String,
    /// Name servers of its domains.
    pub nameservers: Vec<String>,
    /// Notes.
    pub notes: String,
}

impl NewOrder {
    /// An order of nothing yet.
    #[must_use]
    pub fn new(client: ClientId, gateway: impl Into<String>) -> Self {
        Self {
            client,
            contact: None,
            gateway: gateway.into(),
            items: Vec::new(),
            promo_code: String::new(),
            promo_override: false,
            affiliate: 0,
            no_invoice: false,
            no_invoice_email: false,
            no_email: false,
            ip: String::new(),
            nameservers: Vec::new(),
            notes: String::new(),
        }
    }
}

/// One thing that is ordered.
#[derive(Debug, Clone)]
pub enum NewItem {
    /// A product.
    Product(Box<NewService>),
    /// A domain name.
    Domain(NewDomain),
    /// An addon for a service that the client has.
    Addon {
        /// For which service.
        service: ServiceId,
        /// Which addon.
        addon: WantedAddon,
    },
    /// One more period of a domain that the client has.
    RenewDomain {
        /// Its name.
        name: String,
        /// For how many years.
        years: u32,
    },
    /// The next period of a service that the client has.
    RenewService(ServiceId),
    /// The next period of an addon that the client has.
    RenewAddon(AddonId),
}

/// A product that is ordered.
#[derive(Debug, Clone)]
pub struct NewService {
    /// Which.
    pub product: ProductId,
    /// How many.
    pub quantity: u64,
    /// The cycle in any spelling; empty for the shortest one offered.
    pub cycle: String,
    /// The domain or host name it is for; may be empty.
    pub domain: String,
    /// What is wanted of its options.
    pub options: Vec<(ConfigOptionId, Wish)>,
    /// Values of its custom fields.
    pub fields: Vec<(CustomFieldId, String)>,
    /// Its addons.
    pub addons: Vec<WantedAddon>,
    /// Decimal text in the client's currency for each unit and period: for staff.
    pub price_override: Option<String>,
    /// First name server of a server product.
    pub ns1: String,
    /// Second name server of a server product.
    pub ns2: String,
    /// Password of a server product's account; may be empty.
    pub root_password: String,
}

impl NewService {
    /// One of a product, for its shortest cycle.
    #[must_use]
    pub fn new(product: ProductId) -> Self {
        Self {
            product,
            quantity: 1,
            cycle: String::new(),
            domain: String::new(),
            options: Vec::new(),
            fields: Vec::new(),
            addons: Vec::new(),
            price_override: None,
            ns1: String::new(),
            ns2: String::new(),
            root_password: String::new(),
        }
    }
}

/// An addon that is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WantedAddon {
    /// Which.
    pub addon: ProductAddonId,
    /// How many.
    pub quantity: u64,
}

/// A domain name that is ordered.
#[derive(Debug, Clone)]
pub struct NewDomain {
    /// The name in any case.
    pub name: String,
    /// Registered or transferred.
    pub kind: DomainOrderType,
    /// For how many years.
    pub years: u64,
    /// The code for a transfer.
    pub epp_code: String,
    /// Its DNS records are managed here.
    pub dns_management: bool,
    /// Its mail is forwarded.
    pub email_forwarding: bool,
    /// Its owner is hidden.
    pub id_protection: bool,
    /// What the registry of the ending asks for beside it, by name.
    pub extra: Vec<(String, String)>,
    /// Decimal text in the client's currency for the first period: for staff.
    pub price_override: Option<String>,
    /// Decimal text in the client's currency for each renewal: for staff.
    pub renew_override: Option<String>,
}
