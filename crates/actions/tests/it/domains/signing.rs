//! What the registry publishes of the keys that sign a name.

use protocol::{DomainRegister, GetDsRecords, UpdateDsRecords};

use super::house::{add, row};
use crate::support::house::{client, each};

fn update(domainid: u64, lines: &[&str]) -> UpdateDsRecords {
    let records: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    UpdateDsRecords { domainid, records: records.into() }
}

#[tokio::test(flavor = "multi_thread")]
async fn records_are_set_whole_and_told_in_order() {
    for test in each().await {
        let id = add(&test, &row(1, "ann.com")).await;
        let digest = "ab".repeat(32);
        let (one, other) = (format!("1 13 2 {digest}"), format!("  2 8 2 {digest}"));
        let not_active = "DNSSEC is set for active domains only";
        assert_eq!(test.refused(update(id, &[&one])).await, not_active);
        assert_eq!(test.refused(GetDsRecords { domainid: id }).await, not_active);
        let register = DomainRegister { domainid: Some(id), ..DomainRegister::default() };
        test.call(register).await.unwrap();
        assert!(
            test.call(GetDsRecords { domainid: id }).await.unwrap().records.0.record.is_empty()
        );

        let ann = client(1);
        let set = update(id, &[&other, "", &one, &one]);
        let said = test.call_as(&ann, set.clone()).await.unwrap();
        let texts: Vec<_> = said.records.0.record.iter().map(|row| row.text.to_string()).collect();
        let upper = digest.to_uppercase();
        assert_eq!(texts, [format!("1 13 2 {upper}"), format!("2 8 2 {upper}")]);
        let found = test.call(GetDsRecords { domainid: id }).await.unwrap();
        assert_eq!((found.records.0.record[0].keytag.0, &found), (1, &said));
        test.call(set).await.unwrap();
        let calls = test.engine.world.registrar.calls();
        let told = calls.iter().filter(|call| call.starts_with("set_ds_records")).count();
        assert_eq!(told, 1, "the same again is not told: {calls:?}");

        let many: Vec<String> = (1..=9).map(|tag| format!("{tag} 13 2 {digest}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let short = format!("1 13 1 {digest}");
        for (lines, why) in [
            (&["1 13"][..], "It is key tag, algorithm, digest type and digest"),
            (
                &[short.as_str()],
                "The digest does not have the length of its type, in hexadecimal digits",
            ),
            (&many, "A domain has 8 DS records at most"),
        ] {
            assert_eq!(test.refused(update(id, lines)).await, why);
        }
        assert_eq!(test.refused_as(&client(2), update(id, &[])).await, "Domain ID Not Found");
        let none = test.call_as(&ann, update(id, &[])).await.unwrap();
        assert!(none.records.0.record.is_empty(), "none switch it off");
    }
}
