-- The office in which somebody acts: what kind, where the text or the tables tell it.
ALTER TABLE roles ADD COLUMN office VARCHAR;
