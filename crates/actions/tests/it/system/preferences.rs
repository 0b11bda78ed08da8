//! How the staff likes its pages.

use actions::testing::TestActions;
use protocol::{GetStaffPreferences, SetStaffPreference};

use crate::support::house::{each, staff};

async fn set(test: &TestActions, name: &str, value: Option<&str>) -> Result<(), String> {
    let call = SetStaffPreference { name: name.to_owned(), value: value.map(str::to_owned) };
    match test.call_as(&staff(), call).await {
        Ok(_) => Ok(()),
        Err(engine::Fault::Refused(refusal)) => Err(refusal.said.into_owned()),
        Err(broken) => panic!("{name}: {broken:?}"),
    }
}

async fn kept(test: &TestActions) -> Vec<String> {
    let found = test.call_as(&staff(), GetStaffPreferences {}).await.unwrap();
    let rows = found.preferences.0.preference.into_iter();
    rows.map(|row| format!("{}={}", row.name, row.value)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preference_is_kept_changed_and_forgotten() {
    for test in each().await {
        for (name, value) in [("dashboard", "chart"), ("a view", "x=1"), ("b", "2")] {
            set(&test, name, Some(value)).await.unwrap();
        }
        assert_eq!(kept(&test).await, ["a view=x=1", "b=2", "dashboard=chart"]);
        set(&test, "dashboard", Some("needs,chart")).await.unwrap();
        set(&test, "b", Some("")).await.unwrap();
        set(&test, "never kept", None).await.unwrap();
        let (name, value) = ("x".repeat(201), "x".repeat(4_001));
        for (name, value, said) in [
            (name.as_str(), "1", "1 to 200 letters"),
            (" ", "1", "1 to 200 letters"),
            ("c", value.as_str(), "4000 letters at most"),
        ] {
            assert_eq!(set(&test, name, Some(value)).await.unwrap_err(), said);
        }
        assert_eq!(kept(&test).await, ["a view=x=1", "dashboard=needs,chart"]);
        assert_eq!(
            test.refused(GetStaffPreferences {}).await,
            "Only a member of staff has preferences"
        );
    }
}
