//! `cargo xtask ui`: the interface, from Rust to the folder a window or a browser opens (`ui/dist`).
//!
//! `wasm-bindgen` is a library here, at the version of the lock file by construction: no second tool to match.

mod dist;
mod size;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use wasm_bindgen_cli_support::Bindgen;

use crate::{npm, project};
use dist::Dist;

/// How to build the interface.
#[derive(Args)]
pub struct Options {
    /// As it ships: optimised, shrunk, compared with its size budget
    #[arg(long)]
    release: bool,
}

/// For whom the interface is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Quick to build, with readable panics.
    Dev,
    /// Small and quick, as it ships.
    Release,
}

impl Shape {
    /// The shape `--release` asks for.
    pub fn of(release: bool) -> Self {
        if release { Self::Release } else { Self::Dev }
    }

    fn profile(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "wasm-release",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "wasm-release",
        }
    }
}

/// Builds the interface as the options say.
pub fn run(options: &Options) -> Result<()> {
    build(Shape::of(options.release))
}

/// Brings `ui/dist` up to date; quick when nothing has changed.
pub fn build(shape: Shape) -> Result<()> {
    let wasm = compile(shape)?;
    let dist = Dist::of(&wasm, shape)?;
    if dist.is_fresh() {
        return Ok(());
    }
    dist.clear()?;
    bind(&wasm, &dist)?;
    if shape == Shape::Release {
        shrink(&dist)?;
        size::compress(&dist.wasm())?;
    }
    dist.copy_static_files()?;
    dist.seal()
}

fn compile(shape: Shape) -> Result<PathBuf> {
    let mut cargo = project::cargo(["build", "--quiet", "--package", "guichet-ui"])?;
    cargo.args([
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        shape.profile(),
    ]);
    project::run(&mut cargo)?;
    let output = project::target()?
        .join("wasm32-unknown-unknown")
        .join(shape.folder());
    Ok(output.join("guichet-ui.wasm"))
}

fn bind(wasm: &std::path::Path, dist: &Dist) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name("guichet-ui")
        .typescript(false);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(dist.folder()))
        .context("wasm-bindgen could not read the interface")
}

/// Debian's binaryen is never used: up to version 108 it corrupts the table of references to JavaScript.
fn shrink(dist: &Dist) -> Result<()> {
    npm::ensure()?;
    let mut wasm_opt = npm::script("binaryen/bin/wasm-opt");
    wasm_opt.args([
        "-Oz",
        // Again until nothing more goes.
        "--converge",
        "--strip-producers",
        // The linker puts the stack first: no value is ever read below the first thousand bytes.
        "--low-memory-unused",
        "--enable-bulk-memory",
        "--enable-nontrapping-float-to-int",
        "--enable-reference-types",
        "--enable-multivalue",
        "--enable-sign-ext",
        "--enable-mutable-globals",
    ]);
    project::run(wasm_opt.arg(dist.wasm()).arg("-o").arg(dist.wasm()))
}
