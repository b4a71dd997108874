package io.camelgenai.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Builds the tables of the provider pages from the built-in descriptors. */
final class ProviderTables {

    private static final String FOLDER = "META-INF/genai/providers";

    private final Map<String, JsonNode> descriptors = new LinkedHashMap<>();

    ProviderTables() {
        ComponentCode.inside(root -> {
            try (Stream<Path> files = Files.list(root.resolve(FOLDER))) {
                for (Path file : files.sorted().toList()) {
                    JsonNode read = new YAMLMapper().readTree(Files.readString(file));
                    descriptors.put(read.get("name").asText(), read);
                }
                return descriptors;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The names of the built-in providers. */
    Set<String> names() {
        return descriptors.keySet();
    }

    /** The content of every table file, by file name. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("providers.adoc", providers().toString());
        descriptors.forEach((name, descriptor) -> {
            put(files, name + "-connection.adoc", connection(descriptor));
            put(files, name + "-calls.adoc", calls(descriptor));
            put(files, name + "-parameters.adoc", parameters(descriptor));
            put(files, name + "-inputs.adoc", inputs(descriptor));
            put(files, name + "-statuses.adoc", statuses(descriptor));
            put(files, name + "-frames.adoc", frames(descriptor));
            put(files, name + "-errors.adoc", errors(descriptor.get("errors")));
        });
        return files;
    }

    private static void put(Map<String, String> files, String name, Table table) {
        if (!table.isEmpty()) {
            files.put(name, table.toString());
        }
    }

    private Table providers() {
        Table table = new Table("~,~,~", "Provider", "Title", "Operations");
        Map<String, Collection<String>> offered = OfferedOperations.of(descriptors.keySet());
        descriptors.forEach((name, descriptor) -> table.row(
                "xref:providers/" + name + ".adoc[" + Table.code(name) + "]",
                Table.text(descriptor.get("title").asText()),
                codes(offered.get(name))));
        return table;
    }

    private static Table connection(JsonNode descriptor) {
        JsonNode auth = descriptor.get("auth");
        Table table = new Table("~,~", "What", "Value")
                .row("Base URL", Table.code(descriptor.get("baseUrl").asText()))
                .row(
                        "Header that contains the key",
                        Table.code(auth.get("header").asText()))
                .row("Its value", Table.code(auth.get("value").asText()))
                .row("Environment variable", Table.code(auth.path("env").asText()))
                .row("Works without a key", auth.path("optional").asBoolean() ? "yes" : "no");
        descriptor
                .path("headers")
                .properties()
                .forEach(header -> table.row(
                        "Header of each request",
                        Table.code(header.getKey() + ": " + header.getValue().asText())));
        return descriptor.has("headersTimeout")
                ? table.row(
                        "Default of " + Table.code("headersTimeout"),
                        Table.code(descriptor.get("headersTimeout").asText()))
                : table;
    }

    private static Table calls(JsonNode descriptor) {
        Table table = new Table("~,~,~", "Call", "HTTP", "Remarks");
        descriptor.get("operations").properties().stream()
                .filter(each -> each.getValue().has("call"))
                .forEach(each -> table.row(
                        Table.code(each.getKey()), written(each.getValue().get("call")), remarks(each.getValue())));
        JsonNode interval = descriptor.at("/operations/pollInterval");
        return interval.isMissingNode() ? table : table.row("between two polls", "", "at least " + interval.asText());
    }

    /** A call may have two forms, of which the first one is at a URL of an answer. */
    private static String written(JsonNode call) {
        List<String> forms = new ArrayList<>();
        (call.isArray() ? call : List.of(call)).forEach(form -> {
            String[] parts = form.asText().split(" ", 2);
            forms.add(parts[0] + " " + Table.code(parts[1]));
        });
        return String.join(", or ", forms);
    }

    private static String remarks(JsonNode call) {
        Set<String> remarks = new LinkedHashSet<>();
        JsonNode body = call.path("body");
        if (!body.isMissingNode() && !body.isEmpty()) {
            remarks.add("always sends " + Table.code(body.toString()));
        }
        if (call.has("maxWait")) {
            remarks.add("waits up to " + call.get("maxWait").asText());
        }
        if (call.has("withFiles")) {
            remarks.add("with files: " + written(call.at("/withFiles/call")));
        }
        call.path("forModels")
                .forEach(other -> remarks.add("for a model that matches "
                        + Table.code(other.get("models").asText()) + ": " + written(other.get("call"))));
        call.path("headers")
                .properties()
                .forEach(header -> remarks.add("has the header "
                        + Table.code(header.getKey() + ": " + header.getValue().asText())));
        if (call.has("failedOn")) {
            remarks.add("means FAILED by " + codes(words(call.get("failedOn"))));
        }
        if (call.has("overOn")) {
            remarks.add("means that it is over by " + codes(words(call.get("overOn"))));
        }
        if (call.has("deletes")) {
            remarks.add("only while the generation is not over");
        }
        if (call.has("onlyIf")) {
            remarks.add("only if " + Table.code(call.at("/onlyIf/call").asText()) + " says so at "
                    + Table.code(call.at("/onlyIf/at").asText()));
        }
        if (call.has("fallbackOn")) {
            remarks.add("creates without a stream after " + codes(words(call.get("fallbackOn"))));
        }
        if (call.has("idempotency")) {
            remarks.add("safe to repeat with the same id for "
                    + call.at("/idempotency/for").asText());
        }
        if (call.has("replays")) {
            remarks.add(
                    call.get("replays").asText().equals("all")
                            ? "begins with the first event each time"
                            : "begins with the next event");
        }
        if (call.has("resumes")) {
            remarks.add("resumes after the last event received");
        }
        if (call.path("repeatable").asBoolean()) {
            remarks.add("safe to repeat");
        }
        return String.join("; ", remarks);
    }

    private static Table parameters(JsonNode descriptor) {
        JsonNode request = descriptor.get("request");
        Table table = new Table("~,~,~,~", "Parameter", "Type", "Path in the request", "Remarks");
        Set<String> names = new LinkedHashSet<>();
        for (String part : new String[] {"types", "paramPaths", "defaults"}) {
            request.path(part).fieldNames().forEachRemaining(names::add);
        }
        Set<String> required = words(request.path("required"));
        names.addAll(required);
        String below = request.path("params").asText();
        for (String name : names) {
            table.row(
                    Table.code("param." + name),
                    request.at("/types/" + name).asText("auto"),
                    place(descriptor, name, request.at("/paramPaths/" + name).asText(below + "/" + name)),
                    (required.contains(name) ? "required" : "")
                            + (request.at("/defaults/" + name).isMissingNode()
                                    ? ""
                                    : Table.code(request.at("/defaults/" + name).asText()) + " unless set"));
        }
        return table;
    }

    /** Where a parameter travels: a create may put it elsewhere than in the body. */
    private static String place(JsonNode descriptor, String name, String path) {
        JsonNode create = descriptor.at("/operations/create");
        String variable = "{param." + name + "}";
        String[] call = create.path("call").asText().split("[?]", 2);
        if (call[0].contains(variable)) {
            return "the path of the URL";
        }
        return create.path("headers").properties().stream()
                .filter(header -> header.getValue().asText().contains(variable))
                .map(header -> "the header " + Table.code(header.getKey()))
                .findFirst()
                .orElse(call.length > 1 && call[1].contains(variable) ? "the query of the URL" : Table.code(path));
    }

    private static Table inputs(JsonNode descriptor) {
        Table table = new Table("~,~,~,~", "Role", "Path in the request", "How a file travels", "Limits");
        descriptor.at("/inputs/roles").properties().forEach(role -> {
            JsonNode input = role.getValue();
            JsonNode at = input.get("at");
            table.row(
                    Table.code(role.getKey()),
                    codes(at.isArray() ? words(at) : Set.of(at.asText())),
                    String.join(", ", forms(input.get("as"), descriptor.at("/inputs/upload"))),
                    String.join("; ", limits(input)));
        });
        return table;
    }

    private static List<String> forms(JsonNode as, JsonNode upload) {
        Set<String> names = new LinkedHashSet<>(words(as));
        if (as.isObject()) {
            names.clear();
            as.fieldNames().forEachRemaining(names::add);
        }
        return names.stream()
                .map(name -> switch (name) {
                    case "url" -> "URL";
                    case "dataUri" -> "data URI";
                    case "base64" -> "Base64";
                    case "part" -> "as a part of the form";
                    default -> "upload by " + Table.code(upload.get("call").asText());
                })
                .toList();
    }

    private static List<String> limits(JsonNode input) {
        List<String> limits = new ArrayList<>();
        if (input.has("types")) {
            limits.add(codes(words(input.get("types"))));
        }
        if (input.has("maxSize")) {
            limits.add("up to " + input.get("maxSize").asText());
        }
        if (input.has("maxInline")) {
            limits.add("up to " + input.get("maxInline").asText() + " within the request");
        }
        JsonNode at = input.get("at");
        if (input.has("max")) {
            limits.add(input.get("max").asText() + (input.get("max").asInt() == 1 ? " file" : " files"));
        } else if (!at.asText().endsWith("-")) {
            limits.add(at.isArray() ? at.size() + " files" : "1 file");
        }
        return limits;
    }

    private static Table statuses(JsonNode descriptor) {
        Table table = new Table("~,~", "Word of the provider", "Status");
        descriptor
                .path("status")
                .properties()
                .forEach(each ->
                        table.row(Table.code(each.getKey()), each.getValue().asText()));
        return table;
    }

    private static Table frames(JsonNode descriptor) {
        Table table = new Table("~,~,~", "Event of the provider", "Type", "Values read from it");
        descriptor.at("/stream/frames").properties().forEach(each -> {
            JsonNode rule = each.getValue();
            table.row(
                    Table.code(each.getKey()),
                    rule.isTextual() ? "ignored" : rule.path("type").asText("given by its status"),
                    Stream.of("data", "text", "reasoning", "toolCalls", "document", "usage", "finishReason", "error")
                            .filter(rule::has)
                            .map(Table::code)
                            .collect(Collectors.joining(", ")));
        });
        return table;
    }

    private static Table errors(JsonNode errors) {
        Table table = new Table("~,~,~", "Code or HTTP status", "Proves that nothing was created", "Retry may succeed");
        Set<String> rejections = words(errors.path("rejections"));
        Set<String> retryable = words(errors.path("retryable"));
        Stream.concat(rejections.stream(), retryable.stream())
                .distinct()
                .forEach(code -> table.row(
                        Table.code(code),
                        rejections.contains(code) || code.matches("4(?!08)\\d\\d") ? "yes" : "no",
                        retryable.contains(code) ? "yes" : "no"));
        return table;
    }

    private static Set<String> words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String codes(Collection<String> words) {
        return words.stream().map(Table::code).collect(Collectors.joining(", "));
    }
}
