import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { gzipSync } from "node:zlib";
import { field } from "../../servers/http/request.ts";
import { withContent, withHeader } from "../../servers/http/wire.ts";
import type { Behaviour, Context } from "../../servers/reference/behaviour.ts";
import type { Fault } from "../fault.ts";
import {
  accept,
  both,
  entry,
  error,
  errorJson,
  failure,
  firstUser,
  header,
  isEntry,
  isError,
  isRest,
  isRpc,
  message,
  metadataJson,
  rpc,
  text,
  trailer,
  wire,
} from "./change.ts";
import { define, type FaultEntry } from "./define.ts";

const restSuccess = both(isRest, isEntry);
const restError = both(isRest, isError);
const grpc = ({ call }: Context): boolean => call.transport === "grpc";
const overHttp2 = (context: Context): boolean => context.call.raw.httpVersion === "2.0";

/** A success under a status of its own. */
function successStatus(status: number, name: string): FaultEntry {
  return {
    name: `status-${String(status)}`,
    statement: `a success is answered ${String(status)} ${name}`,
    requirement: "GMM-0101",
    transports: ["rest"],
    behaviour: wire(restSuccess, (answer) => ({ ...answer, status })),
  };
}

/** google.rpc.Status in base64, without details. */
function statusWithMessage(code: number, told: string): string {
  const status = new BinaryWriter().tag(1, WireType.Varint).int32(code);
  return Buffer.from(status.tag(2, WireType.LengthDelimited).string(told).finish()).toString("base64");
}

/** Leaves a member of the details out of the JSON. */
function withoutDetail(member: string, name: string, what: string): FaultEntry {
  return {
    name: `without-${name}`,
    statement: `the ${what} is left out`,
    requirement: "GMM-0110",
    transports: ["rest"],
    behaviour: metadataJson((_, details) => (details[member] = undefined)),
  };
}

const SUCCESS = define("success", [
  successStatus(201, "Created"),
  successStatus(203, "Non-Authoritative Information"),
  successStatus(206, "Partial Content"),
  {
    name: "value-unpadded",
    statement: "the value has no padding",
    requirement: "GMM-0109",
    transports: ["rest"],
    behaviour: metadataJson((metadata) => (metadata["value"] = String(metadata["value"]).replace(/=+$/, ""))),
  },
  withoutDetail("sequence", "sequence", "sequence"),
  {
    name: "without-creation-date",
    statement: "the creation date is left out",
    requirement: "GMM-0110",
    transports: "all",
    behaviour: {
      ...metadataJson((_, details) => (details["creationDate"] = undefined)),
      ...message((found) => {
        delete found.metadata?.details?.creationDate;
        return found;
      }),
    },
  },
  withoutDetail("resourceOwner", "owner", "resource owner"),
  {
    name: "sequence-negative",
    statement: "the sequence is negative",
    requirement: "GMM-0111",
    transports: ["rest"],
    behaviour: metadataJson((_, details) => (details["sequence"] = `-${String(details["sequence"])}`)),
  },
  {
    name: "sequence-too-big",
    statement: "the sequence has more than 64 bits",
    requirement: "GMM-0111",
    transports: ["rest"],
    behaviour: metadataJson((_, details) => (details["sequence"] = "18446744073709551616")),
  },
  {
    name: "date-impossible",
    statement: "a change was on 30 February",
    requirement: "GMM-0113",
    transports: ["rest"],
    behaviour: metadataJson((_, details) => (details["changeDate"] = "2025-02-30T10:00:00Z")),
  },
  {
    name: "both-dates-in-future",
    statement: "both dates are two hours ahead",
    requirement: "GMM-0115",
    transports: "all",
    behaviour: entry((found) => {
      const later = { ...found.changed, seconds: found.changed.seconds + 7200n };
      return { ...found, created: later, changed: later };
    }),
  },
  {
    name: "seconds-out-of-range",
    statement: "a change was in the year 10,000",
    requirement: "GMM-0120",
    transports: "rpc",
    behaviour: message((found) => {
      if (found.metadata?.details?.changeDate) found.metadata.details.changeDate.seconds = 253_402_300_800n;
      return found;
    }),
  },
  {
    name: "cached-revalidated",
    statement: "a shared cache may store the answer and ask again",
    requirement: "GMM-0117",
    transports: "all",
    behaviour: header(isEntry, "cache-control", "must-revalidate"),
    grade: "risky",
  },
  {
    name: "http2-other-type",
    statement: "JSON is declared as gRPC over HTTP/2 only",
    requirement: "GMM-0121",
    transports: ["rest"],
    behaviour: header(both(restSuccess, overHttp2), "content-type", "application/grpc"),
  },
]);

