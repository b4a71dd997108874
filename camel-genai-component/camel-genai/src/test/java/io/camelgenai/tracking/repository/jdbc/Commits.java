package io.camelgenai.tracking.repository.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** A database with an interceptor around each of its commits. It cannot be canceled: the network is slower. */
public final class Commits {

    private static final Set<String> EXECUTIONS = Set.of("executeUpdate", "executeQuery");

    private Commits() {}

    /** Is called in place of a commit. */
    public interface Interceptor {

        /** @param statements the statements of the transaction */
        Object around(List<String> statements, Callable<Object> commit) throws Exception;
    }

    public static DataSource intercepted(DataSource real, Interceptor interceptor) {
        return proxy(DataSource.class, (method, arguments) -> {
            Object answer = invoke(method, real, arguments);
            return answer instanceof Connection connection ? connection(connection, interceptor) : answer;
        });
    }

    private static Connection connection(Connection real, Interceptor interceptor) {
        List<String> statements = new CopyOnWriteArrayList<>();
        return proxy(Connection.class, (method, arguments) -> {
            switch (method.getName()) {
                case "abort":
                    return null;
                case "commit":
                    List<String> all = List.copyOf(statements);
                    statements.clear();
                    return interceptor.around(all, () -> invoke(method, real, arguments));
                case "prepareStatement":
                    String sql = (String) arguments[0];
                    statements.add(sql);
                    return statement((PreparedStatement) invoke(method, real, arguments), real, sql, interceptor);
                default:
                    return invoke(method, real, arguments);
            }
        });
    }

    private static PreparedStatement statement(
            PreparedStatement real, Connection connection, String sql, Interceptor interceptor) {
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (method.getName().equals("cancel")) {
                return null;
            }
            return EXECUTIONS.contains(method.getName()) && connection.getAutoCommit()
                    ? interceptor.around(List.of(sql), () -> invoke(method, real, arguments))
                    : invoke(method, real, arguments);
        });
    }

    private interface Call {
        Object invoke(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                Commits.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.invoke(method, arguments)));
    }

    private static Object invoke(Method method, Object real, Object[] arguments) throws Exception {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw e;
        }
    }
}
