import type { Expectation } from "../contract/case.ts";
import { OPERATION } from "../contract/operation.ts";
import type { RequirementId } from "../contract/requirements/index.ts";
import type { Transport } from "../contract/transport.ts";
import { EITHER, WELL_FORMED } from "../cases/requirement-sets.ts";
import { resolveKey, storedStateOf } from "../runner/keys.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";

/** What the requirements say of a key that is asked for with good credentials. */
export interface KeyExpectation {
  readonly expect: Expectation;
  /** The requirement that is about a key like this one. */
  readonly own: RequirementId;
  /** Requirements on the answer's form. */
  readonly form: readonly RequirementId[];
}

/** Characters of a path that some servers refuse before they look at the key (RFC 9110 §15.5.15). */
const LONG_PATH = 2000;

/** The expected answer for a key over a transport. */
export function expectedFor(template: string, transport: Transport, descriptor: TargetDescriptor): KeyExpectation {
  const key = resolveKey(template, descriptor);
  const length = [...key].length;
  // No path addresses an empty key or a dot segment (RFC 3986 §5.2.4).
  const isAddressable = key !== "" && key !== "." && key !== "..";
  if (!isAddressable && transport === "rest") {
    return { expect: { kind: "open" }, own: key === "" ? "GMM-0308" : "GMM-0312", form: WELL_FORMED };
  }
  const invalid = { kind: "error", codes: ["INVALID_ARGUMENT"] } as const;
  if (length === 0) return { expect: invalid, own: "GMM-0308", form: WELL_FORMED };
  if (length > OPERATION.maxKeyLength) {
    return transport === "rest" && encodeURIComponent(key).length > LONG_PATH
      ? { expect: { ...invalid, statuses: [400, 414, 431] }, own: "GMM-0307", form: WELL_FORMED }
      : { expect: invalid, own: "GMM-0307", form: EITHER };
  }
  const { kind } = storedStateOf(descriptor, "subject", key);
  return kind === "value" || kind === "present"
    ? { expect: { kind: "stored" }, own: aboutStored(template, key), form: EITHER }
    : { expect: { kind: "error", codes: ["NOT_FOUND"] }, own: aboutMissing(template, key), form: EITHER };
}

type Rule = readonly [RequirementId, RegExp];

/** Requirements by what a key is like, the most particular first. */
const CONTROL: Rule = ["GMM-0318", /[\u0000-\u001f\u007f]/];
const STORED: readonly Rule[] = [
  CONTROL,
  ["GMM-0305", /[^\u0000-\u007f]/],
  ["GMM-0304", /\//],
  ["GMM-0302", /\+/],
  ["GMM-0303", /[!-$&-,.:-@[-^`{-~]/],
  ["GMM-0301", /[% ]/],
  ["GMM-0313", /^_search$/],
  ["GMM-0306", /^(?:.|.{200})$/],
];
const MISSING: readonly Rule[] = [
  CONTROL,
  ["GMM-0312", /^\.\.?$/],
  ["GMM-0317", /^[^\u0000-\u007f]{51,}$/],
  ["GMM-0316", /\p{M}/u],
  ["GMM-0320", /\u200b| {2}/],
  ["GMM-0305", /[^\u0000-\u007f]/],
  ["GMM-0314", /['*]|^[%_]$/],
  ["GMM-0301", /%/],
  ["GMM-0204", /^ | $/],
];

function aboutStored(template: string, key: string): RequirementId {
  if (template === "{KEY}") return "GMM-0203";
  return STORED.find(([, like]) => like.test(key))?.[0] ?? "GMM-0101";
}

function aboutMissing(template: string, key: string): RequirementId {
  if (template === "{KEY}") return "GMM-0203";
  if (template === "{prefix}") return "GMM-0205";
  return MISSING.find(([, like]) => like.test(key))?.[0] ?? "GMM-0201";
}
