import {
  create,
  fromJson,
  toJson,
  type DescMessage,
  type JsonObject,
  type JsonValue,
  type MessageInitShape,
  type MessageShape,
} from "@bufbuild/protobuf";
import type { State, User } from "../state.ts";
import { hasGoodBytes } from "./bytes.ts";
import { Refused } from "./refused.ts";
import { brokenRule } from "./rules.ts";

/** What an operation has beside its request. */
export interface Situation {
  readonly state: State;
  /** Who asks. */
  readonly caller: User;
  /** A metadata value is written once more that is there already. */
  readonly rewrites: boolean;
}

/** A request that was read, and answers when it is told who asks. Throws Refused. */
type ReadRequest = (situation: Situation) => Promise<JsonValue>;

/** One operation of the management API. */
export interface Operation {
  /** Reads the message from a JSON object and the parameters of the path. Throws Refused when it is not one. */
  readonly read: (body: Readonly<Record<string, unknown>>, params: Readonly<Record<string, string>>) => ReadRequest;
}

/** Makes an operation of the vendor's method and of what it does. */
export function operation<I extends DescMessage, O extends DescMessage>(
  { input, output }: { readonly input: I; readonly output: O },
  handle: (request: MessageShape<I>, situation: Situation) => MessageInitShape<O> | Promise<MessageInitShape<O>>,
): Operation {
  return {
    read: (body, params) => {
      const request = readMessage(input, withParams(input, body, params));
      return async (situation) => {
        const message = brokenRule(input, request);
        if (message !== undefined) throw new Refused({ code: 3, text: "bad-field", message });
        return toJson(output, create(output, await handle(request, situation)));
      };
    },
  };
}

/** The path outranks the body, whose members may have either of ProtoJSON's names. */
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
