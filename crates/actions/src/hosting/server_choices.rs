//! `GetServerChoices`, our own: what a server offers for the settings of products.

use engine::hosting::servers::{ChoiceKind, choices};
use engine::{Cx, Result, invalid, not_found};
use model::ids::ServerId;
use protocol::wire::Amount;
use protocol::{GetServerChoices, GetServerChoicesResponse, ServerChoice};
use store::hosting::servers;

use crate::Registry;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetServerChoices| Box::pin(get_server_choices(cx, call)))
}

async fn get_server_choices(cx: &Cx, call: GetServerChoices) -> Result<GetServerChoicesResponse> {
    let kind = ChoiceKind::from_word(call.kind.trim()).ok_or_else(|| {
        let words = ChoiceKind::ALL.map(ChoiceKind::word).join(", ");
        invalid("kind", format!("Invalid Kind. Must be one of: {words}"))
    })?;
    let row = servers::by_id(&mut cx.read().await?, ServerId(number(call.serverid))).await?;
    let row = row.ok_or_else(|| not_found("Server ID Not Found"))?;
    let found = choices(&cx.engine, &row, kind).await?;
    Ok(GetServerChoicesResponse {
        serverid: call.serverid.into(),
        kind: kind.word().into(),
        totalresults: found.len().into(),
        choices: found
            .into_iter()
            .map(|choice| ServerChoice {
                id: choice.id.into(),
                name: choice.name.into(),
                currency: choice.price.map(|price| price.currency.code().to_owned().into()),
                price: choice
                    .price
                    .map(|price| Amount::from_minor(price.minor, price.currency.digits().into())),
                note: choice.note.into(),
            })
            .collect(),
    })
}
