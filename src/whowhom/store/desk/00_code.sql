-- The code of a party: a country, or a body by its kind and name (IGO:NATO). It is what filters and links use.
CREATE MACRO desk.code(country, org) AS
CASE WHEN country IN ('UNO', 'EUR', 'IGO', 'NGO', 'MNC', 'IMG', 'ISM') AND org IS NOT NULL
     THEN country || ':' || org ELSE country END
