//! How busy services were, as every module must tell it.

use model::ids::ServiceId;

use super::ProvisionerTrial;
use crate::contract::{answered, broken, unsupported};
use crate::provisioning::{Measuring, Metrics, Provisioner, Sample, ServiceCall, Span};

/// Counterparts whose clock stands still have it at the first second of 2026.
const NOW: i64 = 1_767_225_600;

/// Asks about a service that is there, and one that is not.
pub(super) async fn services_are_measured(module: &dyn Provisioner, trial: &ProvisionerTrial) {
    let can = module.capabilities();
    let (name, span) = (can.module, Span::day_until(NOW));
    let call = trial.call("metrics");
    counters_are_read(module, &call).await;
    if can.metrics != Measuring::Told {
        return unsupported(name, "metrics", module.metrics(&call, span).await);
    }
    let Some(told) = answered(name, "metrics", module.metrics(&call, span).await) else {
        broken(name, "a service that exists is measured", "none");
    };
    assert!(!told.cpu.is_empty(), "{name}: it tells how busy a service was");
    for series in [&told.cpu, &told.received, &told.sent] {
        in_order(name, series, span);
    }
    assert_eq!(told.clone().in_steps(span), told, "{name}: samples are averages of steps");
    let most = told.cpu.iter().map(|sample| sample.value).max().unwrap_or_default();
    assert!(most <= Metrics::FULL, "{name}: nobody uses more than everything: {most}");
    let foreign = ServiceCall { service: ServiceId(trial.call.service.0 + 1_000), ..call };
    let told = answered(name, "metrics", module.metrics(&foreign, span).await);
    assert_eq!(told, None, "{name}: a service that does not exist was not measured");
}

/// What a machine that is on counts grows.
async fn counters_are_read(module: &dyn Provisioner, call: &ServiceCall) {
    let can = module.capabilities();
    let (name, Some(server)) = (can.module, &call.server) else { return };
    if can.metrics != Measuring::Counted {
        return unsupported(name, "readings", module.readings(server).await);
    }
    let machine = answered(name, "the name of a machine", module.machine_name(call));
    let mut before = None;
    for _ in 0..2 {
        let told = answered(name, "readings", module.readings(server).await);
        let mut ours = told.into_iter().filter(|reading| reading.machine == machine);
        let Some(reading) = ours.next() else {
            broken(name, "a service that is on has a reading", "none");
        };
        assert!(ours.next().is_none(), "{name}: a machine is read once");
        let counts = Some((reading.worked, reading.received, reading.sent));
        assert!(before <= counts, "{name}: what is counted grows: {before:?} {counts:?}");
        before = counts;
    }
}

fn in_order(name: &str, series: &[Sample], span: Span) {
    for pair in series.windows(2) {
        assert!(pair[0].at < pair[1].at, "{name}: samples come in order: {pair:?}");
    }
    let within = |sample: &Sample| (span.from..span.until).contains(&sample.at);
    assert!(series.iter().all(within), "{name}: samples are of the span that was asked for");
}
