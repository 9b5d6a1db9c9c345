import { field } from "../../servers/http/request.ts";
import { withHeader } from "../../servers/http/wire.ts";
import type { Behaviour, Context } from "../../servers/reference/behaviour.ts";
import { failure, isEntry, isRest, isRpc, both, header, wire } from "./change.ts";
import { define } from "./define.ts";

function accepts(type: string) {
  return (context: Context): boolean => isRest(context) && field(context.call.raw, "accept") === type;
}

function sends(type: string): (context: Context) => boolean {
  return ({ call }) => field(call.raw, "content-type") === type;
}

/** Answers a request of a content type as one that nobody serves. */
function unserved(type: string): Behaviour {
  return {
    answer: (answer, { raw }) => (field(raw, "content-type") === type ? failure(12, 501, "not served") : answer),
  };
}

/** What may be wrong with media types and methods. */
export const MEDIA_FAULTS = define("media", [
  [
    "json-as-xml",
    "what accepts JSON is answered as XML",
    "GMM-0601",
    ["rest"],
    header(accepts("application/json"), "content-type", "application/xml"),
  ],
  [
    "follows-accept",
    "whatever is accepted is declared",
    "GMM-0602",
    ["rest"],
    wire(accepts("text/html"), (answer) => withHeader(answer, "content-type", "text/html")),
  ],
  [
    "json-as-grpc",
    "JSON is declared as gRPC",
    "GMM-0603",
    ["rest"],
    header(accepts("application/grpc"), "content-type", "application/grpc"),
  ],
  [
    "get-with-type-refused",
    "a GET with a content type is refused",
    "GMM-0605",
    ["rest"],
    {
      answer: (answer, { raw, transport }) =>
        transport === "rest" && raw.headers.has("content-type") ? failure(3, 400) : answer,
    },
  ],
  [
    "plus-proto-unserved",
    "application/grpc+proto is not served",
    "GMM-0606",
    ["grpc"],
    unserved("application/grpc+proto"),
  ],
  [
    "grpc-as-json",
    "gRPC is declared as JSON",
    "GMM-0607",
    ["grpc"],
    header(({ call }) => call.transport === "grpc", "content-type", "application/json"),
  ],
  [
    "web-unserved",
    "application/grpc-web without +proto is not served",
    "GMM-0608",
    ["grpc-web"],
    unserved("application/grpc-web"),
  ],
  [
    "text-unserved",
    "the text form is not served",
    "GMM-0609",
    ["grpc-web"],
    { answer: (answer, { raw }) => ((field(raw, "content-type") ?? "").includes("-text") ? failure(12, 501) : answer) },
  ],
  [
    "web-as-bytes",
    "gRPC-Web is declared as bytes",
    "GMM-0610",
    ["grpc-web"],
    header(({ call }) => call.transport === "grpc-web", "content-type", "application/octet-stream"),
  ],
  [
    "not-grpc-served",
    "what is not gRPC is refused as unknown",
    "GMM-0611",
    ["grpc"],
    { wire: (answer) => (answer.status === 415 ? { ...answer, status: 400 } : answer) },
    "compatible",
  ],
  [
    "text-as-binary",
    "the text form is declared as binary",
    "GMM-0612",
    ["grpc-web"],
    wire(sends("application/grpc-web-text"), (answer) => withHeader(answer, "content-type", "application/grpc-web")),
  ],
  [
    "other-format",
    "another message format is declared",
    "GMM-0612",
    ["grpc"],
    header(both(isRpc, isEntry), "content-type", "application/grpc+json"),
  ],
]);

const REFUSED = ["POST", "PUT", "PATCH", "DELETE"];
const is =
  (...methods: string[]) =>
  ({ call }: Context): boolean =>
    isRest({ call } as Context) && methods.includes(call.raw.method);

/** What may be wrong with methods. */
export const METHOD_FAULTS = define("methods", [
  [
    "not-found",
    "another method is not found",
    "GMM-0701",
    ["rest"],
    wire(is(...REFUSED), (answer) => ({ ...answer, status: 404 })),
    "compatible",
  ],
  [
    "accepted",
    "another method is answered 200",
    "GMM-0701",
    ["rest"],
    wire(is(...REFUSED), (answer) => ({ ...answer, status: 200 })),
    "risky",
  ],
  ["no-allow", "a 405 has no Allow", "GMM-0702", ["rest"], header(is(...REFUSED), "allow", undefined), "risky"],
  [
    "head-refused",
    "HEAD is refused",
    "GMM-0703",
    ["rest"],
    wire(is("HEAD"), (answer) => ({ ...answer, status: 405, headers: [...answer.headers, ["allow", "GET"]] })),
  ],
  [
    "head-without-type",
    "HEAD has no content type",
    "GMM-0704",
    ["rest"],
    header(is("HEAD"), "content-type", undefined),
    "risky",
  ],
  [
    "delete-deletes",
    "DELETE is refused, and deletes",
    "GMM-0705",
    ["rest"],
    {
      call: (call, state) => {
        if (call.raw.method === "DELETE") for (const { user } of state.tokens.values()) user.entries.delete("key1");
        return call;
      },
    },
  ],
  [
    "put-empties",
    "PUT is refused, and empties the value",
    "GMM-0705",
    ["rest"],
    {
      call: (call, state) => {
        const user = [...state.tokens.values()][0]?.user;
        if (call.raw.method === "PUT" && user !== undefined) state.put(user, "key1", "");
        return call;
      },
    },
  ],
  [
    "options-fails",
    "OPTIONS is not found",
    "GMM-0707",
    ["rest"],
    wire(is("OPTIONS"), (answer) => ({ ...answer, status: 404 })),
  ],
  [
    "allow-without-get",
    "Allow does not name GET",
    "GMM-0708",
    ["rest"],
    header(is(...REFUSED, "OPTIONS"), "allow", "POST"),
    "risky",
  ],
]);
