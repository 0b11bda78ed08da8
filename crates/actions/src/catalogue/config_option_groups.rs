//! Groups of configurable options, edited: our own actions.

use engine::system::edits;
use engine::{Act, Cx, Result};
use protocol::{
    AddConfigOptionGroup, AddConfigOptionGroupResponse, ConfigOptionGroupEntry,
    DeleteConfigOptionGroup, DeleteConfigOptionGroupResponse, GetConfigOptionGroups,
    GetConfigOptionGroupsResponse, UpdateConfigOptionGroup, UpdateConfigOptionGroupResponse,
};
use store::edits::things::{CONFIG_OPTION_GROUP, GROUP_PRODUCTS};

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddConfigOptionGroup| Box::pin(add_config_option_group(act, call)))
        .write(|act, call: UpdateConfigOptionGroup| Box::pin(update_config_option_group(act, call)))
        .write(|act, call: DeleteConfigOptionGroup| Box::pin(delete_config_option_group(act, call)))
        .read(|cx, call: GetConfigOptionGroups| Box::pin(get_config_option_groups(cx, call)))
}

async fn add_config_option_group(
    act: &mut Act,
    call: AddConfigOptionGroup,
) -> Result<AddConfigOptionGroupResponse> {
    let fields = Fields::new().needed("name", call.name)?.text("description", call.description);
    let id = edits::add(act, &CONFIG_OPTION_GROUP, fields.done()).await?;
    edits::replace_links(act, &GROUP_PRODUCTS, id, call.products.map(|csv| csv.0)).await?;
    Ok(AddConfigOptionGroupResponse { groupid: id.into() })
}

async fn update_config_option_group(
    act: &mut Act,
    call: UpdateConfigOptionGroup,
) -> Result<UpdateConfigOptionGroupResponse> {
    let fields = Fields::new().text("name", call.name).text("description", call.description);
    let id = number(call.groupid);
    edits::change(act, &CONFIG_OPTION_GROUP, id, fields.done()).await?;
    edits::replace_links(act, &GROUP_PRODUCTS, id, call.products.map(|csv| csv.0)).await?;
    Ok(UpdateConfigOptionGroupResponse { groupid: call.groupid.into() })
}

async fn delete_config_option_group(
    act: &mut Act,
    call: DeleteConfigOptionGroup,
) -> Result<DeleteConfigOptionGroupResponse> {
    edits::remove(act, &CONFIG_OPTION_GROUP, number(call.groupid)).await?;
    Ok(DeleteConfigOptionGroupResponse { groupid: call.groupid.into() })
}

async fn get_config_option_groups(
    cx: &Cx,
    call: GetConfigOptionGroups,
) -> Result<GetConfigOptionGroupsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let mut c = cx.read().await?;
    let (rows, total) = edits::page(&mut c, &CONFIG_OPTION_GROUP, start, limit).await?;
    let pairs = store::edits::all_links(&mut c, &GROUP_PRODUCTS).await?;
    let products = |id: i64| {
        let own = pairs.iter().filter(move |(own, _)| *own == id);
        own.filter_map(|(_, product)| u64::try_from(*product).ok()).collect()
    };
    Ok(GetConfigOptionGroupsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        configoptiongroups: rows
            .iter()
            .map(|row| ConfigOptionGroupEntry {
                groupid: row.id.into(),
                products: products(row.id),
                name: row.text("name").into(),
                description: row.text("description").into(),
            })
            .collect(),
    })
}
