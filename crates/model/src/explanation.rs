//! How an amount came about, step by step, for people to read.

use crate::money::Money;

/// The steps that led to an amount.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// In order.
    pub steps: Vec<Step>,
}

/// One step of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What was counted.
    pub what: String,
    /// What it adds (or, if negative, takes off).
    pub amount: Money,
}

impl Explanation {
    /// Adds a step, unless it is nothing.
    pub fn push(&mut self, what: impl Into<String>, amount: Money) {
        if !amount.is_zero() {
            self.steps.push(Step { what: what.into(), amount });
        }
    }
}

/// One line per step: `Setup fee: 5.00 USD`.
impl std::fmt::Display for Explanation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for step in &self.steps {
            writeln!(f, "{}: {} {}", step.what, step.amount, step.amount.currency)?;
        }
        Ok(())
    }
}
