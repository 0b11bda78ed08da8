//! What the house itself puts on the to-do list of the staff.

use model::ids::{StaffId, ToDoId};
use model::support::todo::ToDoStatus;
use store::system::todo_items::{self, ToDoRow};

use crate::{Act, Result};

/// Puts something on the list that is to be looked into today, by whoever comes to it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn add(act: &mut Act, title: &str, text: &str) -> Result<()> {
    let today = act.today();
    let item = ToDoRow {
        id: ToDoId(0),
        on_date: today,
        title: title.to_owned(),
        description: text.to_owned(),
        staff_id: StaffId(0),
        status: ToDoStatus::New,
        due_on: Some(today),
    };
    todo_items::insert(&mut act.conn, &item).await?;
    Ok(())
}
