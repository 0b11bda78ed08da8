//! `none`: nobody is asked about names.

use std::net::IpAddr;

use ports::resolver::{RecordKind, Resolution, Resolver};
use ports::{Asking, PortError, ready};

/// A resolver that answers `Unsupported`.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoResolver;

const NO: PortError = PortError::Unsupported { module: "none", capability: "name look-ups" };

impl Resolver for NoResolver {
    fn look_up<'a>(&'a self, _name: &'a str, _kind: RecordKind) -> Asking<'a, Resolution> {
        ready(Err(NO))
    }

    fn names_of(&self, _ip: IpAddr) -> Asking<'_, Resolution> {
        ready(Err(NO))
    }
}
