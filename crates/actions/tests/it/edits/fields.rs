//! What a table itself refuses is said of the parameter that it is about.

use actions::testing::each;

use crate::billing::refused_field;

#[tokio::test(flavor = "multi_thread")]
async fn the_parameter_of_a_value_that_is_not_possible_is_named() {
    for test in each().await.unwrap() {
        for (action, form, field) in [
            ("AddTaxRule", "level=3&name=x&rate=1", "level"),
            ("AddTicketPredefinedReply", "catid=99&name=Lost&reply=Dear", "catid"),
        ] {
            assert_eq!(refused_field(&test, action, form).await, field, "{action}");
        }
    }
}
