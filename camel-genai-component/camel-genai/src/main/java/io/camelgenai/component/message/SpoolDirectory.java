package io.camelgenai.component.message;

import java.io.File;
import java.nio.file.Path;
import org.apache.camel.Exchange;

/** Where temporary files are. */
public final class SpoolDirectory {

    private SpoolDirectory() {}

    /** Where Camel stores large bodies, if that is configured; otherwise where Java stores temporary files. */
    public static Path of(Exchange exchange) {
        File spool = exchange.getContext().getStreamCachingStrategy().getSpoolDirectory();
        return spool == null ? Path.of(System.getProperty("java.io.tmpdir")) : spool.toPath();
    }
}
