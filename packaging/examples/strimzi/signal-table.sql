-- The table through which Debezium is told to read tables again while it goes on with live changes.
-- Run it once in the database of every domain, as the owner of the database:
--   psql --dbname business --file signal-table.sql
CREATE TABLE IF NOT EXISTS public.debezium_signal (
  id varchar(42) PRIMARY KEY,
  type varchar(32) NOT NULL,
  data varchar(2048) NULL
);

-- Debezium writes marks of its own into the table.
GRANT SELECT, INSERT, UPDATE, DELETE ON public.debezium_signal TO debezium;

-- To read a table again:
--   INSERT INTO public.debezium_signal (id, type, data) VALUES (
--     gen_random_uuid()::text, 'execute-snapshot',
--     '{"type": "incremental", "data-collections": ["public.orders"]}');
