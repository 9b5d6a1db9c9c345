import type { Answer, AnswerError, Fields } from "./answer.ts";
import type { Behaviour, Context } from "./behaviour.ts";
import { jsonOf } from "./metadata-message.ts";
import type { WireAnswer } from "../http/wire.ts";
import { publishedDocument } from "./published.ts";

const DETAIL_TYPE = "type.googleapis.com/zitadel.v1.ErrorDetail";

/** An answer over REST: always JSON, even if the client does not accept it (RFC 9110 §12.5.1 allows that). */
export function renderRest(context: Context, behaviours: readonly Behaviour[]): WireAnswer {
  const { answer, call } = context;
  if (answer.kind === "empty") return { ...EMPTY, status: answer.status, headers: answer.headers };
  const json = behaviours.reduce((value, { json: hook }) => hook?.(value, context) ?? value, bodyOf(answer));
  const body = Buffer.from(JSON.stringify(json));
  const headers = [
    ["content-type", "application/json"],
    ["content-length", String(body.length)],
    ...extraFields(answer),
  ] as const;
  // HEAD has the fields of GET and none of its content (RFC 9110 §9.3.2).
  const chunks = call.raw.method === "HEAD" ? [] : [body];
  return { ...EMPTY, status: statusOf(answer), headers, chunks };
}

const EMPTY: WireAnswer = { status: 204, headers: [], chunks: [], trailers: [], ending: "complete", delay: 0 };

function statusOf(answer: Answer): number {
  if (answer.kind === "error") return answer.error.status;
  return answer.kind === "json" ? answer.status : 200;
}

function extraFields(answer: Answer): Fields {
  if (answer.kind === "error") return answer.error.headers;
  return answer.kind === "json" ? answer.headers : [];
}

function bodyOf(answer: Exclude<Answer, { kind: "empty" }>): unknown {
  switch (answer.kind) {
    case "entry":
      return jsonOf(answer.entry);
    case "error":
      return errorBody(answer.error);
    case "json":
      return answer.json;
    case "ready":
      return "ok";
    case "published":
      return publishedDocument();
  }
}

/** google.rpc.Status as ProtoJSON, with the vendor's detail. */
function errorBody({ code, message, id }: AnswerError): unknown {
  if (id === undefined) return { code, message };
  return { code, message: `${message} (${id})`, details: [{ "@type": DETAIL_TYPE, id, message }] };
}
