import type { Transport } from "../../src/contract/transport.ts";
import type { Exchange, HeaderList } from "../../src/protocol/exchange.ts";
import { statementTarget, type StatementHead } from "../../src/report/conformance.ts";
import { NO_RETRIES } from "../../src/runner/http/retry-statistics.ts";
import type { CaseRun, Row, Verdict } from "../../src/runner/result.ts";
import { READ_ONLY } from "../../src/target/capabilities.ts";
import type { TargetDescriptor } from "../../src/target/descriptor.ts";

/** A token like those of a real server. */
export const TOKEN = "kQ7x_9fJ2mZ0aBcDeFgHiJkLmNoPqRsTuVwXyZ-0123456789";

/** Descriptor of a live target under a path. */
export const FACTS: TargetDescriptor = {
  kind: "live",
  baseUrl: "https://example.zitadel.cloud/api",
  vendorVersion: "4.0.0",
  tokens: { subject: TOKEN },
  key: "key1",
  missingKey: "no-such-key",
  stored: [{ key: "key1", value: null }],
  storedByOther: [],
  complete: false,
  capabilities: READ_ONLY,
  timeout: 10_000,
};

/** An exchange with these parts; the rest is the documented GET with an answer of 200. */
export function exchange(parts: {
  readonly transport?: Transport;
  readonly method?: string;
  readonly path?: string;
  readonly httpVersion?: "1.1" | "2.0";
  readonly sent?: HeaderList;
  readonly sentBody?: Uint8Array;
  readonly received?: HeaderList;
  readonly body?: Uint8Array;
}): Exchange {
  const httpVersion = parts.httpVersion ?? "1.1";
  return {
    transport: parts.transport ?? "rest",
    request: {
      httpVersion,
      method: parts.method ?? "GET",
      path: parts.path ?? "/api/auth/v1/users/me/metadata/key1",
      headers: parts.sent ?? [["authorization", `Bearer ${TOKEN}`]],
      body: parts.sentBody ?? new Uint8Array(),
    },
    response: {
      httpVersion,
      status: 200,
      headers: parts.received ?? [["content-type", "application/json"]],
      trailers: [],
      body: parts.body ?? Buffer.from("{}"),
      incomplete: false,
    },
    startedAt: 1000.4,
    duration: 12.3,
  };
}

/** A row with this verdict. */
export function row(verdict: Verdict, parts: Partial<Row> = {}): Row {
  return {
    case: "success/text",
    requirement: "GMM-0101",
    level: "MUST",
    transport: "rest",
    verdict,
    violations: [],
    ...parts,
  };
}

/** A run of one case over REST. */
export function caseRun(rows: readonly Row[], exchanges: readonly Exchange[] = [exchange({})]): CaseRun {
  return { case: "success/text", transport: "rest", rows, exchanges, ...NO_RETRIES };
}

/** What a statement says beside its rows. */
export const HEAD: StatementHead = {
  suite: { version: "1.0.0", contract: "the documents" },
  target: statementTarget(FACTS),
  plan: { shard: null, filters: [], strict: false, tests: { planned: 1, ran: 1 } },
  runs: [
    {
      id: "a-run",
      shard: null,
      startedAt: "2026-11-23T20:00:00.000Z",
      durationMs: 61_000,
      node: "v20.19.0",
      os: "Linux 6.1 x64",
      clockAheadMs: 2000,
    },
  ],
};
