package io.camelgenai.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.client.Deadlines.Guard;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.provider.CallTemplate;
import io.camelgenai.provider.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Makes HTTP calls, each exactly once. The type of a failure says whether the request can have arrived. */
final class Transport {

    private static final long READ_STEP = 64 * 1024;

    private final ConnectionSettings settings;
    private final Requests requests;
    private final OkHttpClient http;
    private final Deadlines deadlines;
    private final ErrorResponses errors;
    private final CallListener listener;
    private final BugReports bugs;
    private final String endOfLines;

    /** Null where the provider takes no signature. */
    private final @Nullable Signing signing;

    Transport(
            ConnectionSettings settings,
            OkHttpClient http,
            Deadlines deadlines,
            ErrorResponses errors,
            CallListener listener,
            BugReports bugs,
            @Nullable Signing signing) {
        this.settings = settings;
        this.bugs = bugs;
        this.requests = new Requests(settings);
        this.http = http;
        this.deadlines = deadlines;
        this.errors = errors;
        this.listener = listener;
        this.signing = signing;
        this.endOfLines =
                Objects.requireNonNullElse(settings.provider().frames().endMarker(), "");
    }

    /**
     * A successful response.
     *
     * @param document the JSON; missing where there was no body, or none that is JSON
     * @param retryAfter the wait that the provider asks for before the next request, or null
     */
    record Answer(JsonNode document, @Nullable Duration retryAfter) {}

    /**
     * Makes a call and reads its response.
     *
     * @param maxWait how much longer than {@code headersTimeout} the provider may take
     * @throws GenAiConnectException when the request did not arrive
     * @throws NoResponseException when it may have arrived, and no complete response came back
     * @throws io.camelgenai.generation.GenAiHttpException when the response is an error
     */
    Answer call(CallTemplate template, Map<String, String> values, Duration maxWait, Cancellation cancellation) {
        Where where = where(values);
        Call call = newCall(requests.document(template, values), where);
        try (Guard guard = guard(call)) {
            cancellation.covers(guard);
            guard.expireAfter(settings.limits().headers().plus(maxWait), "response");
            return reporting(guard, () -> answer(call, guard, where));
        }
    }

    /**
     * Makes a call that uploads a file, or asks where it goes. It may take as long as pieces of the file are sent.
     *
     * @param body the body, or null for that of the call
     * @param file the file that the body contains
     * @throws GenAiException as {@link #call}
     */
    Answer upload(CallTemplate template, Map<String, String> values, @Nullable RequestBody body, FileBody file) {
        Where where = where(values);
        Request.Builder request = requests.document(template, values);
        Call call = newCall(body == null ? request : request.method(template.method(), body), where);
        try (Guard guard = guard(call)) {
            Duration wait = settings.limits().headers();
            guard.expireAfter(wait, "response");
            file.onProgress(() -> guard.expireAfter(wait, "response"));
            return reporting(guard, () -> answer(call, guard, where));
        }
    }

    /**
     * Asks for a document that is useful and not needed. A failure says nothing about the connection, so that it is not reported
     * to the listener.
     *
     * @param wait for the response; at most {@code headersTimeout}
     * @throws GenAiException as {@link #call}
     */
    JsonNode ask(CallTemplate template, Map<String, String> values, Duration wait) {
        Where where = where(values);
        Call call = newCall(requests.document(template, values), where);
        try (Guard guard = guard(call)) {
            Duration limit = settings.limits().headers();
            guard.expireAfter(wait.compareTo(limit) < 0 ? wait : limit, "response");
            return answer(call, guard, where).document();
        }
    }

    private Answer answer(Call call, Guard guard, Where where) {
        try (Response response = call.execute()) {
            String text = read(response, where);
            if (!response.isSuccessful()) {
                throw errors.error(call.request(), response, text, where);
            }
            return new Answer(json(text), errors.retryAfter(response));
        } catch (FileBody.UnreadableFileException e) {
            throw new UnreadableInputException(e.file(), where, e);
        } catch (IOException e) {
            throw failure(call, guard, where, e, "");
        } catch (RuntimeException | StackOverflowError e) {
            throw afterSending(call, where, e);
        }
    }

