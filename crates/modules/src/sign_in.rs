//! Signing in through identity providers.

mod keys;
mod openid;
mod token;

pub use openid::OpenIdConnect;
