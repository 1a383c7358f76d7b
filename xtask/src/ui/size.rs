//! The size budget of the interface: what people on a slow line download.

use std::{fs, path::Path};

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;

const RAW_BUDGET: usize = 2_000_000;
const COMPRESSED_BUDGET: usize = 600_000;

/// Compresses the program beside itself, as a server sends it to a browser that says it can read this.
///
/// Prints both sizes beside their budgets and says which is exceeded. A figure, as those of
/// `cargo xtask bench`, and not a failure: the interface still works.
pub fn compress(wasm: &Path) -> Result<()> {
    let bytes = fs::read(wasm)?;
    let mut compressed = Vec::new();
    brotli::BrotliCompress(
        &mut bytes.as_slice(),
        &mut compressed,
        &BrotliEncoderParams::default(),
    )?;
    println!(
        "  {} kB of {}, {} kB of {} compressed",
        bytes.len() / 1_000,
        RAW_BUDGET / 1_000,
        compressed.len() / 1_000,
        COMPRESSED_BUDGET / 1_000,
    );
    if bytes.len() > RAW_BUDGET || compressed.len() > COMPRESSED_BUDGET {
        println!("  ! the interface is over its size budget");
    }
    Ok(fs::write(wasm.with_extension("wasm.br"), compressed)?)
}
