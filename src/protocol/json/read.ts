import type { WireResponse } from "../exchange.ts";
import { MEMBERS } from "../../contract/operation.ts";
import { isJsonObject, own, readString, type JsonObject } from "../../contract/json-object.ts";
import type { ErrorDetail, JsonBody, Outcome } from "../outcome.ts";
import { describeResponse } from "../describe.ts";
import type { Reader } from "../outcome.ts";
import { typeName } from "../type-name.ts";
import { readJsonText } from "./json-text.ts";
import { readMetadata } from "./metadata.ts";

/** Reads a REST answer: ProtoJSON from the vendor's gRPC gateway. */
export const readRest: Reader = (exchange) => {
  const body = readJsonText(exchange.response.body);
  return { exchange, body, outcome: restOutcome(exchange.response, body) };
};

function restOutcome(response: WireResponse, body: JsonBody): Outcome {
  const { status } = response;
  if (isJsonObject(body.value)) {
    if (status >= 200 && status < 300)
      return { kind: "success", metadata: readMetadata(own(body.value, MEMBERS.entry)) };
    if (status >= 400 && isError(body.value)) return readError(body.value);
  }
  const wrong = response.body.length === 0 || status < 400 ? undefined : "no documented error";
  const detail = response.body.length === 0 ? undefined : (body.problem ?? wrong);
  return { kind: "other", reason: [describeResponse(response), detail].filter(Boolean).join(", ") };
}

/** Members of the documented error, google.rpc.Status. Zero values may be absent. */
function isError(body: JsonObject): boolean {
  return ["code", "message", "details"].some((name) => Object.hasOwn(body, name));
}

function readError(body: JsonObject): Outcome {
  const code = own(body, "code");
  const details = own(body, "details");
  return {
    kind: "error",
    code: typeof code === "number" && Number.isInteger(code) ? code : undefined,
    message: readString(own(body, "message")),
    details: Array.isArray(details) ? details.map(readDetail) : [],
  };
}

/** google.protobuf.Any names its type in `@type` (ProtoJSON format, "Any"). */
function readDetail(detail: unknown): ErrorDetail {
  const typeUrl = isJsonObject(detail) ? readString(own(detail, "@type")) : undefined;
  return { type: typeUrl === undefined ? undefined : typeName(typeUrl) };
}
