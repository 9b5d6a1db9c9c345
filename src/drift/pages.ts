import type { Answer, Place } from "./baseline.ts";
import type { Change } from "./change.ts";
import { CROSS_ORIGIN, CROSS_ORIGIN_FIELDS } from "./cross-origin.ts";
import { itemsOf } from "./policy.ts";
import { fieldsAskedBy, sentField } from "./sent-fields.ts";

/**
 * Tells whether what changed in an answer says anything to pages. Servers send fields for pages in every answer, or only
 * where the request has an Origin; where one side does the latter, its other answers say nothing (WHATWG Fetch §3.3.3).
 */
export function pagesFinder(
  old: readonly Answer[],
  now: readonly Answer[],
): (change: Pick<Change, "case" | "transport" | "difference">) => boolean {
  let unasked: readonly ReadonlySet<string>[] | undefined;
  let isEcho: boolean | undefined;
  return (change) => {
    const { transport, difference } = change;
    if (difference.kind !== "header" || !difference.name.startsWith(CROSS_ORIGIN_FIELDS)) return true;
    if (difference.name === CROSS_ORIGIN.headers && (isEcho ??= echoesRequests(now))) return false;
    if (isFromPage(change)) return true;
    unasked ??= [unaskedFields(old), unaskedFields(now)];
    return unasked.every((fields) => fields.has(`${transport} ${difference.name}`));
  };
}

/** True for a server that allows whatever a preflight asks for: each of them gets its own list, and no two the same. */
function echoesRequests(answers: readonly Answer[]): boolean {
  const lists = answers
    .filter((answer) => fieldsAskedBy(answer).length > 0)
    .map((answer) => ({
      asked: fieldsAskedBy(answer).toSorted().join(),
      allowed: allowedIn(answer).toSorted().join(),
    }));
  return (
    lists.every(({ asked, allowed }) => asked === allowed) && new Set(lists.map(({ allowed }) => allowed)).size > 1
  );
}

/** What an answer to a preflight allows; nothing where it has no list. */
function allowedIn({ observations }: Answer): readonly string[] {
  return observations.flatMap((each) =>
    each.kind === "header" && each.name === CROSS_ORIGIN.headers ? itemsOf(each.value) : [],
  );
}

/** The fields for pages, each with its transport, that come in answers to requests from no page. */
function unaskedFields(answers: readonly Answer[]): ReadonlySet<string> {
  return new Set(
    answers
      .filter((answer) => !isFromPage(answer))
      .flatMap(({ transport, observations }) =>
        observations.flatMap((each) => (each.kind === "header" ? [`${transport} ${each.name}`] : [])),
      ),
  );
}

function isFromPage(place: Place): boolean {
  return sentField(place, "origin") !== undefined;
}
