//! `GenInvoices`: the invoices that are due, made once whatever overlaps (B6–B9).

use engine::automation::{Generated, generate_invoices};
use engine::billing::generate::Wanted;
use engine::billing::renewals::Selection;
use engine::{Cx, Result, not_found};
use protocol::wire::List;
use protocol::{GenInvoices, GenInvoicesResponse};
use store::billing::payers;

use super::shown::client_id;
use crate::system::automation::{counters, item};
use crate::wire::number;

pub(super) async fn gen_invoices(cx: &Cx, call: GenInvoices) -> Result<GenInvoicesResponse> {
    let client = call.clientid.filter(|id| *id > 0).map(client_id);
    if let Some(client) = client {
        let payer = payers::by_id(&mut cx.read().await?, client).await?;
        payer.ok_or_else(|| not_found("Client ID Not Found"))?;
    }
    let ids = |list: &List<u64>| list.iter().map(|id| number(*id)).collect();
    let wanted = Wanted {
        client,
        items: Selection {
            services: ids(&call.serviceids),
            addons: ids(&call.addonids),
            domains: ids(&call.domainids),
        },
        silent: call.noemails.0,
    };
    let Generated { made, outcome } = generate_invoices(cx, "GenInvoices", &wanted).await?;
    Ok(GenInvoicesResponse {
        numcreated: made.len().into(),
        latestinvoiceid: made.last().map(|id| id.0.into()),
        counters: counters(&outcome),
        items: outcome.items.iter().map(item).collect(),
        itemsleftoff: outcome.left_off.into(),
        error: outcome.error.unwrap_or_default().into(),
    })
}
