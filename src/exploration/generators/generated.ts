import type { Case, CaseRequest, Expectation } from "../../contract/case.ts";
import type { Group } from "../../contract/requirement.ts";
import type { RequirementId } from "../../contract/requirements/index.ts";
import type { Transport } from "../../contract/transport.ts";

/** A generated case, and the transport that it goes over. */
export interface Generated {
  readonly testCase: Case;
  readonly transport: Transport;
}

/** What a generator decides of a case that sends one request. */
export interface Parts {
  readonly group: Group;
  readonly name: string;
  readonly title: string;
  readonly transport: Transport;
  readonly request: CaseRequest;
  readonly expect: Expectation;
  readonly requirements: readonly RequirementId[];
}

/** A case of one request, judged by the checks of its requirements as every other case is. */
export function single(parts: Parts): Generated {
  return { testCase: { ...base(parts), kind: "single" }, transport: parts.transport };
}

/** The same request, and a second one after it. */
export function pair(parts: Parts, then: CaseRequest): Generated {
  return { testCase: { ...base(parts), kind: "pair", then }, transport: parts.transport };
}

/** The same request over two transports. */
export function parity(parts: Parts): Generated {
  return { testCase: { ...base(parts), kind: "parity" }, transport: parts.transport };
}

/** What every kind of case has. */
export function base({ group, name, title, transport, request, expect, requirements }: Parts) {
  const unique = [...new Set(requirements)];
  return { id: `explore/${name}`, title, group, transports: [transport], request, expect, requirements: unique };
}
