import fc from "fast-check";
import { ALWAYS, ERROR } from "../../cases/requirement-sets.ts";
import type { Expectation } from "../../contract/case.ts";
import type { RequirementId } from "../../contract/requirements/index.ts";
import { choice, seldom } from "./choice.ts";
import { pair, single, type Generated, type Parts } from "./generated.ts";

const fields = seldom(
  3,
  fc.constantFrom<Readonly<Record<string, string>>>(
    { accept: "application/json" },
    { "accept-language": "de" },
    { "x-explore": "1" },
  ),
);

/** Methods that change nothing. */
export const READS = ["HEAD", "OPTIONS"] as const;
/** Methods that a server must refuse, and might not. */
export const CHANGES = ["POST", "PUT", "PATCH", "DELETE"] as const;

/** A method other than GET with what is sent beside it. */
interface Method {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly http2?: boolean;
  /** Sent with a bad token; only HEAD, which must then be refused as GET is. */
  readonly isBad?: boolean;
}

/** Methods other than GET, only on the plain key that the guard lets them go to. */
export function methods(names: readonly string[]): fc.Arbitrary<Generated> {
  const http2 = choice([6, fc.constant(false)], [1, fc.constant(true)]);
  const isBad = choice([4, fc.constant(false)], [1, fc.constant(true)]);
  return fc.record({ method: fc.constantFrom(...names), headers: fields, http2, isBad }).map(methodTest);
}

/** The test of one method: where it must be refused, the entry is read after it. */
export function methodTest({ method, headers, http2 = false, isBad = false }: Method): Generated {
  const rest = {
    method,
    ...(headers === undefined ? {} : { headers }),
    ...(http2 ? ({ httpVersion: "2.0" } as const) : {}),
  };
  if (isBad && method === "HEAD")
    return single({ ...BAD_HEAD, request: { key: "{key}", credential: "garbage", rest } });
  const parts = { ...partsOf(method), request: { key: "{key}", credential: "subject", rest } as const };
  return parts.expect.kind === "method-refused" ? pair(parts, { key: "{key}", credential: "subject" }) : single(parts);
}

function partsOf(method: string): Omit<Parts, "request"> {
  if (method === "HEAD") return about({ kind: "head" }, ["GMM-0703", "GMM-0704", "GMM-0702", "GMM-0708", ...ALWAYS]);
  if (method === "OPTIONS") return about({ kind: "open" }, ["GMM-0707", "GMM-0702", "GMM-0708", ...ALWAYS]);
  return about({ kind: "method-refused" }, ["GMM-0701", "GMM-0702", "GMM-0705", "GMM-0708", ...ERROR]);
}

const BAD_HEAD = about({ kind: "error", codes: ["UNAUTHENTICATED"], statuses: [401, 405, 501] }, [
  ...(["GMM-0709", "GMM-0702", "GMM-0708"] as const),
  ...ALWAYS,
]);

function about(expect: Expectation, requirements: readonly RequirementId[]): Omit<Parts, "request"> {
  const title = "A method is refused, or changes nothing";
  return { group: "methods", name: "method", title, transport: "rest", expect, requirements };
}
