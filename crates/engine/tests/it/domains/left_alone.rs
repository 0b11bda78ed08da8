//! A registrar that does not answer is left alone by those who wait for an answer, too.

use engine::domains::keep;
use engine::jobs::run_until_idle;
use engine::testing::TestEngine;
use engine::{Caller, Cx, Door};
use jiff::SignedDuration;
use store::args;

use super::calls::{pending, read};
use crate::scenery::number;

fn cx(test: &TestEngine) -> Cx {
    test.engine.cx(Caller::system(Door::Cli))
}

#[tokio::test(flavor = "multi_thread")]
async fn b35_questions_leave_a_dead_registrar_alone_and_find_it_again() {
    for test in engine::testing::each().await.unwrap() {
        let row = read(&test, pending(&test, "one.com").await).await;
        let refused = async || keep::name_servers(&cx(&test), &row).await.is_err();
        test.world.faults.down("fakeregistrar");
        for _ in 0..5 {
            assert!(refused().await);
        }
        let calls = test.world.faults.calls();
        assert!(refused().await);
        assert_eq!(test.world.faults.calls(), calls, "nothing is asked");
        assert_eq!(test.engine.left_alone()[0].target, "registrar fakeregistrar");
        // The daily question waits, and none of its tries is used up.
        let sql = "insert into jobs (kind, payload, run_at)
            values ('domain.sync', '{\"domain\":1}', 0)";
        let mut act = test.act().await.unwrap();
        act.conn.exec(sql, args![]).await.unwrap();
        act.commit().await.unwrap();
        run_until_idle(&test.engine).await.unwrap();
        assert_eq!(test.world.faults.calls(), calls, "by no job either");
        assert_eq!(number(&test, "select attempts from jobs where kind = 'domain.sync'").await, 0);
        test.world.faults.up("fakeregistrar");
        test.clock.advance(SignedDuration::from_secs(60));
        assert!(refused().await, "the registrar does not have the name");
        assert_eq!(test.world.faults.calls(), calls + 1);
        assert_eq!(test.engine.left_alone(), []);
    }
}
