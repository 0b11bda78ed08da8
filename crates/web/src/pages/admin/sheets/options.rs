//! Configurable options: groups, the options of a group, the choices of an option with prices.

use axum::Router;
use axum::response::Response;
use protocol::{
    AddConfigOption, AddConfigOptionChoice, AddConfigOptionGroup, DeleteConfigOption,
    DeleteConfigOptionChoice, DeleteConfigOptionGroup, GetConfigOptionChoices,
    GetConfigOptionGroups, GetConfigOptions, UpdateConfigOption, UpdateConfigOptionChoice,
    UpdateConfigOptionGroup,
};
use serde_json::{Value, json};

use super::prices;
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems};
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::pick;
use crate::pages::admin::sheet::{self, Fields, Input, Part, ROWS, Thing, choices, fields, part};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::routing::get;

struct Group;
struct ConfigOption;
struct OptionChoice;

/// How an option is asked for.
const KINDS: &[(&str, &str)] =
    &[("1", "A list"), ("2", "Buttons"), ("3", "Yes or no"), ("4", "A quantity")];

impl Thing for Group {
    type Add = AddConfigOptionGroup;
    type Update = UpdateConfigOptionGroup;
    type Delete = DeleteConfigOptionGroup;
    const PATH: &'static str = "/admin/config-options";
    const LIST: &'static str = "Configurable options";
    const WORD: &'static str = "group of options";
    const KEY: &'static str = "groupid";
    const TEMPLATE: &'static str = "admin/sheet_parts.html";
    const STAYS: bool = true;

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let call = GetConfigOptionGroups { limitnum: ROWS, ..GetConfigOptionGroups::default() };
        let rows = desk.call(call).await?.configoptiongroups.0.configoptiongroup.0;
        Ok(rows.into_iter().find(|row| row.groupid.id() == Some(id)).map(|row| fields(&row)))
    }

    async fn parts(desk: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![part(
            "Group",
            [
                Input::text("name", "Name").required(),
                Input::several("products", "For these products", pick::products(desk).await),
                Input::area("description", "Description", 2),
            ],
        )]
    }

    async fn more(desk: &Desk, id: Option<u64>, _: &Fields) -> Value {
        let Some(id) = id else { return json!({ "children": null, "prices": null }) };
        let call = GetConfigOptions { limitnum: ROWS, ..GetConfigOptions::default() };
        let found = desk.maybe(call).await;
        let rows = found.map(|found| found.configoptions.0.configoption.0).unwrap_or_default();
        let own = rows.iter().filter(|row| row.groupid.id() == Some(id));
        let children = own.map(|row| {
            let href = format!("/admin/config-options/options/{}", row.optionid.0);
            json!({ "label": row.name, "href": href, "hidden": row.hidden })
        });
        json!({
            "title": "Options",
            "children": children.collect::<Vec<_>>(),
            "new": format!("/admin/config-options/options/new?groupid={id}"),
            "word": "New option",
            "prices": null,
        })
    }
}

