/**
 * Milliseconds that a test waits for an expected answer: enough for any loaded machine. Only a test of a time-out uses
 * a shorter limit.
 */
export const ENOUGH_TIME = 60_000;
