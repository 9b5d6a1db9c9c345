/**
 * Milliseconds that a test waits for an answer where it expects one: more than any loaded machine needs. A shorter limit is only
 * for a test in which it must pass.
 */
export const ENOUGH_TIME = 60_000;
