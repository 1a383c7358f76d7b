//! What a server says it did not deliver (RFC 3464), or says in its own words.

use crate::Bounce;

/// What a `message/delivery-status` part tells: the first recipient that failed, else the first it names.
pub fn of_report(report: &str) -> Option<Bounce> {
    let unfolded = report
        .replace("\r\n", "\n")
        .replace("\n ", " ")
        .replace("\n\t", " ");
    let blocks = unfolded.split("\n\n").map(fields);
    let named: Vec<Vec<(String, String)>> = blocks
        .filter(|block| value(block, "final-recipient").is_some())
        .collect();
    let has_failed = |block: &&Vec<(String, String)>| {
        value(block, "action").is_some_and(|action| action.eq_ignore_ascii_case("failed"))
    };
    let block = named.iter().find(has_failed).or(named.first())?;
    let status = value(block, "status").and_then(status_in);
    let is_failed = has_failed(&block);
    Some(Bounce {
        recipient: value(block, "final-recipient")
            .map(|named| without_type(named).trim_matches(['<', '>']).to_owned()),
        // A mailbox that is full today is none that does not exist.
        permanent: match status.as_deref() {
            Some(code) if code.starts_with('4') && code != "4.0.0" => false,
            _ => is_failed,
        },
        status,
        reason: value(block, "diagnostic-code").map(without_type),
    })
}

/// What a failure in plain words tells.
pub fn of_text(text: &str) -> Bounce {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let coded = lines.iter().find_map(|line| {
        line.match_indices(['4', '5']).find_map(|(at, _)| {
            let (reply, rest) = (line.get(at..at + 3)?, line.get(at + 3..)?);
            let is_code = reply.bytes().all(|digit| digit.is_ascii_digit())
                && rest.starts_with([' ', '-'])
                && !line[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.');
            is_code.then(|| line[at..].to_owned())
        })
    });
    let status = coded.as_deref().and_then(|reason| {
        reason
            .split([' ', '-', '#', '(', ')'])
            .find_map(|word| status_in(word).filter(|status| status == word))
    });
    let recipient = lines.iter().find_map(|line| {
        line.split([' ', '<', '>', ':', '(', ')', '"', ','])
            .find(|word| is_address(word))
    });
    let permanent = match (&status, &coded) {
        (Some(status), _) => status.starts_with('5'),
        (None, Some(reply)) => reply.starts_with('5'),
        (None, None) => true,
    };
    Bounce {
        recipient: recipient.map(str::to_owned),
        status,
        permanent,
        reason: coded,
    }
}

fn fields(block: &str) -> Vec<(String, String)> {
    let pairs = block.lines().filter_map(|line| line.split_once(':'));
    pairs
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .collect()
}

fn value<'a>(block: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let (_, value) = block.iter().find(|(known, _)| known == name)?;
    (!value.is_empty()).then_some(value)
}

/// `smtp; 550 …` without the type before the semicolon.
fn without_type(value: &str) -> String {
    let said = value.split_once(';').map_or(value, |(_, said)| said);
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `5.1.1` at the beginning of this text.
fn status_in(text: &str) -> Option<String> {
    let code: String = text
        .trim()
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let digits: Vec<&str> = code.split('.').collect();
    let is_status = matches!(digits.as_slice(), ["2" | "4" | "5", subject, detail]
        if !subject.is_empty() && !detail.is_empty() && subject.len() <= 3 && detail.len() <= 3);
    is_status.then_some(code)
}

fn is_address(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_recipient_that_failed_is_the_one() {
        let report = "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; a@x.example\nAction: delivered\nStatus: 2.0.0\n\n\
            Final-Recipient: rfc822; b@x.example\nAction: failed\nStatus: 5.1.1 (unknown)\nDiagnostic-Code: smtp; 550 5.1.1\n no such user\n";
        let bounce = of_report(report).expect("it names somebody");
        assert_eq!(bounce.recipient.as_deref(), Some("b@x.example"));
        assert_eq!(bounce.status.as_deref(), Some("5.1.1"));
        assert_eq!(bounce.reason.as_deref(), Some("550 5.1.1 no such user"));
        assert!(bounce.permanent);
    }

    #[test]
    fn the_address_of_a_server_is_no_code() {
        let bounce = of_text("host mx5.x.example [142.250.1.27] said: 450 4.2.1 try later");
        assert_eq!(bounce.status.as_deref(), Some("4.2.1"));
        assert!(!bounce.permanent);
    }

    #[test]
    fn plain_words_are_searched_for_a_code() {
        let bounce = of_text("Votre message à <paul@x.example> :\n550 5.2.2 Boîte pleine");
        assert_eq!(bounce.recipient.as_deref(), Some("paul@x.example"));
        assert_eq!(bounce.status.as_deref(), Some("5.2.2"));
        assert!(bounce.permanent);
    }
}
