//! Asking the world a question that somebody waits for: in a place of its target, within a
//! deadline, and not at all while the target is left alone.

use std::time::Duration;

use ports::{PortError, UnknownCause};

use super::targets::{LEFT_ALONE, end_of};
use super::within;
use crate::Engine;

/// Asks `target`, of which `module` is the code. The deadline is for the wait for a place and
/// again for the answer.
///
/// # Errors
/// What the module says; [`PortError::NotSent`] when nothing was asked, because the target is left
/// alone or all its places are taken; unknown when there is no answer in time.
pub(crate) async fn asked<T, F: Future<Output = Result<T, PortError>>>(
    engine: &Engine,
    target: &str,
    module: &'static str,
    deadline: Duration,
    ask: impl FnOnce() -> F,
) -> Result<T, PortError> {
    let targets = engine.targets();
    let not_sent = |why: &str, retry_after_seconds| PortError::NotSent {
        module,
        why: why.to_owned(),
        retry_after_seconds,
    };
    // Who is left alone is not waited for either.
    if let Some(wait) = targets.left_alone(target, engine.now()) {
        return Err(not_sent(LEFT_ALONE, u32::try_from(wait.as_secs()).ok()));
    }
    let entering = within(deadline, targets.enter(target)).await.flatten();
    let _place = entering.ok_or_else(|| not_sent("all of its places are taken", None))?;
    let pass = targets.admit(target, engine.now());
    let pass = pass.map_err(|wait| not_sent(LEFT_ALONE, u32::try_from(wait.as_secs()).ok()))?;
    let answer = within(deadline, ask()).await;
    pass.ended(end_of(answer.as_ref()));
    answer.unwrap_or_else(|| {
        let why = format!("no answer within {} seconds", deadline.as_secs());
        Err(PortError::Unknown { module, cause: UnknownCause::Timeout, why })
    })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::ready;
    use std::time::Duration;

    use ports::{PortError, UnknownCause};

    use super::asked;
    use crate::testing::one;

    #[tokio::test]
    async fn a_target_that_hangs_is_left_alone_and_others_are_asked() {
        let test = one().await.unwrap();
        let deadline = Duration::from_millis(5);
        for _ in 0..5 {
            let hung = || std::future::pending::<Result<(), PortError>>();
            let ended = asked(&test.engine, "a", "a", deadline, hung).await;
            let late =
                matches!(ended, Err(PortError::Unknown { cause: UnknownCause::Timeout, .. }));
            assert!(late, "{ended:?}");
        }
        let answer = || ready(Ok::<_, PortError>(()));
        let begun = Cell::new(false);
        let ended = asked(&test.engine, "a", "a", deadline, || {
            begun.set(true);
            answer()
        });
        assert!(matches!(ended.await, Err(PortError::NotSent { .. })));
        assert!(!begun.get(), "nothing of the call is begun");
        assert!(asked(&test.engine, "b", "b", deadline, answer).await.is_ok());
        test.clock.advance(jiff::SignedDuration::from_secs(60));
        assert!(asked(&test.engine, "a", "a", deadline, answer).await.is_ok());
    }
}
