//! `GetServiceMetrics`: our own.

use std::collections::BTreeMap;

use engine::hosting::metrics::{self, Metrics, Sample};
use engine::{Cx, Result};
use model::ids::ServiceId;
use protocol::{GetServiceMetrics, GetServiceMetricsResponse, MetricsPoint};

use crate::Registry;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry.flow(|cx, call: GetServiceMetrics| Box::pin(get_service_metrics(cx, call)))
}

async fn get_service_metrics(
    cx: &Cx,
    call: GetServiceMetrics,
) -> Result<GetServiceMetricsResponse> {
    let service = ServiceId(number(call.serviceid));
    let (span, told) = metrics::of(cx, service).await?;
    let zone = cx.engine.settings().await?.zone();
    let offset = zone.to_offset(cx.engine.now()).seconds();
    Ok(GetServiceMetricsResponse {
        serviceid: service.0.into(),
        from: span.from.into(),
        until: span.until.into(),
        utcoffset: i64::from(offset).into(),
        points: points(&told).into(),
    })
}

/// The series as one, each time with what was measured then.
fn points(told: &Metrics) -> Vec<MetricsPoint> {
    let mut points = BTreeMap::<i64, MetricsPoint>::new();
    let mut put = |series: &[Sample], set: fn(&mut MetricsPoint, u64)| {
        for sample in series {
            let new = || MetricsPoint { time: sample.at.into(), ..MetricsPoint::default() };
            set(points.entry(sample.at).or_insert_with(new), sample.value);
        }
    };
    put(&told.cpu, |point, value| {
        point.cpu = Some(format!("{}.{:02}", value / 100, value % 100).into());
    });
    put(&told.received, |point, value| point.received = Some(number(value).into()));
    put(&told.sent, |point, value| point.sent = Some(number(value).into()));
    points.into_values().collect()
}

#[cfg(test)]
mod tests {
    use engine::hosting::metrics::{Metrics, Sample};
    use protocol::MetricsPoint;

    use super::points;

    #[test]
    fn series_become_points_in_time() {
        let told = Metrics {
            cpu: vec![Sample { at: 300, value: 1_205 }, Sample { at: 600, value: 10_000 }],
            received: vec![Sample { at: 0, value: 7 }],
            sent: vec![Sample { at: 600, value: 9 }],
        };
        let at = |time: i64| MetricsPoint { time: time.into(), ..MetricsPoint::default() };
        let expected = [
            MetricsPoint { received: Some(7.into()), ..at(0) },
            MetricsPoint { cpu: Some("12.05".into()), ..at(300) },
            MetricsPoint { cpu: Some("100.00".into()), sent: Some(9.into()), ..at(600) },
        ];
        assert_eq!(points(&told), expected);
    }
}
