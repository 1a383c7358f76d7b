-- Who works here, how they log in, and what the office set once.
create table staff (
    id uuid primary key,
    version bigint not null,
    login text not null unique,
    first_name text not null,
    last_name text not null,
    role text not null check (role in ('receptionist', 'technician', 'supervisor', 'administrator')),
    mail text not null,
    phone text not null,
    language text not null,
    contact_id uuid,
    active boolean not null
);

-- The password is apart: reading a person never reads it.
create table password (
    staff_id uuid primary key references staff (id),
    hash text not null,
    failures integer not null,
    failed_at timestamptz
);

create table session (
    token_hash text primary key,
    staff_id uuid not null references staff (id),
    created_at timestamptz not null,
    seen_at timestamptz not null
);
create index session_by_staff on session (staff_id);

create table setting (
    name text primary key,
    value jsonb not null
);

-- Numbers people read: the only counters that are rows, taken last in their transaction.
create table counter (
    name text primary key,
    value bigint not null
);

create table preference (
    staff_id uuid primary key references staff (id),
    value jsonb not null
);

create table saved_view (
    id uuid primary key,
    staff_id uuid not null references staff (id),
    name text not null,
    filter jsonb not null,
    sort text not null,
    descending boolean not null
);
create index saved_view_by_staff on saved_view (staff_id);
