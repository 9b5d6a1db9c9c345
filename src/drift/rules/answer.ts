import { ANSWER, type Change } from "../change.ts";
import type { Rule } from "./rule.ts";

const answer = new RegExp(`^${ANSWER}$`);
const isSuccess = (text: string): boolean => text.startsWith("success");
const isRefusal = (text: string): boolean => text.startsWith("error") || /^HTTP (4|5)/.test(text);
/** A 501 is none: it refuses what the server does not do (RFC 9110 §15.6.2). */
const isServersFault = (text: string): boolean => /^error (2|13|14|15) |HTTP 5(?!01)\d\d/.test(text);
const isNotFound = (text: string): boolean => text.startsWith("error 5 ");
const isRedirect = (text: string): boolean => text.startsWith("HTTP 3");
const opens = ({ old, new: now }: Change): boolean => isRefusal(old) && isSuccess(now);

/** What kind of answer it is: outcome, status and code, told as one. */
export const ANSWER_RULES: readonly Rule[] = [
  {
    id: "DRIFT-0101",
    grade: "breaking",
    sentence: "What was answered is answered no more.",
    observations: answer,
    when: ({ new: now }) => now === "no answer",
  },
  {
    id: "DRIFT-0102",
    grade: "risky",
    sentence: "Another method is answered otherwise than by a refusal.",
    observations: answer,
    asks: ["method"],
    when: ({ new: now, judged }) => judged === "broken" && !/^(error|HTTP 4)/.test(now),
  },
  {
    id: "DRIFT-0103",
    grade: "breaking",
    sentence: "A success became something else.",
    observations: answer,
    when: ({ old }) => isSuccess(old),
  },
  {
    id: "DRIFT-0104",
    grade: "compatible",
    sentence: "An answer that violated a requirement is now as required.",
    observations: answer,
    when: ({ judged }) => judged === "mended",
  },
  {
    id: "DRIFT-0114",
    grade: "breaking",
    sentence: "Credentials that were refused are accepted.",
    observations: answer,
    asks: ["credentials", "credentials-unheld"],
    when: opens,
  },
  {
    id: "DRIFT-0105",
    grade: "risky",
    sentence: "Credentials that are refused are looked at only after the key.",
    observations: answer,
    asks: ["credentials-unheld"],
    when: (change) => isNotFound(change.new),
  },
  {
    id: "DRIFT-0106",
    grade: "compatible",
    sentence: "A request that was refused as invalid is taken: a limit was lifted.",
    observations: answer,
    asks: ["invalid", "malformed", "open"],
    when: (change) =>
      change.asks === "invalid" ? change.old.startsWith("error 3 ") && isNotFound(change.new) : opens(change),
  },
  {
    id: "DRIFT-0107",
    grade: "risky",
    sentence: "A request that no sound client sends is refused otherwise.",
    observations: answer,
    asks: ["malformed"],
  },
  {
    id: "DRIFT-0113",
    grade: "breaking",
    sentence: "A request of which nothing is promised is answered by a fault of the server's.",
    observations: answer,
    asks: ["open"],
    when: ({ old, new: now }) => isServersFault(now) && !isServersFault(old),
  },
  {
    id: "DRIFT-0108",
    grade: "compatible",
    sentence: "The answer is another of those between which the documents leave the choice.",
    observations: answer,
    when: ({ choice, judged, old, new: now }) => choice && judged === "same" && isRefusal(old) && isRefusal(now),
  },
  {
    id: "DRIFT-0109",
    grade: "compatible",
    sentence: "Another method is refused in another way.",
    observations: answer,
    asks: ["method"],
    when: ({ old, new: now }) => isRefusal(old) && isRefusal(now),
  },
  {
    id: "DRIFT-0110",
    grade: "risky",
    sentence: "A redirect is another one.",
    observations: answer,
    when: ({ old, new: now }) => isRedirect(old) && isRedirect(now),
  },
  {
    id: "DRIFT-0111",
    grade: "compatible",
    sentence: "A request of which nothing is promised is refused in another way.",
    observations: answer,
    asks: ["open"],
    when: ({ old, new: now }) => isRefusal(old) && isRefusal(now),
  },
  {
    id: "DRIFT-0112",
    grade: "risky",
    sentence: "A request of which nothing is promised is answered otherwise.",
    observations: answer,
    asks: ["open"],
  },
  { id: "DRIFT-0199", grade: "breaking", sentence: "Outcome, status or code is another one.", observations: answer },
];
