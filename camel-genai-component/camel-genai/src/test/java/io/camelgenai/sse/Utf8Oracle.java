package io.camelgenai.sse;

/** The decoder of section 8.1.1 of the Encoding Standard, step by step as it stands there, without its byte order mark. */
final class Utf8Oracle {

    private final byte[] bytes;
    private final StringBuilder text = new StringBuilder();
    private int codePoint;
    private int bytesSeen;
    private int bytesNeeded;
    private int lowerBoundary = 0x80;
    private int upperBoundary = 0xBF;

    private Utf8Oracle(byte[] bytes) {
        this.bytes = bytes;
    }

    static String decode(byte[] bytes) {
        return new Utf8Oracle(bytes).decode();
    }

    private String decode() {
        for (byte b : bytes) {
            handle(b & 0xFF);
        }
        if (bytesNeeded != 0) {
            text.append('\uFFFD');
        }
        return text.toString();
    }

    private void handle(int b) {
        if (bytesNeeded == 0) {
            begin(b);
        } else if (b < lowerBoundary || b > upperBoundary) {
            reset();
            text.append('\uFFFD');
            handle(b);
        } else {
            lowerBoundary = 0x80;
            upperBoundary = 0xBF;
            codePoint = codePoint << 6 | b & 0x3F;
            bytesSeen++;
            if (bytesSeen == bytesNeeded) {
                text.appendCodePoint(codePoint);
                reset();
            }
        }
    }

    private void begin(int b) {
        if (b <= 0x7F) {
            text.append((char) b);
        } else if (b >= 0xC2 && b <= 0xDF) {
            bytesNeeded = 1;
            codePoint = b & 0x1F;
        } else if (b >= 0xE0 && b <= 0xEF) {
            lowerBoundary = b == 0xE0 ? 0xA0 : 0x80;
            upperBoundary = b == 0xED ? 0x9F : 0xBF;
            bytesNeeded = 2;
            codePoint = b & 0xF;
        } else if (b >= 0xF0 && b <= 0xF4) {
            lowerBoundary = b == 0xF0 ? 0x90 : 0x80;
            upperBoundary = b == 0xF4 ? 0x8F : 0xBF;
            bytesNeeded = 3;
            codePoint = b & 0x7;
        } else {
            text.append('\uFFFD');
        }
    }

    private void reset() {
        codePoint = bytesNeeded = bytesSeen = 0;
        lowerBoundary = 0x80;
        upperBoundary = 0xBF;
    }
}
