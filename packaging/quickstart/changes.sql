-- What happens while the pipeline runs: one statement after the other, parted by blank lines.

INSERT INTO "Users" VALUES (4, 'Íris', 'Vendas'), (5, 'Bruno', 'Estágio');

UPDATE "Users" SET "Department" = 'Direção' WHERE "UserId" = 1;

DELETE FROM "Users" WHERE "UserId" = 5;

UPDATE "Books" SET "Author" = NULL, "ISBN" = 9788535920611 WHERE "BookId" = 2;

ALTER TABLE "Books" ADD COLUMN "Price" numeric(10,2);

INSERT INTO "Books" VALUES (4, 'O Mestre de Ação', 1, 9788500000004, 'Inês Peçanha', 49.90);

UPDATE "Books" SET "Price" = 20 + "BookId" * 1.25;

DELETE FROM "BookTypes" WHERE "BookTypeId" = 2;

INSERT INTO "Sales" ("SaleId", "BookId", "BookTypeId", "UserId", "Value")
  SELECT n, 1 + n % 4, 1 + 2 * (n % 2), 1 + n % 4, round((n * 37 % 10000)::numeric / 100, 2)
  FROM generate_series(1001, 2000) n;
