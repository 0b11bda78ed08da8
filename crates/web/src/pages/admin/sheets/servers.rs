//! Servers that services live on, and their groups.

use axum::Router;
use protocol::{
    AddServer, AddServerGroup, DeleteServer, DeleteServerGroup, GetServerDetails, GetServerGroups,
    UpdateServer, UpdateServerGroup,
};

use super::small::{self, Small};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::pick;
use crate::pages::admin::sheet::{self, Fields, Input, Part, ROWS, Thing, choices, fields, part};

pub(super) fn routes() -> Router<App> {
    Router::new().merge(sheet::routes::<Server>()).merge(small::routes::<Group>())
}

struct Server;

impl Thing for Server {
    type Add = AddServer;
    type Update = UpdateServer;
    type Delete = DeleteServer;
    const PATH: &'static str = "/admin/servers";
    const LIST: &'static str = "Servers";
    const WORD: &'static str = "server";
    const KEY: &'static str = "serverid";
    const STAYS: bool = true;

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let call = GetServerDetails { limitnum: ROWS, limitstart: None };
        let rows = desk.call(call).await?.servers.0.server.0;
        Ok(rows.into_iter().find(|row| row.serverid.id() == Some(id)).map(|row| fields(&row)))
    }

    async fn parts(desk: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![
            part(
                "Server",
                [
                    Input::text("name", "Name").required(),
                    Input::choose("module", "Module", pick::modules(desk, "server").await),
                    Input::number("maxaccounts", "Accounts at most").hint("0 for any number"),
                    Input::switch("active", "Takes new services"),
                    Input::switch("default", "The first choice of its module"),
                ],
            ),
            part(
                "How it is reached",
                [
                    Input::text("hostname", "Host name"),
                    Input::text("ipaddress", "Address"),
                    Input::number("port", "Port").hint("0 for the usual one of the module"),
                    Input::switch("secure", "Over TLS"),
                    Input::text("serverusername", "User name"),
                    Input::password("serverpassword", "Password or key")
                        .hint("Never shown; empty leaves it as it is, at the same address"),
                ],
            ),
            part(
                "What clients are told",
                [
                    Input::area("nameservers", "Name servers", 4).hint("One a line"),
                    Input::area("assignedips", "Further addresses", 4).hint("One a line"),
                    Input::text("noc", "Data centre"),
                    Input::text("statusaddress", "Address of its status page"),
                ],
            ),
        ]
    }
}

struct Group;

/// How a group fills.
const RULES: [(&str, &str); 2] =
    [("least", "The least full one"), ("fill", "The first choice until it is full")];

/// Numbers and names of the servers; none where the role may not look.
async fn servers(desk: &Desk) -> Vec<(String, String)> {
    let call = GetServerDetails { limitnum: ROWS, limitstart: None };
    let found = desk.maybe(call).await.map(|found| found.servers.0.server.0);
    let servers = found.unwrap_or_default().into_iter();
    servers.map(|row| (row.serverid.0.to_string(), row.name.to_string())).collect()
}

impl Thing for Group {
    type Add = AddServerGroup;
    type Update = UpdateServerGroup;
    type Delete = DeleteServerGroup;
    const PATH: &'static str = "/admin/server-groups";
    const LIST: &'static str = "Server groups";
    const WORD: &'static str = "server group";
    const KEY: &'static str = "groupid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(desk: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![part(
            "Server group",
            [
                Input::text("name", "Name").required(),
                Input::choose("filltype", "A new service goes to", choices(&RULES)),
                Input::several("servers", "Servers", servers(desk).await),
            ],
        )]
    }
}

impl Small for Group {
    const LEAD: &'static str = "Servers that share the services of a product";
    const NEW: (&'static str, &'static str) = ("/admin/server-groups/new", "New group");
    const SHOWN: &'static [(&'static str, &'static str)] =
        &[("name", "Group"), ("rule", "A new service goes to"), ("names", "Servers")];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let call = GetServerGroups { limitnum: ROWS, limitstart: None };
        let (found, servers) = tokio::join!(desk.call(call), servers(desk));
        let (servers, rules): (Fields, Fields) =
            (servers.into_iter().collect(), choices(&RULES).into_iter().collect());
        let named =
            |known: &Fields, key: &str| known.get(key).map_or(key, String::as_str).to_owned();
        let groups = found?.servergroups.0.servergroup.0.into_iter().map(|row| {
            let mut shown = fields(&row);
            let ids = row.servers.0.iter().map(ToString::to_string);
            let names: Vec<String> = ids.map(|id| named(&servers, &id)).collect();
            shown.insert("names".to_owned(), names.join(", "));
            shown.insert("rule".to_owned(), named(&rules, &row.filltype));
            shown
        });
        Ok(groups.collect())
    }
}
