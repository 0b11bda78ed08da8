//! Tells code, comments and string literals of a Rust file apart; just enough of a lexer for that.

/// A string literal, the line it begins on (from 1), and its first character (from 0).
pub(crate) struct Literal {
    pub(crate) line: usize,
    pub(crate) at: usize,
    pub(crate) text: String,
}

/// What a file is made of.
pub(crate) struct Parts {
    /// The text with comments and the insides of literals blanked; same lines, same columns.
    pub(crate) code: String,
    pub(crate) literals: Vec<Literal>,
}

/// Splits a source text.
pub(crate) fn split(text: &str) -> Parts {
    let chars: Vec<char> = text.chars().collect();
    let mut code = chars.clone();
    let mut literals = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = match chars[at] {
            '/' if follows(&chars, at, "//") => end_of_line(&chars, at),
            '/' if follows(&chars, at, "/*") => end_of_block_comment(&chars, at),
            '"' => end_of_string(&chars, at),
            'r' if !is_word(chars.get(at.wrapping_sub(1)).copied()) => end_of_raw(&chars, at),
            'b' if follows(&chars, at, "br")
                && !is_word(chars.get(at.wrapping_sub(1)).copied()) =>
            {
                end_of_raw(&chars, at + 1)
            }
            '\'' => end_of_char(&chars, at),
            _ => at,
        };
        if end == at {
            at += 1;
            continue;
        }
        let piece: String = chars[at..end].iter().collect();
        if piece.contains('"') && !piece.starts_with('/') && !piece.starts_with('\'') {
            let line = 1 + chars[..at].iter().filter(|c| **c == '\n').count();
            let open = piece.find('"').unwrap() + 1;
            let close = piece.rfind('"').unwrap().max(open);
            let text = piece[open..close].replace("\\\"", "\"");
            literals.push(Literal { line, at, text });
        }
        for slot in &mut code[at..end] {
            if *slot != '\n' {
                *slot = ' ';
            }
        }
        at = end;
    }
    Parts { code: code.into_iter().collect(), literals }
}

fn follows(chars: &[char], at: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(i, c)| chars.get(at + i) == Some(&c))
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

fn end_of_line(chars: &[char], at: usize) -> usize {
    chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |length| at + length)
}

fn end_of_block_comment(chars: &[char], at: usize) -> usize {
    let (mut depth, mut i) = (0_usize, at);
    while i < chars.len() {
        if follows(chars, i, "/*") {
            depth += 1;
            i += 2;
        } else if follows(chars, i, "*/") {
            depth -= 1;
            i += 2;
            if depth == 0 {
                return i;
            }
        } else {
            i += 1;
        }
    }
    i
}

fn end_of_string(chars: &[char], at: usize) -> usize {
    let mut i = at + 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

/// The end of `r"…"` or `r#"…"#`; `at` itself when it is neither (`r#type`, or a plain name).
fn end_of_raw(chars: &[char], at: usize) -> usize {
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    if chars.get(at + 1 + hashes) != Some(&'"') {
        return at;
    }
    let close: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let mut i = at + 2 + hashes;
    while i < chars.len() && !follows(chars, i, &close) {
        i += 1;
    }
    (i + close.len()).min(chars.len())
}

/// The end of `'x'` or `'\n'`; `at` itself for a lifetime.
fn end_of_char(chars: &[char], at: usize) -> usize {
    if chars.get(at + 1) == Some(&'\\') {
        let close = chars[at + 3..].iter().position(|c| *c == '\'');
        return close.map_or(chars.len(), |length| at + 4 + length);
    }
    if chars.get(at + 2) == Some(&'\'') { at + 3 } else { at }
}

#[test]
fn comments_and_literals_are_told_from_code() {
    for (text, code, literals) in [
        ("a(\"x{\") // {", "a(    )     ", &["x{"][..]),
        ("r#\"say \"{\"\"# b", "             b", &["say \"{\""]),
        ("'{' 'a 'b'", "    'a    ", &[]),
        ("'\\'' '\\u{7b}' c", "              c", &[]),
        ("/* { /* */ } */ d", "                d", &[]),
        ("\"a\\\"{\" for", "       for", &["a\"{"]),
        ("r#type + br\"}\"", "r#type +      ", &["}"]),
    ] {
        let parts = split(text);
        let found: Vec<&str> = parts.literals.iter().map(|literal| literal.text.as_str()).collect();
        assert_eq!((parts.code.as_str(), found.as_slice()), (code, literals), "{text}");
    }
}
