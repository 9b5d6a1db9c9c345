import type { NewEntry } from "../../provisioning/management.ts";
import { cutShort } from "../../runner/credentials.ts";
import type { Behaviour } from "../../servers/reference/behaviour.ts";
import type { Call } from "../../servers/reference/call.ts";
import type { State } from "../../servers/reference/state.ts";
import { field } from "../../servers/http/request.ts";
import { bearerToken } from "./bearer.ts";
import { accept, errorWith } from "./change.ts";
import { define } from "./define.ts";
import { remembering } from "./each-server.ts";

/** A call that stores metadata, or undefined for another one. */
function storing({ route, raw }: Call): { readonly id: string; readonly metadata: readonly NewEntry[] } | undefined {
  if (route.kind !== "management" || route.operation !== "bulkSetUserMetadata") return undefined;
  const { metadata } = JSON.parse(raw.body.toString()) as { readonly metadata: readonly NewEntry[] };
  return { id: route.params["id"] ?? "", metadata };
}

/** What is stored as it was before its deletion is taken for unchanged: it goes where nobody looks. */
function takeDeletedForUnchanged(): Behaviour {
  const deleted = new Map<string, string>();
  return {
    call: (call, { users }) => {
      const { route, raw } = call;
      if (route.kind === "management" && route.operation === "removeUserMetadata") {
        const { id = "", key = "" } = route.params;
        deleted.set(`${id} ${key}`, users.get(id)?.entries.get(key)?.value.toString("base64") ?? "");
      }
      const stored = storing(call);
      if (stored === undefined) return call;
      const metadata = stored.metadata.map(({ key, value }) =>
        deleted.get(`${stored.id} ${key}`) === value ? { key: `${key}-unseen`, value } : { key, value },
      );
      return { ...call, raw: { ...raw, body: Buffer.from(JSON.stringify({ metadata })) } };
    },
  };
}

/** The key of a scenario's first entry, with which those of its others begin; undefined for a key of the run. */
function scenarioOf(key: string): string | undefined {
  return /^fresh-[^-]+/.exec(key)?.[0];
}

/**
 * What is stored replaces what else there is: that of the same scenario, as no run would come as far as its first test, and
 * others run at the same time.
 */
function removeOthers(call: Call, { users }: State): Call {
  const stored = storing(call);
  const entries = stored && users.get(stored.id)?.entries;
  const scenario = scenarioOf(stored?.metadata[0]?.key ?? "");
  if (entries === undefined || scenario === undefined) return call;
  for (const key of [...entries.keys()]) if (scenarioOf(key) === scenario) entries.delete(key);
  return call;
}

/** Defects that releases of the vendor had, as they were reported. */
export const PAST_FAULTS = define("past", [
  {
    name: "no-token-is-unknown",
    statement: "a request without a token is answered 500 (UNKNOWN), with the right code in the words only",
    source: "zitadel/zitadel issue 11730 of 2026, release 4.11",
    requirement: "GMM-0401",
    transports: "all",
    behaviour: errorWith(16, (found, { raw }) => {
      if (raw.headers.has("authorization")) return found;
      const message = "rpc error: code = Unauthenticated desc = auth header missing ()";
      return { code: 2, status: 500, message, id: "", headers: [] };
    }),
  },
  {
    name: "expired-is-forbidden",
    statement: "an expired token is answered 403 (PERMISSION_DENIED)",
    source: "zitadel/zitadel issue 8392 of 2024",
    requirement: "GMM-0405",
    transports: "all",
    behaviour: {
      authentication: (found, call, state) => {
        const sent = bearerToken(field(call.raw, "authorization"));
        const token = "user" in found ? undefined : state.tokens.get(sent);
        if (token === undefined || token.expires > state.now()) return found;
        return { refusal: { code: 7, text: "no-permission" } };
      },
    },
  },
  {
    name: "cut-token-accepted",
    statement: "a token without the part that names its user is served",
    source: "GHSA-6mq3-xmgp-pjm5, CVE-2026-27840, releases before 2.71.19 and 3.4.7",
    requirement: "GMM-0406",
    transports: "all",
    behaviour: accept(
      (authorization, state) =>
        [...state.tokens].find(([token]) => bearerToken(authorization) === cutShort(token))?.[1].user,
    ),
  },
]);

/** Those that show only in a scenario. */
export const PAST_SCENARIO_FAULTS = define("past", [
  {
    name: "not-stored-again",
    statement: "a value that was deleted cannot be stored again, though the vendor answers that it was",
    source: "zitadel/zitadel issue 10470 of 2025, release 4",
    requirement: "GMM-1001",
    transports: "all",
    remembers: true,
    behaviour: remembering(takeDeletedForUnchanged),
  },
  {
    name: "others-removed",
    statement: "to store a value removes those under other keys",
    source: "zitadel/zitadel issue 4027 of 2022",
    requirement: "GMM-1001",
    transports: "all",
    remembers: true,
    behaviour: { call: removeOthers },
  },
]);
