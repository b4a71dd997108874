package io.camelgenai.component.monitoring;

import io.camelgenai.component.monitoring.ConnectionMetrics.LastCalls;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Says whether the last calls over a connection succeeded; makes no call of its own. A refused key is DOWN at once, other
 * failures are DOWN after {@value #MAX_FAILURES} in a row.
 */
class ConnectionHealth extends GenAiHealthCheck {

    private static final int MAX_FAILURES = 3;

    private final String connection;

    ConnectionHealth(MonitoringView monitoring, String id, String connection) {
        super(monitoring, id);
        this.connection = connection;
    }

    @Override
    void check(HealthCheckResultBuilder result) {
        result.detail("connection", connection);
        LastCalls last = monitoring.lastCalls(connection);
        if (last.answeredAt() != null) {
            result.detail("lastAnswer", last.answeredAt().toString());
        }
        RecentError failure = last.lastFailure();
        if (failure == null) {
            return;
        }
        result.detail(FAILURE_ERROR_COUNT, last.failuresInARow());
        result.detail(FAILURE_TIME, failure.at().toString());
        result.detail("lastFailure", failure.kind().name());
        if (failure.httpStatus() != null) {
            result.detail(HTTP_RESPONSE_CODE, failure.httpStatus());
        }
        if (failure.kind() == RecentError.Kind.UNAUTHORIZED) {
            result.message(failure.provider() + " refuses the key of connection " + connection + " ("
                            + failure.httpStatus() + "): check its option apiKey")
                    .down();
        } else if (last.failuresInARow() >= MAX_FAILURES) {
            result.message(last.failuresInARow() + " calls in a row failed over connection " + connection + ", the last"
                            + " one with " + failure.kind()
                            + (failure.httpStatus() == null ? "" : " " + failure.httpStatus()))
                    .down();
        }
    }
}
