-- The migration to a version that does not exist yet, for tests of the mechanism.

CREATE TABLE IF NOT EXISTS genai_next (next_version INTEGER NOT NULL);

ALTER TABLE genai_generation ADD COLUMN IF NOT EXISTS next_column TEXT;
