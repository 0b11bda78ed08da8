//! What machines had counted, kept for a day: a text for a server and instant with a line of each
//! machine, so that a host with many machines costs a row every few minutes.

use model::ids::ServerId;
use ports::provisioning::{Metrics, Reading, Span};
use store::Conn;
use store::hosting::readings::{self, ReadingRow};

use super::metrics::NOT_OFFERED;
use super::place::Place;
use crate::{Cx, Result, not_now};

/// What stands in the place of a count that there is not.
const NONE: &str = "-";

/// Keeps what was read of a server.
pub(crate) async fn keep(c: &mut Conn, server: ServerId, at: i64, told: &[Reading]) -> Result<()> {
    let machines: String = told.iter().filter_map(written).collect();
    Ok(readings::keep(c, server, at, &machines).await?)
}

/// Forgets what is older than the day that is shown.
pub(crate) async fn forget_old(c: &mut Conn, now: i64) -> Result<()> {
    Ok(readings::forget(c, Span::day_until(now).from).await?)
}

/// How busy a service was in a span, by what was read of its server.
pub(super) async fn of(cx: &Cx, place: &Place, span: Span) -> Result<Metrics> {
    let server = place.briefing.server.as_ref().ok_or_else(|| not_now(NOT_OFFERED))?;
    let machine = place.module.machine_name(&place.briefing);
    let machine = machine.map_err(|error| {
        tracing::warn!(%error, service = %place.row.id, "a machine has no name");
        not_now(NOT_OFFERED)
    })?;
    let mut c = cx.read().await?;
    let rows = readings::since(&mut c, server.server, span.from).await?;
    let of_it = |row: &ReadingRow| Some((row.at, read(&row.machines, &machine)?));
    let told: Vec<(i64, Reading)> = rows.iter().filter_map(of_it).collect();
    Ok(Metrics::counted(&told).in_steps(span))
}

/// `hostler-42 260 11 5`. A name that would be more than a word is nobody's whom we serve.
fn written(reading: &Reading) -> Option<String> {
    let Reading { machine, worked, received, sent } = reading;
    let one_word = !machine.is_empty() && !machine.contains(char::is_whitespace);
    let count = |count: &Option<u64>| count.map_or_else(|| NONE.to_owned(), |it| it.to_string());
    one_word.then(|| format!("{machine} {worked} {} {}\n", count(received), count(sent)))
}

/// What a machine had counted.
fn read(machines: &str, machine: &str) -> Option<Reading> {
    let mut of_it = machines.lines().filter_map(|line| line.strip_prefix(machine));
    let line = of_it.find_map(|rest| rest.strip_prefix(' '))?;
    let mut counts = line.split(' ').map(|count| count.parse().ok());
    Some(Reading {
        machine: machine.to_owned(),
        worked: counts.next()??,
        received: counts.next()?,
        sent: counts.next()?,
    })
}

#[cfg(test)]
mod tests {
    use ports::provisioning::Reading;

    use super::{read, written};

    #[test]
    fn readings_are_found_again_by_the_names_of_machines() {
        let reading = |machine: &str, worked, received, sent| {
            let machine = machine.to_owned();
            Reading { machine, worked, received, sent }
        };
        let all = [
            reading("hostler-421", 9, None, Some(1)),
            reading("two words", 9, None, None),
            reading("", 9, None, None),
            reading("hostler-42", u64::MAX, Some(0), None),
        ];
        let text: String = all.iter().filter_map(written).collect();
        assert_eq!(text, format!("hostler-421 9 - 1\nhostler-42 {} 0 -\n", u64::MAX));
        for kept in [&all[0], &all[3]] {
            assert_eq!(read(&text, &kept.machine).as_ref(), Some(kept));
        }
        assert_eq!(read(&text, "hostler-4"), None);
        assert_eq!(read("hostler-42 x 1 1\n", "hostler-42"), None);
    }
}
