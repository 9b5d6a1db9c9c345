import type { StatusPlace } from "../protocol/outcome.ts";
import type { Verdict } from "../runner/result.ts";

/** The kind of answer, on which everything else in it depends. Statuses and codes are numbers as sent. */
export type AnswerValue =
  | { readonly kind: "success"; readonly httpStatus: number }
  /** A documented error; `code` is null where it has no readable one. */
  | { readonly kind: "error"; readonly code: number | null; readonly httpStatus: number }
  /** Neither: a redirect, a proxy's page, a broken frame. */
  | {
      readonly kind: "other";
      readonly httpStatus: number;
      readonly mediaType: string | null;
      readonly empty: boolean;
      readonly grpcStatus: string | null;
    }
  /** No answer came. */
  | { readonly kind: "none" };

/** What clients can rely on in a header field: for most fields only their presence. */
export type HeaderValue =
  | { readonly kind: "present" }
  /** A list in which neither order nor case has a meaning: sorted and in lower case. */
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "text"; readonly text: string }
  /** `access-control-allow-origin` names the origin of the request. */
  | { readonly kind: "requesting-origin" };

/** A parameter of a challenge: its text where clients read it, otherwise its presence. */
export type ParameterValue = { readonly kind: "present" } | { readonly kind: "text"; readonly text: string };

/** A normalised member of the content, without user data and values that the vendor may choose freely. */
export type MemberValue =
  /** A type of JSON, or `message` of protobuf. */
  | { readonly kind: "type"; readonly type: "object" | "array" | "string" | "number" | "boolean" | "null" | "message" }
  /** A list by the types of its items. */
  | { readonly kind: "array-of"; readonly types: readonly string[] }
  /** The whole body: it has no bytes, or cannot be read. */
  | { readonly kind: "empty" }
  | { readonly kind: "unreadable"; readonly problem: string }
  /** A text that is compared as it is. */
  | { readonly kind: "text"; readonly text: string }
  /** The key that the request names. */
  | { readonly kind: "requested-key" }
  /** The bytes that are stored. */
  | { readonly kind: "stored-bytes" }
  /** Bytes, where nobody knows what is stored: they say nothing against bytes that are as stored. */
  | { readonly kind: "unknown-bytes" }
  | { readonly kind: "no-bytes" }
  | { readonly kind: "other-bytes"; readonly length: number; readonly sha256: string }
  | { readonly kind: "not-base64" }
  | { readonly kind: "uint64"; readonly quoted: boolean; readonly zero: boolean }
  /** A time by its form; how many decimals it has is the vendor's own choice. */
  | { readonly kind: "time"; readonly form: "utc" | "offset" | "timestamp" | "out-of-range" }
  /** An owner by its form: which one it is differs from instance to instance. */
  | { readonly kind: "owner"; readonly form: "id" | "empty" | "other" };

/** How google.rpc.Status in its trailer compares with the status itself. */
export type StatusDetailsValue =
  | { readonly kind: "agrees" }
  | { readonly kind: "other-message" }
  | { readonly kind: "other-code" }
  | { readonly kind: "unreadable"; readonly problem: string };

/** The verdict of a requirement (`noted` for a MAY that is not met), and the violations. */
export interface VerdictValue {
  readonly verdict: Verdict | "noted";
  readonly seen: readonly string[];
}

/** A relation between parts of an answer, or between the two answers of a case. */
export type RelationName =
  | "created-before-changed"
  | "times-with-fractions"
  /** An error has another text in the language that the request asks for than in English. */
  | "message-in-language"
  | "same-owner"
  | "same-sequence";

/**
 * One normalised observation of an answer. Within one answer its kind and its naming members (all but `value`) are
 * unique, so that two answers are compared member by member.
 */
export type Observation =
  | { readonly kind: "answer"; readonly value: AnswerValue }
  | { readonly kind: "completeness"; readonly value: "whole" | "truncated" }
  | { readonly kind: "media-type"; readonly value: string }
  /** The format that may go unsaid: `application/grpc+proto`. */
  | { readonly kind: "media-type-format"; readonly value: string }
  | { readonly kind: "media-type-parameters"; readonly value: readonly string[] }
  | { readonly kind: "header"; readonly name: string; readonly value: HeaderValue }
  /** `WWW-Authenticate` cannot be read. */
  | { readonly kind: "malformed-challenge"; readonly value: true }
  | { readonly kind: "challenge"; readonly scheme: string; readonly value: true }
  | {
      readonly kind: "challenge-parameter";
      readonly scheme: string;
      readonly name: string;
      readonly value: ParameterValue;
    }
  /** By JSON pointer, empty for the body itself; over gRPC by the pointer that the member has over REST. */
  | { readonly kind: "member"; readonly pointer: string; readonly value: MemberValue }
  /** A field of protobuf that the contract does not have; its value is the wire type. */
  | { readonly kind: "unknown-field"; readonly pointer: string; readonly number: number; readonly value: number }
  | { readonly kind: "message-count"; readonly value: number }
  | { readonly kind: "error-message-count"; readonly value: number }
  | { readonly kind: "compressed-messages"; readonly value: number }
  /** What is wrong with the frames, the message in them, the trailer frame's place, or the digits of the status. */
  | {
      readonly kind: "framing";
      readonly part: "frames" | "message" | "trailer-frame" | "status-form";
      readonly value: string;
    }
  | { readonly kind: "status-place"; readonly value: readonly StatusPlace[] }
  | { readonly kind: "status-count"; readonly value: number }
  | { readonly kind: "status-details"; readonly value: StatusDetailsValue }
  | { readonly kind: "trailer"; readonly name: string; readonly value: true }
  | { readonly kind: "verdict"; readonly requirement: string; readonly value: VerdictValue }
  | { readonly kind: "relation"; readonly name: RelationName; readonly value: boolean }
  /** What another version of this suite records: its name, and its value as JSON text. */
  | { readonly kind: "unknown"; readonly name: string; readonly value: string };

/** Kind of an observation. */
export type ObservationKind = Observation["kind"];

type BothSides<Each> = Each extends Observation
  ? Omit<Each, "value"> & { readonly old: Each["value"] | undefined; readonly new: Each["value"] | undefined }
  : never;

/** One observation of one of these kinds with its value on both sides, undefined where absent. */
export type Difference<Kind extends ObservationKind = ObservationKind> = Extract<
  BothSides<Observation>,
  { readonly kind: Kind }
>;

/** True for conclusions from a whole case, which follow from its answers. */
export function isConclusion({ kind }: { readonly kind: ObservationKind }): boolean {
  return kind === "verdict" || kind === "relation";
}
