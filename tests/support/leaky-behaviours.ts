import { gzipSync } from "node:zlib";
import { error, isRest, rpc, text, trailer, wire } from "../../src/mutation/faults/change.ts";
import { VARIATIONS } from "../../src/mutation/variations.ts";
import { field } from "../../src/servers/http/request.ts";
import { content, withContent, withHeader, type WireAnswer } from "../../src/servers/http/wire.ts";
import type { AnswerFrame, Behaviour } from "../../src/servers/reference/behaviour.ts";
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

function tokenOf(call: Call): string {
  return credentialsOf(call).replace(/^.* /, "");
}

function base64(shown: string): string {
  return Buffer.from(`the credentials: ${shown}!`).toString("base64");
}

/** Every word in JSON's escapes. */
function escaped(json: string): string {
  return json.replace(/Bearer [^" ]+/g, (found) =>
    [...found].map((character) => `\\u00${character.charCodeAt(0).toString(16).padStart(2, "0")}`).join(""),
  );
}

function percentEncoded(message: string): string {
  return [...Buffer.from(decodeURIComponent(message))].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}

/** An unknown field of the message with the credentials. */
function withText({ flags, payload }: AnswerFrame, call: Call): AnswerFrame {
  const shown = Buffer.from(credentialsOf(call));
  return { flags, payload: Buffer.concat([payload, Buffer.of(0x7a, shown.length), shown]) };
}

function gzipped(answer: WireAnswer): WireAnswer {
  const body = content(answer);
  return body.length === 0 ? answer : withHeader(withContent(answer, gzipSync(body)), "content-encoding", "gzip");
}

const compressed = VARIATIONS.find(({ id }) => id.endsWith("/gzip"))?.behaviour ?? {};

/** Ways in which a server gives away the credentials of a request, or the address of another server. */
export const LEAKS: Readonly<Record<string, readonly Behaviour[]>> = {
  "the text of errors and a field of every answer": [echoing],
  "characters that JSON escapes": [echoing, text(isRest, escaped)],
  "a percent-encoded grpc-message": [echoing, trailer("error", "grpc-message", percentEncoded)],
  "base64 in a binary trailer": [
    {
      rpc: (answer, { call }) => ({
        ...answer,
        trailers: [...answer.trailers, ["debug-bin", base64(credentialsOf(call))]],
      }),
    },
  ],
  "base64 in a text": [
    error((found, call) => ({ ...found, message: `${found.message} ${base64(credentialsOf(call))}` })),
  ],
  "a cookie": [
    wire(
      () => true,
      (answer, { call }) => withHeader(answer, "set-cookie", `last=${tokenOf(call)}; Path=/`),
    ),
  ],
  "a success": [
    { json: (json, { call }) => ({ ...(json as object), debug: credentialsOf(call) }) },
    rpc("success", (answer, { call }) => ({ ...answer, frames: answer.frames.map((frame) => withText(frame, call)) })),
  ],
  "a compressed message": [
    rpc("success", (answer, { call }) => ({ ...answer, frames: answer.frames.map((frame) => withText(frame, call)) })),
    compressed,
  ],
  "content of another coding": [echoing, wire(isRest, gzipped)],
  "the database's address, which is the server's own at another port": [
    error((found) => ({ ...found, message: "dial tcp 127.0.0.1:5432: connection refused" })),
  ],
  "the server's own address": [
    error((found, { raw }) => ({
      ...found,
      message: `${found.message} at http://${field(raw, "host") ?? field(raw, ":authority") ?? ""}/`,
    })),
  ],
};

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
