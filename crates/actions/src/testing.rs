//! The actions over fresh databases, for tests.

use engine::testing::TestEngine;
use engine::{Caller, Result};
use protocol::Action;

use crate::Actions;

/// Actions, and the engine with its clock under them.
#[derive(Debug)]
pub struct TestActions {
    /// What the tests call.
    pub actions: Actions,
    /// The engine and its clock.
    pub engine: TestEngine,
}

impl TestActions {
    /// Calls an action as the system.
    ///
    /// # Errors
    /// Those of the action.
    pub async fn call<A: Action>(&self, call: A) -> Result<A::Response> {
        self.actions.call(&self.engine.caller(), call).await
    }

    /// Calls an action as somebody.
    ///
    /// # Errors
    /// Those of the action.
    pub async fn call_as<A: Action>(&self, caller: &Caller, call: A) -> Result<A::Response> {
        self.actions.call(caller, call).await
    }

    /// Calls an action that must be refused, and gives its sentence.
    ///
    /// # Panics
    /// When it is not refused.
    pub async fn refused<A: Action>(&self, call: A) -> String {
        self.refused_as(&self.engine.caller(), call).await
    }

    /// The same as somebody.
    ///
    /// # Panics
    /// When it is not refused.
    #[expect(clippy::panic, reason = "a test that cannot go on should say where")]
    pub async fn refused_as<A: Action>(&self, caller: &Caller, call: A) -> String {
        match self.call_as(caller, call).await {
            Err(engine::Fault::Refused(refusal)) => refusal.said.into_owned(),
            other => panic!("expected a refusal, got {other:?}"),
        }
    }
}

/// One over each kind of database.
///
/// # Errors
/// When a database cannot be made.
pub async fn each() -> Result<Vec<TestActions>> {
    let engines = engine::testing::each().await?;
    Ok(engines.into_iter().map(over).collect())
}

fn over(engine: TestEngine) -> TestActions {
    TestActions { actions: crate::all(engine.engine.clone()), engine }
}
