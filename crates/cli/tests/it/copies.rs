//! A copy of the database is made while it is in use, and put back when it is not.

use serde_json::Value;

use crate::home::Home;
use crate::server::Server;

fn credit(home: &Home) -> String {
    let (well, text) = home.run(&["call", "GetClientsDetails", "clientid=1"]);
    assert!(well, "{text}");
    let start = text.find('{').unwrap();
    let said: Value = serde_json::from_str(&text[start..]).unwrap();
    said["client"]["credit"].as_str().unwrap().to_owned()
}

#[test]
fn a_copy_is_made_and_put_back() {
    let home = Home::furnished();
    let (well, text) = home.run(&["restore"]);
    assert!(!well && text.contains("There are no copies"), "{text}");
    let server = Server::demo(&home, &[]);
    let (well, text) = home.run(&["backup"]);
    assert!(well && text.contains("opened and checked"), "{text}");
    server.call("AddCredit", &[("clientid", "1"), ("description", "x"), ("amount", "5.00")]);
    let (well, names) = home.run(&["restore"]);
    assert!(well, "{names}");
    let name = names.split_whitespace().find(|word| word.ends_with(".sqlite")).unwrap();
    let (well, text) = home.run(&["restore", name]);
    assert!(!well && text.contains("is in use: stop Hostler first"), "{text}");
    assert_eq!(credit(&home), "5.00", "nothing was touched");
    drop(server);

    let odd = home.path().join("odd.sqlite");
    std::fs::write(&odd, "nothing of the kind").unwrap();
    for (copy, said) in [("odd.sqlite", "it is no SQLite file"), ("none.sqlite", "no such file")] {
        let path = home.path().join(copy);
        let (well, text) = home.run(&["restore", path.to_str().unwrap()]);
        assert!(!well && text.contains(said), "{text}");
    }
    assert_eq!(credit(&home), "5.00", "nothing was touched");

    let (well, text) = home.run(&["restore", name]);
    assert!(well && text.contains("The books are right."), "{text}");
    assert_eq!(credit(&home), "0.00");
    let (_, text) = text.split_once("What was there is ").unwrap();
    let aside = text.split_whitespace().next().unwrap().to_owned();
    let (well, text) = home.run(&["restore", &aside]);
    assert!(well, "and back again: {text}");
    assert_eq!(credit(&home), "5.00");
}
