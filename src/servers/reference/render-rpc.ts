import { toBinary } from "@bufbuild/protobuf";
import { ResponseSchema } from "../../contract/operation-messages.ts";
import { encodeFrame, TRAILER_FLAG } from "../../protocol/frame.ts";
import type { AnswerFrame, Behaviour, Context, RpcAnswer } from "./behaviour.ts";
import { messageOf } from "./metadata-message.ts";
import { isText } from "./rpc-request.ts";
import { trailersOf } from "./trailers.ts";
import { field } from "../http/request.ts";
import type { WireAnswer } from "../http/wire.ts";

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
    // Over gRPC-Web a trailer frame, over gRPC the headers alone: both are valid, and readers must support both.
    return { frames: [], trailers: trailersOf(answer.error), trailersOnly: call.transport === "grpc" };
  }
  if (answer.kind !== "entry") throw new Error(`An RPC has no answer of kind ${answer.kind}`);
  const message = behaviours.reduce(
    (value, { message: hook }) => hook?.(value, context) ?? value,
    messageOf(answer.entry),
  );
  const payload = Buffer.from(toBinary(ResponseSchema, message));
  return { frames: [{ flags: 0, payload }], trailers: [["grpc-status", "0"]], trailersOnly: false };
}

function frame(message: AnswerFrame): Buffer {
  return Buffer.from(encodeFrame(message));
}

/** Messages, then the trailers as the last frame (gRPC PROTOCOL-WEB, "Message framing"). */
function webChunks(rpc: RpcAnswer, text: boolean): Buffer[] {
  const lines = rpc.trailers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const frames = [...rpc.frames, { flags: TRAILER_FLAG, payload: Buffer.from(lines, "latin1") }].map(frame);
  return text ? frames.map((chunk) => Buffer.from(chunk.toString("base64"))) : frames;
}
