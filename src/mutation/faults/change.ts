import type { GetMyMetadataResponse } from "@zitadel/proto/zitadel/auth_pb.js";
import type { Transport } from "../../contract/transport.ts";
import { field } from "../../servers/http/request.ts";
import { content, withContent, withHeader, type WireAnswer } from "../../servers/http/wire.ts";
import type { Answer, AnswerError } from "../../servers/reference/answer.ts";
import type { Behaviour, Context, RpcAnswer } from "../../servers/reference/behaviour.ts";
import type { Call } from "../../servers/reference/call.ts";
import type { Entry, State, User } from "../../servers/reference/state.ts";

/** A JSON object whose members may be changed. */
export type Json = Record<string, unknown>;

/** Changes the entry that is answered, on every transport or on one. */
export function entry(change: (entry: Entry, call: Call, state: State) => Entry, only?: Transport): Behaviour {
  return {
    answer: (answer, call, state) =>
      answer.kind === "entry" && (only === undefined || call.transport === only)
        ? { kind: "entry", entry: change(answer.entry, call, state) }
        : answer,
  };
}

/** Changes every error that is answered, on every transport or on one. */
export function error(change: (error: AnswerError, call: Call) => AnswerError, only?: Transport): Behaviour {
  return {
    answer: (answer, call) =>
      answer.kind === "error" && (only === undefined || call.transport === only)
        ? { kind: "error", error: change(answer.error, call) }
        : answer,
  };
}

/** Changes errors with one code only. */
export function errorWith(
  code: number,
  change: (error: AnswerError, call: Call) => AnswerError,
  only?: Transport,
): Behaviour {
  return error((found, call) => (found.code === code ? change(found, call) : found), only);
}

/** An error as a refusal of the server's own would be. */
export function failure(code: number, status: number, message = "something went wrong"): Answer {
  return { kind: "error", error: { code, status, message, id: "FAULT-1", headers: [] } };
}

/** Changes the `metadata` member of a success over REST. */
export function metadataJson(change: (metadata: Json, details: Json) => void): Behaviour {
  return {
    json: (json, { answer }) => {
      if (answer.kind !== "entry") return json;
      const metadata = (json as { metadata: Json & { details: Json } }).metadata;
      change(metadata, metadata.details);
      return json;
    },
  };
}

/** Changes the body of an error over REST. */
export function errorJson(change: (body: Json & { details: Json[] }) => unknown): Behaviour {
  return {
    json: (json, { answer }) => (answer.kind === "error" ? change(json as Json & { details: Json[] }) : json),
  };
}

/** An object without one of its members. */
export function without(json: Json, name: string): Json {
  return Object.fromEntries(Object.entries(json).filter(([member]) => member !== name));
}

/** Changes the message of a success over gRPC and gRPC-Web. */
export function message(change: (message: GetMyMetadataResponse) => GetMyMetadataResponse): Behaviour {
  return { message: change };
}

/** Changes frames and trailers, of successes, of errors, or of both. */
export function rpc(
  when: "success" | "error" | "any",
  change: (rpc: RpcAnswer, context: Context) => RpcAnswer,
): Behaviour {
  return {
    rpc: (answer, context) => {
      const kind = context.answer.kind === "error" ? "error" : "success";
      return when === "any" || when === kind ? change(answer, context) : answer;
    },
  };
}

/** Replaces a trailer's value, or (undefined) leaves the trailer out. */
export function trailer(
  when: "success" | "error" | "any",
  name: string,
  change: (value: string) => string | undefined,
): Behaviour {
  return rpc(when, (answer) => ({
    ...answer,
    trailers: answer.trailers.flatMap(([given, value]): [string, string][] => {
      const changed = given === name ? change(value) : value;
      return changed === undefined ? [] : [[given, changed]];
    }),
  }));
}

/** Changes the wire form of the answers that a condition picks. */
export function wire(
  when: (context: Context) => boolean,
  change: (wire: WireAnswer, context: Context) => WireAnswer,
): Behaviour {
  return { wire: (answer, context) => (when(context) ? change(answer, context) : answer) };
}

/** Conditions on an answer. */
export const isRest = ({ call }: Context): boolean => call.transport === "rest";
export const isRpc = ({ call }: Context): boolean => call.transport !== "rest";
export const isEntry = ({ answer }: Context): boolean => answer.kind === "entry";
export const isError = ({ answer }: Context): boolean => answer.kind === "error";
/** Both of two conditions. */
export function both(one: (context: Context) => boolean, other: (context: Context) => boolean) {
  return (context: Context): boolean => one(context) && other(context);
}

/** Sets a header field, or (undefined) leaves it out. */
export function header(when: (context: Context) => boolean, name: string, value: string | undefined): Behaviour {
  return wire(when, (answer) => withHeader(answer, name, value));
}

/** Changes the text of the body. */
export function text(when: (context: Context) => boolean, change: (text: string) => string | Buffer): Behaviour {
  return wire(when, (answer) => {
    const body = content(answer);
    return body.length === 0 ? answer : withContent(answer, change(body.toString()));
  });
}

/** Changes the key before it is looked up. */
export function key(change: (key: string, call: Call) => string, only?: Transport): Behaviour {
  return {
    call: (call) =>
      call.route.kind === "metadata" && (only === undefined || call.transport === only)
        ? { ...call, route: { ...call.route, key: change(call.route.key, call) } }
        : call,
  };
}

/** Answers keys that a condition picks otherwise. */
export function whenKey(
  picks: (key: string) => boolean,
  otherwise: (call: Call) => Answer,
  only?: Transport,
): Behaviour {
  return {
    answer: (answer, call) =>
      call.route.kind === "metadata" && picks(call.route.key) && (only === undefined || call.transport === only)
        ? otherwise(call)
        : answer,
  };
}

/** Takes some credentials for those of a user. */
export function accept(who: (authorization: string, state: State, call: Call) => User | undefined): Behaviour {
  return {
    authentication: (found, call, state) => {
      if ("user" in found) return found;
      const user = who(field(call.raw, "authorization") ?? "", state, call);
      return user === undefined ? found : { user };
    },
  };
}

/** The user whose token is good: the first that the server knows. */
export function firstUser(state: State): User | undefined {
  return [...state.tokens.values()][0]?.user;
}
