package io.camelgenai.component.monitoring;

import io.camelgenai.component.monitoring.ConnectionMetrics.LastCalls;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Whether the provider can be reached over a connection, and lets its key in: as the last calls went, without a call of its
 * own. A key that is refused is DOWN at once, and other failures when {@value #FAILURES} follow upon each other.
 */
class ConnectionHealth extends GenAiHealthCheck {

    private static final int FAILURES = 3;

    private final String connection;

    ConnectionHealth(MonitoringView insight, String id, String connection) {
        super(insight, id);
        this.connection = connection;
    }

    @Override
    void check(HealthCheckResultBuilder result) {
        result.detail("connection", connection);
        lastCalls(result);
    }

    private void lastCalls(HealthCheckResultBuilder result) {
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
            result.message(failure.provider() + " does not let connection " + connection + " in ("
                            + failure.httpStatus() + "): check its option apiKey")
                    .down();
        } else if (last.failuresInARow() >= FAILURES) {
            result.message(last.failuresInARow() + " calls in a row failed over connection " + connection + ", the last"
                            + " one with " + failure.kind()
                            + (failure.httpStatus() == null ? "" : " " + failure.httpStatus()))
                    .down();
        }
    }
}
