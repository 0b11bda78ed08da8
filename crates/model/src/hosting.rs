//! Hosted services and the machines behind them.

pub mod power;
pub mod service;
