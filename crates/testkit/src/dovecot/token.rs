//! Access tokens as a mail provider signs them; this Dovecot believes whoever holds its key.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use super::{Dovecot, write};

const KEY: &str = "guichet-testkit-signs-access-tokens";
/// September 2001 and October 2096.
const PAST: u64 = 1_000_000_000;
const FUTURE: u64 = 4_000_000_000;

impl Dovecot {
    /// A token that opens this mailbox.
    pub fn token(&self, user: &str) -> String {
        signed(user, FUTURE)
    }

    /// One that opened it once.
    pub fn expired_token(&self, user: &str) -> String {
        signed(user, PAST)
    }
}

/// Leaves the key where the configuration says.
pub(super) fn write_key(home: &Path) {
    let folder = home.join("keys/default/HS256");
    std::fs::create_dir_all(&folder)
        .unwrap_or_else(|e| panic!("{} cannot be created: {e}", folder.display()));
    let key = openssl(&["base64", "-A"], KEY.as_bytes());
    write(&folder.join("default"), &String::from_utf8_lossy(&key));
}

fn signed(user: &str, end: u64) -> String {
    let head = encoded(br#"{"alg":"HS256","typ":"JWT"}"#);
    let claims = serde_json::json!({ "email": user, "sub": user, "iat": PAST - 1, "exp": end });
    let said = format!("{head}.{}", encoded(claims.to_string().as_bytes()));
    let proof = openssl(
        &["dgst", "-sha256", "-hmac", KEY, "-binary"],
        said.as_bytes(),
    );
    format!("{said}.{}", encoded(&proof))
}

/// The base64 of addresses on the web.
fn encoded(bytes: &[u8]) -> String {
    let text = openssl(&["base64", "-A"], bytes);
    String::from_utf8_lossy(&text)
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_")
}

fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("openssl does not start ({e}): `apt-get install openssl`"));
    if let Some(mut stdin) = child.stdin.take() {
        stdin
            .write_all(input)
            .unwrap_or_else(|e| panic!("openssl reads nothing: {e}"));
    }
    let output = child
        .wait_with_output()
        .unwrap_or_else(|e| panic!("openssl does not end: {e}"));
    assert!(output.status.success(), "openssl {arguments:?} failed");
    output.stdout
}
