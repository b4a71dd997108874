package io.camelgenai.provider;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A call that takes the place of a create for models whose name has a certain form.
 *
 * @param form the form of the whole name
 * @param groups the names of its groups, which are variables of the call
 * @param call the call
 */
record ModelCall(Pattern form, Set<String> groups, CallTemplate call) {

    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z]\\w*)>");

    ModelCall {
        groups = Set.copyOf(groups);
    }

    /** @param headers those of the create, which these calls have too */
    static List<ModelCall> all(DescriptorSection create, Map<String, String> headers) {
        DescriptorValue list = create.optional("forModels");
        return list == null
                ? List.of()
                : list.elements().stream()
                        .map(each -> each.section(call -> read(call, headers)))
                        .toList();
    }

    /** The first call for a model. */
    static Optional<ModelCall> of(List<ModelCall> calls, @Nullable String model) {
        return calls.isEmpty()
                ? Optional.empty()
                : calls.stream().filter(each -> each.isFor(model)).findFirst();
    }

    private static ModelCall read(DescriptorSection section, Map<String, String> headers) {
        Pattern form = form(section);
        Set<String> groups = new LinkedHashSet<>();
        GROUP.matcher(form.pattern()).results().forEach(group -> groups.add(group.group(1)));
        CallTemplate call = CallReader.create(section, groups);
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(call.headers());
        return new ModelCall(form, groups, call.withHeaders(all));
    }

    private static Pattern form(DescriptorSection section) {
        String form = section.text("models");
        try {
            return Pattern.compile(form);
        } catch (PatternSyntaxException e) {
            throw section.problem("models", "'" + form + "' is not a regular expression: " + e.getDescription());
        }
    }

    private boolean isFor(@Nullable String model) {
        return model != null && form.matcher(model).matches();
    }

    /** The parts of the name that the call uses. */
    Map<String, String> variables(String model) {
        Map<String, String> variables = new LinkedHashMap<>();
        Matcher matcher = form.matcher(model);
        if (matcher.matches()) {
            groups.stream()
                    .filter(name -> matcher.group(name) != null)
                    .forEach(name -> variables.put(name, matcher.group(name)));
        }
        return variables;
    }
}
