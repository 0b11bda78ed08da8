//! Events of what is booked with domain names.
//!
//! - `sell .ENDING ADDON AMOUNT` (a year): it goes with the ending from now on
//! - `book domain N ADDON`

use engine::domains::addons;
use engine::domains::tlds::{self, TldChanges};
use engine::{Act, Result};
use model::domains::addon::DomainAddon;
use model::ids::CurrencyId;
use model::word::Word as _;

use super::stage::Stage;

impl Stage {
    /// Does something with addons of names; `false` when the words say nothing of the kind.
    pub(super) async fn addon_of_name(&mut self, act: &mut Act, words: &[&str]) -> Result<bool> {
        match words {
            ["sell", ending, addon, amount] => {
                let addon = DomainAddon::from_word(addon).unwrap();
                let with = |wanted| (addon == wanted).then_some(true);
                let changes = TldChanges {
                    extension: (*ending).to_owned(),
                    dns_management: with(DomainAddon::DnsManagement),
                    email_forwarding: with(DomainAddon::EmailForwarding),
                    id_protection: with(DomainAddon::IdProtection),
                    ..TldChanges::default()
                };
                tlds::put(act, changes).await?;
                addons::set(act, CurrencyId(1), &[(addon, (*amount).to_owned())]).await?;
            }
            ["book", "domain", number, addon] => {
                let addon = DomainAddon::from_word(addon).unwrap();
                let id = self.domain(number).await.id;
                addons::buy(act, id, addon, "").await?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}
