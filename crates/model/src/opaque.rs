//! A shared value whose type says nothing of what it is made of.

use std::ops::Deref;
use std::sync::Arc;

/// Like an [`Arc`], of which the compiler knows at once that it may go from thread to thread.
///
/// What handlers and tasks hold across a wait is proven to be `Send`, for every one of them and
/// several times over; of a database or a whole server that means all of its fields, theirs, and so
/// on down. Behind this it is proven where the value is made, and nowhere else.
pub struct Opaque<T>(Arc<dyn Held<T>>);

trait Held<T>: Send + Sync {
    fn held(&self) -> &T;
}

impl<T: Send + Sync> Held<T> for T {
    fn held(&self) -> &T {
        self
    }
}

impl<T: Send + Sync + 'static> Opaque<T> {
    /// Puts a value behind it.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(Arc::new(value))
    }
}

impl<T> Clone for Opaque<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for Opaque<T> {
    type Target = T;

    fn deref(&self) -> &T {
        Held::held(&*self.0)
    }
}
