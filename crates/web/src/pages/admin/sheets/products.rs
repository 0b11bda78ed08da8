//! A product: what it is, how it is sold, what it costs, and how it is made.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    Action as _, AddProduct, DeleteProduct, DuplicateProduct, GetEmailTemplates, GetProductDetails,
    GetProductGroups, GetServerGroups, UpdateProduct,
};
use serde_json::{Value, json};

use super::{module_settings, prices};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::pages::admin::pick::{self, Choice};
use crate::pages::admin::sheet::{self, Fields, Input, Part, ROWS, Thing, choices, fields, part};
use crate::routing::post;

pub(super) fn routes() -> Router<App> {
    sheet::routes::<Product>().route("/admin/products/{id}/copy", post(copy))
}

/// `POST /admin/products/{id}/copy`: a hidden product like this one, to be changed and shown.
async fn copy(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let (path, said) = match desk.submit::<DuplicateProduct>(&posted.with("pid", id)).await? {
        Tried::Done(made) => {
            (made.pid.0.to_string(), "This is the copy, hidden until you show it".to_owned())
        }
        Tried::Again(problems) => (id.to_string(), problems.line()),
    };
    Ok(desk.go(&format!("/admin/products/{path}"), &said))
}

pub(super) struct Product;

/// How the shop reads a description.
const DESCRIBED: &str = "First what it is for; then one feature a line";

/// What a product can be.
const TYPES: &[(&str, &str)] = &[
    ("hostingaccount", "Hosting account"),
    ("reselleraccount", "Reseller account"),
    ("server", "Server"),
    ("other", "Other"),
];

/// How things are paid for.
pub(super) const PAY_TYPES: &[(&str, &str)] =
    &[("recurring", "Recurring"), ("onetime", "One time"), ("free", "Free")];

/// When a thing is made without somebody's help.
pub(super) const AUTO_SETUP: &[(&str, &str)] = &[
    ("", "Never: by hand"),
    ("order", "When it is ordered"),
    ("payment", "When it is paid"),
    ("on", "When the order is accepted"),
];

impl Thing for Product {
    type Add = AddProduct;
    type Update = UpdateProduct;
    type Delete = DeleteProduct;
    const PATH: &'static str = "/admin/products";
    const LIST: &'static str = "Products";
    const WORD: &'static str = "product";
    const KEY: &'static str = "pid";
    const TEMPLATE: &'static str = "admin/sheet_product.html";
    const STAYS: bool = true;

    /// Taxed unless somebody says that it is not: a tax that was left out is paid by the house.
    fn begin(fields: &mut Fields) {
        fields.entry("tax".to_owned()).or_insert_with(|| "1".to_owned());
    }

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let call = GetProductDetails { limitnum: ROWS, ..GetProductDetails::default() };
        let rows = desk.call(call).await?.products.0.product.0;
        let row = rows.into_iter().find(|row| row.pid.id() == Some(id));
        let Some(row) = row else { return Ok(None) };
        let mut found = fields(&row);
        let described = module_settings::described(desk, &row.module).await;
        let config = found.remove("moduleconfig").unwrap_or_default();
        found.extend(module_settings::split(&config, described.as_ref()));
        Ok(Some(found))
    }

    async fn parts(desk: &Desk, id: Option<u64>) -> Vec<Part> {
        // Nobody tells what groups a stock WHMCS has.
        let group = match desk.may(GetProductGroups::NAME) {
            true => Input::choose("gid", "Group", groups(desk).await),
            false => Input::number("gid", "Group").hint("By number").required(),
        };
        let mut first = vec![
            Input::text("name", "Name").required(),
            group,
            Input::choose("type", "Type", choices(TYPES)),
            Input::choose("paytype", "Payment", choices(PAY_TYPES)),
        ];
        if id.is_none() {
            first.push(Input::switch("tax", "Taxed").hint("Counts where tax is switched on"));
            first.push(Input::area("description", "Description", 4).hint(DESCRIBED));
            return vec![part("Product", first)];
        }
        first.extend([
            Input::text("slug", "Address")
                .hint("The last part of its address in the shop")
                .required(),
            Input::text("tagline", "Tagline"),
            Input::text("shortdescription", "Short description").wide(),
            Input::area("description", "Description", 4).hint(DESCRIBED),
            Input::text("color", "Colour").hint("Such as #3366ff"),
            Input::number("order", "Place in its group"),
            Input::switch("hidden", "Hidden"),
            Input::switch("retired", "Retired").hint("Nobody can order it any more"),
            Input::switch("featured", "Featured"),
            Input::switch("tax", "Taxed"),
        ]);
        vec![part("Product", first), selling(desk, id).await, making(desk).await]
    }

    async fn more(desk: &Desk, id: Option<u64>, _: &Fields) -> Value {
        match id {
            Some(number) => json!({
                "prices": prices::table(desk, "product", id).await,
                "module": module_settings::shown(desk, number).await,
                "copies": desk.may(DuplicateProduct::NAME),
            }),
            None => json!({
                "prices": null,
                "module": null,
                "groupless": desk.may(GetProductGroups::NAME) && groups(desk).await.is_empty(),
            }),
        }
    }

    fn check(posted: &Posted) -> Result<(), Problems> {
        prices::check(posted)
    }

    fn read(posted: &mut Posted) {
        prices::read(posted);
        module_settings::read(posted);
    }
}

