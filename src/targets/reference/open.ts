import type { OpenTarget, StoredEntry, TargetFacts } from "../../engine/target.ts";
import { SettingError } from "../setting-error.ts";
import { demoState, type Demo } from "./demo-state.ts";
import { startReference, type ReferenceServer } from "./server.ts";
import type { User } from "./state.ts";

/** A reference server as a target, open for behaviours. */
export interface OpenReference extends OpenTarget {
  readonly server: ReferenceServer;
}

/** Starts the reference server with its demo users. Throws a SettingError when the port is taken. */
export async function openReference(port = 0, tls = false): Promise<OpenReference> {
  const demo = demoState();
  const server = await startReference({ state: demo.state, port, tls }).catch((error: unknown) => {
    throw portTaken(error, port);
  });
  return { server, facts: factsOf(server, demo), close: () => server.close() };
}

function portTaken(error: unknown, port: number): unknown {
  const taken = error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES");
  if (!taken) return error;
  return new SettingError(
    "REFERENCE_PORT",
    `The port ${String(port)} cannot be used (${String(error.code)}): give another one in REFERENCE_PORT or after --port, or none for a free one.`,
  );
}

/** What a run must know about a reference server. */
function factsOf(server: ReferenceServer, { subject, other, tokens }: Demo): TargetFacts {
  return {
    kind: "reference",
    baseUrl: server.url,
    tokens,
    key: "key1",
    missingKey: "no-such-key",
    stored: entriesOf(subject),
    storedByOther: entriesOf(other),
    complete: true,
    throwaway: true,
    ...(server.ca === undefined ? {} : { ca: server.ca }),
    timeout: 10_000,
  };
}

function entriesOf({ entries }: User): StoredEntry[] {
  return [...entries.values()].map(({ key, value }) => ({ key, value: value.toString("base64") }));
}
