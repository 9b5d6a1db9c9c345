import type { TargetDescriptor } from "../target/descriptor.ts";
import type { Values } from "./fill.ts";
import { judgeError, judgeSuccess, whyStopped, type Judgement } from "./judge.ts";
import type { Ended } from "./process.ts";
import type { RedirectServers, RedirectTrace } from "./redirect.ts";
import type { ScenarioName } from "./result.ts";

/** A made-up token, which no target accepts, for the servers of this process. */
export const MADE_UP_TOKEN = "made-up-token-of-the-samples";

/** What the scenarios need. */
export interface Stage {
  readonly descriptor: TargetDescriptor;
  readonly redirects: RedirectServers;
}

/** The values to fill into a sample for a scenario. */
export function valuesOf(scenario: ScenarioName, { descriptor, redirects }: Stage, name: string): Values {
  const { baseUrl, key, missingKey, tokens } = descriptor;
  const token = tokens.subject ?? "";
  switch (scenario) {
    case "success":
      return { baseUrl, key, token };
    case "missing-key":
      return { baseUrl, key: missingKey, token };
    case "bad-token":
      return { baseUrl, key, token: MADE_UP_TOKEN };
    case "redirect":
      return { baseUrl: redirects.urlFor(name), key, token: MADE_UP_TOKEN };
  }
}

/** What a sample did in a scenario. */
export interface Performance {
  readonly ended: Ended;
  /** Its output for a reader. */
  readonly printed: string;
  /** Path segment by which the redirect servers recognise the sample. */
  readonly name: string;
}

/** What a sample did wrong in a scenario. */
export function judgeScenario(scenario: ScenarioName, { ended, printed, name }: Performance, stage: Stage): Judgement {
  switch (scenario) {
    case "success":
      return judgeSuccess(ended, printed, stage.descriptor, Date.now());
    case "missing-key":
      return judgeError(ended, printed, { code: "NOT_FOUND", status: 404 });
    case "bad-token":
      return judgeError(ended, printed, { code: "UNAUTHENTICATED", status: 401 });
    case "redirect":
      return judgeRedirect(ended, printed, stage.redirects.seenFrom(name));
  }
}

/** A client may follow a redirect or not, but must not send the token to another host. */
function judgeRedirect(ended: Ended, printed: string, { asked, followed, leaked }: RedirectTrace): Judgement {
  if (leaked) return { wrong: "it sends the token to the other host that it is redirected to" };
  const stopped = whyStopped(ended);
  if (stopped !== undefined) return { wrong: stopped };
  if (!asked) return { wrong: `it never sends its request with the token, and ${printed}` };
  return { reported: followed ? "followed, without the token" : "not followed" };
}
