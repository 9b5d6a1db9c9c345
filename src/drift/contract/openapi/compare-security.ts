import { isDeepStrictEqual } from "node:util";
import { list, type PlacedDifference } from "../difference.ts";
import { pointer } from "./pointer.ts";
import type { CredentialSnapshot, OperationSnapshot } from "./snapshot.ts";

type Alternative = readonly CredentialSnapshot[];

const PLACE = "/operation/security";
const NO_CREDENTIALS = "no credentials";

/** Kinds of credentials that are no longer or newly accepted, and the scopes of the others. */
export function compareSecurity(
  old: OperationSnapshot["security"],
  now: OperationSnapshot["security"],
): readonly PlacedDifference[] {
  const [before, after] = [kindsOf(old), kindsOf(now)];
  const stayed = old.filter((each) => after.includes(kindOf(each)));
  return [...compareKinds(before, after), ...stayed.flatMap((each) => compareScopes(each, now))];
}

function kindsOf(alternatives: OperationSnapshot["security"]): readonly string[] {
  return [...new Set(alternatives.map(kindOf))];
}

function kindOf(alternative: Alternative): string {
  if (alternative.length === 0) return NO_CREDENTIALS;
  return alternative.map(({ scheme }) => scheme).join(" and ");
}

function compareKinds(old: readonly string[], now: readonly string[]): readonly PlacedDifference[] {
  const sides = { subject: { kind: "credentials" }, old: list(old), new: list(now), place: PLACE } as const;
  if (now.includes(NO_CREDENTIALS))
    return old.includes(NO_CREDENTIALS) ? [] : [{ ...sides, rule: "credentials-not-required" }];
  if (old.some((kind) => !now.includes(kind))) return [{ ...sides, rule: "credentials-removed" }];
  return now.some((kind) => !old.includes(kind)) ? [{ ...sides, rule: "credentials-added" }] : [];
}

/** An alternative still works if one of the same kind requires no further scope. */
function compareScopes(old: Alternative, now: OperationSnapshot["security"]): readonly PlacedDifference[] {
  const candidates = now.filter((each) => kindOf(each) === kindOf(old));
  if (candidates.some((each) => isDeepStrictEqual(scopesOf(each), scopesOf(old)))) return [];
  const narrower = candidates.find((each) => scopesOf(each).every((scope) => scopesOf(old).includes(scope)));
  const [closest = []] = narrower === undefined ? candidates : [narrower];
  const unknown = old.every(({ scopes }) => scopes === undefined) ? "scopes-introduced" : "scope-added";
  const rule = narrower === undefined ? unknown : "scope-removed";
  const place = pointer(PLACE, kindOf(old));
  const subject = { kind: "scopes", name: kindOf(old) } as const;
  return [{ rule, subject, old: list(scopesOf(old)), new: list(scopesOf(closest)), place }];
}

/** A scheme without scopes and one that requires none are the same to a client. */
function scopesOf(alternative: Alternative): readonly string[] {
  return alternative.flatMap(({ scopes = [] }) => scopes);
}

/** Permissions in the vendor's extension. */
export function comparePermissions(old: readonly string[], now: readonly string[]): readonly PlacedDifference[] {
  if (isDeepStrictEqual(old, now)) return [];
  const subject = { kind: "permission" } as const;
  const more = now.some((permission) => !old.includes(permission));
  return [
    {
      subject,
      old: list(old),
      new: list(now),
      place: "/operation/permissions",
      rule: more ? "openapi-permission-added" : "openapi-permission-removed",
    },
  ];
}
