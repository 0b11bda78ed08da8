//! What registries have to say is acted upon before it is taken away.

use engine::domains::messages::{Read, read_all};
use engine::jobs::run_until_idle;
use engine::testing::TestEngine;
use engine::{Caller, Door};
use ports::fake::Mishap;
use store::args;

use super::calls::{pending, read};
use crate::scenery::number;

const LOOKS: &str = "select count(*) from jobs where kind = 'domain.sync'";
const LOGGED: &str = "select count(*) from activity where description like 'Registrar Message - %'";

async fn read_messages(test: &TestEngine) -> Read {
    let cx = test.engine.cx(Caller::system(Door::Cli));
    let mut all = read_all(&cx).await.unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn b33_a_message_is_acted_upon_once_and_taken_away_after_that() {
    for test in engine::testing::each().await.unwrap() {
        let id = pending(&test, "one.com").await;
        let mut act = test.act().await.unwrap();
        let sql = "update domains set status = 'Active' where id = $1";
        act.conn.exec(sql, args![id]).await.unwrap();
        act.commit().await.unwrap();
        let registrar = &test.world.registrar;
        registrar.tell("m1", "Transfer approved", "one.com");
        registrar.tell("m2", "Transfer approved", "of-somebody-else.com");
        registrar.tell("m3", "Your balance is low", "");

        // Nobody hears that the first was dealt with: it comes again, and is acted upon once.
        test.world.faults.at_call(test.world.faults.calls() + 2, Mishap::LoseRequest);
        let broken_off = read_messages(&test).await;
        assert_eq!(broken_off.messages, ["one.com: Transfer approved"]);
        assert!(broken_off.failure.is_some());
        assert_eq!((registrar.waiting(), number(&test, LOOKS).await), (3, 1));
        run_until_idle(&test.engine).await.unwrap();
        assert!(read(&test, id).await.synced_at.is_some(), "the name was looked at");

        let again = read_messages(&test).await;
        let expected = [
            "one.com: Transfer approved",
            "of-somebody-else.com: Transfer approved",
            "Your balance is low",
        ];
        assert_eq!((again.messages, again.failure), (expected.map(str::to_owned).to_vec(), None));
        assert_eq!((registrar.waiting(), number(&test, LOOKS).await), (0, 1));
        assert_eq!(number(&test, LOGGED).await, 4);
        assert_eq!(read_messages(&test).await.messages, Vec::<String>::new());
    }
}
