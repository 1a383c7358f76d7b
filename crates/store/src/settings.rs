//! What the office set, by name, as JSON.

use sqlx::types::Json;

use crate::{Result, Tx};

impl Tx {
    /// The setting of this name.
    pub async fn setting(&mut self, name: &str) -> Result<Option<serde_json::Value>> {
        let row: Option<Json<serde_json::Value>> = on!(self, conn => sqlx::query_scalar("select value from setting where name = $1").bind(name).fetch_optional(conn).await)?;
        Ok(row.map(|value| value.0))
    }

    /// Sets it.
    pub async fn set_setting(&mut self, name: &str, value: &serde_json::Value) -> Result<()> {
        run!(self, sqlx::query(
            "insert into setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
        ).bind(name).bind(Json(value)))?;
        Ok(())
    }
}
