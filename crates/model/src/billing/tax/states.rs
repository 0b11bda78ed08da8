//! States as people write them: by name or by code, with and without accents (B13).

/// What a state of a country is, however it is written: two that are the same have the same key.
///
/// Case, accents, spaces and signs do not count, nor does the country before the code (`US-TX`,
/// ISO 3166-2); of some countries the names are known by their codes.
pub(super) fn key(country: &str, state: &str) -> String {
    let country = fold(country);
    let known: &[(&str, &str)] = match country.as_str() {
        "us" => US,
        "ca" => CANADA,
        "au" => AUSTRALIA,
        "in" => INDIA,
        _ => &[],
    };
    let prefixed = state.trim().split_once('-').filter(|(before, _)| fold(before) == country);
    let state = fold(prefixed.map_or(state, |(_, code)| code));
    let code = known.iter().find(|(_, name)| *name == state).map(|(code, _)| (*code).to_owned());
    code.unwrap_or(state)
}

/// Letters and digits in lower case, those of Latin scripts without their accents.
fn fold(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase).filter(|each| each.is_alphanumeric());
    letters.map(without_accent).collect()
}

const fn without_accent(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

/// Of the United States, as the postal service codes them.
const US: &[(&str, &str)] = &[
    ("al", "alabama"),
    ("ak", "alaska"),
    ("az", "arizona"),
    ("ar", "arkansas"),
    ("ca", "california"),
    ("co", "colorado"),
    ("ct", "connecticut"),
    ("de", "delaware"),
    ("dc", "districtofcolumbia"),
    ("fl", "florida"),
    ("ga", "georgia"),
    ("hi", "hawaii"),
    ("id", "idaho"),
    ("il", "illinois"),
    ("in", "indiana"),
    ("ia", "iowa"),
    ("ks", "kansas"),
    ("ky", "kentucky"),
    ("la", "louisiana"),
    ("me", "maine"),
    ("md", "maryland"),
    ("ma", "massachusetts"),
    ("mi", "michigan"),
    ("mn", "minnesota"),
    ("ms", "mississippi"),
    ("mo", "missouri"),
    ("mt", "montana"),
    ("ne", "nebraska"),
    ("nv", "nevada"),
    ("nh", "newhampshire"),
    ("nj", "newjersey"),
    ("nm", "newmexico"),
    ("ny", "newyork"),
    ("nc", "northcarolina"),
    ("nd", "northdakota"),
    ("oh", "ohio"),
    ("ok", "oklahoma"),
    ("or", "oregon"),
    ("pa", "pennsylvania"),
    ("pr", "puertorico"),
    ("ri", "rhodeisland"),
    ("sc", "southcarolina"),
    ("sd", "southdakota"),
    ("tn", "tennessee"),
    ("tx", "texas"),
    ("ut", "utah"),
    ("vt", "vermont"),
    ("va", "virginia"),
    ("wa", "washington"),
    ("wv", "westvirginia"),
    ("wi", "wisconsin"),
    ("wy", "wyoming"),
];

/// The provinces and territories of Canada.
const CANADA: &[(&str, &str)] = &[
    ("ab", "alberta"),
    ("bc", "britishcolumbia"),
    ("mb", "manitoba"),
    ("nb", "newbrunswick"),
    ("nl", "newfoundlandandlabrador"),
    ("ns", "novascotia"),
    ("nt", "northwestterritories"),
    ("nu", "nunavut"),
    ("on", "ontario"),
    ("pe", "princeedwardisland"),
    ("qc", "quebec"),
    ("sk", "saskatchewan"),
    ("yt", "yukon"),
];

/// Of Australia.
const AUSTRALIA: &[(&str, &str)] = &[
    ("act", "australiancapitalterritory"),
    ("nsw", "newsouthwales"),
    ("nt", "northernterritory"),
    ("qld", "queensland"),
    ("sa", "southaustralia"),
    ("tas", "tasmania"),
    ("vic", "victoria"),
    ("wa", "westernaustralia"),
];

/// The states and union territories of India.
const INDIA: &[(&str, &str)] = &[
    ("an", "andamanandnicobarislands"),
    ("ap", "andhrapradesh"),
    ("ar", "arunachalpradesh"),
    ("as", "assam"),
    ("br", "bihar"),
    ("cg", "chhattisgarh"),
    ("ch", "chandigarh"),
    ("dh", "dadraandnagarhavelianddamananddiu"),
    ("dl", "delhi"),
    ("ga", "goa"),
    ("gj", "gujarat"),
    ("hp", "himachalpradesh"),
    ("hr", "haryana"),
    ("jh", "jharkhand"),
    ("jk", "jammuandkashmir"),
    ("ka", "karnataka"),
    ("kl", "kerala"),
    ("la", "ladakh"),
    ("ld", "lakshadweep"),
    ("mh", "maharashtra"),
    ("ml", "meghalaya"),
    ("mn", "manipur"),
    ("mp", "madhyapradesh"),
    ("mz", "mizoram"),
    ("nl", "nagaland"),
    ("od", "odisha"),
    ("pb", "punjab"),
    ("py", "puducherry"),
    ("rj", "rajasthan"),
    ("sk", "sikkim"),
    ("tn", "tamilnadu"),
    ("tr", "tripura"),
    ("ts", "telangana"),
    ("uk", "uttarakhand"),
    ("up", "uttarpradesh"),
    ("wb", "westbengal"),
];

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn b13_a_state_is_the_same_however_it_is_written() {
        for (country, one, other, expected) in [
            ("US", "TX", "tx", true),
            ("US", "TX", " Texas ", true),
            ("us", "texas", "US-TX", true),
            ("US", "New York", "NY", true),
            ("US", "D.C.", "DC", true),
            ("CA", "QC", "Québec", true),
            ("CA", "Quebec", "Que\u{301}bec", true),
            ("AU", "New South Wales", "nsw", true),
            ("IN", "Tamil Nadu", "TN", true),
            ("US", "Tennessee", "TN", true),
            ("US", "TX", "TN", false),
            ("US", "Washington", "West Virginia", false),
            ("CA", "ON", "Texas", false),
            // Elsewhere by what is written.
            ("BR", "São Paulo", "sao paulo", true),
            ("MX", "TX", "Texas", false),
            ("DE", "Texas", "Texas", true),
            ("US", "", "TX", false),
        ] {
            let same = key(country, one) == key(country, other);
            assert_eq!(same, expected, "{country}: {one} and {other}");
        }
    }
}
