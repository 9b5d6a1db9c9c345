import { field } from "../../src/servers/http/request.ts";
import type { Behaviour } from "../../src/servers/reference/behaviour.ts";
import type { Call } from "../../src/servers/reference/call.ts";

/** Shows the credentials of a request in the text of every error, and so in `grpc-message`, and in a field of every answer. */
export const echoing: Behaviour = {
  answer: (answer, call) => {
    if (answer.kind !== "error") return answer;
    const message = `${answer.error.message} for ${credentialsOf(call)} at ${call.raw.target}`;
    return { ...answer, error: { ...answer.error, message } };
  },
  wire: (wire, { call }) => ({ ...wire, headers: [...wire.headers, ["x-echo", credentialsOf(call)]] }),
};

function credentialsOf({ raw }: Call): string {
  return field(raw, "authorization") ?? "none";
}

/** Refuses every grant, and shows the sent credentials in the description. */
export const refusingGrants: Behaviour = {
  answer: (answer, { route, raw }) =>
    route.kind === "oauth" && route.endpoint === "token"
      ? {
          kind: "json",
          status: 400,
          json: { error: "invalid_client", error_description: `not good: ${raw.body.toString()}` },
          headers: [],
        }
      : answer,
};

/** Issues tokens that, by their expires_in, have expired at once. */
export const shortLived: Behaviour = {
  answer: (answer, { route }) =>
    route.kind === "oauth" && route.endpoint === "token" && answer.kind === "json" && answer.status === 200
      ? { ...answer, json: { ...(answer.json as object), expires_in: 0 } }
      : answer,
};

/** Delays answers for missing keys beyond the test's time limit. */
export const silent: Behaviour = {
  wire: (wire, { answer, call }) =>
    call.route.kind === "metadata" && answer.kind === "error" && answer.error.code === 5
      ? { ...wire, delay: 15_000 }
      : wire,
};
