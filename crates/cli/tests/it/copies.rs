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

/// On the server that `HOSTLER_TEST_POSTGRES` names; `--without-postgres` leaves it out.
#[test]
fn a_copy_of_postgres_is_put_into_an_empty_database() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut databases = runtime.block_on(store::testing::each()).unwrap();
    databases.retain(|database| database.url.starts_with("postgres"));
    let Some(from) = databases.pop() else { return };
    let into = runtime.block_on(store::testing::each()).unwrap().pop().unwrap();
    let home = Home::empty();
    drop(Server::demo(&home, &["--database", &from.url]));
    let (well, text) = home.run(&["backup", "--database", &from.url]);
    assert!(well && text.contains("opened and checked"), "{text}");
    let (_, names) = home.run(&["restore", "--database", &into.url]);
    let name = names.split_whitespace().find(|word| word.ends_with(".dump")).unwrap();

    let restore = |copy: &str| home.run(&["restore", "--database", &into.url, copy]);
    let (well, text) = restore(name);
    assert!(!well && text.contains("has tables and was left as it is"), "{text}");
    runtime.block_on(emptied(&into.db));
    let odd = home.path().join("odd.dump");
    std::fs::write(&odd, "nothing of the kind").unwrap();
    for (copy, said) in [("odd.dump", "input file"), ("none.dump", "no such file")] {
        let (well, text) = restore(home.path().join(copy).to_str().unwrap());
        assert!(!well && text.contains(said), "{text}");
    }
    let (well, text) = restore(name);
    assert!(well && text.contains("The books are right."), "{text}");
    let asked = |url: &str| {
        let (well, text) = home.run(&["call", "--database", url, "GetInvoices", "limitnum=5"]);
        assert!(well && text.contains("\"success\""), "{text}");
        text
    };
    assert_eq!(asked(&into.url), asked(&from.url));
}

/// As `createdb` makes one.
async fn emptied(db: &store::Db) {
    for sql in ["drop schema public cascade", "create schema public"] {
        let mut c = db.write().await.unwrap();
        c.exec(sql, store::args![]).await.unwrap();
        c.commit().await.unwrap();
    }
}
