import { create, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { gzipSync } from "node:zlib";
import { ALWAYS, ERROR, WELL_FORMED } from "../../cases/requirement-sets.ts";
import type { Expectation, RpcParts } from "../../contract/case.ts";
import type { CodeName } from "../../contract/codes.ts";
import { RequestSchema } from "../../contract/operation-messages.ts";
import type { RequirementId } from "../../contract/requirements/index.ts";
import type { Transport } from "../../contract/transport.ts";
import { encodeFrame } from "../../protocol/frame.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import { choice, seldom } from "./choice.ts";
import { callTypes } from "./fields.ts";
import { single, type Generated } from "./generated.ts";

/** A body that is no call, and the answer to it. */
interface Body {
  readonly body: Uint8Array;
  readonly encoding?: string;
  readonly expect: Expectation;
  readonly requirements: readonly RequirementId[];
}

const LENGTH_AT = 1;

function refused(body: Uint8Array, own: RequirementId, ...codes: CodeName[]): Body {
  return { body, expect: { kind: "error", codes }, requirements: [own, ...ERROR] };
}

/** Calls whose body is cut short, too long, doubled, split, compressed, flagged or not a message, in every form of the wire. */
export function framing({ key }: TargetDescriptor): fc.Arbitrary<Generated> {
  const message = toBinary(RequestSchema, create(RequestSchema, { key }));
  const whole = frame(message);
  const bodies: fc.Arbitrary<Body> = choice(
    [
      3,
      fc
        .integer({ min: 1, max: whole.length - 1 })
        .map((end) => refused(whole.subarray(0, end), "GMM-0813", "INTERNAL")),
    ],
    [
      2,
      fc
        .integer({ min: 1, max: 1000 })
        .map((more) => refused(announcing(whole, message.length + more), "GMM-0813", "INTERNAL")),
    ],
    [
      1,
      fc
        .constantFrom(0xffff_ffff, 0x7fff_ffff, 0x1000_0000)
        .map((length) => refused(announcing(whole, length), "GMM-0813", "INTERNAL", "RESOURCE_EXHAUSTED")),
    ],
    [1, fc.constant(refused(new Uint8Array(), "GMM-0814", "UNIMPLEMENTED"))],
    [2, fc.integer({ min: 2, max: 4 }).map((count) => refused(repeated(whole, count), "GMM-0814", "UNIMPLEMENTED"))],
    [1, splits(message).map((body) => refused(body, "GMM-0814", "UNIMPLEMENTED", "INTERNAL"))],
    [1, fc.constant(refused(frame(message, 1), "GMM-0815", "INTERNAL"))],
    [1, encodings.map((encoding) => ({ ...refused(frame(message, 1), "GMM-0816", "UNIMPLEMENTED"), encoding }))],
    [1, fc.constant(compressed(message))],
    [4, unparsable.map((bytes) => refused(frame(bytes), "GMM-0812", "INTERNAL"))],
    [1, fc.integer({ min: 2, max: 127 }).map((flags) => ({ ...OPEN, body: frame(message, flags) }))],
  );
  return fc.oneof(...(["grpc", "grpc-web"] as const).map((transport) => framedOver(transport, bodies)));
}

function framedOver(transport: Exclude<Transport, "rest">, bodies: fc.Arbitrary<Body>): fc.Arbitrary<Generated> {
  return fc.record({ body: bodies, type: seldom(3, callTypes(transport)) }).map(({ body, type }) => {
    const encoding = body.encoding === undefined ? {} : { "grpc-encoding": body.encoding };
    const headers = { ...type?.headers, ...encoding };
    const rpc = { rawBody: Buffer.from(body.body).toString("hex"), ...(isEmpty(headers) ? {} : { headers }) };
    return call(transport, rpc, body.expect, body.requirements);
  });
}

const OPEN = { expect: { kind: "open" }, requirements: ALWAYS } as const;

/** A server may support gzip or not: then it says so (gRPC compression, "Specification"). */
function compressed(message: Uint8Array): Body {
  const body = frame(gzipSync(message), 1);
  return { body, encoding: "gzip", expect: { kind: "open" }, requirements: WELL_FORMED };
}

const encodings = choice([2, fc.constant("snail")], [1, fc.constantFrom("br-x", "zstd9", "gzip2", "none")]);

/** Two frames that hold the message's halves. */
function splits(message: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc
    .integer({ min: 1, max: message.length - 1 })
    .map((at) => Buffer.concat([frame(message.subarray(0, at)), frame(message.subarray(at))]));
}

/** Bytes that no protobuf parser accepts: a length past the end, other than UTF-8, an unknown wire type, the field 0, an endless number. */
const unparsable: fc.Arbitrary<Uint8Array> = choice(
  [2, fc.constant(bytes(0x0a, 0x7f, 0x61))],
  [2, fc.constant(bytes(0x0a, 0x02, 0xff, 0xfe))],
  [1, fc.constantFrom(bytes(0x0a, 0x01, 0x80), bytes(0x0a, 0x02, 0xc0, 0xaf), bytes(0x0a, 0x03, 0xed, 0xa0, 0x80))],
  [1, fc.integer({ min: 4, max: 127 }).map((length) => bytes(0x0a, length, 0x61))],
  [1, fc.constantFrom(bytes(0x0e), bytes(0x0f), bytes(0x02, 0x00), bytes(0x08), bytes(0x0a, 0xff))],
);

function bytes(...octets: readonly number[]): Uint8Array {
  return Uint8Array.from(octets);
}

function frame(payload: Uint8Array, flags = 0): Buffer {
  return Buffer.from(encodeFrame({ flags, payload }));
}

function announcing(whole: Buffer, length: number): Buffer {
  const body = Buffer.from(whole);
  body.writeUInt32BE(length, LENGTH_AT);
  return body;
}

function repeated(whole: Buffer, count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, () => whole));
}

function isEmpty(headers: object): boolean {
  return Object.keys(headers).length === 0;
}

/** A call of the RPC as something else than the documented one. */
export function call(
  transport: Exclude<Transport, "rest">,
  rpc: RpcParts,
  expect: Expectation,
  requirements: readonly RequirementId[],
): Generated {
  const request = { key: "{key}", credential: "subject", rpc } as const;
  const title = "A call that is none is refused with the code of its mistake";
  return single({ group: "wire", name: "call", title, transport, request, expect, requirements });
}
