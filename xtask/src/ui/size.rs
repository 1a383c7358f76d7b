//! The size budget of the interface: what people on a slow line download.

use std::{fs, io::Write, path::Path};

use anyhow::Result;
use flate2::{Compression, write::GzEncoder};

const RAW_BUDGET: usize = 2_000_000;
const COMPRESSED_BUDGET: usize = 600_000;

/// Prints both sizes beside their budgets and says which is exceeded. A figure, as those of
/// `cargo xtask bench`, and not a failure: the interface still works.
pub fn compare_with_budget(wasm: &Path) -> Result<()> {
    let bytes = fs::read(wasm)?;
    let compressed = gzip(&bytes)?;
    println!(
        "  {} kB of {}, {} kB of {} compressed",
        bytes.len() / 1_000,
        RAW_BUDGET / 1_000,
        compressed / 1_000,
        COMPRESSED_BUDGET / 1_000,
    );
    if bytes.len() > RAW_BUDGET || compressed > COMPRESSED_BUDGET {
        println!("  ! the interface is over its size budget");
    }
    Ok(())
}

fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}
