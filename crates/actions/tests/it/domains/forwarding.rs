//! Mail to the addresses of a name: passed on where it is booked, and told to the registrar whole.

use actions::testing::TestActions;
use protocol::{
    AddEmailForward, DeleteEmailForward, DomainRegister, GetEmailForwards,
    GetEmailForwardsResponse, UpdateClientDomain,
};

use super::house::{add, row};
use crate::support::house::{client, each};

/// Said of what cannot stand before an `@`.
const LOCAL: &str = "Letters, digits and dots before the @, or * for all others";

async fn booked(test: &TestActions) -> u64 {
    let id = add(test, &row(1, "ann.com")).await;
    let register = DomainRegister { domainid: Some(id), ..DomainRegister::default() };
    test.call(register).await.unwrap();
    let asked = GetEmailForwards { domainid: id };
    assert_eq!(test.refused(asked).await, "Email forwarding is not booked with this domain");
    let book = UpdateClientDomain {
        domainid: Some(id),
        emailforwarding: Some(true.into()),
        ..UpdateClientDomain::default()
    };
    test.call(book).await.unwrap();
    id
}

fn to(domainid: u64, prefix: &str, destination: &str) -> AddEmailForward {
    let (prefix, destination) = (prefix.to_owned(), destination.to_owned());
    AddEmailForward { domainid, prefix, destination }
}

fn lines(found: &GetEmailForwardsResponse) -> Vec<String> {
    let rows = found.forwards.0.forward.0.iter();
    rows.map(|row| format!("{} {}", row.prefix, row.destination)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_is_passed_on_where_somebody_says() {
    for test in each().await {
        let id = booked(&test).await;
        let empty = test.call(GetEmailForwards { domainid: id }).await.unwrap();
        assert_eq!((&*empty.domain, lines(&empty)), ("ann.com", Vec::new()));
        for (prefix, destination) in [
            ("*", "rest@other.example"),
            (" Info@ann.com ", "ann@other.example"),
            ("info", "bob@other.example"),
        ] {
            test.call(to(id, prefix, destination)).await.unwrap();
        }
        let found = test.call(GetEmailForwards { domainid: id }).await.unwrap();
        let expected = ["info ann@other.example", "info bob@other.example", "* rest@other.example"];
        assert_eq!(lines(&found), expected);
        for (prefix, destination, said) in [
            ("info", "ANN@other.example", "This forward already exists"),
            ("info", "nobody", "The email address entered is not valid"),
            ("a b", "x@other.example", LOCAL),
            ("", "x@other.example", LOCAL),
            (".x", "x@other.example", LOCAL),
            ("me", "Me@ann.com", "An address cannot be passed on to itself"),
        ] {
            let refused = test.refused(to(id, prefix, destination)).await;
            assert_eq!(refused, said, "{prefix} {destination}");
        }
        let gone = DeleteEmailForward {
            domainid: id,
            prefix: "info".to_owned(),
            destination: "Ann@other.example".to_owned(),
        };
        let left = test.call(gone.clone()).await.unwrap();
        assert_eq!(lines(&left), ["info bob@other.example", "* rest@other.example"]);
        assert_eq!(test.refused(gone).await, "Email Forward Not Found");
        // Another client's name is none.
        let foreign = GetEmailForwards { domainid: id };
        let refused = test.refused_as(&client(2), foreign).await;
        assert_eq!(refused, "Domain ID Not Found");
    }
}
