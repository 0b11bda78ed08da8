//! The printed table.

use crate::billing::Ran;
use crate::load::Seen;

/// Prints a line.
pub(crate) fn line(text: impl std::fmt::Display) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// The head of the table.
pub(crate) fn head(title: &str) {
    line(format!("\n{title}"));
    line(format!(
        "{:<28} {:>9} {:>9} {:>9} {:>10} {:>9} {:>10} {:>7}",
        "request", "req/s", "p50 us", "p99 us", "CPU us/req", "floor/s", "floor CPU", "ratio"
    ));
}

/// One scenario beside its floor.
pub(crate) fn row(name: &str, seen: &Seen, cpu_us: f64, floor: &Seen, floor_cpu_us: f64) {
    line(format!(
        "{name:<28} {:>9.0} {:>9} {:>9} {cpu_us:>10.1} {:>9.0} {floor_cpu_us:>10.1} {:>7.2}",
        seen.rate,
        seen.p50.as_micros(),
        seen.p99.as_micros(),
        floor.rate,
        cpu_us / floor_cpu_us.max(0.001),
    ));
}

/// The head of the table of billing runs.
pub(crate) fn billing_head(title: &str) {
    line(format!("\n{title}"));
    line(format!(
        "{:>9} {:>9} {:>9} {:>9} {:>7} {:>11} {:>9} {:>9}",
        "services", "invoices", "raw SQL s", "run s", "ratio", "invoices/s", "peak MiB", "own MiB"
    ));
}

/// One run beside its floor.
pub(crate) fn billing_row(services: i64, invoices: i64, raw: f64, ran: &Ran) {
    let Ran { seconds, peak_mib, own_mib } = ran;
    line(format!(
        "{services:>9} {invoices:>9} {raw:>9.2} {seconds:>9.2} {:>7.1} {:>11.0} {peak_mib:>9.1} \
         {own_mib:>9.1}",
        seconds / raw.max(0.001),
        invoices as f64 / seconds,
    ));
}
