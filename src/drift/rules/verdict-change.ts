import type { Rule } from "./rule.ts";

/** Conclusions from all of it: verdicts of the suite, and relations. */
export const VERDICT_CHANGE_RULES: readonly Rule[] = [
  {
    id: "DRIFT-0601",
    grade: "compatible",
    sentence: "A requirement that was violated is now kept.",
    observations: /^verdict /,
    when: ({ old, new: now }) => /^(fail|deviation): /.test(old) && (now === "pass" || now === "inapplicable"),
  },
  {
    id: "DRIFT-0602",
    grade: "cosmetic",
    sentence: "A requirement has something to judge, or nothing any more, or leaves what was seen free.",
    observations: /^verdict /,
    when: ({ new: now }) => !/^(fail|deviation): /.test(now),
  },
  {
    id: "DRIFT-0603",
    grade: "compatible",
    sentence: "More is served, or said, than should be.",
    observations: /^verdict GMM-(0206|0307|0319|0514)$/,
  },
  {
    id: "DRIFT-0604",
    grade: "cosmetic",
    sentence: "An error has no text.",
    observations: /^verdict GMM-0505$/,
  },
  {
    id: "DRIFT-0605",
    grade: "risky",
    sentence:
      "A MUST is violated anew that most clients do without: forms of times, challenges, methods, leaks, place of the status.",
    observations:
      /^verdict GMM-(0113|0312|0412|0413|0507|0509|0510|0511|0701|0702|0707|0708|0803|0804|0816|0817|0824|0903)$/,
  },
  {
    id: "DRIFT-0606",
    grade: "breaking",
    sentence: "A MUST is violated anew.",
    observations: /^verdict /,
    when: ({ old, new: now }) => now.startsWith("fail: ") && !old.startsWith("fail: "),
  },
  {
    id: "DRIFT-0607",
    grade: "risky",
    sentence: "A SHOULD is violated anew, or a requirement in another way.",
    observations: /^verdict /,
  },
  {
    id: "DRIFT-0611",
    grade: "breaking",
    sentence: "Parts of an answer, or two answers, no longer agree.",
    observations: /^relation /,
    when: ({ new: now }) => now === "false",
  },
  {
    id: "DRIFT-0612",
    grade: "compatible",
    sentence: "Parts of an answer agree that did not.",
    observations: /^relation /,
  },
];
