//! Names in the world: what they cost at the registrar (B34), what registries have to say of them,
//! and where they point.

use model::ids::ClientId;

use super::Item;
use super::run::Scope;
use crate::domains::tld_sync::{Extent, Wish, apply, plan};
use crate::domains::{messages, resolution};
use crate::{Cx, Result};

/// Names looked up in one run; the longest unchecked come first.
const NAMES: i64 = 5_000;

/// Sets the prices of endings from the registrar's, by the rules of the settings. A price below
/// cost is left for a person to look at.
pub(super) async fn sync_prices(cx: &Cx, scope: &Scope) -> Result<Vec<Item>> {
    let wish = Wish::of(&scope.settings);
    let plan = plan(cx, &wish).await?;
    let mut act = cx.act("SyncTldPricing").await?;
    let (done, _) = apply(&mut act, &plan, Extent::default()).await?;
    act.commit().await?;
    let lines = plan.lines.iter().zip(done).filter(|(line, _)| line.changes());
    Ok(lines
        .map(|(line, done)| {
            let text = format!("{} {} {}", line.extension, line.years, line.new);
            let item = Item::house("price", scope.today, text);
            if done { item } else { item.skipped("below cost") }
        })
        .collect())
}

/// Reads what registries have to say; a registrar that does not answer is said and stops no other.
pub(super) async fn read_messages(cx: &Cx, scope: &Scope) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for read in messages::read_all(cx).await? {
        let item = |text: String| Item::house("registrar message", scope.today, text);
        items.extend(read.messages.into_iter().map(item));
        if let Some(why) = read.failure {
            items.push(item(read.registrar.to_owned()).skipped(why));
        }
    }
    Ok(items)
}

/// Looks up where the names of services and domains point; what points elsewhere is listed.
pub(super) async fn look_up(cx: &Cx, scope: &Scope) -> Result<Vec<Item>> {
    let wanted = resolution::Scope {
        services: true,
        domains: true,
        limit: Some(NAMES),
        ..resolution::Scope::default()
    };
    let rows = resolution::check(cx, wanted).await?;
    let away = rows.into_iter().filter(|row| row.state == "elsewhere" || row.state == "gone");
    let item = |row: store::domains::resolutions::ResolutionRow| {
        let client: ClientId = row.client_id;
        Item::new("name elsewhere", scope.today, client, row.rel_id, row.name)
    };
    Ok(away.map(item).collect())
}
