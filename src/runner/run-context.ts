import { gunzipSync, gzipSync } from "node:zlib";
import type { KnownDeviation } from "./known-deviations.ts";
import { secretsOfAccess } from "../target/access.ts";
import type { BlockedTransports } from "./blocked-transports.ts";
import type { RetryStatistics } from "./http/retry-statistics.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { networkSecrets } from "../target/network-secrets.ts";

/** What the processes of one run share. */
export interface RunContext {
  readonly descriptor: TargetDescriptor;
  /** Transports that the preflight found cannot run, each with its sentence. */
  readonly blocked: BlockedTransports;
  /** A deviation fails too. */
  readonly strict: boolean;
  readonly known: readonly KnownDeviation[];
  /** What it took to get answers before the first case. */
  readonly before?: RetryStatistics;
}

type Env = Readonly<Record<string, string | undefined>>;

const NAME = "CONFORMANCE_CONTEXT";

/** Linux takes no more than 128 KiB in one variable, and the stored values alone may have more. */
const CHUNK = 100_000;

/** A run's context as environment variables: in memory only, as the descriptor holds tokens. */
export function contextToEnv(context: RunContext): Record<string, string> {
  const text = gzipSync(JSON.stringify(context)).toString("base64");
  const count = Math.ceil(text.length / CHUNK);
  const chunks = Array.from({ length: count }, (_, at) => text.slice(at * CHUNK, (at + 1) * CHUNK));
  return { [NAME]: String(count), ...Object.fromEntries(chunks.map((chunk, at) => [`${NAME}_${String(at)}`, chunk])) };
}

/** The context that another process of this run left in the environment; undefined when there is none. */
export function contextFromEnv(env: Env): RunContext | undefined {
  const count = env[NAME];
  if (count === undefined) return undefined;
  const text = Array.from({ length: Number(count) }, (_, at) => env[`${NAME}_${String(at)}`] ?? "").join("");
  const context: unknown = JSON.parse(gunzipSync(Buffer.from(text, "base64")).toString("utf8"));
  return context as RunContext;
}

/** Every secret that the descriptor holds. */
export function secretsOf({ tokens, access, provisioning, network }: TargetDescriptor): string[] {
  const accesses = [access, provisioning?.access].filter((each) => each !== undefined);
  return [...Object.values(tokens), ...accesses.flatMap(secretsOfAccess), ...networkSecrets(network)];
}
