-- The few things that no row's policy could say: a counter, the words of search, the feed.
create or replace function next_number(series text) returns bigint
    language plpgsql volatile security definer set search_path from current
    as $$
    declare
        drawn bigint;
    begin
        if not works_here() then
            raise exception 'guichet: forbidden' using errcode = 'insufficient_privilege';
        end if;
        insert into counter (name, value) values (series, 1)
            on conflict (name) do update set value = counter.value + 1 returning value into drawn;
        return drawn;
    end $$;

create or replace function keep_words(asked bigint, words text) returns void
    language plpgsql volatile security definer set search_path from current
    as $$
    begin
        if not exists (select 1 from ticket t where t.number = asked and (may_act(t.id) or (may_see(t.id) and may_message(t.id)))) then
            raise exception 'guichet: forbidden' using errcode = 'insufficient_privilege';
        end if;
        insert into ticket_words (number, words) values (asked, array_to_tsvector(string_to_array(keep_words.words, ' ')))
            on conflict (number) do update set words = excluded.words;
    end $$;

-- More words of a ticket whose others one may not read: a message on a card.
create or replace function add_words(asked bigint, words text) returns void
    language plpgsql volatile security definer set search_path from current
    as $$
    begin
        if not exists (select 1 from ticket t where t.number = asked and may_message(t.id)) then
            raise exception 'guichet: forbidden' using errcode = 'insufficient_privilege';
        end if;
        update ticket_words w set words = w.words || array_to_tsvector(string_to_array(add_words.words, ' ')) where w.number = asked;
    end $$;

-- When anything last changed, and nothing else of it.
create or replace function last_change() returns timestamptz
    language plpgsql stable security definer set search_path from current
    as $$ begin return case when works_here() or is_server() then (select e.at from event e order by e.at desc limit 1) end; end $$;

-- Whoever listens hears that something changed, not what: anybody may listen, and forge.
create or replace function event_told() returns trigger
    language plpgsql security definer set search_path from current
    as $$ begin perform pg_notify('guichet', ''); return null; end $$;
create or replace trigger event_told after insert on event for each statement execute function event_told();

-- The same when somebody comes to a ticket, leaves it or begins to write; not when they only say again that they are here.
create or replace function presence_told() returns trigger
    language plpgsql security definer set search_path from current
    as $$ begin perform pg_notify('guichet_here', ''); return null; end $$;
create or replace trigger presence_told after insert or delete on presence for each row execute function presence_told();
create or replace trigger presence_moved after update on presence for each row
    when (old.ticket_id <> new.ticket_id or old.typing <> new.typing or old.seen_at < new.seen_at - interval '40 seconds')
    execute function presence_told();
