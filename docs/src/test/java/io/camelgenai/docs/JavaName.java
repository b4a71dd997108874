package io.camelgenai.docs;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A name that the sources of this repository declare.
 *
 * @param file the file of the declaration
 * @param name a type, method, field, parameter or variable
 * @param isType whether it is a type
 */
record JavaName(String file, String name, boolean isType) {

    private static final Path REPOSITORY = Path.of("..");

    /** Every declared name of every module, without generated sources. */
    static List<JavaName> inRepository() {
        List<JavaName> names = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    problem -> {},
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources()));
            for (CompilationUnitTree each : task.parse()) {
                new Declarations(
                                Path.of(each.getSourceFile().toUri())
                                        .getFileName()
                                        .toString(),
                                names)
                        .scan(each, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    /** The Java files of all modules, without generated ones. */
    static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(REPOSITORY)) {
            return files.filter(each -> each.toString().endsWith(".java"))
                    .filter(each -> !each.toString().replace('\\', '/').matches(".*/(target|generated)/.*"))
                    .filter(each -> !each.endsWith("package-info.java"))
                    .toList();
        }
    }

    /** The words of the name, in lower case. */
    List<String> parts() {
        return Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_"))
                .filter(each -> !each.isEmpty())
                .map(each -> each.toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    public String toString() {
        return name + " in " + file;
    }

    /** Collects the declarations of a file. Not safe for use by several threads. */
    private static final class Declarations extends TreeScanner<Void, Void> {

        private final String file;
        private final List<JavaName> names;

        Declarations(String file, List<JavaName> names) {
            this.file = file;
            this.names = names;
        }

        private void add(CharSequence name, boolean isType) {
            if (Character.isJavaIdentifierStart(name.length() == 0 ? ' ' : name.charAt(0)) && name.charAt(0) != '_') {
                names.add(new JavaName(file, name.toString(), isType));
            }
        }

        @Override
        public Void visitClass(ClassTree type, Void none) {
            add(type.getSimpleName(), true);
            return super.visitClass(type, none);
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            add(method.getName().contentEquals("<init>") ? "" : method.getName(), false);
            return super.visitMethod(method, none);
        }

        @Override
        public Void visitVariable(VariableTree variable, Void none) {
            add(variable.getName(), false);
            return super.visitVariable(variable, none);
        }
    }
}
