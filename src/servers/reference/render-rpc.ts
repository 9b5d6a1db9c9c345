import { toBinary } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { codeFromString } from "@connectrpc/connect/protocol-connect";
import { setTrailerStatus } from "@connectrpc/connect/protocol-grpc";
import { GetMyMetadataResponseSchema } from "@zitadel/proto/zitadel/auth_pb.js";
import { ErrorDetailSchema } from "@zitadel/proto/zitadel/message_pb.js";
import { CODE_NAMES } from "../../contract/codes.ts";
import type { AnswerError } from "./answer.ts";
import type { AnswerFrame, Behaviour, Context, RpcAnswer } from "./behaviour.ts";
import { messageOf } from "./metadata-message.ts";
import { isText } from "./rpc-request.ts";
import { field } from "../http/request.ts";
import type { WireAnswer } from "../http/wire.ts";

const TRAILER_FLAG = 0x80;

/** An answer over gRPC or gRPC-Web. */
export function renderRpc(context: Context, behaviours: readonly Behaviour[]): WireAnswer {
  const { answer, call } = context;
  if (answer.kind === "empty") return wireOf(answer.status, answer.headers, [], []);
  if (answer.kind === "error" && answer.error.status === 415) return wireOf(415, answer.error.headers, [], []);
  const type = field(call.raw, "content-type") ?? "application/grpc";
  const extra = answer.kind === "error" ? answer.error.headers.filter(([name]) => name.startsWith("grpc-")) : [];
  const headers = [["content-type", type], ...extra] as const;
  const rpc = behaviours.reduce((value, { rpc: hook }) => hook?.(value, context) ?? value, rpcOf(context, behaviours));
  if (rpc.trailersOnly) return wireOf(200, [...headers, ...rpc.trailers], [], []);
  if (call.transport === "grpc") return wireOf(200, headers, rpc.frames.map(frame), rpc.trailers);
  return wireOf(200, headers, webChunks(rpc, isText(call.raw)), []);
}

function wireOf(
  status: number,
  headers: WireAnswer["headers"],
  chunks: WireAnswer["chunks"],
  trailers: WireAnswer["trailers"],
): WireAnswer {
  return { status, headers, chunks, trailers, ending: "complete", delay: 0 };
}

function rpcOf(context: Context, behaviours: readonly Behaviour[]): RpcAnswer {
  const { answer, call } = context;
  if (answer.kind === "error") {
    // Over gRPC-Web a trailer frame, over gRPC the headers alone: both are right, and readers must know both.
    return { frames: [], trailers: trailersOf(answer.error), trailersOnly: call.transport === "grpc" };
  }
  if (answer.kind !== "entry") throw new Error(`An RPC has no answer of kind ${answer.kind}`);
  const message = behaviours.reduce(
    (value, { message: hook }) => hook?.(value, context) ?? value,
    messageOf(answer.entry),
  );
  const payload = Buffer.from(toBinary(GetMyMetadataResponseSchema, message));
  return { frames: [{ flags: 0, payload }], trailers: [["grpc-status", "0"]], trailersOnly: false };
}

/** grpc-status, grpc-message and grpc-status-details-bin, as Connect's own servers write them. */
function trailersOf({ code, message, id }: AnswerError): RpcAnswer["trailers"] {
  const details = id === undefined ? [] : [{ desc: ErrorDetailSchema, value: { id, message } }];
  const text = id === undefined ? message : `${message} (${id})`;
  const trailers = new Headers();
  setTrailerStatus(trailers, new ConnectError(text, connectCode(code), undefined, details));
  return [...trailers];
}

/** Connect numbers its codes as google.rpc.Code does, and spells one of them otherwise. */
function connectCode(code: number): Code {
  const name = (CODE_NAMES[code] ?? "UNKNOWN").toLowerCase().replace("cancelled", "canceled");
  return codeFromString(name) ?? Code.Unknown;
}

/** A length-prefixed message (gRPC PROTOCOL-HTTP2). */
function frame({ flags, payload }: AnswerFrame): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt8(flags, 0);
  prefix.writeUInt32BE(payload.length, 1);
  return Buffer.concat([prefix, payload]);
}

/** Messages, then the trailers as the last frame (gRPC PROTOCOL-WEB, "Message framing"). */
function webChunks(rpc: RpcAnswer, text: boolean): Buffer[] {
  const lines = rpc.trailers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const frames = [...rpc.frames, { flags: TRAILER_FLAG, payload: Buffer.from(lines, "latin1") }].map(frame);
  return text ? frames.map((chunk) => Buffer.from(chunk.toString("base64"))) : frames;
}
