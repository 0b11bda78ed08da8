//! Asking the world a question that somebody waits for: in a place of its target, within a
//! deadline, and not at all while the target is left alone.

use std::time::Duration;

use jiff::SignedDuration;
use ports::{PortError, UnknownCause};

use super::targets::{LEFT_ALONE, Pass, end_of};
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
    let left_alone = |wait: SignedDuration| {
        let silence = targets.silence(target, engine.now()).unwrap_or_default();
        let why = format!("{LEFT_ALONE}: {silence}");
        not_sent(why.trim_end_matches(": "), u32::try_from(wait.as_secs()).ok())
    };
    // Who is left alone is not waited for either.
    if let Some(wait) = targets.left_alone(target, engine.now()) {
        return Err(left_alone(wait));
    }
    let entering = within(deadline, targets.enter(target)).await.flatten();
    let _place = entering.ok_or_else(|| not_sent("all of its places are taken", None))?;
    let pass = targets.admit(target, engine.now()).map_err(left_alone)?;
    through(pass, module, deadline, ask()).await
}

/// Asks `target` for a person who wants to know now: also while it is left alone, and in no place
/// of it, so that what runs there does not make it look away. An answer ends the leaving alone.
///
/// # Errors
/// What the module says; unknown when there is no answer in time.
pub(crate) async fn insisted<T, F: Future<Output = Result<T, PortError>>>(
    engine: &Engine,
    target: &str,
    module: &'static str,
    deadline: Duration,
    ask: impl FnOnce() -> F,
) -> Result<T, PortError> {
    let pass = engine.targets().insist(target, engine.now());
    through(pass, module, deadline, ask()).await
}

/// The answer of a call that may be made; what comes of it is learnt from.
async fn through<T>(
    pass: Pass,
    module: &'static str,
    deadline: Duration,
    asking: impl Future<Output = Result<T, PortError>>,
) -> Result<T, PortError> {
    let answer = within(deadline, asking).await;
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

    use super::{asked, insisted};
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
        let error = ended.await.unwrap_err();
        assert!(matches!(error, PortError::NotSent { .. }), "{error}");
        assert!(error.to_string().contains("a while: no answer since 20"), "{error}");
        assert!(!begun.get(), "nothing of the call is begun");
        assert!(asked(&test.engine, "b", "b", deadline, answer).await.is_ok());
        test.clock.advance(jiff::SignedDuration::from_secs(60));
        assert!(asked(&test.engine, "a", "a", deadline, answer).await.is_ok());
    }

    #[tokio::test]
    async fn a_person_asks_who_is_left_alone_and_an_answer_is_good_for_all() {
        let test = one().await.unwrap();
        let deadline = Duration::from_millis(5);
        let hung = || std::future::pending::<Result<(), PortError>>();
        let answer = || ready(Ok::<_, PortError>(()));
        for _ in 0..5 {
            assert!(insisted(&test.engine, "a", "a", deadline, hung).await.is_err());
        }
        assert!(asked(&test.engine, "a", "a", deadline, answer).await.is_err(), "it is left alone");
        assert!(insisted(&test.engine, "a", "a", deadline, hung).await.is_err());
        assert_eq!(test.engine.left_alone().len(), 1);
        assert!(insisted(&test.engine, "a", "a", deadline, answer).await.is_ok());
        assert!(asked(&test.engine, "a", "a", deadline, answer).await.is_ok());
        assert_eq!(test.engine.left_alone(), []);
    }
}
