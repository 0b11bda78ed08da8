//! What is to be put into the catalogue, with sensible beginnings for everything not said.

use jiff::civil::Date;
use model::catalogue::options::OptionKind;
use model::catalogue::product::{PayType, ProductType};
use model::dates::Cycle;
use model::hosting::service::AutoSetup;
use model::ids::{ConfigOptionGroupId, CurrencyId, ProductGroupId, ProductId, ServerGroupId};
use model::money::Money;
use model::ordering::promotion::PromotionType;

/// A group of products.
#[derive(Debug, Clone, Default)]
pub struct NewGroup {
    /// The name shown.
    pub name: String,
    /// Its part of the address; made from the name if absent.
    pub slug: Option<String>,
    /// Shown above the products.
    pub headline: String,
    /// Shown below the headline.
    pub tagline: String,
    /// Not shown in the storefront.
    pub hidden: bool,
}

/// A price in one currency for one cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPrice {
    /// In which currency.
    pub currency: CurrencyId,
    /// For which cycle.
    pub cycle: Cycle,
    /// Each period.
    pub price: Money,
    /// Once.
    pub setup: Money,
}

/// How many of a product there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stock {
    /// Nobody counts.
    Unlimited,
    /// So many are left.
    Counted(u32),
}

/// A product; see [`NewProduct::new`] for what is taken where nothing is said.
#[derive(Debug, Clone)]
pub struct NewProduct {
    /// Its shelf.
    pub group: ProductGroupId,
    /// The name shown.
    pub name: String,
    /// Its part of the address; made from the name if absent.
    pub slug: Option<String>,
    /// What kind of thing it is.
    pub kind: ProductType,
    /// Free, once or recurring.
    pub pay_type: PayType,
    /// One sentence.
    pub short_description: String,
    /// Text of the storefront.
    pub description: String,
    /// A few words.
    pub tagline: String,
    /// Provisioning module, or empty.
    pub module: String,
    /// The module's settings, as a JSON object.
    pub module_settings: serde_json::Value,
    /// The servers it is created on.
    pub server_group: Option<ServerGroupId>,
    /// When it is set up.
    pub auto_setup: AutoSetup,
    /// Only staff can order it.
    pub hidden: bool,
    /// Shown first.
    pub featured: bool,
    /// How many there are.
    pub stock: Stock,
    /// 0 no quantities, 1 several services, 2 one service that scales.
    pub allow_quantity: i64,
    /// How many a client may have; 0 is any number.
    pub max_per_client: i64,
    /// Whether the order asks for a domain.
    pub show_domain_options: bool,
    /// Name of the mail sent when it is set up, or empty.
    pub welcome_email: String,
    /// Whether it is taxed.
    pub taxed: bool,
    /// The day of the month on which periods begin; 0 for the day of the order (B30).
    pub prorata_day: u8,
    /// Orders after this day of the month pay the next month too; 0 for never (B30).
    pub prorata_charge_next_after: u8,
    /// A colour for the storefront, as hexadecimal digits.
    pub colour: String,
    /// Our own domains under which a service of it can have a name, as CSV.
    pub subdomains: String,
    /// Ids of the products shown beside it, as CSV.
    pub recommendations: String,
    /// When a period may be renewed early: empty for any time, `off`, or `monthly=7,annually=30`.
    pub early_renewal: String,
    /// Order on the shelf.
    pub position: i64,
    /// What it costs.
    pub prices: Vec<NewPrice>,
}

impl NewProduct {
    /// A recurring hosting account, taxed and visible, that is set up by hand and has no price.
    #[must_use]
    pub fn new(group: ProductGroupId, name: impl Into<String>) -> Self {
        Self {
            group,
            name: name.into(),
            slug: None,
            kind: ProductType::HostingAccount,
            pay_type: PayType::Recurring,
            short_description: String::new(),
            description: String::new(),
            tagline: String::new(),
            module: String::new(),
            module_settings: serde_json::json!({}),
            server_group: None,
            auto_setup: AutoSetup::Never,
            hidden: false,
            featured: false,
            stock: Stock::Unlimited,
            allow_quantity: 0,
            max_per_client: 0,
            show_domain_options: false,
            welcome_email: String::new(),
            taxed: true,
            prorata_day: 0,
            prorata_charge_next_after: 0,
            colour: String::new(),
            subdomains: String::new(),
            recommendations: String::new(),
            early_renewal: String::new(),
            position: 0,
            prices: Vec::new(),
        }
    }
}

