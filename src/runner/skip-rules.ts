import { expectationOn, type Case, type Step, type Stimulus, type TokenName } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import { tokenOf } from "./credentials.ts";
import { holdingOf, resolveKey } from "./keys.ts";
import { prismJudges } from "./prism.ts";
import type { TargetFacts } from "../target/descriptor.ts";

const READS = ["GET", "HEAD", "OPTIONS"];

/** What to give so that a token is there. */
const TOKEN_SETTING: Readonly<Record<TokenName, string>> = {
  subject: "ZITADEL_TOKEN",
  other: "ZITADEL_OTHER_TOKEN",
  expired: "an expired token",
  deactivated: "the token of a deactivated user",
};

/** Why a case cannot run over a transport against this target, or undefined when it can. */
export function whySkipped(
  testCase: Case,
  transport: Transport,
  facts: TargetFacts,
  canChange: boolean,
): string | undefined {
  if (facts.kind === "prism" && !prismJudges(testCase, transport)) {
    return "Prism mocks the documented examples over REST as JSON, and knows nothing of this";
  }
  const stimuli = testCase.then === undefined ? [testCase.stimulus] : [testCase.stimulus, testCase.then];
  for (const stimulus of stimuli) {
    const reason = missingToken(stimulus, facts) ?? unsafe(stimulus, transport, facts);
    if (reason !== undefined) return reason;
  }
  if (testCase.course !== undefined) return missingUsers(testCase.course, testCase.stimulus, facts, canChange);
  return missingEntry(testCase, transport, facts);
}

/** A course needs users who may be changed, or two users whose values are known and differ. */
function missingUsers(
  course: readonly Step[],
  { key }: Stimulus,
  facts: TargetFacts,
  canChange: boolean,
): string | undefined {
  const changes = course.some((step) => step.do !== "take-turns" && step.do !== "ask-at-once");
  if (changes) return canChange ? undefined : "needs users who may be changed: set ZITADEL_ADMIN_TOKEN";
  if (facts.tokens.other === undefined) return `needs ${TOKEN_SETTING.other}`;
  const owners = (["subject", "other"] as const).map((owner) => holdingOf(facts, owner, resolveKey(key, facts)));
  return owners.every(({ kind }) => kind === "value") ? undefined : "needs two users whose values are known";
}

function missingToken({ credential }: Stimulus, facts: TargetFacts): string | undefined {
  const name = tokenOf(credential);
  return name === undefined || facts.tokens[name] !== undefined ? undefined : `needs ${TOKEN_SETTING[name]}`;
}

function unsafe({ rest, rpc, credential }: Stimulus, transport: Transport, facts: TargetFacts): string | undefined {
  if (facts.kind !== "live" || facts.throwaway) return undefined;
  if (credential === "in-query") return "needs a throwaway user: a token in a URL ends up in logs";
  const safe = transport === "rest" ? READS.includes(rest?.method ?? "GET") : rpc?.path === undefined;
  return safe ? undefined : "needs a throwaway user: without an admin token a live run only reads";
}

/** A case that expects an entry needs a user who is known to have it. */
function missingEntry(testCase: Case, transport: Transport, facts: TargetFacts): string | undefined {
  const { stimulus } = testCase;
  const key = resolveKey(stimulus.key, facts);
  if (
    stimulus.key === "only-other" &&
    holdingOf(facts, "other", key).kind !== "held" &&
    !holdsValue(facts, "other", key)
  ) {
    return `needs another user who is known to have the key ${JSON.stringify(key)}`;
  }
  if (stimulus.key === "{prefix}" && key === "") return "the key has no beginning of its own";
  const expectation = expectationOn(testCase, transport);
  if (expectation.kind !== "stored" && expectation.kind !== "head") return undefined;
  const owner = tokenOf(stimulus.credential) ?? "subject";
  const holding = holdingOf(facts, owner, key);
  if (holding.kind === "value" || holding.kind === "held") return undefined;
  const who = owner === "other" ? "the other user" : "the user";
  return `${who} is not known to have the key ${JSON.stringify(short(key))}`;
}

function holdsValue(facts: TargetFacts, owner: TokenName, key: string): boolean {
  return holdingOf(facts, owner, key).kind === "value";
}

function short(key: string): string {
  return key.length > 40 ? `${key.slice(0, 40)}…` : key;
}
