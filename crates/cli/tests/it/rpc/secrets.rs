//! Secrets of modules: taken by every door, told by none, known again by their last four letters.

use crate::home::Home;
use crate::server::Server;

#[test]
fn a_secret_is_known_by_its_end_and_told_nowhere() {
    let home = Home::furnished();
    let server = Server::demo(&home, &[]);
    let long = "sk_test_of_nobody_in_particular_A1z9";
    let short = "whsec_too_short";
    let on = [
        ("moduleType", "gateway"),
        ("moduleName", "stripe"),
        ("parameters[secret_key]", long),
        ("parameters[webhook_secret]", short),
    ];
    server.call("ActivateModule", &on);
    let said = server.rpc("GetModules", &[("moduleType", "gateway")]).text();
    assert!(!said.contains(long) && !said.contains(short), "{said}");
    let told: serde_json::Value = serde_json::from_str(&said).unwrap();
    let modules = told["modules"]["module"].as_array().unwrap();
    let stripe = modules.iter().find(|module| module["name"] == "stripe").unwrap();
    let end_of = |name: &str| {
        let settings = stripe["settings"]["setting"].as_array().unwrap();
        let setting = settings.iter().find(|setting| setting["name"] == name).unwrap();
        assert_eq!(setting["value"], "");
        assert_eq!(setting["isset"], true);
        setting["lastfour"].as_str().unwrap().to_owned()
    };
    assert_eq!(end_of("secret_key"), "A1z9");
    assert_eq!(end_of("webhook_secret"), "", "too much of it would be known");
    server.assert_calm();
}
