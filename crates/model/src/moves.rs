//! Moves from one status to another, each topic's as one table.

use crate::word::Word;

/// A move that the table does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{} cannot become {}", from.word(), to.word())]
pub struct WrongMove<S: Word + 'static> {
    /// The present status.
    pub from: S,
    /// The status that was asked for.
    pub to: S,
}

/// Looks a move up in a table of (from, allowed targets).
pub(crate) fn look_up<S: Word + PartialEq>(
    table: &[(S, &[S])],
    from: S,
    to: S,
) -> Result<S, WrongMove<S>> {
    let allowed = table.iter().any(|(each, targets)| *each == from && targets.contains(&to));
    if allowed { Ok(to) } else { Err(WrongMove { from, to }) }
}

#[cfg(test)]
pub(crate) mod testing {
    use super::WrongMove;
    use crate::word::Word;

    /// Draws a transition function as text, one line per status: `Draft > Unpaid, Cancelled`.
    pub(crate) fn draw<S: Word>(go: fn(S, S) -> Result<S, WrongMove<S>>) -> String {
        let targets = |from: S| -> Vec<&str> {
            S::ALL.iter().filter(|to| go(from, **to).is_ok()).map(|to| to.word()).collect()
        };
        let line = |from: &S| format!("{} > {}\n", from.word(), targets(*from).join(", "));
        S::ALL.iter().map(line).collect()
    }
}
