import { listed, type Difference } from "../rows.ts";
import { pointer } from "./shown.ts";
import type { CredentialSnapshot, OperationSnapshot } from "./snapshot.ts";

type Alternative = readonly CredentialSnapshot[];

const PLACE = "/operation/security";
const NO_CREDENTIALS = "no credentials";

/** Kinds of credentials that are accepted no more or newly so, and the scopes of those that stay. */
export function compareSecurity(
  old: OperationSnapshot["security"],
  now: OperationSnapshot["security"],
): readonly Difference[] {
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

function compareKinds(old: readonly string[], now: readonly string[]): readonly Difference[] {
  const sides = { subject: "credentials", old: listed(old), new: listed(now), place: PLACE };
  if (now.includes(NO_CREDENTIALS)) return old.includes(NO_CREDENTIALS) ? [] : [{ ...sides, rule: "DRIFT-0763" }];
  if (old.some((kind) => !now.includes(kind))) return [{ ...sides, rule: "DRIFT-0761" }];
  return now.some((kind) => !old.includes(kind)) ? [{ ...sides, rule: "DRIFT-0762" }] : [];
}

/** An alternative is as good as it was if one of the same kind asks for no scope beyond its own. */
function compareScopes(old: Alternative, now: OperationSnapshot["security"]): readonly Difference[] {
  const candidates = now.filter((each) => kindOf(each) === kindOf(old));
  if (candidates.some((each) => scopesText(each) === scopesText(old))) return [];
  const narrower = candidates.find((each) => scopesOf(each).every((scope) => scopesOf(old).includes(scope)));
  const [didYouMean = []] = narrower === undefined ? candidates : [narrower];
  const unknown = old.every(({ scopes }) => scopes === undefined) ? "DRIFT-0766" : "DRIFT-0764";
  const rule = narrower === undefined ? unknown : "DRIFT-0765";
  const place = pointer(PLACE, kindOf(old));
  return [{ rule, subject: `scopes of ${kindOf(old)}`, old: scopesText(old), new: scopesText(didYouMean), place }];
}

function scopesOf(alternative: Alternative): readonly string[] {
  return alternative.flatMap(({ scopes = [] }) => scopes);
}

/** A scheme without scopes and one that asks for none are the same to a client. */
function scopesText(alternative: Alternative): string {
  return listed(scopesOf(alternative));
}

/** Permissions that the vendor's extension names. */
export function comparePermissions(old: readonly string[], now: readonly string[]): readonly Difference[] {
  const sides = { subject: "permission", old: listed(old), new: listed(now), place: "/operation/permissions" };
  if (sides.old === sides.new) return [];
  const more = now.some((permission) => !old.includes(permission));
  return [{ ...sides, rule: more ? "DRIFT-0767" : "DRIFT-0768" }];
}
