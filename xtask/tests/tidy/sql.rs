//! Rules for SQL: one text for both databases, so only what both understand alike.

use crate::check;
use crate::lexer::{Literal, split};
use crate::tree::with_extension;

/// Words that mean different things on the two databases, or take the time behind our back.
const BANNED: &[(&str, &str)] = &[
    ("like", "case matters on one database only: compare a folded column"),
    ("ilike", "PostgreSQL only"),
    ("now", "the time is a parameter"),
    ("current_timestamp", "the time is a parameter"),
    ("current_date", "the time is a parameter"),
];

#[test]
fn statements_mean_the_same_on_both_databases() {
    let mut found = Vec::new();
    for file in with_extension("crates/store", "rs") {
        for literal in split(&file.text).literals.iter().filter(|literal| is_statement(literal)) {
            for why in objections(&literal.text) {
                found.push(format!("{}:{}: {why}", file.path, literal.line));
            }
        }
    }
    check(&found, "Say it in the SQL both databases share (STYLE.md, convention 12).");
}

fn is_statement(literal: &Literal) -> bool {
    let text = literal.text.trim_start().to_lowercase();
    ["select ", "insert into ", "update ", "delete from ", "with "]
        .iter()
        .any(|verb| text.starts_with(verb) || text.starts_with(&verb.replace(' ', "\n")))
}

fn objections(statement: &str) -> Vec<String> {
    let mut found = Vec::new();
    if statement.contains('"') {
        found.push("double quotes: name things so that they need none".to_owned());
    }
    let lower = statement.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    for (word, why) in BANNED {
        if words.contains(word) {
            found.push(format!("`{word}`: {why}"));
        }
    }
    found
}

#[test]
fn objections_are_raised_to_whole_words_only() {
    for (statement, count) in [
        ("select id from clients where email_folded = $1", 0),
        ("select likes, nowhere from clients", 0),
        ("select id from clients where name like $1", 1),
        ("insert into log (at) values (now())", 1),
        ("select \"order\" from t where at < current_timestamp", 2),
    ] {
        assert_eq!(objections(statement).len(), count, "{statement}");
    }
}
