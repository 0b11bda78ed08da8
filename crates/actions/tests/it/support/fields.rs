//! What departments ask beside the message.

use protocol::AddTicketReply;
use protocol::wire::{Keyed, PhpSerialized};
use store::args;

use super::house::{ANN, BOB, SALES, client, each, id, of_ann, of_guest, read, visitor};

fn answers(pairs: &[(u64, &str)]) -> Option<PhpSerialized<Keyed<String, u64>>> {
    Some(PhpSerialized(pairs.iter().map(|(id, text)| (*id, (*text).to_owned())).collect()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_department_is_told_what_it_asks() {
    for test in each().await {
        let mut act = test.engine.act().await.unwrap();
        let sql = "insert into custom_fields
                (kind, rel_id, name, field_type, required, admin_only, position) values
            ('support', $1, 'Host', 'text', 1, 0, 1), ('support', $1, 'Login', 'password', 0, 0, 2),
            ('support', $1, 'Level', 'text', 1, 1, 3), ('support', 2, 'Other', 'text', 1, 0, 1)";
        act.conn.exec(sql, args![i64::try_from(SALES).unwrap()]).await.unwrap();
        act.commit().await.unwrap();
        let mut call = of_ann();
        let needs = "You did not provide required custom field value for Host";
        for (given, said) in [
            (None, needs),
            (answers(&[(1, " ")]), needs),
            (answers(&[(1, "a.example"), (3, "1")]), "There is no custom field 3"),
            (answers(&[(1, "a.example"), (4, "x")]), "There is no custom field 4"),
        ] {
            call.customfields = given;
            assert_eq!(test.refused_as(&client(1), call.clone()).await, said);
        }
        let guest = of_guest("gus@example.com");
        assert_eq!(test.refused_as(&visitor(), guest).await, needs);
        call.customfields = answers(&[(1, "a.example"), (2, "s3cret")]);
        let ticket = id(&test.call_as(&client(1), call).await.unwrap());
        let told = read(&test, ticket).await.customfields.unwrap();
        let told: Vec<_> = told.0.customfield.iter().map(|row| (&*row.name, &*row.value)).collect();
        assert_eq!(told, [("Host", "a.example"), ("Login", "s3cret")]);
        let sql = "select count(*) from custom_field_values where value = 's3cret'";
        let mut c = test.engine.engine.read().await.unwrap();
        let plain: i64 = c.scalar(sql, args![]).await.unwrap();
        assert_eq!(plain, 0, "a secret is sealed");
        drop(c);
        let mut reply = AddTicketReply {
            ticketid: ticket,
            message: "More".into(),
            clientid: Some(ANN),
            ..AddTicketReply::default()
        };
        test.call_as(&client(1), reply.clone()).await.unwrap();
        reply.customfields = answers(&[(1, "")]);
        assert_eq!(test.refused_as(&client(1), reply).await, needs);
        // The office may leave out what it likes, and what it says of other fields is skipped.
        let mut call = of_ann();
        call.clientid = Some(BOB);
        call.customfields = answers(&[(3, "2"), (4, "x")]);
        let ticket = id(&test.call(call).await.unwrap());
        let told = read(&test, ticket).await.customfields.unwrap();
        assert_eq!(&*told.0.customfield.0[0].name, "Level");
        assert_eq!(told.0.customfield.0.len(), 1);
        let own = protocol::GetTicket { ticketid: Some(ticket), ..Default::default() };
        assert_eq!(test.call_as(&client(2), own).await.unwrap().customfields, None);
    }
}
