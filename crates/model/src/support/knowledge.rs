//! By which words an article is found, and which articles a question is about.

use std::collections::BTreeMap;

/// Shorter words say nothing (letters).
const WORD_LETTERS_MIN: usize = 2;
/// Longer words are cut (letters).
const WORD_LETTERS_MAX: usize = 40;
/// Different words of one article that are kept.
const WORDS_MAX: usize = 2_000;
/// Words of a question that are looked up.
const ASKED_MAX: usize = 12;
/// What is said less than so many times as well as by the best article is left out.
const WORSE_MAX: i64 = 6;

/// How much a word in the title says.
const OF_TITLE: i64 = 8;
/// How much a tag says.
const OF_TAG: i64 = 6;

/// The words of a text, folded, in their order.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().nth(WORD_LETTERS_MIN - 1).is_some())
        .map(|word| word.chars().flat_map(char::to_lowercase).take(WORD_LETTERS_MAX).collect())
}

/// The words of a question: each once.
pub fn asked(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words(text) {
        if found.len() < ASKED_MAX && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// Every word of an article with how much it says about it, in the order of the letters.
pub fn weighed(title: &str, tags: &str, article: &str) -> Vec<(String, i64)> {
    let mut weights: BTreeMap<String, i64> = BTreeMap::new();
    for word in words(article) {
        if weights.len() < WORDS_MAX || weights.contains_key(&word) {
            *weights.entry(word).or_default() += 1;
        }
    }
    // Said often is said more, but never as much as in a title.
    for weight in weights.values_mut() {
        *weight = 1 + i64::from(*weight > 2) + i64::from(*weight > 7);
    }
    for (text, weight) in [(tags, OF_TAG), (title, OF_TITLE)] {
        for word in words(text) {
            weights.insert(word, weight);
        }
    }
    weights.into_iter().collect()
}

/// What was found for one word of a question: articles by number, with the word's weight there.
pub type Found = Vec<(i64, i64)>;

/// The articles that a question is about, the best first. A word says the more, the fewer of
/// `total` articles have it; an article with several of the words counts as often.
pub fn ranked(found: &[Found], total: i64) -> Vec<i64> {
    let mut scores: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for articles in found {
        let many = i64::try_from(articles.len()).unwrap_or(i64::MAX).max(1);
        let rarity = 1 + i64::from((total / many).max(1).ilog2());
        for (article, weight) in articles {
            let (score, words) = scores.entry(*article).or_default();
            *score = score.saturating_add(weight.saturating_mul(rarity));
            *words += 1;
        }
    }
    let mut ranked: Vec<(i64, i64)> = scores
        .into_iter()
        .map(|(article, (score, words))| (score.saturating_mul(words), article))
        .collect();
    ranked.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let best = ranked.first().map_or(0, |(score, _)| *score);
    ranked.retain(|(score, _)| score.saturating_mul(WORSE_MAX) >= best);
    ranked.into_iter().map(|(_, article)| article).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_pieces() {
        for (text, expected) in [
            ("Reverse DNS, IPv6!", "reverse dns ipv6"),
            ("Über-Größe a 7 42", "über größe 42"),
            ("**bold** [link](https://x.example/a_b)", "bold link https example"),
            ("", ""),
        ] {
            assert_eq!(words(text).collect::<Vec<_>>().join(" "), expected, "{text}");
        }
        assert_eq!(asked("SSH ssh key").join(" "), "ssh key");
        let long = words(&"x".repeat(99)).map(|word| word.len()).collect::<Vec<_>>();
        assert_eq!(long, [WORD_LETTERS_MAX]);
    }

    #[test]
    fn a_title_says_more_than_a_text() {
        let weighed = weighed("Use SSH", "keys, login", "ssh once; key key key");
        let text: Vec<_> =
            weighed.iter().map(|(word, weight)| format!("{word} {weight}")).collect();
        assert_eq!(text.join(", "), "key 2, keys 6, login 6, once 1, ssh 8, use 8");
    }

    #[test]
    fn the_best_article_is_first_and_the_far_worse_are_left_out() {
        for (found, total, expected) in [
            (vec![], 10, vec![]),
            (vec![vec![]], 10, vec![]),
            // In the title of 2, once in the text of 1.
            (vec![vec![(1, 1), (2, 8)]], 10, vec![2]),
            // A rare word beats two that everybody uses.
            (vec![vec![(1, 1), (2, 1)], vec![(1, 1)], vec![(2, 8)]], 16, vec![2, 1]),
            // Both words beat one of them.
            (vec![vec![(1, 8), (2, 8)], vec![(1, 8)]], 4, vec![1, 2]),
            // Equal ones stay in their order.
            (vec![vec![(5, 3), (4, 3)]], 4, vec![4, 5]),
        ] {
            assert_eq!(ranked(&found, total), expected, "{found:?}");
        }
    }
}
