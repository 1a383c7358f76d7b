//! The name of a file where the header is in raw bytes, or in pieces of another charset than UTF-8 (RFC 2231).

use crate::charset;

/// The `filename` or `name` of a raw header value; `None` when it has neither.
pub fn in_header(value: &[u8]) -> Option<String> {
    let parameters = parameters(value);
    ["filename", "name"].iter().find_map(|name| {
        let mut pieces: Vec<(usize, bool, &[u8])> = parameters
            .iter()
            .filter_map(|(key, value)| {
                let rest = key.strip_prefix(name)?;
                let (rest, is_coded) = match rest.strip_suffix('*') {
                    Some(rest) => (rest, true),
                    None => (rest, false),
                };
                let rank = match rest.strip_prefix('*') {
                    Some(rank) => rank.parse().ok()?,
                    None if rest.is_empty() => 0,
                    None => return None,
                };
                Some((rank, is_coded, value.as_slice()))
            })
            .collect();
        // Where both are given, the coded one is meant.
        if pieces.iter().any(|(_, is_coded, _)| *is_coded) {
            pieces.retain(|(rank, is_coded, _)| *is_coded || *rank > 0);
        }
        pieces.sort_by_key(|(rank, ..)| *rank);
        (!pieces.is_empty()).then(|| together(&pieces))
    })
}

fn together(pieces: &[(usize, bool, &[u8])]) -> String {
    let mut declared = None;
    let mut bytes = Vec::new();
    for (place, (_, is_coded, value)) in pieces.iter().enumerate() {
        let mut value: &[u8] = value;
        if place == 0 && *is_coded {
            let mut marks = value.splitn(3, |byte| *byte == b'\'');
            if let (Some(charset), Some(_), Some(rest)) = (marks.next(), marks.next(), marks.next())
            {
                declared = Some(String::from_utf8_lossy(charset).into_owned());
                value = rest;
            }
        }
        match is_coded {
            true => bytes.extend(percent_decoded(value)),
            false => bytes.extend_from_slice(value),
        }
    }
    charset::decode(&bytes, declared.as_deref()).0
}

/// `key=value` after each semicolon, keys in small letters, quotes gone.
fn parameters(value: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let (mut piece, mut is_quoted, mut is_escaped) = (Vec::new(), false, false);
    for byte in value.iter().chain(b";") {
        match byte {
            _ if is_escaped => {
                piece.push(*byte);
                is_escaped = false;
            }
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b';' if !is_quoted => {
                let parameter = std::mem::take(&mut piece);
                if let Some(at) = parameter.iter().position(|byte| *byte == b'=') {
                    let key = String::from_utf8_lossy(&parameter[..at]);
                    let value = parameter[at + 1..].trim_ascii().to_vec();
                    found.push((key.trim().to_ascii_lowercase(), value));
                }
            }
            b'\r' | b'\n' => {}
            _ => piece.push(*byte),
        }
    }
    found
}

fn percent_decoded(value: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(value.len());
    let mut rest = value;
    while let Some((byte, after)) = rest.split_first() {
        let coded = (*byte == b'%')
            .then(|| std::str::from_utf8(after.get(..2)?).ok())
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match coded {
            Some(byte) => {
                decoded.push(byte);
                rest = &after[2..];
            }
            None => {
                decoded.push(*byte);
                rest = after;
            }
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_share_the_charset_of_the_first() {
        let header =
            b"attachment; filename*0*=iso-8859-1''Proc%E8s; filename*1*=-verbal%20r%E9el.pdf";
        assert_eq!(in_header(header).as_deref(), Some("Procès-verbal réel.pdf"));
    }

    #[test]
    fn raw_bytes_are_read_as_text_would_be() {
        assert_eq!(
            in_header(b"image/png; name=\"fa\xe7ade.png\"").as_deref(),
            Some("façade.png")
        );
        assert_eq!(in_header(b"image/png"), None);
    }
}