    /** What was sent may have arrived: an exception of our own, or of an interceptor, is no reason to think it has not. */
    private RuntimeException afterSending(Call call, Where where, Throwable thrown) {
        boolean sent = Sending.of(call).isStarted();
        return !sent && thrown instanceof RuntimeException unsent ? unsent : bugs.failure("A call", where, thrown);
    }

    /** Makes a call and reports its outcome to the listener. */
    private <T> T reporting(Guard guard, Supplier<T> call) {
        try {
            T answer = call.get();
            listener.succeeded(settings);
            return answer;
        } catch (GenAiException e) {
            boolean canceledByUs = guard.isCanceled() && guard.expired() == null;
            if (!canceledByUs && !(e instanceof UnreadableInputException)) {
                listener.failed(settings, e);
            }
            throw e;
        }
    }

    /**
     * Makes a call that creates a generation, and reads as much of its answer as shows its form; where it is no stream, all of
     * it.
     *
     * @param streamed makes a body of the request object that is sent as long as pieces of it are sent; null where the object is the body
     * @param asStream whether to ask for an event stream
     * @param maxWait how much longer than {@code headersTimeout} the provider may take for a document
     */
    EventStream create(
            CallTemplate template,
            Map<String, String> values,
            ObjectNode body,
            @Nullable Function<ObjectNode, ProgressBody> streamed,
            boolean asStream,
            Duration maxWait) {
        Request request =
                requests.create(template, values, body, streamed, asStream).build();
        Opening opening = opening(request.newBuilder(), where(values));
        new Cancellation().covers(opening.guard);
        Duration wait = settings.limits().headers().plus(maxWait);
        Long answerDue = opening.guard.deadlineIn(wait);
        opening.guard.expireAfter(wait, "response");
        if (request.body() instanceof ProgressBody sent) {
            sent.onProgress(() -> opening.guard.expireAfter(wait, "response"));
        }
        return reporting(
                opening.guard,
                () -> readAhead(
                        opening,
                        asStream ? null : streamed == null ? () -> answerDue : () -> opening.guard.deadlineIn(wait)));
    }

    private EventStream readAhead(Opening opening, @Nullable LongSupplier answerDue) {
        EventStream answer = stream(opening, answerDue);
        try {
            answer.readAhead();
            return answer;
        } catch (IOException e) {
            GenAiException failure =
                    answerDue == null ? answer.interrupted(e) : failure(opening, e, answer.afterBeginning());
            answer.close();
            throw failure;
        } catch (RuntimeException | StackOverflowError e) {
            answer.close();
            throw afterSending(opening.call, opening.where, e);
        }
    }

    /**
     * Opens an event stream.
     *
     * @param headers further headers of this call; the caller has validated their names and values
     */
    EventStream open(
            CallTemplate template, Map<String, String> values, Map<String, String> headers, Cancellation cancellation) {
        Request.Builder building = requests.stream(template, values);
        headers.forEach(building::header);
        Opening opening = opening(building, where(values));
        cancellation.covers(opening.guard);
        opening.guard.expireAfter(settings.limits().headers(), "response");
        return reporting(opening.guard, () -> eventStream(opening));
    }

