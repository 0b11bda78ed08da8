//! Properties that hold for every action: what is written is read back the same.

use std::fmt::Debug;

use quick_xml::events::Event;

use crate::{
    ACTIONS, Access, Action, Form, FromJson, Pairs, ToJson, answer, find,
    sample::{Dice, Sample},
};

/// Samples per action; every action has its own seeds.
const SAMPLES: u64 = 25;

fn check_request<A: Action + Sample>(seed: u64) {
    let request = A::sample(&mut Dice::new(seed));
    let mut pairs = Pairs::new();
    request.encode(&mut pairs);
    let body = pairs.to_urlencoded();
    let mut form = Form::parse(body.as_bytes()).unwrap();
    let name = A::NAME;
    assert_eq!(A::decode(&mut form).as_ref(), Ok(&request), "{name}, seed {seed}: {body}");
    assert!(form.is_empty(), "{name} writes what it does not read: {form:?}");
}

fn check_response<R>(name: &str, seed: u64)
where
    R: Sample + ToJson + FromJson + PartialEq + Debug,
{
    let response = R::sample(&mut Dice::new(seed));
    let json = answer::json(&response);
    let text = String::from_utf8_lossy(&json);
    assert_eq!(answer::parse::<R>(&json).as_ref(), Ok(&response), "{name}, seed {seed}: {text}");
    check_xml(&answer::xml(name, "8.13.1", &response));
    assert!(answer::nvp(&response).starts_with(b"result=success;"), "{name}, seed {seed}");
}

/// Reads the whole document, which finds unbalanced elements and unknown entities.
fn check_xml(xml: &[u8]) {
    let text = std::str::from_utf8(xml).unwrap();
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open = 0_u32;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {text}")) {
            Event::Eof => break,
            Event::Start(_) => open += 1,
            Event::End(_) => open -= 1,
            Event::GeneralRef(entity) => {
                let known = entity.resolve_char_ref().is_ok_and(|found| found.is_some())
                    || ["amp", "lt", "gt", "quot"].contains(&&*entity);
                assert!(known, "unknown entity in {text}");
            }
            _ => {}
        }
    }
    assert_eq!(open, 0, "{text}");
}

/// The empty response is read from a bare success, as from the shortest server.
fn check_bare<R: FromJson>(name: &str) {
    let bare = answer::parse::<R>(br#"{"result":"success"}"#);
    assert!(bare.is_ok(), "{name}: {:?}", bare.err());
}

macro_rules! check_all {
    ($($action:path),* $(,)?) => {
        #[test]
        fn requests_are_read_back_the_same() {
            for seed in 0..SAMPLES {
                $(check_request::<$action>(seed);)*
            }
        }

        #[test]
        fn responses_are_read_back_the_same() {
            for seed in 0..SAMPLES {
                $(check_response::<<$action as Action>::Response>(<$action>::NAME, seed);)*
            }
        }

        #[test]
        fn a_bare_success_is_a_response() {
            $(check_bare::<<$action as Action>::Response>(<$action>::NAME);)*
        }

        #[test]
        fn the_types_are_in_the_order_of_the_table() {
            let names = [$(<$action as Action>::NAME),*];
            let listed: Vec<&str> = ACTIONS.iter().map(|action| action.name).collect();
            assert_eq!(listed, names);
        }

        #[test]
        fn required_parameters_are_required() {
            $(check_required::<$action>();)*
        }
    };
}
crate::for_each_action!(check_all);

/// Without its required parameters an action is refused by the name of one of them.
fn check_required<A: Action>() {
    let required = |name: &str| A::PARAMS.iter().any(|param| param.required && param.name == name);
    match A::decode(&mut Form::default()) {
        Ok(_) => {}
        Err(error) => {
            assert!(error.is_missing() && required(&error.field), "{}: {error}", A::NAME);
        }
    }
}

#[test]
fn the_table_is_whole() {
    let published = ACTIONS.iter().filter(|action| action.url().is_some());
    assert_eq!(published.count(), 162);
    for action in ACTIONS {
        let (name, params) = (action.name, action.params);
        assert_eq!(find(&format!(" {} ", name.to_lowercase())).map(|found| found.name), Some(name));
        assert!(action.doc.ends_with('.'), "{name} has no sentence");
        for (place, param) in params.iter().enumerate() {
            let twice = params[..place].iter().any(|earlier| earlier.name == param.name);
            assert!(!twice, "{name} has {} twice", param.name);
        }
        for (place, field) in action.fields.iter().enumerate() {
            let twice = action.fields[..place].iter().any(|earlier| earlier.name == field.name);
            assert!(!twice, "{name} answers {} twice", field.name);
        }
        if name.starts_with("Get") {
            assert_eq!(action.access, Access::Read, "{name}");
        }
    }
    assert!(find("GetNothing").is_none());
}
