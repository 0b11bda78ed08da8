//! The board of the staff.

use actions::testing::each;
use serde_json::Value;

use crate::billing::{ask, refused};

#[tokio::test(flavor = "multi_thread")]
async fn pinned_notices_stand_first() {
    for test in each().await.unwrap() {
        for query in ["title=Old&pinned=1", "title=New&message=**Read**"] {
            ask(&test, "AddStaffNotice", query).await;
        }
        let titles = async || {
            let found = ask(&test, "GetStaffNotices", "").await["notices"]["notice"].clone();
            let rows = found.as_array().cloned().unwrap_or_default();
            let title = |row: &Value| row["title"].as_str().unwrap().to_owned();
            rows.iter().map(title).collect::<Vec<_>>()
        };
        assert_eq!(titles().await, ["Old", "New"]);
        ask(&test, "UpdateStaffNotice", "noticeid=1&pinned=0&title=Older").await;
        assert_eq!(titles().await, ["New", "Older"]);
        assert_eq!(
            refused(&test, "AddStaffNotice", "title=+").await,
            "Parameter 'title' is required"
        );
        ask(&test, "DeleteStaffNotice", "noticeid=2").await;
        assert_eq!(titles().await, ["Older"]);
    }
}