impl Thing for ConfigOption {
    type Add = AddConfigOption;
    type Update = UpdateConfigOption;
    type Delete = DeleteConfigOption;
    const PATH: &'static str = "/admin/config-options/options";
    const LIST: &'static str = "Group of options";
    const WORD: &'static str = "option";
    const KEY: &'static str = "optionid";
    const TEMPLATE: &'static str = "admin/sheet_parts.html";
    const STAYS: bool = true;

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let call = GetConfigOptions { limitnum: ROWS, ..GetConfigOptions::default() };
        let rows = desk.call(call).await?.configoptions.0.configoption.0;
        Ok(rows.into_iter().find(|row| row.optionid.id() == Some(id)).map(|row| fields(&row)))
    }

    async fn parts(_: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![part(
            "Option",
            [
                Input::text("name", "Name").required(),
                Input::choose("type", "Asked for as", choices(KINDS)),
                Input::number("groupid", "Group").hint("Its number"),
                Input::number("order", "Place in the group"),
                Input::number("qtyminimum", "Quantity at least"),
                Input::number("qtymaximum", "Quantity at most").hint("0: any"),
                Input::switch("hidden", "Hidden"),
            ],
        )]
    }

    async fn more(desk: &Desk, id: Option<u64>, _: &Fields) -> Value {
        let Some(id) = id else { return json!({ "children": null, "prices": null }) };
        let call = GetConfigOptionChoices { limitnum: ROWS, ..GetConfigOptionChoices::default() };
        let found = desk.maybe(call).await;
        let found = found.map(|found| found.configoptionchoices.0.configoptionchoice.0);
        let rows = found.unwrap_or_default();
        let own = rows.iter().filter(|row| row.optionid.id() == Some(id));
        let children = own.map(|row| {
            let href = format!("/admin/config-options/choices/{}", row.choiceid.0);
            json!({ "label": row.name, "href": href, "hidden": row.hidden })
        });
        json!({
            "title": "Choices",
            "children": children.collect::<Vec<_>>(),
            "new": format!("/admin/config-options/choices/new?optionid={id}"),
            "word": "New choice",
            "lacking": "There is none yet: no product offers the option until there is a choice.",
            "prices": null,
        })
    }

    fn home(fields: &Fields) -> String {
        home("/admin/config-options", fields.get("groupid"))
    }
}

impl Thing for OptionChoice {
    type Add = AddConfigOptionChoice;
    type Update = UpdateConfigOptionChoice;
    type Delete = DeleteConfigOptionChoice;
    const PATH: &'static str = "/admin/config-options/choices";
    const LIST: &'static str = "Option";
    const WORD: &'static str = "choice";
    const KEY: &'static str = "choiceid";
    const TEMPLATE: &'static str = "admin/sheet_parts.html";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let call = GetConfigOptionChoices { limitnum: ROWS, ..GetConfigOptionChoices::default() };
        let rows = desk.call(call).await?.configoptionchoices.0.configoptionchoice.0;
        Ok(rows.into_iter().find(|row| row.choiceid.id() == Some(id)).map(|row| fields(&row)))
    }

    async fn parts(_: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![part(
            "Choice",
            [
                Input::text("name", "Name").required(),
                Input::number("optionid", "Option").hint("Its number"),
                Input::number("order", "Place in the option"),
                Input::switch("hidden", "Hidden"),
            ],
        )]
    }

    async fn more(desk: &Desk, id: Option<u64>, _: &Fields) -> Value {
        json!({ "children": null, "prices": prices::table(desk, "choice", id).await })
    }

    fn check(posted: &Posted) -> Result<(), Problems> {
        prices::check(posted)
    }

    fn read(posted: &mut Posted) {
        prices::read(posted);
    }

    fn home(fields: &Fields) -> String {
        home("/admin/config-options/options", fields.get("optionid"))
    }
}

fn home(path: &str, id: Option<&String>) -> String {
    match id.and_then(|id| id.trim().parse::<u64>().ok()) {
        Some(id) => format!("{path}/{id}"),
        None => "/admin/config-options".to_owned(),
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/config-options", get(all))
        .merge(sheet::routes::<Group>())
        .merge(sheet::routes::<ConfigOption>())
        .merge(sheet::routes::<OptionChoice>())
}

async fn all(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let call = GetConfigOptionGroups { limitnum: ROWS, ..GetConfigOptionGroups::default() };
        let found = desk.call(call).await?.configoptiongroups.0.configoptiongroup.0;
        let rows = found.into_iter().map(|row| {
            let href = format!("/admin/config-options/{}", row.groupid.0);
            let cells = vec![Cell::main(&*row.name).to(&href), Cell::text(&*row.description)];
            Row { id: row.groupid.0, href, cells }
        });
        let table = Table {
            path: "/admin/config-options",
            title: "Configurable options",
            lead: "What can be chosen with a product, and what each choice costs",
            columns: vec![column("Group"), column("Description")],
            new: Some(("/admin/config-options/new", "New group")),
            empty: "There is no group of options.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}
