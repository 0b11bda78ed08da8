//! `SyncTldPricing`: our own.

use engine::domains::tld_sync::{Extent, Line, Plan, Rule, Wish, apply, plan};
use engine::system::settings::Settings;
use engine::{Cx, Result, invalid};
use model::word::Word as _;
use protocol::{SyncTldPricing, SyncTldPricingResponse, TldSyncLine};

use crate::Registry;
use crate::wire::{amount, number};

pub(super) fn register(registry: Registry) -> Registry {
    registry.flow(|cx, call: SyncTldPricing| Box::pin(sync_tld_pricing(cx, call)))
}

async fn sync_tld_pricing(cx: &Cx, call: SyncTldPricing) -> Result<SyncTldPricingResponse> {
    let settings = cx.engine.settings().await?;
    let (applies, extent) = (call.apply.0, extent(&call));
    let plan = plan(cx, &wish(call, &settings)?).await?;
    if !applies {
        return Ok(wire(&plan, None, 0));
    }
    let mut act = cx.act("SyncTldPricing").await?;
    let (done, domains) = apply(&mut act, &plan, extent).await?;
    act.commit().await?;
    Ok(wire(&plan, Some(&done), domains))
}

fn extent(call: &SyncTldPricing) -> Extent {
    Extent {
        below_cost: call.applybelowcost.0,
        periods: call.updateperiods.0,
        domains: call.updatedomains.0,
    }
}

fn wish(call: SyncTldPricing, settings: &Settings) -> Result<Wish> {
    let set = Wish::of(settings);
    let registrar = call.registrar.unwrap_or(set.registrar);
    if registrar.is_empty() {
        return Err(invalid("registrar", "Parameter 'registrar' is required"));
    }
    let rule = Rule {
        margin_type: call.margintype.unwrap_or(set.rule.margin_type),
        margin: call.margin.unwrap_or(set.rule.margin),
        rounding: call.rounding.unwrap_or(set.rule.rounding),
    };
    let own = |given: protocol::TldSyncRule| {
        let fixed = given.margintype.is_some();
        let own = Rule {
            margin_type: given.margintype.unwrap_or_else(|| rule.margin_type.clone()),
            // A margin of another type is never taken over.
            margin: given.margin.unwrap_or(if fixed { String::new() } else { rule.margin.clone() }),
            rounding: given.rounding.unwrap_or_else(|| rule.rounding.clone()),
        };
        (given.currency, own)
    };
    Ok(Wish {
        registrar,
        extensions: list(call.extensions.map(|csv| csv.0).unwrap_or_default()),
        rules: call.rule.0.into_iter().map(own).collect(),
        years: call.years.map(|csv| csv.0).unwrap_or_default().into_iter().map(number).collect(),
        add_new: call.addnew.0,
        rule,
    })
}

fn list(extensions: Vec<String>) -> Vec<String> {
    let bare = |text: String| text.trim().trim_start_matches('.').to_ascii_lowercase();
    extensions.into_iter().map(bare).filter(|text| !text.is_empty()).collect()
}

fn wire(plan: &Plan, done: Option<&[bool]>, domains: usize) -> SyncTldPricingResponse {
    let lines = plan.lines.iter().enumerate().map(|(index, line)| {
        let applied = done.and_then(|done| done.get(index)).copied().unwrap_or(false);
        line_of(line, applied)
    });
    let below = |line: &&Line| line.below_cost() || line.old_below_cost();
    SyncTldPricingResponse {
        registrar: (&plan.registrar).into(),
        applied: done.is_some().into(),
        numchanges: plan.lines.iter().filter(|line| line.changes()).count().into(),
        numbelowcost: plan.lines.iter().filter(below).count().into(),
        numdomains: domains.into(),
        lines: lines.collect(),
    }
}

fn line_of(line: &Line, applied: bool) -> TldSyncLine {
    let change = match line.old {
        None => "new",
        Some(_) if line.changes() => "changed",
        Some(_) => "same",
    };
    TldSyncLine {
        extension: (&line.extension).into(),
        kind: line.kind.word().into(),
        years: line.years.into(),
        currency: line.new.currency.code().into(),
        cost: amount(line.cost),
        oldprice: line.old.map(amount),
        newprice: amount(line.new),
        change: change.into(),
        belowcost: line.below_cost().into(),
        oldbelowcost: line.old_below_cost().into(),
        applied: applied.into(),
    }
}
