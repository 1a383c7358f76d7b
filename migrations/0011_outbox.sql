-- How the office's mails leave: by the server of the mailbox the ticket came by, else of the first one that has any.
alter table mailbox add column smtp_host text not null default '';
alter table mailbox add column smtp_port integer not null default 587;
alter table mailbox add column smtp_security text not null default 'start_tls';

-- Mails to be sent, and those that were (R23). A row says what happened and to whom it is told; words, address and token are
-- made by the job that sends it, and kept then.
create table outbox (
    id uuid primary key,
    at timestamptz not null,
    due_at timestamptz not null,
    template text not null,
    request_id uuid not null,
    ticket_id uuid not null references ticket (id),
    step_id uuid references step (id),
    contact_id uuid references contact (id),
    staff_id uuid references staff (id),
    state text not null check (state in ('waiting', 'sent', 'failed', 'withdrawn')),
    tries integer not null,
    settled_at timestamptz,
    trouble text,
    mailbox_id uuid references mailbox (id),
    address text,
    message_id text,
    subject text,
    body text,
    check ((contact_id is null) <> (staff_id is null))
);
create index outbox_due on outbox (due_at) where state = 'waiting';
create index outbox_by_ticket on outbox (ticket_id, at);
create index outbox_by_request on outbox (request_id);
create index outbox_by_contact on outbox (contact_id, template, at) where contact_id is not null;
create index outbox_by_message on outbox (message_id) where message_id is not null;

-- Addresses that servers refused for good, until somebody types another one.
create table undelivered (
    address text primary key,
    at timestamptz not null,
    reason text not null
);
