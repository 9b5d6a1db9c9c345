import fc from "fast-check";
import type { CaseRequest, Expectation } from "../../contract/case.ts";
import { TRANSPORTS, type Transport } from "../../contract/transport.ts";
import type { CodeName } from "../../contract/codes.ts";
import type { RequirementId } from "../../contract/requirements/index.ts";
import { EITHER } from "../../cases/requirement-sets.ts";
import { resolveKey } from "../../runner/keys.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import { expectedFor, type KeyExpectation } from "../expectation.ts";
import { choice, seldom } from "./choice.ts";
import { credentials, type Credentials } from "./credentials.ts";
import { harmlessFields, type Fields } from "./fields.ts";
import { pair, parity, single, type Generated, type Parts } from "./generated.ts";
import { anyKeys, storedKeys } from "./keys.ts";
import { spell, spellings } from "./spelling.ts";

/** What a generated read is made of. */
interface Choices {
  readonly key: string;
  readonly transport: Transport;
  readonly who: Credentials;
  readonly fields: Fields;
  /** Over REST and gRPC-Web; gRPC has no other version. */
  readonly http2: boolean;
  readonly query: string | undefined;
  readonly spelling: readonly number[] | undefined;
  /** Unknown fields of an RPC's message, in hexadecimal. */
  readonly unknownFields: string | undefined;
  readonly then: "nothing" | "again" | "other version" | "other transport";
}

/** A read of any key over some transports: the documented request with everything that must do no harm. */
export function requests(descriptor: TargetDescriptor, transports: readonly Transport[]): fc.Arbitrary<Generated> {
  return fc.oneof(...transports.map((transport) => requestsOver(transport, descriptor)));
}

function requestsOver(transport: Transport, descriptor: TargetDescriptor): fc.Arbitrary<Generated> {
  const isRest = transport === "rest";
  const choices: fc.Arbitrary<Choices> = fc.record({
    key: choice([1, storedKeys(descriptor)], [1, anyKeys(descriptor)]),
    transport: fc.constant(transport),
    who: credentials(transport),
    fields: harmlessFields(transport),
    http2: transport === "grpc" ? fc.constant(false) : choice([9, fc.constant(false)], [1, fc.constant(true)]),
    query: isRest ? seldom(8, queries) : fc.constant(undefined),
    spelling: isRest ? seldom(5, spellings) : fc.constant(undefined),
    unknownFields: isRest ? fc.constant(undefined) : seldom(6, unknownFields),
    then: choice<Choices["then"]>(
      [5, fc.constant("nothing")],
      [1, fc.constantFrom("again", "other version")],
      [3, fc.constant("other transport")],
    ),
  });
  return choices.map((chosen) => compose(sendable(chosen), descriptor));
}

const words = fc.constantFrom("key", "KEY", "metadata.key", "x", "pretty", "alt", "fields", "user_id", "org");
const values = fc.constantFrom("other", "1", "", "%20", "key1", "..", "json");
const queries = fc
  .array(fc.tuple(words, values), { minLength: 1, maxLength: 3 })
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join("&"));

/** Fields that the message does not have: numbers from 2, of each wire type that has a length of its own. */
const unknownFields = choice(
  [2, fc.constant("7a0161")],
  [
    2,
    fc
      .record({ number: fc.integer({ min: 2, max: 15 }), bytes: fc.uint8Array({ maxLength: 20 }) })
      .map(({ number, bytes }) => Buffer.from([(number << 3) | 2, bytes.length, ...bytes]).toString("hex")),
  ],
  [1, fc.integer({ min: 2, max: 15 }).map((number) => Buffer.from([number << 3, 0x96, 0x01]).toString("hex"))],
  [1, fc.integer({ min: 2, max: 15 }).map((number) => Buffer.from([(number << 3) | 5, 1, 2, 3, 4]).toString("hex"))],
);

/** HTTP/2 does not allow a field value that ends in white space (RFC 9113 §8.2.1). */
function sendable(chosen: Choices): Choices {
  if (chosen.who.credential !== "empty-bearer") return chosen;
  return { ...chosen, http2: false, then: chosen.then === "other version" ? "again" : chosen.then };
}

function compose(chosen: Choices, descriptor: TargetDescriptor): Generated {
  const { transport, who, then } = chosen;
  const keyed = expectedFor(chosen.key, transport, descriptor);
  const expect = expectationOf(keyed, who);
  const request = requestOf(chosen, descriptor);
  const parts: Parts = {
    group: who.refusal === undefined ? "key-forms" : "bad-token",
    name: "request",
    title: "A read is answered as the requirements say",
    transport,
    request,
    expect,
    requirements: requirementsOf(chosen, keyed, expect),
  };
  if (who.credential === "other") {
    return pair({ ...parts, group: "bad-token" }, { key: chosen.key, credential: "subject" });
  }
  if (expect.kind === "open" || then === "nothing") return single(parts);
  if (then === "other transport") return withPeer(parts, chosen, descriptor);
  const isOther = then === "other version" && transport !== "grpc";
  const own: RequirementId = !isOther ? "GMM-0118" : transport === "rest" ? "GMM-0121" : "GMM-0822";
  return pair(
    { ...parts, requirements: [...parts.requirements, own] },
    isOther ? overVersion(request, transport, !chosen.http2) : request,
  );
}

