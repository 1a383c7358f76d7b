//! Certificates of servers that encrypt: their own authority signs them, for `localhost` and 127.0.0.1.

use std::path::Path;
use std::process::Command;

const EXTENSIONS: &str = "subjectAltName=DNS:localhost,IP:127.0.0.1\n";

/// Leaves in this folder an authority, the `server` it signed, and a `stranger` that signed nothing (`.pem`, `.key`).
pub(crate) fn certify(folder: &Path) {
    std::fs::write(folder.join("extensions"), EXTENSIONS)
        .unwrap_or_else(|e| panic!("the extensions cannot be written: {e}"));
    let new = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    for authority in ["authority", "stranger"] {
        openssl(
            folder,
            &format!(
                "req -x509 {new} -days 30 -subj /CN={authority} -keyout {authority}.key -out {authority}.pem"
            ),
        );
    }
    openssl(
        folder,
        &format!("req -new {new} -subj /CN=localhost -keyout server.key -out server.csr"),
    );
    openssl(
        folder,
        "x509 -req -in server.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 30 -extfile extensions -out server.pem",
    );
}

fn openssl(folder: &Path, arguments: &str) {
    let output = Command::new("openssl")
        .args(arguments.split(' '))
        .current_dir(folder)
        .output()
        .unwrap_or_else(|e| panic!("openssl does not start ({e}): `apt-get install openssl`"));
    assert!(
        output.status.success(),
        "openssl {arguments}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}
