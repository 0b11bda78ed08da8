//! Who calls whom in some Rust files, by their names: enough to tell what a handler comes to.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexer::split;
use crate::tree::Text;

/// What code is made of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    Word(String),
    Text(String),
    Sign(char),
}

/// A file, and all its words.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) tokens: Vec<Token>,
}

/// A function: what stands before its brace, and what between its braces.
pub(crate) struct Function {
    pub(crate) source: usize,
    pub(crate) head: Vec<Token>,
    pub(crate) body: Vec<Token>,
}

/// The functions of some files.
pub(crate) struct Calls {
    pub(crate) sources: Vec<Source>,
    pub(crate) functions: Vec<Function>,
    by_name: BTreeMap<String, Vec<usize>>,
}

/// Methods of many things: their names say nothing.
const COMMON: &[&str] = &["call", "look", "new", "owns", "owner", "only_own", "get", "of"];

impl Token {
    pub(crate) fn word(&self) -> Option<&str> {
        if let Self::Word(word) = self { Some(word) } else { None }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(crate) fn is(&self, sign: char) -> bool {
        *self == Self::Sign(sign)
    }
}

impl Source {
    /// The name of the module.
    pub(crate) fn module(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// What a name stands for that was given with `as`.
    pub(crate) fn original<'a>(&'a self, name: &'a str) -> &'a str {
        let named = self
            .tokens
            .windows(3)
            .find(|three| three[1].word() == Some("as") && three[2].word() == Some(name));
        named.and_then(|three| three[0].word()).unwrap_or(name)
    }

    fn says(&self, word: &str) -> bool {
        self.tokens.iter().any(|token| token.word() == Some(word))
    }

    /// Whether a `use` brings the name.
    fn uses(&self, name: &str) -> bool {
        let words = self.tokens.iter().enumerate();
        let mut uses = words.filter(|(_, token)| token.word() == Some("use"));
        uses.any(|(at, _)| {
            let rest = self.tokens[at..].iter().take_while(|token| !token.is(';'));
            rest.into_iter().any(|token| token.word() == Some(name))
        })
    }
}

impl Calls {
    pub(crate) fn of(texts: Vec<Text>) -> Self {
        let read =
            |file: Text| Source { tokens: without_tests(tokens(&file.text)), path: file.path };
        let sources: Vec<Source> = texts.into_iter().map(read).collect();
        let (mut functions, mut by_name) = (Vec::new(), BTreeMap::<_, Vec<_>>::new());
        for (source, file) in sources.iter().enumerate() {
            for (at, pair) in file.tokens.windows(2).enumerate() {
                let [Token::Word(first), Token::Word(name)] = pair else { continue };
                let rest = &file.tokens[at..];
                let open = rest.iter().position(|token| token.is('{'));
                if let Some(open) = open.filter(|_| first == "fn") {
                    let (head, rest) = rest.split_at(open);
                    let body = rest[..end(rest, '{', '}')].to_vec();
                    by_name.entry(name.clone()).or_default().push(functions.len());
                    functions.push(Function { source, head: head.to_vec(), body });
                }
            }
        }
        Self { sources, functions, by_name }
    }

    /// The functions of a name.
    pub(crate) fn named(&self, name: &str) -> &[usize] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn source_of(&self, function: usize) -> &Source {
        &self.sources[self.functions[function].source]
    }

    /// A function and all that it calls, and they call.
    pub(crate) fn reached(&self, function: usize) -> BTreeSet<usize> {
        let (mut reached, mut next) = (BTreeSet::new(), vec![function]);
        while let Some(function) = next.pop() {
            if reached.insert(function) {
                next.extend(self.called(function));
            }
        }
        reached
    }

    fn called(&self, function: usize) -> Vec<usize> {
        let body = &self.functions[function].body;
        let mut called = Vec::new();
        for at in 1..body.len().saturating_sub(1) {
            let (Some(name), true) = (body[at].word(), body[at + 1].is('(')) else { continue };
            let named = self.named(name).iter().copied();
            let source = self.source_of(function);
            if body[at - 1].is('.') {
                let of_client = |it: &usize| self.source_of(*it).path.contains("for_client");
                called.extend(named.filter(of_client).filter(|_| !COMMON.contains(&name)));
            } else if body[at - 1].is(':') {
                let module = at.checked_sub(3).and_then(|at| body[at].word()).unwrap_or_default();
                let module = source.original(module);
                called.extend(named.filter(|it| self.source_of(*it).module() == module));
            } else {
                let own = self.functions[function].source;
                let (near, far): (Vec<_>, Vec<_>) =
                    named.partition(|it| self.functions[*it].source == own);
                if near.is_empty() && source.uses(name) {
                    let known = |it: &usize| source.says(self.source_of(*it).module());
                    called.extend(far.into_iter().filter(known));
                }
                called.extend(near);
            }
        }
        called
    }
}

/// The words, texts and signs of a file.
fn tokens(text: &str) -> Vec<Token> {
    let parts = split(text);
    let mut literals = parts.literals.into_iter().peekable();
    let (mut tokens, mut word) = (Vec::new(), String::new());
    for (at, c) in parts.code.chars().chain([' ']).enumerate() {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            tokens.push(Token::Word(std::mem::take(&mut word)));
        }
        if let Some(literal) = literals.next_if(|literal| literal.at == at) {
            tokens.push(Token::Text(literal.text));
        } else if !c.is_whitespace() {
            tokens.push(Token::Sign(c));
        }
    }
    tokens
}

fn without_tests(mut tokens: Vec<Token>) -> Vec<Token> {
    let [first, second] = ["mod", "tests"].map(|word| Token::Word(word.to_owned()));
    let tests = tokens.windows(2).position(|pair| pair[0] == first && pair[1] == second);
    tokens.truncate(tests.unwrap_or(tokens.len()));
    tokens
}

/// Where what begins with the first sign ends.
pub(crate) fn end(tokens: &[Token], open: char, close: char) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        if token.is(open) {
            depth += 1;
        } else if token.is(close) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at + 1;
            }
        }
    }
    tokens.len()
}

#[test]
fn calls_are_followed_from_file_to_file() {
    let file = |path: &str, text: &str| Text { path: path.to_owned(), text: text.to_owned() };
    let calls = Calls::of(vec![
        file(
            "a.rs",
            "use super::b as c;\nfn a() { c::b(); // d()\n \"d()\"; near() }\nfn near() {}",
        ),
        file("b.rs", "fn b() { self.wish(); self.get(); far() }\nfn d() {}"),
        file("for_client.rs", "fn wish() {}\nfn get() {}\n#[cfg(test)]\nmod tests { fn far() {} }"),
    ]);
    let reached: Vec<_> = calls
        .reached(calls.named("a")[0])
        .into_iter()
        .map(|it| calls.functions[it].head[1].word().unwrap_or_default())
        .collect();
    assert_eq!(reached, ["a", "near", "b", "wish"]);
}
