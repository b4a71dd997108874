CREATE TABLE IF NOT EXISTS genai_listener (
    application VARCHAR(200) NOT NULL,
    name VARCHAR(64) NOT NULL,
    provider VARCHAR(200) NOT NULL,
    model TEXT,
    connection_name VARCHAR(200) NOT NULL,
    channel VARCHAR(200) NOT NULL,
    seen BIGINT NOT NULL,
    PRIMARY KEY (application, name)
);
