//! The check (being written).

/// Something wrong.
#[derive(Debug, serde::Serialize)]
pub struct Finding {}

impl std::fmt::Display for Finding {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl crate::Office {
    /// Checks everything.
    pub async fn check(&self) -> Result<Vec<Finding>, guichet_api::ApiError> {
        Ok(Vec::new())
    }
}
