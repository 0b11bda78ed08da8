//! The terms of service that whoever orders or signs up agrees to, where the house asks for that.
//! The action that follows keeps it in the activity log.

use engine::Caller;
use protocol::Form;

use super::view;
use crate::App;

/// The field that says so.
pub(super) const FIELD: &str = "terms";

/// Where the terms are, which may be nowhere; nothing where nobody has to agree.
pub(super) async fn asked(app: &App, visitor: &Caller) -> Option<String> {
    if !are_asked(app, visitor).await {
        return None;
    }
    Some(address(&view::setting(app, visitor, "TermsOfService").await))
}

/// Whether somebody has to agree and did not.
pub(crate) async fn are_lacking(app: &App, visitor: &Caller, is_agreed: bool) -> bool {
    !is_agreed && are_asked(app, visitor).await
}

async fn are_asked(app: &App, visitor: &Caller) -> bool {
    view::is_switched_on(app, visitor, "EnableTOSAccept").await
}

/// Whether a form says that the terms are agreed to.
pub(super) fn agreed(form: &Form) -> bool {
    form.text(FIELD).is_some()
}

/// An address that a browser opens and never runs; empty for any other.
fn address(kept: &str) -> String {
    let kept = kept.trim();
    let is_one = ["https://", "http://", "/"].iter().any(|begin| kept.starts_with(begin));
    if is_one { kept.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn only_addresses_are_led_to() {
        for (kept, expected) in [
            (" https://a.example/terms ", "https://a.example/terms"),
            ("/kb/7", "/kb/7"),
            ("javascript:alert(1)", ""),
            ("terms", ""),
            ("", ""),
        ] {
            assert_eq!(address(kept), expected, "{kept}");
        }
    }
}
