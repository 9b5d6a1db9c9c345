import { OPERATION } from "../../../contract/operation.ts";
import { compareDeprecation } from "../deprecation.ts";
import type { ContractRuleId } from "../rules.ts";
import { ABSENT, listed, type Difference } from "../rows.ts";
import type { RpcSnapshot } from "./snapshot.ts";

const PLACE = OPERATION.rpcPath.slice(1);

/** What became of the RPC itself: its streams, its messages, its bindings to HTTP, its permission. */
export function compareRpcs(old: RpcSnapshot | null, now: RpcSnapshot | null): readonly Difference[] {
  if (old === null && now === null) return [];
  if (now === null) return [difference("DRIFT-0801", "RPC", "documented", ABSENT)];
  if (old === null) return [difference("DRIFT-0804", "RPC", ABSENT, "documented")];
  return [
    ...compareDeprecation("messages", { subject: "RPC", place: PLACE }, old.deprecated, now.deprecated),
    ...changed("DRIFT-0805", "streams", old.streaming, now.streaming),
    ...changed("DRIFT-0806", "request message", old.request, now.request),
    ...changed("DRIFT-0806", "response message", old.response, now.response),
    ...compareBindings(old.http, now.http),
    ...comparePermissions(old.permission, now.permission),
  ];
}

/** The names of variables in a path are those of fields, and told there. */
function compareBindings(old: readonly string[], now: readonly string[]): readonly Difference[] {
  const [before, after] = [old.map(shapeOf), now.map(shapeOf)];
  const rule = before.every((each) => after.includes(each)) ? "DRIFT-0808" : "DRIFT-0807";
  const same = rule === "DRIFT-0808" && after.every((each) => before.includes(each));
  return same ? [] : [difference(rule, "HTTP bindings", listed(old), listed(now))];
}

/** A variable without its name; the segments that it takes count (google/api/http.proto, "Path template syntax"). */
function shapeOf(binding: string): string {
  return binding.replace(/\{[^{}=]*(=?[^{}]*)\}/g, "{$1}");
}

function comparePermissions(old: string | undefined, now: string | undefined): readonly Difference[] {
  const rule = now === undefined ? "DRIFT-0810" : "DRIFT-0809";
  return changed(rule, "permission", old ?? "none", now ?? "none");
}

function changed(rule: ContractRuleId, subject: string, old: string, now: string): readonly Difference[] {
  return old === now ? [] : [difference(rule, subject, old, now)];
}

function difference(rule: ContractRuleId, subject: string, old: string, now: string): Difference {
  return { rule, subject, old, new: now, place: PLACE };
}
