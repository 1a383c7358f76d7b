//! Text out of bytes: what a mail declares is often a lie, and as often missing.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use mail_parser::decoders::charsets::map::charset_decoder;

/// The text of these bytes, and whether the declaration was of no use.
///
/// As browsers do, ASCII and Latin-1 are read as Windows-1252; but bytes that are UTF-8 under one of these names, or
/// under none, are UTF-8.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> (String, bool) {
    let declared = declared.map(str::trim).filter(|name| !name.is_empty());
    let known = declared.and_then(|name| Encoding::for_label(name.as_bytes()));
    let is_plain = declared.is_some_and(|name| name.to_ascii_lowercase().contains("ascii"));
    match known {
        // Bytes that happen to be UTF-8 are no Latin-1: « Ã© » is nobody's spelling.
        Some(encoding) if encoding == WINDOWS_1252 && !bytes.is_ascii() => {
            match std::str::from_utf8(bytes) {
                Ok(text) => (text.to_owned(), true),
                Err(_) => (encoding.decode(bytes).0.into_owned(), is_plain),
            }
        }
        Some(encoding) if !is_plain => {
            let (text, _, is_broken) = encoding.decode(bytes);
            if is_broken && encoding == UTF_8 {
                return (WINDOWS_1252.decode(bytes).0.into_owned(), true);
            }
            (text.into_owned(), is_broken)
        }
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), declared.is_some() && !text.is_ascii()),
            Err(_) => (WINDOWS_1252.decode(bytes).0.into_owned(), true),
        },
    }
}

/// Whether a declaration can be believed as it stands.
pub fn is_known(declared: &str) -> bool {
    match Encoding::for_label(declared.trim().as_bytes()) {
        Some(encoding) => encoding != WINDOWS_1252,
        // Those that browsers do not know any more.
        None => charset_decoder(declared.trim().as_bytes()).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_1_is_what_windows_calls_it() {
        let euros = decode(b"10 \x80", Some("ISO-8859-1"));
        assert_eq!(euros, ("10 €".to_owned(), false));
    }

    #[test]
    fn undeclared_text_is_utf_8_when_it_can_be() {
        assert_eq!(decode("été".as_bytes(), None), ("été".to_owned(), false));
        assert_eq!(decode(b"\xe9t\xe9", None), ("été".to_owned(), true));
    }

    #[test]
    fn a_false_declaration_is_told() {
        assert_eq!(decode("été".as_bytes(), Some("us-ascii")).0, "été");
        assert_eq!(
            decode(b"\xe9t\xe9", Some("utf-8")),
            ("été".to_owned(), true)
        );
        assert_eq!(
            decode(b"\xe9t\xe9", Some("x-unknown")),
            ("été".to_owned(), true)
        );
    }
}
