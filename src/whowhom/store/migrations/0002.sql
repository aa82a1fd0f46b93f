-- Dates with their relation, part and rule of inheritance; counts of people and weapons.
ALTER TABLE events ADD COLUMN date_relation VARCHAR;   -- at, since, until, before or after the date
ALTER TABLE events ADD COLUMN date_part VARCHAR;       -- time of the day, or the part of day, month or year
ALTER TABLE events ADD COLUMN date_inherited VARCHAR;  -- the rule that gave the date to the event; NULL of its own
UPDATE events SET date_relation = 'at' WHERE date_text IS NOT NULL;
CREATE TABLE counts (
  event        VARCHAR NOT NULL,      -- events.event
  article      VARCHAR NOT NULL,
  number       INTEGER NOT NULL,      -- order in the article
  what         VARCHAR NOT NULL,      -- killed, injured, detained, displaced or weapons
  amount       BIGINT NOT NULL,       -- the number, or the least that a vague word stands for
  bound        VARCHAR NOT NULL,      -- exact, about, at least, at most, range, or the vague word itself
  most         BIGINT,                -- the upper end of a range
  kind         VARCHAR,               -- of weapons, their name as it stands
  text VARCHAR NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