/** Both transports must expect the same: no path carries some keys, and a client that accepts no JSON may get 406. */
function withPeer(parts: Parts, { key, fields, who }: Choices, descriptor: TargetDescriptor): Generated {
  const canCompare =
    fields.mayBeUnacceptable !== true &&
    // A content type belongs to its wire format.
    !(parts.transport === "grpc" && "content-type" in fields.headers) &&
    who.credential !== "in-query" &&
    who.credential !== "empty-bearer" &&
    TRANSPORTS.every((transport) => {
      const { expect } = expectedFor(key, transport, descriptor);
      return expect.kind !== "open" && !(expect.kind === "error" && expect.statuses !== undefined);
    });
  if (!canCompare || (parts.expect.kind === "error" && parts.expect.codes.length > 1)) return single(parts);
  const agree = ["GMM-0901", "GMM-0902", "GMM-0903", "GMM-0904", "GMM-0905"] as const;
  return parity({ ...parts, requirements: [...parts.requirements, ...agree] });
}

function expectationOf({ expect }: KeyExpectation, { refusal, credential }: Credentials): Expectation {
  if (expect.kind === "open") return expect;
  if (credential === "other") {
    return expect.kind === "error" && expect.codes.includes("INVALID_ARGUMENT")
      ? expect
      : { kind: "stored-or-missing" };
  }
  if (refusal === undefined) return expect;
  // Either check may come first where both the key and the credentials are bad.
  if (expect.kind !== "error" || !expect.codes.includes("INVALID_ARGUMENT")) return refusal.expect;
  const codes = [...new Set([...refusal.expect.codes, ...expect.codes])];
  const statuses = [...(refusal.expect.statuses ?? []), ...(expect.statuses ?? [])];
  return {
    kind: "error",
    codes,
    ...(statuses.length === 0 ? {} : { statuses: [...new Set([400, 401, ...statuses])] }),
  };
}

function requirementsOf(chosen: Choices, keyed: KeyExpectation, expect: Expectation): readonly RequirementId[] {
  const { who, fields, query, spelling, unknownFields: unknown } = chosen;
  if (expect.kind === "open") return [keyed.own, ...keyed.form];
  if (who.refusal !== undefined) {
    const promised = [...fields.always, ...(isOnly(expect, "UNAUTHENTICATED") ? fields.refused : [])];
    return fields.mayBeUnacceptable === true
      ? [...promised, ...who.refusal.requirements.slice(1)]
      : [...who.refusal.requirements, ...promised];
  }
  const isStored = expect.kind === "stored";
  const own: readonly RequirementId[] = [
    who.own ??
      (!isStored ? keyed.own : query !== undefined ? "GMM-0315" : spelling !== undefined ? "GMM-0301" : keyed.own),
    ...(isStored ? fields.success : isOnly(expect, "NOT_FOUND") ? fields.missing : []),
    ...(isStored && unknown !== undefined ? (["GMM-0808"] as const) : []),
  ];
  const form = keyed.form === EITHER || expect.kind !== "error" ? EITHER : keyed.form;
  return [...(fields.mayBeUnacceptable === true ? [] : own), ...fields.always, ...form, "GMM-0309"];
}

function isOnly(expect: Expectation, name: CodeName): boolean {
  return expect.kind === "error" && expect.statuses === undefined && expect.codes.every((code) => code === name);
}

function requestOf(chosen: Choices, descriptor: TargetDescriptor): CaseRequest {
  const { key, transport, who, fields, http2, query, spelling, unknownFields: unknown } = chosen;
  const headers = { ...fields.headers, ...(who.field === undefined ? {} : { authorization: who.field }) };
  const sent = Object.keys(headers).length === 0 ? {} : { headers };
  const version = http2 ? ({ httpVersion: "2.0" } as const) : {};
  if (transport !== "rest") {
    const rpc = { ...sent, ...version, ...(unknown === undefined ? {} : { extraFields: unknown }) };
    return { key, credential: who.credential, ...both(rpc, headers) };
  }
  const rest = {
    ...sent,
    ...version,
    ...(query === undefined || who.credential === "in-query" ? {} : { query }),
    ...(spelling === undefined ? {} : { rawPath: `/${spell(resolveKey(key, descriptor), spelling)}` }),
  };
  return { key, credential: who.credential, ...(Object.keys(rest).length === 0 ? {} : { rest }), ...peerOf(headers) };
}

/** The fields that the other transport of a comparison is sent too. */
const SHARED = ["authorization", "accept-language"];

function peerOf(headers: Readonly<Record<string, string>>): Pick<CaseRequest, "rpc"> {
  const shared = sharedOf(headers);
  return Object.keys(shared).length === 0 ? {} : { rpc: { headers: shared } };
}

function both(rpc: NonNullable<CaseRequest["rpc"]>, headers: Readonly<Record<string, string>>): Partial<CaseRequest> {
  const shared = sharedOf(headers);
  return {
    ...(Object.keys(rpc).length === 0 ? {} : { rpc }),
    ...(Object.keys(shared).length === 0 ? {} : { rest: { headers: shared } }),
  };
}

function sharedOf(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => SHARED.includes(name)));
}

function overVersion(request: CaseRequest, transport: Transport, http2: boolean): CaseRequest {
  const version = { httpVersion: http2 ? "2.0" : "1.1" } as const;
  return transport === "rest"
    ? { ...request, rest: { ...request.rest, ...version } }
    : { ...request, rpc: { ...request.rpc, ...version } };
}
