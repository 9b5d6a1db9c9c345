import {
  create,
  fromJson,
  getOption,
  toJson,
  type DescMessage,
  type DescMethodUnary,
  type JsonObject,
  type JsonValue,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import { http } from "@zitadel/proto/google/api/annotations_pb.js";
import { auth_option } from "@zitadel/proto/zitadel/options_pb.js";
import type { RawRequest } from "../../http/request.ts";
import type { State, User } from "../state.ts";
import { bodyJson } from "./body.ts";
import { hasGoodBytes } from "./bytes.ts";
import { Refused } from "./refused.ts";
import { brokenRule } from "./rules.ts";

/** The context of an operation. */
export interface Situation {
  readonly state: State;
  /** The sender. */
  readonly caller: User;
  /** True when an unchanged metadata value is written again. */
  readonly rewrites: boolean;
}

/** A parsed request: returns its answer for a given sender. Throws Refused. */
type ReadRequest = (situation: Situation) => Promise<JsonValue>;

/** One operation of the management API. */
export interface Operation {
  /** Permission that the sender needs, from the vendor's contract (zitadel.v1.auth_option). */
  readonly permission: string;
  /** Reads the message from a request's content and path parameters. Throws Refused when it is malformed. */
  readonly read: (raw: RawRequest, params: Readonly<Record<string, string>>) => ReadRequest;
}

/** Creates an operation from the vendor's method and its implementation. */
export function operation<I extends DescMessage, O extends DescMessage>(
  method: DescMethodUnary<I, O>,
  handle: (request: MessageShape<I>, situation: Situation) => MessageInitShape<O> | Promise<MessageInitShape<O>>,
): Operation {
  const { input, output } = method;
  // Content that the vendor's contract does not bind to the message is ignored (google.api.HttpRule.body).
  const hasContent = getOption(method, http).body === "*";
  return {
    permission: getOption(method, auth_option).permission,
    read: (raw, params) => {
      const request = readMessage(input, withParams(input, hasContent ? bodyJson(raw) : {}, params));
      return async (situation) => {
        const message = brokenRule(input, request);
        if (message !== undefined) throw new Refused({ code: 3, text: "bad-field", message });
        return toJson(output, create(output, await handle(request, situation)));
      };
    },
  };
}

/** Path parameters override the body, whose members may have either of ProtoJSON's names. */
function withParams(
  input: DescMessage,
  body: Readonly<Record<string, unknown>>,
  params: Readonly<Record<string, string>>,
): JsonObject {
  const named = input.fields.filter(({ name }) => Object.hasOwn(params, name));
  const overruled = named.flatMap(({ name, jsonName }) => [name, jsonName]);
  const kept = Object.entries(body).filter(([name]) => !overruled.includes(name));
  return { ...(Object.fromEntries(kept) as JsonObject), ...params };
}

function readMessage<I extends DescMessage>(input: I, json: JsonObject): MessageShape<I> {
  if (!hasGoodBytes(input, json)) throw new Refused({ code: 3, text: "bad-json" });
  try {
    return fromJson(input, json, { ignoreUnknownFields: true });
  } catch {
    throw new Refused({ code: 3, text: "bad-json" });
  }
}
