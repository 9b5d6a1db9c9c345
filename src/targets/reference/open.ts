import type { OpenTarget, StoredEntry, TargetFacts } from "../../engine/target.ts";
import { SettingError } from "../setting-error.ts";
import { demoState, type Demo } from "./demo-state.ts";
import type { Profile } from "./profiles/profile.ts";
import { startReference, type ReferenceServer } from "./server.ts";
import type { User } from "./state.ts";

/** A reference server as a target, open for behaviours. */
export interface OpenReference extends OpenTarget {
  readonly server: ReferenceServer;
}

/** How to open a reference server; all of it may be left out. */
export interface OpenReferenceOptions {
  /** 0 takes a free one. */
  readonly port?: number;
  readonly tls?: boolean;
  /** PEM: with TLS, clients must show a certificate of this authority. */
  readonly clientCa?: string;
  /** Makes the server answer as one real release does. */
  readonly profile?: Profile;
}

/** Starts the reference server with its demo users. Throws a SettingError when the port is taken. */
export async function openReference(options: OpenReferenceOptions = {}): Promise<OpenReference> {
  const { port = 0, tls = false, clientCa, profile } = options;
  const demo = demoState();
  const server = await startReference({ state: demo.state, port, tls, clientCa }).catch((error: unknown) => {
    throw portTaken(error, port);
  });
  if (profile === undefined) return { server, facts: factsOf(server, demo), close: () => server.close() };
  server.setBehaviours(profile.behaviours);
  const facts = { ...factsOf(server, demo), vendorVersion: profile.version };
  return { server, facts, close: () => server.close() };
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
