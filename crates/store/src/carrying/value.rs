//! One value of one column, the same on both engines.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sha2::{Digest, Sha256};
use sqlx::types::Json;
use uuid::Uuid;

/// What a column holds, by the name its engine gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Uuid,
    Text,
    Big,
    Whole,
    Small,
    Truth,
    Moment,
    Date,
    Json,
    Bytes,
    Double,
}

impl Kind {
    pub(super) fn of(declared: &str) -> Option<Self> {
        Some(match declared {
            "uuid" => Self::Uuid,
            "text" => Self::Text,
            "bigint" => Self::Big,
            "integer" => Self::Whole,
            "smallint" => Self::Small,
            "boolean" => Self::Truth,
            "timestamptz" | "timestamp with time zone" => Self::Moment,
            "date" => Self::Date,
            "jsonb" => Self::Json,
            "bytea" => Self::Bytes,
            "double precision" => Self::Double,
            _ => return None,
        })
    }
}

pub(super) enum Value {
    Uuid(Option<Uuid>),
    Text(Option<String>),
    Big(Option<i64>),
    Whole(Option<i32>),
    Small(Option<i16>),
    Truth(Option<bool>),
    Moment(Option<DateTime<Utc>>),
    Date(Option<NaiveDate>),
    Json(Option<Json<serde_json::Value>>),
    Bytes(Option<Vec<u8>>),
    Double(Option<f64>),
}

/// The value of a row at a place, whichever engine's row it is.
macro_rules! read_value {
    ($row:expr, $place:expr, $kind:expr) => {
        match $kind {
            Kind::Uuid => Value::Uuid($row.try_get($place)?),
            Kind::Text => Value::Text($row.try_get($place)?),
            Kind::Big => Value::Big($row.try_get($place)?),
            Kind::Whole => Value::Whole($row.try_get($place)?),
            Kind::Small => Value::Small($row.try_get($place)?),
            Kind::Truth => Value::Truth($row.try_get($place)?),
            Kind::Moment => Value::Moment($row.try_get($place)?),
            Kind::Date => Value::Date($row.try_get($place)?),
            Kind::Json => Value::Json($row.try_get($place)?),
            Kind::Bytes => Value::Bytes($row.try_get($place)?),
            Kind::Double => Value::Double($row.try_get($place)?),
        }
    };
}

/// Binds a value to whichever engine's query.
macro_rules! bind_value {
    ($query:expr, $value:expr) => {
        match $value {
            Value::Uuid(value) => $query.bind(value),
            Value::Text(value) => $query.bind(value),
            Value::Big(value) => $query.bind(value),
            Value::Whole(value) => $query.bind(value),
            Value::Small(value) => $query.bind(value),
            Value::Truth(value) => $query.bind(value),
            Value::Moment(value) => $query.bind(value),
            Value::Date(value) => $query.bind(value),
            Value::Json(value) => $query.bind(value),
            Value::Bytes(value) => $query.bind(value),
            Value::Double(value) => $query.bind(value),
        }
    };
}

pub(super) use {bind_value, read_value};

impl Value {
    /// Its bytes, about.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Text(Some(text)) => text.len(),
            Self::Bytes(Some(bytes)) => bytes.len(),
            Self::Json(Some(_)) => 256,
            _ => 16,
        }
    }

    /// Gives a digest what tells this value from every other of its column.
    pub(super) fn feed(&self, hasher: &mut Sha256) {
        match self {
            Self::Uuid(value) => feed(hasher, value.as_ref().map(Uuid::as_bytes)),
            Self::Text(value) => feed(hasher, value.as_ref()),
            Self::Big(value) => feed(hasher, value.map(i64::to_be_bytes)),
            Self::Whole(value) => feed(hasher, value.map(i32::to_be_bytes)),
            Self::Small(value) => feed(hasher, value.map(i16::to_be_bytes)),
            Self::Truth(value) => feed(hasher, value.map(|truth| [u8::from(truth)])),
            Self::Moment(value) => {
                feed(hasher, value.map(|at| at.timestamp_micros().to_be_bytes()))
            }
            Self::Date(value) => feed(
                hasher,
                value.map(|day| day.num_days_from_ce().to_be_bytes()),
            ),
            Self::Json(value) => feed(hasher, value.as_ref().map(|json| ordered(&json.0))),
            Self::Bytes(value) => feed(hasher, value.as_ref()),
            Self::Double(value) => feed(hasher, value.map(|number| number.to_bits().to_be_bytes())),
        }
    }
}

fn feed(hasher: &mut Sha256, value: Option<impl AsRef<[u8]>>) {
    match value {
        None => hasher.update([0]),
        Some(value) => {
            let bytes = value.as_ref();
            hasher.update([1]);
            hasher.update(bytes.len().to_be_bytes());
            hasher.update(bytes);
        }
    }
}

/// A JSON value with its keys in order: PostgreSQL keeps them in its own.
fn ordered(json: &serde_json::Value) -> String {
    use serde_json::Value::{Array, Object};
    match json {
        Array(items) => {
            let items: Vec<String> = items.iter().map(ordered).collect();
            format!("[{}]", items.join(","))
        }
        Object(fields) => {
            let mut fields: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("{key:?}:{}", ordered(value)))
                .collect();
            fields.sort();
            format!("{{{}}}", fields.join(","))
        }
        leaf => leaf.to_string(),
    }
}
