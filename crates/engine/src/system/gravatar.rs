//! The name under which a picture of somebody may be found by mail address.

use md5::{Digest, Md5};

/// MD5 of the address, trimmed and in lower case, as hexadecimal digits.
#[must_use]
pub fn hash(email: &str) -> String {
    model::hex::hex(&Md5::digest(email.trim().to_lowercase().as_bytes()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(super::hash(" Demo@WHMCS.com "), "56487cdd284a735449d029e062d654d7");
    }
}
