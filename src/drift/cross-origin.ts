import type { Answer, Place } from "./baseline.ts";
import type { Change } from "./change.ts";
import type { Difference, HeaderValue, Observation } from "./observation.ts";
import { NOT_COMPARED } from "./observations/headers.ts";
import { itemsOf } from "./policy.ts";
import { STATUS_FIELDS } from "./observations/rpc.ts";
import { sentField } from "./sent-fields.ts";

type HeaderChange = Difference<"header">;
type Context = Pick<Change, "case" | "transport" | "now">;

/** The beginning of every field for pages of other origins. */
export const CROSS_ORIGIN_FIELDS = "access-control-";

/** Fields that let pages of other origins send a request and read its answer (WHATWG Fetch, "CORS protocol"). */
export const CROSS_ORIGIN = {
  origin: "access-control-allow-origin",
  headers: "access-control-allow-headers",
  methods: "access-control-allow-methods",
  exposed: "access-control-expose-headers",
  maxAge: "access-control-max-age",
} as const;

/** Fields that pages may send, or read, in any case (WHATWG Fetch §2.2.2, CORS-safelisted). */
const SAFE = {
  [CROSS_ORIGIN.headers]: ["accept", "accept-language", "content-language"],
  [CROSS_ORIGIN.exposed]: [
    ...["cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"],
  ],
};

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
    .filter((answer) => askedBy(answer).length > 0)
    .map((answer) => ({ asked: askedBy(answer).toSorted().join(), allowed: allowedIn(answer).toSorted().join() }));
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

/** The fields that a preflight asks for; none where the request is no preflight. */
function askedBy(place: Place): readonly string[] {
  return sentField(place, "access-control-request-headers")?.split(",") ?? [];
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

/** True when any origin may read the answer. */
export function admitsAnyOrigin(value: HeaderValue | undefined): boolean {
  return value?.kind === "requesting-origin" || (value?.kind === "text" && value.text === "*");
}

/** True when a page may no longer send what the preflight asks for. */
export function refusesRequest(header: HeaderChange, context: Context): boolean {
  if (header.name !== CROSS_ORIGIN.headers) return false;
  return lostItems(header).some((item) => askedBy(context).includes(item));
}

/** True when a page may send or read less, whether or not anyone asks for it. */
export function reducesAccess(header: HeaderChange, { now }: Context): boolean {
  switch (header.name) {
    case CROSS_ORIGIN.maxAge:
    // What is left of this list are methods that the operation does not have.
    case CROSS_ORIGIN.methods:
      return false;
    case CROSS_ORIGIN.exposed:
      // What an answer does not have cannot be read from it, exposed or not.
      return lostItems(header).some((item) => isIn(item, now));
    case CROSS_ORIGIN.headers:
      return lostItems(header).length > 0;
    default:
      return header.new === undefined || lostItems(header).length > 0;
  }
}

/** True when a page may send or read more. */
export function extendsAccess({ name, ...header }: HeaderChange): boolean {
  if (name === CROSS_ORIGIN.maxAge || name === CROSS_ORIGIN.methods) return false;
  return name !== CROSS_ORIGIN.exposed || lostItems({ ...header, name, old: header.new, new: header.old }).length > 0;
}

/** What a list admitted and no longer does; a wildcard admits all but Authorization (WHATWG Fetch §4.8, §4.10). */
function lostItems({ name, old, new: now }: HeaderChange): readonly string[] {
  const [before, after] = [itemsOf(old), itemsOf(now)];
  const safe = name === CROSS_ORIGIN.headers || name === CROSS_ORIGIN.exposed ? SAFE[name] : [];
  const isAdmitted = (item: string): boolean =>
    after.includes(item) || safe.includes(item) || (after.includes("*") && item !== "authorization");
  return before.filter((item) => !isAdmitted(item));
}

/**
 * Whether an answer has a field, so that a page misses it. The status and its message come in fields now and then, whatever
 * this answer does; of the details it is known that they are in the trailer frame, which is content.
 */
function isIn(name: string, answer: readonly Observation[]): boolean {
  if (STATUS_FIELDS.includes(name)) {
    const isDetails = name === "grpc-status-details-bin";
    return answer.some((each) => each.kind === "status-place" && (!isDetails || each.value.includes("headers")));
  }
  if (name === "www-authenticate") return answer.some(({ kind }) => kind === "challenge");
  // Whether an answer has one that is not compared, nobody knows any more.
  return NOT_COMPARED.includes(name) || answer.some((each) => each.kind === "header" && each.name === name);
}
