import type { Difference, Observation, RelationName } from "./observation.ts";
import type { RequestClass } from "./request-class.ts";

/** Which request of a case an observation is about. */
export type RequestOrder = "first" | "second";

const REQUEST_CLASS_NAMES: Readonly<Record<RequestClass, string>> = {
  stored: "a stored key",
  missing: "a missing key",
  credentials: "bad credentials",
  "credentials-unheld": "bad credentials for a key that is not theirs",
  invalid: "an invalid request",
  malformed: "a malformed call",
  method: "another method",
  preflight: "a preflight",
  options: "OPTIONS",
  open: "an unusual request",
};

const RELATION_NAMES: Readonly<Record<RelationName, string>> = {
  "created-before-changed": "created before changed",
  "times-with-fractions": "times with fractions of a second",
  "message-in-language": "text in the language of Accept-Language",
  "same-owner": "same owner in both answers",
  "same-sequence": "same sequence in both answers",
};

const FRAMING_NAMES = {
  frames: "framing",
  message: "encoding of the message",
  "trailer-frame": "trailer frame",
  "status-form": "form of the status",
} as const;

/**
 * The stable name of an observation, which identifies it in the other answer, in the list of noise and in a list of
 * accepted differences: `header vary`, `body /metadata/key`. Names are made from data and never read back.
 */
export function subjectOf(observation: Observation | Difference): string {
  switch (observation.kind) {
    case "answer":
    case "completeness":
      return observation.kind;
    case "media-type":
      return "media type";
    case "media-type-format":
      return "media type format";
    case "media-type-parameters":
      return "media type parameters";
    case "header":
      return `header ${observation.name}`;
    case "malformed-challenge":
      return "challenge";
    case "challenge":
      return `challenge ${observation.scheme}`;
    case "challenge-parameter":
      return `challenge ${observation.scheme} ${observation.name}`;
    case "member":
      return bodyName(observation.pointer);
    case "unknown-field":
      return `${bodyName(observation.pointer)} field ${String(observation.number)}`;
    case "message-count":
      return "number of messages";
    case "error-message-count":
      return "number of messages of an error";
    case "compressed-messages":
      return "number of compressed messages";
    case "framing":
      return FRAMING_NAMES[observation.part];
    case "status-place":
      return "place of the status";
    case "status-count":
      return "number of statuses";
    case "status-details":
      return "status details";
    case "trailer":
      return `trailer ${observation.name}`;
    case "verdict":
      return `verdict ${observation.requirement}`;
    case "relation":
      return `relation ${RELATION_NAMES[observation.name]}`;
    case "unknown":
      return observation.name;
  }
}

/** The subject of a row; that of an answer names the request. */
export function rowSubjectOf(difference: Difference, requestClass: RequestClass): string {
  return difference.kind === "answer" ? `answer to ${REQUEST_CLASS_NAMES[requestClass]}` : subjectOf(difference);
}

function bodyName(pointer: string): string {
  return pointer === "" ? "body" : `body ${pointer}`;
}
