//! What PostgreSQL keeps of a password: a SCRAM-SHA-256 verifier made here, so that no statement and no log of the server ever
//! holds the words themselves (RFC 5802, RFC 7677).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// As many as PostgreSQL's own default: each log-in repeats them.
const ROUNDS: u32 = 4096;

/// The verifier of a password with this salt, as `alter role … password` takes it.
pub fn verifier(password: &str, salt: &[u8; 16]) -> String {
    // Clients prepare what is typed in the same way, and send it as it is when that is refused.
    let prepared = stringprep::saslprep(password).unwrap_or(password.into());
    let mut salted = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(prepared.as_bytes(), salt, ROUNDS, &mut salted);
    let stored = Sha256::digest(signed(&salted, b"Client Key"));
    let server = signed(&salted, b"Server Key");
    format!(
        "SCRAM-SHA-256${ROUNDS}:{}${}:{}",
        STANDARD.encode(salt),
        STANDARD.encode(stored),
        STANDARD.encode(server)
    )
}

fn signed(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::verifier;

    /// The exchange of RFC 7677, section 3: user `user`, password `pencil`; its server key was computed apart.
    #[test]
    fn the_known_password_has_the_known_verifier() {
        let salt = b"\x5b\x6d\x99\x68\x9d\x12\x35\x8e\xec\xa0\x4b\x14\x12\x36\xfa\x81";
        assert_eq!(
            verifier("pencil", salt),
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU="
        );
    }
}
