import { gunzipSync } from "node:zlib";
import { fromBinary } from "@bufbuild/protobuf";
import { GetMyMetadataRequestSchema } from "@zitadel/proto/zitadel/auth_pb.js";
import { field, type RawRequest } from "../http/request.ts";
import type { Refusal } from "./call.ts";
import { codeOf } from "../../util/code-of.ts";

const MAX_MESSAGE = 1_048_576;
const NANOSECONDS: Readonly<Record<string, number>> = { H: 3.6e12, M: 6e10, S: 1e9, m: 1e6, u: 1e3, n: 1 };
/** An answer takes at least this long, so a nearer deadline counts as passed. */
const SHORTEST = 1e6;
const SUPPORTED = "identity, gzip";

/** The key that an RPC's body requests, or why it is refused (gRPC PROTOCOL-HTTP2; statuscodes.md; compression.md). */
export function keyOfBody(raw: RawRequest): { readonly key: string } | Refusal {
  const late = whyTooLate(field(raw, "grpc-timeout"));
  if (late !== undefined) return late;
  const encoding = field(raw, "grpc-encoding") ?? "identity";
  if (!SUPPORTED.split(", ").includes(encoding)) {
    return { code: 12, text: "bad-encoding", headers: [["grpc-accept-encoding", SUPPORTED]] };
  }
  if (raw.tooLarge) return { code: 8, text: "too-large" };
  const body = isText(raw) ? decodeText(raw.body) : raw.body;
  if (body === undefined) return { code: 13, text: "bad-frame" };
  const first = body.length < 5 ? undefined : body.readUInt32BE(1) + 5;
  if (body.length === 0) return { code: 12, text: "cardinality" };
  if (first === undefined || first > body.length) return { code: 13, text: "bad-frame" };
  if (first < body.length) return endsInFrame(body.subarray(first)) ?? { code: 12, text: "cardinality" };
  const message = decompress(body.subarray(5), body[0] ?? 0, encoding);
  return Buffer.isBuffer(message) ? keyOf(message) : message;
}

/** Refuses data after the first message: further whole messages, or a piece of one. */
function endsInFrame(rest: Buffer): Refusal | undefined {
  for (let at = 0; at < rest.length; at += 5 + rest.readUInt32BE(at + 1)) {
    if (rest.length - at < 5 || rest.length - at - 5 < rest.readUInt32BE(at + 1))
      return { code: 13, text: "bad-frame" };
  }
  return undefined;
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
  // Compressed-Flag is 0 or 1 (gRPC PROTOCOL-HTTP2, Length-Prefixed-Message).
  if (flags > 1) return { code: 13, text: "bad-frame" };
  if (flags === 0) return payload;
  if (encoding === "identity") return { code: 13, text: "bad-compression" };
  try {
    return gunzipSync(payload, { maxOutputLength: MAX_MESSAGE });
  } catch (error) {
    const tooLarge = codeOf(error) === "ERR_BUFFER_TOO_LARGE";
    return tooLarge ? { code: 8, text: "too-large" } : { code: 13, text: "bad-message" };
  }
}

function keyOf(message: Buffer): { readonly key: string } | Refusal {
  try {
    return { key: fromBinary(GetMyMetadataRequestSchema, message).key };
  } catch {
    return { code: 13, text: "bad-message" };
  }
}

/** True when the message format is protobuf, the only one that the server has (gRPC PROTOCOL-HTTP2, Content-Type). */
export function isProto(raw: RawRequest): boolean {
  const type = field(raw, "content-type")?.split(";")[0]?.trim() ?? "";
  return /^application\/grpc(-web(-text)?)?(\+proto)?$/i.test(type);
}

/** True for the base64 form of gRPC-Web. */
export function isText(raw: RawRequest): boolean {
  return field(raw, "content-type")?.toLowerCase().startsWith("application/grpc-web-text") === true;
}

/**
 * Base64 that may consist of several padded pieces (gRPC PROTOCOL-WEB, "Text-encoded streams"); undefined when it is
 * not base64.
 */
function decodeText(body: Buffer): Buffer | undefined {
  const text = body.toString("latin1");
  const pieces = text.match(/[A-Za-z0-9+/]+={0,2}/g) ?? [];
  if (pieces.join("") !== text || pieces.some(({ length }) => length % 4 !== 0)) return undefined;
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, "base64")));
}
