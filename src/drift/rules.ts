import type { Grade } from "../contract/grade.ts";
import type { Asks } from "./asks.ts";
import { ANSWER, type Change } from "./change.ts";
import { gained, lost, loosens, storable } from "./policy.ts";

/** One numbered sentence that grades a kind of change; the first that fits decides. */
export interface Rule {
  /** Opaque and stable: never reused, never given another meaning. */
  readonly id: string;
  readonly grade: Grade;
  readonly sentence: string;
  /** The facets that it is for. */
  readonly facets: RegExp;
  /** The kinds of change that it is for; all of them when absent. */
  readonly kinds?: readonly Change["kind"][];
  /** What the case asks for; anything when absent. */
  readonly asks?: readonly Asks[];
  /** What else must hold. */
  readonly when?: (change: Change) => boolean;
}

const answer = new RegExp(`^${ANSWER}$`);
const isSuccess = (text: string): boolean => text.startsWith("success");
const isRefusal = (text: string): boolean => text.startsWith("error") || /^HTTP (4|5)/.test(text);
const isServersFault = (text: string): boolean => /^error (2|13|14|15) |HTTP 5\d\d/.test(text);
const isNotFound = (text: string): boolean => text.startsWith("error 5 ");
const isRedirect = (text: string): boolean => /^HTTP 3/.test(text);
const opens = ({ old, new: now }: Change): boolean => isRefusal(old) && isSuccess(now);
/** Members that the vendor documents. */
const DOCUMENTED =
  /^body( \/metadata(\/(key|value|details(\/(sequence|creationDate|changeDate|resourceOwner))?))?| \/code)?$/;

