//! Choices of configurable options, edited: our own actions.

use engine::system::edits;
use engine::{Act, Cx, Result};
use protocol::{
    AddConfigOptionChoice, AddConfigOptionChoiceResponse, ConfigOptionChoiceEntry,
    DeleteConfigOptionChoice, DeleteConfigOptionChoiceResponse, GetConfigOptionChoices,
    GetConfigOptionChoicesResponse, UpdateConfigOptionChoice, UpdateConfigOptionChoiceResponse,
};
use store::catalogue::prices::Priced;
use store::edits::things::CONFIG_OPTION_CHOICE;

use super::pricing;
use crate::Registry;
use crate::edits::Fields;
use crate::wire::{number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddConfigOptionChoice| Box::pin(add_config_option_choice(act, call)))
        .write(|act, call: UpdateConfigOptionChoice| {
            Box::pin(update_config_option_choice(act, call))
        })
        .write(|act, call: DeleteConfigOptionChoice| {
            Box::pin(delete_config_option_choice(act, call))
        })
        .read(|cx, call: GetConfigOptionChoices| Box::pin(get_config_option_choices(cx, call)))
}

async fn add_config_option_choice(
    act: &mut Act,
    call: AddConfigOptionChoice,
) -> Result<AddConfigOptionChoiceResponse> {
    let fields = Fields::new()
        .number("option_id", Some(call.optionid))
        .needed("name", call.name)?
        .number("position", call.order)
        .flag("hidden", call.hidden);
    let id = edits::add(act, &CONFIG_OPTION_CHOICE, fields.done()).await?;
    pricing::set(act, Priced::Choice, id, &call.pricing).await?;
    Ok(AddConfigOptionChoiceResponse { choiceid: id.into() })
}

async fn update_config_option_choice(
    act: &mut Act,
    call: UpdateConfigOptionChoice,
) -> Result<UpdateConfigOptionChoiceResponse> {
    let fields = Fields::new()
        .number("option_id", call.optionid)
        .text("name", call.name)
        .number("position", call.order)
        .flag("hidden", call.hidden);
    let id = number(call.choiceid);
    edits::change(act, &CONFIG_OPTION_CHOICE, id, fields.done()).await?;
    pricing::set(act, Priced::Choice, id, &call.pricing).await?;
    Ok(UpdateConfigOptionChoiceResponse { choiceid: call.choiceid.into() })
}

async fn delete_config_option_choice(
    act: &mut Act,
    call: DeleteConfigOptionChoice,
) -> Result<DeleteConfigOptionChoiceResponse> {
    edits::remove(act, &CONFIG_OPTION_CHOICE, number(call.choiceid)).await?;
    Ok(DeleteConfigOptionChoiceResponse { choiceid: call.choiceid.into() })
}

async fn get_config_option_choices(
    cx: &Cx,
    call: GetConfigOptionChoices,
) -> Result<GetConfigOptionChoicesResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let (rows, total) =
        edits::page(&mut cx.read().await?, &CONFIG_OPTION_CHOICE, start, limit).await?;
    Ok(GetConfigOptionChoicesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        configoptionchoices: rows
            .iter()
            .map(|row| ConfigOptionChoiceEntry {
                choiceid: row.id.into(),
                optionid: row.number("option_id").into(),
                name: row.text("name").into(),
                order: row.number("position").into(),
                hidden: row.flag("hidden").into(),
            })
            .collect(),
    })
}
