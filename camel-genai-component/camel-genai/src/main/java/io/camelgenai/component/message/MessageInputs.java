package io.camelgenai.component.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.client.InputFile;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.component.message.RequestInputs.Input;
import io.camelgenai.generation.Printable;
import io.camelgenai.provider.InputForm;
import io.camelgenai.provider.InputMapping;
import io.camelgenai.provider.InputRole;
import io.camelgenai.provider.NearestName;
import io.camelgenai.provider.ProviderDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that go into a request: those of the header, which is removed, and the attachments of the message. What the provider does
 * not take is an error before anything is sent.
 *
 * @param provider the provider that gets them
 */
record MessageInputs(ProviderDescriptor provider) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A file as the message has it.
     *
     * @param role its role
     * @param value its URL, or what has its content
     * @param mediaType what the message says that it is, or null
     * @param name its name, or null
     */
    record Given(
            String role,
            Object value,
            @Nullable String mediaType,
            @Nullable String name) {}

    /** @throws IllegalArgumentException when there is one that the provider does not take */
    RequestInputs take(Exchange exchange) {
        Message message = exchange.getMessage();
        List<Given> all = new ArrayList<>(inHeader(message));
        all.addAll(AttachmentInputs.of(message));
        if (all.isEmpty()) {
            return RequestInputs.NONE;
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Given each : all) {
            int count = counts.merge(each.role(), 1, Integer::sum);
            int max = role(each.role()).max();
            if (count > max) {
                throw new IllegalArgumentException("Too many inputs with the role " + each.role() + ": "
                        + provider.name() + " takes " + max + ". Leave the others out");
            }
        }
        List<Input> inputs = new ArrayList<>();
        for (Given each : all) {
            inputs.add(input(exchange, each));
        }
        return new RequestInputs(provider.inputs(), inputs);
    }

    /** The role that the name of an attachment says: without a number and an extension. */
    static String roleOf(String attachment) {
        return attachment.replaceFirst("\\.\\w{1,8}$", "").replaceFirst("-\\d+$", "");
    }

    private InputRole role(String name) {
        InputMapping inputs = provider.inputs();
        InputRole role = inputs.roles().get(name);
        if (role == null) {
            String known = String.join(", ", inputs.roles().keySet());
            throw new IllegalArgumentException("The input '" + Printable.of(name) + "' is none that "
                    + provider.name() + " takes: "
                    + (known.isEmpty()
                            ? "it takes no files. Remove the header " + GenAiConstants.INPUTS + " and the attachments"
                            : "use one of the roles " + known
                                    + NearestName.to(name, inputs.roles().keySet())
                                            .map(near -> "; did you mean " + near + "?")
                                            .orElse("")));
        }
        return role;
    }

    private static List<Given> inHeader(Message message) {
        Object header = message.removeHeader(GenAiConstants.INPUTS);
        List<Given> all = new ArrayList<>();
        if (header != null) {
            map(header).forEach((role, value) -> add(all, message, String.valueOf(role), value));
        }
        return all;
    }

    /** A header that came over JMS or HTTP is text, with URLs. */
    private static Map<?, ?> map(Object header) {
        if (header instanceof Map<?, ?> map) {
            return map;
        }
        try {
            if (header instanceof CharSequence text
                    && JSON.readTree(text.toString()).isObject()) {
                return JSON.readValue(text.toString(), Map.class);
            }
        } catch (JsonProcessingException notJson) {
            // The parser's own message would quote the header.
        }
        throw new IllegalArgumentException("The header " + GenAiConstants.INPUTS + " is of type "
                + TextBody.typeOf(header) + ": set it to a Map from a role to a file, or to a JSON object with URLs");
    }

    private static void add(List<Given> all, Message message, String role, @Nullable Object value) {
        if (value instanceof Collection<?> list) {
            list.forEach(each -> add(all, message, role, each));
        } else if (value instanceof Object[] array) {
            Arrays.asList(array).forEach(each -> add(all, message, role, each));
        } else if (value != null) {
            all.add(new Given(role, value, declaredType(message, value), null));
        }
    }

    /** The message says what its body is. */
    private static @Nullable String declaredType(Message message, Object value) {
        if (value != message.getBody()) {
            return null;
        }
        String ofFile = message.getHeader(Exchange.FILE_CONTENT_TYPE, String.class);
        return ofFile == null ? message.getHeader(Exchange.CONTENT_TYPE, String.class) : ofFile;
    }

    private Input input(Exchange exchange, Given given) {
        InputRole role = role(given.role());
        String url = InputContent.url(given);
        boolean isData = url != null && InputContent.isData(url);
        InputForm asGiven = isData ? InputForm.DATA_URI : InputForm.URL;
        if (url != null && !isData) {
            if (!role.forms().containsKey(InputForm.URL)) {
                throw refused(
                        given,
                        "is a URL, and " + provider.name()
                                + " takes the file itself: give it as a file, a stream or bytes");
            }
            return new Input(given.role(), role, asGiven, url, null);
        }
        if (!role.takesContent()) {
            throw refused(
                    given,
                    "is a file, and " + provider.name()
                            + " takes a URL from which it fetches the file: put it where the provider can reach it");
        }
        InputFile file = InputContent.read(exchange, given, role.largest());
        if (file == null || file.length() > role.largest()) {
            throw refused(
                    given,
                    "is larger than " + role.largest() + " bytes, the limit of " + provider.name()
                            + ": make it smaller");
        }
        if (file.length() == 0) {
            throw refused(given, "is empty: check where it comes from; a stream can be read once");
        }
        if (!role.accepts(file.mediaType())) {
            throw refused(
                    given,
                    "is of the type " + Printable.of(file.mediaType()) + ", and " + provider.name() + " takes "
                            + String.join(", ", role.types().stream().sorted().toList()));
        }
        return new Input(given.role(), role, role.formFor(file.length()).orElseThrow(), null, file);
    }

    private static IllegalArgumentException refused(Given given, String what) {
        return new IllegalArgumentException("The input " + given.role() + " " + what);
    }
}
