import { OPERATION } from "../../../contract/operation.ts";
import { compareDeprecation } from "../deprecation.ts";
import type { ContractRuleSlug } from "../rules.ts";
import { ABSENT, list, state, text, type ContractValue, type PlacedDifference } from "../difference.ts";
import type { RpcSnapshot } from "./snapshot.ts";

type Kind = "rpc" | "streaming" | "request-message" | "response-message" | "http-bindings" | "permission";

const PLACE = OPERATION.rpcPath.slice(1);

/** Differences in the RPC itself: its streams, its messages, its bindings to HTTP, its permission. */
export function compareRpcs(old: RpcSnapshot | null, now: RpcSnapshot | null): readonly PlacedDifference[] {
  if (old === null && now === null) return [];
  if (now === null) return [difference("rpc-removed", "rpc", state("documented"), ABSENT)];
  if (old === null) return [difference("rpc-added", "rpc", ABSENT, state("documented"))];
  return [
    ...compareDeprecation("messages", { subject: { kind: "rpc" }, place: PLACE }, old.deprecated, now.deprecated),
    ...changed("rpc-streaming-changed", "streaming", old.streaming, now.streaming),
    ...changed("rpc-message-changed", "request-message", old.request, now.request),
    ...changed("rpc-message-changed", "response-message", old.response, now.response),
    ...compareBindings(old.http, now.http),
    ...comparePermissions(old.permission, now.permission),
  ];
}

/** Variables in a path are named by fields, which have their own rows. */
function compareBindings(old: readonly string[], now: readonly string[]): readonly PlacedDifference[] {
  const [before, after] = [old.map(shapeOf), now.map(shapeOf)];
  const rule = before.every((each) => after.includes(each)) ? "rpc-http-binding-added" : "rpc-http-binding-removed";
  const same = rule === "rpc-http-binding-added" && after.every((each) => before.includes(each));
  return same ? [] : [difference(rule, "http-bindings", list(old), list(now))];
}

/** A variable without its name, but with its segments (google/api/http.proto, "Path template syntax"). */
function shapeOf(binding: string): string {
  return binding.replace(/\{[^{}=]*(=?[^{}]*)\}/g, "{$1}");
}

function comparePermissions(old: string | undefined, now: string | undefined): readonly PlacedDifference[] {
  const rule = now === undefined ? "rpc-permission-removed" : "rpc-permission-changed";
  return changed(rule, "permission", old, now);
}

function changed(
  rule: ContractRuleSlug,
  kind: Kind,
  old: string | undefined,
  now: string | undefined,
): readonly PlacedDifference[] {
  return old === now ? [] : [difference(rule, kind, text(old), text(now))];
}

function difference(rule: ContractRuleSlug, kind: Kind, old: ContractValue, now: ContractValue): PlacedDifference {
  return { rule, subject: { kind }, old, new: now, place: PLACE };
}