/// An addon on sale.
#[derive(Debug, Clone)]
pub struct NewAddon {
    /// The name shown.
    pub name: String,
    /// Text of the storefront.
    pub description: String,
    /// Free, once or recurring.
    pub pay_type: PayType,
    /// Provisioning module, or empty.
    pub module: String,
    /// When it is set up.
    pub auto_setup: AutoSetup,
    /// Whether it is taxed.
    pub taxed: bool,
    /// Whether several may be ordered.
    pub allow_quantity: bool,
    /// Only staff can order it.
    pub hidden: bool,
    /// The products it goes with.
    pub products: Vec<ProductId>,
    /// What it costs.
    pub prices: Vec<NewPrice>,
}

impl NewAddon {
    /// A recurring addon, taxed and visible, that goes with nothing and has no price.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: String::new(),
            pay_type: PayType::Recurring,
            module: String::new(),
            auto_setup: AutoSetup::Never,
            taxed: true,
            allow_quantity: false,
            hidden: false,
            products: Vec::new(),
            prices: Vec::new(),
        }
    }
}

/// A configurable option.
#[derive(Debug, Clone)]
pub struct NewOption {
    /// Its group.
    pub group: ConfigOptionGroupId,
    /// The name shown.
    pub name: String,
    /// How it is chosen.
    pub kind: OptionKind,
    /// Least quantity.
    pub quantity_min: u32,
    /// Greatest quantity; 0 is any.
    pub quantity_max: u32,
    /// What may be chosen; a yes/no or quantity has exactly one.
    pub choices: Vec<NewChoice>,
}

/// One choice of an option.
#[derive(Debug, Clone, Default)]
pub struct NewChoice {
    /// The name shown.
    pub name: String,
    /// What it costs for each.
    pub prices: Vec<NewPrice>,
}

/// A promotion; see [`NewPromotion::new`] for what is taken where nothing is said.
#[derive(Debug, Clone)]
pub struct NewPromotion {
    /// What people type.
    pub code: String,
    /// What it does.
    pub kind: PromotionType,
    /// Ten-thousandths of a percent, or minor units of the default currency.
    pub value: i64,
    /// Whether it holds for renewals.
    pub recurring: bool,
    /// For how many renewals; 0 for ever.
    pub recur_for: i64,
    /// CSV of `p1` product, `a2` addon, `d.com` ending; empty for everything.
    pub applies_to: String,
    /// CSV of the same keys, one of which must be ordered with it.
    pub requires: String,
    /// Whether an active service counts for `requires`.
    pub requires_existing: bool,
    /// CSV of cycles; empty for all.
    pub cycles: String,
    /// First day.
    pub starts_on: Option<Date>,
    /// Last day.
    pub expires_on: Option<Date>,
    /// How often it may be used; 0 for any number.
    pub max_uses: i64,
    /// Survives an upgrade of the service.
    pub lifetime: bool,
    /// Takes off one item of an order only.
    pub apply_once: bool,
    /// Only for a client's first order.
    pub new_signups: bool,
    /// Only for clients with an active service.
    pub existing_clients: bool,
    /// Only once for each client.
    pub once_per_client: bool,
    /// Also for upgrades.
    pub upgrades: bool,
    /// Notes of the staff.
    pub notes: String,
}

impl NewPromotion {
    /// A promotion for everything and everyone, on the first invoice.
    #[must_use]
    pub fn new(code: impl Into<String>, kind: PromotionType, value: i64) -> Self {
        Self {
            code: code.into(),
            kind,
            value,
            recurring: false,
            recur_for: 0,
            applies_to: String::new(),
            requires: String::new(),
            requires_existing: false,
            cycles: String::new(),
            starts_on: None,
            expires_on: None,
            max_uses: 0,
            lifetime: false,
            apply_once: false,
            new_signups: false,
            existing_clients: false,
            once_per_client: false,
            upgrades: false,
            notes: String::new(),
        }
    }
}
