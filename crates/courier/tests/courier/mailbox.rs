//! The mailbox of the tests: where it is, what opens it, what is in it.

use guichet_courier::{Secret, Security, Server, Session};
use guichet_testkit::dovecot::{Dovecot, PASSWORD, SUPPORT};

/// How people reach this Dovecot.
pub fn server(dovecot: &Dovecot) -> Server {
    Server {
        host: "localhost".into(),
        port: dovecot.tls_port(),
        security: Security::Tls,
        authority: Some(dovecot.authority()),
        login: SUPPORT.into(),
        secret: Secret::Password(PASSWORD.into()),
    }
}

/// A session of the support's mailbox, its inbox selected.
pub async fn inbox(dovecot: &Dovecot) -> Session {
    let mut session = open(dovecot).await;
    session.select("INBOX").await.expect("an inbox");
    session
}

/// A session of the support's mailbox.
pub async fn open(dovecot: &Dovecot) -> Session {
    Session::open(&server(dovecot)).await.expect("a session")
}

/// A mail about something.
pub fn mail(subject: &str) -> Vec<u8> {
    format!(
        "From: Anne <anne@kerlann.example>\r\nSubject: {subject}\r\n\r\nBonjour,\r\n{subject}.\r\n"
    )
    .into_bytes()
}

/// Mails that arrive in the inbox one after the other.
pub fn deliver(dovecot: &Dovecot, subjects: &[&str]) {
    for subject in subjects {
        dovecot.deliver(SUPPORT, "INBOX", &mail(subject));
    }
}

/// The numbers of everything in the folder.
pub async fn all(session: &mut Session) -> Vec<u32> {
    let listed = session.after(0).await.expect("a list");
    listed.iter().map(|mail| mail.uid).collect()
}

/// The flags of each mail of a folder, on the server's disk.
pub fn flags(dovecot: &Dovecot, folder: &str) -> Vec<String> {
    let messages = dovecot.messages(SUPPORT, folder);
    messages.into_iter().map(|mail| mail.flags).collect()
}
