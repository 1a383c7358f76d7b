-- An intervention's time is the sum of its steps, asked each time its ticket is closed.
create index step_by_intervention on step (intervention_id) where intervention_id is not null;
