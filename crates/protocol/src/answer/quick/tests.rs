//! What is read in a hurry, and what is left to others.

use super::{Fields, put, rows};
use crate::wire::{Amount, Num, Text};

#[derive(Debug, Default, PartialEq)]
struct Row {
    id: Num,
    name: Text,
    total: Amount,
}

const FIELDS: &Fields<Row> = &[
    ("id", |row, value| put(&mut row.id, value)),
    ("name", |row, value| put(&mut row.name, value)),
    ("total", |row, value| put(&mut row.total, value)),
];

fn check(body: &str, expect: Option<&[(i64, &str, &str)]>) {
    let found = rows(body.as_bytes(), ("rows", "row"), FIELDS);
    let row = |(id, name, total): &(i64, &str, &str)| Row {
        id: Num(*id),
        name: (*name).into(),
        total: Amount::parse(total).unwrap(),
    };
    let expect = expect.map(|rows| (Num(7), rows.iter().map(row).collect::<Vec<_>>()));
    assert_eq!(found, expect, "for {body}");
}

/// An answer with these rows.
fn check_rows(rows: &str, expect: Option<&[(i64, &str, &str)]>) {
    check(&format!(r#"{{"totalresults":7,"rows":{{"row":[{rows}]}}}}"#), expect);
}

#[test]
fn rows_are_read_in_whatever_order_their_fields_are() {
    for (rows, expect) in [
        ("", &[][..]),
        (r#"{"id":1,"name":"a","total":"1.50"}"#, &[(1, "a", "1.50")]),
        (
            r#"{"id":1,"x":"no","name":"a"},{"id":"2","x":null,"name":"b"}"#,
            &[(1, "a", "0.00"), (2, "b", "0.00")],
        ),
        (
            r#"{"id":1,"name":"a"},{"name":"b","id":2},{"id":3,"y":[],"name":"c"},{"id":4}"#,
            &[(1, "a", "0.00"), (2, "b", "0.00"), (3, "c", "0.00"), (4, "", "0.00")],
        ),
        (
            "{\n \"id\" : 1 ,\t\"name\" :\r\"a\" } , {\"id\": 2}",
            &[(1, "a", "0.00"), (2, "", "0.00")],
        ),
        (r#"{"id":-5,"name":true},{"id":null,"name":{}}"#, &[(-5, "1", "0.00"), (0, "", "0.00")]),
        (
            r#"{"id":1,"name":"\u20ac \"\\\/ eight and more"},{"id":2,"name":"Zoë 😀 \n"}"#,
            &[(1, "€ \"\\/ eight and more", "0.00"), (2, "Zoë 😀 \n", "0.00")],
        ),
        (
            r#"{"name":"12345678"},{"name":"1234567"},{"name":"12345678901234567890"}"#,
            &[(0, "12345678", "0.00"), (0, "1234567", "0.00"), (0, "12345678901234567890", "0.00")],
        ),
    ] {
        check_rows(rows, Some(expect));
    }
}

#[test]
fn it_gives_up_at_what_is_unusual() {
    for rows in [
        "{}",
        "[]",
        "7",
        r#"{"id":1},"#,
        r#"{"id":1}{"id":2}"#,
        r#"{"id":1,"id":2}"#,
        r#"{"id":1,}"#,
        r#"{"id":1.5}"#,
        r#"{"id":1e3}"#,
        r#"{"id":01}"#,
        r#"{"id":-0}"#,
        r#"{"id":1-2}"#,
        r#"{"id":99999999999999999999}"#,
        r#"{"id":nul}"#,
        r#"{"id":"x"}"#,
        r#"{"id":[1]}"#,
        r#"{"x":[1]}"#,
        r#"{"x":{"y":1}}"#,
        r#"{"x":"\q"}"#,
        r#"{"x":"\ud800"}"#,
        "{\"x\":\"a\u{1}b and more\"}",
        "{\"x\":\"12345678\u{1}\"}",
        r#"{"i\u0064":1}"#,
        r#"{"total":"$1"}"#,
        r#"{"total":"1.00}"#,
        r#"{"id" 1}"#,
    ] {
        check_rows(rows, None);
    }
    for body in [
        "",
        "[]",
        "{}",
        r#"{"totalresults":7}"#,
        r#"{"rows":{"row":[]}}"#,
        r#"{"totalresults":7,"rows":""}"#,
        r#"{"totalresults":7,"rows":[]}"#,
        r#"{"totalresults":7,"rows":{"row":{"id":1}}}"#,
        r#"{"totalresults":7,"rows":{"row":[],"more":1}}"#,
        r#"{"totalresults":7,"rows":{"other":[]}}"#,
        r#"{"totalresults":7,"totalresults":7,"rows":{"row":[]}}"#,
        r#"{"totalresults":7,"rows":{"row":[]},"rows":{"row":[]}}"#,
        r#"{"totalresults":7,"rows":{"row":[]}"#,
    ] {
        check(body, None);
    }
    // Behind the answer nobody looks, and a byte that is no text is for others to judge.
    check("{\"totalresults\":\"7\",\"rows\":{\"row\":[]},\"x\":\"\"} <hr>", Some(&[]));
    let within = b"{\"totalresults\":7,\"x\":\"\xfc\",\"rows\":{\"row\":[]}}";
    assert!(rows(within, ("rows", "row"), FIELDS).is_none());
}
