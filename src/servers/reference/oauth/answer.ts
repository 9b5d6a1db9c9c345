import type { Answer } from "../answer.ts";
import type { Call } from "../call.ts";
import type { State } from "../state.ts";
import { discovery } from "./discovery.ts";
import { OAuthError } from "./oauth-error.ts";
import type { OAuthEndpoint } from "./route-table.ts";

/** Answers a resource of OAuth. The code that signs and verifies is slow to load, so it loads on first use. */
export async function answerOAuth(endpoint: OAuthEndpoint, call: Call, state: State): Promise<Answer> {
  const { raw } = call;
  if (endpoint === "discovery") return json(discovery(raw.origin));
  if (endpoint === "keys") return json(await (await import("./signing-key.ts")).publicKeys());
  const { answerToken } = await import("./token.ts");
  try {
    return json(await answerToken(raw, state));
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const { status, code, message, headers } = error;
    return { kind: "json", status, json: { error: code, error_description: message }, headers };
  }
}

function json(value: unknown): Answer {
  return { kind: "json", status: 200, json: value, headers: [] };
}
