//! What a machine received and sent in this month.
//!
//! Its host counts from each start of the machine. So the sum of the month stands in the machine's
//! metadata, with what was counted of the present run; it is added to whenever usage is asked for,
//! and before we stop the machine. What a system that stops by itself sent since is not known.

use ports::PortError;

use super::virsh::{Virsh, not_taken};
use super::{Host, reading};
use crate::provisioning::cloud::Said;

/// The namespace of the sum.
pub(super) const SPACE: &str = "urn:hostler:traffic";

/// What was counted so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Count {
    /// The month, such as `2026-01`.
    month: String,
    /// What went through in it, in bytes.
    pub(super) bytes: u64,
    now: Meter,
}

/// What the host says of the present run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Meter {
    /// Its number; empty if the machine is off.
    run: String,
    /// Bytes since it was started.
    bytes: u64,
    /// Time of the processors since then, in nanoseconds: it never falls within a run.
    worked: u64,
}

/// Adds what went through since it was counted last, and gives the sum of the month.
pub(super) async fn counted(host: &Host, id: &str) -> Result<Count, PortError> {
    let virsh = &host.virsh;
    let month = host.clock.utc_date().strftime("%Y-%m").to_string();
    let meter = meter(virsh, id).await?;
    let before = kept(virsh, id).await?;
    let count = before.clone().unwrap_or_default().with(&month, meter);
    if before.as_ref() != Some(&count) {
        let text = count.written();
        let words =
            ["metadata", id, "--uri", SPACE, "--key", "hostler", "--config", "--set", &text];
        virsh.read(&words).await?;
    }
    Ok(count)
}

async fn meter(virsh: &Virsh, id: &str) -> Result<Meter, PortError> {
    let run = virsh.read(&["domid", id]).await?;
    let run = run.trim();
    if run.is_empty() || run == "-" {
        return Ok(Meter::default());
    }
    let stats = virsh.read(&["domstats", id, "--interface", "--cpu-total"]).await?;
    Ok(Meter::read(run, &stats))
}

async fn kept(virsh: &Virsh, id: &str) -> Result<Option<Count>, PortError> {
    let said: Said<String> = virsh.run(&["metadata", id, "--uri", SPACE, "--config"]).await;
    match said? {
        Ok(text) => Ok(Count::read(&text)),
        Err(no) if no.message.contains("metadata not found") => Ok(None),
        Err(no) => Err(not_taken(&no)),
    }
}

impl Meter {
    fn read(run: &str, stats: &str) -> Meter {
        let mut meter = Meter { run: run.to_owned(), ..Meter::default() };
        for (name, value) in stats.lines().filter_map(|line| line.trim().split_once('=')) {
            let number = value.parse().unwrap_or(0);
            let network = name.starts_with("net.");
            match name {
                "cpu.time" => meter.worked = number,
                _ if network && (name.ends_with(".rx.bytes") || name.ends_with(".tx.bytes")) => {
                    meter.bytes = meter.bytes.saturating_add(number);
                }
                _ => {}
            }
        }
        meter
    }

    /// Whether it is a later reading of the same run.
    fn follows(&self, earlier: &Meter) -> bool {
        self.run == earlier.run && self.bytes >= earlier.bytes && self.worked >= earlier.worked
    }
}

impl Count {
    fn with(self, month: &str, now: Meter) -> Count {
        let more = if now.follows(&self.now) { now.bytes - self.now.bytes } else { now.bytes };
        let so_far = if self.month == month { self.bytes } else { 0 };
        Count { month: month.to_owned(), bytes: so_far.saturating_add(more), now }
    }

    fn written(&self) -> String {
        let Count { month, bytes, now } = self;
        let Meter { run, bytes: seen, worked } = now;
        format!(
            "<traffic month=\"{month}\" bytes=\"{bytes}\" run=\"{run}\" seen=\"{seen}\" \
             worked=\"{worked}\"/>"
        )
    }

    fn read(text: &str) -> Option<Count> {
        let traffic = reading::read(text).ok()?;
        let number = |name| traffic.value(name).parse().ok();
        Some(Count {
            month: traffic.value("month").to_owned(),
            bytes: number("bytes")?,
            now: Meter {
                run: traffic.value("run").to_owned(),
                bytes: number("seen")?,
                worked: number("worked")?,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_through_adds_up_over_starts_and_begins_anew_with_the_month() {
        let mut count = Count::default();
        // Month, run, bytes of the run, its work, and the sum that comes of it.
        for (month, run, bytes, worked, expected) in [
            ("2026-01", "", 0, 0, 0),
            ("2026-01", "1", 100, 10, 100),
            ("2026-01", "1", 100, 20, 100),
            ("2026-01", "1", 150, 30, 150),
            ("2026-01", "2", 160, 40, 310),
            // The host itself was started again, and counts runs anew.
            ("2026-01", "2", 170, 5, 480),
            ("2026-01", "2", 20, 50, 500),
            ("2026-01", "", 0, 0, 500),
            ("2026-02", "", 0, 0, 0),
            ("2026-02", "3", 7, 1, 7),
            ("2026-03", "3", 9, 2, 2),
        ] {
            let run = run.to_owned();
            count = count.with(month, Meter { run, bytes, worked });
            assert_eq!((count.bytes, count.month.as_str()), (expected, month));
            assert_eq!(Count::read(&count.written()), Some(count.clone()));
        }
        assert_eq!(Count::read("<traffic month='x'/>"), None);
    }

    #[test]
    fn meters_are_read_over_all_cards() {
        let stats = "Domain: 'x'\n  cpu.time=270\n  cpu.user=1\n  net.count=2\n  \
                     net.0.rx.bytes=10\n  net.0.rx.pkts=99\n  net.0.tx.bytes=5\n  \
                     net.1.rx.bytes=1\n  block.0.rd.bytes=7\n";
        let meter = Meter::read("4", stats);
        assert_eq!(meter, Meter { run: "4".to_owned(), bytes: 16, worked: 270 });
    }
}
