-- A row enters only the indexes in which its state is looked for, and a delivery is counted within its page.

ALTER TABLE genai_generation SET (fillfactor = 70);

DROP INDEX IF EXISTS genai_generation_idempotency;

CREATE UNIQUE INDEX genai_generation_idempotency ON genai_generation (idempotency_hash, application)
    WHERE idempotency_hash IS NOT NULL;

DROP INDEX IF EXISTS genai_generation_id;

CREATE INDEX genai_generation_id ON genai_generation (id_hash, application)
    WHERE id_hash IS NOT NULL;

DROP INDEX IF EXISTS genai_generation_state;

CREATE INDEX genai_generation_state ON genai_generation (state, record_key, application)
    WHERE state <> 'ACKNOWLEDGED';

DROP INDEX IF EXISTS genai_generation_untracked;

CREATE INDEX genai_generation_untracked ON genai_generation (provider, connection_name, channel, application, since)
    WHERE state = 'ACCEPTED' AND tracked_by = 0;

DROP INDEX IF EXISTS genai_generation_undelivered;

CREATE INDEX genai_generation_undelivered ON genai_generation (provider, connection_name, channel, application, due_at, since)
    WHERE state = 'TERMINAL' AND delivered_by = 0;
