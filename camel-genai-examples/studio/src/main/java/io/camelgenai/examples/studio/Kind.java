package io.camelgenai.examples.studio;

/** What a model makes. */
enum Kind {
    PICTURE,
    VIDEO,
    SOUND,
    TEXT
}