async fn selling(desk: &Desk, id: Option<u64>) -> Part {
    let own = id.map(|id| id.to_string());
    let mut others = pick::products(desk).await;
    others.retain(|(product, _)| Some(product) != own.as_ref());
    part(
        "How it is sold",
        [
            Input::switch("stockcontrol", "Limited stock"),
            Input::number("qty", "In stock"),
            Input::choose(
                "allowqty",
                "Several at once",
                choices(&[("0", "No"), ("1", "As several services"), ("2", "As one that scales")]),
            ),
            Input::number("maxperclient", "Most for one client").hint("0: as many as they like"),
            Input::switch("proratabilling", "Bill until a day of the month"),
            Input::number("proratadate", "That day").hint("0: the first"),
            Input::number("proratachargenextmonth", "From this day on, the next month too"),
            Input::number("recurringlimit", "Renewals at most").hint("0: for ever"),
            Input::number("autoterminatedays", "Ends after days").hint("0: never"),
            Input::several("upgradeproducts", "Can become", others.clone()),
            Input::several("recommendations", "Recommended with it", others),
        ],
    )
}

async fn making(desk: &Desk) -> Part {
    let call = GetServerGroups { limitnum: ROWS, ..GetServerGroups::default() };
    let found = desk.maybe(call).await;
    let rows = found.map(|found| found.servergroups.0.servergroup.0).unwrap_or_default();
    let mut servers = vec![("0".to_owned(), "None".to_owned())];
    servers.extend(rows.iter().map(|row| (row.groupid.0.to_string(), row.name.to_string())));
    let mut modules = vec![(String::new(), "None: nothing is made".to_owned())];
    modules.extend(pick::modules(desk, "server").await);
    part(
        "How it is made",
        [
            Input::choose("module", "Module", modules),
            Input::choose("servergroupid", "Server group", servers),
            Input::choose("autosetup", "Set up", choices(AUTO_SETUP)),
            Input::choose("welcomeemail", "Welcome mail", mails(desk).await),
            Input::switch("showdomainoptions", "Ask for a domain name"),
            Input::text("subdomain", "Subdomains offered").hint("Such as .example.com"),
            Input::area("moduleconfig", "Further settings of the module", 3)
                .hint("A line each: name = value"),
        ],
    )
}

async fn groups(desk: &Desk) -> Vec<Choice> {
    let found = desk.maybe(GetProductGroups {}).await;
    let rows = found.map(|found| found.groups.0.group.0).unwrap_or_default();
    rows.iter().map(|row| (row.gid.0.to_string(), row.name.to_string())).collect()
}

/// The mails about products, by name.
pub(super) async fn mails(desk: &Desk) -> Vec<Choice> {
    let call =
        GetEmailTemplates { r#type: Some("product".to_owned()), ..GetEmailTemplates::default() };
    let found = desk.maybe(call).await;
    let rows = found.map(|found| found.emailtemplates.0.emailtemplate.0).unwrap_or_default();
    let mut choices = vec![(String::new(), "None".to_owned())];
    choices.extend(rows.iter().map(|row| (row.name.to_string(), row.name.to_string())));
    choices
}
