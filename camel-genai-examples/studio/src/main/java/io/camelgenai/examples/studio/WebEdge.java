package io.camelgenai.examples.studio;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the saved files, with ranges, so that a video seeks; and keeps other sites out. */
@Configuration(proxyBeanMethods = false)
class WebEdge implements WebMvcConfigurer {

    private final StudioProperties properties;

    WebEdge(StudioProperties properties) {
        this.properties = properties;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/files/**")
                .addResourceLocations(properties.files().toUri() + "/");
    }

    /**
     * A page of another site cannot submit anything here, which would be paid for, nor read anything through a name of its own that
     * leads to this address. A file that a provider sent runs no script.
     */
    @Component
    static class Guard extends OncePerRequestFilter {

        private static final String PAGE = "default-src 'self'; img-src 'self' blob:; object-src 'none';"
                + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        private static final String FILE = "default-src 'none'; sandbox";

        private final StudioProperties properties;

        Guard(StudioProperties properties) {
            this.properties = properties;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            boolean reads =
                    request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
            if (!properties.hosts().contains(request.getServerName()) || !(reads || isOwn(request))) {
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
                return;
            }
            boolean file = request.getServletPath().startsWith("/files/"); // decoded, as Spring MVC reads it
            response.setHeader("Content-Security-Policy", file ? FILE : PAGE);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Referrer-Policy", "no-referrer");
            chain.doFilter(request, response);
        }

        /** Whether a page of this site sends it, or no page. A browser without Sec-Fetch-Site sends the origin of the page. */
        private static boolean isOwn(HttpServletRequest request) {
            String site = request.getHeader("Sec-Fetch-Site");
            if (site != null) {
                return site.equals("same-origin") || site.equals("none");
            }
            String origin = request.getHeader("Origin");
            return origin == null || origin.replaceFirst("^https?://", "").equals(request.getHeader("Host"));
        }
    }
}
