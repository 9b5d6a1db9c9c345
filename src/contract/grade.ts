/**
 * How a client of the vendor feels a difference between two releases: `breaking` what it relies on is gone or different,
 * `risky` what some clients or their surroundings rely on, `compatible` an addition or a failure that became conformant,
 * `cosmetic` what no client can rely on.
 */
export type Grade = "breaking" | "risky" | "compatible" | "cosmetic";

/** Every grade, the worst first. */
export const GRADES: readonly Grade[] = ["breaking", "risky", "compatible", "cosmetic"];
