-- A bookstore: mixed-case names, accented text, and a table of sales without a primary key.

CREATE TABLE "BookTypes" (
  "BookTypeId" integer PRIMARY KEY,
  "BookTypeCode" varchar(20) NOT NULL,
  "BookTypeName" varchar(50) NOT NULL,
  "Description" varchar(200)
);

CREATE TABLE "Books" (
  "BookId" integer PRIMARY KEY,
  "BookName" varchar(100) NOT NULL,
  "SubjectId" integer,
  "ISBN" bigint,
  "Author" varchar(100)
);

CREATE TABLE "Users" (
  "UserId" integer PRIMARY KEY,
  "UserName" varchar(100),
  "Department" varchar(50)
);

CREATE TABLE "Sales" (
  "SaleId" integer NOT NULL,
  "BookId" integer NOT NULL,
  "BookTypeId" integer NOT NULL,
  "UserId" integer NOT NULL,
  "Value" double precision NOT NULL,
  "EntryDateTime" timestamp without time zone DEFAULT now()
);

INSERT INTO "BookTypes" VALUES
  (1, 'ACT', 'Ação', 'Aventura e ação'),
  (2, 'POE', 'Poesia', NULL),
  (3, 'INF', 'Informática', 'Manuais técnicos');

INSERT INTO "Books" VALUES
  (1, 'Grande Sertão: Veredas', 1, 9788535931983, 'João Guimarães Rosa'),
  (2, 'A Rosa do Povo', 2, 9788535920604, 'Carlos Drummond de Andrade'),
  (3, 'Estruturas de Dados', 3, NULL, NULL);

INSERT INTO "Users" VALUES
  (1, 'Ana', 'Vendas'),
  (2, 'Conceição', 'Depósito'),
  (3, 'Zoë', NULL);

INSERT INTO "Sales"
  SELECT n, 1 + n % 3, 1 + n % 3, 1 + n % 2, 19.9 + n, timestamp '2026-01-01 09:30:00.123456' + n * interval '1 hour'
  FROM generate_series(1, 5) n;
