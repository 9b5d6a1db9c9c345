import { gunzipSync } from "node:zlib";
import { fromBinary } from "@bufbuild/protobuf";
import { GetMyMetadataRequestSchema } from "@zitadel/proto/zitadel/auth_pb.js";
import { field, type RawRequest } from "../http/request.ts";
import type { Refusal } from "./call.ts";

const MAX_MESSAGE = 1_048_576;
const NANOSECONDS: Readonly<Record<string, number>> = { H: 3.6e12, M: 6e10, S: 1e9, m: 1e6, u: 1e3, n: 1 };
/** No answer is made in less, so a deadline nearer than this has passed by the time there is one. */
const SHORTEST = 1e6;
const SUPPORTED = "identity, gzip";

/** The key that an RPC's body asks for, or why it is refused (gRPC PROTOCOL-HTTP2; statuscodes.md; compression.md). */
export function keyOfBody(raw: RawRequest): { readonly key: string } | Refusal {
  const late = whyTooLate(field(raw, "grpc-timeout"));
  if (late !== undefined) return late;
  const encoding = field(raw, "grpc-encoding") ?? "identity";
  if (!SUPPORTED.split(", ").includes(encoding)) {
    return { code: 12, text: "bad-encoding", headers: [["grpc-accept-encoding", SUPPORTED]] };
  }
  const body = isText(raw) ? decodeText(raw.body) : raw.body;
  const first = body.length < 5 ? undefined : body.readUInt32BE(1) + 5;
  if (body.length === 0) return { code: 12, text: "cardinality" };
  if (first === undefined || first > body.length) return { code: 13, text: "bad-frame" };
  if (first < body.length) return { code: 12, text: "cardinality" };
  const message = decompress(body.subarray(5), body[0] ?? 0, encoding);
  return Buffer.isBuffer(message) ? keyOf(message) : message;
}

/** grpc-timeout: at most eight digits and a unit (gRPC PROTOCOL-HTTP2, "Timeout"). */
function whyTooLate(timeout: string | undefined): Refusal | undefined {
  if (timeout === undefined) return undefined;
  const match = /^(\d{1,8})([HMSmun])$/.exec(timeout);
  if (match === null) return { code: 13, text: "bad-timeout" };
  const [, amount = "", unit = ""] = match;
  return Number(amount) * (NANOSECONDS[unit] ?? 0) < SHORTEST ? { code: 4, text: "too-late" } : undefined;
}

function decompress(payload: Buffer, flags: number, encoding: string): Buffer | Refusal {
  if ((flags & 1) === 0) return payload;
  if (encoding === "identity") return { code: 13, text: "bad-compression" };
  try {
    return gunzipSync(payload, { maxOutputLength: MAX_MESSAGE });
  } catch {
    return { code: 13, text: "bad-message" };
  }
}

function keyOf(message: Buffer): { readonly key: string } | Refusal {
  try {
    return { key: fromBinary(GetMyMetadataRequestSchema, message).key };
  } catch {
    return { code: 13, text: "bad-message" };
  }
}

/** True for the base64 form of gRPC-Web. */
export function isText(raw: RawRequest): boolean {
  return field(raw, "content-type")?.toLowerCase().startsWith("application/grpc-web-text") === true;
}

/** Base64 that may consist of several padded pieces (gRPC PROTOCOL-WEB, "Text-encoded streams"). */
function decodeText(body: Buffer): Buffer {
  const pieces = body.toString("latin1").match(/[^=]+={0,2}/g) ?? [];
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, "base64")));
}
