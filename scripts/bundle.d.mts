/** The repository's folder. */
export const ROOT: string;

/** Writes the suite as JavaScript into a folder. */
export function bundle(folder: string): Promise<void>;

/** Writes the suite's own tests as JavaScript into a folder. */
export function bundleTests(folder: string): Promise<void>;
