//! Encryption: whom to believe, and the proof that the server is the one that was meant.

use std::io::Error as IoError;
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::{Result, Trouble};

/// Encrypts what is said from now on, once the server has proven who it is.
pub(crate) async fn encrypt(
    stream: TcpStream,
    host: &str,
    authority: Option<&Path>,
) -> Result<TlsStream<TcpStream>> {
    let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned())
        .map_err(|_| Trouble::Unreachable("this is no name of a machine".into()))?;
    let config = settings(authority)?;
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
        .map_err(|error| trouble(&error))
}

fn settings(authority: Option<&Path>) -> Result<ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Trouble::Protocol(error.to_string()))?;
    Ok(config
        .with_root_certificates(believed(authority)?)
        .with_no_client_auth())
}

/// The authorities of this machine, those it cannot read left out, and the one that was given.
fn believed(authority: Option<&Path>) -> Result<RootCertStore> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let Some(file) = authority else {
        return Ok(roots);
    };
    let unreadable = |error: &dyn std::fmt::Display| {
        let file = file.display();
        Trouble::Certificate(format!("the authority {file} cannot be read: {error}"))
    };
    let certificates = CertificateDer::pem_file_iter(file).map_err(|e| unreadable(&e))?;
    for certificate in certificates {
        let certificate = certificate.map_err(|e| unreadable(&e))?;
        roots.add(certificate).map_err(|e| unreadable(&e))?;
    }
    Ok(roots)
}

fn trouble(error: &IoError) -> Trouble {
    let inner = error
        .get_ref()
        .and_then(|e| e.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(reason)) => Trouble::Certificate(reason.to_string()),
        Some(rustls::Error::InvalidMessage(_)) => {
            Trouble::Protocol("this port does not speak TLS: try STARTTLS, or another port".into())
        }
        Some(other) => Trouble::Protocol(other.to_string()),
        None => Trouble::of_line(error),
    }
}
