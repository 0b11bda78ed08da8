//! Groups of clients, fields that are asked of them, and questions by which they are known.

use axum::Router;
use protocol::{
    AddClientGroup, AddCustomField, AddSecurityQuestion, CustomFieldEntry, DeleteClientGroup,
    DeleteCustomField, DeleteSecurityQuestion, GetClientGroupDetails, GetCustomFields,
    GetSecurityQuestions, UpdateClientGroup, UpdateCustomField, UpdateSecurityQuestion,
};

use super::small::{self, Small};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::pick;
use crate::pages::admin::sheet::{Fields, Input, Part, ROWS, Thing, choices, fields, part};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(small::routes::<ClientGroup>())
        .merge(small::routes::<CustomField>())
        .merge(small::routes::<SecurityQuestion>())
}

struct ClientGroup;

impl Thing for ClientGroup {
    type Add = AddClientGroup;
    type Update = UpdateClientGroup;
    type Delete = DeleteClientGroup;
    const PATH: &'static str = "/admin/client-groups";
    const LIST: &'static str = "Client groups";
    const WORD: &'static str = "client group";
    const KEY: &'static str = "groupid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(_: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![part(
            "Client group",
            [
                Input::text("name", "Name").required(),
                Input::text("colour", "Colour").hint("Such as #28c99b"),
                Input::number("discountpercent", "Discount").hint("Per cent"),
                Input::switch("suspendterminateexempt", "Never suspended or ended for being late"),
                Input::switch("separateinvoices", "An invoice for each service"),
                Input::choose(
                    "billingday",
                    "Renewals are due",
                    pick::billing_days("As the house says"),
                )
                .hint("Those of a month then share an invoice"),
            ],
        )]
    }
}

impl Small for ClientGroup {
    const LEAD: &'static str = "Clients who are treated alike";
    const NEW: (&'static str, &'static str) = ("/admin/client-groups/new", "New group");
    const SHOWN: &'static [(&'static str, &'static str)] = &[
        ("name", "Group"),
        ("discountpercent", "Discount, %"),
        ("suspendterminateexempt", "Exempt"),
        ("separateinvoices", "Separate invoices"),
    ];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let call = GetClientGroupDetails { limitnum: ROWS, limitstart: None };
        Ok(desk.call(call).await?.clientgroups.0.clientgroup.iter().map(fields).collect())
    }
}

struct CustomField;

impl Thing for CustomField {
    type Add = AddCustomField;
    type Update = UpdateCustomField;
    type Delete = DeleteCustomField;
    const PATH: &'static str = "/admin/custom-fields";
    const LIST: &'static str = "Custom fields";
    const WORD: &'static str = "custom field";
    const KEY: &'static str = "fieldid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(desk: &Desk, id: Option<u64>) -> Vec<Part> {
        let kinds = [("client", "Clients"), ("product", "A product"), ("support", "A department")];
        let types = [
            ("text", "A line of text"),
            ("textarea", "Several lines"),
            ("dropdown", "A choice"),
            ("tickbox", "Yes or no"),
            ("password", "A secret"),
            ("link", "A link"),
        ];
        let mut parts = Vec::new();
        // What a field is of does not change: values are kept by it.
        if id.is_none() {
            parts.push(part(
                "Of what",
                [
                    Input::choose("type", "Asked of", choices(&kinds)),
                    Input::choose("product", "Product", pick::products(desk).await)
                        .hint("Of what is asked with one"),
                    Input::choose("department", "Department", pick::departments(desk).await)
                        .hint("Of what is asked in tickets"),
                ],
            ));
        }
        parts.push(part(
            "Field",
            [
                Input::text("name", "Name").required(),
                Input::choose("fieldtype", "Kind", choices(&types)),
                Input::text("description", "Description").wide(),
                Input::text("options", "Choices").hint("Of a choice, with commas").wide(),
                Input::text("regexpr", "Must be like").hint("A regular expression"),
                Input::number("order", "Place"),
                Input::switch("required", "Must be filled in"),
                Input::switch("adminonly", "Only the staff sees it"),
                Input::switch("showorder", "Asked with the order"),
                Input::switch("showinvoice", "Shown on invoices"),
            ],
        ));
        parts
    }

    fn read(posted: &mut Posted) {
        let of = match posted.text("type") {
            "client" => "0",
            "product" => posted.text("product"),
            "support" => posted.text("department"),
            _ => return,
        };
        let of = of.to_owned();
        posted.set("relid", of);
        posted.drop("product");
        posted.drop("department");
    }
}

impl Small for CustomField {
    const LEAD: &'static str = "What is asked of clients, with products and in tickets";
    const NEW: (&'static str, &'static str) = ("/admin/custom-fields/new", "New field");
    const SHOWN: &'static [(&'static str, &'static str)] = &[
        ("name", "Field"),
        ("type", "Of"),
        ("of", "Of which"),
        ("fieldtype", "Kind"),
        ("required", "Must be filled in"),
        ("adminonly", "Staff only"),
    ];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let call = GetCustomFields { limitnum: ROWS, ..GetCustomFields::default() };
        let found = desk.call(call).await?.customfields.0.customfield.0;
        let (products, departments) = tokio::join!(pick::products(desk), pick::departments(desk));
        let named = |row: &CustomFieldEntry| {
            let number = row.relid.0.to_string();
            let of = match &*row.r#type {
                "product" => pick::name_of(&products, &number),
                "support" => pick::name_of(&departments, &number),
                _ => "",
            };
            let of = of.to_owned();
            let mut fields = fields(row);
            fields.insert("of".to_owned(), of);
            fields
        };
        Ok(found.iter().map(named).collect())
    }
}

struct SecurityQuestion;

impl Thing for SecurityQuestion {
    type Add = AddSecurityQuestion;
    type Update = UpdateSecurityQuestion;
    type Delete = DeleteSecurityQuestion;
    const PATH: &'static str = "/admin/security-questions";
    const LIST: &'static str = "Security questions";
    const WORD: &'static str = "security question";
    const KEY: &'static str = "questionid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(_: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![part("Security question", [Input::text("question", "Question").required().wide()])]
    }
}

impl Small for SecurityQuestion {
    const LEAD: &'static str = "What clients answer to be known again; answers are never shown";
    const NEW: (&'static str, &'static str) = ("/admin/security-questions/new", "New question");
    const SHOWN: &'static [(&'static str, &'static str)] =
        &[("question", "Question"), ("uses", "Answered by")];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let found = desk.call(GetSecurityQuestions {}).await?.questions.0.question;
        let named = |mut row: Fields| {
            row.extend(row.get("id").cloned().map(|id| (Self::KEY.to_owned(), id)));
            row
        };
        Ok(found.iter().map(fields).map(named).collect())
    }
}