    /** Waits for the first bytes only where the media type announces something else. */
    private EventStream eventStream(Opening opening) {
        EventStream answer = stream(opening, null);
        try {
            boolean isAnnounced = answer.response().code() == 200
                    && AnswerForm.isEventStream(answer.response().body().contentType());
            if (!isAnnounced && !answer.form().isStream()) {
                throw errors.noEventStream(opening.call.request(), answer.response(), answer.whole(), opening.where);
            }
            return answer;
        } catch (IOException e) {
            GenAiException failure = answer.interrupted(e);
            answer.close();
            throw failure;
        } catch (RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    /** A call that is about to be made, and returns an open response. */
    private record Opening(Call call, Guard guard, Where where) {}

    private Opening opening(Request.Builder request, Where where) {
        Call call = newCall(request, where);
        return new Opening(call, guard(call), where);
    }

    /** @param answerDue when an answer that is no stream has to be complete, as soon as it begins; null for a stream */
    private EventStream stream(Opening opening, @Nullable LongSupplier answerDue) {
        Request request = opening.call.request();
        Response response = null;
        try {
            response = opening.call.execute();
            if (!response.isSuccessful()) {
                throw errors.error(request, response, read(response, opening.where), opening.where);
            }
            opening.guard.pause();
            return new EventStream(
                    response,
                    opening.guard,
                    settings.limits(),
                    opening.where,
                    errors,
                    endOfLines,
                    answerDue == null ? null : Long.valueOf(answerDue.getAsLong()),
                    Sending.of(opening.call)::discardConnection);
        } catch (FileBody.UnreadableFileException e) {
            release(opening.guard, response);
            throw new UnreadableInputException(e.file(), opening.where, e);
        } catch (IOException e) {
            release(opening.guard, response);
            throw failure(opening, e, "");
        } catch (RuntimeException | StackOverflowError e) {
            release(opening.guard, response);
            throw afterSending(opening.call, opening.where, e);
        }
    }

    private static void release(Guard guard, @Nullable Response response) {
        guard.close();
        if (response != null) {
            response.close();
        }
    }

    private Where where(Map<String, String> values) {
        return Where.generation(settings.provider().name(), values.get(CallTemplate.ID));
    }

    private Call newCall(Request.Builder building, Where where) {
        Request request = building.tag(Sending.class, new Sending()).build();
        Signing by = requests.isOwn(request.url()) ? signing : null;
        return http.newCall(by == null ? request : signed(by, request, where));
    }

    private Request signed(Signing by, Request request, Where where) {
        try {
            return by.sign(request, where);
        } catch (NotSignedException e) {
            listener.failed(settings, e);
            throw e;
        }
    }

    private Guard guard(Call call) {
        return deadlines.guard(call, Sending.of(call)::release);
    }

    /** A redirect is not followed, so that its body says nothing; a 304 may announce one that never comes. */
    private String read(Response response, Where where) throws IOException {
        if (response.code() / 100 == 3) {
            return "";
        }
        long limit = response.isSuccessful() ? settings.limits().maxResponseBytes() : ErrorResponses.MAX_ERROR_BYTES;
        Buffer text = new Buffer();
        while (text.size() <= limit) {
            if (response.body().source().read(text, Math.min(READ_STEP, limit + 1 - text.size())) == -1) {
                return text.readUtf8();
            }
        }
        if (!response.isSuccessful()) {
            return text.readUtf8(limit);
        }
        throw ErrorResponses.tooLarge(limit, where);
    }

    static JsonNode json(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JsonText.tree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private GenAiException failure(Opening opening, IOException cause, String after) {
        return failure(opening.call, opening.guard, opening.where, cause, after);
    }

    /** @param after the part of the message that shows what arrived, or an empty text */
    private GenAiException failure(Call call, Guard guard, Where where, IOException cause, String after) {
        Request request = call.request();
        String address = request.url().host() + ":" + request.url().port();
        String why = guard.expired() != null
                ? "no answer within " + settings.limits().headers().toMillis() + " ms (option headersTimeout)"
                : guard.isCanceled() ? "the component stopped or the caller closed it" : errors.brief(cause);
        if (isRefused(cause)) {
            return new GenAiConnectException(
                    where.provider() + " at " + address + " refused to process " + ErrorResponses.describe(request)
                            + ": " + why,
                    where,
                    cause);
        }
        if (!Sending.of(call).isStarted()) {
            return new GenAiConnectException(
                    "Could not connect to " + where.provider() + " at " + address + ": " + why
                            + ". Check the option baseUrl, the network and the certificate",
                    where,
                    cause);
        }
        return new NoResponseException(
                where.provider() + " at " + address + " gave no answer to " + ErrorResponses.describe(request) + ": "
                        + why + after,
                where,
                cause);
    }

    /**
     * Whether an HTTP/2 server did nothing about the request, which it says with REFUSED_STREAM (RFC 9113, 8.7) or by going
     * away; or whether its connection had ended already. OkHttp has only internal types for that.
     */
    private static boolean isRefused(IOException failure) {
        return failure instanceof ConnectionShutdownException
                || (failure instanceof StreamResetException reset && reset.errorCode == ErrorCode.REFUSED_STREAM);
    }
}
