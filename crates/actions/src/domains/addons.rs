//! `GetDomainAddons` and `OrderDomainAddon`: our own.

use engine::billing::gateways;
use engine::domains::addons::{Offer, Stand, buy, offers};
use engine::domains::keep::{find, no_such_id};
use engine::{Act, Cx, Result, invalid};
use model::domains::addon::DomainAddon;
use model::ids::InvoiceId;
use model::word::Word as _;
use protocol::wire::Text;
use protocol::{
    DomainAddonOffer, GetDomainAddons, GetDomainAddonsResponse, OrderDomainAddon,
    OrderDomainAddonResponse,
};

use crate::Registry;
use crate::wire::{amount, date, id};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetDomainAddons| Box::pin(get(cx, call)))
        .write(|act, call: OrderDomainAddon| Box::pin(order(act, call)))
}

async fn get(cx: &Cx, call: GetDomainAddons) -> Result<GetDomainAddonsResponse> {
    let mut c = cx.read().await?;
    let row = find(&mut c, &cx.caller, Some(id(call.domainid)), None).await?;
    let row = row.ok_or_else(no_such_id)?;
    let found = offers(&mut c, &row, cx.engine.today().await?).await?;
    Ok(GetDomainAddonsResponse {
        domainid: row.id.0.into(),
        regperiod: row.years.into(),
        addons: found.iter().map(spell).collect(),
    })
}

fn spell(offer: &Offer) -> DomainAddonOffer {
    let mut said = DomainAddonOffer {
        addon: offer.addon.word().into(),
        status: word(&offer.stand),
        yearly: amount(offer.yearly),
        renewal: amount(offer.renewal),
        invoiceid: invoice(&offer.stand).map(|id| id.0.into()),
        ..DomainAddonOffer::default()
    };
    match &offer.stand {
        Stand::Open(price) => {
            said.price = Some(amount(price.amount));
            if let Some((period, share)) = price.time {
                said.paiduntil = Some(date(Some(period.to_exclusive)));
                said.years = Some(i64::from(share.years).into());
                said.days = Some(i64::from(share.days).into());
                said.totaldays = Some(i64::from(share.of_days).into());
            }
        }
        Stand::Shut(why) => said.reason = Some((*why).into()),
        Stand::On | Stand::Waits(_) => {}
    }
    said
}

async fn order(act: &mut Act, call: OrderDomainAddon) -> Result<OrderDomainAddonResponse> {
    let addon = DomainAddon::from_word(call.addon.trim()).ok_or_else(|| {
        let known: Vec<&str> = DomainAddon::ALL.iter().map(|each| each.word()).collect();
        invalid("addon", format!("Invalid Addon. Must be one of {}", known.join(", ")))
    })?;
    let gateway = match call.paymentmethod.as_deref().unwrap_or_default() {
        "" => String::new(),
        named => gateways::chosen(&mut act.conn, named).await?,
    };
    let bought = buy(act, id(call.domainid), addon, &gateway).await?;
    Ok(OrderDomainAddonResponse {
        domainid: call.domainid.into(),
        addon: addon.word().into(),
        status: word(&bought.stand),
        renewal: amount(bought.offer.renewal),
        invoiceid: invoice(&bought.stand).map(|id| id.0.into()),
    })
}

fn word(stand: &Stand) -> Text {
    match stand {
        Stand::On => "on",
        Stand::Waits(_) => "waiting",
        Stand::Open(_) => "open",
        Stand::Shut(_) => "shut",
    }
    .into()
}

const fn invoice(stand: &Stand) -> Option<InvoiceId> {
    match stand {
        Stand::Waits(invoice) => Some(*invoice),
        _ => None,
    }
}
