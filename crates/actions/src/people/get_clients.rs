//! `GetClients` and `GetClientGroups`.

use engine::{Cx, Result};
use model::people::client::ClientStatus;
use model::people::email::fold;
use model::word::Word;
use protocol::wire::Amount;
use protocol::{
    ClientGroup, ClientGroups, ClientSummary, Clients, GetClientGroups, GetClientGroupsResponse,
    GetClients, GetClientsResponse,
};
use store::people::client_groups;
use store::people::client_lists::{self, Listed, Order, OrderBy};
use store::people::clients::ClientRow;

use crate::Registry;
use crate::wire::{date, given, id, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetClients| Box::pin(get_clients(cx, call)))
        .read(|cx, call: GetClientGroups| Box::pin(get_client_groups(cx, call)))
}

async fn get_clients(cx: &Cx, call: GetClients) -> Result<GetClientsResponse> {
    let (start, rows) = page(call.limitstart, call.limitnum);
    let search = call.search.as_deref().map(fold).filter(|text| !text.is_empty());
    let status = call.status.as_deref().map(ClientStatus::from_word);
    let country = given(call.country.as_deref()).map(str::to_ascii_uppercase);
    let (found, total) = match status {
        // A word that is no status matches no client.
        Some(None) => (Vec::new(), 0),
        status => {
            let wanted = Listed {
                status: status.flatten(),
                group: call.groupid.map(id),
                country: country.as_deref(),
                currency: call.currency.map(id),
                gateway: given(call.paymentmethod.as_deref()),
                search: search.as_deref(),
            };
            client_lists::list(&mut cx.read().await?, &wanted, order_of(&call), start, rows).await?
        }
    };
    Ok(GetClientsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: found.len().into(),
        clients: Clients { client: found.into_iter().map(summary).collect() }.into(),
    })
}

fn order_of(call: &GetClients) -> Order {
    let by = match call.orderby.as_deref().unwrap_or_default() {
        "firstname" => OrderBy::FirstName,
        "lastname" => OrderBy::LastName,
        "companyname" => OrderBy::Company,
        "email" => OrderBy::Email,
        "groupid" => OrderBy::Group,
        "datecreated" => OrderBy::Created,
        "status" => OrderBy::Status,
        _ => OrderBy::Id,
    };
    Order { by, descending: descending(call.sorting.as_deref()) }
}

/// Whether the caller wants the last one first.
pub(super) fn descending(sorting: Option<&str>) -> bool {
    sorting.is_some_and(|word| word.trim().eq_ignore_ascii_case("desc"))
}

fn summary(row: ClientRow) -> ClientSummary {
    ClientSummary {
        id: row.id.0.into(),
        firstname: row.first_name.into(),
        lastname: row.last_name.into(),
        companyname: row.company.into(),
        email: row.email.into(),
        datecreated: date(Some(row.signed_up_on)),
        groupid: row.group_id.map_or(0, |id| id.0).into(),
        status: row.status.word().into(),
    }
}

async fn get_client_groups(cx: &Cx, _: GetClientGroups) -> Result<GetClientGroupsResponse> {
    let groups = client_groups::all(&mut cx.read().await?).await?;
    Ok(GetClientGroupsResponse {
        totalresults: groups.len().into(),
        groups: ClientGroups {
            group: groups
                .into_iter()
                .map(|row| ClientGroup {
                    id: row.id.0.into(),
                    groupname: row.name.into(),
                    groupcolour: row.colour.into(),
                    // Kept in ten-thousandths of a per cent, shown in hundredths.
                    discountpercent: Amount::from_minor(row.discount_percent / 100, 2),
                    susptermexempt: row.suspend_terminate_exempt.into(),
                    separateinvoices: row.separate_invoices.into(),
                })
                .collect(),
        }
        .into(),
    })
}
