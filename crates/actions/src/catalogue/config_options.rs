//! `AddConfigOption`, `UpdateConfigOption`, `DeleteConfigOption`, `GetConfigOptions`: our own.

use engine::system::edits;
use engine::{Act, Cx, Result, invalid};
use model::ids::ConfigOptionId;
use protocol::{
    AddConfigOption, AddConfigOptionResponse, ConfigOptionEntry, DeleteConfigOption,
    DeleteConfigOptionResponse, GetConfigOptions, GetConfigOptionsResponse, UpdateConfigOption,
    UpdateConfigOptionResponse,
};
use store::catalogue::options;
use store::edits::things::CONFIG_OPTION;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddConfigOption| Box::pin(add_config_option(act, call)))
        .write(|act, call: UpdateConfigOption| Box::pin(update_config_option(act, call)))
        .write(|act, call: DeleteConfigOption| Box::pin(delete_config_option(act, call)))
        .read(|cx, call: GetConfigOptions| Box::pin(get_config_options(cx, call)))
}

async fn add_config_option(
    act: &mut Act,
    call: AddConfigOption,
) -> Result<AddConfigOptionResponse> {
    check_bounds(call.qtyminimum.unwrap_or(0), call.qtymaximum.unwrap_or(0))?;
    let fields = Fields::new()
        .number("group_id", Some(call.groupid))
        .needed("name", call.name)?
        .number("type", Some(call.r#type))
        .number("qty_min", call.qtyminimum)
        .number("qty_max", call.qtymaximum)
        .number("position", call.order)
        .flag("hidden", call.hidden);
    let id = edits::add(act, &CONFIG_OPTION, fields.done()).await?;
    Ok(AddConfigOptionResponse { optionid: id.into() })
}

async fn update_config_option(
    act: &mut Act,
    call: UpdateConfigOption,
) -> Result<UpdateConfigOptionResponse> {
    if call.qtyminimum.is_some() || call.qtymaximum.is_some() {
        let id = ConfigOptionId(number(call.optionid));
        let before = options::by_id(&mut act.conn, id).await?;
        let kept = |bound: i64| u64::try_from(bound).unwrap_or(0);
        let (min, max) = before.map_or((0, 0), |row| (kept(row.qty_min), kept(row.qty_max)));
        check_bounds(call.qtyminimum.unwrap_or(min), call.qtymaximum.unwrap_or(max))?;
    }
    let fields = Fields::new()
        .number("group_id", call.groupid)
        .text("name", call.name)
        .number("type", call.r#type)
        .number("qty_min", call.qtyminimum)
        .number("qty_max", call.qtymaximum)
        .number("position", call.order)
        .flag("hidden", call.hidden);
    let id = number(call.optionid);
    edits::change(act, &CONFIG_OPTION, id, fields.done()).await?;
    Ok(UpdateConfigOptionResponse { optionid: call.optionid.into() })
}

/// Nobody can order at least five and at most two; 0 is without a bound.
fn check_bounds(least: u64, most: u64) -> Result<()> {
    if most == 0 || least <= most {
        return Ok(());
    }
    Err(invalid("qtymaximum", format!("The most must not be below the least: {least}")))
}

async fn delete_config_option(
    act: &mut Act,
    call: DeleteConfigOption,
) -> Result<DeleteConfigOptionResponse> {
    edits::remove(act, &CONFIG_OPTION, number(call.optionid)).await?;
    Ok(DeleteConfigOptionResponse { optionid: call.optionid.into() })
}

async fn get_config_options(cx: &Cx, call: GetConfigOptions) -> Result<GetConfigOptionsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let (rows, total) = edits::page(&mut cx.read().await?, &CONFIG_OPTION, start, limit).await?;
    Ok(GetConfigOptionsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        configoptions: rows
            .iter()
            .map(|row| ConfigOptionEntry {
                optionid: row.id.into(),
                groupid: row.number("group_id").into(),
                name: row.text("name").into(),
                r#type: row.number("type").into(),
                qtyminimum: row.number("qty_min").into(),
                qtymaximum: row.number("qty_max").into(),
                order: row.number("position").into(),
                hidden: row.flag("hidden").into(),
            })
            .collect(),
    })
}
