//! Which notice about an invoice or a domain is sent on a date, each of them once (B25, B33).

use crate::dates::add_days;
use jiff::civil::Date;

/// Days before (negative) and after a date on which notices go out, in order; 0 is off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeSchedule {
    offsets: Vec<i32>,
}

impl NoticeSchedule {
    /// A schedule of days `before` and `after`; those of 0 are off.
    pub fn new(before: &[u16], after: &[u16]) -> NoticeSchedule {
        let negative = before.iter().map(|days| -i32::from(*days));
        let positive = after.iter().map(|days| i32::from(*days));
        let mut offsets: Vec<i32> = negative.chain(positive).filter(|days| *days != 0).collect();
        offsets.sort_unstable();
        offsets.dedup();
        NoticeSchedule { offsets }
    }

    /// Invoices: a reminder 7 days before, overdue notices 1, 3 and 5 days after (B25).
    pub fn invoices() -> NoticeSchedule {
        NoticeSchedule::new(&[7], &[1, 3, 5])
    }

    /// Domains: 30, 7 and 1 days before expiry, 3 and 10 after it (B33).
    pub fn domains() -> NoticeSchedule {
        NoticeSchedule::new(&[30, 7, 1], &[3, 10])
    }

    /// The offsets in days, earliest first; negative ones are before the date.
    pub fn offsets(&self) -> &[i32] {
        &self.offsets
    }

    /// The place of an overdue notice among those after the date: 0 for the first.
    pub fn stage_after(&self, offset: i32) -> Option<usize> {
        self.offsets.iter().filter(|each| **each > 0).position(|each| *each == offset)
    }

    /// The notice for a date: the latest whose day has come, unless it or a later one was sent.
    ///
    /// `known_since` is when the client first heard of it (the day of issue): a notice whose
    /// day was not after that day would only repeat the first mail. A notice missed by an
    /// outage is sent late, but a reminder not after the date, and never two notices at once.
    pub fn due(
        &self,
        date: Date,
        known_since: Option<Date>,
        last_sent: Option<i32>,
        today: Date,
    ) -> Option<i32> {
        let day = |offset: i32| {
            // What was issued late counts its overdue notices from then.
            let from = if offset > 0 { known_since.map_or(date, |k| k.max(date)) } else { date };
            add_days(from, offset)
        };
        let has_come = |offset: &&i32| day(**offset).is_some_and(|day| day <= today);
        let latest = *self.offsets.iter().rev().find(has_come)?;
        let sent = last_sent.is_some_and(|sent| sent >= latest);
        let too_late = latest < 0 && today > date;
        let repeats = known_since.is_some_and(|known| day(latest).is_some_and(|day| day <= known));
        if sent || too_late || repeats { None } else { Some(latest) }
    }
}

#[cfg(test)]
mod tests {
    use super::NoticeSchedule;
    use crate::dates::add_days;
    use jiff::civil::{Date, date};

    /// The notices of a stretch of days as `(day since the date, offset)`.
    fn sent(schedule: &NoticeSchedule, known: i32, days: &[i32]) -> Vec<(i32, i32)> {
        let due: Date = date(2026, 3, 1);
        let at = |days| add_days(due, days).unwrap();
        let mut last = None;
        let mut sent = Vec::new();
        for day in days {
            if let Some(offset) = schedule.due(due, Some(at(known)), last, at(*day)) {
                last = Some(offset);
                sent.push((*day, offset));
            }
        }
        sent
    }

    #[test]
    fn b25_each_notice_is_sent_once_on_its_day() {
        let schedule = NoticeSchedule::invoices();
        let all: Vec<i32> = (-14..20).collect();
        assert_eq!(sent(&schedule, -14, &all), [(-7, -7), (1, 1), (3, 3), (5, 5)]);
        assert_eq!(sent(&schedule, -5, &all[9..]), [(1, 1), (3, 3), (5, 5)], "issued late");
        assert_eq!(sent(&schedule, 10, &all[24..]), [(11, 1), (13, 3), (15, 5)], "a backlog");
        let twice: Vec<i32> = all.iter().flat_map(|day| [*day, *day]).collect();
        assert_eq!(sent(&schedule, -14, &twice), sent(&schedule, -14, &all), "runs repeat");
    }

    #[test]
    fn b25_an_outage_delays_notices_but_does_not_pile_them_up() {
        let schedule = NoticeSchedule::invoices();
        assert_eq!(sent(&schedule, -14, &[-14, -5, 4, 5]), [(-5, -7), (4, 3), (5, 5)]);
        assert_eq!(sent(&schedule, -14, &[-14, 1]), [(1, 1)]);
        assert_eq!(sent(&schedule, -14, &[-14, 0]), [(0, -7)]);
        let late = NoticeSchedule::new(&[7], &[3]);
        assert_eq!(sent(&late, -14, &[-14, 1, 3]), [(3, 3)], "no reminder after the date");
    }

    #[test]
    fn b25_zero_is_off() {
        let schedule = NoticeSchedule::new(&[0], &[1, 0, 5]);
        assert_eq!(schedule.offsets(), [1, 5]);
        assert_eq!(schedule.stage_after(5), Some(1));
        assert_eq!(schedule.stage_after(-7), None);
        let all: Vec<i32> = (-14..20).collect();
        assert_eq!(sent(&schedule, -14, &all), [(1, 1), (5, 5)]);
        assert_eq!(sent(&NoticeSchedule::new(&[], &[]), -14, &all), []);
    }

    #[test]
    fn b33_domains_are_told_before_and_after_expiry() {
        let all: Vec<i32> = (-60..60).collect();
        let expected = [(-30, -30), (-7, -7), (-1, -1), (3, 3), (10, 10)];
        assert_eq!(sent(&NoticeSchedule::domains(), -365, &all), expected);
    }
}
