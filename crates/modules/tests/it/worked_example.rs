//! The worked example of docs/modules.md: a fraud check that knows nothing but the port.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ports::fraud::{FraudCheck, FraudDecision, OrderFacts, Verdict};
use ports::{Asking, PortError, SettingField, SettingKind, Settings, contract, ready};

const MODULE: &str = "postcodes";

const FIELDS: [SettingField; 1] =
    [SettingField::text("postcodes", "Postcodes", "One a line; orders from there are looked at.")
        .kind(SettingKind::LongText)
        .required()];

/// Orders from listed postcodes are for a person to look at.
#[derive(Default)]
struct Postcodes {
    listed: BTreeSet<String>,
}

impl FraudCheck for Postcodes {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn display_name(&self) -> &'static str {
        "Postcodes"
    }

    fn settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn FraudCheck>, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let lines = settings.need(MODULE, "postcodes")?.lines();
        Ok(Arc::new(Postcodes { listed: lines.map(folded).collect() }))
    }

    fn check(&self, facts: OrderFacts) -> Asking<'_, Verdict> {
        let listed = self.listed.contains(&folded(&facts.postcode));
        let (score, decision) =
            if listed { (60, FraudDecision::Review) } else { (0, FraudDecision::Pass) };
        let reason = || format!("The postcode {} is on the list", facts.postcode);
        ready(Ok(Verdict {
            score,
            decision,
            reasons: listed.then(reason).into_iter().collect(),
            reference: None,
            details: BTreeMap::new(),
        }))
    }
}

/// People write postcodes with spaces or without.
fn folded(postcode: &str) -> String {
    postcode.split_whitespace().collect::<String>().to_uppercase()
}

#[tokio::test]
async fn the_worked_example_keeps_the_contract() {
    let settings = Settings::from_iter([("postcodes", "zz9 9zz\nAA1 1AA")]);
    let check = Arc::new(Postcodes::default()).open(&settings).unwrap();
    let harmless = contract::fraud::harmless_order();
    let suspect = OrderFacts { postcode: "ZZ99ZZ".to_owned(), ..harmless.clone() };
    contract::fraud::run(&*check, harmless, Some(suspect)).await;
    assert!(Arc::new(Postcodes::default()).open(&Settings::default()).is_err());
}
