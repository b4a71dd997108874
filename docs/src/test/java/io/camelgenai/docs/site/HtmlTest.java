package io.camelgenai.docs.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import nu.validator.validation.SimpleDocumentValidator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** Every page is valid HTML. */
@Tag("rendered")
class HtmlTest {

    private static final String SCHEMA = "http://s.validator.nu/html5-all.rnc";

    /** Collects what the validator reports about one page. */
    private static final class ReportedErrors implements ErrorHandler {

        private final List<String> all = new ArrayList<>();

        @Override
        public void warning(SAXParseException warning) {
            all.add(warning.getLineNumber() + ": " + warning.getMessage());
        }

        @Override
        public void error(SAXParseException error) {
            warning(error);
        }

        @Override
        public void fatalError(SAXParseException error) {
            warning(error);
        }
    }

    @Test
    void everyPageIsValid() throws Exception {
        SimpleDocumentValidator validator = new SimpleDocumentValidator(false, false, false);
        List<String> errors = new ArrayList<>();
        ReportedErrors reported = new ReportedErrors();
        validator.setUpMainSchema(SCHEMA, reported);
        validator.setUpValidatorAndParsers(reported, false, false);

        RenderedSite.pages().forEach((name, html) -> {
            reported.all.clear();
            InputSource source = new InputSource(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
            source.setEncoding("UTF-8");
            try {
                validator.checkHtmlInputSource(source);
            } catch (Exception e) {
                throw new IllegalStateException(name, e);
            }
            reported.all.forEach(each -> errors.add(name + ":" + each));
        });

        assertThat(errors).isEmpty();
    }
}
