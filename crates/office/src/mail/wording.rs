//! What the office itself writes about mails, in its language.

use guichet_domain::Language;

/// The title of a ticket whose mail has none.
pub(super) const fn no_subject(language: Language) -> &'static str {
    match language {
        Language::French => "(sans objet)",
        Language::English => "(no subject)",
    }
}

/// Whoever sends mails without saying who they are.
pub(super) const fn unsigned(language: Language) -> &'static str {
    match language {
        Language::French => "Courriels sans expéditeur",
        Language::English => "Mails without a sender",
    }
}

/// What stands where a message says nothing.
pub(super) const fn empty(language: Language) -> &'static str {
    match language {
        Language::French => "(message vide)",
        Language::English => "(empty message)",
    }
}

/// The note on a contact a mail made.
pub(super) const fn to_complete(language: Language) -> &'static str {
    match language {
        Language::French => "À compléter : connu par un courriel seulement.",
        Language::English => "To be completed: known by a mail only.",
    }
}

/// What stands before the words of somebody of the staff who wrote by mail.
pub(super) fn from_staff(language: Language, name: &str) -> String {
    match language {
        Language::French => format!("Reçu par mail de {name}, à publier s’il le faut :"),
        Language::English => format!("Received by mail from {name}, to be published if need be:"),
    }
}

/// What stands above somebody's words when they are quoted.
pub(super) fn wrote(language: Language, day: &str, author: &str) -> String {
    match language {
        Language::French => format!("Le {day}, {author} a écrit\u{a0}:"),
        Language::English => format!("On {day}, {author} wrote:"),
    }
}

/// What a server says about a mail of ours.
pub(super) fn undelivered(
    language: Language,
    recipient: &str,
    permanent: bool,
    reason: &str,
) -> String {
    let (told, said) = match (language, permanent) {
        (Language::French, true) => ("Courriel non distribué", "Le serveur dit :"),
        (Language::French, false) => ("Courriel pas encore distribué", "Le serveur dit :"),
        (Language::English, true) => ("Mail not delivered", "The server says:"),
        (Language::English, false) => ("Mail not delivered yet", "The server says:"),
    };
    let to = match language {
        Language::French => "à",
        Language::English => "to",
    };
    let mut text = format!("{told} {to} {recipient}.");
    if !reason.is_empty() {
        text = format!("{text}\n{said} {reason}");
    }
    text
}
