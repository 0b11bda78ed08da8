//! Tables of the catalogue that are edited row by row.

use crate::edits::{Links, Thing};

/// Product Groups.
pub const PRODUCT_GROUP: Thing = Thing {
    table: "product_groups",
    word: "Product Group",
    label: "name",
    columns: &["name", "slug", "headline", "tagline", "hidden", "position"],
    uses: &[("select count(*) from products where group_id = $1", "products")],
    before_delete: &[],
};

/// Product Addons.
pub const PRODUCT_ADDON: Thing = Thing {
    table: "product_addons",
    word: "Product Addon",
    label: "name",
    columns: &[
        "name",
        "description",
        "pay_type",
        "module",
        "delivers_id",
        "auto_setup",
        "taxed",
        "allow_quantity",
        "hidden",
        "retired",
        "show_on_order",
        "position",
    ],
    uses: &[("select count(*) from service_addons where addon_id = $1", "services")],
    before_delete: &[
        "delete from product_addon_products where addon_id = $1",
        "delete from prices where kind = 'addon' and rel_id = $1",
    ],
};

/// Configurable Option Groups.
pub const CONFIG_OPTION_GROUP: Thing = Thing {
    table: "config_groups",
    word: "Configurable Option Group",
    label: "name",
    columns: &["name", "description"],
    uses: &[("select count(*) from config_options where group_id = $1", "options")],
    before_delete: &["delete from config_group_products where group_id = $1"],
};

/// Configurable Options.
pub const CONFIG_OPTION: Thing = Thing {
    table: "config_options",
    word: "Configurable Option",
    label: "name",
    columns: &["group_id", "name", "type", "qty_min", "qty_max", "position", "hidden"],
    uses: &[
        ("select count(*) from service_options where option_id = $1", "services"),
        ("select count(*) from config_choices where option_id = $1", "choices"),
    ],
    before_delete: &[],
};

/// Option Choices.
pub const CONFIG_OPTION_CHOICE: Thing = Thing {
    table: "config_choices",
    word: "Option Choice",
    label: "name",
    columns: &["option_id", "name", "position", "hidden"],
    uses: &[("select count(*) from service_options where choice_id = $1", "services")],
    before_delete: &["delete from prices where kind = 'choice' and rel_id = $1"],
};

/// Products.
pub const PRODUCT: Thing = Thing {
    table: "products",
    word: "Product",
    label: "name",
    columns: &[
        "name",
        "group_id",
        "slug",
        "type",
        "pay_type",
        "description",
        "short_description",
        "tagline",
        "colour",
        "hidden",
        "retired",
        "featured",
        "stock_control",
        "stock",
        "allow_quantity",
        "max_per_client",
        "taxed",
        "module",
        "module_settings",
        "server_group_id",
        "auto_setup",
        "show_domain_options",
        "welcome_email",
        "prorata",
        "prorata_day",
        "prorata_charge_next_after",
        "recurring_limit",
        "terminate_after_days",
        "upgrade_products",
        "subdomains",
        "recommendations",
        "position",
    ],
    uses: &[
        ("select count(*) from services where product_id = $1", "services"),
        ("select count(*) from upgrades where product_id = $1 or old_product_id = $1", "upgrades"),
        ("select count(*) from download_products where product_id = $1", "downloads"),
        ("select count(*) from product_bundle_items where product_id = $1", "bundles"),
    ],
    before_delete: &[
        "delete from prices where kind = 'product' and rel_id = $1",
        "delete from product_addon_products where product_id = $1",
        "delete from config_group_products where product_id = $1",
        "delete from custom_fields where kind = 'product' and rel_id = $1",
    ],
};

/// Bundles.
pub const BUNDLE: Thing = Thing {
    table: "product_bundles",
    word: "Bundle",
    label: "name",
    columns: &[
        "name",
        "description",
        "price_minor",
        "starts_on",
        "ends_on",
        "max_uses",
        "hidden",
        "position",
    ],
    uses: &[("select count(*) from product_bundle_uses where bundle_id = $1", "orders")],
    before_delete: &["delete from product_bundle_items where bundle_id = $1"],
};

/// Promotions.
pub const PROMOTION: Thing = Thing {
    table: "promotions",
    word: "Promotion",
    label: "code",
    columns: &[
        "code",
        "type",
        "value",
        "recurring",
        "recur_for",
        "applies_to",
        "requires",
        "requires_existing",
        "cycles",
        "starts_on",
        "expires_on",
        "max_uses",
        "lifetime_promo",
        "apply_once",
        "new_signups",
        "existing_clients",
        "once_per_client",
        "upgrades",
        "notes",
    ],
    uses: &[
        ("select count(*) from promotion_uses where promotion_id = $1", "orders"),
        ("select count(*) from services where promotion_id = $1", "services"),
        ("select count(*) from domains where promotion_id = $1", "domains"),
        ("select count(*) from orders where promotion_id = $1", "orders"),
    ],
    before_delete: &[],
};

/// The products that an addon is offered with.
pub const ADDON_PRODUCTS: Links =
    Links { table: "product_addon_products", own: "addon_id", other: "product_id" };
/// The products that a group of options goes with.
pub const GROUP_PRODUCTS: Links =
    Links { table: "config_group_products", own: "group_id", other: "product_id" };
