-- On whose word: what is said, by whom, to whom, through whom, in which words; and what it holds of which event.
CREATE TABLE statements (
  statement    VARCHAR NOT NULL,      -- id of the statement
  article      VARCHAR NOT NULL,
  number       INTEGER NOT NULL,      -- order in the article
  manner       VARCHAR NOT NULL,      -- direct, indirect or mixed: whether the content stands in quotation marks
  kind         VARCHAR NOT NULL,      -- speech, belief or intention
  sentence     INTEGER NOT NULL,      -- sentences.number of the cue
  confidence   DOUBLE NOT NULL        -- probability that this is a statement
);
CREATE TABLE voices (
  statement VARCHAR NOT NULL, article VARCHAR NOT NULL,
  voice        VARCHAR NOT NULL,      -- speaker, addressee or via (whoever carried it); a row each at the most
  text VARCHAR NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  country VARCHAR, org VARCHAR, sector VARCHAR, name VARCHAR,
  rule         VARCHAR NOT NULL,      -- what linked the mention; empty when nothing did
  score        DOUBLE NOT NULL,       -- how often that rule is right
  office       VARCHAR                -- in which they speak, where the text or the tables tell it
);
CREATE TABLE statement_words (
  statement VARCHAR NOT NULL, article VARCHAR NOT NULL,
  part         VARCHAR NOT NULL,      -- source, cue or content
  number       INTEGER NOT NULL,      -- order of the piece in its part, where the text breaks it
  text VARCHAR NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE TABLE claims (
  statement    VARCHAR NOT NULL,      -- statements.statement
  event        VARCHAR NOT NULL,      -- events.event
  article      VARCHAR NOT NULL,
  number       INTEGER NOT NULL,      -- order in the article
  stance       VARCHAR NOT NULL,      -- asserts, denies, doubts, confirms, demands, promises or warns
  rule         VARCHAR NOT NULL,      -- what decided the stance
  evidence_text VARCHAR, evidence_start INTEGER, evidence_end INTEGER  -- the words that decided it
);
