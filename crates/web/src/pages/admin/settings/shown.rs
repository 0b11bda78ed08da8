//! What is set up, where an action tells of it.

use axum::response::Response;
use protocol::wire::Flag;
use protocol::{
    GetAdminUsers, GetCurrencies, GetPaymentMethods, GetProducts, GetPromotions, GetServers,
};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::pages::admin::{pick, probe};

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.trim().is_empty() { otherwise } else { text }
}

pub(crate) async fn products(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let found = desk.call(GetProducts::default()).await?.products.0.product.0;
        let rows = found.into_iter().map(|row| {
            let href = format!("/admin/products/{}", i64::from(row.pid));
            let id = i64::from(row.pid);
            let currencies: Vec<_> = row.pricing.iter().map(|(code, _)| code.to_owned()).collect();
            let cells = vec![
                Cell::main(&*row.name).small(format!("#{id}")).to(&href),
                Cell::text(&*row.r#type),
                Cell::text(or(&row.module, "none")),
                Cell::text(&*row.paytype),
                Cell::text(currencies.join(", ")),
            ];
            Row { id, href, cells }
        });
        let table = Table {
            path: "/admin/products",
            title: "Products",
            lead: "What can be ordered",
            columns: vec![
                column("Product"),
                column("Type"),
                column("Module"),
                column("Payment"),
                column("Currencies"),
            ],
            new: Some(("/admin/products/new", "New product")),
            empty: "Nothing is sold yet.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}

pub(crate) async fn promotions(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let found = desk.call(GetPromotions::default()).await?.promotions.0.promotion.0;
        let rows = found.into_iter().map(|row| {
            let href = format!("/admin/promotions/{}", row.id.0);
            let cells = vec![
                Cell::main(&*row.code).to(&href),
                Cell::text(&*row.r#type),
                Cell::number(row.value.0.to_string()),
                Cell::number(row.uses.to_string()),
                Cell::day(&row.expirationdate),
            ];
            Row { id: row.id.0, href, cells }
        });
        let table = Table {
            path: "/admin/promotions",
            title: "Promotions",
            lead: "Codes that make something cheaper",
            columns: vec![
                column("Code"),
                column("Kind"),
                column("Value").end(),
                column("Uses").end(),
                column("Until"),
            ],
            new: Some(("/admin/promotions/new", "New promotion")),
            empty: "There is no promotion.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}

pub(crate) async fn currencies(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let found = desk.call(GetCurrencies {}).await?.currencies.0.currency.0;
        let rows = found.into_iter().map(|row| {
            let href = format!("/admin/currencies/{}", row.id.0);
            let cells = vec![
                Cell::main(&*row.code).to(&href),
                Cell::text(format!("{}1.00{}", row.prefix, row.suffix)),
                Cell::number(row.rate.to_string()),
            ];
            Row { id: row.id.0, href, cells }
        });
        let table = Table {
            path: "/admin/currencies",
            title: "Currencies",
            lead: "What clients pay in; the first is the company's own",
            columns: vec![column("Code"), column("Looks like"), column("Rate").end()],
            new: Some(("/admin/currencies/new", "New currency")),
            empty: "There is no currency.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}

pub(crate) async fn gateways(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let found = desk.call(GetPaymentMethods {}).await?.paymentmethods.0.paymentmethod.0;
        let rows = found.into_iter().zip(1..).map(|(row, id)| {
            let href = format!("/admin/modules/gateway/{}", row.module);
            let cells = vec![Cell::main(&*row.displayname).to(&href), Cell::text(&*row.module)];
            Row { id, href, cells }
        });
        let table = Table {
            path: "/admin/gateways",
            title: "Payment gateways",
            lead: "How clients can pay",
            columns: vec![column("Name"), column("Module")],
            bulk: vec![probe::TEST],
            also: vec![("/admin/modules?status=Payment+gateway", "All that there are")],
            empty: "Nobody can pay yet.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}

pub(crate) async fn servers(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let found = desk.call(GetServers::default()).await?.servers.0;
        let rows = found.into_iter().map(|row| {
            let href = format!("/admin/servers/{}", row.id.0);
            let (used, most) = (row.activeServices.0, row.maxAllowedServices.0);
            let cells = vec![
                Cell::main(&*row.name).to(&href).small(or(&row.hostname, &row.ipaddress)),
                Cell::text(or(&row.module, "none")),
                Cell::badge(if row.active.0 { "Active" } else { "Off" }),
                Cell::number(if most > 0 { format!("{used} of {most}") } else { used.to_string() }),
                Cell::number(if most > 0 {
                    format!("{} %", row.percentUsed.0)
                } else {
                    "–".into()
                }),
            ];
            Row { id: row.id.0, href, cells }
        });
        let table = Table {
            path: "/admin/servers",
            title: "Servers",
            lead: "Where services live, and how full they are",
            columns: vec![
                column("Server"),
                column("Module"),
                column("Status"),
                column("Accounts").end(),
                column("Full").end(),
            ],
            bulk: vec![probe::TEST],
            new: desk.may("AddServer").then_some(("/admin/servers/new", "New server")),
            empty: "There is no server.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}

pub(crate) async fn staff(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let call = GetAdminUsers { include_disabled: Flag(true), ..GetAdminUsers::default() };
        let found = desk.call(call).await?.admin_users.0;
        let roles = pick::roles(desk, "staff").await;
        let rows = found.into_iter().map(|row| {
            let href = format!("/admin/staff/{}", row.id.0);
            let role = row.roleId.0.to_string();
            let factor = if row.twoFactorAuthModule.is_empty() { "No" } else { "Yes" };
            let cells = vec![
                Cell::person(&*row.fullName).small(&*row.username).to(&href),
                Cell::text(&*row.email),
                Cell::text(pick::name_of(&roles, &role)),
                Cell::text(factor),
                Cell::badge(if row.isDisabled.0 { "Disabled" } else { "Active" }),
            ];
            Row { id: row.id.0, href, cells }
        });
        let table = Table {
            path: "/admin/staff",
            title: "Staff",
            lead: "Who works here",
            columns: vec![
                column("Name"),
                column("E-mail"),
                column("Role"),
                column("Second factor"),
                column("Status"),
            ],
            new: desk.may("AddAdminUser").then_some(("/admin/staff/new", "New staff member")),
            empty: "Nobody works here.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}
