import { nanoseconds } from "../../checks/metadata.ts";
import { header } from "../../protocol/exchange.ts";
import type { Evidence, Metadata } from "../../protocol/outcome.ts";
import type { Observation, RelationName } from "../observation.ts";

/**
 * Relations between parts of an answer, and between a case's two answers where both requests have the same key and
 * credentials.
 */
export function relationObservations(first: Evidence, second: Evidence | undefined): readonly Observation[] {
  const mine = metadataOf(first);
  const theirs = second === undefined ? undefined : metadataOf(second);
  return [
    ...relation("created-before-changed", mine === undefined ? undefined : isOrdered(mine)),
    ...relation("times-with-fractions", mine === undefined ? undefined : hasFraction(mine)),
    ...relation("message-in-language", second === undefined ? undefined : isInLanguage(first, second)),
    ...relation(
      "same-owner",
      isSame(mine, theirs, ({ details }) => details?.resourceOwner),
    ),
    ...relation(
      "same-sequence",
      isSame(mine, theirs, ({ details }) => details?.sequence),
    ),
  ];
}

function relation(name: RelationName, value: boolean | undefined): readonly Observation[] {
  return value === undefined ? [] : [{ kind: "relation", name, value }];
}

function metadataOf({ outcome }: Evidence): Metadata | undefined {
  return outcome.kind === "success" ? outcome.metadata : undefined;
}

function isOrdered({ details }: Metadata): boolean | undefined {
  if (details?.creationDate === undefined || details.changeDate === undefined) return undefined;
  return nanoseconds(details.creationDate) <= nanoseconds(details.changeDate);
}

/** False where both are whole seconds: one may be by chance. */
function hasFraction({ details }: Metadata): boolean | undefined {
  if (details?.creationDate === undefined || details.changeDate === undefined) return undefined;
  return details.creationDate.nanos !== 0 || details.changeDate.nanos !== 0;
}

/** Languages that the vendor has had since its first releases; which one takes the place of another differs. */
const LANGUAGES = ["de", "fr"];

/** Whether the same error has another text in one of these languages than in English. */
function isInLanguage(first: Evidence, second: Evidence): boolean | undefined {
  const [asked, other] = [first, second].map(({ exchange }) => header(exchange.request.headers, "accept-language"));
  const [text, inEnglish] = [first, second].map(({ outcome }) =>
    outcome.kind === "error" ? outcome.message : undefined,
  );
  if (asked === undefined || !LANGUAGES.includes(asked) || other !== "en") return undefined;
  return isBlank(text) || isBlank(inEnglish) ? undefined : text !== inEnglish;
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === "";
}

function isSame(
  mine: Metadata | undefined,
  theirs: Metadata | undefined,
  member: (metadata: Metadata) => unknown,
): boolean | undefined {
  return mine === undefined || theirs === undefined ? undefined : member(mine) === member(theirs);
}
