//! Whether an order was placed before with the key that it comes with.
//!
//! Before a remote WHMCS the door itself refuses what somebody has ordered already. Whoever sends
//! an order again must not be refused for what the first one ordered, whichever node that went to:
//! its answer is said again.

use engine::Caller;
use protocol::{Action as _, AddOrder};
use remote::{AnyCall, RemoteError};

use super::elsewhere::{Asked, OTHER, key_elsewhere};
use super::traces::{self, Seen};
use super::trail::{self, Try};
use super::{CallError, Elsewhere, refused_elsewhere};

impl Elsewhere {
    /// Whether the caller's key was used for an order, so that sending this one places nothing new.
    pub(super) async fn has_placed(
        &self,
        caller: &Caller,
        order: &AddOrder,
    ) -> Result<bool, CallError> {
        let Some(key) = key_elsewhere(caller) else { return Ok(false) };
        if self.knows_keys().await {
            return self.is_known_there(&key, order).await;
        }
        let AnyCall { action, access, pairs, .. } = AnyCall::of(order);
        let asked = Asked { action, access, pairs: pairs.into_vec() };
        // No attempt has this number, so any that is found is an earlier one.
        let number = String::new();
        let of = Try { key, asked: asked.fingerprint(), number, before: Vec::new() };
        let earlier = trail::earlier(self.remote(), &of).await;
        let earlier = earlier.map_err(|error| refused_elsewhere(error, action))?;
        let Some(earlier) = earlier.filter(|it| it.first.asked == of.asked) else {
            return Ok(false);
        };
        let seen = traces::look(self.remote(), &asked, &earlier.first.before).await?;
        Ok(matches!(seen, Seen::Made(_)))
    }

    /// Whether another Hostler remembers the key. There is no question for that, so it gets an
    /// order of nobody: that is refused in any case, but in these words only if the key was used.
    async fn is_known_there(&self, key: &str, order: &AddOrder) -> Result<bool, CallError> {
        let paymentmethod = order.paymentmethod.clone();
        let clientid = i64::MAX.unsigned_abs();
        let of_nobody = AddOrder { clientid, paymentmethod, ..AddOrder::default() };
        match self.remote().with_idempotency_key(key).call(of_nobody).await {
            Err(RemoteError::Refused { message, .. }) => Ok(message == OTHER),
            Ok(_) => Ok(false),
            Err(error) => Err(refused_elsewhere(error, AddOrder::NAME)),
        }
    }
}
