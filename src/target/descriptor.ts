import type { TokenName } from "../contract/case.ts";
import type { ClientCertificate, ProxyServer } from "../transports/transport.ts";
import type { Capabilities } from "./capabilities.ts";
import type { Access, ProvisioningHandle, TokenSettings } from "./access.ts";
import type { Front } from "./front.ts";

/** What kind of thing answers: documented examples, the embedded server, a recorded release, a real instance. */
export type TargetKind = "prism" | "reference" | "recording" | "live";

/** A metadata entry that the user is known to have. */
export interface StoredEntry {
  readonly key: string;
  /** Standard base64, or null when only the key is known. */
  readonly value: string | null;
}

/** The network between this machine and a live target. */
export interface Network {
  readonly clientCertificate?: ClientCertificate;
  readonly proxy?: ProxyServer;
  /** Most requests per second. */
  readonly maxPerSecond?: number;
  /** Milliseconds that one request may wait in total when the target throttles it. */
  readonly retryAfterLimit: number;
}

/**
 * Everything that a run knows about its target. Plain data, so that the process that opened the target can pass it to
 * the processes that run the tests. It holds tokens, so it stays in memory and is never written to a file.
 */
export interface TargetDescriptor {
  /** Name of the target in reports. What it can do is in its capabilities. */
  readonly kind: TargetKind;
  readonly capabilities: Capabilities;
  /** http or https, with or without a path, without a trailing slash. */
  readonly baseUrl: string;
  /** Release such as `4.0.0`, when known. It decides which known deviations apply. */
  readonly vendorVersion?: string;
  readonly tokens: Readonly<Partial<Record<TokenName, string>>>;
  /** Tokens that may not be what they are named for, each with the sentence that blocks the cases that need it. */
  readonly unproven?: Readonly<Partial<Record<TokenName, string>>>;
  /** A key that the user has: `{key}` in a case. */
  readonly key: string;
  /** A key that nobody has: `{missing}` in a case. */
  readonly missingKey: string;
  /** Id of the organisation to which the users belong; absent where it is not known. */
  readonly organisation?: string;
  /** Entries of the user `subject`. */
  readonly stored: readonly StoredEntry[];
  /** Entries of the user `other`. */
  readonly storedByOther: readonly StoredEntry[];
  /** True when the users have nothing but `stored`, so that any other key is missing. */
  readonly complete: boolean;
  /** When a recording was made, in milliseconds since the Unix epoch. Replaces the current time. */
  readonly recordedAt?: number;
  /** PEM certificates to trust besides the system's. */
  readonly ca?: string;
  /** Of a live target only: an embedded one has no network before it. */
  readonly network?: Network;
  /** Milliseconds that one request may take. */
  readonly timeout: number;
  /** Name of the environment, such as `staging`, when it has one. */
  readonly environment?: string;
  /** How the user `subject` gets new tokens, when the first one may expire during the run. */
  readonly access?: Access;
  /** Where the run gets tokens, if it gets any. */
  readonly tokenSettings?: TokenSettings;
  /** Milliseconds until a change must be visible; 10,000 when absent. */
  readonly projectionTimeout?: number;
  /** Absent where the run must not change anything. */
  readonly provisioning?: ProvisioningHandle;
  /** Of a live target only: what the preflight learned about what answers. */
  readonly front?: Front;
  /**
   * Milliseconds by which the server's clock is ahead of this machine's, from the Date of its answers. Null where no
   * answer of a live target has a Date, absent where the server runs on this machine.
   */
  readonly clockAhead?: number | null;
  /** What preparing the target showed, one sentence each. */
  readonly notes?: readonly string[];
}

/** A target that this process opened and must close. */
export interface OpenTarget {
  readonly descriptor: TargetDescriptor;
  readonly close: () => Promise<void>;
}

/** Time limit of a request to an embedded target, in milliseconds: slow only on a loaded machine. */
export const EMBEDDED_TIMEOUT = 60_000;

/** Header by which the recording server marks a request that the recording does not hold. */
export const NOT_RECORDED_HEADER = "x-conformance-not-recorded";
