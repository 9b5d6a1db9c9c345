/** The repository's folder. */
export const ROOT: string;

/** Writes the suite as JavaScript into a folder. */
export function bundle(folder: string): Promise<void>;

/** Writes the suite as JavaScript into a folder, to run here: some of what comes from npm is joined too. */
export function bundleCommands(folder: string): Promise<void>;

/** Writes the suite's own tests as JavaScript into a folder. */
export function bundleTests(folder: string): Promise<void>;
