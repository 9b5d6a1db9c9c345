import { mkdirSync } from "node:fs";
import { startReferenceProgram } from "../src/cli/reference-program.ts";
import { ZITADEL_NAMES } from "../src/settings/table.ts";

/** Settings of a run. */
export type Env = Readonly<Record<string, string>>;

/** What a server is that a run treats as a real instance. */
export interface LiveServer {
  /** Names only the address, the certificate and an administrator: a run creates and removes its users. */
  readonly env: Env;
  /** Path of the PEM file with its certificate. */
  readonly ca: string;
}

/**
 * Does something beside a server in a process of its own, which answers as 4.0.0 does, over TLS. Its files go into the
 * folder; further arguments are those of `npm run reference`.
 */
export async function withLiveServer<Result>(
  folder: string,
  args: readonly string[],
  work: (server: LiveServer) => Promise<Result>,
): Promise<Result> {
  mkdirSync(folder, { recursive: true });
  const ca = `${folder}/ca.pem`;
  const program = await startReferenceProgram("--profile", "zitadel-4.0.0", "--tls", "--ca-out", ca, ...args);
  // A .env file may describe another instance: empty values unset its settings.
  const unset = Object.fromEntries(["TARGET", ...ZITADEL_NAMES].map((name) => [name, ""]));
  const env = { ...unset, PROVISIONING_JOURNAL: `${folder}/journals`, ...program.env };
  return work({ env, ca }).finally(() => program.stop());
}
