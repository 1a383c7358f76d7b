//! The few plain words before encryption, and none of what was heard among them kept: somebody on the way may have put it there.

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::{Result, Trouble};

/// Bytes of an answer, at most; servers are held to less.
const LONGEST: u64 = 16_384;

/// A whole answer.
struct Answer {
    code: String,
    words: String,
}

/// Asks for encryption; the handshake is next.
pub(crate) async fn begin(stream: TcpStream) -> Result<TcpStream> {
    let mut stream = BufReader::new(stream);
    let greeting = hear(&mut stream).await?;
    match greeting.code.as_bytes() {
        b"220" => {}
        [b'4' | b'5', ..] => return Err(Trouble::Unreachable(greeting.words)),
        _ => return Err(not_smtp()),
    }
    let offered = ask(&mut stream, "EHLO [127.0.0.1]\r\n").await?;
    let mut abilities = offered.words.lines();
    if !abilities.any(|line| line.trim().eq_ignore_ascii_case("STARTTLS")) {
        return Err(Trouble::NotEncrypted);
    }
    match ask(&mut stream, "STARTTLS\r\n").await?.code.as_str() {
        "220" => Ok(stream.into_inner()),
        _ => Err(Trouble::NotEncrypted),
    }
}

async fn ask(stream: &mut BufReader<TcpStream>, command: &str) -> Result<Answer> {
    let said = stream.write_all(command.as_bytes()).await;
    said.map_err(|error| Trouble::of_line(&error))?;
    hear(stream).await
}

/// Lines that begin with the same code, the last with a space behind it.
async fn hear(stream: &mut BufReader<TcpStream>) -> Result<Answer> {
    let mut stream = stream.take(LONGEST);
    let mut words = String::new();
    loop {
        let mut line = Vec::new();
        let read = stream.read_until(b'\n', &mut line).await;
        if read.map_err(|error| Trouble::of_line(&error))? == 0 {
            return Err(Trouble::Ended);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end();
        let (code, rest) = line.split_at_checked(3).ok_or_else(not_smtp)?;
        if !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(not_smtp());
        }
        words.push_str(rest.get(1..).unwrap_or_default());
        if !rest.starts_with('-') {
            return Ok(Answer {
                code: code.to_owned(),
                words,
            });
        }
        words.push('\n');
    }
}

fn not_smtp() -> Trouble {
    Trouble::Protocol("it does not speak as a server that sends mails".into())
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn what_somebody_says_before_the_handshake_is_not_heard() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let server = async {
            let (stream, _) = listener.accept().await.expect("a visitor");
            let mut stream = BufReader::new(stream);
            for said in [
                "220-welcome\r\n220 ready\r\n",
                "250-localhost\r\n250-StartTLS\r\n250 HELP\r\n",
                "220 go\r\n250 and this is mine\r\n",
            ] {
                stream.write_all(said.as_bytes()).await.expect("a listener");
                let mut line = String::new();
                stream.read_line(&mut line).await.expect("a line");
            }
        };
        let visitor = async {
            let stream = TcpStream::connect(("127.0.0.1", port)).await;
            let mut stream = begin(stream.expect("a server")).await.expect("a go");
            stream.write_all(b"done\r\n").await.expect("a listener");
            let mut heard = String::new();
            stream.read_to_string(&mut heard).await.expect("its end");
            assert_eq!(heard, "");
        };
        tokio::join!(server, visitor);
    }
}
