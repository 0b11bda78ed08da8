//! The mailboxes of departments are emptied into the tickets.

use super::Item;
use super::run::Scope;
use crate::support::mailboxes::empty_all;
use crate::{Cx, Result};

/// Empties every mailbox; one that fails is said and stops no other.
pub(super) async fn import(cx: &Cx, scope: &Scope) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for emptied in empty_all(cx).await? {
        let count = emptied.imported + emptied.others;
        let text = format!(
            "{}: {count} mails, {} of them into tickets",
            emptied.department, emptied.imported
        );
        let item = Item::house("mail", scope.today, text);
        match emptied.failure {
            Some(why) => items.push(item.skipped(why)),
            None if count > 0 => items.push(item),
            None => {}
        }
    }
    Ok(items)
}
