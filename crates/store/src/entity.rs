//! What the simple tables have in common: found by id, inserted, updated by version.

/// `insert into t (a, b) values ($1, $2)`.
pub(crate) fn insert_text(table: &str, columns: &[&str]) -> String {
    let marks: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    format!(
        "insert into {table} ({}) values ({})",
        columns.join(", "),
        marks.join(", ")
    )
}

/// `update t set b = $2 where id = $1 and version = $3`: the first column is the id.
pub(crate) fn update_text(table: &str, columns: &[&str]) -> String {
    let sets: Vec<String> = columns
        .iter()
        .enumerate()
        .skip(1)
        .map(|(i, column)| format!("{column} = ${}", i + 1))
        .collect();
    format!(
        "update {table} set {} where id = $1 and version = ${}",
        sets.join(", "),
        columns.len() + 1
    )
}

/// `select a, b from t`, to be continued.
pub(crate) fn select_text(table: &str, columns: &[&str], rest: &str) -> String {
    format!("select {} from {table} {rest}", columns.join(", "))
}

/// Gives a versioned table its find, insert and update; `with` names columns computed from the row.
/// A table with a column that the row does not have is inserted by hand.
macro_rules! entity {
    (
        $table:literal $type:ty { $id:ident: $id_type:ty, $($field:ident),+ } $(with $extra:ident = $value:expr;)*
        find $find:ident, insert $insert:ident, update $update:ident, select $select:ident
    ) => {
        entity! {
            $table $type { $id: $id_type, $($field),+ } $(with $extra = $value;)*
            find $find, update $update, select $select
        }

        impl $crate::Tx {
            /// Stores a new row.
            pub async fn $insert(&mut self, row: &$type) -> $crate::Result<()> {
                static SQL: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| $crate::entity::insert_text(
                    $table, &[stringify!($id), $(stringify!($field),)+ $(stringify!($extra)),*]));
                run!(self, sqlx::query(sqlx::AssertSqlSafe(SQL.as_str()))
                    .bind(row.$id)$(.bind(&row.$field))+ $(.bind({ let value: fn(&$type) -> String = $value; value(row) }))*)?;
                Ok(())
            }
        }
    };
    (
        $table:literal $type:ty { $id:ident: $id_type:ty, $($field:ident),+ } $(with $extra:ident = $value:expr;)*
        find $find:ident, update $update:ident, select $select:ident
    ) => {
        /// `select` of the table's own columns, to be continued.
        pub(crate) fn $select(rest: &str) -> String {
            $crate::entity::select_text($table, &[stringify!($id), $(stringify!($field)),+], rest)
        }

        impl $crate::Tx {
            /// The row of this id.
            pub async fn $find(&mut self, id: $id_type) -> $crate::Result<Option<$type>> {
                static SQL: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| $select("where id = $1"));
                Ok(on!(self, conn => sqlx::query_as(sqlx::AssertSqlSafe(SQL.as_str()))
                    .bind(id).fetch_optional(conn).await)?)
            }

            /// Stores a changed row if it still has the version before.
            pub async fn $update(&mut self, row: &$type, version_before: i64) -> $crate::Result<()> {
                static SQL: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| $crate::entity::update_text(
                    $table, &[stringify!($id), $(stringify!($field),)+ $(stringify!($extra)),*]));
                let rows = run!(self, sqlx::query(sqlx::AssertSqlSafe(SQL.as_str()))
                    .bind(row.$id)$(.bind(&row.$field))+ $(.bind({ let value: fn(&$type) -> String = $value; value(row) }))*
                    .bind(version_before))?;
                if rows == 1 { Ok(()) } else { Err($crate::Error::Stale) }
            }
        }
    };
}
pub(crate) use entity;
