//! The ways of axum to name a handler, each of which hides it behind a pointer.
//!
//! axum puts a handler into a dozen types on its way into a router, and for each of them the
//! compiler proves anew that all the handler waits for may go from thread to thread: that was most
//! of the time which this crate took to build. Behind a pointer it is proven once.

use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::Arc;

use aide::axum::routing as described;
use aide::axum::routing::ApiMethodRouter;
use aide::operation::OperationHandler;
use aide::transform::TransformOperation;
use aide::{OperationInput, OperationOutput};
use axum::extract::{MatchedPath, Request};
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::{self, MethodRouter};
use futures::future::BoxFuture;

use crate::App;
use crate::health::name;

type Hidden = dyn Fn(Request, App) -> BoxFuture<'static, Response> + Send + Sync;

/// A handler whose type nobody knows any more.
#[derive(Clone)]
struct Behind(Arc<Hidden>);

impl Behind {
    fn of<H: Handler<T, App>, T: 'static>(handler: H) -> Self {
        Self(Arc::new(move |request, app| Box::pin(handler.clone().call(request, app))))
    }
}

impl Handler<(), App> for Behind {
    type Future = BoxFuture<'static, Response>;

    fn call(self, request: Request, app: App) -> Self::Future {
        (self.0)(request, app)
    }
}

/// Answers GET, and HEAD without a body.
pub(crate) fn get<H: Handler<T, App>, T: 'static>(handler: H) -> MethodRouter<App> {
    routing::get(Behind::of(handler))
}

/// Answers POST.
pub(crate) fn post<H: Handler<T, App>, T: 'static>(handler: H) -> MethodRouter<App> {
    routing::post(Behind::of(handler))
}

/// Answers every method.
pub(crate) fn any<H: Handler<T, App>, T: 'static>(handler: H) -> MethodRouter<App> {
    routing::any(Behind::of(handler))
}

/// The same with what the document says of it: what goes in (`I`) and what comes out (`O`).
struct Described<I, O>(Behind, PhantomData<fn(I) -> O>);

impl<I, O> Clone for Described<I, O> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<I: 'static, O: 'static> Handler<(), App> for Described<I, O> {
    type Future = BoxFuture<'static, Response>;

    /// Writes on the answer which route gave it: a layer that does it costs more, and these are
    /// called most.
    fn call(self, request: Request, app: App) -> Self::Future {
        Box::pin(async move {
            let route = request.extensions().get::<MatchedPath>().cloned();
            name(route, self.0.call(request, app).await)
        })
    }
}

impl<I: OperationInput, O: OperationOutput> OperationHandler<I, O> for Described<I, O> {}

/// A handler that stands in no document, and names its route all the same.
pub(crate) fn named<H: Handler<T, App>, T: 'static>(handler: H) -> impl Handler<(), App> {
    Described(Behind::of(handler), PhantomData::<fn(()) -> ()>)
}

thread_local! {
    static DESCRIBING: Cell<bool> = const { Cell::new(false) };
}

/// Makes routes whose handlers say in the document what goes in and what comes out. Only the
/// document needs that, and it takes most of the time and memory of a start: routes that only
/// answer are made without.
pub(crate) fn describing<T>(make: impl FnOnce() -> T) -> T {
    DESCRIBING.set(true);
    let made = make();
    DESCRIBING.set(false);
    made
}

macro_rules! described {
    ($($name:ident $undescribed:ident)*) => {$(
        /// Answers this method, and says how in the document.
        pub(crate) fn $name<H, T, I, O, F>(handler: H, about: F) -> ApiMethodRouter<App>
        where
            H: Handler<T, App> + OperationHandler<I, O>,
            I: OperationInput + 'static,
            O: OperationOutput + 'static,
            T: 'static,
            F: FnOnce(TransformOperation<'_>) -> TransformOperation<'_>,
        {
            let handler = Described(Behind::of(handler), PhantomData::<fn(I) -> O>);
            match DESCRIBING.get() {
                true => described::$name(handler, about),
                false => routing::$undescribed(handler).into(),
            }
        }
    )*};
}

described!(get_with get post_with post put_with put patch_with patch delete_with delete);
