//! The job queue.

use store::args;
use store::system::jobs;
use store::testing::each;

#[tokio::test(flavor = "multi_thread")]
async fn each_job_is_claimed_by_one_worker() {
    for test in each().await.unwrap() {
        let mut c = test.db.write().await.unwrap();
        for _ in 0..40 {
            assert!(jobs::add(&mut c, "k", "{}", None, 0).await.unwrap());
        }
        assert!(jobs::add(&mut c, "k", "{}", Some("once"), 0).await.unwrap());
        assert!(!jobs::add(&mut c, "k", "{}", Some("once"), 0).await.unwrap());
        c.commit().await.unwrap();
        let workers = (0..4).map(|number| {
            let db = test.db.clone();
            tokio::spawn(async move {
                let worker = format!("w{number}");
                let mut ids = Vec::new();
                loop {
                    let mut c = db.write().await.unwrap();
                    let claimed = jobs::claim(&mut c, &worker, 10, 100, 3).await.unwrap();
                    for job in &claimed {
                        assert!(jobs::done(&mut c, job, &worker, 10).await.unwrap());
                        ids.push(job.id.0);
                    }
                    c.commit().await.unwrap();
                    if claimed.is_empty() {
                        return ids;
                    }
                }
            })
        });
        let mut all = Vec::new();
        for worker in workers.collect::<Vec<_>>() {
            all.extend(worker.await.unwrap());
        }
        all.sort_unstable();
        assert_eq!(all.len(), 41, "{:?}", test.db);
        all.dedup();
        assert_eq!(all.len(), 41);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_lease_cannot_finish_a_job_and_a_failed_one_is_given_up() {
    for test in each().await.unwrap() {
        let mut c = test.db.write().await.unwrap();
        jobs::add(&mut c, "k", "{}", None, 0).await.unwrap();
        let first = jobs::claim(&mut c, "w1", 10, 20, 1).await.unwrap();
        assert!(jobs::claim(&mut c, "w2", 15, 30, 1).await.unwrap().is_empty());
        let second = jobs::claim(&mut c, "w2", 25, 40, 1).await.unwrap();
        assert_eq!((first[0].attempts, second[0].attempts), (1, 2));
        assert!(!jobs::done(&mut c, &first[0], "w1", 26).await.unwrap());
        assert!(!jobs::done(&mut c, &first[0], "w2", 26).await.unwrap(), "an older attempt");
        assert!(jobs::postpone(&mut c, &second[0], "w2", "busy", 26).await.unwrap());
        let third = jobs::claim(&mut c, "w2", 27, 40, 1).await.unwrap();
        assert_eq!(third[0].attempts, 2, "being put off is no attempt");
        assert!(jobs::failed(&mut c, &third[0], "w2", "no", 27, None).await.unwrap());
        let left: i64 =
            c.scalar("select count(*) from jobs where failed_at is null", args![]).await.unwrap();
        assert_eq!(left, 0);
    }
}
