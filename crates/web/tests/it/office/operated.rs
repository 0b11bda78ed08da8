//! What staff has a module do with a machine.

use super::browser::{Browser, text};
use crate::rest::operating::running;
use crate::shop::{furnish, sign_up};
use crate::site::each_engine;

#[tokio::test]
async fn a_machine_is_restarted_by_staff_after_a_question() {
    for site in each_engine().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let at = format!("/admin/services/{}", running(&site, &jane).await);
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        assert!(ann.read(&at).await.contains("name=\"func_name\" value=\"reboot\""));
        let mut restart = vec![("do", "operate"), ("func_name", "reboot")];
        let asked = text(&ann.submit(&at, &at, &restart).await);
        assert!(asked.contains("Restart?") && asked.contains("Open connections"), "{asked}");
        restart.push(("confirmed", "1"));
        let page = ann.done(&at, &at, &restart).await;
        let done = page.contains("It is done") || page.contains("The provider works on it");
        assert!(done, "{page}");
    }
}
