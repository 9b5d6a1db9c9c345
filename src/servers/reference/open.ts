import { SettingError } from "../../errors.ts";
import { EMBEDDED } from "../../target/capabilities.ts";
import { EMBEDDED_TIMEOUT, type OpenTarget, type StoredEntry, type TargetDescriptor } from "../../target/descriptor.ts";
import { demoState, type Demo } from "./demo-state.ts";
import type { Role } from "./model.ts";
import type { Profile } from "./profiles/profile.ts";
import { startReference, type ReferenceServer } from "./server.ts";
import type { User } from "./state.ts";
import { codeOf } from "../../util/code-of.ts";

/** A reference server as a target that accepts behaviours. */
export interface OpenReference extends OpenTarget {
  readonly server: ReferenceServer;
  /** Token of a demo user who may manage the others. */
  readonly adminToken: string;
}

/** How to open a reference server; everything is optional. */
export interface OpenReferenceOptions {
  /** 0 chooses a free one. */
  readonly port?: number;
  readonly tls?: boolean;
  /** Local address or host name to listen on; 127.0.0.1 by default. */
  readonly host?: string;
  /** Milliseconds that reads lag behind writes of the management API; 0 by default. */
  readonly projectionDelay?: number;
  /** Milliseconds since the Unix epoch; the system's clock by default. */
  readonly now?: () => number;
  /** PEM: with TLS, clients must present a certificate of this authority. */
  readonly clientCa?: string;
  /** Makes the server answer as one real release does. */
  readonly profile?: Profile;
  /** The administrator's role; IAM_OWNER by default. */
  readonly adminRole?: Role;
}

/** Starts the reference server with its demo users. Throws a SettingError when it cannot listen there. */
export async function openReference(options: OpenReferenceOptions = {}): Promise<OpenReference> {
  const { port = 0, tls = false, host = "127.0.0.1", clientCa, profile } = options;
  const { projectionDelay = 0, now = Date.now, adminRole = "IAM_OWNER" } = options;
  const demo = demoState({ projectionDelay, now, adminRole });
  const server = await startReference({ state: demo.state, port, tls, host, clientCa }).catch((error: unknown) => {
    throw whyNotListening(error, port, host);
  });
  if (profile !== undefined) server.setBehaviours(profile.behaviours);
  const version = profile === undefined ? {} : { vendorVersion: profile.version };
  const descriptor = { ...descriptorOf(server, demo), ...version };
  return { server, descriptor, adminToken: demo.adminToken, close: () => server.close() };
}

function whyNotListening(error: unknown, port: number, host: string): unknown {
  const code = codeOf(error) ?? "";
  if (["EADDRINUSE", "EACCES"].includes(code)) {
    return new SettingError(
      "REFERENCE_PORT",
      `The port ${String(port)} cannot be used (${code}): set REFERENCE_PORT or --port to another port, or leave it out for a free one.`,
    );
  }
  if (!["EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN", "EAFNOSUPPORT", "EINVAL"].includes(code)) return error;
  return new SettingError(
    "--host",
    `The host ${host} cannot be listened on (${code}): set --host to an address of this machine, or leave it out for 127.0.0.1.`,
  );
}

/** The target descriptor of a reference server. */
function descriptorOf(server: ReferenceServer, { subject, other, tokens, adminToken }: Demo): TargetDescriptor {
  return {
    kind: "reference",
    capabilities: EMBEDDED,
    baseUrl: server.url,
    tokens,
    key: "key1",
    missingKey: "no-such-key",
    organisation: subject.organisation,
    stored: entriesOf(subject),
    storedByOther: entriesOf(other),
    complete: true,
    ...(server.ca === undefined ? {} : { ca: server.ca }),
    timeout: EMBEDDED_TIMEOUT,
    // The server ends with the run, and so do its users.
    provisioning: { access: { kind: "token", token: adminToken }, subjectId: subject.id, names: "demo", journal: null },
  };
}

function entriesOf({ entries }: User): StoredEntry[] {
  return [...entries.values()].map(({ key, value }) => ({ key, value: value.toString("base64") }));
}
