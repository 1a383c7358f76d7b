//! The files, the numbers, and what the engine itself says of its tables.

use guichet_store::Tx;
use sha2::{Digest, Sha256};

use super::Findings;
use crate::fault::Result;
use crate::token::hexadecimal;

/// Hashes read at once; bytes are read one by one.
const PAGE: i64 = 500;

pub(super) async fn examine(tx: &mut Tx, findings: &mut Findings) -> Result<()> {
    let (loose, said) = tx.engine_findings().await?;
    for row in loose {
        findings.tell(
            "database",
            format!(
                "a row of {} points to a {} that does not exist",
                row.table, row.parent
            ),
        );
    }
    for line in said {
        findings.tell("database", format!("the database file is damaged: {line}"));
    }
    for series in ["ticket", "intervention"] {
        let (counter, given) = tx.series(series).await?;
        if counter < given {
            findings.tell("counter", format!("the next {series} would get a number already given: the counter says {counter}, the last is {given}"));
        }
    }
    for (id, name) in tx.missized_attachments().await? {
        findings.tell(
            "attachment",
            format!("attachment {id} ({name}) has not the size of its bytes"),
        );
    }
    bytes(tx, findings).await
}

async fn bytes(tx: &mut Tx, findings: &mut Findings) -> Result<()> {
    let mut after = String::new();
    loop {
        let page = tx.hashes_after(&after, PAGE).await?;
        let Some((last, _)) = page.last() else {
            return Ok(());
        };
        after.clone_from(last);
        for (hash, size) in page {
            let bytes = tx.blob(&hash).await?.unwrap_or_default();
            if bytes.len() as i64 != size {
                findings.tell(
                    "attachment",
                    format!(
                        "file {hash} should have {size} bytes and has {}",
                        bytes.len()
                    ),
                );
            } else if hexadecimal(&Sha256::digest(&bytes)) != hash {
                findings.tell(
                    "attachment",
                    format!("file {hash} does not hold the bytes it was named after"),
                );
            }
        }
    }
}
