//! A fraud check whose verdicts tests decide.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use super::Faults;
use crate::fraud::{FraudCheck, FraudDecision, OrderFacts, Verdict};
use crate::provisioning::ConnectionOutcome;
use crate::{Asking, PortError, SettingField, Settings, held, ready};

/// A fraud check that passes everything, unless told otherwise.
#[derive(Debug, Default)]
pub struct FakeFraud {
    next: Mutex<VecDeque<FraudDecision>>,
    seen: Mutex<Vec<OrderFacts>>,
    /// Mishaps to order.
    pub faults: Arc<Faults>,
}

impl FakeFraud {
    /// A fraud check with mishaps shared with others.
    pub fn with_faults(faults: Arc<Faults>) -> FakeFraud {
        FakeFraud { faults, ..FakeFraud::default() }
    }

    /// The next order is judged so; several verdicts are given one after the other.
    pub fn answer_next(&self, decision: FraudDecision) {
        held(&self.next).push_back(decision);
    }

    /// The facts of every order that was judged.
    pub fn seen(&self) -> Vec<OrderFacts> {
        held(&self.seen).clone()
    }

    fn judge(&self, facts: OrderFacts) -> Verdict {
        let decision = held(&self.next).pop_front().unwrap_or(FraudDecision::Pass);
        let (score, reasons) = match decision {
            FraudDecision::Pass => (0, Vec::new()),
            FraudDecision::Review => (50, vec!["The test asks for a review".to_owned()]),
            FraudDecision::Fail => (100, vec!["The test asks for a failure".to_owned()]),
        };
        let reference = Some(format!("fake-{}", facts.order));
        held(&self.seen).push(facts);
        Verdict { score, decision, reasons, reference, details: BTreeMap::new() }
    }
}

impl FraudCheck for FakeFraud {
    fn module(&self) -> &'static str {
        "fakefraud"
    }

    fn display_name(&self) -> &'static str {
        "Fake Fraud Check"
    }

    fn settings(&self) -> &[SettingField] {
        &[]
    }

    fn open(self: Arc<Self>, _settings: &Settings) -> Result<Arc<dyn FraudCheck>, PortError> {
        Ok(self)
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        let reached = || Ok(ConnectionOutcome::Reached { version: "fake 1.0".to_owned() });
        ready(self.faults.around(self.module(), reached))
    }

    fn check(&self, facts: OrderFacts) -> Asking<'_, Verdict> {
        ready(self.faults.around(self.module(), || Ok(self.judge(facts))))
    }
}
