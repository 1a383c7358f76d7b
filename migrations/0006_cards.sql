-- A ticket without its text (R8). On a shared PostgreSQL the view also says who may read which card.
create view card as
    select id, number, version, label, status, is_open, created_at, updated_at, closed_at, assignee_id, created_by_staff_id,
        contact_id, company_id, equipment_id, merged_into, binned_at
    from ticket;
