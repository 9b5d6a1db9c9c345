/**
 * How a difference between two releases affects clients: `breaking` when something that they rely on is gone or
 * different, `risky` when some clients or their infrastructure rely on it, `compatible` for an addition or a fixed
 * failure, `cosmetic` for what no client can rely on.
 */
export type Grade = "breaking" | "risky" | "compatible" | "cosmetic";

/** Every grade, the worst first. */
export const GRADES: readonly Grade[] = ["breaking", "risky", "compatible", "cosmetic"];
