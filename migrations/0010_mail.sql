-- Mailboxes the office reads, with what their mails are by default (R3) and what becomes of a mail once it is kept.
create table mailbox (
    id uuid primary key,
    version bigint not null,
    name text not null,
    address text not null,
    host text not null,
    port integer not null,
    security text not null check (security in ('tls', 'start_tls', 'plain')),
    login text not null,
    folder text not null,
    start text not null check (start in ('ask', 'now', 'archive')),
    kept text not null check (kept in ('nothing', 'mark', 'move', 'delete')),
    kept_folder text not null,
    left_out text not null check (left_out in ('nothing', 'mark', 'move', 'delete')),
    left_out_folder text not null,
    category_id uuid references category (id),
    criticality smallint not null check (criticality between 1 and 4),
    language text not null,
    active boolean not null
);

-- The password or the token of a mailbox, sealed; nobody but the jobs reads it.
create table mailbox_secret (
    mailbox_id uuid primary key references mailbox (id),
    sealed text not null
);

-- How far a folder was read, and how the last round ended.
create table mail_folder (
    mailbox_id uuid not null references mailbox (id),
    folder text not null,
    validity bigint not null,
    last_uid bigint not null,
    archive_to bigint not null,
    waiting bigint not null,
    tried_at timestamptz not null,
    succeeded_at timestamptz,
    trouble text,
    primary key (mailbox_id, folder)
);

-- What is left out, by a pattern with `*` and `?`.
create table exclusion (
    id uuid primary key,
    version bigint not null,
    field text not null check (field in ('address', 'domain', 'subject', 'header', 'size')),
    pattern text not null,
    note text not null,
    active boolean not null
);

-- The ledger: every message seen, with its one outcome (R22).
create table mail (
    id uuid primary key,
    at timestamptz not null,
    mailbox_id uuid references mailbox (id),
    folder text not null,
    validity bigint,
    uid bigint,
    message_id text not null,
    body_hash text not null,
    raw_hash text not null,
    size bigint not null,
    sent_at timestamptz,
    from_name text not null,
    from_address text not null,
    subject text not null,
    kind text not null,
    outcome text not null check (outcome in ('new_ticket', 'follow_up', 'auto_reply', 'bounce', 'excluded', 'duplicate', 'quarantined')),
    reason text not null,
    detail text not null,
    ticket_id uuid references ticket (id),
    step_id uuid references step (id),
    duplicate_of uuid references mail (id),
    exclusion_id uuid references exclusion (id),
    treatment text not null check (treatment in ('none', 'pending', 'done'))
);
create unique index mail_by_place on mail (mailbox_id, folder, validity, uid);
create index mail_by_message on mail (message_id);
create index mail_by_outcome on mail (outcome, id);
create index mail_by_sender on mail (from_address, at);
create index mail_by_ticket on mail (ticket_id);
create index mail_by_exclusion on mail (exclusion_id) where exclusion_id is not null;
create index mail_to_treat on mail (mailbox_id, uid) where treatment = 'pending';

-- Mails as they came, once each, by their SHA-256.
create table mail_raw (
    hash text primary key,
    size bigint not null,
    bytes bytea not null
);

-- What only the office's own jobs know.
create table office_key (
    name text primary key,
    value text not null
);

-- A contact is found by their whole address, and by its domain with the @: what stays when all that is no @ is cut from the end.
insert into lookup (word, kind, id)
    select lower(trim(mail)), 'contact', id from contact where trim(mail) <> '' on conflict do nothing;
insert into lookup (word, kind, id)
    select substr(lower(trim(mail)), length(rtrim(lower(trim(mail)), replace(lower(trim(mail)), '@', '')))), 'contact', id
    from contact where trim(mail) like '%_@_%' on conflict do nothing;
