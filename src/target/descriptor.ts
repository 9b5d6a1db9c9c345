import type { TokenName } from "../contract/case.ts";
import type { ClientCertificate, ProxyServer } from "../transports/transport.ts";
import type { Capabilities } from "./capabilities.ts";
import type { Access, ProvisioningHandle, TokenSettings } from "./access.ts";
import type { Front } from "./front.ts";

/** What kind of thing answers: documented examples, the embedded server, a recorded release, a real instance. */
export type TargetKind = "prism" | "reference" | "recording" | "live";

/** One metadata entry that the target's user is known to hold. */
export interface StoredEntry {
  readonly key: string;
  /** Standard base64, or null when only the key is known. */
  readonly value: string | null;
}

/** What lies between this machine and a live target. */
export interface Network {
  readonly clientCertificate?: ClientCertificate;
  readonly proxy?: ProxyServer;
  /** Requests a second that the run may send. */
  readonly maxPerSecond?: number;
  /** Milliseconds that one request may wait in all when the target asks to wait. */
  readonly retryAfterLimit: number;
}

/**
 * All that a run must know about its target. Plain data, so that the process that opened the target can hand it to
 * the processes that run the tests. Holds tokens: it is passed in memory and never written to a file.
 */
export interface TargetDescriptor {
  /** What the target is called in reports; what it can do is in its capabilities. */
  readonly kind: TargetKind;
  readonly capabilities: Capabilities;
  /** http or https, with or without a path, without a slash at its end. */
  readonly baseUrl: string;
  /** Release such as `4.0.0`, when known: known deviations apply by it. */
  readonly vendorVersion?: string;
  readonly tokens: Readonly<Partial<Record<TokenName, string>>>;
  /** The key that the user is known to have: what `{key}` stands for in a case. */
  readonly key: string;
  /** A key that nobody has: what `{missing}` stands for. */
  readonly missingKey: string;
  /** What the user `subject` holds. */
  readonly stored: readonly StoredEntry[];
  /** What the user `other` holds. */
  readonly storedByOther: readonly StoredEntry[];
  /** True when `stored` is all that the users hold, so that any other key is known to be missing. */
  readonly complete: boolean;
  /** When a recording was made, in milliseconds since the Unix epoch; stands in for now. */
  readonly recordedAt?: number;
  /** PEM certificates to trust beside the system's. */
  readonly ca?: string;
  /** Of a live target only: nothing lies before an embedded one. */
  readonly network?: Network;
  /** Milliseconds that one request may take. */
  readonly timeout: number;
  /** Name of the environment, such as `staging`, when it has one. */
  readonly environment?: string;
  /** How the user `subject` gets new tokens, when the first one may end within the run. */
  readonly access?: Access;
  /** Where tokens are got, when some are. */
  readonly tokenSettings?: TokenSettings;
  /** Milliseconds that a change may take to show; 10,000 when it is absent. */
  readonly projectionTimeout?: number;
  /** Absent where the run may change nothing. */
  readonly provisioning?: ProvisioningHandle;
  /** Of a live target only: what the preflight learned of who answers. */
  readonly front?: Front;
  /**
   * Milliseconds by which the server's clock is ahead of this machine's, by the Date of its answers. Null where no answer
   * of a live target has one, and absent where both are on this machine.
   */
  readonly clockAhead?: number | null;
  /** What preparing the target showed, a sentence each. */
  readonly notes?: readonly string[];
}

/** A target that this process opened and must close. */
export interface OpenTarget {
  readonly descriptor: TargetDescriptor;
  readonly close: () => Promise<void>;
}

/** Milliseconds that one request to an embedded target may take: it answers at once, unless the machine is loaded. */
export const EMBEDDED_TIMEOUT = 60_000;

/** Header with which the recording server says that the recording does not hold a request. */
export const NOT_RECORDED_HEADER = "x-conformance-not-recorded";
