package io.camelgenai.generation;

/** A generation became terminal without its result. */
public class GenerationFailedException extends GenAiException {

    private static final long serialVersionUID = 1L;

    private final SerializableGeneration generation;

    /** @param generation its terminal state */
    public GenerationFailedException(Generation generation) {
        super(describe(generation), Where.generation(generation.provider(), generation.id()), null);
        this.generation = new SerializableGeneration(generation);
    }

    /** The terminal state, with a partial result if there is one. */
    public Generation getGeneration() {
        return generation.get();
    }

    private static String describe(Generation generation) {
        String what =
                "Generation " + generation.id() + " of " + generation.provider() + " ended as " + generation.status();
        GenerationError error = generation.error();
        if (error == null) {
            return what;
        }
        String code = Printable.of(error.code());
        String message = Printable.of(error.message());
        if (code == null || message == null) {
            return what + ": " + (code == null ? message : code);
        }
        return what + ": " + code + " (" + message + ")";
    }
}
