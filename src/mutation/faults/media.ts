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
  {
    name: "json-as-xml",
    statement: "a request that accepts JSON is answered with XML",
    requirement: "GMM-0601",
    transports: ["rest"],
    behaviour: header(accepts("application/json"), "content-type", "application/xml"),
  },
  {
    name: "follows-accept",
    statement: "JSON for a client that accepts text/html is declared as text/html",
    requirement: "GMM-0602",
    transports: ["rest"],
    behaviour: wire(accepts("text/html"), (answer) => withHeader(answer, "content-type", "text/html")),
  },
  {
    name: "json-as-grpc",
    statement: "JSON is declared as gRPC",
    requirement: "GMM-0603",
    transports: ["rest"],
    behaviour: header(accepts("application/grpc"), "content-type", "application/grpc"),
  },
  {
    name: "get-with-type-refused",
    statement: "a GET with a content type is refused",
    requirement: "GMM-0605",
    transports: ["rest"],
    behaviour: {
      answer: (answer, { raw, transport }) =>
        transport === "rest" && raw.headers.has("content-type") ? failure(3, 400) : answer,
    },
  },
  {
    name: "plus-proto-unserved",
    statement: "application/grpc+proto is not served",
    source: "zitadel/zitadel pull request 8285 of 2024",
    requirement: "GMM-0606",
    transports: ["grpc"],
    behaviour: unserved("application/grpc+proto"),
  },
  {
    name: "grpc-as-json",
    statement: "gRPC is declared as JSON",
    requirement: "GMM-0607",
    transports: ["grpc"],
    behaviour: header(({ call }) => call.transport === "grpc", "content-type", "application/json"),
  },
  {
    name: "web-unserved",
    statement: "application/grpc-web without +proto is not served",
    requirement: "GMM-0608",
    transports: ["grpc-web"],
    behaviour: unserved("application/grpc-web"),
  },
  {
    name: "text-unserved",
    statement: "the text form is not served",
    requirement: "GMM-0609",
    transports: ["grpc-web"],
    behaviour: {
      answer: (answer, { raw }) => ((field(raw, "content-type") ?? "").includes("-text") ? failure(12, 501) : answer),
    },
  },
  {
    name: "web-as-bytes",
    statement: "gRPC-Web is declared as application/octet-stream",
    requirement: "GMM-0610",
    transports: ["grpc-web"],
    behaviour: header(({ call }) => call.transport === "grpc-web", "content-type", "application/octet-stream"),
  },
  {
    name: "not-grpc-served",
    statement: "a request that is not gRPC is answered 400 in place of 415",
    requirement: "GMM-0611",
    transports: ["grpc"],
    behaviour: { wire: (answer) => (answer.status === 415 ? { ...answer, status: 400 } : answer) },
    // As every SHOULD that is newly violated.
    grade: "risky",
  },
  {
    name: "text-as-binary",
    statement: "the text form is declared as binary",
    requirement: "GMM-0612",
    transports: ["grpc-web"],
    behaviour: wire(sends("application/grpc-web-text"), (answer) =>
      withHeader(answer, "content-type", "application/grpc-web"),
    ),
  },
  {
    name: "other-format",
    statement: "another message format is declared",
    requirement: "GMM-0612",
    transports: ["grpc"],
    behaviour: header(both(isRpc, isEntry), "content-type", "application/grpc+json"),
  },
]);

const REFUSED = ["POST", "PUT", "PATCH", "DELETE"];
const is =
  (...methods: string[]) =>
  ({ call }: Context): boolean =>
    isRest({ call } as Context) && methods.includes(call.raw.method);

/** What may be wrong with methods. */
export const METHOD_FAULTS = define("methods", [
  {
    name: "not-found",
    statement: "another method is answered 404",
    requirement: "GMM-0701",
    transports: ["rest"],
    behaviour: wire(is(...REFUSED), (answer) => ({ ...answer, status: 404 })),
    // So is a call that is not gRPC, which should be 415.
    grade: "risky",
  },
  {
    name: "accepted",
    statement: "another method is answered 200",
    requirement: "GMM-0701",
    transports: ["rest"],
    behaviour: wire(is(...REFUSED), (answer) => ({ ...answer, status: 200 })),
    grade: "risky",
  },
  {
    name: "no-allow",
    statement: "a 405 has no Allow",
    requirement: "GMM-0702",
    transports: ["rest"],
    behaviour: header(is(...REFUSED), "allow", undefined),
    grade: "risky",
  },
  {
    name: "head-refused",
    statement: "HEAD is refused",
    requirement: "GMM-0703",
    transports: ["rest"],
    behaviour: wire(is("HEAD"), (answer) => ({
      ...answer,
      status: 405,
      headers: [...answer.headers, ["allow", "GET"]],
    })),
  },
  {
    name: "head-without-type",
    statement: "HEAD has no content type",
    requirement: "GMM-0704",
    transports: ["rest"],
    behaviour: header(is("HEAD"), "content-type", undefined),
    grade: "risky",
  },
  {
    name: "delete-deletes",
    statement: "DELETE is refused but deletes",
    requirement: "GMM-0705",
    transports: ["rest"],
    remembers: true,
    behaviour: {
      call: (call, state) => {
        if (call.raw.method === "DELETE") for (const { user } of state.tokens.values()) user.entries.delete("key1");
        return call;
      },
    },
  },
  {
    name: "put-empties",
    statement: "PUT is refused but empties the value",
    requirement: "GMM-0705",
    transports: ["rest"],
    remembers: true,
    behaviour: {
      call: (call, state) => {
        const user = [...state.tokens.values()][0]?.user;
        if (call.raw.method === "PUT" && user !== undefined) state.put(user, "key1", "");
        return call;
      },
    },
  },
  {
    name: "put-rewrites",
    statement: "PUT is refused but writes the same value again",
    requirement: "GMM-0705",
    transports: ["rest"],
    remembers: true,
    behaviour: {
      call: (call, state) => {
        const user = [...state.tokens.values()][0]?.user;
        const found = user?.entries.get("key1");
        if (call.raw.method === "PUT" && user !== undefined && found !== undefined)
          state.put(user, "key1", found.value);
        return call;
      },
    },
  },
  {
    name: "options-fails",
    statement: "OPTIONS is answered 404",
    requirement: "GMM-0707",
    transports: ["rest"],
    behaviour: wire(is("OPTIONS"), (answer) => ({ ...answer, status: 404 })),
  },
  {
    name: "allow-without-get",
    statement: "Allow does not name GET",
    requirement: "GMM-0708",
    transports: ["rest"],
    behaviour: header(is(...REFUSED, "OPTIONS"), "allow", "POST"),
    grade: "risky",
  },
]);
