import { TextQueryMethod } from "@zitadel/proto/zitadel/object_pb.js";

/** True when a text matches a query (zitadel.v1.TextQueryMethod): case counts unless the method ignores it. */
export function matchesText(text: string, asked: string, method: TextQueryMethod): boolean {
  const [lower, askedLower] = [text.toLowerCase(), asked.toLowerCase()];
  switch (method) {
    case TextQueryMethod.EQUALS:
      return text === asked;
    case TextQueryMethod.EQUALS_IGNORE_CASE:
      return lower === askedLower;
    case TextQueryMethod.STARTS_WITH:
      return text.startsWith(asked);
    case TextQueryMethod.STARTS_WITH_IGNORE_CASE:
      return lower.startsWith(askedLower);
    case TextQueryMethod.CONTAINS:
      return text.includes(asked);
    case TextQueryMethod.CONTAINS_IGNORE_CASE:
      return lower.includes(askedLower);
    case TextQueryMethod.ENDS_WITH:
      return text.endsWith(asked);
    case TextQueryMethod.ENDS_WITH_IGNORE_CASE:
      return lower.endsWith(askedLower);
  }
}
