//! A PostgreSQL of one test alone: it encrypts, and may be killed and started again.
//!
//! Not for tests that need no more than a database: the run's own cluster is there already.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::cluster::{Cluster, OWNER};
use crate::certificate::certify;
use crate::process::{Program, Running};

const INSTALL: &str = "`apt-get install postgresql`";

/// A PostgreSQL of one test alone, gone with this value.
pub struct OwnServer {
    running: Option<Running>,
    cluster: Cluster,
    folder: TempDir,
}

impl OwnServer {
    /// Starts one; an authority of its own has signed its certificate for `localhost` and 127.0.0.1.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("no temporary folder: {e}"));
        // The account of the server must pass through it.
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755))
            .unwrap_or_else(|e| panic!("the folder cannot be shown: {e}"));
        let cluster = Cluster::new(folder.path());
        cluster.initialise();
        certify(&cluster.home());
        cluster.give(&cluster.home());
        let mut server = Self {
            running: None,
            cluster,
            folder,
        };
        server.start_again().await;
        server.cluster.create_owner();
        server
    }

    /// Stops it as a power cut would: connections are lost, nothing is tidied up.
    pub fn stop(&mut self) {
        let data = self.cluster.home().join("data");
        let stopped = self
            .cluster
            .as_account("pg_ctl")
            .args(["-w", "-m", "immediate", "stop", "-D"])
            .arg(data)
            .output();
        // `Running` ends what is left of it.
        let running = self.running.take();
        let is_stopped = stopped.is_ok_and(|output| output.status.success());
        assert!(is_stopped && running.is_some(), "PostgreSQL does not stop");
    }

    /// Starts it where it was.
    pub async fn start_again(&mut self) {
        let home = self.cluster.home();
        let command = self.cluster.as_account("postgres");
        let tls = [
            "ssl=on",
            "ssl_cert_file=../server.pem",
            "ssl_key_file=../server.key",
        ];
        let rest = ["fsync=off", "listen_addresses=127.0.0.1", "timezone=UTC"];
        let port = self.cluster.port().to_string();
        let running = Program::new(command.get_program())
            .args(command.get_args())
            .args([Path::new("-D"), &home.join("data"), Path::new("-k"), &home])
            .args(["-p", &port])
            .args(tls.iter().chain(&rest).flat_map(|setting| ["-c", *setting]))
            .start(INSTALL);
        self.running = Some(running);
        self.cluster.wait_until_ready().await;
    }

    /// An empty database, by its address as its owner.
    pub fn database(&self, name: &str) -> String {
        self.cluster
            .create(name, None)
            .unwrap_or_else(|said| panic!("{name} was not created: {said}"));
        self.cluster.owner_url(name)
    }

    /// The address of a database as somebody.
    pub fn url_as(&self, database: &str, login: &str, password: &str) -> String {
        self.cluster.url(database, login, password)
    }

    /// One statement as the server's administrator, through `psql`.
    pub fn administer(&self, database: &str, statement: &str) {
        let database = format!("--dbname={database}");
        self.cluster
            .client("psql", &["--quiet", &database, "--command", statement])
            .unwrap_or_else(|said| panic!("{statement}: {said}"));
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.cluster.port()
    }

    /// Who owns its databases.
    pub fn owner(&self) -> &'static str {
        OWNER
    }

    /// The file of the authority that signed its certificate.
    pub fn authority(&self) -> PathBuf {
        self.folder.path().join("home/authority.pem")
    }

    /// The file of an authority that signed nothing of it.
    pub fn stranger(&self) -> PathBuf {
        self.folder.path().join("home/stranger.pem")
    }
}