const ERRORS = define("errors", [
  {
    name: "code-ok",
    statement: "the code of an error is OK",
    requirement: "GMM-0503",
    transports: ["rest"],
    behaviour: errorJson((body) => ({ ...body, code: 0 })),
  },
  {
    name: "message-blank",
    statement: "the message of an error is a space",
    requirement: "GMM-0505",
    transports: "all",
    behaviour: {
      ...errorJson((body) => ({ ...body, message: " " })),
      ...rpc("error", (answer) => ({
        ...answer,
        trailers: answer.trailers.flatMap(([name, value]): [string, string][] => {
          if (name === "grpc-status-details-bin") return [];
          return [[name, name === "grpc-message" ? "%20" : value]];
        }),
      })),
    },
    // Over gRPC its details go with it.
    grade: "risky",
  },
  {
    name: "success-leaks",
    statement: "a header field of a success names the database's address",
    requirement: "GMM-0507",
    transports: "all",
    behaviour: wire(isEntry, (answer) => withHeader(answer, "x-backend", "10.42.0.17:5432")),
    grade: "risky",
  },
  {
    name: "status-named",
    statement: "the status is the name of the code",
    requirement: "GMM-0508",
    transports: "rpc",
    behaviour: trailer("error", "grpc-status", () => "NOT_FOUND"),
  },
  {
    name: "message-not-utf8",
    statement: "the message is percent-encoded Latin-1",
    requirement: "GMM-0509",
    transports: "rpc",
    behaviour: trailer("error", "grpc-message", (value) => `${value} caf%E9`),
    grade: "risky",
  },
  {
    name: "details-other-message",
    statement: "the binary status has another message",
    requirement: "GMM-0510",
    transports: "rpc",
    behaviour: rpc("error", (answer, { answer: given }) => ({
      ...answer,
      trailers: answer.trailers.map(([name, value]): [string, string] => [
        name,
        name === "grpc-status-details-bin" && given.kind === "error"
          ? statusWithMessage(given.error.code, "another text")
          : value,
      ]),
    })),
    grade: "risky",
  },
  {
    name: "two-texts",
    statement: "the body of an error is written twice",
    requirement: "GMM-0513",
    transports: ["rest"],
    behaviour: text(restError, (json) => json + json),
  },
  {
    name: "not-utf8",
    statement: "the body of an error is written in Latin-1",
    requirement: "GMM-0513",
    transports: ["rest"],
    behaviour: text(restError, (json) => Buffer.from(json.replace("{", '{"é":1,'), "latin1")),
  },
]);

/** Takes every token of 1,000 characters or more for the first user's. */
const longAccepted: Behaviour = accept((authorization, state) =>
  authorization.length > 1000 ? firstUser(state) : undefined,
);

const CREDENTIALS = define("credentials", [
  {
    name: "long-accepted",
    statement: "a very long token is served",
    requirement: "GMM-0408",
    transports: "all",
    behaviour: longAccepted,
  },
  {
    name: "oracle-in-text",
    statement: "the text of a refusal depends on whether the key exists",
    requirement: "GMM-0418",
    transports: "all",
    behaviour: error((found, { route }) =>
      found.code === 16 && route.kind === "metadata" && route.key === "key1"
        ? { ...found, message: "This entry is not yours" }
        : found,
    ),
  },
]);

const KEYS = define("keys", [
  {
    name: "documented-not-implemented",
    statement: "a missing key is answered 501",
    requirement: "GMM-0309",
    transports: ["rest"],
    behaviour: {
      answer: (answer) => (answer.kind === "error" && answer.error.code === 5 ? failure(12, 501) : answer),
    },
  },
]);

const MEDIA = define("media", [
  {
    name: "frames-broken",
    statement: "an empty message and two bytes more are declared as gRPC",
    requirement: "GMM-0603",
    transports: ["rest"],
    behaviour: wire(
      (context) => isRest(context) && field(context.call.raw, "accept") === "application/grpc",
      (answer) => withContent(withHeader(answer, "content-type", "application/grpc"), Buffer.alloc(7)),
    ),
  },
  {
    name: "grpc-dialect",
    statement: "gRPC is declared as application/grpc-proto",
    requirement: "GMM-0607",
    transports: ["grpc"],
    behaviour: header(grpc, "content-type", "application/grpc-proto"),
  },
]);

const METHODS = define("methods", [
  {
    name: "allow-in-prose",
    statement: "Allow is a sentence",
    requirement: "GMM-0702",
    transports: ["rest"],
    behaviour: {
      wire: (answer) => (answer.status === 405 ? withHeader(answer, "allow", "only GET is allowed here") : answer),
    },
    grade: "risky",
  },
  {
    name: "head-as-grpc",
    statement: "HEAD is declared as gRPC",
    requirement: "GMM-0704",
    transports: ["rest"],
    behaviour: header(
      ({ call }) => isRest({ call } as Context) && call.raw.method === "HEAD",
      "content-type",
      "application/grpc",
    ),
    grade: "risky",
  },
]);

const WIRE = define("wire", [
  {
    name: "compressed-unaccepted",
    statement: "messages are compressed though the client does not accept it",
    requirement: "GMM-0807",
    transports: "rpc",
    behaviour: {
      ...rpc("success", (answer) => ({
        ...answer,
        frames: answer.frames.map(({ payload }) => ({ flags: 1, payload: gzipSync(payload) })),
      })),
      ...header(both(isRpc, isEntry), "grpc-encoding", "gzip"),
    },
  },
  {
    name: "status-repeated",
    statement: "the status is in the trailers twice",
    requirement: "GMM-0803",
    transports: ["grpc"],
    behaviour: wire(both(grpc, isEntry), (answer) => ({
      ...answer,
      trailers: [...answer.trailers, ["grpc-status", "0"] as const],
    })),
    grade: "risky",
  },
]);

/** What only one clause of a statement forbids, while every other clause holds. */
export const CLAUSE_FAULTS: readonly Fault[] = [
  ...SUCCESS,
  ...ERRORS,
  ...CREDENTIALS,
  ...KEYS,
  ...MEDIA,
  ...METHODS,
  ...WIRE,
];
