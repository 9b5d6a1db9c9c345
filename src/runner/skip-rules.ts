import {
  expectationOn,
  secondRequest,
  type Case,
  type CaseRequest,
  type ScenarioCase,
  type TokenName,
} from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import { tokenOf } from "./credentials.ts";
import { storedStateOf, resolveKey } from "./keys.ts";
import { whyNoEvidence } from "./judged-examples.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";

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
  descriptor: TargetDescriptor,
  canChange: boolean,
): string | undefined {
  const noEvidence = whyNoEvidence(descriptor, testCase, transport);
  if (noEvidence !== undefined) return noEvidence;
  for (const request of [testCase.request, secondRequest(testCase)].filter((each) => each !== undefined)) {
    const reason = missingToken(request, descriptor) ?? unsafe(request, transport, descriptor);
    if (reason !== undefined) return reason;
  }
  if (testCase.kind === "scenario") return missingUsers(testCase, descriptor, canChange);
  return missingEntry(testCase, transport, descriptor);
}

/** A scenario needs users who may be changed, or two users whose values are known and differ. */
function missingUsers(
  { steps, request }: ScenarioCase,
  descriptor: TargetDescriptor,
  canChange: boolean,
): string | undefined {
  const changes = steps.some((step) => step.do !== "interleaved" && step.do !== "concurrent");
  if (changes) return canChange ? undefined : "needs users who may be changed: set ZITADEL_ADMIN_TOKEN";
  if (descriptor.tokens.other === undefined) return `needs ${TOKEN_SETTING.other}`;
  const owners = (["subject", "other"] as const).map((owner) =>
    storedStateOf(descriptor, owner, resolveKey(request.key, descriptor)),
  );
  return owners.every(({ kind }) => kind === "value") ? undefined : "needs two users whose values are known";
}

function missingToken({ credential }: CaseRequest, descriptor: TargetDescriptor): string | undefined {
  const name = tokenOf(credential);
  if (name === undefined || descriptor.tokens[name] !== undefined) return undefined;
  const reason = `needs ${TOKEN_SETTING[name]}`;
  return name === "expired" || name === "deactivated" ? withAdministrator(reason, descriptor) : reason;
}

function unsafe(
  { rest, rpc, credential }: CaseRequest,
  transport: Transport,
  descriptor: TargetDescriptor,
): string | undefined {
  if (descriptor.capabilities.mayWrite !== "nothing") return undefined;
  if (credential === "in-query") return "needs a throwaway user: a token in a URL ends up in logs";
  const safe = transport === "rest" ? READS.includes(rest?.method ?? "GET") : rpc?.path === undefined;
  return safe ? undefined : "needs a throwaway user: without an admin token a live run only reads";
}

/** A case that expects an entry needs a user who is known to have it. */
function missingEntry(testCase: Case, transport: Transport, descriptor: TargetDescriptor): string | undefined {
  const { request } = testCase;
  const key = resolveKey(request.key, descriptor);
  if (
    request.key === "only-other" &&
    storedStateOf(descriptor, "other", key).kind !== "present" &&
    !holdsValue(descriptor, "other", key)
  ) {
    return needsEntry("other", descriptor);
  }
  if (request.key === "{prefix}" && key === "") return "the key has no beginning of its own";
  const expectation = expectationOn(testCase, transport);
  if (expectation.kind !== "stored" && expectation.kind !== "head") return undefined;
  const owner = tokenOf(request.credential) ?? "subject";
  const storedState = storedStateOf(descriptor, owner, key);
  if (storedState.kind === "value" || storedState.kind === "present") return undefined;
  return needsEntry(owner, descriptor);
}

/** The key is left out, so that the summary counts all of these as one reason. */
function needsEntry(owner: TokenName, descriptor: TargetDescriptor): string {
  const who = owner === "other" ? "another user" : "a user";
  return withAdministrator(`needs ${who} who is known to have the case's metadata`, descriptor);
}

/** What an administrator would provide is needed only where a live target has none. */
function withAdministrator(reason: string, { kind, provisioning }: TargetDescriptor): string {
  return kind === "live" && provisioning === undefined ? `${reason}: set ZITADEL_ADMIN_TOKEN` : reason;
}

function holdsValue(descriptor: TargetDescriptor, owner: TokenName, key: string): boolean {
  return storedStateOf(descriptor, owner, key).kind === "value";
}
