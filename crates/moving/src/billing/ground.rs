//! What invoices stand on: their clients and items, read for a page of them at once.

use std::collections::{BTreeSet, HashMap, HashSet};

use engine::billing::issue::item_of;
use jiff::civil::Date;
use model::billing::invoice::LineType;
use model::billing::renewal::ItemKind;
use model::ids::ClientId;
use protocol::{GetInvoiceResponse, Transaction};
use store::Conn;
use store::billing::payers::{self, PayerRow};
use store::billing::tax_rules::{self, TaxRuleRow};
use store::billing::{invoices, moved};

use crate::error::Result;
use crate::moving::Moving;

/// What a page of invoices stands on.
pub(super) struct Ground {
    pub(super) tax_rules: Vec<TaxRuleRow>,
    pub(super) payers: HashMap<i64, PayerRow>,
    pub(super) today: Date,
    /// The numbers of things that are here, by their kind.
    there: HashMap<Thing, HashSet<i64>>,
    taken: HashSet<String>,
    references: References,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Thing {
    Item(ItemKind),
    Invoice,
}

impl Ground {
    pub(super) async fn of<'a>(
        moving: &Moving<'_>,
        invoices: impl Iterator<Item = &'a GetInvoiceResponse>,
    ) -> Result<Self> {
        let invoices: Vec<&GetInvoiceResponse> = invoices.collect();
        let mut conn = moving.engine.read().await?;
        let c = &mut conn;
        let clients: BTreeSet<i64> = invoices.iter().map(|invoice| invoice.userid.0).collect();
        let clients: Vec<ClientId> = clients.into_iter().map(ClientId).collect();
        let payers = payers::lock_all(c, &clients).await?;
        let numbers: Vec<String> = invoices.iter().map(|it| it.invoicenum.0.clone()).collect();
        let money = invoices.iter().flat_map(|invoice| &invoice.transactions.0.transaction.0);
        Ok(Self {
            tax_rules: tax_rules::all(c).await?,
            payers: payers.into_iter().map(|payer| (payer.id.0, payer)).collect(),
            today: moving.engine.today().await?,
            there: there(c, &invoices).await?,
            taken: moved::numbers_taken(c, &numbers).await?.into_iter().collect(),
            references: References::of(c, money).await?,
        })
    }

    /// Whether what a line is for is here, so that paying it does something; what does nothing is
    /// everywhere.
    pub(super) fn has(&self, kind: LineType, id: i64) -> bool {
        thing_of(kind).is_none_or(|thing| self.there.get(&thing).is_some_and(|it| it.contains(&id)))
            // Upgrades are not told of by a WHMCS; ours have numbers of their own.
            && kind != LineType::Upgrade
    }

    /// The number of an invoice, which only one has here: that of a second one has its id behind
    /// it.
    pub(super) fn number(&mut self, number: &str, id: i64) -> String {
        if number.is_empty() || self.taken.insert(number.to_owned()) {
            return number.to_owned();
        }
        format!("{number} #{id}")
    }

    /// How often a gateway's id was there before.
    pub(super) fn ordinal(&mut self, transaction: &Transaction) -> i64 {
        self.references.next(transaction)
    }
}

async fn there(c: &mut Conn, told: &[&GetInvoiceResponse]) -> Result<HashMap<Thing, HashSet<i64>>> {
    let mut wanted: HashMap<Thing, BTreeSet<i64>> = HashMap::new();
    for line in told.iter().flat_map(|invoice| &invoice.items.0.item.0) {
        if let Some(thing) = thing_of(kind_of(&line.r#type)) {
            wanted.entry(thing).or_default().insert(line.relid.0);
        }
    }
    let mut there = HashMap::new();
    for (thing, ids) in wanted {
        let ids: Vec<i64> = ids.into_iter().collect();
        let found = match thing {
            Thing::Item(kind) => moved::items_there(c, kind, &ids).await?,
            Thing::Invoice => invoices::known(c, &ids).await?,
        };
        there.insert(thing, found.into_iter().collect::<HashSet<i64>>());
    }
    // Those of the same page count, too.
    let of_page = there.entry(Thing::Invoice).or_default();
    of_page.extend(told.iter().map(|invoice| invoice.invoiceid.0));
    Ok(there)
}

/// What a line is for; a word that is not known here is a line of a person.
pub(super) fn kind_of(word: &str) -> LineType {
    use model::word::Word as _;
    LineType::from_word(word.trim()).unwrap_or(LineType::Custom)
}

/// What has to be there so that a line can take its effect.
fn thing_of(kind: LineType) -> Option<Thing> {
    match kind {
        LineType::DomainAddonDns | LineType::DomainAddonMail | LineType::DomainAddonOwner => {
            Some(Thing::Item(ItemKind::Domain))
        }
        LineType::Invoice => Some(Thing::Invoice),
        _ => item_of(kind).map(Thing::Item),
    }
}

/// How often each gateway's id is there.
pub(super) struct References(HashMap<(String, String), i64>);

impl References {
    pub(super) async fn of<'a>(
        c: &mut Conn,
        transactions: impl Iterator<Item = &'a Transaction>,
    ) -> Result<Self> {
        let wanted: BTreeSet<String> = transactions.map(|it| it.transid.0.clone()).collect();
        let wanted: Vec<String> = wanted.into_iter().collect();
        let found = moved::references(c, &wanted).await?.into_iter();
        Ok(Self(found.map(|(gateway, it, ordinal)| ((gateway, it), ordinal + 1)).collect()))
    }

    /// The next ordinal of a gateway's id (B18).
    pub(super) fn next(&mut self, transaction: &Transaction) -> i64 {
        if transaction.transid.0.is_empty() {
            return 0;
        }
        let key = (transaction.gateway.0.clone(), transaction.transid.0.clone());
        let count = self.0.entry(key).or_default();
        *count += 1;
        *count - 1
    }
}
