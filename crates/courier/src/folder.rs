//! Names of folders: people write “Traités”, the wire carries `Trait&AOk-s` (modified UTF-7, RFC 3501 section 5.1.3).

use base64::Engine;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

const BASE64: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

/// The name as the wire carries it, within quotation marks.
pub(crate) fn quoted(name: &str) -> String {
    let escaped = encode(name).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

fn encode(name: &str) -> String {
    let mut encoded = String::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| is_plain(c) != is_plain(first));
        let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
        if is_plain(first) {
            encoded.push_str(&run.replace('&', "&-"));
        } else {
            let units: Vec<u8> = run.encode_utf16().flat_map(u16::to_be_bytes).collect();
            encoded.push('&');
            BASE64.encode_string(units, &mut encoded);
            encoded.push('-');
        }
        rest = after;
    }
    encoded
}

fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~')
}

/// The name as people write it; a name that is not encoded as it should be is left as it came.
pub(crate) fn decode(name: &str) -> String {
    decoded(name).unwrap_or_else(|| name.to_owned())
}

fn decoded(name: &str) -> Option<String> {
    let mut decoded = String::new();
    let mut rest = name;
    while let Some((plain, after)) = rest.split_once('&') {
        decoded.push_str(plain);
        let (run, after) = after.split_once('-')?;
        if run.is_empty() {
            decoded.push('&');
        } else {
            let bytes = BASE64.decode(run).ok()?;
            let (units, []) = bytes.as_chunks::<2>() else {
                return None;
            };
            let units = units.iter().map(|unit| u16::from_be_bytes(*unit));
            let text: Result<String, _> = char::decode_utf16(units).collect();
            decoded.push_str(&text.ok()?);
        }
        rest = after;
    }
    decoded.push_str(rest);
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn french_names_cross_the_wire() {
        let known = [
            ("INBOX", "INBOX"),
            ("Traités", "Trait&AOk-s"),
            ("Éléments envoyés", "&AMk-l&AOk-ments envoy&AOk-s"),
            ("Achats & ventes", "Achats &- ventes"),
            ("Archives/été", "Archives/&AOk-t&AOk-"),
            ("台北", "&U,BTFw-"),
            ("📥", "&2D3c5Q-"),
        ];
        for (name, wire) in known {
            assert_eq!(encode(name), wire);
            assert_eq!(decode(wire), name);
        }
    }

    #[test]
    fn a_name_wrongly_encoded_is_left_as_it_came() {
        for name in ["Trait&AOk", "R&D", "&AO-", "&2D0-", "Traités"] {
            assert_eq!(decode(name), name);
        }
    }

    #[test]
    fn a_name_stays_within_its_quotation_marks() {
        assert_eq!(quoted(r#"a"b\c"#), r#""a\"b\\c""#);
        assert_eq!(quoted("a\r\nb"), "\"a&AA0ACg-b\"");
    }

    proptest! {
        #[test]
        fn any_name_comes_back(name in ".*") {
            let wire = encode(&name);
            prop_assert!(wire.chars().all(is_plain), "{wire}");
            prop_assert_eq!(decode(&wire), name);
        }

        #[test]
        fn whatever_a_server_says_is_a_name(wire in "[&A-Za-z,+-]*") {
            decode(&wire);
        }
    }
}
