import type { Transport } from "../../contract/transport.ts";
import type { Context } from "../../servers/reference/behaviour.ts";

/** A right answer that generic faults are made from, and the cases that get to see it. */
export interface AnswerKind {
  readonly name: string;
  readonly transports: readonly Transport[];
  /** Tells such an answer from all others. */
  readonly picks: (context: Context) => boolean;
  /** What of it is changed: all of it, or its fields alone where another kind has the same content. */
  readonly parts: "all" | "fields";
  /** The first of them shows what the right answer is. */
  readonly cases: readonly string[];
}

const ALL: readonly Transport[] = ["rest", "grpc", "grpc-web"];

/** The answers that every client of the operation meets. */
export const ANSWER_KINDS: readonly AnswerKind[] = [
  {
    name: "success",
    transports: ALL,
    parts: "all",
    picks: ({ answer, call }) => answer.kind === "entry" && !call.raw.headers.has("origin"),
    cases: ["success/text", "success/twice", "parity/text"],
  },
  {
    name: "missing-key",
    transports: ALL,
    parts: "all",
    picks: ({ answer }) => answer.kind === "error" && answer.error.code === 5,
    cases: ["missing-key/nobody", "parity/missing"],
  },
  {
    name: "bad-token",
    transports: ALL,
    parts: "all",
    picks: ({ answer }) => answer.kind === "error" && answer.error.code === 16,
    cases: ["bad-token/garbage", "parity/bad-token"],
  },
  {
    name: "cross-origin",
    transports: ["rest"],
    parts: "fields",
    picks: ({ answer, call }) => answer.kind === "entry" && call.raw.headers.has("origin"),
    cases: ["wire/cors-rest"],
  },
  {
    name: "cross-origin",
    transports: ["grpc-web"],
    parts: "fields",
    picks: ({ answer, call }) => answer.kind === "entry" && call.raw.headers.has("origin"),
    cases: ["wire/cors-web"],
  },
  {
    name: "cross-origin-bad-token",
    transports: ["rest", "grpc-web"],
    parts: "fields",
    picks: ({ answer, call }) => answer.kind === "error" && answer.error.code === 16 && call.raw.headers.has("origin"),
    cases: ["wire/cors-bad-token"],
  },
];
