package io.camelgenai.examples.studio;

import io.camelgenai.examples.studio.Submission.Status;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of submissions. The component has tables of its own in the same database. */
@Repository
class SubmissionStore {

    private final JdbcClient jdbc;

    SubmissionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns false when a submission with this id exists already. */
    boolean insert(Submission submission) {
        try {
            jdbc.sql("insert into studio_submission (id, model, prompt, reference, status, submitted_at)"
                            + " values (?, ?, ?, ?, ?, ?)")
                    .params(
                            submission.id(),
                            submission.model(),
                            submission.prompt(),
                            submission.reference() == null
                                    ? null
                                    : submission.reference().toString(),
                            submission.status().name(),
                            submission.submittedAt().toEpochMilli())
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    Optional<Submission> find(@Nullable String id) {
        return jdbc.sql("select * from studio_submission where id = ?")
                .param(id)
                .query(SubmissionStore::read)
                .optional();
    }

    /** The newest ones before a time, and those of this time whose id is less; the newest first. */
    List<Submission> before(Instant time, String id, int max) {
        return jdbc.sql("select * from studio_submission where submitted_at < ? or (submitted_at = ? and id < ?)"
                        + " order by submitted_at desc, id desc limit ?")
                .params(time.toEpochMilli(), time.toEpochMilli(), id, max)
                .query(SubmissionStore::read)
                .list();
    }

    /** Those that were stored before a time and have no answer of the provider yet, the oldest first. */
    List<Submission> unanswered(Instant before) {
        return jdbc.sql(
                        "select * from studio_submission where status = 'SENDING' and submitted_at < ? order by submitted_at")
                .param(before.toEpochMilli())
                .query(SubmissionStore::read)
                .list();
    }

    /** The provider accepted it. One that is terminal already stays as it is: its completion may be stored first. */
    void accepted(String id, @Nullable String generationId, Status status) {
        jdbc.sql("update studio_submission set generation_id = ? where id = ?")
                .params(generationId, id)
                .update();
        jdbc.sql("update studio_submission set status = ?, failure_title = null, failure_advice = null,"
                        + " failure_words = null where id = ? and finished_at is null")
                .params(status.name(), id)
                .update();
    }

    /** An operator knows the id of one whose outcome was unknown. */
    void resolved(String id, String generationId) {
        jdbc.sql("update studio_submission set status = 'RUNNING', generation_id = ?, finished_at = null,"
                        + " failure_title = null, failure_advice = null, failure_words = null"
                        + " where id = ? and status = 'UNKNOWN'")
                .params(generationId, id)
                .update();
    }

    /** It is terminal, or needs an operator. */
    void finished(Submission finished) {
        Failure failure = finished.failure();
        jdbc.sql("update studio_submission set status = ?, text = ?, cost_usd = ?, failure_title = ?,"
                        + " failure_advice = ?, failure_words = ?, finished_at = ? where id = ?")
                .params(
                        finished.status().name(),
                        finished.text(),
                        finished.costUsd(),
                        failure == null ? null : failure.title(),
                        failure == null ? null : failure.advice(),
                        failure == null ? null : failure.words(),
                        finished.finishedAt() == null
                                ? null
                                : finished.finishedAt().toEpochMilli(),
                        finished.id())
                .update();
    }

    /** Its file cannot be saved for now. */
    void notSavedYet(String id, Failure failure) {
        jdbc.sql("update studio_submission set failure_title = ?, failure_advice = ?, failure_words = ?"
                        + " where id = ? and finished_at is null")
                .params(failure.title(), failure.advice(), failure.words(), id)
                .update();
    }

    /** The sum of the costs that providers reported since a time. */
    BigDecimal spentSince(Instant time) {
        return jdbc.sql("select coalesce(sum(cost_usd), 0) from studio_submission where finished_at >= ?")
                .param(time.toEpochMilli())
                .query(BigDecimal.class)
                .single();
    }

    private static Submission read(ResultSet row, int number) throws SQLException {
        String reference = row.getString("reference");
        String title = row.getString("failure_title");
        long finishedAt = row.getLong("finished_at");
        return new Submission(
                row.getString("id"),
                row.getString("model"),
                row.getString("prompt"),
                reference == null ? null : Path.of(reference),
                Status.valueOf(row.getString("status")),
                row.getString("generation_id"),
                row.getString("text"),
                row.getBigDecimal("cost_usd"),
                title == null
                        ? null
                        : new Failure(title, row.getString("failure_advice"), row.getString("failure_words")),
                Instant.ofEpochMilli(row.getLong("submitted_at")),
                finishedAt == 0 ? null : Instant.ofEpochMilli(finishedAt));
    }
}
