-- The database's own account of every change, to hold the files in the bucket against. Made by triggers, and in a schema
-- that Debezium does not read. A row is noted as the pipeline should deliver it: r for those that are there when Debezium
-- arrives, then c, u and d; of a deleted row only the key, because that is all that PostgreSQL logs of it by default.

CREATE SCHEMA witness;

CREATE TABLE witness.changes (
  number bigint GENERATED ALWAYS AS IDENTITY,
  table_name text NOT NULL,
  op text NOT NULL,
  row_data jsonb NOT NULL
);

INSERT INTO witness.changes (table_name, op, row_data)
  SELECT 'BookTypes', 'r', to_jsonb(t) FROM "BookTypes" t
  UNION ALL SELECT 'Books', 'r', to_jsonb(t) FROM "Books" t
  UNION ALL SELECT 'Users', 'r', to_jsonb(t) FROM "Users" t
  UNION ALL SELECT 'Sales', 'r', to_jsonb(t) FROM "Sales" t;

CREATE FUNCTION witness.note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO witness.changes (table_name, op, row_data)
      VALUES (TG_TABLE_NAME, 'd', jsonb_build_object(TG_ARGV[0], to_jsonb(OLD) -> TG_ARGV[0]));
  ELSE
    INSERT INTO witness.changes (table_name, op, row_data)
      VALUES (TG_TABLE_NAME, CASE TG_OP WHEN 'INSERT' THEN 'c' ELSE 'u' END, to_jsonb(NEW));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON "BookTypes"
  FOR EACH ROW EXECUTE FUNCTION witness.note('BookTypeId');
CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON "Books"
  FOR EACH ROW EXECUTE FUNCTION witness.note('BookId');
CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON "Users"
  FOR EACH ROW EXECUTE FUNCTION witness.note('UserId');
-- Without a key, PostgreSQL refuses to update or delete what it publishes.
CREATE TRIGGER note AFTER INSERT ON "Sales"
  FOR EACH ROW EXECUTE FUNCTION witness.note();
