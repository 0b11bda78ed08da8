//! Typing mistakes: how far two words are apart.

/// How many letters may be wrong in a word of so many letters.
pub fn tolerance(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Letters to insert, leave out, replace or swap with their neighbour to get from one word to the
/// other (optimal string alignment); `None` when it is more than `most`.
pub fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let cost = usize::from(a != b);
            let mut best = (row[j] + cost).min(row[j + 1] + 1).min(next[j] + 1);
            let swapped = i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b;
            if swapped {
                best = best.min(before[j - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|found| *found <= most)
}

#[cfg(test)]
mod tests {
    use super::{distance, tolerance};

    #[test]
    fn mistakes_are_counted() {
        for (one, other, most, expected) in [
            ("schmidt", "schmidt", 0, Some(0)),
            ("schmitd", "schmidt", 1, Some(1)),
            ("schmdt", "schmidt", 1, Some(1)),
            ("schmiddt", "schmidt", 1, Some(1)),
            ("schnidt", "schmidt", 1, Some(1)),
            ("schmidt", "smith", 2, None),
            ("doe", "dor", 0, None),
            ("exmaple.com", "example.com", 2, Some(1)),
            ("müller", "muller", 1, Some(1)),
            ("", "a", 1, Some(1)),
        ] {
            assert_eq!(distance(one, other, most), expected, "{one} {other}");
        }
        assert_eq!((tolerance(3), tolerance(5), tolerance(11)), (0, 1, 2));
    }
}
