//! The demonstration office (being written).

/// The administrator's login.
pub(crate) const ADMINISTRATOR: &str = "n.legoff";
/// Everybody's password.
pub(crate) const PASSWORD: &str = "demonstration";

/// What was written.
#[derive(Debug, serde::Serialize)]
pub struct Report {}

impl crate::Office {
    pub(crate) async fn fill_demo(
        &self,
        _tickets: u32,
        _seed: u64,
    ) -> crate::fault::Result<Report> {
        Ok(Report {})
    }

    /// Fills an empty office.
    pub async fn demo(&self, tickets: u32, seed: u64) -> Result<Report, guichet_api::ApiError> {
        Ok(self.fill_demo(tickets, seed).await?)
    }
}
