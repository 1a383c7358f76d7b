-- Who has which ticket open, and who types: a row a window, said again before a minute is over. No history.
create table presence (
    staff_id uuid not null references staff (id),
    window_id bigint not null,
    ticket_id uuid not null references ticket (id),
    typing boolean not null,
    seen_at timestamptz not null,
    primary key (staff_id, window_id)
);
