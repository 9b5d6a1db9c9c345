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

/** Refuses every grant, and shows in the description what was sent for it. */
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

/** Gives out tokens that have ended as soon as they are there, as far as the client is told. */
export const shortLived: Behaviour = {
  answer: (answer, { route }) =>
    route.kind === "oauth" && route.endpoint === "token" && answer.kind === "json" && answer.status === 200
      ? { ...answer, json: { ...(answer.json as object), expires_in: 0 } }
      : answer,
};

/** Keeps whoever asks for what is not there waiting, for longer than a test lets it. */
export const silent: Behaviour = {
  wire: (wire, { answer, call }) =>
    call.route.kind === "metadata" && answer.kind === "error" && answer.error.code === 5
      ? { ...wire, delay: 12_000 }
      : wire,
};
