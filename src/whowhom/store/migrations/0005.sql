-- What reviewers say of events. Rows are only ever added: a later judgement of the same reviewer stands beside
-- the earlier one, and nothing that the coder wrote is changed. No column refers to tables that may differ.
CREATE TABLE corrections (
  correction   VARCHAR PRIMARY KEY,   -- id of the row
  event        VARCHAR NOT NULL,      -- events.event, which a later coding may have dropped
  article      VARCHAR NOT NULL,
  reviewer     VARCHAR NOT NULL,      -- the name the reviewer gave
  made         TIMESTAMP NOT NULL,    -- UTC
  verdict      VARCHAR NOT NULL,      -- accept, reject or mend
  before       VARCHAR NOT NULL,      -- JSON: the event as the coder left it, a codebook record
  after        VARCHAR                -- JSON: the event as it should be; NULL when it is none
);
