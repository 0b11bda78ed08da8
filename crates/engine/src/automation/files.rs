//! Files are moved to where the operator wants them.

use super::Item;
use super::run::Scope;
use crate::system::files::{Moved, move_all, wanted};
use crate::{Cx, Result};

/// Moves what came since, and removes what nobody has any more.
pub(super) async fn move_new(cx: &Cx, scope: &Scope) -> Result<Vec<Item>> {
    let Some(to) = wanted(&cx.engine).await? else { return Ok(Vec::new()) };
    let Moved { files, bytes, failed, swept } = move_all(cx, to).await?;
    let mut items = Vec::new();
    if files > 0 || swept > 0 {
        let text = format!("{files} files ({bytes} bytes) to {to}; {swept} removed");
        items.push(Item::house("files", scope.today, text));
    }
    if failed > 0 {
        let item = Item::house("files", scope.today, format!("{failed} files to {to}"));
        items.push(item.skipped("they could not be moved; the program's log says why"));
    }
    Ok(items)
}
