//! Prices that were typed into tables, a currency each: all of them are tried before any is kept.

use std::collections::BTreeSet;

use protocol::Action;

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::pages::language::plain;

/// What is wrong: in words, and in which cells.
#[derive(Default)]
pub(super) struct Wrong {
    pub(super) problems: Problems,
    pub(super) cells: BTreeSet<String>,
}

impl From<Problems> for Wrong {
    fn from(problems: Problems) -> Self {
        Self { problems, ..Self::default() }
    }
}

/// The prices in one currency that are others than before.
pub(super) struct Change {
    code: String,
    /// What the action is sent.
    posted: Posted,
    /// Where each price was typed, and what is sent of it.
    cells: Vec<(String, String)>,
}

impl Change {
    /// Nothing yet, in a currency; `posted` says what else the action is sent.
    pub(super) fn none(code: String, posted: Posted) -> Self {
        Self { code, posted, cells: Vec::new() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Says what else the action is sent.
    pub(super) fn set(&mut self, parameter: &str, value: impl ToString) {
        self.posted.set(parameter, value);
    }

    /// A price that was typed in a cell.
    pub(super) fn price(&mut self, parameter: &str, sent: &str, cell: String) {
        self.posted.set(parameter, sent);
        self.cells.push((cell, sent.to_owned()));
    }
}

/// What was typed in a cell, if it was sent at all and is another than what stands there.
pub(super) fn typed<'a>(posted: &'a Posted, cell: &str, before: &str) -> Option<&'a str> {
    let typed = posted.text(cell).trim();
    (posted.all(cell).next().is_some() && typed != before).then_some(typed)
}

/// Sends the prices of each currency to their action; says what stands in the way.
pub(super) async fn send<A: Action>(
    desk: &Desk,
    changes: &[Change],
) -> Result<Option<Wrong>, Fail> {
    for change in changes.iter().filter(|change| change.len() > 0) {
        if let Tried::Again(problems) = desk.submit::<A>(&change.posted).await? {
            let said = format!("Prices in {}: {}", change.code, problems.line());
            let odd = change.cells.iter().filter(|(_, sent)| is_odd(sent));
            let cells = odd.map(|(cell, _)| cell.clone()).collect();
            return Ok(Some(Wrong { problems: Problems::form(said), cells }));
        }
    }
    Ok(None)
}

/// Whether it is no number, however people write it.
fn is_odd(typed: &str) -> bool {
    plain(typed).ok().is_none_or(|text| text.parse::<f64>().is_err())
}

/// Does some steps twice: once to see whether anything stands in their way, then to keep what they
/// do. In front of another WHMCS there is no dry run, and they are done at once.
pub(super) async fn try_then_keep<F>(
    desk: &Desk,
    action: &str,
    steps: impl Fn(Desk) -> F,
) -> Result<Option<Wrong>, Fail>
where
    F: Future<Output = Result<Option<Wrong>, Fail>>,
{
    if desk.does_itself(action)
        && let Some(wrong) = steps(desk.rehearsing()).await?
    {
        return Ok(Some(wrong));
    }
    steps(desk.clone()).await
}
