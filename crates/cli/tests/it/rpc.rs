//! The door of WHMCS from outside: who may enter, what is understood, what is refused.

mod broken;
mod formats;
mod login;
mod refusals;
mod secrets;
