-- A row is changed by its key. To a planner without statistics an index that begins with the application looked as good as
-- the primary key, and it read all that the application has. So nothing else begins with that.

CREATE UNIQUE INDEX IF NOT EXISTS genai_generation_one ON genai_generation (idempotency_name, application);

CREATE INDEX IF NOT EXISTS genai_generation_named ON genai_generation (id_name, application);

CREATE INDEX IF NOT EXISTS genai_generation_state ON genai_generation (state, record_key, application);

CREATE INDEX IF NOT EXISTS genai_generation_unwatched ON genai_generation (provider, connection_name, channel, application, state, watcher, since);

CREATE INDEX IF NOT EXISTS genai_generation_undelivered ON genai_generation (provider, connection_name, channel, application, state, deliverer, due, since);

DROP INDEX IF EXISTS genai_generation_once;

DROP INDEX IF EXISTS genai_generation_id;

DROP INDEX IF EXISTS genai_generation_watch;

DROP INDEX IF EXISTS genai_generation_delivery;