/** Every rule, the first that fits decides. */
export const RULES: readonly Rule[] = [
  {
    id: "DRIFT-0101",
    grade: "breaking",
    sentence: "What was answered is answered no more.",
    facets: answer,
    when: ({ new: now }) => now === "no answer",
  },
  {
    id: "DRIFT-0102",
    grade: "risky",
    sentence: "Another method is answered otherwise than by a refusal.",
    facets: answer,
    asks: ["method"],
    when: ({ new: now, judged }) => judged === "broken" && !/^(error|HTTP 4)/.test(now),
  },
  {
    id: "DRIFT-0103",
    grade: "breaking",
    sentence: "A success became something else.",
    facets: answer,
    when: ({ old }) => isSuccess(old),
  },
  {
    id: "DRIFT-0104",
    grade: "compatible",
    sentence: "An answer that violated a requirement is now as required.",
    facets: answer,
    when: ({ judged }) => judged === "mended",
  },
  {
    id: "DRIFT-0105",
    grade: "risky",
    sentence: "Credentials that were refused are accepted, or looked at only after the key.",
    facets: answer,
    asks: ["credentials", "credentials-unheld"],
    when: (change) => opens(change) || (change.asks === "credentials-unheld" && isNotFound(change.new)),
  },
  {
    id: "DRIFT-0106",
    grade: "compatible",
    sentence: "A request that was refused as invalid is taken: a limit was lifted.",
    facets: answer,
    asks: ["invalid", "malformed", "open"],
    when: (change) =>
      change.asks === "invalid" ? change.old.startsWith("error 3 ") && isNotFound(change.new) : opens(change),
  },
  {
    id: "DRIFT-0107",
    grade: "risky",
    sentence: "A request that no sound client sends is refused otherwise.",
    facets: answer,
    asks: ["malformed"],
  },
  {
    id: "DRIFT-0108",
    grade: "compatible",
    sentence: "The answer is another of those between which the documents leave the choice.",
    facets: answer,
    when: ({ choice, judged, old, new: now }) => choice && judged === "same" && isRefusal(old) && isRefusal(now),
  },
  {
    id: "DRIFT-0109",
    grade: "compatible",
    sentence: "Another method is refused in another way.",
    facets: answer,
    asks: ["method"],
    when: ({ old, new: now }) => isRefusal(old) && isRefusal(now),
  },
  {
    id: "DRIFT-0110",
    grade: "risky",
    sentence: "A redirect is another one.",
    facets: answer,
    when: ({ old, new: now }) => isRedirect(old) && isRedirect(now),
  },
  {
    id: "DRIFT-0113",
    grade: "breaking",
    sentence: "A request of which nothing is promised is answered by a fault of the server's.",
    facets: answer,
    asks: ["open"],
    when: ({ old, new: now }) => isServersFault(now) && !isServersFault(old),
  },
  {
    id: "DRIFT-0111",
    grade: "compatible",
    sentence: "A request of which nothing is promised is refused in another way.",
    facets: answer,
    asks: ["open"],
    when: ({ old, new: now }) => isRefusal(old) && isRefusal(now),
  },
  {
    id: "DRIFT-0112",
    grade: "risky",
    sentence: "A request of which nothing is promised is answered otherwise.",
    facets: answer,
    asks: ["open"],
  },
  { id: "DRIFT-0199", grade: "breaking", sentence: "Outcome, status or code is another one.", facets: answer },

  {
    id: "DRIFT-0201",
    grade: "breaking",
    sentence: "The answer ends in the middle, or no longer.",
    facets: /^complete$/,
    when: ({ new: now }) => now === "cut",
  },
  { id: "DRIFT-0202", grade: "compatible", sentence: "An answer that was cut is whole.", facets: /^complete$/ },
  {
    id: "DRIFT-0203",
    grade: "risky",
    sentence: "What HEAD or OPTIONS tells of the media type is gone or another.",
    facets: /^media type$/,
    asks: ["method"],
  },
  {
    id: "DRIFT-0204",
    grade: "breaking",
    sentence: "The media type is another one.",
    facets: /^media type$/,
  },
  {
    id: "DRIFT-0205",
    grade: "cosmetic",
    sentence: "The media type is written otherwise: a charset, or the format that goes unsaid.",
    facets: /^media type (format|parameters)$/,
  },

  {
    id: "DRIFT-0301",
    grade: "cosmetic",
    sentence: "A text for people, or a detail of an error, is another one or gone.",
    facets: /^body \/(message|details(\/.*)?)$/,
    kinds: ["changed", "removed"],
    when: ({ facet, kind, new: now }) => kind === "removed" || facet.includes("/details/") || now.startsWith('"'),
  },
  {
    id: "DRIFT-0302",
    grade: "risky",
    sentence: "A member is of another form that many readers take.",
    facets: /^body \/metadata\/details\//,
    kinds: ["changed"],
    when: ({ new: now }) => now.endsWith(", zero") || now.endsWith("with an offset"),
  },
  {
    id: "DRIFT-0303",
    grade: "breaking",
    sentence: "A documented member is gone.",
    facets: DOCUMENTED,
    kinds: ["removed"],
  },
  {
    id: "DRIFT-0304",
    grade: "breaking",
    sentence: "A documented member, or the whole body, has another type or value.",
    facets: new RegExp(`${DOCUMENTED.source}|^body /(message|details)$`),
    kinds: ["changed"],
  },
  { id: "DRIFT-0305", grade: "compatible", sentence: "A member was added.", facets: /^body/, kinds: ["added"] },
  { id: "DRIFT-0306", grade: "risky", sentence: "An undocumented member is gone or another.", facets: /^body/ },

  {
    id: "DRIFT-0401",
    grade: "breaking",
    sentence: "The frames of the answer are others.",
    facets: /^(frames|trailer frame|framing|decoding|status form)$/,
  },
  {
    id: "DRIFT-0408",
    grade: "risky",
    sentence: "An error carries a message, or no longer.",
    facets: /^frames of an error$/,
  },
  {
    id: "DRIFT-0402",
    grade: "risky",
    sentence: "The status stands more than once, or no longer.",
    facets: /^status count$/,
  },
  {
    id: "DRIFT-0403",
    grade: "cosmetic",
    sentence: "The status stands in another place, or a message is compressed where the client accepts it.",
    facets: /^(status place|compressed messages)$/,
  },
  {
    id: "DRIFT-0404",
    grade: "cosmetic",
    sentence: "The binary details of an error came, went, or have another text.",
    facets: /^status details$/,
    when: ({ old, new: now }) => [old, now].every((each) => ["absent", "agrees", "another message"].includes(each)),
  },
  {
    id: "DRIFT-0405",
    grade: "breaking",
    sentence: "The binary details of an error cannot be read, or contradict its status.",
    facets: /^status details$/,
  },
  { id: "DRIFT-0406", grade: "compatible", sentence: "A trailer was added.", facets: /^trailer /, kinds: ["added"] },
  { id: "DRIFT-0407", grade: "risky", sentence: "A trailer is gone.", facets: /^trailer / },

  {
    id: "DRIFT-0501",
    grade: "breaking",
    sentence: "Pages of other origins may no longer ask or read.",
    facets: /^header access-control-allow-(origin|headers|methods)$/,
    when: (change) => change.kind !== "added" && !loosens(change) && (change.facet.endsWith("-origin") || lost(change)),
  },
  {
    id: "DRIFT-0502",
    grade: "risky",
    sentence: "Pages of other origins may do or read less.",
    facets: /^header access-control-/,
    when: (change) => !change.facet.endsWith("-origin") && (lost(change) || change.kind === "removed"),
  },
  {
    id: "DRIFT-0503",
    grade: "compatible",
    sentence: "Pages of other origins may do or read more.",
    facets: /^header access-control-/,
  },
  {
    id: "DRIFT-0504",
    grade: "risky",
    sentence: "Caches may keep what they might not, or may no longer keep what they might.",
    facets: /^header cache-control$/,
    when: storable,
  },
  {
    id: "DRIFT-0505",
    grade: "compatible",
    sentence: "What is said to caches changed without letting them share the answer.",
    facets: /^header cache-control$/,
  },
  {
    id: "DRIFT-0506",
    grade: "cosmetic",
    sentence: "A field of HTTP/1.0 caches changed (RFC 9111 §5.4).",
    facets: /^header pragma$/,
  },
  {
    id: "DRIFT-0507",
    grade: "compatible",
    sentence: "A list in a header field grew.",
    facets: /^header (vary|allow)$/,
    when: (change) => gained(change) && !lost(change),
  },
  {
    id: "DRIFT-0508",
    grade: "compatible",
    sentence: "A header field or a part of a challenge was added.",
    facets: /^(header|challenge) ?/,
    kinds: ["added"],
    when: ({ new: now }) => now !== "malformed",
  },
  {
    id: "DRIFT-0510",
    grade: "compatible",
    sentence: "A challenge that could not be read is gone.",
    facets: /^challenge$/,
    kinds: ["removed"],
  },
  {
    id: "DRIFT-0509",
    grade: "risky",
    sentence: "A header field or a part of a challenge is gone or another.",
    facets: /^(header|challenge) ?/,
  },

  {
    id: "DRIFT-0601",
    grade: "compatible",
    sentence: "A requirement that was violated is now kept.",
    facets: /^verdict /,
    when: ({ old, new: now }) => /^(fail|deviation): /.test(old) && (now === "pass" || now === "skipped"),
  },
  {
    id: "DRIFT-0602",
    grade: "cosmetic",
    sentence: "A requirement has something to judge, or nothing any more, or leaves what was seen free.",
    facets: /^verdict /,
    when: ({ new: now }) => !/^(fail|deviation): /.test(now),
  },
  {
    id: "DRIFT-0603",
    grade: "compatible",
    sentence: "An error carries more than it should.",
    facets: /^verdict GMM-(0206|0307|0319|0514)$/,
  },
  {
    id: "DRIFT-0604",
    grade: "cosmetic",
    sentence: "An error has no text.",
    facets: /^verdict GMM-0505$/,
  },
  {
    id: "DRIFT-0605",
    grade: "risky",
    sentence:
      "A MUST is violated anew that most clients do without: forms of times, challenges, methods, leaks, place of the status.",
    facets: /^verdict GMM-(0113|0312|0412|0413|0507|0509|0510|0511|0701|0702|0707|0708|0803|0804|0816|0817|0824|0903)$/,
  },
  {
    id: "DRIFT-0606",
    grade: "breaking",
    sentence: "A MUST is violated anew.",
    facets: /^verdict /,
    when: ({ old, new: now }) => now.startsWith("fail: ") && !old.startsWith("fail: "),
  },
  {
    id: "DRIFT-0607",
    grade: "risky",
    sentence: "A SHOULD is violated anew, or a requirement in another way.",
    facets: /^verdict /,
  },
  {
    id: "DRIFT-0701",
    grade: "breaking",
    sentence: "Parts of an answer, or two answers, no longer agree.",
    facets: /^relation /,
    when: ({ new: now }) => now === "false",
  },
  { id: "DRIFT-0702", grade: "compatible", sentence: "Parts of an answer agree that did not.", facets: /^relation / },

  { id: "DRIFT-9999", grade: "risky", sentence: "Something else is not as it was.", facets: /^/ },
];

/** The rule that grades a change. The last one takes whatever is left. */
export function ruleFor(change: Change): Rule {
  const found = RULES.find(
    ({ facets, kinds, asks, when }) =>
      facets.test(change.facet) &&
      (kinds?.includes(change.kind) ?? true) &&
      (asks?.includes(change.asks) ?? true) &&
      (when?.(change) ?? true),
  );
  if (found === undefined) throw new Error(`No rule grades ${change.facet}`);
  return found;
}
