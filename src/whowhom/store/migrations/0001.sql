-- The first schema. Offsets count characters into articles.text.
CREATE TABLE runs (
  run          VARCHAR PRIMARY KEY,   -- id of the run
  versions     VARCHAR NOT NULL,      -- JSON: code, model, knowledge, min_confidence
  settings     VARCHAR NOT NULL,      -- JSON: what the run was asked to do
  started      TIMESTAMP NOT NULL,    -- UTC
  ended        TIMESTAMP              -- UTC; NULL when it was cut off
);
CREATE TABLE articles (
  article      VARCHAR PRIMARY KEY,   -- digest of url (if any) and text
  run          VARCHAR NOT NULL,      -- the run that wrote this row
  state        VARCHAR NOT NULL,      -- coded, failed or skipped
  reason       VARCHAR,               -- why it failed or was skipped
  versions     VARCHAR NOT NULL,      -- digest of the versions that coded it
  key          VARCHAR,               -- the id that the input gave
  url          VARCHAR,
  outlet       VARCHAR,
  title        VARCHAR,
  author       VARCHAR,
  published    DATE,
  language     VARCHAR,
  kind         VARCHAR NOT NULL,      -- text, html, jsonl, ...
  origin       VARCHAR NOT NULL,      -- file and place
  text         VARCHAR NOT NULL,      -- as received
  context      VARCHAR NOT NULL       -- what stood before, not coded
);
CREATE TABLE blocks (
  article VARCHAR NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  kind VARCHAR NOT NULL, kept BOOLEAN NOT NULL, reason VARCHAR NOT NULL
);
CREATE TABLE sentences (
  article VARCHAR NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  block INTEGER NOT NULL
);
CREATE TABLE events (
  event        VARCHAR NOT NULL,      -- digest of article, trigger and type
  article      VARCHAR NOT NULL,
  number       INTEGER NOT NULL,      -- order in the article
  type         VARCHAR NOT NULL,
  mode         VARCHAR,
  status       VARCHAR NOT NULL,
  trigger_text VARCHAR NOT NULL, trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL,
  sentence     INTEGER NOT NULL,      -- sentences.number
  confidence   DOUBLE NOT NULL,       -- calibrated probability that the event is right
  date_text VARCHAR, date_start INTEGER, date_end INTEGER,
  date_value   VARCHAR,               -- ISO 8601, or a range a/b
  first_day DATE, last_day DATE, date_precision VARCHAR, date_anchor DATE,
  place_text VARCHAR, place_start INTEGER, place_end INTEGER,
  place_country VARCHAR, place_name VARCHAR, place_precision VARCHAR
);
CREATE TABLE roles (
  event VARCHAR NOT NULL, article VARCHAR NOT NULL,
  role         VARCHAR NOT NULL,      -- actor, recipient or attributed_to
  number INTEGER NOT NULL, text VARCHAR NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  country VARCHAR, org VARCHAR, sector VARCHAR, name VARCHAR,
  rule         VARCHAR NOT NULL,      -- what linked the mention; empty when nothing did
  score        DOUBLE NOT NULL        -- how often that rule is right
);
CREATE TABLE undecided (
  article VARCHAR NOT NULL, number INTEGER NOT NULL, field VARCHAR NOT NULL, text VARCHAR NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, reason VARCHAR NOT NULL, candidates VARCHAR[] NOT NULL
);
CREATE TABLE failures (
  run VARCHAR NOT NULL, origin VARCHAR NOT NULL, kind VARCHAR NOT NULL, message VARCHAR NOT NULL,
  article VARCHAR, key VARCHAR, skipped BOOLEAN NOT NULL, partial BOOLEAN NOT NULL
);
