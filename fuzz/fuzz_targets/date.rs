//! Any text as a day or moment of the wire, and the periods that begin there: nothing panics, and
//! each period begins where the one before ended.

#![no_main]

use libfuzzer_sys::fuzz_target;
use model::dates::period_in_months;
use protocol::wire::{WireDate, WireDateTime};
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

fuzz_target!(|input: (&str, u8, u8)| {
    let (text, months, n) = input;
    let reader = || -> StrDeserializer<'_, Error> { text.into_deserializer() };
    let _ = serde::Deserialize::deserialize(reader()).map(|moment: WireDateTime| moment);
    let read: Result<WireDate, _> = serde::Deserialize::deserialize(reader());
    let Ok(WireDate(Some(day))) = read else { return };
    let (months, n) = (u32::from(months), u32::from(n));
    let one = period_in_months(day, months, n);
    let next = period_in_months(day, months, n + 1);
    if let (Some(one), Some(next)) = (one, next) {
        assert_eq!(one.to_exclusive, next.from, "{day} {months} {n}");
    }
});
