import type { Behaviour } from "../behaviour.ts";
import { field, type RawRequest } from "../../http/request.ts";

const FRAME_PREFIX = 5;

/** The vendor reads only one message, treats any codec name as protobuf, and writes every status as trailers. */
export const vendorRpc: Behaviour = {
  raw: (raw) => (isGrpc(raw) ? { ...raw, body: firstMessage(raw.body) } : raw),
  call: (call) => {
    const isOtherCodec = /^application\/grpc\+(?!proto)/i.test(field(call.raw, "content-type") ?? "");
    if (!isOtherCodec || call.transport !== "grpc") return call;
    return { ...call, route: { kind: "refused", refusal: { code: 13, text: "bad-message" }, early: true } };
  },
  rpc: (rpc, { call }) => (call.transport === "grpc" ? { ...rpc, trailersOnly: false } : rpc),
};

function isGrpc(raw: RawRequest): boolean {
  return /^application\/grpc(\+|;|$)/i.test(field(raw, "content-type") ?? "");
}

function firstMessage(body: Buffer): Buffer {
  const end = body.length < FRAME_PREFIX ? undefined : FRAME_PREFIX + body.readUInt32BE(1);
  return end === undefined || end > body.length ? body : body.subarray(0, end);
}
