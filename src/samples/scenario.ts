import type { TargetDescriptor } from "../target/descriptor.ts";
import type { Values } from "./fill.ts";
import { judgeError, judgeSuccess, whyStopped, type Judgement } from "./judge.ts";
import type { Ended } from "./process.ts";
import type { RedirectServers, RedirectTrace } from "./redirect.ts";
import type { ScenarioName } from "./result.ts";

/** No token of anybody's: what the servers of this process are sent, and what no target accepts. */
export const MADE_UP_TOKEN = "made-up-token-of-the-samples";

/** All that the scenarios need. */
export interface Stage {
  readonly descriptor: TargetDescriptor;
  readonly redirects: RedirectServers;
}

/** What is filled into a sample for a scenario. */
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
  /** What a reader may see of its output. */
  readonly printed: string;
  /** By which the servers know the sample. */
  readonly name: string;
}

/** What is wrong with what a sample did in a scenario. */
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

/** Following a redirect or not is the client's choice; the token must not come along to another host. */
function judgeRedirect(ended: Ended, printed: string, { asked, followed, leaked }: RedirectTrace): Judgement {
  if (leaked) return { wrong: "it sends the token to the other host that it is redirected to" };
  const stopped = whyStopped(ended);
  if (stopped !== undefined) return { wrong: stopped };
  if (!asked) return { wrong: `it never sends its request with the token, and ${printed}` };
  return { told: followed ? "followed, without the token" : "not followed" };
}
