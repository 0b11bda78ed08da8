//! The clients: names of nobody in particular, at domains that cannot exist.

use engine::Result;
use protocol::AddClient;
use protocol::wire::Flag;

use crate::{CLIENT_EMAIL, Making};

/// Clients in all.
pub(crate) const CLIENTS: usize = 40;
pub(crate) const CLIENTS_I64: i64 = 40;

/// A client and how it pays.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) id: u64,
    pub(crate) domain: String,
    pub(crate) gateway: &'static str,
    /// Days after the due date at which it pays.
    pub(crate) pays_after: i64,
    /// Services it ordered so far.
    pub(crate) services: usize,
    /// The day after which it stops paying.
    pub(crate) gone_after: Option<i64>,
}

/// Everybody so far.
#[derive(Debug, Default)]
pub(crate) struct People(pub(crate) Vec<Person>);

const FIRST: [&str; 20] = [
    "Mara", "Jonas", "Aïsha", "Tom", "Léa", "Diego", "Nora", "Kenji", "Ines", "Oskar", "Priya",
    "Lukas", "Sofia", "Emeka", "Clara", "Marek", "Yasmin", "Noah", "Ida", "Rafael",
];
const LAST: [&str; 20] = [
    "Okafor",
    "Lindqvist",
    "Haddad",
    "Becker",
    "Moreau",
    "Fernández",
    "Dahl",
    "Tanaka",
    "Costa",
    "Novak",
    "Sharma",
    "Keller",
    "Rossi",
    "Adeyemi",
    "Winter",
    "Kowalski",
    "Rahman",
    "Fischer",
    "Berg",
    "Silva",
];
const TRADES: [&str; 10] =
    ["bakery", "studio", "books", "cycles", "garden", "labs", "coffee", "music", "travel", "tools"];
/// Country, currency number, city, state, postcode.
const PLACES: [(&str, u64, &str, &str, &str); 6] = [
    ("US", 1, "Portland", "ME", "04101"),
    ("DE", 2, "Bremen", "Bremen", "28195"),
    ("US", 1, "Austin", "TX", "73301"),
    ("GB", 3, "Leeds", "West Yorkshire", "LS1 4AP"),
    ("FR", 2, "Nantes", "Loire-Atlantique", "44000"),
    ("CA", 1, "Halifax", "NS", "B3H 1A1"),
];

/// Signs the next client up.
pub(crate) async fn join(making: &Making, people: &mut People, day: i64) -> Result<()> {
    let number = people.0.len();
    let pick = |all: &[&'static str], at: usize| all.get(at % all.len()).copied();
    let first = pick(&FIRST, number).unwrap_or_default();
    // Another family for each round of first names, so that no two people are called the same.
    let last = pick(&LAST, number * 7 + number / FIRST.len() * 3).unwrap_or_default();
    let trade = pick(&TRADES, number + number / FIRST.len()).unwrap_or_default();
    let domain = format!("{}-{trade}.example", last_ascii(last));
    let place = PLACES.get(number % PLACES.len()).copied().unwrap_or_default();
    let (country, currency, city, state, postcode) = place;
    let email = if number == 0 {
        CLIENT_EMAIL.to_owned()
    } else {
        format!("{}@{domain}", first_ascii(first))
    };
    let call = AddClient {
        firstname: Some(first.to_owned()),
        lastname: Some(last.to_owned()),
        companyname: (number % 3 != 1).then(|| format!("{last} {}", title(trade))),
        email: Some(email),
        address1: Some(format!("{} Main Street", 3 + number * 7)),
        city: Some(city.to_owned()),
        state: Some(state.to_owned()),
        postcode: Some(postcode.to_owned()),
        country: Some(country.to_owned()),
        phonenumber: Some(format!("555 01{number:02}")),
        password2: Some(making.password.clone().into()),
        currency: Some(currency),
        noemail: Flag(true),
        ..AddClient::default()
    };
    let added = making.call(call).await?;
    people.0.push(Person {
        id: added.clientid.id().unwrap_or_default(),
        domain,
        services: 0,
        gateway: if number % 4 == 2 { "banktransfer" } else { "sandboxcard" },
        pays_after: [0, 0, 1, 0, 3, 0, 0, 7].get(number % 8).copied().unwrap_or_default(),
        gone_after: (number % 9 == 4).then_some(day + making.days / 5),
    });
    Ok(())
}

fn title(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn last_ascii(name: &str) -> String {
    name.to_lowercase().replace('á', "a")
}

fn first_ascii(name: &str) -> String {
    name.to_lowercase().replace('ï', "i").replace('é', "e")
}
