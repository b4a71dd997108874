-- The messages that webhooks brought, and the generations that the node which tracks them is asked to poll.

CREATE TABLE IF NOT EXISTS genai_webhook (
    application VARCHAR(200) NOT NULL,
    message_key VARCHAR(64) NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (application, message_key)
);

CREATE INDEX IF NOT EXISTS genai_webhook_expiry ON genai_webhook (expires_at);

CREATE TABLE IF NOT EXISTS genai_poll_request (
    application VARCHAR(200) NOT NULL,
    record_key VARCHAR(64) NOT NULL,
    requested_at BIGINT NOT NULL
);
