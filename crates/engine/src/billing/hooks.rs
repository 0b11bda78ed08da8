//! Web hooks of gateways: checked by the gateway, booked once however often they come (B18).

use std::time::Duration;

use ports::PortError;
use ports::payment::{
    Asked, ChargeOutcome, GatewayEvent, GatewayNews, PaymentGateway, WebHook, WebHookOutcome,
};

use super::{capture, gateways};
use crate::jobs::{asked, targets, within};
use crate::{Caller, Door, Engine, Fault, Result};

/// How long a gateway may take to say whether a web hook is its own, and again what it says of the
/// charge now: whoever sent it does not wait for ever either.
const DEADLINE: Duration = Duration::from_secs(20);

/// What became of a web hook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// It was booked, or had been before: answer 200.
    Taken,
    /// It is signed and of no interest: answer 200.
    Ignored,
    /// It is not signed by the gateway, or too old: answer 400. Why, for the log.
    Forged(String),
    /// No such gateway is active, or it sends no web hooks: answer 404.
    Unknown,
}

/// Takes a web hook. Header names are in lower case; the body is as it came, byte for byte.
///
/// # Errors
/// When the database fails, or the gateway's settings are wrong: then it is to be sent again.
pub async fn receive(
    engine: &Engine,
    module: &str,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
) -> Result<Received> {
    let mut conn = engine.read().await?;
    let gateway = gateways::open(engine, &mut conn, module).await?;
    drop(conn);
    let Some(gateway) = gateway.filter(|gateway| gateway.capabilities().web_hooks) else {
        return Ok(Received::Unknown);
    };
    let hook = WebHook { headers, body, received_at: engine.now() };
    let late = || Fault::broken(format!("{module}: a web hook could not be checked in time"));
    // Whether it is signed is mostly seen without asking anybody, also while the gateway does not
    // answer: it is not left alone with what it has to say.
    match within(DEADLINE, gateway.read_web_hook(&hook)).await.ok_or_else(late)? {
        Ok(WebHookOutcome::Event(event)) => {
            let event = asked_again(engine, &*gateway, event).await;
            let cx = engine.cx(Caller::system(Door::Hook));
            let mut act = cx.act("GatewayWebHook").await?;
            match capture::news(&mut act, module, event).await {
                Ok(()) => act.commit().await.map(|()| Received::Taken),
                // What contradicts our books is for a person to look at, not for a repetition.
                Err(Fault::Refused(refusal)) => {
                    drop(act);
                    let mut act = cx.act("GatewayWebHook").await?;
                    act.log(None, format!("{module}: news that cannot be booked: {refusal}"))
                        .await?;
                    act.commit().await.map(|()| Received::Taken)
                }
                Err(broken) => Err(broken),
            }
        }
        Ok(WebHookOutcome::Ignored) => Ok(Received::Ignored),
        Ok(WebHookOutcome::Forged { why }) => Ok(Received::Forged(why)),
        Err(PortError::Unsupported { .. }) => Ok(Received::Unknown),
        Err(error) => Err(Fault::broken(error)),
    }
}

/// Events come in any order, so that of two about one charge the older may be the later: what
/// counts is what the gateway says now, which also knows its fee. If it says nothing, or is left
/// alone because it said nothing before, the event is as good.
async fn asked_again(
    engine: &Engine,
    gateway: &dyn PaymentGateway,
    event: GatewayEvent,
) -> GatewayEvent {
    let (GatewayNews::Charge(told), Some(key)) = (&event.what, &event.idempotency_key) else {
        return event;
    };
    let reference = match told {
        ChargeOutcome::Paid { reference, .. }
        | ChargeOutcome::Pending { reference }
        | ChargeOutcome::ActionNeeded { reference, .. } => reference.clone(),
        ChargeOutcome::Refused(_) => String::new(),
    };
    let (name, wanted) = (gateway.capabilities().module, Asked { reference, ..Asked::key(key) });
    let look = || gateway.look_up(&wanted);
    match asked(engine, &targets::gateway(name), name, DEADLINE, look).await {
        Ok(Some(outcome)) => GatewayEvent { what: GatewayNews::Charge(outcome), ..event },
        Ok(None) | Err(_) => event,
    }
}
