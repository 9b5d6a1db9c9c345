import { refuse, type Answer } from "../answer.ts";
import type { Authentication } from "../authenticate.ts";
import type { Call, ManagementRoute } from "../call.ts";
import type { State } from "../state.ts";
import { Refused } from "./refused.ts";
import { mayDo } from "./roles.ts";

/**
 * Answers an operation of the management API. Like the vendor's server it parses the message first, then authenticates,
 * then checks permissions, and only then looks at the content. It loads the vendor's messages on first use.
 */
export async function answerManagement(
  route: ManagementRoute,
  call: Call,
  authenticated: () => Authentication,
  state: State,
): Promise<Answer> {
  const { OPERATIONS } = await import("./operations.ts");
  try {
    const { read, permission } = OPERATIONS[route.operation];
    const perform = read(call.raw, route.params);
    const who = authenticated();
    if ("refusal" in who) return refuse(who.refusal, call);
    if (who.user.role === undefined) throw new Refused({ code: 5, text: "no-membership" });
    if (!mayDo(who.user.role, permission)) throw new Refused({ code: 7, text: "no-permission" });
    const rewrites = route.rewrites === true;
    const json = await perform({ state, caller: who.user, rewrites });
    return { kind: "json", status: 200, json, headers: [] };
  } catch (error) {
    if (error instanceof Refused) return refuse(error.refusal, call);
    throw error;
  }
}
