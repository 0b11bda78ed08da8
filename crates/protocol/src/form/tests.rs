//! What PHP reads, and what is refused.

use super::{FORM_PAIRS_MAX, Form, FormError, Node};

/// Writes a tree as one line: `a=1 b[0]=2`.
fn show(name: &str, node: &Node, out: &mut Vec<String>) {
    match node {
        Node::Text(text) => out.push(format!("{name}={text}")),
        Node::Branch(branch) => {
            for (key, node) in &branch.entries {
                show(&format!("{name}[{key}]"), node, out);
            }
        }
    }
}

fn check(input: &str, expect: &str) {
    let form = Form::parse(input.as_bytes()).unwrap();
    let mut lines = Vec::new();
    for (name, node) in &form.fields {
        show(name, node, &mut lines);
    }
    assert_eq!(lines.join(" "), expect, "for {input}");
}

#[test]
fn reads_what_php_reads() {
    for (input, expect) in [
        ("", ""),
        ("&&a=1&", "a=1"),
        ("a", "a="),
        ("a=1&a=2", "a=2"),
        ("a=b+c%20d%2B%zz%4", "a=b c d+%zz%4"),
        ("A=1&a=2", "A=1 a=2"),
        ("pid[0]=1&pid[1]=2", "pid[0]=1 pid[1]=2"),
        ("pid[]=1&pid[]=2", "pid[0]=1 pid[1]=2"),
        ("pid[7]=1&pid[]=2", "pid[7]=1 pid[8]=2"),
        ("p[1][monthly]=5&p[1][yearly]=50", "p[1][monthly]=5 p[1][yearly]=50"),
        ("p%5B1%5D=5", "p[1]=5"),
        ("p=1&p[x]=2", "p[x]=2"),
        ("p[x]=2&p=1", "p=1"),
        ("p[x=2", "p[x=2"),
        ("[x]=2", "[x]=2"),
        ("p[x]tail=2", "p[x]=2"),
    ] {
        check(input, expect);
    }
}

#[test]
fn refuses_what_is_too_much_or_not_text() {
    let many = "a=1&".repeat(FORM_PAIRS_MAX + 1);
    let deep = format!("a{}=1", "[x]".repeat(7));
    let long = format!("{}=1", "a".repeat(300));
    for (input, expect) in [
        (many.as_str(), FormError::TooMany),
        (deep.as_str(), FormError::NameTooLong),
        (long.as_str(), FormError::NameTooLong),
        ("a=%ff", FormError::NotUtf8),
        ("%c3=1", FormError::NotUtf8),
        ("a=1&b[c]=%00", FormError::Nul("b[c]".to_owned())),
        ("a%00b=1", FormError::Nul("ab".to_owned())),
    ] {
        assert_eq!(Form::parse(input.as_bytes()), Err(expect));
    }
}

#[test]
fn the_body_wins_over_the_query() {
    let mut form = Form::parse(b"a=1&b[x]=2").unwrap();
    form.merge_query(b"a=9&b[y]=9&c=3").unwrap();
    assert_eq!(form.text("a"), Some("1"));
    assert_eq!(form.text("c"), Some("3"));
    let Some(Node::Branch(branch)) = form.take("b") else { panic!("b is a branch") };
    assert_eq!(branch.into_entries(), [("x".to_owned(), Node::Text("2".to_owned()))]);
    assert_eq!(form.names_from("c").collect::<Vec<_>>(), ["c"]);
}
