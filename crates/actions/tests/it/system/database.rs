//! The database about itself.

use actions::testing::each;
use serde_json::json;

use crate::billing::ask;

#[tokio::test(flavor = "multi_thread")]
async fn the_database_says_how_large_it_is() {
    for test in each().await.unwrap() {
        for _ in 0..3 {
            ask(&test, "AddStaffNotice", "title=Hello").await;
        }
        assert_eq!(ask(&test, "TidyDatabase", "").await["result"], "success");
        let found = ask(&test, "GetDatabaseStatus", "").await;
        assert!(found["bytes"].as_i64().unwrap() > 0, "{found}");
        assert_eq!(found["copies"]["copy"], json!([]));
        let tables = found["tables"]["table"].as_array().unwrap();
        let notices = tables.iter().find(|row| row["name"] == "staff_notices").unwrap();
        assert_eq!(notices["rows"], 3, "{notices}");
        let step = found["step"].as_str().unwrap();
        let newest = store::MIGRATIONS.last().unwrap();
        assert_eq!(step, newest.name);
    }
}
