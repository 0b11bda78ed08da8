//! The to-do list.

use actions::testing::each;
use jiff::civil::date;
use model::ids::{StaffId, ToDoId};
use model::support::todo::ToDoStatus;
use protocol::{AddToDoItem, DeleteToDoItem, GetToDoItemStatuses, GetToDoItems, UpdateToDoItem};
use store::system::todo_items::{self, ToDoRow};

#[tokio::test(flavor = "multi_thread")]
async fn items_are_listed_counted_and_changed() {
    for test in each().await.unwrap() {
        let mut act = test.engine.act().await.unwrap();
        for (status, due) in [
            (ToDoStatus::New, Some(date(2025, 12, 31))),
            (ToDoStatus::New, Some(date(2026, 1, 1))),
            (ToDoStatus::Completed, Some(date(2025, 1, 1))),
        ] {
            let row = ToDoRow {
                id: ToDoId(0),
                on_date: date(2025, 12, 1),
                title: "Order disks".to_owned(),
                description: String::new(),
                staff_id: StaffId(0),
                status,
                due_on: due,
            };
            todo_items::insert(&mut act.conn, &row).await.unwrap();
        }
        act.commit().await.unwrap();
        let list = |status: Option<&str>| GetToDoItems {
            status: status.map(str::to_owned),
            ..GetToDoItems::default()
        };
        for (status, expected) in
            [(None, 3), (Some("Incomplete"), 2), (Some("Completed"), 1), (Some("Postponed"), 0)]
        {
            let found = test.call(list(status)).await.unwrap();
            assert_eq!(found.totalresults.0, expected, "{status:?}");
        }
        assert_eq!(test.refused(list(Some("Odd"))).await, "Invalid Status");
        let counts = test.call(GetToDoItemStatuses {}).await.unwrap();
        let told: Vec<_> = counts
            .todoitemstatuses
            .status
            .iter()
            .map(|row| (&*row.r#type, row.count.0, row.overdue.0))
            .collect();
        assert_eq!(told[0], ("New", 2, 1));
        assert_eq!(told[3], ("Completed", 1, 0));
        let update = |itemid| UpdateToDoItem {
            itemid,
            adminid: 0,
            status: Some("In Progress".to_owned()),
            ..UpdateToDoItem::default()
        };
        assert_eq!(test.call(update(1)).await.unwrap().itemid.0, 1);
        assert_eq!(test.refused(update(99)).await, "Item ID Not Found");
        for title in ["", " "] {
            let bare = UpdateToDoItem { title: Some(title.to_owned()), ..update(1) };
            assert_eq!(test.refused(bare).await, "A title is required");
        }
        let told = UpdateToDoItem { description: Some("Six".to_owned()), ..update(1) };
        let unset = vec!["description".to_owned()].into();
        for (call, expected) in [(told, "Six"), (UpdateToDoItem { unset, ..update(1) }, "")] {
            test.call(call).await.unwrap();
            let rows = test.call(list(None)).await.unwrap().items.0.item.0;
            let row = rows.iter().find(|row| row.id.0 == 1).unwrap();
            assert_eq!(&*row.description, expected);
        }
        let nobody = UpdateToDoItem { adminid: 99, ..update(1) };
        assert_eq!(test.refused(nobody).await, "Admin ID Not Found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_is_added_and_deleted() {
    for test in each().await.unwrap() {
        let new = |title: &str| AddToDoItem { title: title.to_owned(), ..AddToDoItem::default() };
        let id = test.call(new(" Call Jane ")).await.unwrap().itemid.id().unwrap();
        let rows = test.call(GetToDoItems::default()).await.unwrap().items.0.item.0;
        let row = &rows[0];
        assert_eq!((&*row.title, &*row.status, row.admin.0), ("Call Jane", "New", 0));
        assert_eq!(row.date.0, Some(test.engine.engine.today().await.unwrap()));
        assert_eq!(row.duedate.0, None);
        assert_eq!(test.refused(new(" ")).await, "A title is required");
        let nobody = AddToDoItem { adminid: Some(99), ..new("x") };
        assert_eq!(test.refused(nobody).await, "Admin ID Not Found");
        let odd = AddToDoItem { status: Some("Odd".to_owned()), ..new("x") };
        assert_eq!(test.refused(odd).await, "Invalid Status");
        test.call(DeleteToDoItem { itemid: id }).await.unwrap();
        assert_eq!(test.call(GetToDoItems::default()).await.unwrap().totalresults.0, 0);
        assert_eq!(test.refused(DeleteToDoItem { itemid: id }).await, "Item ID Not Found");
    }
}
