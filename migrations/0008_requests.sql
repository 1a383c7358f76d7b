-- Changes already made, by the id their caller gave them: a call sent twice is applied once, and answered twice. The reply is kept for
-- a day, the id for a month.
create table request (
    id uuid not null primary key,
    staff_id uuid not null references staff (id),
    at timestamptz not null,
    call text not null,
    reply text not null
);
create index request_at on request (at);
