//! `AddTaxRule`, `UpdateTaxRule`, `DeleteTaxRule`, `GetTaxRules`: our own.

use engine::system::edits;
use engine::{Act, Cx, Result};
use model::money::shown_scaled;
use protocol::{
    AddTaxRule, AddTaxRuleResponse, DeleteTaxRule, DeleteTaxRuleResponse, GetTaxRules,
    GetTaxRulesResponse, TaxRuleEntry, UpdateTaxRule, UpdateTaxRuleResponse,
};
use store::edits::things::TAX_RULE;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddTaxRule| Box::pin(add_tax_rule(act, call)))
        .write(|act, call: UpdateTaxRule| Box::pin(update_tax_rule(act, call)))
        .write(|act, call: DeleteTaxRule| Box::pin(delete_tax_rule(act, call)))
        .read(|cx, call: GetTaxRules| Box::pin(get_tax_rules(cx, call)))
}

async fn add_tax_rule(act: &mut Act, call: AddTaxRule) -> Result<AddTaxRuleResponse> {
    let fields = Fields::new()
        .number("level", Some(call.level))
        .needed("name", call.name)?
        .text("country", call.country)
        .text("state", call.state)
        .share("rate", ("rate", "rate"), Some(call.rate))?;
    let id = edits::add(act, &TAX_RULE, fields.done()).await?;
    Ok(AddTaxRuleResponse { taxruleid: id.into() })
}

async fn update_tax_rule(act: &mut Act, call: UpdateTaxRule) -> Result<UpdateTaxRuleResponse> {
    let fields = Fields::new()
        .number("level", call.level)
        .text("name", call.name)
        .text("country", call.country)
        .text("state", call.state)
        .share("rate", ("rate", "rate"), call.rate)?;
    let id = number(call.taxruleid);
    edits::change(act, &TAX_RULE, id, fields.done()).await?;
    Ok(UpdateTaxRuleResponse { taxruleid: call.taxruleid.into() })
}

async fn delete_tax_rule(act: &mut Act, call: DeleteTaxRule) -> Result<DeleteTaxRuleResponse> {
    edits::remove(act, &TAX_RULE, number(call.taxruleid)).await?;
    Ok(DeleteTaxRuleResponse { taxruleid: call.taxruleid.into() })
}

async fn get_tax_rules(cx: &Cx, call: GetTaxRules) -> Result<GetTaxRulesResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let (rows, total) = edits::page(&mut cx.read().await?, &TAX_RULE, start, limit).await?;
    Ok(GetTaxRulesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        taxrules: rows
            .iter()
            .map(|row| TaxRuleEntry {
                taxruleid: row.id.into(),
                level: row.number("level").into(),
                name: row.text("name").into(),
                country: row.text("country").into(),
                state: row.text("state").into(),
                rate: shown_scaled(row.number("rate"), 4).into(),
            })
            .collect(),
    })
}
