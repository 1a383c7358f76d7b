-- Drivers the first lists lacked: an assignee's tickets, what somebody logged, closed ones too, and the bin.
create index ticket_by_assignee on ticket (assignee_id, facet);
create index ticket_logged on ticket (created_by_staff_id, facet);
create index ticket_binned on ticket (binned_at) where binned_at is not null;
-- `ticket_logged` answers all that this one did.
drop index ticket_by_logger;
