//! What the automation did or would do, as the actions about it answer.

use serde::{Deserialize, Serialize};

use crate::{
    Answer,
    wire::{Amount, Many, Num, Text, Tree, WireDate},
};

/// One thing that was done, would be done, or was left alone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AutomationItem {
    pub date: WireDate,
    pub task: Text,
    /// `invoice`, `charge`, `mail`, `suspend`, `terminate`, `cancel`, `late fee` and so on.
    pub what: Text,
    pub clientid: Num,
    /// The invoice, service, domain and so on; 0 for none.
    pub relid: Num,
    pub amount: Option<Amount>,
    pub currency: Text,
    pub description: Text,
    /// Why it was left alone; empty when it was done.
    pub skipped: Text,
}

/// What a task came to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AutomationRan {
    pub task: Text,
    pub title: Text,
    /// How many of what.
    pub counters: Tree,
    pub items: Many<AutomationItem>,
    /// Items that the answer has no room for; they are counted.
    pub itemsleftoff: Num,
    /// The first thing that went wrong; the rest was done all the same.
    pub error: Text,
    /// Why the run waits for approval; empty when it does not.
    pub waitsforapproval: Text,
}
