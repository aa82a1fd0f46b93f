-- Where an event happened, as far as the gazetteer tells. WGS 84 degrees; NULL where it stays open.
ALTER TABLE events ADD COLUMN place_admin1 VARCHAR;       -- first-level division
ALTER TABLE events ADD COLUMN place_geoname INTEGER;      -- GeoNames id
ALTER TABLE events ADD COLUMN place_latitude DOUBLE;      -- of the place, or the middle of a district or region
ALTER TABLE events ADD COLUMN place_longitude DOUBLE;
ALTER TABLE events ADD COLUMN place_relation VARCHAR;     -- in, near, offset, part, border, off
ALTER TABLE events ADD COLUMN place_candidates VARCHAR[]; -- between which it is open
