import type { GetMyMetadataResponse } from "@zitadel/proto/zitadel/auth_pb.js";
import type { Answer } from "./answer.ts";
import type { Authentication } from "./authenticate.ts";
import type { RawRequest } from "../http/request.ts";
import type { WireAnswer } from "../http/wire.ts";
import type { Call } from "./call.ts";
import type { State } from "./state.ts";

/** A message or trailer frame in an RPC's answer. */
export interface AnswerFrame {
  readonly flags: number;
  readonly payload: Buffer;
}

/** An RPC's answer, before its encoding as gRPC or gRPC-Web. */
export interface RpcAnswer {
  readonly frames: readonly AnswerFrame[];
  /** grpc-status and its companions. */
  readonly trailers: readonly (readonly [name: string, value: string])[];
  /** True when the status goes into the headers and nothing follows. */
  readonly trailersOnly: boolean;
}

/** What a behaviour may look at besides the value it changes. */
export interface Context {
  readonly call: Call;
  readonly answer: Answer;
  readonly state: State;
}

/**
 * One departure from conforming behaviour, at any stage between the request and the bytes of the answer. Each hook gets
 * the result of a stage and returns the input of the next one.
 */
export interface Behaviour {
  readonly raw?: (raw: RawRequest, state: State) => RawRequest;
  readonly call?: (call: Call, state: State) => Call;
  readonly authentication?: (found: Authentication, call: Call, state: State) => Authentication;
  readonly answer?: (answer: Answer, call: Call, state: State) => Answer;
  /** The JSON value of a REST answer. */
  readonly json?: (json: unknown, context: Context) => unknown;
  /** The message of a successful RPC. */
  readonly message?: (message: GetMyMetadataResponse, context: Context) => GetMyMetadataResponse;
  readonly rpc?: (answer: RpcAnswer, context: Context) => RpcAnswer;
  readonly wire?: (wire: WireAnswer, context: Context) => WireAnswer;
}
