import type { Check, CheckInput, Finding } from "./check.ts";
import { POINTERS } from "../contract/operation.ts";
import { showCode } from "../contract/codes.ts";
import { mediaType } from "../protocol/exchange.ts";
import type { Evidence, Metadata } from "../protocol/outcome.ts";
import { asExpected } from "./expected.ts";
import { describe, nothing, PASS, statusPlace, violation, violationsOf } from "./finding.ts";
import { successFitsSchema, successIsJson } from "./json.ts";
import { nanoseconds, showTime } from "./metadata.ts";
import { framesAreWhole, oneMessage, statusIsInPlace } from "./rpc.ts";
import type { Violation } from "./check.ts";

interface Pair {
  readonly mine: Metadata;
  readonly theirs: Metadata;
  readonly other: string;
}

/** Both answers mean the same: the same entry, or the same error. */
export function sameTwice(input: CheckInput): Finding {
  if (input.kind !== "pair") return nothing("there was no second request");
  return compare(input.evidence, input.second, "the first answer");
}

/** What a second answer is written in, beside what it means. */
const FORMS: readonly Check[] = [successIsJson, successFitsSchema, statusIsInPlace, framesAreWhole, oneMessage];

/** Over the other version of HTTP the answer means the same, and its status, media type and form are as right. */
export function sameOverHttp2(input: CheckInput): Finding {
  const finding = sameTwice(input);
  if ("nothing" in finding || finding.length > 0 || input.kind !== "pair") return finding;
  const [first, second] = [input.evidence, input.second].map(({ exchange }) => exchange.response);
  if (first === undefined || second === undefined) return finding;
  const [type, other] = [mediaType(first.headers) ?? "absent", mediaType(second.headers) ?? "absent"];
  return [
    ...(first.status === second.status
      ? []
      : differs("status", "the first answer", `HTTP ${String(second.status)}`, `HTTP ${String(first.status)}`)),
    ...(type === other ? [] : differs("content-type", "the first answer", other, type)),
    ...FORMS.filter((form) => violationsOf(form(input)).length === 0).flatMap((form) =>
      violationsOf(form({ ...input, evidence: input.second })),
    ),
  ];
}

/** Refusals of two keys, one of which exists, have the same code and status, and say the same but for ids. */
export function tellsNothing(input: CheckInput): Finding {
  const finding = sameTwice(input);
  if ("nothing" in finding || finding.length > 0 || input.kind !== "pair") return finding;
  const [first, second] = [input.evidence, input.second];
  if (first.outcome.kind !== "error" || second.outcome.kind !== "error") return finding;
  if (first.exchange.response.status !== second.exchange.response.status) {
    return violation("status", `${describe(first)}, as the first answer`, describe(second), "another status");
  }
  const [said, other] = [withoutIds(first.outcome.message), withoutIds(second.outcome.message)];
  return said === other ? PASS : violation("message", "the text of the first answer", "another text", "another text");
}

/**
 * Ids of a request, and times, differ from answer to answer; ids of places in the source differ between replicas of two
 * builds. Such words have a digit, or capitals and a hyphen or an underscore, such as `QUERY-abcde`.
 */
function withoutIds(message = ""): string {
  return message.replace(/[\w-]*\d[\w:.-]*|(?=[\w-]*[A-Z])[A-Za-z]+[-_][\w-]+/g, "#");
}

/** Another user's token returns that user's entry, and not the first user's. */
export function isOthersOwn(input: CheckInput): Finding {
  const finding = asExpected(input);
  if ("nothing" in finding || finding.length > 0 || input.kind !== "pair") return finding;
  const pair = metadataOf(input.second, input.evidence, "the first user");
  if (pair === undefined) return PASS;
  const isSame = [...entryDiffers(pair), ...ownerDiffers(pair), ...timesDiffer(pair)].length === 0;
  return isSame
    ? violation(POINTERS.entry, "the other user's own entry", "the first user's entry", "another user's")
    : PASS;
}

function compare(first: Evidence, second: Evidence, name: string): Finding {
  if (first.outcome.kind !== second.outcome.kind) {
    return violation(statusPlace(second), `${describe(first)}, as ${name}`, describe(second), "another outcome");
  }
  if (first.outcome.kind === "error" && second.outcome.kind === "error") {
    if (first.outcome.code === second.outcome.code) return PASS;
    return violation("code", showCode(first.outcome.code), showCode(second.outcome.code), "another code");
  }
  const pair = metadataOf(first, second, name);
  return pair === undefined ? PASS : [...entryDiffers(pair), ...ownerDiffers(pair), ...timesDiffer(pair)];
}

