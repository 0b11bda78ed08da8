//! What is told of an amount, and what is kept of that.

use super::{PLAIN, What};

#[test]
fn what_is_kept_is_read_again() {
    let kept = [
        What::Named("VPS x 2".into()),
        What::Setup("VPS".into()),
        What::Years { what: ".com".into(), years: 3 },
        What::Prorated { until: "2026-03-01".into(), days: 0, of_days: 0 },
        What::Prorated { until: "2026-03-01".into(), days: 21, of_days: 31 },
        What::PaidAlready("DNS Management".into()),
        What::PromotionCode("TEN".into()),
        What::Share { years: 1, days: 73, of_days: 365 },
        What::DaysLeft { less: "TEN".into(), days: 0, of_days: 0 },
        What::DaysLeft { less: String::new(), days: 0, of_days: 31 },
        What::DaysUnused { less: "TEN".into(), days: 21, of_days: 31 },
    ];
    for what in kept.into_iter().chain(PLAIN) {
        let values = what.values();
        let value = |wanted: &str| {
            let found = values.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| value.clone())
        };
        let read = if what.is_plain() {
            What::of_text(&what.to_string())
        } else {
            What::of_code(what.code(), value).unwrap()
        };
        assert_eq!(read, what);
    }
}

#[test]
fn days_are_told_where_they_are_known() {
    let less = || "TEN".to_owned();
    for (what, expected) in [
        (
            What::Prorated { until: "2026-02-01".into(), days: 21, of_days: 31 },
            "Prorated up to 2026-02-01 (21 of 31 days)",
        ),
        (
            What::DaysUnused { less: less(), days: 1, of_days: 365 },
            "Days paid and not used, less promotion TEN (1 of 365 days)",
        ),
        (
            What::DaysLeft { less: String::new(), days: 0, of_days: 0 },
            "New price for the days left",
        ),
    ] {
        assert_eq!(what.to_string(), expected);
    }
}

#[test]
fn sentences_of_older_invoices_are_known_by_their_words() {
    for (text, code) in
        [("recurring price", "recurring"), ("late fee", "late-fee"), ("VPS, setup", "")]
    {
        assert_eq!(What::of_text(text).code(), code, "{text}");
    }
}
