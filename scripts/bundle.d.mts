/** The repository's folder. */
export const ROOT: string;

/** Writes the suite as JavaScript into a folder. */
export function bundle(folder: string): Promise<void>;