/** A success without metadata differs from one with them. */
const NONE: Metadata = { key: undefined, value: undefined, details: undefined };

function metadataOf(first: Evidence, second: Evidence, other: string): Pair | undefined {
  if (first.outcome.kind !== "success" || second.outcome.kind !== "success") return undefined;
  const [theirs, mine] = [first.outcome.metadata, second.outcome.metadata];
  return mine === undefined && theirs === undefined ? undefined : { mine: mine ?? NONE, theirs: theirs ?? NONE, other };
}

function differs(where: string, other: string, mine: unknown, theirs: unknown): Violation[] {
  return violation(where, `${String(theirs)}, as ${other}`, String(mine), "different");
}

function entryDiffers({ mine, theirs, other }: Pair): Violation[] {
  const found = mine.key === theirs.key ? [] : differs(POINTERS.key, other, mine.key, theirs.key);
  const [left, right] = [mine.value ?? new Uint8Array(), theirs.value ?? new Uint8Array()];
  if (Buffer.compare(left, right) === 0) return found;
  return [
    ...found,
    ...differs(POINTERS.value, other, `${String(left.length)} other bytes`, `${String(right.length)} bytes`),
  ];
}

function ownerDiffers({ mine, theirs, other }: Pair): Violation[] {
  return (["sequence", "resourceOwner"] as const).flatMap((name) =>
    mine.details?.[name] === theirs.details?.[name]
      ? []
      : differs(POINTERS[name], other, mine.details?.[name], theirs.details?.[name]),
  );
}

function timesDiffer({ mine, theirs, other }: Pair): Violation[] {
  return (["creationDate", "changeDate"] as const).flatMap((name) => {
    const [left, right] = [mine.details?.[name], theirs.details?.[name]];
    if (left === undefined || right === undefined)
      return left === right ? [] : differs(POINTERS[name], other, left && showTime(left), right && showTime(right));
    return nanoseconds(left) === nanoseconds(right)
      ? []
      : differs(POINTERS[name], other, showTime(left), showTime(right));
  });
}

function ofPair(input: CheckInput, judge: (pair: Pair) => Finding): Finding {
  if (input.kind !== "parity") return nothing("there is no other transport to compare with");
  const pair = metadataOf(input.peer.evidence, input.evidence, input.peer.transport);
  return pair === undefined ? nothing("not both transports answered with metadata") : judge(pair);
}

/** Key and value are the same over the other transport. */
export function entryAgrees(input: CheckInput): Finding {
  return ofPair(input, entryDiffers);
}

/** Sequence and owner are the same over the other transport. */
export function detailsAgree(input: CheckInput): Finding {
  return ofPair(input, ownerDiffers);
}

/** Both times are the same over the other transport. */
export function timesAgree(input: CheckInput): Finding {
  return ofPair(input, timesDiffer);
}

/** The error code is the same over the other transport. */
export function codesAgree(input: CheckInput): Finding {
  if (input.kind !== "parity") return nothing("there is no other transport to compare with");
  const [mine, theirs] = [input.evidence.outcome, input.peer.evidence.outcome];
  if (mine.kind !== "error" || theirs.kind !== "error") return nothing("not both transports answered with an error");
  if (mine.code === theirs.code) return PASS;
  const seen = `code ${String(mine.code)}, ${input.peer.transport} code ${String(theirs.code)}`;
  return violation("code", `${showCode(theirs.code)}, as ${input.peer.transport}`, showCode(mine.code), seen);
}

/** The kind of answer is the same over the other transport. */
export function outcomesAgree(input: CheckInput): Finding {
  if (input.kind !== "parity") return nothing("there is no other transport to compare with");
  const { evidence, transport } = input.peer;
  if (input.evidence.outcome.kind === evidence.outcome.kind) return PASS;
  const seen = `${kindOf(input.evidence)}, ${transport} ${kindOf(evidence)}`;
  return violation(
    statusPlace(input.evidence),
    `${describe(evidence)}, as ${transport}`,
    describe(input.evidence),
    seen,
  );
}

function kindOf({ outcome }: Evidence): string {
  return outcome.kind === "error" ? `error ${String(outcome.code)}` : outcome.kind;
}
